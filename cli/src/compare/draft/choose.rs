//! Chooses quotes that are spread over documents, sections, kinds and lengths.

use super::candidates::{Candidate, Kind, Length};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// The properties that a worksheet is spread over within documents and sections.
type Stratum = (Kind, Length, bool);

/// Chooses at most `size` candidates, in the order of documents.
///
/// Each choice is the candidate whose section, then whose document, then whose stratum
/// has been chosen from least often: no section twice before all sections once. Among
/// equals a hash with the seed decides. Sections that have questions come last.
pub(super) fn spread<'c>(
    candidates: &'c [Candidate],
    size: usize,
    seed: u64,
    is_asked: &dyn Fn(usize, &str) -> bool,
) -> Vec<&'c Candidate> {
    let mut left: Vec<Entry<'_>> = (candidates.iter())
        .map(|candidate| Entry {
            candidate,
            asked: is_asked(candidate.document, &candidate.section),
            hash: hash(candidate, seed),
        })
        .collect();
    let mut sections: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    let mut documents: BTreeMap<usize, usize> = BTreeMap::new();
    let mut strata: BTreeMap<Stratum, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    while chosen.len() < size {
        let price = |entry: &Entry<'_>| {
            let candidate = entry.candidate;
            let of = |count: Option<&usize>| count.copied().unwrap_or(0);
            (
                entry.asked,
                of(sections.get(&candidate.place())),
                of(documents.get(&candidate.document)),
                of(strata.get(&stratum(candidate))),
                entry.hash,
            )
        };
        let best = left
            .iter()
            .enumerate()
            .min_by_key(|(_, entry)| price(entry));
        let Some((best, _)) = best else {
            break;
        };
        let candidate = left.swap_remove(best).candidate;
        // Two quotes that overlap would be one question twice.
        left.retain(|entry| !overlaps(entry.candidate, candidate));
        *sections.entry(candidate.place()).or_default() += 1;
        *documents.entry(candidate.document).or_default() += 1;
        *strata.entry(stratum(candidate)).or_default() += 1;
        chosen.push(candidate);
    }
    chosen.sort_by_key(|candidate| (candidate.document, candidate.bytes().start));
    chosen
}

struct Entry<'c> {
    candidate: &'c Candidate,
    asked: bool,
    hash: [u8; 8],
}

fn stratum(candidate: &Candidate) -> Stratum {
    (
        candidate.kind,
        candidate.length,
        !candidate.refers_to.is_empty(),
    )
}

fn overlaps(a: &Candidate, b: &Candidate) -> bool {
    let is_same_block = a.document == b.document && a.bytes() == b.bytes();
    is_same_block && (a.quote.contains(&b.quote) || b.quote.contains(&a.quote))
}

/// The same on every platform, and independent of the order of candidates.
fn hash(candidate: &Candidate, seed: u64) -> [u8; 8] {
    let mut hasher = Sha256::new();
    hasher.update(seed.to_le_bytes());
    hasher.update(candidate.section.as_bytes());
    hasher.update(candidate.quote.as_bytes());
    let mut hash = [0; 8];
    hash.copy_from_slice(&hasher.finalize()[..8]);
    hash
}

#[cfg(test)]
mod tests {
    use super::super::candidates;
    use super::*;
    use sectile::{Document, Format, Limits};

    /// Two documents with sections of text, a list and a table.
    fn documents() -> Vec<Document> {
        let sections: Vec<String> = (1..=6)
            .map(|n| {
                format!(
                    "## Part {n}\n\nThe pump of part {n} wants oil every {n} weeks or so.\n\n\
                    - Take the cover number {n} off with care first.\n\n\
                    | valve | size | name | maker |\n|---|---|---|---|\n| V{n} | {n} mm | inlet {n} | Brill {n} |\n\n"
                )
            })
            .collect();
        let sections = sections.concat();
        let second = sections
            .replace("pump", "drum")
            .replace("cover", "lid")
            .replace('V', "W");
        [sections, second]
            .iter()
            .map(|source| {
                Format::Markdown
                    .read(source.as_bytes(), &Limits::default())
                    .expect("it is read")
            })
            .collect()
    }

    #[test]
    fn sections_and_kinds_are_chosen_in_turn() {
        let documents = documents();
        let candidates = candidates::all(&documents);
        let chosen = spread(&candidates, 12, 0, &|_, _| false);
        let mut places: Vec<(usize, &str)> = chosen.iter().map(|c| c.place()).collect();
        places.dedup();
        assert_eq!(places.len(), 12, "each section once");
        for kind in [Kind::Text, Kind::List, Kind::Table] {
            let count = chosen.iter().filter(|c| c.kind == kind).count();
            assert!((3..=5).contains(&count), "{count} of {kind:?}");
        }
    }

    #[test]
    fn the_seed_decides_and_nothing_else() {
        let documents = documents();
        let candidates = candidates::all(&documents);
        let quotes = |seed| -> Vec<&str> {
            let chosen = spread(&candidates, 5, seed, &|_, _| false);
            chosen.iter().map(|c| c.quote.as_str()).collect()
        };
        assert_eq!(quotes(1), quotes(1));
        assert_ne!(quotes(1), quotes(2));
    }

    #[test]
    fn sections_with_questions_come_last() {
        let documents = documents();
        let candidates = candidates::all(&documents);
        let chosen = spread(&candidates, 6, 0, &|document, _| document == 0);
        assert!(chosen.iter().all(|candidate| candidate.document == 1));
        let all = spread(&candidates, 1000, 0, &|_, _| false);
        assert_eq!(all.len(), 36, "there are no more quotes");
    }
}
