//! Law 3: each heading that applies to a chunk is shown once, and none is left alone.

use crate::common::{chunk, headings_that_apply, is_in_text, markdown, read};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sectile::{BlockKind, Chunk, Tokenizer, Words};

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4000, rng_seed: RngSeed::Fixed(10), ..ProptestConfig::default() })]

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
}
