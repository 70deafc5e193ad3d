//! Builds chunks from spans: adds headings, origin, kinds and references of the document.

use super::id::Ids;
use super::shown::{ELLIPSIS, MAX_PATH_BYTES, shown};
use super::{Chunk, ChunkHeading, ChunkReference, Part};
use crate::document::{
    Block, BlockKind, Document, Section, SectionId, Shown, Span, Target, offset,
};

/// The decisions of a chunker about a chunk.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// In the shown text.
    pub(crate) span: Span,
    pub(crate) level: u32,
    pub(crate) prefix: String,
    pub(crate) suffix: String,
    pub(crate) tokens: u32,
    pub(crate) part: Option<Part>,
    /// The section of the text, if headings of others without text are in the span.
    pub(crate) section: Option<SectionId>,
}

/// Builds the chunks of one document, each level in reading order, a parent before its
/// children.
#[derive(Debug)]
pub(crate) struct Assembler<'d> {
    /// The text of a chunk is copied from here and nowhere else, so no chunk has omitted
    /// text.
    shown: Shown<'d>,
    /// The title as chunks show it, looked up once. Without a title in the metadata it is
    /// the only heading of level 1, and finding it visits all headings: a page
    /// that repeats `<footer>a</footer><h2>b</h2>` has a chunk for each of them.
    title: Option<String>,
    ids: Ids,
    /// The ordinal of the next chunk and the id of the last one, for each level.
    levels: Vec<(u32, String)>,
}

impl<'d> Assembler<'d> {
    pub(crate) fn new(document: Shown<'d>) -> Self {
        let title = document.document().title();
        Self {
            title: title.map(|title| shown(title).into_owned()),
            shown: document,
            ids: Ids::default(),
            levels: Vec::new(),
        }
    }

    pub(crate) fn chunk(&mut self, draft: Draft) -> Chunk {
        let Draft { span, level, .. } = draft;
        let document = self.shown.document();
        let section = (draft.section.and_then(|id| document.section(id)))
            .unwrap_or_else(|| holder(document, span));
        let headings = headings(section);
        let text = document.text()[span.range()].to_owned();
        let id = self.ids.id(document.name(), level, &headings, &text);
        let at = level as usize;
        if self.levels.len() <= at {
            self.levels.resize(at + 1, (0, String::new()));
        }
        let ordinal = self.levels[at].0;
        self.levels[at] = (ordinal + 1, id.clone());
        // A parent is built before its children, so it is the last chunk of the level
        // above.
        let parent = at.checked_sub(1).map(|above| self.levels[above].1.clone());
        let parent = parent.filter(|parent| !parent.is_empty()); // a level was left out
        let whole = self.shown.whole_span(span);
        Chunk {
            id,
            document: document.name().to_owned(),
            title: self.title.clone(),
            ordinal,
            headings,
            section: section.path(),
            prefix: draft.prefix,
            text,
            suffix: draft.suffix,
            tokens: draft.tokens,
            span: whole,
            omitted: self.shown.omitted(whole),
            origin: self.shown.origin(span),
            kinds: kinds(document, span),
            part: draft.part,
            level,
            parent,
            references: references(document, span),
            ..Chunk::default()
        }
    }
}

/// Returns the deepest section that contains all blocks of which `span` has a part.
fn holder(document: &Document, span: Span) -> Section<'_> {
    let first = document.block_index_at(span.start);
    if first >= document.block_count() {
        return document.root();
    }
    let end = document.block_index_at(span.end.saturating_sub(1)) + 1;
    let section = document.block(first).section();
    let holds = |section: &Section<'_>| section.blocks_end() >= end;
    (std::iter::once(section)
        .chain(section.ancestors())
        .find(holds))
    .unwrap_or_else(|| document.root())
}

/// Returns the path of headings, from the root to `section`.
fn headings(section: Section<'_>) -> Vec<ChunkHeading> {
    let path = std::iter::once(section).chain(section.ancestors());
    // From the inside out, because the nearest headings matter most when not all fit.
    let mut room = MAX_PATH_BYTES;
    let mut headings: Vec<ChunkHeading> = (path.filter(|section| section.depth() > 0))
        .map(|section| {
            let (text, anchor) = (shown(section.marked_heading()), shown(section.anchor()));
            let left = room.checked_sub(text.len() + anchor.len());
            // Headings further out show an ellipsis too, so the path has no gap that a
            // reader takes for a parent.
            room = left.unwrap_or(0);
            let fits = left.is_some();
            let unsure = section.evidence().filter(|evidence| !evidence.is_sure());
            ChunkHeading {
                level: section.level(),
                text: if fits {
                    text.into_owned()
                } else {
                    ELLIPSIS.to_owned()
                },
                anchor: if fits {
                    anchor.into_owned()
                } else {
                    String::new()
                },
                confidence: unsure.map(|evidence| evidence.percent),
            }
        })
        .collect();
    headings.reverse();
    headings
}

fn kinds(document: &Document, span: Span) -> Vec<BlockKind> {
    let blocks =
        (document.block_index_at(span.start)..document.block_count()).map(|at| document.block(at));
    let inside = blocks.take_while(|block| block.span().start < span.end);
    // Sorted, so that a chunk does not depend on the order of its blocks.
    let mut kinds = Vec::new();
    let marks = document.marks();
    let first = marks.partition_point(|mark| mark.span.end <= span.start);
    let marks = (marks[first..].iter()).take_while(|mark| mark.span.start < span.end);
    let marked = marks.filter_map(|mark| mark.kind.block_kind());
    for kind in inside.map(Block::kind).chain(marked) {
        if let Err(at) = kinds.binary_search(&kind) {
            kinds.insert(at, kind);
        }
    }
    kinds
}

/// Returns the links of a chunk, with their words' places in its text.
fn references(document: &Document, span: Span) -> Vec<ChunkReference> {
    let all = document.references();
    let first = all.partition_point(|reference| reference.span.start < span.start);
    // Counted first, so that the list has no room for more: a table may have a link in each
    // row.
    let count = (all[first..].iter())
        .take_while(|reference| reference.span.start < span.end)
        .count();
    (all[first..first + count].iter())
        .map(|reference| ChunkReference {
            text: shown(&reference.text).into_owned(),
            span: words(document.text(), reference.span, span),
            target: reference.target.as_ref().map(Target::to_string),
            href: shown(&reference.href).into_owned(),
            kind: reference.kind,
            target_span: (reference.target.as_ref()).and_then(|target| target.block),
        })
        .collect()
}

/// Returns the place of a link's words in a chunk: `[tea](tea.html)` without its
/// brackets and its destination, `<https://example.org>` without its brackets.
fn words(text: &str, link: Span, chunk: Span) -> Span {
    let written = &text[link.range()];
    // `[[tea|a cup]]` and `![[tea]]`
    let note = written.strip_prefix('!').unwrap_or(written);
    if let Some(inside) = note
        .strip_prefix("[[")
        .and_then(|note| note.strip_suffix("]]"))
    {
        let end = link.end - 2;
        let start = end - offset(inside.rsplit('|').next().unwrap_or(inside).len());
        return within(Span::new(start, end), chunk);
    }
    let end = match written.as_bytes() {
        [b'[', ..] => {
            let last = |sign: &str| memchr::memmem::rfind(written.as_bytes(), sign.as_bytes());
            last("](").or_else(|| last("]["))
        }
        [b'<', .., b'>'] => Some(written.len() - 1),
        _ => None,
    };
    let inner = match end {
        Some(end) => Span::new(link.start + 1, link.start + offset(end)),
        // `[tea]`, whose destination is elsewhere.
        None if written.starts_with('[') && written.ends_with(']') => {
            Span::new(link.start + 1, link.end - 1)
        }
        None => link,
    };
    within(inner, chunk)
}

/// Returns a place in the document as one in a chunk, which may end before it does.
fn within(inner: Span, chunk: Span) -> Span {
    let start = inner.start.min(chunk.end);
    let end = inner.end.min(chunk.end).max(start);
    Span::new(start - chunk.start, end - chunk.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_link_are_without_brackets_and_destination() {
        for (text, expected) in [
            ("a [tea](t.html) b", "tea"),
            ("a [![cup](c.png)](t.html) b", "![cup](c.png)"),
            ("a [tea][t] b", "tea"),
            ("a [tea] b", "tea"),
            ("a <t.org> b", "t.org"),
            ("a [[t|tea]] b", "tea"),
            ("a ![[tea]] b", "tea"),
            ("a tea b", "tea"),
        ] {
            let link = Span::new(2, offset(text.len() - 2));
            let chunk = Span::new(1, offset(text.len()));
            let found = words(text, link, chunk);
            assert_eq!(&text[1..][found.range()], expected, "{text}");
            let cut = words(text, link, Span::new(0, 3));
            assert!(cut.end <= 3, "{text}");
        }
    }
}
