//! Lists the sections of a document, with the chunks of each.

use super::Parts;
use sectile::{Chunk, Section};

/// The sections that are listed.
const MAX_SECTIONS: usize = 150;

/// The deepest indentation; sections below it are indented as much.
const MAX_DEPTH: usize = 8;

/// The characters of a heading that are listed.
const MAX_HEADING: usize = 160;

/// A section in the list.
#[derive(Debug)]
pub(super) struct Entry<'d> {
    pub(super) indent: usize,
    /// The number path of the section; none beside a heading that begins with a number of
    /// its own.
    pub(super) path: String,
    pub(super) heading: String,
    pub(super) chunks: Option<ChunkRange>,
    /// The ids of failed questions whose evidence is in the section itself.
    pub(super) failed: Vec<&'d str>,
}

/// The chunks that a section begins and ends in.
#[derive(Debug)]
pub(super) struct ChunkRange {
    /// The number of the first one.
    pub(super) first: usize,
    /// `3` or `3–5`.
    pub(super) label: String,
    /// True if the text of the first one is in the report.
    pub(super) is_shown: bool,
}

/// Returns the first sections, and the number of the others. The text of the first
/// `shown` leaves is in the report.
pub(super) fn entries<'d>(
    parts: &Parts<'d>,
    leaves: &[&Chunk],
    shown: usize,
) -> (Vec<Entry<'d>>, usize) {
    let sections = parts.document.sections();
    let more = sections.len().saturating_sub(MAX_SECTIONS);
    let entry = |section: Section<'_>| {
        let path = section.path();
        let failed = parts.failed.iter();
        let failed = failed.filter(|(failed, _)| *failed == path);
        Entry {
            indent: (section.depth().max(1) - 1).min(MAX_DEPTH),
            heading: heading(section),
            chunks: range(section, leaves, shown),
            failed: failed.map(|(_, id)| id.as_str()).collect(),
            path: if section.heading().starts_with(|c: char| c.is_ascii_digit()) {
                String::new()
            } else {
                path
            },
        }
    };
    (sections.take(MAX_SECTIONS).map(entry).collect(), more)
}

fn heading(section: Section<'_>) -> String {
    let heading = section.heading();
    let mut start: String = heading.chars().take(MAX_HEADING).collect();
    if start.len() < heading.len() {
        start.push('…');
    }
    start
}

fn range(section: Section<'_>, leaves: &[&Chunk], shown: usize) -> Option<ChunkRange> {
    let span = section.own_span();
    let first = leaves.partition_point(|chunk| chunk.span.end <= span.start);
    let end = leaves.partition_point(|chunk| chunk.span.start < span.end);
    let last = end.checked_sub(1).filter(|last| first <= *last)?;
    Some(ChunkRange {
        first: first + 1,
        label: if first == last {
            (first + 1).to_string()
        } else {
            format!("{}–{}", first + 1, last + 1)
        },
        is_shown: first < shown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::{Chunker, Document, Format, Limits, StructuralChunker, Words};

    fn read(source: &str) -> (Document, Vec<Chunk>) {
        let document = Format::Markdown
            .read(source.as_bytes(), &Limits::default())
            .expect("it is read");
        let chunker = StructuralChunker::builder().tokenizer(Words).max_tokens(12);
        let chunker = chunker.build().expect("it is valid");
        let chunks = chunker.chunks(&document).collect();
        (document, chunks)
    }

    fn parts<'d>(
        document: &'d Document,
        chunks: &'d [Chunk],
        failed: &'d [(String, String)],
    ) -> Parts<'d> {
        Parts {
            number: 1,
            document,
            chunks,
            windows: &[],
            remarks: &[],
            failed,
            is_open: false,
        }
    }

    #[test]
    fn sections_have_their_chunks_and_failed_questions() {
        let text = "one two three four five six seven eight nine ten. ";
        let source = format!("# A\n\n{}\n\n## B\n\nShort text here.\n", text.repeat(2));
        let (document, chunks) = read(&source);
        let failed = [("1.1".to_owned(), "q7".to_owned())];
        let leaves: Vec<&Chunk> = chunks.iter().collect();
        let (entries, more) = entries(&parts(&document, &chunks, &failed), &leaves, 1);
        assert_eq!((entries.len(), more), (2, 0));
        let ranges: Vec<(&str, bool)> = (entries.iter())
            .filter_map(|entry| entry.chunks.as_ref())
            .map(|range| (range.label.as_str(), range.is_shown))
            .collect();
        assert_eq!(ranges, [("1–3", true), ("4", false)]);
        assert_eq!(entries[1].failed, ["q7"]);
        assert_eq!((entries[0].indent, entries[1].indent), (0, 1));
        assert_eq!(entries[1].path, "1.1");
    }

    #[test]
    fn a_heading_with_its_own_number_has_no_second_one() {
        let (document, chunks) = read("# 2. Tea\n\nBoil.\n");
        let leaves: Vec<&Chunk> = chunks.iter().collect();
        let (entries, _) = entries(&parts(&document, &chunks, &[]), &leaves, 1);
        assert_eq!((&*entries[0].path, &*entries[0].heading), ("", "2. Tea"));
    }

    #[test]
    fn many_and_long_headings_are_cut() {
        let source = format!("# {}\n\n", "x".repeat(1000)).repeat(MAX_SECTIONS + 5);
        let (document, chunks) = read(&source);
        let leaves: Vec<&Chunk> = chunks.iter().collect();
        let (entries, more) = entries(&parts(&document, &chunks, &[]), &leaves, 0);
        assert_eq!((entries.len(), more), (MAX_SECTIONS, 5));
        assert_eq!(entries[0].heading.chars().count(), MAX_HEADING + 1);
    }
}
