//! Decides which groups of lines are headings, and their levels.

use super::lines::{GroupKind, LineGroup};
use super::look::{Look, look};
use super::runs;
use std::collections::HashMap;

/// The fewest groups of lines from which the usual indentation follows.
const MIN_GROUPS: usize = 4;
/// Returns the level of each group that is a heading.
pub(super) fn levels(text: &str, groups: &[LineGroup]) -> Vec<Option<u8>> {
    let usual = usual_indent(groups);
    let mut looks: Vec<Option<Look>> = (groups.iter())
        .map(|group| look(text, group, usual))
        .collect();
    runs::drop_amounts(&mut looks);
    runs::drop_broken_runs(&mut looks);
    runs::drop_without_text(&mut looks);
    assign(&looks)
}

/// Returns the indentation that most groups of several lines have, else most groups.
fn usual_indent(groups: &[LineGroup]) -> usize {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for group in groups
        .iter()
        .filter(|group| group.kind != GroupKind::PageHead)
    {
        *counts.entry(group.indent).or_default() += group.lines.len();
    }
    let most = counts
        .into_iter()
        .max_by_key(|(indent, lines)| (*lines, *indent));
    (most.filter(|_| groups.len() >= MIN_GROUPS)).map_or(0, |(indent, _)| indent)
}

/// Returns the level of each heading: kinds and signs by their first place in the text,
/// numbers by their depth below the last kind.
fn assign(looks: &[Option<Look>]) -> Vec<Option<u8>> {
    let mut kinds: Vec<String> = Vec::new();
    let mut signs: Vec<char> = Vec::new();
    let mut open_kind = 0_u8;
    let has_chapters = looks.iter().flatten().any(|look| {
        matches!(look, Look::Numbered(number) if number.word.is_empty() && number.depth == 1)
    });
    let level = |look: &Look| match look {
        Look::Capitals | Look::Margin => {
            open_kind = 0;
            1
        }
        Look::Underlined(sign) => {
            open_kind = 0;
            place(&mut signs, sign)
        }
        Look::Numbered(number) if number.word.is_empty() && has_chapters => {
            open_kind.saturating_add(number.depth)
        }
        Look::Numbered(number) if number.word.is_empty() => number.depth.max(open_kind + 1),
        // An appendix is at the level of the numbered chapters.
        Look::Numbered(number) if is_annex(&number.word) => {
            open_kind = 0;
            1
        }
        Look::Numbered(number) => {
            open_kind = place(&mut kinds, &number.word);
            open_kind
        }
    };
    let mut level = level;
    looks
        .iter()
        .map(|look| look.as_ref().map(&mut level))
        .collect()
}

fn is_annex(word: &str) -> bool {
    crate::lexicon::kind::kind(word) == Some(crate::lexicon::kind::DivisionKind::Annex)
}

/// Returns the place of `item` in `all`, from 1, and adds it if it is new.
fn place<T: PartialEq + Clone>(all: &mut Vec<T>, item: &T) -> u8 {
    let at = all
        .iter()
        .position(|other| other == item)
        .unwrap_or_else(|| {
            all.push(item.clone());
            all.len() - 1
        });
    u8::try_from(at + 1).unwrap_or(u8::MAX)
}
