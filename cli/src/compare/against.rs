//! Compares a run with an earlier one: which questions flipped and why, and whether the
//! difference is more than chance.

use super::run::{Against, Answer, Answers, AskedQuestion, Flip, Run, VERSION};
use sectile::evaluate::Interval;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

/// Reads a run that `--save` wrote.
pub(super) fn read(path: &Path) -> Result<Run, Box<dyn Error>> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    let version: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| format!("{name}: not a saved run: {error}"))?;
    if version["version"] != VERSION {
        return Err(format!("{name}: not a saved run of version {VERSION}").into());
    }
    serde_json::from_str(&text).map_err(|error| format!("{name}: {error}").into())
}

/// Writes a run, without its comparison to an earlier one.
pub(super) fn save(run: &Run, path: &Path) -> Result<(), Box<dyn Error>> {
    let saved = Run {
        against: None,
        ..run.clone()
    };
    let text = serde_json::to_string(&saved)? + "\n";
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Compares the judged chunkings of two runs, question by question.
///
/// # Errors
/// If one of them has no questions, if they count another number of results, or if no
/// question counts in both: a difference over no question would look like none.
pub(super) fn compare(before: &Run, after: &Run, name: &str) -> Result<Against, String> {
    let (Some(old), Some(new)) = (&before.answers, &after.answers) else {
        return Err(format!("{name}: both runs need questions"));
    };
    if old.k != new.k {
        return Err(format!(
            "{name}: that run counts {} results, this one {}",
            old.k, new.k
        ));
    }
    let (old_answers, new_answers) = (judged(before, old), judged(after, new));
    let mut differences = Vec::new();
    let mut means = (Vec::new(), Vec::new());
    let mut flips = Vec::new();
    let mut in_both = BTreeSet::new();
    for (id, (question, answer)) in &new_answers {
        // A question that was worded anew is another question.
        let same = old_answers.get(id);
        let Some((_, earlier)) = same.filter(|(old, _)| old.question == question.question) else {
            continue;
        };
        in_both.insert(*id);
        means.0.push(earlier.found_of_findable);
        means.1.push(answer.found_of_findable);
        differences.push(answer.found_of_findable - earlier.found_of_findable);
        if earlier.cause.is_some() != answer.cause.is_some() {
            flips.push(Flip {
                id: question.id.clone(),
                question: question.question.clone(),
                line: question.line,
                is_found: answer.cause.is_none(),
                cause: answer.cause.or(earlier.cause),
                rank_before: earlier.rank,
                rank_after: answer.rank,
            });
        }
    }
    flips.sort_by_key(|flip| (flip.is_found, flip.line));
    if differences.is_empty() {
        return Err(format!(
            "{name}: no question counts in that run and in this one, so there is nothing to \
             compare; ask the questions of that run again"
        ));
    }
    let difference = Interval::of_mean(&differences);
    Ok(Against {
        name: name.to_owned(),
        metric: new.gate.metric.clone(),
        chunking_before: old.gate.chunking.clone(),
        chunking_after: new.gate.chunking.clone(),
        before: Interval::of_mean(&means.0).mean,
        after: Interval::of_mean(&means.1).mean,
        difference,
        questions: differences.len(),
        only_before: others(&old_answers, &in_both),
        only_after: others(&new_answers, &in_both),
        flips,
        is_loss: difference.high < 0.0,
    })
}

type Judged<'r> = BTreeMap<&'r str, (&'r AskedQuestion, &'r Answer)>;

/// The ids of the questions that are not in both runs.
fn others(answers: &Judged<'_>, in_both: &BTreeSet<&str>) -> Vec<String> {
    let ids = answers.keys().filter(|id| !in_both.contains(*id));
    ids.map(|id| (*id).to_owned()).collect()
}

/// The results of the judged chunking by the id of the question.
fn judged<'r>(run: &'r Run, answers: &'r Answers) -> Judged<'r> {
    let is_judged = |chunking: &super::run::ChunkingResult| chunking.name == answers.gate.chunking;
    let at = run.chunkings.iter().position(is_judged);
    let results = at.into_iter().flat_map(|at| answers.of_chunking(at));
    results
        .map(|(question, answer)| (&*question.id, (question, answer)))
        .collect()
}
