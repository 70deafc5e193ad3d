//! Removes headings between the title and the text: authors, institutes, dates.

use super::candidate::Candidate;
use super::{Accepted, Trust, title};
use crate::reader::pdf::layout::{Layout, LayoutBlock, Paragraph};
use std::ops::RangeInclusive;

/// The maximum number of blocks between a title and the text.
const MAX_MATTER_BLOCKS: usize = 24;
/// Longer paragraphs are the text, in characters: an abstract without a heading.
const MAX_MATTER_CHARS: u32 = 150;

/// A first heading of this size is distinct from the sections, in body sizes.
const DISTINCT_SIZE: f32 = 1.3;
/// Text that is not bold is like the body below this size, in body sizes.
const BODY_LIKE_SIZE: f32 = 1.15;
/// Matter is smaller than the title, as a share of its size.
const SMALLER_SIZE: f32 = 0.97;
/// Two sizes that differ by less are equal, in points.
const SIZE_TOLERANCE: f32 = 0.3;
/// Sections share their style with others, so a style of fewer headings is that of
/// matter.
const MIN_SECTION_STYLE: usize = 3;

/// Lists of this many names and fewer are too similar to titles: "Hemp and Sisal".
const MAX_UNLISTED_NAMES: usize = 2;
/// The number of words of a name, particles included: `Ana de la Cuerda`.
const NAME_WORDS: RangeInclusive<usize> = 2..=5;

/// Removes headings between the title and the text, which have styles of their own: names
/// of authors and institutes.
pub(super) fn remove(accepted: &mut Vec<Accepted>, layout: &Layout, trust: Trust) {
    let Some(title) = accepted
        .iter()
        .find(|heading| heading.is_title)
        .or(accepted.first())
    else {
        return;
    };
    let (style, first) = (title.candidate.style, title.candidate.block);
    let is_distinct = style.size > DISTINCT_SIZE * layout.body.size
        || (style.bold && style.caps && title.candidate.number.is_none());
    if title.candidate.page > 0 || trust.tags || !is_distinct {
        return;
    }
    let matter = (layout.blocks.iter().skip(first + 1))
        .take(MAX_MATTER_BLOCKS)
        .take_while(
            |block| matches!(block, LayoutBlock::Paragraph(paragraph) if is_matter(paragraph, layout)),
        );
    let text = first + 1 + matter.count();
    let styles: Vec<_> = accepted
        .iter()
        .map(|heading| heading.candidate.style)
        .collect();
    let is_rare_style = |nth: usize| {
        let same = |at: usize| {
            (styles[at].size - styles[nth].size).abs() < SIZE_TOLERANCE
                && styles[at].bold == styles[nth].bold
                && styles[at].italic == styles[nth].italic
        };
        (0..styles.len()).filter(|at| same(*at)).count() < MIN_SECTION_STYLE
    };
    let is_body_like = |candidate: &Candidate| {
        !candidate.style.bold && candidate.style.size < BODY_LIKE_SIZE * layout.body.size
    };
    // Other large text on a cover is the name of a series or of an institute. Slides have
    // no covers: their first page may have headings.
    let frame = layout.frames[0];
    let is_cover = frame.height > frame.width && title::is_cover(layout);
    let mut nth = 0;
    accepted.retain(|heading| {
        nth += 1;
        let candidate = &heading.candidate;
        // The last block before the text may be its first heading ("Abstract"), unless it
        // is set like the body.
        let is_matter = candidate.block > first
            && (candidate.block + 1 < text || (candidate.block < text && is_body_like(candidate)))
            && candidate.page == 0
            && (candidate.number.is_none() || begins_with_initial(&candidate.text))
            && heading.bookmark.is_none()
            && candidate.style.size < SMALLER_SIZE * style.size;
        let is_on_cover = is_cover && !heading.is_title && candidate.page == 0;
        let has_evidence = candidate.number.is_some() || heading.bookmark.is_some();
        !(is_matter && (is_rare_style(nth - 1) || is_list_of_names(&candidate.text)))
            && (has_evidence || !is_on_cover)
    });
}

/// Returns true if a paragraph may belong to the title: it is short and no sentence.
fn is_matter(paragraph: &Paragraph, layout: &Layout) -> bool {
    let chars = paragraph.chars();
    let last = paragraph
        .lines
        .last()
        .and_then(|line| line.last_char(&layout.words));
    chars < MAX_MATTER_CHARS && !matches!(last, Some('.' | '!' | '?' | '。' | ':'))
}

/// Returns true for a list of at least three names of people and nothing else:
/// `Anna Reeper∗, John van der Strand and Mary Tar`.
fn is_list_of_names(text: &str) -> bool {
    const PARTICLES: [&str; 12] = [
        "van", "von", "der", "den", "de", "da", "di", "del", "la", "le", "bin", "al",
    ];
    let text = text.replace(" and ", ", ").replace(" & ", ", ");
    let is_name = |part: &str| {
        let mut words = 0;
        part.split_whitespace().all(|word| {
            words += 1;
            PARTICLES.contains(&word) || word.starts_with(char::is_uppercase)
        }) && NAME_WORDS.contains(&words)
    };
    // Footnote marks and affiliations: "Reeper∗", "Strand1,2".
    let is_mark = |c: char| !c.is_alphabetic();
    let mut names = 0;
    text.split([',', ';'])
        .map(|part| part.trim_matches(is_mark))
        .filter(|part| !part.is_empty())
        .all(|part| {
            names += 1;
            is_name(part)
        })
        && names > MAX_UNLISTED_NAMES
}

/// Returns true for `A. Dunmore, R. Kanamori`, whose initial was read as a number.
fn begins_with_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.') && text.contains(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names_are_distinct_from_headings() {
        assert!(is_list_of_names(
            "Anna Reeper∗, John van der Strand and Mary Tar†"
        ));
        assert!(is_list_of_names(
            "Ana de la Cuerda1,2, John Strand2, Mary Tar"
        ));
        assert!(!is_list_of_names("Hemp, Manila, and Sisal"));
        assert!(!is_list_of_names("Anna Reeper and John Strand"));
        assert!(!is_list_of_names(
            "Laying Ropes, Making Cables, and what comes of it"
        ));
    }
}
