//! Adds up what speaks for a paragraph being a heading.

use super::super::layout::{Block, Layout, Role};
use super::bookmarks::Bookmarks;
use super::candidate::Candidate;
use super::{Accepted, Trust, company, is_text, sequence, title_matter, wording};

/// What a candidate must reach.
pub(super) const THRESHOLD: f32 = 1.95;

/// Whether the tags and the bookmarks name what the typography shows.
pub(super) fn trust(candidates: &[Candidate], bookmarks: &Bookmarks, layout: &Layout) -> Trust {
    let gap = usual_gap(layout);
    let is_plain = |candidate: &&Candidate| typography(candidate, gap, layout) >= 3.2;
    let (mut visible, mut tagged, mut named, mut headings) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (at, candidate) in candidates.iter().enumerate() {
        let is_tagged = matches!(candidate.role, Some(Role::Heading(_)));
        headings += usize::from(is_tagged);
        if is_plain(&candidate) {
            visible += 1;
            tagged += usize::from(is_tagged);
            named += usize::from(bookmarks.levels[at].is_some());
        }
    }
    let texts = layout.blocks.iter().filter(|block| is_text(block)).count();
    Trust {
        tags: headings > 0
            && tagged * 10 >= visible * 6
            && !(headings > 12 && headings * 10 > texts * 9),
        bookmarks: bookmarks.found > 1
            && bookmarks.found * 2 >= bookmarks.all
            && named * 10 >= visible * 6,
    }
}

/// The candidates that are headings.
pub(super) fn accept(
    candidates: Vec<Candidate>,
    bookmarks: &Bookmarks,
    title: Option<usize>,
    trust: Trust,
    layout: &Layout,
) -> Vec<Accepted> {
    let gap = usual_gap(layout);
    let silence = silence(&candidates, bookmarks, trust);
    let scores: Vec<f32> = (candidates.iter().enumerate())
        .map(|(at, candidate)| {
            let bookmark = bookmarks.levels[at];
            let testimony = testimony(candidate, bookmark, silence[at], trust);
            typography(candidate, gap, layout) + testimony
        })
        .collect();
    let company = company::alike(&candidates, &scores);
    let repeated = company::repeated(&candidates, bookmarks);
    let mut accepted: Vec<Accepted> = Vec::new();
    for (at, candidate) in candidates.into_iter().enumerate() {
        let is_tagged = trust.tags && matches!(candidate.role, Some(Role::Heading(_)));
        let is_title = title == Some(at);
        if is_title || is_tagged || scores[at] + company[at] + repeated[at] >= THRESHOLD {
            accepted.push(Accepted {
                candidate,
                bookmark: bookmarks.levels[at],
                is_title,
            });
        }
    }
    title_matter::remove(&mut accepted, layout, trust);
    if !trust.tags {
        sequence::without_strays(&mut accepted);
    }
    accepted
}

/// What its look and its place say.
fn typography(candidate: &Candidate, gap: f32, layout: &Layout) -> f32 {
    look(candidate, layout) + wording::score(candidate) + surroundings(candidate, gap, layout)
}

/// The white space that most paragraphs have above them, in ems.
fn usual_gap(layout: &Layout) -> f32 {
    let mut gaps: Vec<f32> = (layout.blocks.iter())
        .filter_map(|block| match block {
            Block::Paragraph(paragraph)
                if paragraph.size() < 1.04 * layout.usual.size && !paragraph.style().bold =>
            {
                paragraph.above
            }
            _ => None,
        })
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2)
        .map_or(0.5, |gap| gap / layout.usual.size.max(1.0))
}

fn look(candidate: &Candidate, layout: &Layout) -> f32 {
    let (look, usual) = (candidate.look, &layout.usual);
    let mut score = match look.size / usual.size.max(1.0) {
        ratio if ratio >= 1.5 => 3.0,
        ratio if ratio >= 1.25 => 2.5,
        ratio if ratio >= 1.12 => 2.0,
        ratio if ratio >= 1.04 => 1.0,
        ratio if ratio < 0.95 => -1.0,
        _ => 0.0,
    };
    if look.bold && !usual.style.bold {
        score += 1.6;
    } else if look.italic && !usual.style.italic {
        score += 0.9;
    } else if look.font != usual.style.font {
        score += 0.2;
    }
    if look.caps {
        score += 0.9;
    }
    score
}

fn surroundings(candidate: &Candidate, gap: f32, layout: &Layout) -> f32 {
    let mut score = match candidate.lines {
        1 => 0.0,
        2 => -0.1,
        3 => -0.3,
        _ => -0.7,
    };
    score += match candidate.above {
        Some(above) if above < 0.35 => -0.3,
        Some(above) if above > 0.7 || above > 1.15 * gap => 0.5,
        Some(_) => 0.0,
        None => 0.5,
    };
    score += match (candidate.above, candidate.below) {
        (Some(above), Some(below)) if above > 0.6 && above >= 0.95 * below => 0.4,
        _ => 0.0,
    };
    if candidate
        .above
        .is_some_and(|above| above > 1.3 * gap && above > 1.0)
    {
        score += 0.2;
    }
    if candidate
        .above
        .is_some_and(|above| above > 2.2 * gap && above > 2.0)
    {
        score += 0.2;
    }
    if candidate.width < 0.8 {
        score += 0.2;
    }
    // Names in a drawing, cells of a row.
    if candidate.space > 2.0 {
        score -= 2.0;
    }
    if !candidate.has_text_below {
        score -= 1.5;
    }
    if candidate.is_in_margin
        && !candidate.look.bold
        && candidate.look.size < 1.3 * layout.usual.size
    {
        score -= 3.0;
    }
    score
}

/// What the file says of it.
fn testimony(candidate: &Candidate, bookmark: Option<u16>, silence: f32, trust: Trust) -> f32 {
    let tags = match candidate.role {
        Some(Role::Heading(_)) if trust.tags => 4.0,
        Some(Role::Heading(_)) => 0.7,
        Some(Role::Text | Role::Quote) if trust.tags => -4.0,
        _ => 0.0,
    };
    let bookmarks = match bookmark {
        Some(_) if trust.bookmarks => 3.0,
        Some(_) => 1.5,
        None => silence,
    };
    tags + bookmarks
}

/// What it means for each candidate that no bookmark leads to it: little for one that is set lower than all that have one,
/// for outlines often end with the second level.
fn silence(candidates: &[Candidate], bookmarks: &Bookmarks, trust: Trust) -> Vec<f32> {
    if !trust.bookmarks {
        return vec![0.0; candidates.len()];
    }
    let named = || (candidates.iter().zip(&bookmarks.levels)).filter(|(_, level)| level.is_some());
    let least = named().fold(f32::MAX, |least, (candidate, _)| {
        least.min(candidate.look.size)
    });
    let looks: Vec<_> = named().map(|(candidate, _)| candidate.look).collect();
    let looks_named = |candidate: &Candidate| {
        let look = candidate.look;
        (looks.iter().take(500))
            .any(|named| (named.size - look.size).abs() < 0.2 && named.font == look.font)
    };
    (candidates.iter())
        .enumerate()
        .map(|(at, candidate)| {
            let may_be_title = at == 0 && candidate.page == 0; // outlines leave it out
            if may_be_title || looks_named(candidate) || candidate.look.size < 0.97 * least {
                -0.3
            } else {
                -1.5
            }
        })
        .collect()
}
