//! Tests of the table itself: each rule holds for one document, and not for another that
//! differs from it only by the condition of the rule.

mod context;
mod own;

use super::{DECLARED, OWN, STYLE};
use crate::headings::tests::sheet::FactsBuilder;

/// The name of a rule, a document with it and one without.
type Case = (&'static str, FactsBuilder, FactsBuilder);

fn cases() -> Vec<Case> {
    let tables = [
        own::type_and_place(),
        own::numbers(),
        own::words(),
        context::neighbours(),
        context::declarations(),
        context::styles(),
    ];
    tables.into_iter().flatten().collect()
}

fn sorted(mut names: Vec<&'static str>) -> Vec<&'static str> {
    names.sort_unstable();
    names
}

#[test]
fn every_rule_has_a_name_of_its_own() {
    let rules = [OWN, DECLARED, STYLE].into_iter().flatten();
    let names = sorted(rules.map(|rule| rule.name).collect());
    let mut unique = names.clone();
    unique.dedup();
    assert_eq!(names, unique);
    assert!(names.iter().all(|name| !name.is_empty()));
}

#[test]
fn every_rule_has_one_case() {
    let rules = [OWN, DECLARED, STYLE].into_iter().flatten();
    let names = sorted(rules.map(|rule| rule.name).collect());
    let tested = sorted(cases().iter().map(|case| case.0).collect());
    assert_eq!(names, tested);
}

#[test]
fn every_rule_holds_for_its_case_and_not_beside_it() {
    let wrong: Vec<String> = (cases().into_iter())
        .filter_map(|(name, with, without)| {
            let (with, without) = (with.rules(), without.rules());
            let is_right = with.contains(&name) && !without.contains(&name);
            (!is_right).then(|| format!("{name}\n  with: {with:?}\n  without: {without:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
