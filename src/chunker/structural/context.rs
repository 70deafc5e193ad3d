//! The context that stands before a chunk: the document's title and the headings that apply.

use crate::chunk::{ELLIPSIS, MAX_PATH_BYTES, MAX_SHOWN_BYTES};
use crate::document::{Document, Section, SectionId, Span, offset};
use crate::tokenizer::Counter;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

const SEPARATOR: &str = " > ";

/// The contexts of one document for one budget.
pub(super) struct Contexts<'a> {
    document: &'a Document,
    counter: &'a Counter<'a>,
    /// How many tokens a context may have: a quarter of the budget.
    share: u32,
    title: Option<Title<'a>>,
    /// What each section's path costs, once asked for. Looked up only, never iterated.
    paths: RefCell<HashMap<SectionId, Kept>>,
    /// The one that was asked for last: the pieces of a section come one after the other.
    last_path: Cell<Option<(SectionId, Kept)>>,
    /// The context that was written last, with its exact count: chunks of one section come one after the other.
    last: RefCell<Option<(SectionId, String, u32)>>,
}

/// The title as a part of contexts.
#[derive(Clone, Copy)]
struct Title<'a> {
    text: &'a str,
    /// The section whose heading says the same.
    heading: Option<SectionId>,
}

/// How much of a path is kept.
#[derive(Debug, Clone, Copy)]
struct Kept {
    /// How many headings, from the last one.
    headings: usize,
    title: bool,
    /// Whether the last heading must be cut.
    cut: bool,
    /// An estimate that is hardly ever too low.
    tokens: u32,
    /// The same for all headings of the path.
    all: u32,
}

impl<'a> Contexts<'a> {
    pub(super) fn new(document: &'a Document, counter: &'a Counter<'a>, max_tokens: u32) -> Self {
        Self {
            document,
            counter,
            share: max_tokens / 4,
            title: document.title().map(|text| Title {
                text,
                heading: document
                    .sections()
                    .find(|section| same(section.heading(), text))
                    .map(Section::id),
            }),
            paths: RefCell::default(),
            last_path: Cell::new(None),
            last: RefCell::default(),
        }
    }

    /// The contexts of the same document for another budget.
    pub(super) fn with_budget(&self, max_tokens: u32) -> Self {
        Self {
            document: self.document,
            counter: self.counter,
            share: max_tokens / 4,
            title: self.title,
            paths: RefCell::default(),
            last_path: Cell::new(None),
            last: RefCell::default(),
        }
    }

    /// About how many tokens the context of a chunk under `section` has.
    pub(super) fn estimate(&self, section: SectionId) -> u32 {
        self.kept(section).tokens
    }

    /// The context of a chunk under `section`, empty or with a blank line at its end, and its exact tokens.
    pub(super) fn write(&self, section: SectionId) -> (String, u32) {
        if let Some((last, text, tokens)) = &*self.last.borrow()
            && *last == section
        {
            return (text.clone(), *tokens);
        }
        let text = self.text(section);
        let tokens = self.counter.count_text(&text);
        *self.last.borrow_mut() = Some((section, text.clone(), tokens));
        (text, tokens)
    }

    fn text(&self, section: SectionId) -> String {
        let kept = self.kept(section);
        let mut parts: Vec<&str> = self
            .path(section)
            .map(Section::marked_heading)
            .take(kept.headings)
            .collect();
        let is_whole =
            kept.headings == self.path(section).count() && kept.title == self.shows_title(section);
        parts.extend(
            self.title
                .iter()
                .filter(|_| kept.title)
                .map(|title| title.text),
        );
        if !is_whole && !parts.is_empty() {
            parts.push(ELLIPSIS);
        }
        parts.reverse();
        let mut text = parts.join(SEPARATOR);
        if kept.cut {
            text = self.cut(section);
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text
    }

    fn kept(&self, section: SectionId) -> Kept {
        if let Some((last, kept)) = self.last_path.get()
            && last == section
        {
            return kept;
        }
        let known = |section| self.paths.borrow().get(&section).copied();
        // Each path is made of the one above, so the outermost comes first.
        let unknown: Vec<SectionId> = (self.with_ancestors(section))
            .map(Section::id)
            .take_while(|section| known(*section).is_none())
            .collect();
        for section in unknown.into_iter().rev() {
            let kept = self.keep(section);
            self.paths.borrow_mut().insert(section, kept);
        }
        let kept = known(section).unwrap_or_else(|| self.keep(section));
        self.last_path.set(Some((section, kept)));
        kept
    }

    /// Keeps the whole path if it fits into the share, else as many headings as fit, from the innermost outwards.
    fn keep(&self, section: SectionId) -> Kept {
        let title = self.title.as_ref().filter(|_| self.shows_title(section));
        let all = self.all(section);
        let lengths = self
            .path(section)
            .map(|section| section.marked_heading().len());
        let (headings, bytes) = lengths.fold((0, 0), |(headings, bytes), length| {
            (headings + 1, bytes + length)
        });
        let whole = Kept {
            headings,
            title: title.is_some(),
            cut: false,
            tokens: all.saturating_add(title.map_or(0, |title| self.title_tokens(title))),
            all,
        };
        if whole.headings == 0 && !whole.title {
            return whole;
        }
        if whole.tokens < self.share && bytes <= MAX_PATH_BYTES {
            let tokens = whole.tokens + 1; // the blank line
            return Kept { tokens, ..whole };
        }
        let mut kept = Kept {
            headings: 0,
            title: false,
            cut: false,
            tokens: ELLIPSIS_TOKENS + 1,
            all,
        };
        let mut bytes = 0;
        for section in self.path(section) {
            let tokens = kept.tokens.saturating_add(self.heading(section));
            bytes += section.marked_heading().len();
            if tokens > self.share || bytes > MAX_PATH_BYTES {
                break;
            }
            kept.headings += 1;
            kept.tokens = tokens;
        }
        if kept.headings == 0 {
            kept.cut = self.share >= MIN_CUT_TOKENS;
            kept.tokens = if kept.cut {
                self.counter.count_text(&self.cut(section)) + 1
            } else {
                0
            };
        }
        kept
    }

    /// The path when not even its last heading fits into the share: as many words of it as do. The first word may take
    /// twice the share; one that is longer still is cut.
    fn cut(&self, section: SectionId) -> String {
        let is_elided = self.path(section).nth(1).is_some() || self.shows_title(section);
        let mut text = if is_elided {
            [ELLIPSIS, SEPARATOR].concat()
        } else {
            String::new()
        };
        let room = self.share.saturating_sub(ELLIPSIS_TOKENS + 2).max(1);
        let mut tokens = 0;
        for word in self.innermost(section).split(' ') {
            // A longer word is cut or left out, whatever its tokens.
            let is_short = text.len() + word.len() <= MAX_SHOWN_BYTES;
            let more = if is_short {
                self.counter.count_text(word)
            } else {
                u32::MAX / 2
            };
            let more = more + u32::from(tokens > 0);
            if tokens == 0 && more > 2 * room {
                text.push_str(self.start_of(word, room));
                break;
            }
            if tokens > 0 && tokens + more > room {
                break;
            }
            text.push_str(if tokens > 0 { " " } else { "" });
            text.push_str(word);
            tokens += more;
        }
        text + ELLIPSIS
    }

    /// The longest start of `word`, by halves, that has at most `room` tokens; at least one character.
    fn start_of<'w>(&self, word: &'w str, room: u32) -> &'w str {
        let mut end =
            word.floor_char_boundary(word.len().min(room as usize * 8).min(MAX_SHOWN_BYTES));
        while end > 1 && self.counter.count_text(&word[..end]) > room {
            end = word.floor_char_boundary(end / 2);
        }
        &word[..end.max(word.chars().next().map_or(0, char::len_utf8))]
    }

    /// The section and those it lies in, innermost first, those without a heading left out.
    fn path(&self, section: SectionId) -> impl Iterator<Item = Section<'a>> + use<'a> {
        (self.with_ancestors(section)).filter(|section| !section.heading().is_empty())
    }

    fn with_ancestors(&self, section: SectionId) -> impl Iterator<Item = Section<'a>> + use<'a> {
        let section = self.document.section(section);
        (section.into_iter()).chain(section.into_iter().flat_map(Section::ancestors))
    }

    fn innermost(&self, section: SectionId) -> &'a str {
        let heading = self.path(section).next().map(Section::marked_heading);
        heading
            .or(self.title.as_ref().map(|title| title.text))
            .unwrap_or_default()
    }

    /// Whether the title says something that the headings of `section`, or the text at this place, do not.
    fn shows_title(&self, section: SectionId) -> bool {
        let Some(title) = &self.title else {
            return false;
        };
        let Some(heading) = title.heading.and_then(|id| self.document.section(id)) else {
            return true;
        };
        // Before that heading a chunk may come to hold it; in its section it is on the path.
        section > heading.id() && !heading.contains(section)
    }

    /// The tokens of all headings on the path of `section`, from those of the one above.
    fn all(&self, section: SectionId) -> u32 {
        self.document.section(section).map_or(0, |section| {
            let above = (section.parent())
                .and_then(|above| self.paths.borrow().get(&above.id()).map(|kept| kept.all))
                .unwrap_or(0);
            above.saturating_add(self.heading(section))
        })
    }

    fn title_tokens(&self, title: &Title<'_>) -> u32 {
        if title.text.len() > MAX_SHOWN_BYTES {
            return TOO_LONG;
        }
        self.counter.count_text(title.text)
    }

    /// The tokens of a section's heading, if it has one, and the separator before it.
    fn heading(&self, section: Section<'_>) -> u32 {
        let text = section.marked_heading();
        if text.is_empty() {
            return 0;
        }
        if text.len() > MAX_SHOWN_BYTES {
            return TOO_LONG;
        }
        // Nearly every heading stands in the text as it reads, behind a space: that part was counted with the text.
        if let Some(span) = in_text(section, text) {
            return self.counter.count(span, self.share) + SEPARATOR_TOKENS;
        }
        // A heading beyond the share is cut anyway: its start tells that it does not fit.
        let start =
            &text[..text.floor_char_boundary(text.len().min(self.share as usize * 32 + 64))];
        self.counter.count_text(&[SEPARATOR, start].concat())
    }
}

/// The tokens of what is longer than a chunk shows: more than any share, and far from an overflow.
const TOO_LONG: u32 = 1 << 30;

/// The tokens of `" >"` before a heading and its space.
const SEPARATOR_TOKENS: u32 = 1;

/// About how many tokens `"… > "` has.
const ELLIPSIS_TOKENS: u32 = 3;

/// The smallest share in which a cut heading says anything.
const MIN_CUT_TOKENS: u32 = 6;

/// Where `heading` and the space before it stand at the end of the block of `section`'s heading, if they do.
fn in_text(section: Section<'_>, heading: &str) -> Option<Span> {
    let block = section.blocks().next()?;
    let before = block.text().strip_suffix(heading)?.strip_suffix(' ')?;
    let span = block.span();
    Some(Span::new(span.start + offset(before.len()), span.end))
}

/// Whether a title and a heading say the same, letter case and spaces aside.
fn same(a: &str, b: &str) -> bool {
    let letters = |word: &'_ str| {
        word.chars()
            .flat_map(char::to_lowercase)
            .chain([' '])
            .collect::<Vec<_>>()
    };
    a.split_whitespace()
        .map(letters)
        .eq(b.split_whitespace().map(letters))
}
