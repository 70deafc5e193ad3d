//! Blocks of AsciiDoc in files that were converted to Markdown: a label in brackets over a
//! line of marks.
//!
//! Their closing line would underline the text before it: `[NOTE]`, `====`, `Boil it.`,
//! `====` is not the heading "Boil it.".

use super::super::constructs::Constructs;
use super::super::line::SourceLine;
use super::Scan;
use super::containers::Kind;
use crate::document::BlockKind;
use std::collections::BTreeMap;

/// The words that begin a label.
const LABELS: [&str; 22] = [
    "NOTE",
    "TIP",
    "IMPORTANT",
    "WARNING",
    "CAUTION",
    "source",
    "listing",
    "literal",
    "quote",
    "verse",
    "example",
    "sidebar",
    "abstract",
    "partintro",
    "discrete",
    "cols",
    "options",
    "plantuml",
    "ditaa",
    "subs",
    "appendix",
    "horizontal",
];

/// Labels of blocks that are code.
const CODE: [&str; 6] = ["source", "listing", "literal", "plantuml", "ditaa", "subs"];

/// The fewest marks of a line that delimits a block.
const MIN_MARKS: usize = 4;

/// The lines that delimit blocks, by their mark and length.
#[derive(Debug, Default)]
pub(super) struct Delimiters(BTreeMap<(u8, usize), Vec<usize>>);

impl Delimiters {
    fn find(source: &str, body: usize) -> Self {
        let mut found = Self::default();
        let mut at = body;
        while at < source.len() {
            let line = SourceLine::at(source.as_bytes(), at);
            if let Some(key) = delimiter(&source[line.text..line.end]) {
                found.0.entry(key).or_default().push(line.start);
            }
            at = line.next;
        }
        found
    }

    /// Returns the start of the first equal line from `at` on.
    fn next(&self, at: usize, key: (u8, usize)) -> Option<usize> {
        let starts = self.0.get(&key)?;
        starts
            .get(starts.partition_point(|start| *start < at))
            .copied()
    }
}

impl Scan<'_> {
    /// Reads the lines that begin a block. Returns false if `line` begins none.
    pub(super) fn delimited(&mut self, line: SourceLine) -> bool {
        if !self.on.has(Constructs::ASCIIDOC) {
            return false;
        }
        let label = label(self.text(line));
        let opening = match label {
            Some(_) => SourceLine::at(self.bytes(), line.next.min(self.source.len())),
            None => line,
        };
        let Some(key) = delimiter(self.text(opening)) else {
            return false;
        };
        let (source, body) = (self.source, self.body);
        let delimiters =
            (self.lookahead.delimiters).get_or_insert_with(|| Delimiters::find(source, body));
        let outer = self.containers.ending().map_or(usize::MAX, |outer| outer.1);
        let end = (delimiters.next(opening.next, key)).filter(|end| *end < outer);
        let range = line.text..opening.end;
        match (label, end) {
            // The label alone shows that the line of marks is not an underline.
            (Some(_), None) if matches!(key.0, b'-' | b'=') => {
                self.marks.region(range, BlockKind::Other);
            }
            (_, None) => return false,
            (Some(label), Some(end)) if CODE.contains(&label) => {
                let last = SourceLine::at(self.bytes(), end);
                self.marks.code(
                    line.text..last.end,
                    opening.next..last.start,
                    BlockKind::Code,
                );
                self.at = last.next;
                return true;
            }
            (None, Some(end)) if !self.is_leftover(opening, end, key.0) => return false,
            (_, Some(end)) => {
                self.open(Kind::Delimited(end), line.text);
                self.marks.region(range, BlockKind::Other);
            }
        }
        self.at = opening.next;
        true
    }

    /// Returns true if two lines of marks without a label delimit a block of AsciiDoc.
    ///
    /// `====` after a blank line has no meaning in Markdown. `----` is a thematic break
    /// there, and the second `----` makes a heading of the paragraph between them: they are
    /// a block only around a single paragraph that is a sentence, which no heading is.
    fn is_leftover(&self, opening: SourceLine, end: usize, mark: u8) -> bool {
        let inside = self.source[opening.next..end].trim();
        let is_start = self.before != super::Before::Text;
        let is_one_paragraph = !inside.contains("\n\n") && !inside.is_empty();
        match mark {
            b'=' => is_start && !inside.is_empty(),
            b'-' => is_start && is_one_paragraph && is_sentence(inside),
            _ => false,
        }
    }
}

/// Returns the mark and length of a line that delimits a block.
fn delimiter(text: &str) -> Option<(u8, usize)> {
    let mark = text
        .bytes()
        .next()
        .filter(|mark| b"-=*_.+".contains(mark))?;
    let is_run = text.len() >= MIN_MARKS && text.bytes().all(|byte| byte == mark);
    is_run.then_some((mark, text.len()))
}

/// Returns true if a line has the label of a block.
pub(in crate::reader::markdown::dialect) fn is_label(line: &[u8]) -> bool {
    str::from_utf8(line).is_ok_and(|line| label(line.trim_end()).is_some())
}

/// Returns the first word of a label in brackets: `source` of `[source,rust]`.
fn label(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    let word = inside
        .trim_start_matches(['%', '.', '#'])
        .split([',', '=', '.', '#', '%'])
        .next()?
        .trim();
    let is_label = LABELS.contains(&word) || inside.starts_with(['.', '#', '%']);
    (is_label && !inside.contains(['[', ']'])).then_some(word)
}

/// Returns true for text that ends as a sentence does.
fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', ':', ';', '。']) && text.contains(' ')
}
