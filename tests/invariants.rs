//! The laws as properties of random documents. `PROPTEST_CASES=10000` runs more of them.
#![cfg(all(feature = "markdown", feature = "tiktoken"))]

mod common;

use common::{chunk, headings_that_apply, is_in_text, markdown, read};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sectile::{
    BlockKind, Chunk, Chunker, Document, FixedSizeChunker, Origin, Span, StructuralChunker,
    Tiktoken, TokenIndex, Tokenizer, Words,
};
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

fn budgets() -> impl Strategy<Value = u32> {
    prop_oneof![1 => 1..16_u32, 4 => 16..100_u32, 2 => 100..600_u32]
}

/// Tokenizers with exact indexes and with estimated ones.
#[derive(Debug, Clone, Copy)]
enum Counts {
    Cl100k,
    O200k,
    Words,
    Bytes,
    /// Counts more for a text than for its parts together, so only the count of the
    /// finished chunk is exact.
    Framed,
}

impl Tokenizer for Counts {
    fn count(&self, text: &str) -> usize {
        match self {
            Self::Cl100k => Tiktoken::cl100k_base().count(text),
            Self::O200k => Tiktoken::o200k_base().count(text),
            Self::Words => Words.count(text),
            Self::Bytes => text.len(),
            Self::Framed => text.split_whitespace().count() + text.len() / 50 + 2,
        }
    }

    fn index(&self, text: &str) -> TokenIndex {
        match self {
            Self::Cl100k => Tiktoken::cl100k_base().index(text),
            Self::O200k => Tiktoken::o200k_base().index(text),
            Self::Words => Words.index(text),
            Self::Bytes | Self::Framed => TokenIndex::estimated(self, text),
        }
    }
}

fn tokenizers() -> impl Strategy<Value = Counts> {
    use Counts::{Bytes, Cl100k, Framed, O200k, Words};
    prop::sample::select(vec![Cl100k, Cl100k, O200k, Words, Words, Bytes, Framed])
}

/// Checks law 1. The exception is a single character that alone exceeds the budget.
fn check_budget(
    chunks: &[Chunk],
    tokenizer: &dyn Tokenizer,
    max_tokens: u32,
) -> Result<(), TestCaseError> {
    for chunk in chunks {
        prop_assert_eq!(
            tokenizer.count(&chunk.content()),
            chunk.tokens as usize,
            "counted exactly: {:?}",
            chunk
        );
        let is_single = chunk.text.chars().nth(1).is_none();
        prop_assert!(
            chunk.tokens <= max_tokens || is_single,
            "{} > {}: {:?}",
            chunk.tokens,
            max_tokens,
            chunk
        );
    }
    Ok(())
}

/// Checks laws 2 and 4.
fn check_cover(document: &Document, chunks: &[Chunk]) -> Result<(), TestCaseError> {
    let text = document.text();
    let mut covered = vec![false; text.len()];
    let mut end = 0;
    for chunk in chunks {
        prop_assert!(chunk.span.start >= end, "spans ascend and are disjoint");
        end = chunk.span.end;
        prop_assert_eq!(&text[chunk.span.range()], chunk.text.as_str());
        prop_assert!(!chunk.text.trim().is_empty());
        covered[chunk.span.range()].fill(true);
    }
    for block in document.blocks().filter(|block| !block.kind().is_content()) {
        covered[block.span().range()].fill(true);
    }
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        prop_assert!(covered[at], "{c:?} at {at} is in no chunk");
    }
    let coverage = document.coverage(chunks.iter().map(|chunk| chunk.span));
    prop_assert!((coverage - 1.0).abs() < 1e-9, "coverage is {coverage}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4000, rng_seed: RngSeed::Fixed(10), ..ProptestConfig::default() })]

    #[test]
    fn no_chunk_exceeds_its_budget(source in markdown(), max_tokens in budgets(), tokenizer in tokenizers()) {
        let document = read(&source);
        check_budget(&chunk(&document, tokenizer, max_tokens), &tokenizer, max_tokens)?;
    }

    #[test]
    fn windows_keep_the_budget_and_cover_all(source in markdown(), max_tokens in budgets(), tokenizer in tokenizers()) {
        let document = read(&source);
        let chunker = FixedSizeChunker::builder().tokenizer(tokenizer).max_tokens(max_tokens).overlap(max_tokens / 5).build().unwrap();
        let chunks: Vec<Chunk> = chunker.chunks(&document).collect();
        check_budget(&chunks, &tokenizer, max_tokens)?;
        let mut end = 0;
        for chunk in &chunks {
            let gap = &document.text()[end.min(chunk.span.start as usize)..chunk.span.start as usize];
            let is_content = |at: usize| document.blocks().any(|b| b.kind().is_content() && b.span().range().contains(&at));
            let lost = gap.char_indices().find(|(at, c)| !c.is_whitespace() && is_content(end + at));
            prop_assert!(lost.is_none(), "{:?} between windows", lost);
            prop_assert_eq!(&document.text()[chunk.span.range()], chunk.text.as_str());
            end = end.max(chunk.span.end as usize);
        }
    }

    #[test]
    fn every_byte_of_content_is_in_exactly_one_chunk(source in markdown(), max_tokens in budgets(), tokenizer in tokenizers()) {
        let document = read(&source);
        check_cover(&document, &chunk(&document, tokenizer, max_tokens))?;
    }

    #[test]
    fn every_heading_that_applies_is_in_the_prefix_or_in_the_text(source in markdown(), max_tokens in 40..400_u32) {
        let document = read(&source);
        for chunk in chunk(&document, Words, max_tokens) {
            let shown: Vec<&str> = chunk.prefix.lines().next().unwrap_or_default().split(" > ").collect();
            let is_elided = chunk.prefix.contains('…');
            for section in headings_that_apply(&document, &chunk) {
                let heading = section.marked_heading();
                let in_text = is_in_text(section, &chunk);
                if heading.is_empty() || is_elided || heading.contains(" > ") {
                    continue;
                }
                // Another section may have a heading of the same words.
                let above = headings_that_apply(&document, &chunk).into_iter().filter(|other| !is_in_text(*other, &chunk));
                let is_repeated = above.filter(|other| other.id() != section.id()).any(|other| other.marked_heading() == heading);
                let in_prefix = shown.contains(&heading);
                let is_title = document.title().is_some_and(|title| shown.first() == Some(&title));
                prop_assert!(in_text || in_prefix, "neither: {heading:?} of {chunk:?}");
                prop_assert!(!(in_text && in_prefix) || is_repeated || is_title, "both: {heading:?} of {chunk:?}");
            }
        }
    }

    #[test]
    fn no_heading_is_the_last_thing_in_a_chunk_while_its_text_starts_the_next(source in markdown(), max_tokens in 60..400_u32) {
        let document = read(&source);
        let chunks = chunk(&document, Words, max_tokens);
        for pair in chunks.windows(2) {
            let last = document.blocks().rfind(|b| b.span().start < pair[0].span.end).unwrap();
            let next = document.blocks().find(|b| b.span().end > pair[1].span.start).unwrap();
            let is_separated = last.kind() == BlockKind::Heading && next.section().id() == last.section().id() && next.span() != last.span();
            // A heading may be alone if it takes half of the budget with those above it.
            // It must be if a wall of metadata follows.
            let title = document.title().map_or(0, |title| Words.count(title) + 1);
            let path = last.section().ancestors().map(|s| Words.count(s.marked_heading()) + 1);
            let above = title + path.sum::<usize>();
            let is_large = Words.count(last.text()) + above > max_tokens as usize / 2;
            let is_cut_off = document.blocks().any(|b| !b.kind().is_content() && last.span().end <= b.span().start && b.span().end <= next.span().start);
            prop_assert!(!is_separated || is_large || is_cut_off, "{:?} before {:?}", pair[0], pair[1]);
        }
    }

    #[test]
    fn spans_are_the_source_and_cut_no_grapheme(source in markdown(), max_tokens in budgets()) {
        let document = read(&source);
        let breaks: Vec<usize> = source.match_indices('\n').map(|(at, _)| at).collect();
        let boundaries: BTreeSet<usize> = document.text().grapheme_indices(true).map(|(at, _)| at).chain([document.text().len()]).collect();
        for chunk in chunk(&document, Words, max_tokens) {
            let Some(Origin::Bytes { bytes, lines }) = &chunk.origin else { panic!("Markdown has byte origins") };
            prop_assert_eq!(&source.as_bytes()[bytes.range()], chunk.text.as_bytes());
            let line = |at: u32| 1 + breaks.partition_point(|newline| *newline < at as usize);
            prop_assert_eq!((lines.start as usize, lines.end as usize), (line(bytes.start), line(bytes.end - 1)));
            for end in [chunk.span.start as usize, chunk.span.end as usize] {
                if boundaries.contains(&end) {
                    continue;
                }
                // White space at an edge is trimmed, even if a combining mark is attached
                // to it.
                let (before, after) = document.text().split_at(end);
                let is_trimmed = before.ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace);
                let around = boundaries.range(..end).next_back().zip(boundaries.range(end..).next());
                let is_oversized = around.is_some_and(|(from, to)| {
                    Words.count(&document.text()[*from..*to]) + Words.count(&chunk.prefix) >= max_tokens as usize
                });
                prop_assert!(is_trimmed || is_oversized, "{end} of {chunk:?}");
            }
        }
    }

    #[test]
    fn a_chunk_is_a_piece_of_one_section_or_a_run_of_whole_ones(source in markdown(), max_tokens in budgets()) {
        let document = read(&source);
        for chunk in chunk(&document, Words, max_tokens) {
            let mut inside: Vec<_> = document.blocks().filter(|b| !b.span().intersect(chunk.span).is_empty()).collect();
            // Headings of empty sections may precede or follow a piece.
            let is_bare = |b: &sectile::Block<'_>| {
                let mut all = document.blocks().filter(|other| other.kind().is_content() && b.section().id() == other.section().id());
                b.kind() == BlockKind::Heading && all.all(|other| other.kind() == BlockKind::Heading)
            };
            if !inside.iter().all(is_bare) {
                inside.retain(|b| !is_bare(b));
            }
            let sections: BTreeSet<_> = inside.iter().filter(|b| b.kind() != BlockKind::Heading).map(|b| b.section().id()).collect();
            let bodies = sections.len();
            let deepest = inside.last().unwrap().section();
            let is_piece = bodies <= 1 && inside.iter().all(|b| {
                let section = b.section();
                section.id() == deepest.id() || section.contains(deepest.id())
            });
            // No block of a section in the chunk is left out or cut, except for comments
            // at the ends.
            let is_whole = inside.iter().all(|b| {
                let own = document.blocks().filter(|other| other.section().id() == b.section().id() && other.kind().is_content());
                own.into_iter().all(|other| chunk.span.contains(other.span()) || is_cut_off(&document, other.span(), chunk.span))
            });
            // The end of a section's own text may be followed by whole subsections.
            let own = inside[0].section();
            let has_whole_rest = inside.iter().all(|b| {
                let rest = document.blocks().filter(|other| other.section().id() == b.section().id() && other.kind().is_content());
                own.contains(b.section().id()) && rest.into_iter().filter(|other| own.id() != b.section().id() || other.span().start >= chunk.span.start)
                    .all(|other| chunk.span.contains(other.span()) || is_cut_off(&document, other.span(), chunk.span))
            });
            prop_assert!(is_piece || is_whole || has_whole_rest, "{chunk:?}");
        }
    }

    #[test]
    fn no_chunk_is_a_heading_alone_beside_text_that_fits(source in markdown(), max_tokens in 60..400_u32) {
        let document = read(&source);
        let chunks = chunk(&document, Words, max_tokens);
        let is_empty = |chunk: &Chunk| {
            let last = document.blocks().rfind(|b| b.span().start < chunk.span.end).unwrap();
            let mut own = document.blocks().filter(|b| b.section().id() == last.section().id() && b.kind().is_content());
            own.all(|b| b.kind() == BlockKind::Heading)
        };
        for (at, alone) in chunks.iter().enumerate().filter(|(_, chunk)| chunk.kinds == [BlockKind::Heading] && is_empty(chunk)) {
            // A comment after the heading counts for the plan.
            let next = document.blocks().find(|b| b.span().start >= alone.span.end);
            if next.is_some_and(|b| !b.kind().is_content()) {
                continue;
            }
            let near = at.saturating_sub(1)..(at + 2).min(chunks.len());
            for other in chunks[near].iter().filter(|other| other.kinds != [BlockKind::Heading]) {
                let span = alone.span.cover(other.span);
                let is_apart = document.blocks().any(|b| !b.kind().is_content() && span.contains(b.span()));
                let tokens = alone.tokens + other.tokens;
                prop_assert!(is_apart || tokens > max_tokens, "{alone:?} beside {other:?}");
            }
        }
    }

    #[test]
    fn no_small_piece_is_beside_a_piece_of_its_section_that_fits(source in markdown(), max_tokens in 60..400_u32) {
        let document = read(&source);
        let chunks = chunk(&document, Words, max_tokens);
        for pair in chunks.windows(2).filter(|pair| pair[0].section == pair[1].section) {
            let is_small = pair.iter().any(|chunk| Words.count(&chunk.text) < 32);
            let span = pair[0].span.cover(pair[1].span);
            let is_apart = document.blocks().any(|b| !b.kind().is_content() && span.contains(b.span()));
            let tokens = Words.count(&pair[0].prefix) + Words.count(&document.text()[span.range()]) + Words.count(&pair[1].suffix);
            // A context is estimated: the separators of its path may be counted twice.
            let slack = pair[0].headings.len() + 2;
            prop_assert!(!is_small || is_apart || tokens + slack > max_tokens as usize, "{pair:?}");
        }
    }

    #[test]
    fn rows_items_and_lines_are_cut_only_if_they_alone_are_too_large(source in markdown(), max_tokens in 20..200_u32) {
        let document = read(&source);
        let chunks = chunk(&document, Words, max_tokens);
        for chunk in &chunks {
            let Some(block) = document.blocks().find(|b| b.span().start < chunk.span.start && chunk.span.start < b.span().end) else { continue };
            let seams: BTreeSet<u32> = block.seams().iter().map(|seam| seam.at).chain([block.span().start, block.span().end]).collect();
            if block.seams().is_empty() {
                continue;
            }
            // The smallest piece between seams around the cut.
            let start = *seams.range(..=chunk.span.start).next_back().unwrap();
            let end = *seams.range(chunk.span.start + 1..).next().unwrap();
            let piece = &document.text()[start as usize..end as usize];
            let before = &document.text()[start as usize..chunk.span.start as usize];
            if before.trim().is_empty() {
                continue; // cut at the seam
            }
            // The budget that is left for the piece: headings, which must be with their
            // text, may take half of it, and a lead a third.
            let left = max_tokens as usize / 6;
            prop_assert!(Words.count(piece) > left, "{piece:?} was cut before {chunk:?}");
        }
    }

    #[test]
    fn a_continued_table_repeats_its_header_and_a_continued_fence_is_reopened(source in markdown(), max_tokens in 60..200_u32) {
        let document = read(&source);
        for chunk in chunk(&document, Words, max_tokens) {
            let blocks = document.blocks();
            for block in blocks {
                if let Some(lead) = block.lead_at(chunk.span.start).filter(|_| block.span().start < chunk.span.start)
                    && Words.count(&lead.open) + Words.count(&lead.close) < max_tokens as usize / 4 {
                        prop_assert!(chunk.prefix.ends_with(&*lead.open), "{chunk:?} continues {lead:?}");
                    }
                if let Some(lead) = block.lead_at(chunk.span.end).filter(|_| chunk.span.end < block.span().end && block.span().start < chunk.span.end)
                    && Words.count(&lead.open) + Words.count(&lead.close) < max_tokens as usize / 4 {
                        prop_assert_eq!(&chunk.suffix, &*lead.close, "{:?} ends in {:?}", chunk, lead);
                    }
            }
        }
    }

    #[test]
    fn levels_nest_and_each_keeps_its_laws(source in markdown(), small in 10..80_u32, factor in 2..5_u32, tokenizer in tokenizers()) {
        let document = read(&source);
        let chunker = StructuralChunker::builder().tokenizer(tokenizer).levels([small * factor, small]).build().unwrap();
        let chunks = chunker.chunk(&document);
        let mut by_level: BTreeMap<u32, Vec<Chunk>> = BTreeMap::new();
        let mut parents: BTreeMap<String, Span> = BTreeMap::new();
        for chunk in chunks {
            match &chunk.parent {
                None => prop_assert_eq!(chunk.level, 0),
                Some(parent) => prop_assert!(parents[parent].contains(chunk.span), "inside its parent"),
            }
            parents.insert(chunk.id.clone(), chunk.span);
            by_level.entry(chunk.level).or_default().push(chunk);
        }
        for (level, chunks) in &by_level {
            check_budget(chunks, &tokenizer, if *level == 0 { small * factor } else { small })?;
            check_cover(&document, chunks)?;
            for (ordinal, chunk) in chunks.iter().enumerate() {
                prop_assert_eq!(chunk.ordinal as usize, ordinal);
            }
        }
    }

    #[test]
    fn the_same_document_gives_the_same_chunks_and_lines_read_back_equal(source in markdown(), max_tokens in budgets()) {
        let document = read(&source);
        let chunks = chunk(&document, Words, max_tokens);
        let again = std::thread::scope(|scope| scope.spawn(|| chunk(&read(&source), Words, max_tokens)).join().unwrap());
        prop_assert_eq!(&chunks, &again);
        let mut lines = Vec::new();
        sectile::write_jsonl(&mut lines, &chunks).unwrap();
        prop_assert_eq!(lines.split_inclusive(|byte| *byte == b'\n').count(), chunks.len());
        let back: Vec<Chunk> = sectile::read_jsonl(lines.as_slice()).collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(back, chunks);
    }

    #[test]
    fn ids_are_distinct_and_do_not_depend_on_position(source in markdown(), max_tokens in budgets()) {
        let document = read(&source);
        let chunks = chunk(&document, Words, max_tokens);
        let ids: BTreeSet<&str> = chunks.iter().map(|chunk| chunk.id.as_str()).collect();
        prop_assert_eq!(ids.len(), chunks.len());
    }

    #[test]
    fn stored_documents_read_back_equal(source in markdown()) {
        let document = read(&source);
        let json = serde_json::to_string(&document).unwrap();
        prop_assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), document);
    }

    #[test]
    fn the_tree_is_in_order(source in markdown()) {
        let document = read(&source);
        let mut open: Vec<u8> = Vec::new();
        for section in document.sections() {
            while open.last().is_some_and(|level| *level >= section.level()) {
                open.pop();
            }
            open.push(section.level());
            prop_assert_eq!(section.depth(), open.len());
            prop_assert_eq!(section.children().count(), section.descendants().filter(|s| s.parent() == Some(section)).count());
            prop_assert!(section.blocks().all(|block| section.contains(block.section().id())));
        }
    }
}

/// Returns true if a block that is not content is between the two spans. No chunk crosses
/// it.
fn is_cut_off(document: &Document, a: Span, b: Span) -> bool {
    let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
    document.blocks().any(|block| {
        !block.kind().is_content()
            && first.end <= block.span().start
            && block.span().end <= second.start
    })
}
