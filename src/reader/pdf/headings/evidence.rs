//! Adds up the evidence for a paragraph being a heading.
//!
//! Scores have the unit of [`THRESHOLD`]. They were chosen on bookmarked manuals and
//! tagged files; the comments name the input that each rule decides.

use super::bookmarks::Bookmarks;
use super::candidate::Candidate;
use super::{Accepted, THRESHOLD, Trust, is_text, peers, sequence, title_matter, wording};
use crate::reader::pdf::layout::{Layout, LayoutBlock, TagRole};

/// A candidate of this typography score is a heading by its looks alone, so trusted tags
/// and bookmarks should have it.
const PROMINENT: f32 = 3.2;
/// The share of the prominent candidates that trusted tags or bookmarks have, in tenths.
const TRUSTED_TENTHS: usize = 6;
/// Tags are not trusted if more than this many paragraphs are headings ...
const MAX_TAGGED: usize = 12;
/// ... and they are more than this share of the text, in tenths: some producers tag every
/// paragraph as a heading.
const MAX_TAGGED_TENTHS: usize = 9;

/// Paragraphs below this size are body text, in body sizes. Fonts of one nominal size
/// differ by a few percent.
const BODY_SIZE: f32 = 1.04;
/// The gap between paragraphs if the document has none to measure, in ems.
const DEFAULT_GAP: f32 = 0.5;

/// The score of a size, from the largest: the smallest size of the class in body sizes,
/// and the score.
const SIZE_SCORES: [(f32, f32); 4] = [(1.5, 3.0), (1.25, 2.5), (1.12, 2.0), (BODY_SIZE, 1.0)];
/// Text below this size is smaller than the body, in body sizes: captions, footnotes.
const SMALL_SIZE: f32 = 0.95;
const SMALL_SIZE_SCORE: f32 = -1.0;
const BOLD_SCORE: f32 = 1.6;
const ITALIC_SCORE: f32 = 0.9;
const OTHER_FONT_SCORE: f32 = 0.2;
const CAPS_SCORE: f32 = 0.9;

/// The scores of two, three and more lines: long headings are rarer than short
/// paragraphs.
const TWO_LINES_SCORE: f32 = -0.1;
const THREE_LINES_SCORE: f32 = -0.3;
const MORE_LINES_SCORE: f32 = -0.7;

/// A smaller gap above is the line spacing of running text, in ems.
const TIGHT_GAP: f32 = 0.35;
const TIGHT_GAP_SCORE: f32 = -0.3;
/// A gap above is wide from this, in ems, or from this ratio to the common gap.
const WIDE_GAP: f32 = 0.7;
const WIDE_GAP_RATIO: f32 = 1.15;
const WIDE_GAP_SCORE: f32 = 0.5;
/// A heading belongs to the text below it, so the gap above is at least about the one
/// below; the gap itself must be visible, in ems.
const LEANING_GAP: f32 = 0.6;
const LEANING_GAP_RATIO: f32 = 0.95;
const LEANING_SCORE: f32 = 0.4;
/// Very wide gaps above: the least gap in ems and in common gaps. Each adds
/// [`GAP_SCORE`].
const VERY_WIDE_GAPS: [(f32, f32); 2] = [(1.0, 1.3), (2.0, 2.2)];
const GAP_SCORE: f32 = 0.2;

/// Lines shorter than this end before the margin, as a share of the column.
const SHORT_WIDTH: f32 = 0.8;
const SHORT_WIDTH_SCORE: f32 = 0.2;
/// Words this far apart belong to a drawing or to a row of a table, in ems:
/// `Caller      answers`.
const SCATTERED_SPACE: f32 = 2.0;
const SCATTERED_SCORE: f32 = -2.0;
/// Nothing follows: a signature, an imprint.
const LAST_SCORE: f32 = -1.5;
/// Text in the margin of a page is a running head unless it is bold or at least this
/// large, in body sizes.
const MARGIN_HEADING_SIZE: f32 = 1.3;
const MARGIN_SCORE: f32 = -3.0;

/// A heading in trusted tags, which outweighs any look, and in others.
const TRUSTED_TAG_SCORE: f32 = 4.0;
const TAG_SCORE: f32 = 0.7;
/// A bookmark in a trusted outline and in another.
const TRUSTED_BOOKMARK_SCORE: f32 = 3.0;
const BOOKMARK_SCORE: f32 = 1.5;
/// A trusted outline without a bookmark for the candidate, where one is expected and
/// where its level may be left out.
const MISSING_BOOKMARK_SCORE: f32 = -1.5;
const OMITTED_BOOKMARK_SCORE: f32 = -0.3;

/// Two sizes that differ by less are equal, in points.
const SIZE_TOLERANCE: f32 = 0.2;
/// Sizes below this share of another are smaller, despite rounding.
const SMALLER_SIZE: f32 = 0.97;
/// The number of bookmarked styles compared with each candidate, which bounds the time of
/// hostile outlines.
const MAX_STYLES: usize = 500;

/// Decides if the tags and the bookmarks contain the headings that the typography shows.
pub(super) fn trust(candidates: &[Candidate], bookmarks: &Bookmarks, layout: &Layout) -> Trust {
    let gap = common_gap(layout);
    let is_prominent = |candidate: &Candidate| typography(candidate, gap, layout) >= PROMINENT;
    let (mut visible, mut tagged, mut named, mut headings) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (at, candidate) in candidates.iter().enumerate() {
        let is_tagged = matches!(candidate.role, Some(TagRole::Heading(_)));
        headings += usize::from(is_tagged);
        if is_prominent(candidate) {
            visible += 1;
            tagged += usize::from(is_tagged);
            named += usize::from(bookmarks.levels[at].is_some());
        }
    }
    // A file tagged for slides or forms can have headings only: fewer than a dozen are
    // normal.
    let texts = layout.blocks.iter().filter(|block| is_text(block)).count();
    Trust {
        tags: headings > 0
            && tagged * 10 >= visible * TRUSTED_TENTHS
            && !(headings > MAX_TAGGED && headings * 10 > texts * MAX_TAGGED_TENTHS),
        // Half of the bookmarks must be found: outlines of slides name pages, not
        // headings.
        bookmarks: bookmarks.found > 1
            && bookmarks.found * 2 >= bookmarks.all
            && named * 10 >= visible * TRUSTED_TENTHS,
    }
}

/// Returns the candidates that are headings.
pub(super) fn accept(
    candidates: Vec<Candidate>,
    bookmarks: &Bookmarks,
    title: Option<usize>,
    trust: Trust,
    layout: &Layout,
) -> Vec<Accepted> {
    let gap = common_gap(layout);
    let missing = missing_bookmark_scores(&candidates, bookmarks, trust);
    let scores: Vec<f32> = (candidates.iter().enumerate())
        .map(|(at, candidate)| {
            let declared = declared(candidate, bookmarks.levels[at], missing[at], trust);
            typography(candidate, gap, layout) + declared
        })
        .collect();
    let peers = peers::style_scores(&candidates, &scores);
    let repeated = peers::repetition_scores(&candidates, bookmarks);
    let mut accepted: Vec<Accepted> = Vec::new();
    for (at, candidate) in candidates.into_iter().enumerate() {
        let is_tagged = trust.tags && matches!(candidate.role, Some(TagRole::Heading(_)));
        let is_title = title == Some(at);
        if is_title || is_tagged || scores[at] + peers[at] + repeated[at] >= THRESHOLD {
            accepted.push(Accepted {
                candidate,
                bookmark: bookmarks.levels[at],
                is_title,
            });
        }
    }
    title_matter::remove(&mut accepted, layout, trust);
    // Trusted tags outweigh the sequence of numbers, as they outweigh the style.
    if !trust.tags {
        sequence::remove_strays(&mut accepted);
    }
    accepted
}

/// Scores style, wording and spacing.
fn typography(candidate: &Candidate, gap: f32, layout: &Layout) -> f32 {
    style(candidate, layout) + wording::score(candidate) + spacing(candidate, gap, layout)
}

/// Returns the median gap above body paragraphs, in ems.
fn common_gap(layout: &Layout) -> f32 {
    let mut gaps: Vec<f32> = (layout.blocks.iter())
        .filter_map(|block| match block {
            LayoutBlock::Paragraph(paragraph)
                if paragraph.size() < BODY_SIZE * layout.body.size && !paragraph.style().bold =>
            {
                paragraph.above
            }
            _ => None,
        })
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2)
        .map_or(DEFAULT_GAP, |gap| gap / layout.body.size.max(1.0))
}

/// Scores size, weight, slant, font and capitals relative to the body.
fn style(candidate: &Candidate, layout: &Layout) -> f32 {
    let (style, usual) = (candidate.style, &layout.body);
    let ratio = style.size / usual.size.max(1.0);
    let class = SIZE_SCORES.iter().find(|(least, _)| ratio >= *least);
    let mut score = match class {
        Some((_, score)) => *score,
        None if ratio < SMALL_SIZE => SMALL_SIZE_SCORE,
        None => 0.0,
    };
    // A document set in bold has no bold headings, so only differences from the body
    // count.
    if style.bold && !usual.style.bold {
        score += BOLD_SCORE;
    } else if style.italic && !usual.style.italic {
        score += ITALIC_SCORE;
    } else if style.font != usual.style.font {
        score += OTHER_FONT_SCORE;
    }
    if style.caps {
        score += CAPS_SCORE;
    }
    score
}

/// Scores the white space around the candidate, its shape and its place on the page.
fn spacing(candidate: &Candidate, gap: f32, layout: &Layout) -> f32 {
    let mut score = match candidate.lines {
        1 => 0.0,
        2 => TWO_LINES_SCORE,
        3 => THREE_LINES_SCORE,
        _ => MORE_LINES_SCORE,
    };
    score += match candidate.above {
        Some(above) if above < TIGHT_GAP => TIGHT_GAP_SCORE,
        Some(above) if above > WIDE_GAP || above > WIDE_GAP_RATIO * gap => WIDE_GAP_SCORE,
        Some(_) => 0.0,
        // At the top of a page or column the gap is unknown; headings often start there.
        None => WIDE_GAP_SCORE,
    };
    score += match (candidate.above, candidate.below) {
        (Some(above), Some(below)) if above > LEANING_GAP && above >= LEANING_GAP_RATIO * below => {
            LEANING_SCORE
        }
        _ => 0.0,
    };
    for (least, ratio) in VERY_WIDE_GAPS {
        let is_wide = |above: f32| above > ratio * gap && above > least;
        if candidate.above.is_some_and(is_wide) {
            score += GAP_SCORE;
        }
    }
    if candidate.width < SHORT_WIDTH {
        score += SHORT_WIDTH_SCORE;
    }
    if candidate.space > SCATTERED_SPACE {
        score += SCATTERED_SCORE;
    }
    if !candidate.has_text_below {
        score += LAST_SCORE;
    }
    if candidate.is_in_margin
        && !candidate.style.bold
        && candidate.style.size < MARGIN_HEADING_SIZE * layout.body.size
    {
        score += MARGIN_SCORE;
    }
    score
}

/// Scores the tags and bookmarks of the file.
fn declared(candidate: &Candidate, bookmark: Option<u16>, missing: f32, trust: Trust) -> f32 {
    let tags = match candidate.role {
        Some(TagRole::Heading(_)) if trust.tags => TRUSTED_TAG_SCORE,
        Some(TagRole::Heading(_)) => TAG_SCORE,
        // Trusted tags name the paragraphs too, so a bold paragraph is no heading.
        Some(TagRole::Text | TagRole::Quote) if trust.tags => -TRUSTED_TAG_SCORE,
        _ => 0.0,
    };
    let bookmarks = match bookmark {
        Some(_) if trust.bookmarks => TRUSTED_BOOKMARK_SCORE,
        Some(_) => BOOKMARK_SCORE,
        None => missing,
    };
    tags + bookmarks
}

/// Returns the score of each candidate if it has no bookmark.
///
/// Outlines often end with the second level, so the score is small for a candidate that
/// is set smaller than all that have a bookmark.
fn missing_bookmark_scores(
    candidates: &[Candidate],
    bookmarks: &Bookmarks,
    trust: Trust,
) -> Vec<f32> {
    if !trust.bookmarks {
        return vec![0.0; candidates.len()];
    }
    let named = || (candidates.iter().zip(&bookmarks.levels)).filter(|(_, level)| level.is_some());
    let least = named().fold(f32::MAX, |least, (candidate, _)| {
        least.min(candidate.style.size)
    });
    let styles: Vec<_> = named().map(|(candidate, _)| candidate.style).collect();
    let has_named_style = |candidate: &Candidate| {
        let style = candidate.style;
        (styles.iter().take(MAX_STYLES)).any(|named| {
            (named.size - style.size).abs() < SIZE_TOLERANCE && named.font == style.font
        })
    };
    (candidates.iter())
        .enumerate()
        .map(|(at, candidate)| {
            let may_be_title = at == 0 && candidate.page == 0; // outlines leave it out
            let is_smaller = candidate.style.size < SMALLER_SIZE * least;
            if may_be_title || has_named_style(candidate) || is_smaller {
                OMITTED_BOOKMARK_SCORE
            } else {
                MISSING_BOOKMARK_SCORE
            }
        })
        .collect()
}
