//! Sentences whose words come in another order, and sentences that are only deleted.

use crate::corpus::{Corpus, File, sentences, words};
use sectile::evaluate::{Question, QuoteState, check_quotes};

/// The fewest words of a sentence that is cut into three parts.
const MIN_WORDS: usize = 9;
/// Every so many words, one is left out.
const LEFT_OUT: usize = 7;

/// Returns the sentences that only one file has, once, with their files.
fn quotes(corpus: &Corpus) -> Vec<(&File, &str)> {
    let mut quotes = Vec::new();
    for file in &corpus.files {
        let long = sentences(&file.text).filter(|sentence| words(sentence).len() >= MIN_WORDS);
        let once = long.filter(|sentence| corpus.occurrences(sentence) == 1);
        quotes.extend(once.map(|sentence| (file, sentence)));
    }
    quotes
}

/// Moves the first third of a sentence to its end and the last to its start, and leaves out
/// every seventh word: "In spring you sow beans" becomes "sow beans you In spring".
fn rewritten(sentence: &str) -> String {
    let words: Vec<&str> = sentence.trim_end_matches('.').split(' ').collect();
    let third = words.len() / 3;
    let (first, rest) = words.split_at(third);
    let (middle, last) = rest.split_at(rest.len() - third);
    let moved = last.iter().chain(middle).chain(first).enumerate();
    let kept = moved.filter(|(at, _)| (at + 1) % LEFT_OUT != 0);
    let kept: Vec<&str> = kept.map(|(_, word)| *word).collect();
    kept.join(" ") + "."
}

/// Returns the check of each quote in its file, after the sentence was replaced.
fn checked(corpus: &Corpus, replace: impl Fn(&str) -> String) -> Vec<(QuoteState, bool)> {
    let check = |(file, sentence): (&File, &str)| {
        let start = file.text.find(sentence);
        let start = start.expect("the file has the sentence");
        let new = replace(sentence);
        let changed = File {
            name: file.name.clone(),
            text: file.text.replacen(sentence, &new, 1),
        };
        let question = Question::new("1", "Where is it?")
            .about(file.name.as_str())
            .with_quote(sentence);
        let check = &check_quotes(&[question], &[changed.document()])[0][0];
        let is_there = check.place.as_ref().is_some_and(|place| {
            (place.span.start as usize) < start + new.len() && start < place.span.end as usize
        });
        (check.state, is_there)
    };
    quotes(corpus).into_iter().map(check).collect()
}

#[test]
fn sentences_in_another_order_are_edited() {
    let corpus = Corpus::read();
    let results = checked(&corpus, rewritten);
    let right = |(state, is_there): &&(QuoteState, bool)| *state == QuoteState::Edited && *is_there;
    let found = results.iter().filter(right).count();
    eprintln!("{found} of {} rewritten sentences", results.len());
    assert!(
        results.len() >= 100,
        "there are only {} sentences",
        results.len()
    );
    assert!(
        found * 100 >= results.len() * 97,
        "{found} of {}",
        results.len()
    );
}

#[test]
fn deleted_sentences_are_gone() {
    let corpus = Corpus::read();
    let results = checked(&corpus, |_| String::new());
    let edited = results
        .iter()
        .filter(|(state, _)| *state == QuoteState::Edited);
    let edited = edited.count();
    eprintln!(
        "{edited} of {} deleted sentences are called edited",
        results.len()
    );
    // An alignment with a passage like it counts too; it was 26 of 1,504 in all.
    assert!(
        edited * 50 <= results.len(),
        "{edited} of {}",
        results.len()
    );
}
