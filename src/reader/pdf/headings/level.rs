//! Gives headings their levels: by tags, by bookmarks, by numbers, by how they are set.

use super::super::layout::Role;
use super::candidate::Look;
use super::kind::{self, Kind};
use super::{Accepted, Trust, names, number, title};
use std::collections::BTreeMap;

/// Headings that are set alike.
#[derive(Debug)]
struct Tier {
    look: Look,
    members: Vec<usize>,
}

/// The level of each heading; 1 is the highest.
pub(super) fn assign(accepted: &[Accepted], trust: Trust, is_upright: bool) -> Vec<u8> {
    let tiers = tiers(accepted);
    let mut levels: Vec<i32> = vec![1; accepted.len()];
    let of_tiers = tier_levels(&tiers, accepted, trust);
    for (tier, level) in tiers.iter().zip(of_tiers) {
        let least = tier
            .members
            .iter()
            .filter_map(|at| accepted[*at].candidate.number)
            .min();
        for at in &tier.members {
            let heading = &accepted[*at];
            let deeper = match (heading.candidate.number, least) {
                (Some(depth), Some(least)) => i32::from(depth - least),
                _ => 0,
            };
            levels[*at] = level + deeper;
            if trust.bookmarks
                && let Some(bookmark) = heading.bookmark
            {
                levels[*at] = i32::from(bookmark);
            }
        }
    }
    if trust.tags {
        for (level, heading) in levels.iter_mut().zip(accepted) {
            if let Some(Role::Heading(tag)) = heading.candidate.role {
                *level = i32::from(tag);
            }
        }
        let title = accepted
            .iter()
            .position(|heading| heading.is_title && !title::is_tagged(&heading.candidate));
        set_title(&mut levels, title, is_upright);
        return levels.into_iter().map(narrow).collect();
    }
    if !trust.bookmarks {
        align_named(&mut levels, accepted);
    }
    let title = accepted.iter().position(|heading| heading.is_title);
    let title = title.or_else(|| unnumbered_first(&levels, accepted));
    set_title(&mut levels, title, is_upright);
    // Levels that nothing is left on are not counted.
    let mut used = levels.clone();
    used.sort_unstable();
    used.dedup();
    (levels.into_iter())
        .map(|level| narrow(i32::try_from(used.partition_point(|of| *of <= level)).unwrap_or(1)))
        .collect()
}

/// Gives chapters one level, and so with all that one word names, however some of them are set: `CHAPTER TWO: “Mere Copyists”`.
fn align_named(levels: &mut [i32], accepted: &[Accepted]) {
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, heading) in accepted.iter().enumerate() {
        if let Some(name) = number::name(&heading.candidate.text) {
            named.entry(name).or_default().push(at);
        }
    }
    for members in named.into_values() {
        if let Some(level) = usual(members.iter().map(|at| levels[*at])) {
            for at in members {
                levels[at] = level;
            }
        }
    }
}

/// Puts the title above all others; slides have parts beside it.
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

/// A first heading without a number where the others beside it have one: "Minutes", "1. Opening", "2. Accounts", "References".
fn unnumbered_first(levels: &[i32], accepted: &[Accepted]) -> Option<usize> {
    let is_numbered = |at: &usize| accepted[*at].candidate.number.is_some();
    let is_name = |at: &usize| names::is_usual(&accepted[*at].candidate.text);
    let is_alone = accepted.first()?.candidate.page == 0 && !is_numbered(&0) && !is_name(&0);
    let beside = || (1..levels.len()).filter(|at| levels[*at] == levels[0]);
    let numbered = beside().filter(is_numbered).count();
    let others = beside()
        .filter(|at| is_numbered(at) || !is_name(at))
        .count();
    (is_alone && numbered > 2 && numbered * 4 >= others * 3).then_some(0)
}

fn narrow(level: i32) -> u8 {
    u8::try_from(level.clamp(1, 20)).unwrap_or(1)
}

/// A size as a key, in quarter points.
#[allow(clippy::cast_possible_truncation)] // `as` saturates
pub(super) fn rounded(size: f32) -> i32 {
    (size * 4.0).round() as i32
}

/// The kinds of headings, the highest first.
fn tiers(accepted: &[Accepted]) -> Vec<Tier> {
    let mut order: Vec<usize> = (0..accepted.len()).collect();
    let looks: Vec<Look> = (0..accepted.len()).map(|at| look(accepted, at)).collect();
    let look = |at: usize| looks[at];
    order.sort_by(|a, b| look(*b).size.total_cmp(&look(*a).size));
    let mut tiers: Vec<Tier> = Vec::new();
    for sizes in order.chunk_by(|a, b| look(*b).size > 0.975 * look(*a).size) {
        let mut alike: BTreeMap<(bool, bool, bool), Vec<usize>> = BTreeMap::new();
        for at in sizes {
            let look = look(*at);
            (alike
                .entry((!look.bold, !look.caps, look.italic))
                .or_default())
            .push(*at);
        }
        for mut members in alike.into_values() {
            members.sort_unstable(); // by size so far, and sizes may differ a little
            let texts: Vec<&str> = (members.iter())
                .map(|at| accepted[*at].candidate.text.as_str())
                .collect();
            tiers.extend(kind::nested(&texts).into_iter().map(|group| Tier {
                look: look(members[group[0]]),
                members: group.into_iter().map(|nth| members[nth]).collect(),
            }));
        }
    }
    tiers
}

/// How a heading is set. A title that is nothing but an abbreviation is in capitals by chance, if it goes on counting from one
/// that is not: `B. GRUV` behind `A. Emily Howell`.
fn look(accepted: &[Accepted], at: usize) -> Look {
    let of = &accepted[at].candidate;
    let goes_on = |before: &Accepted| {
        let (look, before) = (before.candidate.look, &before.candidate.text);
        !look.caps
            && (look.size - of.look.size).abs() < 0.2
            && (look.bold, look.italic) == (of.look.bold, of.look.italic)
            && number::follows(&of.text, before)
    };
    let is_abbreviation = of.look.caps && of.text.split_whitespace().count() == 2;
    let caps = of.look.caps && !(is_abbreviation && at > 0 && goes_on(&accepted[at - 1]));
    Look { caps, ..of.look }
}

/// The level of each tier.
fn tier_levels(tiers: &[Tier], accepted: &[Accepted], trust: Trust) -> Vec<i32> {
    let mut levels: Vec<i32> = Vec::new();
    // The level of a heading whose number has no dot, less one.
    let mut base: Option<(i32, Kind)> = None;
    let mut last = 0;
    for tier in tiers {
        let bookmark = usual(
            tier.members
                .iter()
                .filter_map(|at| accepted[*at].bookmark.map(i32::from)),
        )
        .filter(|_| trust.bookmarks);
        let kind = kind::kind(
            tier.members
                .iter()
                .map(|at| accepted[*at].candidate.text.as_str()),
        );
        // "A." below "II." counts something else.
        let depth = depth(tier, accepted).filter(|_| base.is_none_or(|(_, of)| of == kind));
        let level = match (bookmark, depth, base) {
            (Some(level), ..) => level,
            (None, Some(depth), Some((base, _))) => base + depth,
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

/// The depth of the numbers that most of the tier's headings have.
fn depth(tier: &Tier, accepted: &[Accepted]) -> Option<i32> {
    let numbers: Vec<u8> = tier
        .members
        .iter()
        .filter_map(|at| accepted[*at].candidate.number)
        .collect();
    let least = numbers.iter().min().copied()?;
    (numbers.len() * 2 > tier.members.len()).then_some(i32::from(least))
}

/// Whether the tier is of headings that stand without a number beside numbered chapters.
fn is_chapter(tier: &Tier, accepted: &[Accepted], tiers: &[Tier]) -> bool {
    let names = (tier.members.iter())
        .filter(|at| names::is_usual(&accepted[**at].candidate.text))
        .count();
    // Nothing but names may be set much smaller: that of the references, in the size of what it is above.
    let least = if names == tier.members.len() {
        0.6
    } else {
        0.87
    };
    let has_equals = tiers.iter().any(|other| {
        let ratio = tier.look.size / other.look.size;
        (least..1.15).contains(&ratio) && depth(other, accepted) == Some(1)
    });
    names > 0 && has_equals
}

/// The most frequent value.
fn usual(values: impl Iterator<Item = i32>) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(value, count)| (*count, -value))
        .map(|(value, _)| value)
}
