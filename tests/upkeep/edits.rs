//! Edits of files, chosen with a seed.

use crate::corpus::{Corpus, File, sentences, words};
use sectile::evaluate::QuoteState;

/// The kinds of edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The file gets another name.
    Rename,
    /// The sentence's paragraph moves to another file.
    Move,
    /// The second half of the file, with the sentence, becomes a file of its own.
    Split,
    /// Up to 30 % of the words are replaced, left out or inserted.
    Reword,
    /// The sentence is deleted.
    DeleteSentence,
    /// The file is deleted.
    DeleteFile,
    /// Nothing but markup and line ends changes.
    Format,
}

const KINDS: [Kind; 7] = [
    Kind::Rename,
    Kind::Move,
    Kind::Split,
    Kind::Reword,
    Kind::DeleteSentence,
    Kind::DeleteFile,
    Kind::Format,
];

/// An edit of one sentence's file.
pub(crate) struct Edit {
    pub(crate) kind: Kind,
    pub(crate) file: String,
    pub(crate) sentence: String,
    pub(crate) expected: QuoteState,
    /// The name of the file and the text in it where the sentence is now.
    pub(crate) place: Option<(String, String)>,
    /// The sentence after the edit.
    after: String,
    /// The file that the paragraph moves to.
    target: String,
}

/// Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap_or(0)
    }
}

const SEED: u64 = 27;
/// The largest share of words that are replaced, in percent.
const MAX_REWORDED: usize = 30;

/// Chooses `number` edits, the kinds in turn. Two edits that follow each other are never of
/// one file, within the edits that are checked at once.
pub(crate) fn choose(corpus: &Corpus, number: usize) -> Vec<Edit> {
    let mut random = Random(SEED);
    let vocabulary: Vec<String> = corpus
        .files
        .iter()
        .flat_map(|file| words(&file.text))
        .collect();
    let mut edits: Vec<Edit> = Vec::new();
    while edits.len() < number {
        let kind = KINDS[edits.len() % KINDS.len()];
        let file = &corpus.files[random.below(corpus.files.len())];
        let found: Vec<&str> = sentences(&file.text).collect();
        if found.is_empty() {
            continue;
        }
        let sentence = found[random.below(found.len())];
        let at = file.text.find(sentence).expect("it is from the file");
        let recent: Vec<&Edit> = edits.iter().rev().take(crate::AT_ONCE).collect();
        let is_taken = |name: &str| {
            let mut names = recent.iter().flat_map(|edit| [&edit.file, &edit.target]);
            names.any(|taken| taken == name)
        };
        let is_late = kind != Kind::Split || half(&file.text).is_some_and(|half| at >= half);
        if is_taken(&file.name) || !is_late || corpus.occurrences(sentence) != 1 {
            continue;
        }
        let target = &corpus.files[random.below(corpus.files.len())];
        if target.name == file.name || is_taken(&target.name) {
            continue;
        }
        let after = match kind {
            Kind::Reword => reword(sentence, &vocabulary, &mut random),
            Kind::Format => sentence
                .replace(' ', "\n")
                .replacen('\n', " **", 1)
                .replacen('\n', "** ", 1),
            _ => sentence.to_owned(),
        };
        edits.push(edit(kind, file, sentence, after, target));
    }
    edits
}

fn edit(kind: Kind, file: &File, sentence: &str, after: String, target: &File) -> Edit {
    let place = |name: &str| Some((name.to_owned(), after.clone()));
    let (expected, place) = match kind {
        Kind::Rename => (QuoteState::Moved, place(&renamed(&file.name))),
        Kind::Move => (QuoteState::Moved, place(&target.name)),
        Kind::Split => (QuoteState::Moved, place(&second(&file.name))),
        Kind::Reword => (QuoteState::Edited, place(&file.name)),
        Kind::DeleteSentence => (QuoteState::Gone, None),
        Kind::DeleteFile => (QuoteState::DocumentMissing, None),
        Kind::Format => (QuoteState::Valid, place(&file.name)),
    };
    Edit {
        kind,
        file: file.name.clone(),
        sentence: sentence.to_owned(),
        expected,
        place,
        after,
        target: target.name.clone(),
    }
}

fn renamed(name: &str) -> String {
    format!("archive/{}-2.md", name.replace('/', "-"))
}

fn second(name: &str) -> String {
    format!("{name}-part-2.md")
}

/// The start of the paragraph in the middle of a text.
fn half(text: &str) -> Option<usize> {
    let middle = (text.len() / 2..text.len()).find(|at| text.is_char_boundary(*at))?;
    Some(middle + text[middle..].find("\n\n")? + 2)
}

/// Replaces, leaves out or inserts up to 30 % of the words, at least one.
fn reword(sentence: &str, vocabulary: &[String], random: &mut Random) -> String {
    let mut new: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
    let number = (new.len() * (1 + random.below(MAX_REWORDED)) / 100).max(1);
    let mut places: Vec<usize> = (0..new.len()).collect();
    for _ in 0..number {
        let at = places.swap_remove(random.below(places.len()));
        let other = &vocabulary[random.below(vocabulary.len())];
        match random.below(4) {
            0 => new[at].clear(),
            1 => new[at] = format!("{other} {}", new[at]),
            _ => new[at].clone_from(other),
        }
    }
    new.retain(|word| !word.is_empty());
    new.join(" ")
}

impl Edit {
    /// Applies the edit to the files.
    pub(crate) fn apply(&self, files: &mut Vec<File>) {
        let at = files
            .iter()
            .position(|file| file.name == self.file)
            .expect("it is there");
        let text = files[at].text.clone();
        match self.kind {
            Kind::Rename => files[at].name = renamed(&self.file),
            Kind::Move => {
                files[at].text = text.replacen(&self.sentence, "", 1);
                let target = files.iter_mut().find(|file| file.name == self.target);
                let target = target.expect("no other edit renames it");
                target.text.extend(["\n\n", self.sentence.as_str(), "\n"]);
            }
            Kind::Split => {
                let half = half(&text).expect("the sentence is after it");
                text[..half].clone_into(&mut files[at].text);
                files.push(File {
                    name: second(&self.file),
                    text: text[half..].to_owned(),
                });
            }
            Kind::Reword | Kind::Format => {
                files[at].text = text.replacen(&self.sentence, &self.after, 1);
            }
            Kind::DeleteSentence => files[at].text = text.replacen(&self.sentence, "", 1),
            Kind::DeleteFile => {
                files.remove(at);
            }
        }
    }
}
