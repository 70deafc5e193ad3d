//! Determines the levels of headings: which group of headings contains which.
//!
//! A group is headings that look alike and are numbered alike. Groups are compared pair
//! by pair: by kind words and numbers first, then by their order, then by their looks.

mod declared;
mod evidence;
mod group;

use super::DecidedHeading;
use super::candidate::Candidate;
use super::facts::Tag;
use super::features::DocumentFeatures;
use crate::document::{HeadingEvidence, HeadingSource};
use crate::lexicon::{names, titles};
use declared::{OutlineEntries, keep_inside, outlined, tag_levels};
use evidence::evidence;
use group::{Group, Scheme, groups};
use std::ops::Range;

/// Scores are sums of rules that are not independent: by this factor their logistic is
/// the share of headings that are right, on the documents with exact truth.
const CALIBRATION: f32 = 0.5;
/// The deepest level of a heading. Deeper ones come from hostile outlines.
const MAX_LEVEL: i32 = 20;
/// A group is above another if its evidence exceeds this; below, both have one level.
const MARGIN: f32 = 0.7;
/// A first heading without a number is the title if more than this many others of its
/// level have one ...
const MAX_UNNUMBERED_TITLE: usize = 2;
/// ... and they are at least this share of the others, in quarters.
const NUMBERED_QUARTERS: usize = 3;

/// Returns the accepted candidates as headings with levels.
pub(super) fn headings(
    document: &DocumentFeatures<'_>,
    scores: &[f32],
    ranges: &[Range<usize>],
) -> Vec<DecidedHeading> {
    let accepted: Vec<usize> = (0..document.candidates.len())
        .filter(|at| scores[*at] > 0.0 || document.title == Some(*at))
        .collect();
    let levels = levels(document, &accepted);
    accepted
        .iter()
        .zip(levels)
        .map(|(at, level)| {
            let candidate = &document.candidates[*at];
            DecidedHeading {
                pieces: ranges[candidate.at].clone(),
                level,
                evidence: HeadingEvidence::new(source(candidate, document), percent(scores[*at])),
            }
        })
        .collect()
}

/// Returns the probability of log-odds, in percent.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 100
fn percent(score: f32) -> u8 {
    (100.0 / (1.0 + (-CALIBRATION * score).exp())).round() as u8
}

fn source(candidate: &Candidate<'_>, document: &DocumentFeatures<'_>) -> HeadingSource {
    if candidate.outlined.is_some() {
        HeadingSource::Outline
    } else if matches!(candidate.piece.tag, Tag::Heading(_)) && document.tags_agree {
        HeadingSource::Tags
    } else if candidate.listed.is_some() {
        HeadingSource::Contents
    } else if candidate.number.is_some() {
        HeadingSource::Numbering
    } else {
        HeadingSource::Style
    }
}

/// Returns the level of each accepted candidate; 1 is the highest.
fn levels(document: &DocumentFeatures<'_>, accepted: &[usize]) -> Vec<u8> {
    let candidates: Vec<&Candidate<'_>> = accepted
        .iter()
        .map(|at| &document.candidates[*at])
        .collect();
    let tags = tag_levels(document, &candidates);
    let mut groups = groups(&candidates, &tags);
    let outlined = outlined(&mut groups, &candidates);
    let by_group = group_levels(&groups, &candidates);
    let mut levels = vec![1_i32; candidates.len()];
    for (group, level) in groups.iter().zip(by_group) {
        for at in &group.members {
            levels[*at] = level;
        }
    }
    for at in 0..candidates.len() {
        if let Some(level) = outlined[at].or(tags[at]) {
            levels[at] = level;
        }
    }
    let has_outline = outlined.iter().any(Option::is_some);
    if has_outline {
        let entries = OutlineEntries {
            levels: &outlined,
            untitled: &document.untitled,
        };
        keep_inside(&mut levels, &entries, &groups, &candidates);
    }
    let title = document
        .title
        .and_then(|title| accepted.binary_search(&title).ok());
    let title = title
        .filter(|title| outlined[*title].is_none() && tags[*title].is_none())
        .or_else(|| {
            (!has_outline)
                .then(|| unnumbered_first(&levels, &candidates))
                .flatten()
        });
    set_contents(&mut levels, &candidates, title, |at| {
        outlined[at].or(tags[at]).is_some()
    });
    set_title(&mut levels, title, document.facts.page_ratio < 1.0);
    if tags.iter().all(Option::is_none) {
        close_gaps(&mut levels);
    }
    levels
        .into_iter()
        .map(|level| u8::try_from(level.clamp(1, MAX_LEVEL)).unwrap_or(1))
        .collect()
}

/// Returns the level of each group.
fn group_levels(groups: &[Group], candidates: &[&Candidate<'_>]) -> Vec<i32> {
    let count = groups.len();
    let mut above = vec![vec![0.0_f32; count]; count];
    for a in 0..count {
        for b in a + 1..count {
            let evidence = evidence(&groups[a], &groups[b], candidates);
            above[a][b] = evidence;
            above[b][a] = -evidence;
        }
    }
    let mut left: Vec<usize> = (0..count).collect();
    let mut levels = vec![1_i32; count];
    let mut done: Vec<usize> = Vec::new();
    while !left.is_empty() {
        // The group that is least contained in any other one.
        let top = (0..left.len()).max_by(|a, b| {
            let least = |nth: usize| {
                left.iter()
                    .filter(|other| **other != left[nth])
                    .map(|other| above[left[nth]][*other])
                    .fold(f32::MAX, f32::min)
            };
            least(*a).total_cmp(&least(*b)).then(b.cmp(a))
        });
        let group = left.remove(top.unwrap_or(0));
        let over = done
            .iter()
            .map(|other| levels[*other] + i32::from(above[*other][group] > MARGIN));
        levels[group] = groups[group]
            .declared
            .or_else(|| below_number(groups, &levels, &done, group))
            .unwrap_or_else(|| over.max().unwrap_or(1));
        done.push(group);
    }
    levels
}

/// Returns the level below that of the number with one component less: `2.1` in any style
/// is one level below `2`.
fn below_number(groups: &[Group], levels: &[i32], done: &[usize], group: usize) -> Option<i32> {
    let Scheme::Decimal(depth) = groups[group].scheme else {
        return None;
    };
    let same = |depth: u8| {
        done.iter()
            .find(|other| groups[**other].scheme == Scheme::Decimal(depth))
            .map(|other| levels[*other])
    };
    same(depth).or_else(|| same(depth.checked_sub(1)?).map(|level| level + 1))
}

/// Puts the name of a table of contents beside the chapters: in large type on a page of
/// its own, it would contain them all.
fn set_contents(
    levels: &mut [i32],
    candidates: &[&Candidate<'_>],
    title: Option<usize>,
    is_declared: impl Fn(usize) -> bool,
) {
    let is_contents = |at: &usize| names::is_contents(candidates[*at].text());
    for at in (0..levels.len()).filter(|at| is_contents(at) && !is_declared(*at)) {
        let later = (at + 1..levels.len()).filter(|other| Some(*other) != title);
        let highest = later
            .filter(|at| !is_contents(at))
            .map(|at| levels[at])
            .min();
        levels[at] = highest.map_or(levels[at], |highest| levels[at].max(highest));
    }
}

/// Puts the title above all other headings. On slides the title is one of several parts,
/// so it only gets the highest level.
fn set_title(levels: &mut [i32], title: Option<usize>, is_upright: bool) {
    let Some(title) = title else { return };
    let others = (0..levels.len()).filter(|at| *at != title);
    let least = others.map(|at| levels[at]).min();
    let shift = least.map_or(0, |least| (levels[title] + 1 - least).max(0));
    if is_upright {
        for level in levels.iter_mut() {
            *level += shift;
        }
        levels[title] -= shift;
    } else if let Some(least) = least {
        levels[title] = levels[title].min(least);
    }
}

/// Returns the first heading if it has no number and the others of its level have one:
/// "Minutes", "1. Opening", "2. Accounts", "References".
fn unnumbered_first(levels: &[i32], candidates: &[&Candidate<'_>]) -> Option<usize> {
    let is_numbered = |at: &usize| candidates[*at].number.is_some();
    let has_section_name = |at: &usize| titles::is_section(candidates[*at].text());
    let first = candidates.first()?;
    let is_alone = first.piece.page == 0 && !is_numbered(&0) && !has_section_name(&0);
    let beside = || (1..levels.len()).filter(|at| levels[*at] == levels[0]);
    let numbered = beside().filter(is_numbered).count();
    let others = beside()
        .filter(|at| is_numbered(at) || !has_section_name(at))
        .count();
    let is_mostly_numbered = numbered * 4 >= others * NUMBERED_QUARTERS;
    (is_alone && numbered > MAX_UNNUMBERED_TITLE && is_mostly_numbered).then_some(0)
}

/// Leaves no level without headings between others.
fn close_gaps(levels: &mut [i32]) {
    let mut used = levels.to_vec();
    used.sort_unstable();
    used.dedup();
    for level in levels {
        *level = i32::try_from(used.partition_point(|used| used <= level)).unwrap_or(1);
    }
}
