//! Questions whose documents were edited, runs that are compared, and given chunks.

use crate::folder::{Folder, quote, text};
use serde_json::Value;

const TEA: &str = "# Tea\n\n## Green\n\nLet the **water** cool to 75 degrees.\n\n## Oolong\n\nOolong steeps for five minutes now.\n";

/// Four questions: one that is answered, and others whose document was edited, split or
/// deleted.
fn stale(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("docs/tea.md", TEA);
    folder.write(
        "docs/coffee.md",
        "# Coffee\n\nGrind the beans just before you brew the coffee.\n",
    );
    let line = |id: &str, document: &str, quote: &str| {
        format!(
            "{{\"id\":\"{id}\",\"question\":\"What of {id}?\",\"document\":\"{document}\",\"note\":7,\"evidence\":[{{\"quote\":\"{quote}\"}}]}}\n"
        )
    };
    let lines = [
        line("valid", "tea.md", "Let the water cool to 75 degrees."),
        line("edited", "tea.md", "Oolong steeps four minutes."),
        line(
            "moved",
            "tea.md",
            "Grind the beans just before you brew the coffee.",
        ),
        line(
            "gone",
            "tea.md",
            "White tea was dropped from the list last year.",
        ),
        line(
            "missing",
            "wine.md",
            "The red wine was drunk by the guests on Friday.",
        ),
    ];
    folder.write("questions.jsonl", &lines.concat());
    folder
}

#[test]
fn the_states_of_quotes_are_reported() {
    let folder = stale("stale");
    let output = folder.compare(&["--check-questions"]);
    assert_eq!(text(&output.stderr), "");
    assert_eq!(text(&output.stdout), include_str!("expected/stale.txt"));
    assert_eq!(output.status.code(), Some(1));

    let output = folder.compare(&["--check-questions", "--json"]);
    let checks: Value = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    assert_eq!(checks[1]["state"], "edited");
    assert_eq!(
        checks[1]["place"]["quote"],
        "Oolong steeps for five minutes now."
    );
}

#[test]
fn proposed_questions_are_valid() {
    let folder = stale("proposed");
    let output = folder.compare(&["--write-questions", "new.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    let (old, new) = (folder.read("questions.jsonl"), folder.read("new.jsonl"));
    let lines: Vec<(&str, &str)> = old.lines().zip(new.lines()).collect();
    assert_eq!(lines.len(), 5);
    for at in [0, 3, 4] {
        assert_eq!(lines[at].0, lines[at].1, "nothing is proposed");
    }
    let edited: Value = serde_json::from_str(lines[1].1).expect("it is JSON");
    assert_eq!(
        edited["evidence"][0]["quote"],
        "Oolong steeps for five minutes now."
    );
    assert_eq!(edited["note"], 7);
    folder.write(
        "questions.jsonl",
        &[lines[0].1, lines[1].1, lines[2].1].join("\n"),
    );
    let output = folder.compare(&["--check-questions"]);
    assert_eq!(text(&output.stdout), "3 quotes of 3 questions: 3 valid\n");
    assert_eq!(output.status.code(), Some(0));

    let output = folder.compare(&["--write-questions", "questions.jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("the questions themselves are not overwritten"));
}

#[test]
fn stale_questions_do_not_count() {
    let folder = stale("uncounted");
    let output = folder.compare(&[]);
    assert_eq!(text(&output.stdout), include_str!("expected/uncounted.txt"));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_loss_since_an_earlier_run_fails() {
    let folder = Folder::with_recipes("against", 12);
    let output = folder.compare(&["--save", "run.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(
        !folder.read("run.json").contains("Stir it well"),
        "it has the text of documents"
    );

    let output = folder.compare(&["--against", "run.json"]);
    let report = text(&output.stdout);
    assert!(report.contains("no difference beyond chance."), "{report}");
    assert_eq!(output.status.code(), Some(0));

    // Of twelve answers, the chunks of another program have two.
    let line = |dish: usize| {
        format!(
            "{{\"text\": \"{}\", \"doc\": \"recipes.md\"}}\n",
            quote(dish)
        )
    };
    folder.write("present.jsonl", &[line(1), line(2)].concat());
    let present = ["--chunks", "present.jsonl", "--judge", "present.jsonl"];
    let output = folder.compare(&[&present[..], &["--against", "run.json"]].concat());
    let report = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{report}");
    assert!(report.contains("a loss beyond chance."), "{report}");
    assert!(
        report.contains("  lost   line 12, q12: rank 1 -> -; too diffuse\n"),
        "{report}"
    );

    assert!(
        report.contains("Against run.json (structural 256 > 1024 then, present.jsonl now), 12 questions in both:\n"),
        "{report}"
    );

    folder.write("old.json", "{}");
    let output = folder.compare(&["--against", "old.json"]);
    assert_eq!(
        text(&output.stderr),
        "error: old.json: not a saved run of version 1\n"
    );
    assert_eq!(output.status.code(), Some(2));

    // A difference over no question would be 0, as if nothing had changed.
    let asked = folder.read("questions.jsonl");
    folder.write(
        "questions.jsonl",
        &asked.replace("\"id\": \"q", "\"id\": \"new"),
    );
    let output = folder.compare(&["--against", "run.json"]);
    let error = text(&output.stderr);
    assert!(
        error.contains("no question counts in that run and in this one"),
        "{error}"
    );
    assert_eq!(output.status.code(), Some(2));

    // The question of a removed dish counts in the earlier run only, and is named.
    folder.write("questions.jsonl", &asked);
    let kept = folder
        .read("docs/recipes.md")
        .replace(quote(3).as_str(), "");
    folder.write("docs/recipes.md", &kept);
    let output = folder.compare(&["--against", "run.json"]);
    let report = text(&output.stdout);
    assert!(
        report.contains("  1 question of the earlier run does not count now:\n    q3\n"),
        "{report}"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn chunks_of_another_program_are_a_row_of_the_table() {
    let folder = Folder::with_recipes("given", 3);
    let line = |dish: usize| {
        format!(
            "{{\"page_content\": \"Dish{dish} {}\", \"metadata\": {{\"source\": \"/home/me/docs/recipes.md\"}}}}\n",
            quote(dish)
        )
    };
    folder.write("present.jsonl", &[line(1), line(2), line(3)].concat());
    let output = folder.compare(&["--chunks", "present.jsonl", "--judge", "present.jsonl"]);
    let report = text(&output.stdout);
    assert_eq!(text(&output.stderr), "");
    assert!(
        report.contains("found/findable@5 of present.jsonl: 1.000 "),
        "{report}"
    );
    let row = report
        .lines()
        .find(|line| line.starts_with("present.jsonl"));
    assert!(
        row.is_some_and(|row| row.contains("1.00 [0.44, 1.00]")),
        "{report}"
    );

    folder.write("present.jsonl", "{\"text\": 3}\n");
    let output = folder.compare(&["--chunks", "present.jsonl"]);
    assert!(text(&output.stderr).starts_with("error: present.jsonl: line 1: no text under text, "));
    assert_eq!(output.status.code(), Some(2));
}
