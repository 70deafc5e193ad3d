//! Questions outlive edits of their documents: 200 edits of a corpus, chosen with a seed,
//! and what the check of the quotes says about each.
#![cfg(all(feature = "evaluate", feature = "markdown", feature = "pdf"))]

mod corpus;
mod edits;

use corpus::{Corpus, File};
use edits::Edit;
use sectile::evaluate::{Question, QuoteCheck, QuoteState, check_quotes};
use sectile::{Document, Format, Limits};

const EDITS: usize = 200;
/// Edits of different documents that are checked at once.
const AT_ONCE: usize = 8;

/// The results of all edits.
#[derive(Default)]
struct Score {
    edits: usize,
    right_states: usize,
    moved: usize,
    right_places: usize,
    false_edited: usize,
    wrong: Vec<String>,
}

#[test]
fn edits_get_their_state_and_their_new_place() {
    let corpus = Corpus::read();
    let edits = edits::choose(&corpus, EDITS);
    let mut score = Score::default();
    let mut round: Vec<&Edit> = Vec::new();
    for (at, edit) in edits.iter().enumerate() {
        round.push(edit);
        if round.len() == AT_ONCE || at + 1 == edits.len() {
            score.add(&corpus, &round);
            round.clear();
        }
    }
    #[allow(clippy::cast_precision_loss)] // counts of edits
    let share = |part: usize, whole: usize| part as f64 / whole as f64;
    let states = share(score.right_states, score.edits);
    let places = share(score.right_places, score.moved);
    let summary = format!(
        "{} edits: right state {states:.3}, right place {places:.3} of {}, {} false edited\n{}",
        score.edits,
        score.moved,
        score.false_edited,
        score.wrong.join("\n")
    );
    eprintln!("{summary}");
    assert_eq!(score.edits, EDITS, "{summary}");
    assert!(states >= 0.97 && places >= 0.95, "{summary}");
    assert_eq!(score.false_edited, 0, "{summary}");
}

impl Score {
    /// Applies edits of different documents, and checks their quotes.
    fn add(&mut self, corpus: &Corpus, round: &[&Edit]) {
        let mut files = corpus.files.clone();
        for edit in round {
            edit.apply(&mut files);
        }
        let documents: Vec<Document> = files.iter().map(File::document).collect();
        let question = |(at, edit): (usize, &&Edit)| {
            Question::new(at.to_string(), "Where is it?")
                .about(edit.file.as_str())
                .with_quote(edit.sentence.as_str())
        };
        let questions: Vec<Question> = round.iter().enumerate().map(question).collect();
        let checks = check_quotes(&questions, &documents);
        for (edit, check) in round.iter().zip(checks) {
            self.judge(edit, &check[0], &files);
        }
    }

    fn judge(&mut self, edit: &Edit, check: &QuoteCheck, files: &[File]) {
        self.edits += 1;
        let is_right = check.state == edit.expected;
        self.right_states += usize::from(is_right);
        self.false_edited +=
            usize::from(check.state == QuoteState::Edited && edit.expected != QuoteState::Edited);
        if !is_right {
            self.wrong.push(format!(
                "{:?} of {}: {} for {}, {:?}, {:?}",
                edit.kind, edit.file, check.state, edit.expected, edit.sentence, check.place
            ));
        }
        let Some((name, text)) = &edit.place else {
            return;
        };
        self.moved += 1;
        let source = files
            .iter()
            .find(|file| file.name == *name)
            .expect("it was moved there");
        let at = source
            .text
            .find(text)
            .expect("the file has the new sentence");
        let place = check.place.as_ref().filter(|place| place.document == *name);
        let is_there = place.is_some_and(|place| {
            let (start, end) = (place.span.start as usize, place.span.end as usize);
            start < at + text.len() && at < end
        });
        self.right_places += usize::from(is_there);
        if !is_there {
            self.wrong.push(format!(
                "{:?}: not at {text:?} but {:?}",
                edit.kind, check.place
            ));
        }
    }
}

/// The same text in another format has other markup, hyphens, ligatures and white space.
#[test]
fn quotes_of_markdown_are_valid_in_its_pdf_and_html() {
    let mut quotes = 0;
    let mut lost = Vec::new();
    for folder in corpus::cases() {
        let read = |format: Format| {
            let name = match format {
                Format::Markdown => "source.md",
                Format::Html => "source.html",
                _ => "source.pdf",
            };
            let bytes = std::fs::read(folder.join(name)).ok()?;
            let mut document = format.read(&bytes, &Limits::default()).ok()?;
            document.set_name("source");
            Some(document)
        };
        let Some(source) = read(Format::Markdown) else {
            continue;
        };
        let questions: Vec<Question> = corpus::sentences(source.text())
            .map(|quote| Question::new("q", "?").about("source").with_quote(quote))
            .collect();
        for document in [Format::Html, Format::Pdf].into_iter().filter_map(read) {
            for (question, checks) in questions.iter().zip(check_quotes(&questions, &[document])) {
                quotes += 1;
                if checks[0].state != QuoteState::Valid {
                    lost.push(format!(
                        "{}: {:?} {:?}",
                        folder.display(),
                        question.evidence[0].quote,
                        checks[0]
                    ));
                }
            }
        }
    }
    assert!(quotes >= 40, "there are only {quotes} quotes");
    assert!(
        lost.is_empty(),
        "{} of {quotes}:\n{}",
        lost.len(),
        lost.join("\n")
    );
}
