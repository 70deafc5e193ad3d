//! Assigns levels to headings: by tags, bookmarks, numbers and style.

use super::candidate::HeadingStyle;
use super::number_kind::NumberKind;
use super::{Accepted, Trust, number, number_kind, title};
use crate::lexicon::names;
use crate::reader::pdf::layout::TagRole;
use std::collections::BTreeMap;

/// Sizes above this share of the next larger one are equal: rounding in the file.
const SAME_SIZE_SHARE: f32 = 0.975;
/// Two sizes that differ by less are equal, in points.
const SIZE_TOLERANCE: f32 = 0.2;
/// The words of a title that is an abbreviation, its number included: `B. GRUV`.
const ABBREVIATION_WORDS: usize = 2;
/// The sizes of unnumbered chapters in sizes of the numbered ones: at most this, and at
/// least one of the two below.
const MAX_CHAPTER_SHARE: f32 = 1.15;
const MIN_CHAPTER_SHARE: f32 = 0.87;
/// The least size of tiers that have common names only.
const MIN_COMMON_NAME_SHARE: f32 = 0.6;
/// A first heading without a number is the title if more than this many others of its
/// level have one ...
const MAX_UNNUMBERED_TITLE: usize = 2;
/// ... and they are at least this share of the others, in quarters.
const NUMBERED_QUARTERS: usize = 3;
/// The deepest level of a heading. Deeper ones come from hostile outlines.
const MAX_LEVEL: i32 = 20;
/// Keys of sizes per point.
const KEYS_PER_POINT: f32 = 4.0;

/// Headings of one style.
#[derive(Debug)]
struct Tier {
    style: HeadingStyle,
    members: Vec<usize>,
}

/// Returns the level of each heading; 1 is the highest.
pub(super) fn assign(accepted: &[Accepted], trust: Trust, is_upright: bool) -> Vec<u8> {
    let tiers = tiers(accepted);
    let mut levels: Vec<i32> = vec![1; accepted.len()];
    let levels_by_tier = tier_levels(&tiers, accepted, trust);
    for (tier, level) in tiers.iter().zip(levels_by_tier) {
        let least = tier
            .members
            .iter()
            .filter_map(|at| accepted[*at].candidate.number)
            .min();
        for at in &tier.members {
            let heading = &accepted[*at];
            // "1.1 Tea" is below "1 Drinks" even where both have one style.
            let deeper = match (heading.candidate.number, least) {
                (Some(depth), Some(least)) => i32::from(depth - least),
                _ => 0,
            };
            levels[*at] = level + deeper;
            // A trusted bookmark overrides style and number.
            if trust.bookmarks
                && let Some(bookmark) = heading.bookmark
            {
                levels[*at] = i32::from(bookmark);
            }
        }
    }
    if trust.tags {
        // Levels of tags are kept as they are, gaps included: the author chose them.
        for (level, heading) in levels.iter_mut().zip(accepted) {
            if let Some(TagRole::Heading(tag)) = heading.candidate.role {
                *level = i32::from(tag);
            }
        }
        let title = accepted
            .iter()
            .position(|heading| heading.is_title && !title::is_tagged(&heading.candidate));
        set_title(&mut levels, title, is_upright);
        return levels.into_iter().map(narrow).collect();
    }
    // The levels of a trusted outline already agree.
    if !trust.bookmarks {
        align_named(&mut levels, accepted);
    }
    let title = accepted.iter().position(|heading| heading.is_title);
    let title = title.or_else(|| unnumbered_first(&levels, accepted));
    set_title(&mut levels, title, is_upright);
    // Levels without headings are skipped, so that no gap remains.
    let mut used = levels.clone();
    used.sort_unstable();
    used.dedup();
    (levels.into_iter())
        .map(|level| {
            narrow(i32::try_from(used.partition_point(|used| *used <= level)).unwrap_or(1))
        })
        .collect()
}

/// Gives headings of one label word the same level, even if their styles differ:
/// `CHAPTER ONE` on a page of its own and `CHAPTER TWO: “Mere Copyists”` in the text.
fn align_named(levels: &mut [i32], accepted: &[Accepted]) {
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, heading) in accepted.iter().enumerate() {
        if let Some(name) = number::label_name(&heading.candidate.text) {
            named.entry(name).or_default().push(at);
        }
    }
    for members in named.into_values() {
        if let Some(level) = most_frequent(members.iter().map(|at| levels[*at])) {
            for at in members {
                levels[at] = level;
            }
        }
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
fn unnumbered_first(levels: &[i32], accepted: &[Accepted]) -> Option<usize> {
    let is_numbered = |at: &usize| accepted[*at].candidate.number.is_some();
    let is_common_name = |at: &usize| names::is_section(&accepted[*at].candidate.text);
    let is_alone = accepted.first()?.candidate.page == 0 && !is_numbered(&0) && !is_common_name(&0);
    let beside = || (1..levels.len()).filter(|at| levels[*at] == levels[0]);
    let numbered = beside().filter(is_numbered).count();
    let others = beside()
        .filter(|at| is_numbered(at) || !is_common_name(at))
        .count();
    let is_mostly_numbered = numbered * 4 >= others * NUMBERED_QUARTERS;
    (is_alone && numbered > MAX_UNNUMBERED_TITLE && is_mostly_numbered).then_some(0)
}

fn narrow(level: i32) -> u8 {
    u8::try_from(level.clamp(1, MAX_LEVEL)).unwrap_or(1)
}

/// Rounds a size to quarter points, for use as a key.
#[allow(clippy::cast_possible_truncation)] // `as` saturates
pub(super) fn rounded(size: f32) -> i32 {
    (size * KEYS_PER_POINT).round() as i32
}

/// Groups the headings by style, the most prominent style first.
fn tiers(accepted: &[Accepted]) -> Vec<Tier> {
    let mut order: Vec<usize> = (0..accepted.len()).collect();
    let styles: Vec<HeadingStyle> = (0..accepted.len())
        .map(|at| heading_style(accepted, at))
        .collect();
    let style = |at: usize| styles[at];
    order.sort_by(|a, b| style(*b).size.total_cmp(&style(*a).size));
    let mut tiers: Vec<Tier> = Vec::new();
    for sizes in order.chunk_by(|a, b| style(*b).size > SAME_SIZE_SHARE * style(*a).size) {
        let mut alike: BTreeMap<(bool, bool, bool), Vec<usize>> = BTreeMap::new();
        for at in sizes {
            let style = style(*at);
            // Bold is above regular, capitals above lower case and upright above italic.
            (alike
                .entry((!style.bold, !style.caps, style.italic))
                .or_default())
            .push(*at);
        }
        for mut members in alike.into_values() {
            // Back into document order: they were sorted by sizes that differ slightly.
            members.sort_unstable();
            let texts: Vec<&str> = (members.iter())
                .map(|at| accepted[*at].candidate.text.as_str())
                .collect();
            tiers.extend(
                number_kind::group_by_kind(&texts)
                    .into_iter()
                    .map(|group| Tier {
                        style: style(members[group[0]]),
                        members: group.into_iter().map(|nth| members[nth]).collect(),
                    }),
            );
        }
    }
    tiers
}

/// Returns the style of a heading. An abbreviation is in capitals by its nature, so its
/// capitals are ignored if it continues the count of a title without capitals: `B. GRUV`
/// after `A. Emily Howell`.
fn heading_style(accepted: &[Accepted], at: usize) -> HeadingStyle {
    let candidate = &accepted[at].candidate;
    let continues_count = |before: &Accepted| {
        let (style, before) = (before.candidate.style, &before.candidate.text);
        !style.caps
            && (style.size - candidate.style.size).abs() < SIZE_TOLERANCE
            && (style.bold, style.italic) == (candidate.style.bold, candidate.style.italic)
            && number::follows(&candidate.text, before)
    };
    let is_abbreviation =
        candidate.style.caps && candidate.text.split_whitespace().count() == ABBREVIATION_WORDS;
    let caps =
        candidate.style.caps && !(is_abbreviation && at > 0 && continues_count(&accepted[at - 1]));
    HeadingStyle {
        caps,
        ..candidate.style
    }
}

/// Returns the level of each tier.
fn tier_levels(tiers: &[Tier], accepted: &[Accepted], trust: Trust) -> Vec<i32> {
    let mut levels: Vec<i32> = Vec::new();
    // The level of a number of depth 0, and the kind of the numbers that set it: a number
    // of depth 2 is two levels below.
    let mut base: Option<(i32, NumberKind)> = None;
    let mut last = 0;
    for tier in tiers {
        let bookmark = most_frequent(
            tier.members
                .iter()
                .filter_map(|at| accepted[*at].bookmark.map(i32::from)),
        )
        .filter(|_| trust.bookmarks);
        let kind = number_kind::common_kind(
            tier.members
                .iter()
                .map(|at| accepted[*at].candidate.text.as_str()),
        );
        // "A." below "II." has a count of its own.
        let depth =
            depth(tier, accepted).filter(|_| base.is_none_or(|(_, base_kind)| base_kind == kind));
        let level = match (bookmark, depth, base) {
            (Some(level), ..) => level,
            // "2.1" in any style is one level below "2".
            (None, Some(depth), Some((base, _))) => base + depth,
            // "References" is at the level of "2", not below the style before it.
            (None, None, Some((base, _))) if is_chapter(tier, accepted, tiers) => base + 1,
            _ => last + 1,
        };
        if let (Some(depth), None) = (depth, base) {
            base = Some((level - depth, kind));
        }
        last = last.max(level);
        levels.push(level);
    }
    levels
}

/// Returns the least depth of the tier's numbers, if most of its headings have one.
fn depth(tier: &Tier, accepted: &[Accepted]) -> Option<i32> {
    let numbers: Vec<u8> = tier
        .members
        .iter()
        .filter_map(|at| accepted[*at].candidate.number)
        .collect();
    let least = numbers.iter().min().copied()?;
    (numbers.len() * 2 > tier.members.len()).then_some(i32::from(least))
}

/// Returns true for headings without a number at the level of numbered chapters:
/// "References".
fn is_chapter(tier: &Tier, accepted: &[Accepted], tiers: &[Tier]) -> bool {
    let names = (tier.members.iter())
        .filter(|at| names::is_section(&accepted[**at].candidate.text))
        .count();
    // Common names alone may be set much smaller: the heading of a bibliography can have
    // the size of its entries.
    let least = if names == tier.members.len() {
        MIN_COMMON_NAME_SHARE
    } else {
        MIN_CHAPTER_SHARE
    };
    let has_equals = tiers.iter().any(|other| {
        let ratio = tier.style.size / other.style.size;
        (least..MAX_CHAPTER_SHARE).contains(&ratio) && depth(other, accepted) == Some(1)
    });
    names > 0 && has_equals
}

/// Returns the most frequent value, the smallest of several.
fn most_frequent(values: impl Iterator<Item = i32>) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(value, count)| (*count, -value))
        .map(|(value, _)| value)
}
