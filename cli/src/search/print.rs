//! Prints results, for people and as JSON Lines.

use super::citation::citation;
use super::excerpt::excerpt;
use super::found::Found;
use super::passages::Selected;
use super::terms::Terms;
use sectile::{ChunkHeading, Passage};
use serde_json::json;
use std::io::{self, Write};

/// Prints each result on three lines: headings and score, citation, excerpt.
pub(super) fn text(
    out: &mut impl Write,
    found: &[Found],
    words: &[String],
    terms: &mut Terms,
) -> io::Result<()> {
    for (rank, result) in (1..).zip(found) {
        let Found { score, chunk, .. } = result;
        let headings = chunk.breadcrumb();
        let headings = if headings.is_empty() {
            chunk.title.as_deref().unwrap_or(&chunk.document)
        } else {
            &headings
        };
        writeln!(out, "{rank}. {headings} (score {score:.2})")?;
        writeln!(out, "   {}", citation(&result.path, chunk.origin.as_ref()))?;
        writeln!(out, "   {}\n", excerpt(&chunk.text, words, terms))?;
    }
    Ok(())
}

/// Prints each result as one line of JSON.
pub(super) fn json(
    out: &mut impl Write,
    found: &[Found],
    words: &[String],
    terms: &mut Terms,
) -> io::Result<()> {
    for (rank, result) in (1..).zip(found) {
        let chunk = &result.chunk;
        let headings = texts(&chunk.headings);
        let line = json!({
            "rank": rank,
            "score": result.score,
            "document": chunk.document,
            "path": result.path.to_string_lossy(),
            "citation": citation(&result.path, chunk.origin.as_ref()),
            "headings": headings,
            "excerpt": excerpt(&chunk.text, words, terms),
            "chunk": chunk,
            "parent": result.parent,
            "others": result.others,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Prints each passage: its heading path and score, its place, and its text as
/// a model reads it; or as one line of JSON.
pub(super) fn passages(
    out: &mut impl Write,
    selected: &[Selected],
    as_json: bool,
) -> io::Result<()> {
    for (rank, Selected { path, passage }) in (1..).zip(selected) {
        let score = passage.score().unwrap_or_default();
        let citation = citation(path, passage.origin.as_ref());
        if as_json {
            let line = json!({
                "rank": rank,
                "score": score,
                "document": passage.document,
                "path": path.to_string_lossy(),
                "citation": citation,
                "headings": texts(&passage.headings),
                "tokens": passage.tokens,
                "passage": passage,
            });
            writeln!(out, "{line}")?;
        } else {
            let title = title(passage);
            writeln!(
                out,
                "{rank}. {title} (score {score:.2}, {} tokens)",
                passage.tokens
            )?;
            writeln!(out, "   {citation}\n\n{}\n", passage.content().trim_end())?;
        }
    }
    Ok(())
}

/// Returns the heading path, else the title, else the name of the document.
fn title(passage: &Passage) -> String {
    let path = texts(&passage.headings).join(" > ");
    if path.is_empty() {
        let title = passage.title.as_deref();
        return title.unwrap_or(&passage.document).to_owned();
    }
    path
}

fn texts(headings: &[ChunkHeading]) -> Vec<&str> {
    let texts = headings.iter().map(|heading| heading.text.as_str());
    texts.collect()
}
