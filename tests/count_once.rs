//! Law 10: the tokenizer receives about three times the text at most.
#![cfg(all(feature = "markdown", feature = "tiktoken"))]

mod common;
#[path = "common/counting.rs"]
mod counting;

use common::{chunk, markdown, read};
use counting::Counting;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::sync::Arc;

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4000, rng_seed: RngSeed::Fixed(10), ..ProptestConfig::default() })]

    #[test]
    fn the_tokenizer_counts_at_most_three_times_the_text(source in markdown(), max_tokens in 24..600_u32) {
        let document = read(&source);
        let counted = Arc::new(Counting::default());
        chunk(&document, counted.clone(), max_tokens);
        let bytes = counted.received();
        // Tiny documents count a few words at their edges in addition to the share that
        // grows with the text.
        prop_assert!(bytes <= 3 * document.text().len() + 600, "{bytes} bytes counted of {}", document.text().len());
    }
}

/// Long words without a safe place inside: their size in relation to the budget decides
/// which of their pieces are tried.
#[test]
fn the_tokenizer_counts_long_words_about_three_times() {
    for letters in [
        "abcdefghijklmnopqrstuvwxyz",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        "東京都大阪府へ行くお茶を飲みます",
        "กขคงจฉชซ\u{e48}\u{e49}\u{e4a}\u{e4b}\u{e31}\u{e34}",
    ] {
        let letters: Vec<char> = letters.chars().collect();
        for length in [20, 90, 240, 1000] {
            let words = random_words(&letters, length);
            let fence = format!("# a\n\n```\n{}\n```\n", words.join(" "));
            let paragraphs = format!("# a\n\n{}\n", words.join("\n\n"));
            for document in [read(&fence), read(&paragraphs)] {
                for budget in [12, 25, 64, 100, 128, 200, 512] {
                    let counted = Arc::new(Counting::default());
                    chunk(&document, counted.clone(), budget);
                    let percent = counted.received() * 100 / document.text().len();
                    assert!(
                        percent <= 310,
                        "{percent} % of words of {length} {} at {budget}",
                        letters[0]
                    );
                }
            }
        }
    }
}

/// Returns twelve thousand letters in words of `length`, the same at each call.
fn random_words(letters: &[char], length: usize) -> Vec<String> {
    let mut state = 1_u32;
    let mut letter = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        letters[(state >> 16) as usize % letters.len()]
    };
    (0..12_000 / length)
        .map(|_| (0..length).map(|_| letter()).collect())
        .collect()
}
