//! Warnings about content of a file that is left out.

use crate::document::{Warning, WarningKind};
use crate::reader::pdf::catalog::{Catalog, PageNode};
use crate::reader::pdf::object::Objects;

/// Warns of objects that were not read.
pub(super) fn incomplete(objects: &Objects) -> Option<Warning> {
    let message =
        "some objects are larger than the limits allow or cannot be decoded; they are left out";
    objects
        .is_incomplete()
        .then(|| Warning::new(WarningKind::LimitReached, message))
}

/// Warns that the deadline passed before the page with this index.
pub(super) fn late(at: usize) -> Warning {
    let number = at + 1;
    let message = format!("the deadline passed before page {number}, the rest is left out");
    Warning::new(WarningKind::LimitReached, message)
}

/// Warns of pages after the first `most`.
pub(super) fn too_many_pages(catalog: &Catalog<'_>, most: usize) -> Option<Warning> {
    let message = || format!("the pages after page {most} are left out");
    (catalog.pages.len() > most).then(|| Warning::new(WarningKind::LimitReached, message()))
}

/// Warns of pages that cannot be read, one warning for each run of them.
pub(super) fn lost_pages(nodes: &[PageNode<'_>]) -> Vec<Warning> {
    let numbered: Vec<(usize, &PageNode<'_>)> = (1..).zip(nodes).collect();
    let runs = numbered.chunk_by(|(_, a), (_, b)| a.is_readable() == b.is_readable());
    // A damaged tree can lose thousands of pages, which are one warning.
    let lost = runs.filter(|run| !run[0].1.is_readable());
    let message = |run: &[(usize, &PageNode<'_>)]| match (run[0].0, run[run.len() - 1].0) {
        (from, to) if from == to => format!("page {from} cannot be read; it is left out"),
        (from, to) => format!("pages {from} to {to} cannot be read; they are left out"),
    };
    lost.map(|run| Warning::new(WarningKind::DamagedPage, message(run)))
        .collect()
}

/// Warns of strings of a kind that were longer than the limits allow.
pub(super) fn cut(kind: &str, count: usize) -> Option<Warning> {
    let message = match count {
        0 => return None,
        1 => format!("1 {kind} is longer than the limits allow; it is cut"),
        count => format!("{count} {kind}s are longer than the limits allow; they are cut"),
    };
    Some(Warning::new(WarningKind::LimitReached, message))
}
