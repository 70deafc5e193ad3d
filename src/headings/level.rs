//! Determines the levels of headings: which group of headings contains which.
//!
//! A group is headings that look alike and are numbered alike. Groups are compared pair
//! by pair: by kind words and numbers first, then by their order, then by their looks.

use super::Heading;
use super::candidate::Candidate;
use super::decision::Document;
use super::facts::Tag;
use super::sequence;
use crate::document::{HeadingEvidence, HeadingSource};
use crate::lexicon::kind::Kind;
use crate::lexicon::names;
use crate::lexicon::numbering::Form;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

/// Scores are sums of rules that are not independent: by this factor their logistic is
/// the share of headings that are right, on the documents with exact truth.
const CALIBRATION: f32 = 0.5;
/// The deepest level of a heading. Deeper ones come from hostile outlines.
const MAX_LEVEL: i32 = 20;
/// A group is above another if its evidence exceeds this; below, both have one level.
const MARGIN: f32 = 0.7;
/// Sizes above this share of a larger one are equal: rounding in the file.
const SAME_SIZE_SHARE: f32 = 0.975;
/// The levels of an outline agree with the looks of its headings if at least this share
/// of what chance leaves open agrees ...
const MIN_AGREEMENT: f32 = 0.25;
/// ... and this share of its standard error more: a short outline agrees by chance.
const ERROR_SHARE: f32 = 0.5;
/// Evidence that looks alone can reach: a title of twice the size.
const CLEAR: f32 = 2.5;
/// So many contradictions may be an odd number in a title.
const TOLERATED: usize = 1;
/// The rank of chapters and annexes.
const CHAPTER: u8 = 2;
/// Evidence from numbers and kind words, beyond what looks can reach.
const STRONG: f32 = 4.0;
/// A first heading without a number is the title if more than this many others of its
/// level have one ...
const MAX_UNNUMBERED_TITLE: usize = 2;
/// ... and they are at least this share of the others, in quarters.
const NUMBERED_QUARTERS: usize = 3;

/// How the headings of a group are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scheme {
    None,
    /// `3.2`, with its depth.
    Decimal(u8),
    Roman,
    Letter,
    SmallLetter,
    /// `一、` and `（一）`, `第三章`, with their depth.
    EastAsian(u8),
    /// A word or sign before the number, with the rank of its kind and the depth of the
    /// number.
    Kind(u8, u8),
}

/// Headings that look alike and are numbered alike.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
struct Group {
    scheme: Scheme,
    ratio: f32,
    bold: bool,
    italic: bool,
    caps: bool,
    centred: bool,
    indent: f32,
    /// Indices of the accepted headings.
    members: Vec<usize>,
    /// The level that the outline or the tags give most members.
    declared: Option<i32>,
}

/// Returns the accepted candidates as headings with levels.
pub(super) fn headings(
    document: &Document<'_>,
    scores: &[f32],
    ranges: &[Range<usize>],
) -> Vec<Heading> {
    let accepted: Vec<usize> = (0..document.candidates.len())
        .filter(|at| scores[*at] > 0.0 || document.title == Some(*at))
        .collect();
    let levels = levels(document, &accepted);
    accepted
        .iter()
        .zip(levels)
        .map(|(at, level)| {
            let candidate = &document.candidates[*at];
            Heading {
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

fn source(candidate: &Candidate<'_>, document: &Document<'_>) -> HeadingSource {
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
fn levels(document: &Document<'_>, accepted: &[usize]) -> Vec<u8> {
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
        keep_inside(&mut levels, &outlined, &groups);
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
    set_title(&mut levels, title, document.facts.page_ratio < 1.0);
    if tags.iter().all(Option::is_none) {
        close_gaps(&mut levels);
    }
    levels
        .into_iter()
        .map(|level| u8::try_from(level.clamp(1, MAX_LEVEL)).unwrap_or(1))
        .collect()
}

/// Returns the levels that agreeing tags give.
fn tag_levels(document: &Document<'_>, candidates: &[&Candidate<'_>]) -> Vec<Option<i32>> {
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
    let says_nothing = distinct.len() < 2 && by_style.len() > 1;
    if !document.tags_agree || says_nothing {
        return vec![None; candidates.len()];
    }
    levels
}

/// Groups the headings by looks and numbering.
fn groups(candidates: &[&Candidate<'_>], tags: &[Option<i32>]) -> Vec<Group> {
    let schemes = schemes(candidates);
    let sizes = size_classes(candidates);
    let mut keyed: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let face = candidate.piece.face;
        let caps = candidate.is_caps && !continues_small(candidates, at);
        let key = (sizes[at], face.bold, face.italic, caps, schemes[at]);
        keyed.entry(key).or_default().push(at);
    }
    join_unnumbered(&mut keyed);
    keyed
        .into_iter()
        .map(|((_, bold, italic, caps, scheme), members)| {
            let count = members.len();
            let median = |value: &dyn Fn(usize) -> f32| {
                let mut values: Vec<f32> = members.iter().map(|at| value(*at)).collect();
                values.sort_by(f32::total_cmp);
                values[count / 2]
            };
            let centred = members
                .iter()
                .filter(|at| candidates[**at].is_centred)
                .count();
            let declared = members.iter().filter_map(|at| tags[*at]);
            Group {
                scheme,
                ratio: median(&|at| candidates[at].ratio),
                bold,
                italic,
                caps,
                centred: centred * 2 > count,
                indent: median(&|at| candidates[at].indent / candidates[at].piece.size.max(1.0)),
                declared: most_frequent(declared),
                members,
            }
        })
        .collect()
}

/// Returns the levels that the outline gives, and sets those of the groups; none if the
/// outline contradicts the looks and the numbers of its headings.
fn outlined(groups: &mut [Group], candidates: &[&Candidate<'_>]) -> Vec<Option<i32>> {
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

type Key = (usize, bool, bool, bool, Scheme);

/// Puts headings without a number into the group of the same looks that has the highest
/// numbers: "References" beside "3 Results".
fn join_unnumbered(keyed: &mut BTreeMap<Key, Vec<usize>>) {
    let unnumbered: Vec<Key> = keyed
        .keys()
        .filter(|key| key.4 == Scheme::None)
        .copied()
        .collect();
    for key in unnumbered {
        let alike = keyed.iter().filter(|(other, _)| {
            (other.0, other.1, other.2, other.3) == (key.0, key.1, key.2, key.3)
                && !matches!(other.4, Scheme::None | Scheme::Kind(..))
        });
        // The one that begins first contains the others.
        let first = alike
            .min_by_key(|(_, members)| members[0])
            .map(|(key, _)| *key);
        if let Some(first) = first
            && let Some(members) = keyed.remove(&key)
            && let Some(group) = keyed.get_mut(&first)
        {
            group.extend(members);
            group.sort_unstable();
        }
    }
}

/// Returns for each candidate the rank of its size, the largest first.
fn size_classes(candidates: &[&Candidate<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| candidates[*b].ratio.total_cmp(&candidates[*a].ratio));
    let mut classes = vec![0; candidates.len()];
    let (mut class, mut last) = (0, f32::MAX);
    for at in order {
        let ratio = candidates[at].ratio;
        if ratio <= SAME_SIZE_SHARE * last {
            class += 1;
        }
        last = ratio;
        classes[at] = class;
    }
    classes
}

/// Returns true for an abbreviation in capitals that continues the count of a title
/// without them: `B. GRUV` after `A. Emily Howell`.
fn continues_small(candidates: &[&Candidate<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| candidates[before]) else {
        return false;
    };
    candidates[at].words == 2
        && !before.is_caps
        && before.piece.face == candidates[at].piece.face
        && crate::lexicon::numbering::follows(candidates[at].text(), before.text())
}

/// Returns how each candidate is numbered.
fn schemes(candidates: &[&Candidate<'_>]) -> Vec<Scheme> {
    // "C." after "B." is a letter, and a Roman numeral anywhere else.
    let mut letter: BTreeMap<usize, u32> = BTreeMap::new();
    candidates
        .iter()
        .map(|candidate| {
            let Some(number) = candidate.number else {
                return Scheme::None;
            };
            if let Some(kind) = number.kind
                && number.form != Form::Division
            {
                return Scheme::Kind(rank(kind, candidate), number.depth);
            }
            match number.form {
                Form::Decimal | Form::Word => Scheme::Decimal(number.depth),
                Form::Ideograph | Form::Division => Scheme::EastAsian(number.depth),
                _ if number.is_small => Scheme::SmallLetter,
                Form::Letter => {
                    letter.insert(candidate.style, number.value);
                    Scheme::Letter
                }
                Form::LetterOrRoman(_)
                    if letter.get(&candidate.style) == Some(&(number.value.saturating_sub(1))) =>
                {
                    letter.insert(candidate.style, number.value);
                    Scheme::Letter
                }
                Form::LetterOrRoman(_) | Form::Roman => Scheme::Roman,
            }
        })
        .collect()
}

/// Returns the rank of a kind. A paragraph sign is below any word: "Abschnitt 2" has § 5.
fn rank(kind: Kind, candidate: &Candidate<'_>) -> u8 {
    const PARAGRAPH_SIGN: u8 = 20;
    if candidate.label_or_text().trim_start().starts_with('§') {
        PARAGRAPH_SIGN
    } else {
        kind.rank()
    }
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

/// Returns the evidence that group `a` contains group `b`; negative for the reverse.
fn evidence(a: &Group, b: &Group, candidates: &[&Candidate<'_>]) -> f32 {
    match by_numbers(a.scheme, b.scheme) {
        Numbers::Decide(sum) => sum,
        Numbers::Suggest(sum) => {
            sum + restarts(a, b, candidates) - restarts(b, a, candidates)
                + adjacency(a, b, candidates)
                + by_looks(a, b)
        }
    }
}

/// The evidence of numbers and kind words.
enum Numbers {
    /// Nothing else counts.
    Decide(f32),
    Suggest(f32),
}

/// More than all other evidence together.
const CERTAIN: f32 = 8.0;
/// Kind words of different rank: a document may nest them in another order.
const KIND_WORDS: f32 = 3.0;

fn by_numbers(a: Scheme, b: Scheme) -> Numbers {
    let order = |upper: u8, lower: u8, weight: f32| match upper.cmp(&lower) {
        Ordering::Less => weight,
        Ordering::Equal => 0.0,
        Ordering::Greater => -weight,
    };
    // "Annex A" is beside the chapters 1 to 9, and above 1.1.
    let against_decimal =
        |rank: u8, depth: u8| order(rank.min(CHAPTER), CHAPTER + depth - 1, CERTAIN);
    match (a, b) {
        (Scheme::Decimal(a), Scheme::Decimal(b)) | (Scheme::EastAsian(a), Scheme::EastAsian(b)) => {
            Numbers::Decide(order(a, b, CERTAIN))
        }
        (Scheme::Kind(rank, a), Scheme::Kind(other, b)) if rank == other => {
            Numbers::Decide(order(a, b, CERTAIN))
        }
        (Scheme::Kind(a, _), Scheme::Kind(b, _)) => Numbers::Suggest(order(a, b, KIND_WORDS)),
        (Scheme::Kind(rank, _), Scheme::Decimal(depth)) if rank <= CHAPTER => {
            Numbers::Decide(against_decimal(rank, depth))
        }
        (Scheme::Decimal(depth), Scheme::Kind(rank, _)) if rank <= CHAPTER => {
            Numbers::Decide(-against_decimal(rank, depth))
        }
        _ => Numbers::Suggest(0.0),
    }
}

/// Evidence of a size that is larger by one part in a hundred.
const SIZE: f32 = 0.14;
/// The most evidence of a size.
const MAX_SIZE: f32 = 3.0;
const BOLD: f32 = 1.0;
const CAPITALS: f32 = 0.9;
/// Upright is above italic.
const UPRIGHT: f32 = 0.9;
const CENTRED: f32 = 0.8;
/// Farther left is above, by up to one size of the text.
const OUTDENT: f32 = 0.8;
/// The group that begins first is more often above.
const FIRST: f32 = 0.5;

/// Returns the evidence of type and place that group `a` contains group `b`.
fn by_looks(a: &Group, b: &Group) -> f32 {
    let step = |a: bool, b: bool, weight: f32| match (a, b) {
        (true, false) => weight,
        (false, true) => -weight,
        _ => 0.0,
    };
    let size = 100.0 * SIZE * (a.ratio / b.ratio.max(f32::EPSILON)).ln();
    let outdent = if a.centred || b.centred {
        0.0
    } else {
        OUTDENT * (b.indent - a.indent).clamp(-1.0, 1.0)
    };
    size.clamp(-MAX_SIZE, MAX_SIZE)
        + step(a.bold, b.bold, BOLD)
        + step(a.caps, b.caps, CAPITALS)
        + step(b.italic, a.italic, UPRIGHT)
        + step(a.centred, b.centred, CENTRED)
        + outdent
        + if a.members[0] < b.members[0] {
            FIRST
        } else {
            -FIRST
        }
}

/// Evidence of a count that begins anew below other headings: once, and more often.
const RESTART: f32 = 1.5;
const RESTARTS: f32 = 3.0;
/// One in so many restarts may be elsewhere.
const RESTARTS_PER_OTHER: u32 = 3;

/// Returns evidence that `b` is counted anew below each heading of `a`.
fn restarts(a: &Group, b: &Group, candidates: &[&Candidate<'_>]) -> f32 {
    if b.scheme == Scheme::None {
        return 0.0;
    }
    let (mut inside, mut elsewhere) = (0_u32, 0_u32);
    let mut last: Option<(usize, u32)> = None;
    for at in &b.members {
        let Some((_, value)) = sequence::series(candidates[*at]) else {
            continue;
        };
        if let Some((before, previous)) = last
            && value <= previous
        {
            let from = a.members.partition_point(|member| *member < before);
            let is_between = a.members.get(from).is_some_and(|member| member < at);
            inside += u32::from(is_between);
            elsewhere += u32::from(!is_between);
        }
        last = Some((*at, value));
    }
    match (inside, elsewhere) {
        (0, _) => 0.0,
        (1, 0) => RESTART,
        (inside, elsewhere) if inside > RESTARTS_PER_OTHER * elsewhere => RESTARTS,
        _ => 0.0,
    }
}

/// Evidence of headings that directly follow each other.
const ADJACENT: f32 = 0.8;
/// One in so many may follow in the other order.
const ADJACENT_PER_OTHER: usize = 3;

/// Returns evidence from headings that directly follow each other: a chapter's title is
/// often followed by that of its first section, never the reverse.
fn adjacency(a: &Group, b: &Group, candidates: &[&Candidate<'_>]) -> f32 {
    let follows = |first: &Group, second: &Group| {
        second
            .members
            .iter()
            .filter(|at| {
                at.checked_sub(1).is_some_and(|before| {
                    first.members.binary_search(&before).is_ok()
                        && candidates[**at].at == candidates[before].at + 1
                })
            })
            .count()
    };
    let evidence = |count: usize| ADJACENT + if count > 1 { ADJACENT } else { 0.0 };
    match (follows(a, b), follows(b, a)) {
        (0, 0) => 0.0,
        (down, 0) => evidence(down),
        (0, up) => -evidence(up),
        (down, up) if down > ADJACENT_PER_OTHER * up => ADJACENT,
        (down, up) if up > ADJACENT_PER_OTHER * down => -ADJACENT,
        _ => 0.0,
    }
}

/// Puts headings that the outline does not name below the last entry before them, unless
/// their style is that of entries.
fn keep_inside(levels: &mut [i32], outlined: &[Option<i32>], groups: &[Group]) {
    let mut group_of = vec![0; levels.len()];
    for (nth, group) in groups.iter().enumerate() {
        for at in &group.members {
            group_of[*at] = nth;
        }
    }
    let mut open = 0;
    let mut shift = 0;
    for at in 0..levels.len() {
        if outlined[at].is_some() {
            open = levels[at];
            shift = 0;
        } else if groups[group_of[at]].declared.is_none() {
            // The first heading below an entry is one level deeper; the others keep their
            // distance to it.
            if levels[at] + shift <= open {
                shift = open + 1 - levels[at];
            }
            levels[at] += shift;
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
fn unnumbered_first(levels: &[i32], candidates: &[&Candidate<'_>]) -> Option<usize> {
    let is_numbered = |at: &usize| candidates[*at].number.is_some();
    let is_usual = |at: &usize| names::is_section(candidates[*at].text());
    let first = candidates.first()?;
    let is_alone = first.piece.page == 0 && !is_numbered(&0) && !is_usual(&0);
    let beside = || (1..levels.len()).filter(|at| levels[*at] == levels[0]);
    let numbered = beside().filter(is_numbered).count();
    let others = beside()
        .filter(|at| is_numbered(at) || !is_usual(at))
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
