//! Tests the counts of parts of a text.

use super::*;
use crate::tokenizer::Words;

#[test]
fn counts_of_all_spans_are_those_of_the_tokenizer() {
    let text = "It's 9,800 — «so» 3.5%.\n\n  - été\u{301} 東京へ行く。\r\n/usr/bin\t x";
    let watch = Watch::none();
    let counter = Counter::watched(text, &Words, &watch).expect("nothing stops it");
    let places: Vec<usize> = (text.char_indices().map(|(at, _)| at))
        .chain([text.len()])
        .collect();
    for (i, start) in places.iter().enumerate() {
        for end in &places[i..] {
            assert_eq!(
                counter.count((*start..*end).into(), EXACTLY) as usize,
                Words.count(&text[*start..*end]),
                "{:?}",
                &text[*start..*end]
            );
        }
    }
}
