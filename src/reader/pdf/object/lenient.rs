//! Parses an object that breaks the syntax as viewers do: odd tokens are skipped, the rest is kept.
//!
//! lopdf rejects a whole object for one such token, and a page is lost for `/Thumb --5`.

#[cfg(test)]
mod tests;
mod token;

use lopdf::{Dictionary, Object};
pub(super) use token::is_space;
use token::{Token, Tokens};

/// How deep arrays and dictionaries may be nested; deeper ones are null. Objects are dropped
/// recursively, so the depth must fit on a small stack; real files have fewer than ten levels.
const MAX_DEPTH: usize = 64;

/// How many values may follow a key. Only one belongs there, a reference has three tokens.
const MAX_VALUES: usize = 4;

/// Keys of pages, fonts, streams and trees, which are no value of any other key in this list.
const KEYS: &[&[u8]] = &[
    b"Annots",
    b"BaseFont",
    b"Contents",
    b"Count",
    b"CropBox",
    b"DescendantFonts",
    b"FirstChar",
    b"FontDescriptor",
    b"Kids",
    b"LastChar",
    b"Length",
    b"MediaBox",
    b"Parent",
    b"Resources",
    b"Root",
    b"Rotate",
    b"Size",
    b"Subtype",
    b"ToUnicode",
    b"Type",
    b"Widths",
];

/// Keys whose values are names.
const KEYS_OF_NAMES: &[&[u8]] = &[
    b"BaseEncoding",
    b"BaseFont",
    b"ColorSpace",
    b"Encoding",
    b"Filter",
    b"FontName",
    b"Name",
    b"PageLayout",
    b"PageMode",
    b"S",
    b"Subtype",
    b"Tabs",
    b"Type",
];

/// The first object in `text`, and where it ends. It ends at `endobj`, `stream` and such words at
/// the latest, closed or not.
pub(super) fn parse(text: &[u8]) -> Option<(Object, usize)> {
    let mut parser = Parser {
        tokens: Tokens::new(text),
        open: Vec::new(),
        top: Vec::new(),
        too_deep: 0,
    };
    parser.run();
    let end = parser.tokens.position();
    parser.top.into_iter().next().map(|object| (object, end))
}

/// Arrays and dictionaries that are open are kept on a stack, so depth needs no recursion.
struct Parser<'t> {
    tokens: Tokens<'t>,
    open: Vec<Open>,
    /// Objects outside of arrays and dictionaries.
    top: Vec<Object>,
    /// How many are open beyond [`MAX_DEPTH`].
    too_deep: usize,
}

enum Open {
    Array(Vec<Object>),
    Dictionary(Entries),
}

/// A dictionary that is being read.
#[derive(Default)]
struct Entries {
    done: Dictionary,
    key: Option<Vec<u8>>,
    /// The values after the key; the first is the entry's.
    values: Vec<Object>,
}

impl Parser<'_> {
    fn run(&mut self) {
        while let Some(token) = self.tokens.next() {
            if self.too_deep > 0 {
                self.skip_deep(&token);
                continue;
            }
            match token {
                Token::Value(value) => self.push(value),
                Token::Reference => self.refer(),
                Token::OpenArray => self.open(Open::Array(Vec::new())),
                Token::OpenDictionary => self.open(Open::Dictionary(Entries::default())),
                Token::CloseArray => self.close_array(),
                Token::CloseDictionary => self.close_dictionary(),
                Token::Odd => {}
            }
            if self.open.is_empty() && self.is_complete() {
                return;
            }
        }
        while let Some(mut open) = self.open.pop() {
            if let Open::Dictionary(entries) = &mut open {
                entries.take_back();
            }
            self.push(open.finish());
        }
    }

    /// Whether nothing can be added to the object at the top: a number may begin a reference.
    fn is_complete(&self) -> bool {
        match self.top.first() {
            Some(Object::Integer(_)) => self.top.len() >= MAX_VALUES,
            first => first.is_some(),
        }
    }

    fn skip_deep(&mut self, token: &Token) {
        match token {
            Token::OpenArray | Token::OpenDictionary => self.too_deep += 1,
            Token::CloseArray | Token::CloseDictionary => self.too_deep -= 1,
            _ => {}
        }
    }

    fn open(&mut self, open: Open) {
        if self.open.len() < MAX_DEPTH {
            self.open.push(open);
        } else {
            self.push(Object::Null);
            self.too_deep = 1;
        }
    }

    fn push(&mut self, value: Object) {
        self.close_broken_arrays(&value);
        self.add(value);
    }

    fn add(&mut self, value: Object) {
        match self.open.last_mut() {
            Some(Open::Array(items)) => items.push(value),
            Some(Open::Dictionary(entries)) => entries.push(value),
            None => self.top.push(value),
        }
    }

    /// `/MediaBox [0 0 600 800 /Contents 4 0 R`: a key ends the arrays that were left open.
    fn close_broken_arrays(&mut self, value: &Object) {
        let is_key = value.as_name().is_ok_and(|name| is_in(KEYS, name));
        let is_array = |open: &Open| matches!(open, Open::Array(_));
        if !is_key || self.open.iter().all(is_array) {
            return;
        }
        while let Some(array) = self.open.pop_if(|open| is_array(open)) {
            self.add(array.finish());
        }
    }

    /// `12 0 R`: the two numbers before become a reference.
    fn refer(&mut self) {
        let values = match self.open.last_mut() {
            Some(Open::Array(items)) => items,
            Some(Open::Dictionary(entries)) => &mut entries.values,
            None => &mut self.top,
        };
        if let [.., Object::Integer(number), Object::Integer(generation)] = values[..]
            && let (Ok(number), Ok(generation)) = (number.try_into(), generation.try_into())
        {
            values.truncate(values.len() - 2);
            self.push(Object::Reference((number, generation)));
        }
    }

    /// Closes the innermost array and the dictionaries that were left open in it.
    fn close_array(&mut self) {
        if self.open.iter().any(|open| matches!(open, Open::Array(_))) {
            self.close_until(|open| matches!(open, Open::Array(_)));
        }
    }

    /// Closes the innermost dictionary and the arrays that were left open in it. If a name
    /// follows the end of the outermost one, that was no end: `<</Rotate 0>> /Contents 4 0 R>>`.
    fn close_dictionary(&mut self) {
        let is_dictionary = |open: &Open| matches!(open, Open::Dictionary(_));
        let count = self.open.iter().filter(|open| is_dictionary(open)).count();
        let is_stray = count == 1 && is_dictionary(&self.open[0]) && self.tokens.is_before_name();
        if count > 0 && !is_stray {
            self.close_until(is_dictionary);
        }
    }

    fn close_until(&mut self, is_last: impl Fn(&Open) -> bool) {
        while let Some(open) = self.open.pop() {
            let last = is_last(&open);
            self.push(open.finish());
            if last {
                return;
            }
        }
    }
}

impl Open {
    fn finish(self) -> Object {
        match self {
            Self::Array(items) => Object::Array(items),
            Self::Dictionary(mut entries) => {
                entries.end_entry();
                Object::Dictionary(entries.done)
            }
        }
    }
}

impl Entries {
    fn push(&mut self, value: Object) {
        match (value, &self.key) {
            (Object::Name(name), Some(key)) if self.values.is_empty() => {
                // `/Thumb /Type /Page`: the first key has no value.
                if is_in(KEYS, &name) && !is_in(KEYS_OF_NAMES, key) {
                    self.begin_entry(name);
                } else {
                    self.values.push(Object::Name(name));
                }
            }
            (Object::Name(name), _) => self.begin_entry(name),
            (value, Some(_)) => {
                self.shift();
                if self.values.len() < MAX_VALUES {
                    self.values.push(value);
                }
            }
            (_, None) => {}
        }
    }

    /// `/Thumb /Contents 4 0 R`: what looks like a value is a key, for it has one.
    fn shift(&mut self) {
        let [Object::Name(name)] = &self.values[..] else {
            return;
        };
        let takes_names = self
            .key
            .as_deref()
            .is_some_and(|key| is_in(KEYS_OF_NAMES, key));
        if !takes_names || is_in(KEYS, name) {
            let name = name.clone();
            self.values.clear();
            self.begin_entry(name);
        }
    }

    fn begin_entry(&mut self, key: Vec<u8>) {
        self.end_entry();
        self.key = Some(key);
    }

    /// Of a dictionary that was left open: `<</Odd <</A /Contents 4 0 R>>`. The one in it was not
    /// closed, but took its end, and has entries that belong here.
    fn take_back(&mut self) {
        let [Object::Dictionary(inner)] = &mut self.values[..] else {
            return;
        };
        let keys = KEYS.iter().copied().chain([&b"Pages"[..]]);
        for key in keys {
            if !self.done.has(key)
                && let Some(value) = inner.remove(key)
            {
                self.done.set(key, value);
            }
        }
    }

    /// A key without a value does not replace an entry before it.
    fn end_entry(&mut self) {
        let value = self.values.drain(..).next();
        if let (Some(key), Some(value)) = (self.key.take(), value) {
            self.done.set(key, value);
        }
    }
}

fn is_in(list: &[&[u8]], name: &[u8]) -> bool {
    list.contains(&name)
}
