//! Laws 4 and 5: the text of a chunk is its span, and only what is too large is cut.

use crate::budgets;
use crate::common::{chunk, markdown, read};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sectile::{BlockKind, Document, Origin, Span, Tokenizer, Words};
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4000, rng_seed: RngSeed::Fixed(10), ..ProptestConfig::default() })]

    #[test]
    fn spans_are_the_source_and_cut_no_grapheme(source in markdown(), max_tokens in budgets()) {
        let document = read(&source);
        let breaks: Vec<usize> = source.match_indices('\n').map(|(at, _)| at).collect();
        let boundaries: BTreeSet<usize> = document.text().grapheme_indices(true).map(|(at, _)| at).chain([document.text().len()]).collect();
        for chunk in chunk(&document, Words, max_tokens) {
            let Some(Origin::Bytes { bytes, lines }) = &chunk.origin else { panic!("Markdown has byte origins") };
            prop_assert_eq!(&source.as_bytes()[bytes.range()], document.text()[chunk.span.range()].as_bytes());
            prop_assert_eq!(document.shown_text(chunk.span), chunk.text.as_str());
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
            // A comment is in no chunk, though it may be in the span of one.
            let is_seen = |b: &sectile::Block<'_>| !document.shown_text(b.span()).trim().is_empty();
            let mut inside: Vec<_> = document.blocks().filter(|b| !b.span().intersect(chunk.span).is_empty() && is_seen(b)).collect();
            // Headings of empty sections may precede or follow a piece.
            let is_bare = |b: &sectile::Block<'_>| {
                let mut all = document.blocks().filter(|other| other.kind().is_content() && b.section().id() == other.section().id() && !document.shown_text(other.span()).trim().is_empty());
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
