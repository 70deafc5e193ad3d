//! Decides how far the levels of an outline and of tags count.

use super::evidence::evidence;
use super::group::{Group, most_frequent};
use crate::headings::candidate::Candidate;
use crate::headings::facts::Tag;
use crate::headings::features::DocumentFeatures;
use std::collections::BTreeMap;

/// The levels of an outline agree with the looks of its headings if at least this share
/// of what chance leaves open agrees ...
const MIN_AGREEMENT: f32 = 0.25;
/// ... and this share of its standard error more: a short outline agrees by chance.
const ERROR_SHARE: f32 = 0.5;
/// Evidence that looks alone can reach: a title of twice the size.
const CLEAR: f32 = 2.5;
/// The most contradictions that are tolerated: an odd number in a title makes one.
const TOLERATED: usize = 1;
/// A heading that is larger by this factor than an entry is not a section of it.
const LARGER: f32 = 1.1;
/// Evidence from numbers and kind words, beyond what looks can reach.
const STRONG: f32 = 4.0;

/// Returns the levels that agreeing tags give.
pub(super) fn tag_levels(
    document: &DocumentFeatures<'_>,
    candidates: &[&Candidate<'_>],
) -> Vec<Option<i32>> {
    let level = |candidate: &&Candidate<'_>| match candidate.piece.tag {
        Tag::Heading(level) => Some(i32::from(level)),
        _ => None,
    };
    let levels: Vec<Option<i32>> = candidates.iter().map(level).collect();
    let mut by_style: BTreeMap<usize, Vec<i32>> = BTreeMap::new();
    for (candidate, level) in candidates.iter().zip(&levels) {
        by_style.entry(candidate.style).or_default().extend(level);
    }
    by_style.retain(|_, levels| !levels.is_empty());
    let mut distinct: Vec<i32> = levels.iter().flatten().copied().collect();
    distinct.sort_unstable();
    distinct.dedup();
    // Some producers tag every heading as `H1`.
    let is_uniform = distinct.len() < 2 && by_style.len() > 1;
    if !document.tags_agree || is_uniform {
        return vec![None; candidates.len()];
    }
    levels
}

/// Returns the levels that the outline gives, and sets those of the groups; none if the
/// outline contradicts the looks and the numbers of its headings.
pub(super) fn outlined(groups: &mut [Group], candidates: &[&Candidate<'_>]) -> Vec<Option<i32>> {
    let levels: Vec<Option<i32>> = candidates
        .iter()
        .map(|candidate| candidate.outlined.map(i32::from))
        .collect();
    let declared: Vec<Option<i32>> = (groups.iter())
        .map(|group| most_frequent(group.members.iter().filter_map(|at| levels[*at])))
        .collect();
    if !agree(groups, &levels, &declared) || !follow_numbers(groups, &declared, candidates) {
        return vec![None; candidates.len()];
    }
    for (group, level) in groups.iter_mut().zip(declared) {
        group.declared = level.or(group.declared);
    }
    levels
}

/// Returns true if headings of one group have one level more often than headings of the
/// whole document do.
fn agree(groups: &[Group], levels: &[Option<i32>], declared: &[Option<i32>]) -> bool {
    let (mut same, mut pairs) = (0_usize, 0_usize);
    for (group, declared) in groups.iter().zip(declared) {
        let named: Vec<i32> = group.members.iter().filter_map(|at| levels[*at]).collect();
        // The first of each group agrees with itself.
        let count = named
            .iter()
            .filter(|level| Some(**level) == *declared)
            .count();
        same += count.saturating_sub(1);
        pairs += named.len().saturating_sub(1);
    }
    let all = levels.iter().flatten().count();
    let most = most_frequent(levels.iter().flatten().copied());
    let usual = levels
        .iter()
        .flatten()
        .filter(|level| Some(**level) == most)
        .count();
    // By chance, a share of usual / all would agree.
    let by_chance = pairs * usual;
    let possible = pairs * all - by_chance;
    let above_chance = (same * all).saturating_sub(by_chance);
    if possible == 0 {
        return true;
    }
    #[allow(clippy::cast_precision_loss)] // outlines are short
    let (agreement, error) = (
        above_chance as f32 / possible as f32,
        1.0 / (pairs as f32).sqrt(),
    );
    agreement >= MIN_AGREEMENT + ERROR_SHARE * error
}

/// Returns true if the levels of the outline mostly follow numbers and kind words.
fn follow_numbers(
    groups: &[Group],
    declared: &[Option<i32>],
    candidates: &[&Candidate<'_>],
) -> bool {
    let (mut right, mut wrong, mut equal) = (0, 0, 0);
    for a in 0..groups.len() {
        for b in a + 1..groups.len() {
            let (Some(upper), Some(lower)) = (declared[a], declared[b]) else {
                continue;
            };
            let sum = evidence(&groups[a], &groups[b], candidates);
            // An outline of one level for headings that look different has no levels.
            if upper == lower && sum.abs() > CLEAR {
                equal += 1;
            }
            if sum.abs() < STRONG {
                continue;
            }
            let members = groups[a].members.len().min(groups[b].members.len());
            // One level for two kinds of numbers is usual in outlines of two levels.
            if upper == lower {
                continue;
            }
            if (sum > 0.0) == (upper < lower) {
                right += members;
            } else {
                wrong += members;
            }
        }
    }
    let is_flat = declared.iter().flatten().min() == declared.iter().flatten().max();
    wrong <= right + TOLERATED && !(is_flat && equal > 0)
}

/// The entries of an outline that decides levels.
pub(super) struct OutlineEntries<'a> {
    /// The level of the entry that names each heading.
    pub(super) levels: &'a [Option<i32>],
    /// The first piece of each section whose title is not printed, and its level.
    pub(super) untitled: &'a [(usize, u8)],
}

/// Puts headings that the outline does not name below the last entry before them, unless
/// their style is that of entries.
///
/// An entry whose title is not printed ends the sections before it: the first heading of
/// a file that was appended is not a section of the file before it.
pub(super) fn keep_inside(
    levels: &mut [i32],
    entries: &OutlineEntries<'_>,
    groups: &[Group],
    candidates: &[&Candidate<'_>],
) {
    let mut group_of = vec![0; levels.len()];
    for (nth, group) in groups.iter().enumerate() {
        for at in &group.members {
            group_of[*at] = nth;
        }
    }
    let mut untitled = entries.untitled.iter().peekable();
    let (mut open, mut shift) = (0, 0);
    // The level of a section without a title that has no heading yet.
    let mut begins = None;
    // The levels and sizes of the open entries.
    let mut sizes: Vec<(i32, f32)> = Vec::new();
    for at in 0..levels.len() {
        while let Some((_, level)) = untitled.next_if(|(from, _)| *from <= candidates[at].at) {
            begins = Some(i32::from(*level));
        }
        let ratio = candidates[at].ratio;
        if entries.levels[at].is_some() {
            open = levels[at];
            shift = 0;
            begins = None;
            sizes.retain(|(level, _)| *level < open);
            sizes.push((open, ratio));
            continue;
        }
        let smaller = sizes.iter().position(|(_, size)| ratio > LARGER * size);
        if let Some(nth) = smaller
            && begins.is_none()
        {
            begins = Some(sizes[nth].0);
            sizes.truncate(nth);
        }
        if let Some(level) = begins.take() {
            open = level - 1;
            shift = level - levels[at];
            levels[at] = level;
        } else if groups[group_of[at]].declared.is_none() || shift < 0 {
            // The first heading below an entry is one level deeper; the others keep their
            // distance to it.
            if levels[at] + shift <= open {
                shift = open + 1 - levels[at];
            }
            levels[at] += shift;
        }
    }
}
