//! What stands between the title and the text.

use super::super::layout::{Block, Layout, Paragraph};
use super::candidate::Candidate;
use super::{Accepted, Trust, title};

/// No more blocks than this stand between a title and the text.
const MOST_MATTER: usize = 24;

/// Takes out what stands between the title and the text: names of authors and institutes, in looks of their own.
pub(super) fn remove(accepted: &mut Vec<Accepted>, layout: &Layout, trust: Trust) {
    let Some(title) = accepted
        .iter()
        .find(|heading| heading.is_title)
        .or(accepted.first())
    else {
        return;
    };
    let (look, size, first) = (
        title.candidate.look,
        title.candidate.look.size,
        title.candidate.block,
    );
    let is_distinct = size > 1.3 * layout.usual.size
        || (look.bold && look.caps && title.candidate.number.is_none());
    if title.candidate.page > 0 || trust.tags || !is_distinct {
        return;
    }
    let matter = (layout.blocks.iter().skip(first + 1))
        .take(MOST_MATTER)
        .take_while(
            |block| matches!(block, Block::Paragraph(paragraph) if is_matter(paragraph, layout)),
        );
    let text = first + 1 + matter.count();
    let looks: Vec<_> = accepted
        .iter()
        .map(|heading| heading.candidate.look)
        .collect();
    let is_alone = |nth: usize| {
        let same = |at: usize| {
            (looks[at].size - looks[nth].size).abs() < 0.3
                && looks[at].bold == looks[nth].bold
                && looks[at].italic == looks[nth].italic
        };
        (0..looks.len()).filter(|at| same(*at)).count() < 3
    };
    let is_plain = |candidate: &Candidate| {
        !candidate.look.bold && candidate.look.size < 1.15 * layout.usual.size
    };
    // What else is large on a cover is the name of a series or of an institute; slides have no covers.
    let frame = layout.frames[0];
    let is_cover = frame.height > frame.width && title::is_cover(layout);
    let mut nth = 0;
    accepted.retain(|heading| {
        nth += 1;
        let candidate = &heading.candidate;
        let is_matter = candidate.block > first
            && (candidate.block + 1 < text || (candidate.block < text && is_plain(candidate)))
            && candidate.page == 0
            && (candidate.number.is_none() || begins_with_initial(&candidate.text))
            && heading.bookmark.is_none()
            && candidate.look.size < 0.97 * size;
        let is_on_cover = is_cover && !heading.is_title && candidate.page == 0;
        let speaks = candidate.number.is_some() || heading.bookmark.is_some();
        !(is_matter && (is_alone(nth - 1) || is_list_of_names(&candidate.text)))
            && (speaks || !is_on_cover)
    });
}

/// Whether a paragraph may be of a title's matter: short, and no sentence.
fn is_matter(paragraph: &Paragraph, layout: &Layout) -> bool {
    let chars = paragraph.chars();
    let last = paragraph
        .lines
        .last()
        .and_then(|line| line.last_char(&layout.words));
    chars < 150 && !matches!(last, Some('.' | '!' | '?' | '。' | ':'))
}

/// Whether it is nothing but names of three people or more: `Anna Reeper∗, John van der Strand and Mary Tar`.
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
        }) && (2..=5).contains(&words)
    };
    let is_mark = |c: char| !c.is_alphabetic();
    let mut names = 0;
    text.split([',', ';'])
        .map(|part| part.trim_matches(is_mark))
        .filter(|part| !part.is_empty())
        .all(|part| {
            names += 1;
            is_name(part)
        })
        && names > 2
}

/// `A. Dunmore, R. Kanamori`
fn begins_with_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.') && text.contains(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names_are_told_from_headings() {
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
