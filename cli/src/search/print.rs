//! Prints results, for people and as JSON Lines.

use super::citation::citation;
use super::excerpt::excerpt;
use super::found::Found;
use super::terms::Terms;
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
        let headings: Vec<&str> = (chunk.headings.iter())
            .map(|heading| heading.text.as_str())
            .collect();
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
