//! Writes passages from runs of chunks.

use super::chosen::ChunkRun;
use super::found::Found;
use super::join::{Join, join};
use super::passage::{Citation, Passage};
use super::piece::ChunkChoice;
use crate::chunk::{Chunk, ChunkHeading};
use crate::document::{Origin, Span, offset};

/// Returns the passage of each of `runs`, in their order.
pub(super) fn passages(
    pieces: &[ChunkChoice<'_>],
    runs: &[(ChunkRun, usize)],
    hits: &[Found<'_>],
) -> Vec<Passage> {
    let passage = |(run, tokens): &(ChunkRun, usize)| passage(&chunks(pieces, run), *tokens, hits);
    runs.iter().map(passage).collect()
}

/// Returns prefix, text and suffix of the passage of a run.
pub(super) fn content(pieces: &[ChunkChoice<'_>], run: &[usize]) -> String {
    let chunks = chunks(pieces, run);
    let (first, last) = ends(&chunks);
    [first.prefix.as_str(), &text(&chunks).0, &last.suffix].concat()
}

fn chunks<'p>(pieces: &'p [ChunkChoice<'_>], run: &[usize]) -> Vec<&'p Chunk> {
    run.iter().map(|at| &*pieces[*at].chunk).collect()
}

fn ends<'p>(chunks: &[&'p Chunk]) -> (&'p Chunk, &'p Chunk) {
    let ends = chunks.first().zip(chunks.last());
    let (first, last) = ends.expect("a run has at least one piece");
    (first, last)
}

/// Returns the joined texts, and the place of each of them.
fn text(chunks: &[&Chunk]) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut places = Vec::with_capacity(chunks.len());
    for (at, chunk) in chunks.iter().enumerate() {
        let before = at
            .checked_sub(1)
            .and_then(|before| join(chunks[before], chunk));
        text.push_str(before.map_or("", Join::text));
        let start = offset(text.len());
        text.push_str(match before {
            Some(Join::Without(bytes)) => &chunk.text[bytes..],
            _ => &chunk.text,
        });
        places.push(Span::new(start, offset(text.len())));
    }
    (text, places)
}

fn passage(chunks: &[&Chunk], tokens: usize, hits: &[Found<'_>]) -> Passage {
    let (first, last) = ends(chunks);
    let (text, places) = text(chunks);
    let citation = |(chunk, text_span): (&&Chunk, Span)| Citation {
        id: chunk.id.clone(),
        text_span,
        span: chunk.span,
        origin: chunk.origin.clone(),
        url: chunk.url.clone(),
    };
    Passage {
        document: first.document.clone(),
        title: first.title.clone(),
        headings: headings(chunks),
        section: section(chunks),
        prefix: first.prefix.clone(),
        text,
        suffix: last.suffix.clone(),
        tokens: u32::try_from(tokens).unwrap_or(u32::MAX),
        span: first.span.cover(last.span),
        origin: origin(chunks),
        citations: chunks.iter().zip(places).map(citation).collect(),
        hits: (hits.iter())
            .filter(|found| chunks.iter().any(|chunk| shares(chunk, &found.chunk)))
            .map(|found| found.hit.clone())
            .collect(),
    }
}

/// Returns whether a chunk has a part of a chunk that was found.
fn shares(chunk: &Chunk, found: &Chunk) -> bool {
    // Chunks from elsewhere may have no span.
    let shares_span = || !chunk.span.intersect(found.span).is_empty();
    chunk.id == found.id || (chunk.document == found.document && shares_span())
}

/// Returns the headings that all of `chunks` are under.
fn headings(chunks: &[&Chunk]) -> Vec<ChunkHeading> {
    let (first, _) = ends(chunks);
    let is_common = |at: &usize| {
        let heading = first.headings.get(*at);
        chunks
            .iter()
            .all(|chunk| chunk.headings.get(*at) == heading)
    };
    let common = (0..first.headings.len()).take_while(is_common).count();
    first.headings[..common].to_vec()
}

/// Returns the number path that the sections of all `chunks` begin with.
fn section(chunks: &[&Chunk]) -> String {
    let (first, _) = ends(chunks);
    let mut common: Vec<&str> = first.section.split('.').collect();
    for chunk in chunks {
        let numbers = chunk.section.split('.');
        let same = common
            .iter()
            .zip(numbers)
            .take_while(|(a, b)| *a == b)
            .count();
        common.truncate(same);
    }
    if common.is_empty() {
        return "0".to_owned(); // "1.2" and "2.1" are in the document itself
    }
    common.join(".")
}

fn origin(chunks: &[&Chunk]) -> Option<Origin> {
    let mut origins = chunks.iter().filter_map(|chunk| chunk.origin.as_ref());
    let first = origins.next()?.clone();
    Some(origins.fold(first, Origin::cover))
}
