//! Adds up what speaks for a paragraph being a heading.

use super::super::layout::{Block, Layout, Role};
use super::bookmarks::Bookmarks;
use super::candidate::Candidate;
use super::{Accepted, Trust, is_text, sequence, title_matter};

/// What a candidate must reach.
const THRESHOLD: f32 = 1.95;
/// How many times a text is no chance.
const REPEATED: usize = 4;
/// So many words are no heading that comes again ("Further reading"), wherever they stand.
const MANY_WORDS: usize = 5;

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
    let company = company(&candidates, &scores);
    let repeated = repeated(&candidates, bookmarks);
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
    look(candidate, layout) + wording(candidate) + surroundings(candidate, gap, layout)
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

fn wording(candidate: &Candidate) -> f32 {
    let text = candidate.text.as_str();
    let mut score = match candidate.number {
        Some(1) => 0.7,
        Some(_) => 1.0,
        None => 0.0,
    };
    score -= match text.chars().next_back() {
        Some('.' | ':') if is_sentence(text) => 2.0,
        Some('.') if !text.ends_with("...") => 1.2,
        Some(',' | ';') => 1.5,
        Some(':') => 0.6,
        _ => 0.0,
    };
    if text
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_lowercase)
    {
        score -= 0.5;
    }
    if text.chars().count() > 160 {
        score -= 1.0;
    }
    if text.contains('@') || text.contains("://") {
        score -= 2.0;
    }
    if !text.chars().any(char::is_alphabetic) {
        score -= 0.5;
    }
    if is_date(text) {
        score -= 2.0;
    }
    score - if is_admonition(text) { 1.5 } else { 0.0 }
}

/// Whether a text that ends with a full stop or a colon reads as a sentence: so many words are no abbreviation, and few are capitalized.
fn is_sentence(text: &str) -> bool {
    let words = || text.split_whitespace();
    let small = words().filter(|word| word.starts_with(char::is_lowercase));
    words().count() > 5 && small.count() * 2 > words().count()
}

/// `30 June 2025`, `January 2025`: a year at the end of a few words, and no more numbers than a day.
fn is_date(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &&str| {
        word.trim_end_matches(['.', ','])
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    };
    let is_year = words.last().is_some_and(|word| {
        word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && is_number(word)
    });
    let names = words.iter().filter(|word| !is_number(word)).count();
    is_year && words.len() <= 4 && names == 1 && words.len() > 1
}

/// What stands above a warning in a frame.
fn is_admonition(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "note",
        "notes",
        "warning",
        "caution",
        "danger",
        "tip",
        "hint",
        "important",
        "attention",
        "info",
        "remark",
        "hinweis",
        "achtung",
        "warnung",
        "vorsicht",
        "gefahr",
        "wichtig",
        "tipp",
    ];
    WORDS.contains(
        &text
            .trim_end_matches([':', '!', '.'])
            .to_lowercase()
            .as_str(),
    )
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
        .map(|candidate| {
            if looks_named(candidate) || candidate.look.size < 0.97 * least {
                -0.3
            } else {
                -1.5
            }
        })
        .collect()
}

/// What others that look the same say: headings come in kinds, and text that is set the same way is no heading.
fn company(candidates: &[Candidate], scores: &[f32]) -> Vec<f32> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let key = |at: usize| {
        let look = candidates[at].look;
        (
            super::level::rounded(look.size),
            look.bold,
            look.italic,
            look.caps,
        )
    };
    order.sort_by_key(|at| key(*at));
    let mut company = vec![0.0; candidates.len()];
    for group in order.chunk_by(|a, b| key(*a) == key(*b)) {
        let good = group
            .iter()
            .filter(|at| scores[**at] >= THRESHOLD - 0.6)
            .count();
        let bad = group.len() - good;
        for at in group {
            company[*at] = if good > 1 && good > bad * 2 {
                0.4
            } else if bad > 4 * good.max(1) {
                -0.6
            } else {
                0.0
            };
        }
    }
    company
}

/// A few words at the same place of several pages, or many words anywhere, head what goes on overleaf: a table, or a slide that is
/// shown bit by bit.
fn repeated(candidates: &[Candidate], bookmarks: &Bookmarks) -> Vec<f32> {
    let mut order: Vec<usize> = (0..candidates.len())
        .filter(|at| bookmarks.levels[*at].is_none())
        .collect();
    let key = |at: usize| {
        let candidate = &candidates[at];
        let is_long = candidate.text.split(' ').count() >= MANY_WORDS;
        let place = (!is_long).then(|| super::level::rounded(candidate.top));
        (candidate.text.as_str(), place)
    };
    order.sort_by(|a, b| key(*a).cmp(&key(*b)).then(a.cmp(b)));
    let mut repeated = vec![0.0; candidates.len()];
    for group in order.chunk_by(|a, b| key(*a) == key(*b)) {
        if group.len() >= REPEATED {
            for at in &group[1..] {
                repeated[*at] = -8.0;
            }
        }
    }
    repeated
}
