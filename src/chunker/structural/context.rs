//! The context that precedes a chunk: the document's title and the path of headings.

mod cut;
mod paths;

use crate::chunk::{ELLIPSIS, MAX_PATH_BYTES, MAX_SHOWN_BYTES};
use crate::document::{Document, Section, SectionId, Span, offset};
use crate::limits::steps;
use crate::tokenizer::Counter;
use paths::SectionMap;
use std::cell::{Cell, RefCell};

const SEPARATOR: &str = " > ";

/// The budget divided by this is the maximum of the context: a quarter. Six long headings
/// would otherwise leave no room for the text.
const CONTEXT_PART: u32 = 4;
/// The bytes of a heading that are counted for each token of the share. Tokens are
/// shorter on average, so a heading that is longer is above the share.
const MAX_BYTES_PER_TOKEN: usize = 32;

/// The contexts of one document for one budget.
pub(super) struct Contexts<'a> {
    document: &'a Document,
    counter: &'a Counter<'a>,
    /// The maximum tokens of a context: a quarter of the budget.
    share: u32,
    title: Option<Title<'a>>,
    /// The kept part of each section's path, computed on first use. Only looked up, never
    /// iterated.
    paths: RefCell<SectionMap<Kept>>,
    /// The last result. The pieces of one section are requested one after the other.
    last_path: Cell<Option<(SectionId, Kept)>>,
    /// The last written context and its exact tokens, for the next chunk of the same
    /// section.
    last: RefCell<Option<(SectionId, String, u32)>>,
}

/// The title of the document.
#[derive(Clone, Copy)]
struct Title<'a> {
    text: &'a str,
    /// The section whose heading is equal to the title.
    heading: Option<SectionId>,
}

/// The part of a path that fits into the share.
#[derive(Debug, Clone, Copy)]
struct Kept {
    /// The number of headings, from the innermost one.
    headings: usize,
    has_title: bool,
    /// True if the innermost heading must be cut.
    is_cut: bool,
    /// The tokens of this part: an estimate that is rarely too low.
    tokens: u32,
    /// The tokens of all headings of the path.
    path_tokens: u32,
}

impl<'a> Contexts<'a> {
    pub(super) fn new(document: &'a Document, counter: &'a Counter<'a>, max_tokens: u32) -> Self {
        Self {
            document,
            counter,
            share: max_tokens / CONTEXT_PART,
            title: document.title().map(|text| Title {
                text,
                heading: document
                    .sections()
                    .find(|section| is_same_text(section.heading(), text, || counter.is_stopped()))
                    .map(Section::id),
            }),
            paths: RefCell::default(),
            last_path: Cell::new(None),
            last: RefCell::default(),
        }
    }

    /// Returns the contexts of the same document for another budget.
    pub(super) fn with_budget(&self, max_tokens: u32) -> Self {
        Self {
            document: self.document,
            counter: self.counter,
            share: max_tokens / CONTEXT_PART,
            title: self.title,
            paths: RefCell::default(),
            last_path: Cell::new(None),
            last: RefCell::default(),
        }
    }

    pub(super) fn counter(&self) -> &'a Counter<'a> {
        self.counter
    }

    /// Returns about how many tokens the context of a chunk in `section` has.
    pub(super) fn estimate(&self, section: SectionId) -> u32 {
        self.kept(section).tokens
    }

    /// Returns the context of a chunk in `section` with its exact tokens. It is empty or
    /// ends with a blank line.
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
        let is_whole = kept.headings == self.path(section).count()
            && kept.has_title == self.shows_title(section);
        parts.extend(
            self.title
                .iter()
                .filter(|_| kept.has_title)
                .map(|title| title.text),
        );
        if !is_whole && !parts.is_empty() {
            parts.push(ELLIPSIS);
        }
        parts.reverse();
        let mut text = parts.join(SEPARATOR);
        if kept.is_cut {
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
        let cached = |section| self.paths.borrow().get(&section).copied();
        // Each path is computed from that of the parent, so the outermost comes first.
        let missing: Vec<SectionId> = (self.with_ancestors(section))
            .map(Section::id)
            .take_while(|section| cached(*section).is_none())
            .collect();
        for section in missing.into_iter().rev() {
            let kept = self.keep(section);
            self.paths.borrow_mut().insert(section, kept);
        }
        let kept = cached(section).unwrap_or_else(|| self.keep(section));
        self.last_path.set(Some((section, kept)));
        kept
    }

    /// Keeps the whole path if it fits into the share, else as many headings as fit, from
    /// the innermost outwards. The innermost is the most specific: `… > Safety > Brakes`.
    fn keep(&self, section: SectionId) -> Kept {
        let title = self.title.as_ref().filter(|_| self.shows_title(section));
        let path_tokens = self.path_tokens(section);
        let lengths = self
            .path(section)
            .map(|section| section.marked_heading().len());
        let (headings, bytes) = lengths.fold((0, 0), |(headings, bytes), length| {
            (headings + 1, bytes + length)
        });
        let whole = Kept {
            headings,
            has_title: title.is_some(),
            is_cut: false,
            tokens: path_tokens.saturating_add(title.map_or(0, |title| self.title_tokens(title))),
            path_tokens,
        };
        steps::steps(whole.headings);
        if whole.headings == 0 && !whole.has_title {
            return whole;
        }
        if whole.tokens < self.share && bytes <= MAX_PATH_BYTES {
            let tokens = whole.tokens + 1; // the blank line
            return Kept { tokens, ..whole };
        }
        let mut kept = Kept {
            headings: 0,
            has_title: false,
            is_cut: false,
            tokens: ELLIPSIS_TOKENS + 1,
            path_tokens,
        };
        let mut bytes = 0;
        for section in self.path(section) {
            let tokens = kept.tokens.saturating_add(self.heading_tokens(section));
            bytes += section.marked_heading().len();
            if tokens > self.share || bytes > MAX_PATH_BYTES {
                break;
            }
            kept.headings += 1;
            kept.tokens = tokens;
        }
        if kept.headings == 0 {
            kept.is_cut = self.share >= MIN_CUT_TOKENS;
            kept.tokens = if kept.is_cut {
                self.counter.count_text(&self.cut(section)) + 1
            } else {
                0
            };
        }
        kept
    }

    /// Returns the section and its ancestors that have a heading, innermost first.
    fn path(&self, section: SectionId) -> impl Iterator<Item = Section<'a>> + use<'a> {
        (self.with_ancestors(section)).filter(|section| !section.heading().is_empty())
    }

    fn with_ancestors(&self, section: SectionId) -> impl Iterator<Item = Section<'a>> + use<'a> {
        let section = self.document.section(section);
        (section.into_iter()).chain(section.into_iter().flat_map(Section::ancestors))
    }

    fn innermost_heading(&self, section: SectionId) -> &'a str {
        let heading = self.path(section).next().map(Section::marked_heading);
        heading
            .or(self.title.as_ref().map(|title| title.text))
            .unwrap_or_default()
    }

    /// Returns true if the context has the title: it is not among the headings of
    /// `section` or in the chunk's text.
    fn shows_title(&self, section: SectionId) -> bool {
        let Some(title) = &self.title else {
            return false;
        };
        let Some(heading) = title.heading.and_then(|id| self.document.section(id)) else {
            return true;
        };
        // A chunk that begins before the heading may contain it, and inside its section
        // the path has it.
        section > heading.id() && !heading.contains(section)
    }

    /// Returns the tokens of all headings on the path of `section`, from those of its
    /// parent.
    fn path_tokens(&self, section: SectionId) -> u32 {
        self.document.section(section).map_or(0, |section| {
            let above = (section.parent())
                .and_then(|above| {
                    self.paths
                        .borrow()
                        .get(&above.id())
                        .map(|kept| kept.path_tokens)
                })
                .unwrap_or(0);
            above.saturating_add(self.heading_tokens(section))
        })
    }

    fn title_tokens(&self, title: &Title<'_>) -> u32 {
        if title.text.len() > MAX_SHOWN_BYTES {
            return TOO_LONG;
        }
        self.counter.count_text(title.text)
    }

    /// Returns the tokens of a section's heading and the separator before it, or 0
    /// without a heading.
    fn heading_tokens(&self, section: Section<'_>) -> u32 {
        let text = section.marked_heading();
        if text.is_empty() {
            return 0;
        }
        if text.len() > MAX_SHOWN_BYTES {
            return TOO_LONG;
        }
        // Nearly every heading is in the text, after a space, so its tokens can be looked
        // up.
        if let Some(span) = heading_span(section, text) {
            return self.counter.count(span, self.share) + SEPARATOR_TOKENS;
        }
        // A heading above the share is cut anyway, and its start is enough to detect
        // that.
        let counted_bytes = (self.share as usize + 2) * MAX_BYTES_PER_TOKEN;
        let start = &text[..text.floor_char_boundary(text.len().min(counted_bytes))];
        self.counter.count_text(&[SEPARATOR, start].concat())
    }
}

/// The tokens of a heading that is longer than chunks may show: more than any share, and
/// far below an overflow.
const TOO_LONG: u32 = 1 << 30;

/// The tokens of `" >"`; the space before the heading is in the heading's tokens.
const SEPARATOR_TOKENS: u32 = 1;

/// The approximate tokens of `"… > "`.
const ELLIPSIS_TOKENS: u32 = 3;

/// The smallest share in which a cut heading is useful.
const MIN_CUT_TOKENS: u32 = 6;

/// Returns the span of `heading` and the space before it, if the block of `section`'s
/// heading ends with them.
fn heading_span(section: Section<'_>, heading: &str) -> Option<Span> {
    let block = section.blocks().next()?;
    let before = block.text().strip_suffix(heading)?.strip_suffix(' ')?;
    let span = block.span();
    Some(Span::new(span.start + offset(before.len()), span.end))
}

/// Returns true if a title and a heading are equal except for case and white space. They
/// are compared no further than they are equal, and until the run `is_stopped`: a title may
/// be as long as the document, and is compared with each heading.
fn is_same_text(a: &str, b: &str, is_stopped: impl Fn() -> bool) -> bool {
    fn letters(text: &str, is_stopped: impl Fn() -> bool) -> impl Iterator<Item = char> {
        let mut is_space = false;
        let one_space = move |c: &char| {
            let follows_space = std::mem::replace(&mut is_space, c.is_whitespace());
            !(is_space && follows_space)
        };
        let read = text.trim().chars().take_while(move |_| !is_stopped());
        let letters = read.filter(one_space);
        letters.flat_map(|c| if c.is_whitespace() { ' ' } else { c }.to_lowercase())
    }
    a == b || letters(a, &is_stopped).eq(letters(b, &is_stopped))
}

#[cfg(test)]
mod tests {
    use super::is_same_text;

    #[test]
    fn titles_are_equal_but_for_case_and_white_space() {
        let is_same = |a, b| is_same_text(a, b, || false);
        assert!(is_same(" Green\n  TEA", "green tea\t"));
        assert!(is_same("", "\u{a0} "));
        assert!(!is_same("green tea", "greentea"));
        assert!(!is_same("green tea", "green teas"));
    }
}
