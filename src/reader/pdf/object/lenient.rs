//! Parses objects that break the syntax. As in viewers, odd tokens are skipped and the
//! rest is kept.
//!
//! lopdf rejects a whole object for one such token: `/Thumb --5` would lose a page.

#[cfg(test)]
mod tests;
mod token;

use lopdf::{Dictionary, Object};
pub(super) use token::is_space;
use token::{ObjectToken, Tokens};

/// The number of levels of arrays and dictionaries; deeper ones are null. Objects are
/// dropped recursively, so the depth must fit on a small stack. Real files have fewer
/// than ten levels.
const MAX_DEPTH: usize = 64;

/// The number of values that are kept after a key. One is valid, and a reference has
/// three tokens.
const MAX_VALUES: usize = 4;

/// Keys of pages, fonts, streams and trees. None of them is also a value of a key in this
/// list, so in place of a value they begin the next entry.
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

/// Returns the first object in `text` and the offset of its end. Words such as `endobj`
/// and `stream` end it even if it is not closed.
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

/// Keeps open arrays and dictionaries on a stack, so that depth needs no recursion.
struct Parser<'t> {
    tokens: Tokens<'t>,
    open: Vec<OpenObject>,
    /// Objects outside of arrays and dictionaries.
    top: Vec<Object>,
    /// The number of open ones beyond [`MAX_DEPTH`].
    too_deep: usize,
}

enum OpenObject {
    Array(Vec<Object>),
    Dictionary(Entries),
}

/// An open dictionary.
#[derive(Default)]
struct Entries {
    done: Dictionary,
    key: Option<Vec<u8>>,
    /// The values after the key, of which the first is the entry's.
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
                ObjectToken::Value(value) => self.push(value),
                ObjectToken::Reference => self.refer(),
                ObjectToken::OpenArray => self.open(OpenObject::Array(Vec::new())),
                ObjectToken::OpenDictionary => {
                    self.open(OpenObject::Dictionary(Entries::default()));
                }
                ObjectToken::CloseArray => self.close_array(),
                ObjectToken::CloseDictionary => self.close_dictionary(),
                ObjectToken::Odd => {}
            }
            if self.open.is_empty() && self.is_complete() {
                return;
            }
        }
        // The text ended before the object: what is open is closed with what it has.
        while let Some(mut open) = self.open.pop() {
            if let OpenObject::Dictionary(entries) = &mut open {
                entries.take_back();
            }
            self.push(open.finish());
        }
    }

    /// Returns true if the outermost object is complete. After a number, the two other
    /// tokens of a reference may follow.
    fn is_complete(&self) -> bool {
        match self.top.first() {
            Some(Object::Integer(_)) => self.top.len() >= MAX_VALUES,
            first => first.is_some(),
        }
    }

    fn skip_deep(&mut self, token: &ObjectToken) {
        match token {
            ObjectToken::OpenArray | ObjectToken::OpenDictionary => self.too_deep += 1,
            ObjectToken::CloseArray | ObjectToken::CloseDictionary => self.too_deep -= 1,
            _ => {}
        }
    }

    fn open(&mut self, open: OpenObject) {
        if self.open.len() < MAX_DEPTH {
            self.open.push(open);
        } else {
            // One null takes the place of all that is too deep, so that later items keep
            // their indices.
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
            Some(OpenObject::Array(items)) => items.push(value),
            Some(OpenObject::Dictionary(entries)) => entries.push(value),
            None => self.top.push(value),
        }
    }

    /// Closes open arrays before a key: `/MediaBox [0 0 600 800 /Contents 4 0 R`.
    fn close_broken_arrays(&mut self, value: &Object) {
        let is_key = value.as_name().is_ok_and(|name| is_in(KEYS, name));
        let is_array = |open: &OpenObject| matches!(open, OpenObject::Array(_));
        if !is_key || self.open.iter().all(is_array) {
            return;
        }
        while let Some(array) = self.open.pop_if(|open| is_array(open)) {
            self.add(array.finish());
        }
    }

    /// Replaces the two numbers before `R` by a reference: `12 0 R`.
    fn refer(&mut self) {
        let values = match self.open.last_mut() {
            Some(OpenObject::Array(items)) => items,
            Some(OpenObject::Dictionary(entries)) => &mut entries.values,
            None => &mut self.top,
        };
        if let [.., Object::Integer(number), Object::Integer(generation)] = values[..]
            && let (Ok(number), Ok(generation)) = (number.try_into(), generation.try_into())
        {
            values.truncate(values.len() - 2);
            self.push(Object::Reference((number, generation)));
        }
    }

    /// Closes the innermost array and the open dictionaries in it.
    fn close_array(&mut self) {
        if self
            .open
            .iter()
            .any(|open| matches!(open, OpenObject::Array(_)))
        {
            self.close_until(|open| matches!(open, OpenObject::Array(_)));
        }
    }

    /// Closes the innermost dictionary and the open arrays in it. If a name follows the
    /// `>>` of the outermost dictionary, that `>>` is ignored:
    /// `<</Rotate 0>> /Contents 4 0 R>>`.
    fn close_dictionary(&mut self) {
        let is_dictionary = |open: &OpenObject| matches!(open, OpenObject::Dictionary(_));
        let count = self.open.iter().filter(|open| is_dictionary(open)).count();
        let is_stray = count == 1 && is_dictionary(&self.open[0]) && self.tokens.is_before_name();
        if count > 0 && !is_stray {
            self.close_until(is_dictionary);
        }
    }

    fn close_until(&mut self, is_last: impl Fn(&OpenObject) -> bool) {
        while let Some(open) = self.open.pop() {
            let last = is_last(&open);
            self.push(open.finish());
            if last {
                return;
            }
        }
    }
}

impl OpenObject {
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
            // A name after a value, or first of all, is the next key.
            (Object::Name(name), _) => self.begin_entry(name),
            (value, Some(_)) => {
                self.shift();
                if self.values.len() < MAX_VALUES {
                    self.values.push(value);
                }
            }
            // A value without a key.
            (_, None) => {}
        }
    }

    /// Makes the value of the current key a key if another value follows it:
    /// `/Thumb /Contents 4 0 R`.
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

    /// Moves entries of a page out of the last inner dictionary, for a dictionary that
    /// was never closed: in `<</Odd <</A /Contents 4 0 R>>` the inner one lacks its end,
    /// so it took the outer one's end and entries.
    fn take_back(&mut self) {
        let [Object::Dictionary(inner)] = &mut self.values[..] else {
            return;
        };
        // Only known keys are moved: `/A` in the example may be the inner one's own.
        let keys = KEYS.iter().copied().chain([&b"Pages"[..]]);
        for key in keys {
            if !self.done.has(key)
                && let Some(value) = inner.remove(key)
            {
                self.done.set(key, value);
            }
        }
    }

    /// Ends the entry. A key without a value does not replace an earlier entry.
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
