//! Decides which lines of a page without heading elements are its headings.

use super::super::tree::NodeId;
use super::MAX_LEVEL;
use super::candidates::{LineCandidate, candidates, ends_sentence, is_larger};
use super::lines::{LineStyle, StyledLine, StyledLines};
use crate::lexicon::section_label::{HeadingLabel, LabelKind};
use crate::limits::Watch;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The fewest characters of a line of running text.
const BODY_CHARS: usize = 40;
/// The fewest characters of the text below a heading in a page without labels and
/// numbers.
const PARAGRAPH_CHARS: usize = 120;
/// The fewest labels in a row, without text between them, that are a table of contents.
const MIN_CONTENTS: usize = 4;
/// The fewest labelled and the fewest numbered lines of a page with sections.
const MIN_LABELS: usize = 2;
const MIN_NUMBERS: usize = 3;
/// A look is that of headings if this many lines have it: in a page with labelled or
/// numbered headings, and in others.
const MIN_LINES: usize = 2;
const MIN_LINES_ALONE: usize = 3;
/// The share of these lines, in percent, that text follows.
const MIN_FOLLOWED_PERCENT: usize = 60;
const MIN_FOLLOWED_PERCENT_ALONE: usize = 80;
/// Headings alone are at most this share of the text, in percent.
const MAX_SHARE_PERCENT: usize = 10;
/// The same in a document that is not a page of a site: it may be short.
const MAX_SHARE_PERCENT_OF_DOCUMENT: usize = 20;

/// The headings of a page by labels, numbers and looks.
pub(super) struct HeadingsByLook {
    /// The level of each element that is a heading.
    pub(super) levels: HashMap<NodeId, u8>,
    pub(super) has_labels: bool,
}

/// Returns the elements that are headings, with their levels.
///
/// Labels order the page: PART > Item > numbers > looks. A look is how a line is set: a
/// larger one is above a smaller one, bold above bold italic.
pub(super) fn headings(page: &StyledLines, watch: &Watch) -> HeadingsByLook {
    let lines = &page.all;
    let candidates = candidates(page, watch);
    let labels = labelled(lines, &candidates);
    let start = labels.first().map(|label| candidates[*label].at);
    let numbered: Vec<usize> = (0..candidates.len())
        .filter(|at| labels.binary_search(at).is_err())
        .filter(|at| candidates[*at].depth.is_some() && is_after(start, &candidates[*at]))
        .collect();
    let is_ordered = labels.len() >= MIN_LABELS || numbered.len() >= MIN_NUMBERS;
    let numbered = if is_ordered { numbered } else { Vec::new() };
    let titles = titles(&candidates, &labels);
    let rest: Vec<usize> = (0..candidates.len())
        .filter(|at| {
            let candidate = &candidates[*at];
            labels.binary_search(at).is_err()
                && numbered.binary_search(at).is_err()
                && !titles.contains(&candidate.at)
                && candidate.label.is_none()
                && is_after(start, candidate)
        })
        .collect();
    let mut looks = looks(page, &candidates, &rest, is_ordered);
    if let Some(title) = title(&candidates, &labels, &numbered, &looks) {
        looks.insert(0, vec![title]);
    }
    HeadingsByLook {
        levels: assign(&candidates, &labels, &numbered, &looks, watch),
        has_labels: !labels.is_empty(),
    }
}

/// Returns the first line of a page that is its title: larger or more central than all
/// headings. The cover of a report has many such lines, so the page has no labels.
fn title(
    candidates: &[LineCandidate<'_>],
    labels: &[usize],
    numbered: &[usize],
    looks: &[Vec<usize>],
) -> Option<usize> {
    let first = candidates.first().filter(|first| first.at == 0)?;
    let mut others = numbered.iter().chain(looks.iter().flatten()).peekable();
    let is_alone = labels.is_empty() && first.label.is_none() && first.depth.is_none();
    let is_above = |at: &usize| rank(&first.line.look) < rank(&candidates[*at].line.look);
    (is_alone && others.peek().is_some() && others.all(is_above)).then_some(0)
}

fn is_after(start: Option<usize>, candidate: &LineCandidate<'_>) -> bool {
    start.is_none_or(|start| candidate.at > start)
}

/// Returns the indices of the labelled candidates that are headings.
fn labelled(lines: &[StyledLine], candidates: &[LineCandidate<'_>]) -> Vec<usize> {
    let all: Vec<usize> = (0..candidates.len())
        .filter(|at| candidates[*at].label.is_some())
        .collect();
    let labels = without_repetitions(candidates, without_contents(lines, candidates, &all));
    // A single "Chapter 6" is the title of the page or a link; a report on one event has
    // a single item.
    let is_item = |at: &usize| {
        let label = candidates[*at].label.as_ref();
        label.is_some_and(|label| label.kind == LabelKind::Item)
    };
    if labels.len() >= MIN_LABELS || labels.iter().any(is_item) {
        labels
    } else {
        Vec::new()
    }
}

/// Removes labels that follow each other without text between them, as in a table of
/// contents. Of `Item 15, Item 16, PART I, Item 1` above the text of Item 1, the last two
/// are headings.
fn without_contents(
    lines: &[StyledLine],
    candidates: &[LineCandidate<'_>],
    labels: &[usize],
) -> Vec<usize> {
    let has_text = |from: usize, to: usize| {
        let mut between = lines[candidates[from].at + 1..candidates[to].at].iter();
        between.any(|line| line.chars >= BODY_CHARS || line.text.ends_with('.'))
    };
    let kind = |at: usize| candidates[at].label.as_ref().map(|label| label.kind);
    let mut kept = Vec::new();
    for run in labels.chunk_by(|from, to| !has_text(*from, *to)) {
        let mut first = 0;
        if run.len() >= MIN_CONTENTS {
            first = run.len() - 1;
            while first > 0 && kind(run[first - 1]) < kind(run[first]) {
                first -= 1;
            }
        }
        kept.extend_from_slice(&run[first..]);
    }
    kept
}

/// Removes the repetitions of a label that is open: the running head `PART I`, or
/// `Item 7. (continued)`.
fn without_repetitions(candidates: &[LineCandidate<'_>], labels: Vec<usize>) -> Vec<usize> {
    let mut open: BTreeMap<LabelKind, &str> = BTreeMap::new();
    let mut kept = Vec::new();
    for at in labels {
        let Some(HeadingLabel { kind, number, .. }) = &candidates[at].label else {
            continue;
        };
        if open.get(kind) == Some(&&**number) {
            continue;
        }
        open.retain(|other, _| other < kind);
        open.insert(*kind, number);
        kept.push(at);
    }
    kept
}

/// Returns the lines that are the titles of labels alone on their line: "Subject matter"
/// below "Article 1". They are text of the section that the label begins.
fn titles(candidates: &[LineCandidate<'_>], labels: &[usize]) -> HashSet<usize> {
    let whole = labels.iter().filter(|at| {
        let label = candidates[**at].label.as_ref();
        label.is_some_and(|label| label.is_whole)
    });
    whole.map(|at| candidates[*at].at + 1).collect()
}

/// The parts of a look by which lines are of one kind, in the order of their rank: what
/// is larger, in capitals, centred, bold and upright is above what is not.
type Rank = (
    Reverse<u32>,
    Reverse<bool>,
    Reverse<bool>,
    Reverse<bool>,
    bool,
    Reverse<bool>,
);

fn rank(look: &LineStyle) -> Rank {
    (
        Reverse(look.tenths()),
        Reverse(look.is_capitals),
        Reverse(look.is_centred),
        Reverse(look.is_bold),
        look.is_italic,
        Reverse(look.is_underlined),
    )
}

/// Returns the candidates of each look that is one of headings, the highest look first.
fn looks(
    page: &StyledLines,
    candidates: &[LineCandidate<'_>],
    rest: &[usize],
    is_ordered: bool,
) -> Vec<Vec<usize>> {
    let lines = &page.all;
    let mut groups: BTreeMap<Rank, Vec<usize>> = BTreeMap::new();
    for at in rest {
        let group = groups.entry(rank(&candidates[*at].line.look)).or_default();
        group.push(*at);
    }
    let is_emphasised = |line: usize| {
        let found = candidates.binary_search_by_key(&line, |candidate| candidate.at);
        found.is_ok()
    };
    let share = if page.is_of_site {
        MAX_SHARE_PERCENT
    } else {
        MAX_SHARE_PERCENT_OF_DOCUMENT
    };
    let (least, percent) = if is_ordered {
        (MIN_LINES, MIN_FOLLOWED_PERCENT)
    } else {
        (MIN_LINES_ALONE, MIN_FOLLOWED_PERCENT_ALONE)
    };
    let is_followed = |at: &usize| {
        let next = candidates[*at].at + 1;
        // Programs that convert PDF write each line of a paragraph as one of the page.
        let goes_on = |at: usize| {
            let after = lines.get(at + 1);
            let is_rest = |line: &StyledLine| line.text.starts_with(char::is_lowercase);
            !page.is_of_site && !is_emphasised(at + 1) && after.is_some_and(is_rest)
        };
        let is_text = |line: &StyledLine| {
            let is_long = if is_ordered {
                line.chars >= BODY_CHARS
            } else {
                // The text is a paragraph, not the names of pages.
                let least = if page.is_of_site {
                    PARAGRAPH_CHARS
                } else {
                    BODY_CHARS
                };
                line.chars >= least && (ends_sentence(line) || goes_on(next))
            };
            is_long && !line.is_link && !line.is_inside
        };
        lines.get(next).is_some_and(is_text) || (is_ordered && is_emphasised(next))
    };
    let are_headings = |group: &Vec<usize>| {
        let followed = group.iter().filter(|at| is_followed(at)).count();
        let chars: usize = group.iter().map(|at| candidates[*at].line.chars).sum();
        followed >= least
            && followed * 100 >= group.len() * percent
            && chars * 100 <= page.chars * share
    };
    let larger = if is_ordered || page.is_of_site {
        BTreeSet::new()
    } else {
        larger(page.body_size(), candidates, &groups, is_followed)
    };
    let mut groups: Vec<Vec<usize>> = (groups.into_iter())
        .filter(|(rank, group)| are_headings(group) || larger.contains(rank))
        .map(|(_, group)| group)
        .collect();
    if !is_ordered {
        // Without labels and numbers, only the text below shows that a line is a heading:
        // "Related" above links looks the same.
        for group in &mut groups {
            group.retain(&is_followed);
        }
    }
    groups
}

/// Returns the looks of the lines that are larger than the text, if they are headings
/// together: a handbook with a title, two chapters and two sections has no look of three
/// lines. Pages of sites have larger lines for other purposes, reports on their covers.
fn larger(
    body: u32,
    candidates: &[LineCandidate<'_>],
    groups: &BTreeMap<Rank, Vec<usize>>,
    is_followed: impl Fn(&usize) -> bool,
) -> BTreeSet<Rank> {
    let is_larger = |at: &usize| is_larger(&candidates[*at].line.look, body);
    let is_heading = |group: &&Vec<usize>| group.iter().all(|at| is_larger(at) && is_followed(at));
    let found: Vec<&Vec<usize>> = groups.values().filter(is_heading).collect();
    let total: usize = found.iter().map(|group| group.len()).sum();
    if total < MIN_LINES_ALONE {
        return BTreeSet::new();
    }
    let first = |group: &Vec<usize>| group.first().map(|at| rank(&candidates[*at].line.look));
    found.into_iter().filter_map(first).collect()
}

/// Gives each heading its level.
fn assign(
    candidates: &[LineCandidate<'_>],
    labels: &[usize],
    numbered: &[usize],
    looks: &[Vec<usize>],
    watch: &Watch,
) -> HashMap<NodeId, u8> {
    let mut levels = HashMap::new();
    let mut set = |at: usize, level: usize| {
        if let Some(node) = candidates[at].line.node {
            let level = u8::try_from(level).unwrap_or(MAX_LEVEL).clamp(1, MAX_LEVEL);
            levels.insert(node, level);
        }
    };
    // An annex is beside the parts of a document, whatever they are.
    let kind = |at: &usize| {
        let kind = candidates[*at].label.as_ref().map(|label| label.kind);
        kind.filter(|kind| *kind != LabelKind::Schedule)
    };
    let kinds: BTreeSet<LabelKind> = labels.iter().filter_map(kind).collect();
    for at in labels.iter().take_while(|_| !watch.step()) {
        set(
            *at,
            kinds.range(..kind(at).unwrap_or(LabelKind::Part)).count() + 1,
        );
    }
    // Numbers order the headings that look alike: 2.1 is below 2.
    let depth = |at: &usize| usize::from(candidates[*at].depth.unwrap_or(1));
    let least = numbered.iter().map(depth).min().unwrap_or(1);
    let look = |at: &usize| rank(&candidates[*at].line.look);
    let outermost = numbered.iter().find(|at| depth(at) == least).map(look);
    // `2 Flow` above `2.1 In spring` has no full stop, so it is one of the other lines.
    let is_first =
        |at: &usize| Some(look(at)) == outermost && begins_with_number(&candidates[*at].line.text);
    let least = if looks.iter().flatten().any(is_first) {
        1
    } else {
        least
    };
    let tiers: BTreeSet<Rank> = (looks.iter().filter_map(|group| group.first()).map(look))
        .chain(outermost)
        .collect();
    let tier = |rank: Rank| tiers.range(..rank).count() + 1;
    for at in numbered.iter().take_while(|_| !watch.step()) {
        let outermost = outermost.map_or(1, tier);
        set(*at, kinds.len() + outermost + depth(at) - least);
    }
    for group in looks {
        let least = group.iter().map(depth).min().unwrap_or(1);
        for at in group.iter().take_while(|_| !watch.step()) {
            set(*at, kinds.len() + tier(look(at)) + depth(at) - least);
        }
    }
    levels
}

fn begins_with_number(text: &str) -> bool {
    let (number, rest) = text.split_once(' ').unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number && rest.starts_with(char::is_alphabetic)
}
