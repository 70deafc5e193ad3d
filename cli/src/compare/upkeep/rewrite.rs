//! Writes the questions with new quotes and documents.

use crate::compare::questions::QuestionFile;
use sectile::evaluate::{QuoteCheck, QuoteState};
use serde_json::Value;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Copies the file of questions. Lines with a quote that was edited or moved have its new
/// words and document; all other lines and all other fields stay as they are.
pub(super) fn write(
    from: &Path,
    to: &Path,
    file: &QuestionFile,
    checks: &[Vec<QuoteCheck>],
) -> Result<(), Box<dyn Error>> {
    let name = to.display();
    // The proposals are for a person to read, so the questions must not be lost.
    if fs::canonicalize(to)
        .ok()
        .is_some_and(|to| fs::canonicalize(from).ok() == Some(to))
    {
        return Err(format!("{name}: the questions themselves are not overwritten").into());
    }
    let text = fs::read_to_string(from).map_err(|error| format!("{}: {error}", from.display()))?;
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for (line, checks) in file.lines.iter().zip(checks) {
        let Some(line) = lines.get_mut(line - 1) else {
            continue;
        };
        if checks.iter().any(is_proposal) {
            *line = proposed(line, checks)?;
        }
    }
    fs::write(to, lines.join("\n")).map_err(|error| format!("{name}: {error}").into())
}

fn is_proposal(check: &QuoteCheck) -> bool {
    matches!(check.state, QuoteState::Edited | QuoteState::Moved)
}

/// Returns the line of a question with what its checks propose.
fn proposed(line: &str, checks: &[QuoteCheck]) -> Result<String, serde_json::Error> {
    let mut question: Value = serde_json::from_str(line.trim_start_matches('\u{feff}'))?;
    for (check, evidence) in checks.iter().zip(evidence_of(&mut question)) {
        let Some(place) = check.place.as_ref().filter(|_| is_proposal(check)) else {
            continue;
        };
        if check.state == QuoteState::Edited {
            evidence["quote"] = place.quote.clone().into();
        }
        let name = if evidence.get("doc").is_some() {
            "doc"
        } else {
            "document"
        };
        evidence[name] = place.document.clone().into();
    }
    serde_json::to_string(&question)
}

fn evidence_of(question: &mut Value) -> impl Iterator<Item = &mut Value> {
    let evidence = question.get_mut("evidence").and_then(Value::as_array_mut);
    evidence.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_fields_stay() {
        let check: Vec<QuoteCheck> = serde_json::from_str(
            r#"[{"state": "edited", "place": {"document": "b.md", "span": {"start": 0, "end": 9}, "quote": "new", "similarity": 0.7}},
                {"state": "valid", "place": null}]"#,
        )
        .unwrap();
        let line = r#"{"id":"1","answer":"x","document":"a.md","evidence":[{"quote":"old"},{"quote":"same","group":1}]}"#;
        let new: Value = serde_json::from_str(&proposed(line, &check).unwrap()).unwrap();
        let evidence = &new["evidence"];
        assert_eq!(
            (&new["answer"], &new["document"]),
            (&"x".into(), &"a.md".into())
        );
        assert_eq!(
            (&evidence[0]["quote"], &evidence[0]["document"]),
            (&"new".into(), &"b.md".into())
        );
        assert_eq!(
            evidence[1],
            serde_json::json!({"quote": "same", "group": 1})
        );
    }
}
