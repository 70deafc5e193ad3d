//! Compares the packing with one that tries each start and keeps each atom.

use super::super::context::Contexts;
use super::super::split::split;
use super::super::unit::units;
use super::exhaustive::Trial;
use super::{Best, MAX_RUN, Packer};
use crate::limits::Watch;
use crate::tokenizer::Counter;
use crate::{Format, Limits, Words};
use std::ops::Range;

/// Packs `source` and returns the runs and what `look` returns at the end. `prepare` may
/// change the packer before.
fn pack<T>(
    source: &str,
    budget: u32,
    prepare: impl Fn(&mut Packer<'_, '_>),
    look: impl Fn(&Packer<'_, '_>) -> T,
) -> (Vec<Range<usize>>, T) {
    let document = Format::Markdown.read(source.as_bytes(), &Limits::default());
    let (document, watch) = (document.unwrap(), Watch::none());
    let counter = Counter::watched(document.text(), &Words, &watch).unwrap();
    let contexts = Contexts::new(&document, &counter, budget);
    let units = units(&document, &watch);
    let mut packer = Packer::new(&document, &contexts, &units, budget);
    prepare(&mut packer);
    let mut runs = Vec::new();
    let range = (0..source.len()).into();
    let lead = split(&document, &contexts, &units, range, budget, &mut |atom| {
        runs.extend(packer.push(atom));
    });
    runs.extend(packer.finish(lead));
    let seen = look(&packer);
    (runs, seen)
}

/// The best start before each boundary, found by trying each one in reach.
fn tried(packer: &Packer<'_, '_>) -> Vec<Best> {
    let packing = &packer.packing;
    let ends = 1..packer.best.end();
    let best = ends.map(|end| {
        let Some(cut) = packing.price(end) else {
            return (f64::INFINITY, 0);
        };
        let mut trial = Trial::new(packing, end, cut);
        for at in (0..end).rev() {
            let start = &packing.starts[at];
            if !trial.try_start(at, start) || start.is_forced() {
                break;
            }
        }
        trial.found()
    });
    best.collect()
}

/// Returns `count` rows of a table of one to six words each.
fn rows(count: usize) -> String {
    let row = |at: usize| format!("| {}tea{at} |\n", "leaf ".repeat(at * at % 6));
    "| a |\n|---|\n".to_owned() + &text(count, row)
}

fn text(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

#[test]
fn useless_starts_would_not_be_chosen() {
    let paragraph = |at: usize| format!("Tea {}.\n\n", "leaf ".repeat(at % 11));
    let section = |at: usize| {
        let marks = "#".repeat(1 + at % 3);
        format!("{marks} Head {at}\n\n{}\n\n", "tea ".repeat(at % 7))
    };
    let (paragraphs, sections) = (text(150, paragraph), text(80, section));
    let texts = [
        rows(200),
        paragraphs.clone(),
        sections.clone(),
        format!("# Tea\n\n{paragraphs}## Milk\n\n{}{sections}", rows(50)),
        format!(
            "{}\n\n```\n{}```\n",
            "longword".repeat(900),
            "a b c\n".repeat(99)
        ),
    ];
    for (nth, text) in texts.iter().enumerate() {
        for budget in [9, 24, 61] {
            let (_, (own, tried)) = pack(
                text,
                budget,
                |_| {},
                |packer| {
                    let own: Vec<Best> = (1..packer.best.end()).map(|at| packer.best[at]).collect();
                    (own, tried(packer))
                },
            );
            assert!(own.len() > 3, "{nth}");
            assert_eq!(own, tried, "text {nth} at {budget} tokens");
        }
    }
}

#[test]
fn decided_chunks_are_forgotten_and_those_of_keeping_all() {
    let source = rows(5 * MAX_RUN);
    let kept = |packer: &Packer<'_, '_>| {
        let atoms = &packer.packing.atoms;
        (0..atoms.end())
            .filter(|at| atoms.get(*at).is_some())
            .count()
    };
    let (runs, few) = pack(&source, 50, |_| {}, kept);
    let (all_runs, all) = pack(
        &source,
        50,
        |packer| packer.next_settling = usize::MAX,
        kept,
    );
    assert_eq!(runs, all_runs);
    assert!(all > 5 * MAX_RUN && few < 3 * MAX_RUN, "{few} of {all}");
}
