//! Replaces the drawn text of elements that have a text of their own (ISO 32000-2
//! 14.9.4).

use super::letters::of_glyphs;
use crate::document::offset;
use crate::reader::pdf::page::{ContentMark, DrawnPage, Glyph, StructureElement};
use std::collections::{BTreeMap, HashSet};

/// A drawn glyph of a file.
#[derive(Clone, Copy)]
struct DrawnGlyph {
    /// An index of the file's pages.
    page: usize,
    /// An index of the page's glyphs.
    glyph: usize,
}

/// The words that are drawn instead of other glyphs: by the page, and by the index of the
/// glyph in whose place the word is.
type NewGlyphs = BTreeMap<(usize, usize), Vec<Glyph>>;

/// Replaces the glyphs of elements by the words of their replacement.
///
/// Returns the elements with a replacement that draw text.
pub(crate) fn replace(elements: &[StructureElement], pages: &mut [DrawnPage]) -> HashSet<usize> {
    let owners = owners(elements);
    let mut glyphs: BTreeMap<usize, Vec<DrawnGlyph>> = BTreeMap::new();
    if owners.iter().any(Option::is_some) {
        for (page, drawn) in pages.iter().enumerate() {
            for (glyph, mark) in drawn.glyphs.iter().map(|glyph| glyph.mark).enumerate() {
                if let Some(owner) = owner(&owners, mark) {
                    let places = glyphs.entry(owner).or_default();
                    places.push(DrawnGlyph { page, glyph });
                }
            }
        }
    }
    let drawn: HashSet<usize> = glyphs.keys().copied().collect();
    glyphs.retain(|owner, places| {
        let text = elements[*owner].replacement.as_deref().unwrap_or_default();
        let drawn = places.iter().map(|place| glyph_text(pages, *place));
        !is_same_text(&drawn.collect::<String>(), text)
    });
    let mut new: NewGlyphs = BTreeMap::new();
    for (owner, places) in &glyphs {
        let text = elements[*owner].replacement.as_deref().unwrap_or_default();
        draw_words(text, places, pages, &mut new);
    }
    for (page, drawn) in pages.iter_mut().enumerate() {
        let is_replaced =
            |mark| owner(&owners, mark).is_some_and(|owner| glyphs.contains_key(&owner));
        let mut kept = Vec::with_capacity(drawn.glyphs.len());
        for (at, glyph) in drawn.glyphs.iter().enumerate() {
            if is_replaced(glyph.mark) {
                kept.extend(new.remove(&(page, at)).into_iter().flatten());
            } else {
                kept.push(*glyph);
            }
        }
        if !glyphs.is_empty() {
            let before = of_glyphs(&drawn.text, &drawn.glyphs);
            drawn.ledger.drawn =
                (drawn.ledger.drawn + of_glyphs(&drawn.text, &kept)).saturating_sub(before);
        }
        drawn.glyphs = kept;
    }
    drawn
}

/// Returns, for each element, the element whose replacement holds for it.
fn owners(elements: &[StructureElement]) -> Vec<Option<usize>> {
    // The text of the outer of two elements includes that of the inner one. A blank text
    // replaces nothing: some producers write one into each element.
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(elements.len());
    for (at, element) in elements.iter().enumerate() {
        let outer = (element.parent).and_then(|parent| *owners.get(parent as usize)?);
        let has_text =
            (element.replacement.as_ref()).is_some_and(|text| !text.chars().all(is_blank));
        owners.push(outer.or(has_text.then_some(at)));
    }
    owners
}

fn owner(owners: &[Option<usize>], mark: ContentMark) -> Option<usize> {
    match mark {
        ContentMark::Tag(element) => *owners.get(element as usize)?,
        ContentMark::None | ContentMark::Artifact => None,
    }
}

fn glyph_text(pages: &[DrawnPage], place: DrawnGlyph) -> &str {
    let page = &pages[place.page];
    let glyph = page.glyphs[place.glyph];
    &page.text[glyph.start as usize..glyph.end as usize]
}

/// Returns whether two texts differ at most in their spaces and hyphens.
///
/// The text of a paragraph has no hyphens where its lines are broken. Then the drawn text
/// is kept: it has the places of all its words.
fn is_same_text(drawn: &str, text: &str) -> bool {
    let is_kept = |c: &char| !is_blank(*c) && !matches!(c, '-' | '\u{ad}' | '\u{2010}');
    (drawn.chars().filter(is_kept)).eq(text.chars().filter(is_kept))
}

/// Returns whether a character of a text from the tags separates words.
pub(super) fn is_blank(c: char) -> bool {
    // Some producers end such a text with a character of value 0.
    c.is_whitespace() || c.is_control()
}

/// Draws the words of a text at the places of the glyphs that they replace.
fn draw_words(text: &str, places: &[DrawnGlyph], pages: &mut [DrawnPage], new: &mut NewGlyphs) {
    // A heading and its text may be one element: each word is at the glyph that is as far
    // from the beginning as the word is from that of the text, so most words keep their
    // line, size and font.
    let length = text.len().max(1);
    let place = |at: usize| places[(at * places.len() / length).min(places.len() - 1)];
    let mut at = 0;
    for piece in text.split_inclusive(is_blank) {
        let (start, word) = (at, piece.trim_end_matches(is_blank));
        at += piece.len();
        if word.is_empty() {
            continue;
        }
        let (first, last) = (place(start), place(start + word.len() - 1));
        let page = &mut pages[first.page];
        let from = page.glyphs[first.glyph];
        let to = if last.page == first.page {
            page.glyphs[last.glyph]
        } else {
            from
        };
        let begin = page.text.len();
        page.text.push_str(word);
        let middle = page.text.len();
        page.text.push(' ');
        let word = Glyph {
            start: offset(begin),
            end: offset(middle),
            to: end_on_line(&from, &to),
            ..from
        };
        // A space without an advance ends the word, however near the next one is.
        let space = Glyph {
            start: offset(middle),
            end: offset(page.text.len()),
            from: word.to,
            ..word
        };
        let glyphs = new.entry((first.page, first.glyph)).or_default();
        glyphs.extend([word, space]);
    }
}

/// Returns the end of a word that begins with one glyph and ends with another, if both
/// are on one line; else the end of the first one.
fn end_on_line(first: &Glyph, last: &Glyph) -> [f32; 2] {
    let way = [first.to[0] - first.from[0], first.to[1] - first.from[1]];
    let apart = [last.from[0] - first.from[0], last.from[1] - first.from[1]];
    let along = way[0] * apart[0] + way[1] * apart[1];
    let across = way[0] * apart[1] - way[1] * apart[0];
    let is_on_line = along >= 0.0 && across.abs() <= along.abs();
    if is_on_line { last.to } else { first.to }
}
