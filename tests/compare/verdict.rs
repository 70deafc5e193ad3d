//! The exact report for files of questions that mislead: too few, faulty, misnamed.

use crate::folder::{Folder, question, text};

/// The report, and the exit code.
fn report(folder: &Folder, arguments: &[&str]) -> (String, Option<i32>) {
    let output = folder.compare(arguments);
    assert_eq!(text(&output.stderr), "");
    (text(&output.stdout).to_owned(), output.status.code())
}

/// The messages of a run that measures nothing.
fn messages(name: &str, questions: &str) -> String {
    let folder = Folder::with_recipes(name, 3);
    folder.write("questions.jsonl", questions);
    let output = folder.compare(&[]);
    assert_eq!((text(&output.stdout), output.status.code()), ("", Some(2)));
    text(&output.stderr).to_owned()
}

#[test]
fn three_questions_give_no_verdict() {
    let folder = Folder::with_recipes("three", 3);
    let expected = include_str!("expected/three.txt");
    assert_eq!(report(&folder, &[]), (expected.to_owned(), Some(0)));
    assert_eq!(
        report(&folder, &["--strict"]),
        (expected.to_owned(), Some(1))
    );
    // Editors on Windows begin files with a byte order mark.
    folder.write(
        "questions.jsonl",
        &format!("\u{feff}{}", folder.read("questions.jsonl")),
    );
    assert_eq!(report(&folder, &[]), (expected.to_owned(), Some(0)));
}

#[test]
fn thirty_questions_give_a_verdict_with_a_caution() {
    let folder = Folder::with_recipes("thirty", 30);
    let expected = include_str!("expected/thirty.txt");
    assert_eq!(
        report(&folder, &["--strict"]),
        (expected.to_owned(), Some(0))
    );
    assert!(expected.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn questions_about_other_documents_do_not_count() {
    let folder = Folder::with_recipes("misnamed", 3);
    let questions = [
        question(1, "recipes.md"),
        question(2, "docs/recipes.md"),
        question(3, "recipies.md"),
        question(4, "wine.md"),
    ];
    folder.write("questions.jsonl", &questions.concat());
    let expected = include_str!("expected/misnamed.txt");
    assert_eq!(report(&folder, &[]), (expected.to_owned(), Some(0)));
}

#[test]
fn an_empty_file_is_an_error() {
    let expected = "error: questions.jsonl: the file has no questions\n";
    assert_eq!(messages("empty", ""), expected);
    assert_eq!(messages("lines", "\u{feff}\n  \n"), expected);
}

#[test]
fn blank_questions_are_named() {
    let blank = |id: &str, asked: &str, quote: &str| {
        format!(
            "{{\"id\": \"{id}\", \"question\": \"{asked}\", \"evidence\": [{{\"quote\": \"{quote}\"}}]}}\n"
        )
    };
    let lines = [
        blank("a", "", "Stir it well"),
        blank("b", "How?", " "),
        blank(" ", "How?", "Stir it well"),
    ];
    assert_eq!(
        messages("blank", &lines.concat()),
        "error: questions.jsonl: line 1: the question is blank\n\
         error: questions.jsonl: line 2: a quote has no words\n\
         error: questions.jsonl: line 3: the id is blank\n"
    );
}

#[test]
fn a_worksheet_is_asked_as_far_as_it_is_written() {
    let folder = Folder::with_recipes("worksheet", 3);
    let blank = question(2, "recipes.md").replace("How long does dish2 cook?", "");
    let blank = blank.replace("{\"id\"", "{\"draft\": true, \"id\"");
    folder.write("questions.jsonl", &(question(1, "recipes.md") + &blank));
    let (report, code) = report(&folder, &[]);
    assert!(
        report.contains("\n1 question asked, 1 not written yet\n"),
        "{report}"
    );
    assert_eq!(code, Some(0));
    assert_eq!(
        messages("unwritten", &blank),
        "error: questions.jsonl: none of the 1 questions is written yet\n"
    );
}

#[test]
fn duplicates_are_named() {
    let lines = [
        question(1, "recipes.md"),
        question(2, "recipes.md").replace("q2", "q1"),
        question(1, "recipes.md").replace("q1", "q3"),
    ];
    assert_eq!(
        messages("duplicate", &lines.concat()),
        "error: questions.jsonl: line 2: the id \"q1\" is that of line 1 too\n\
         error: questions.jsonl: line 3: the question is that of line 1 too\n"
    );
}

#[test]
fn malformed_lines_are_named() {
    let lines = ["{\"id\": 1}\n", "not JSON\n", &question(1, "recipes.md")];
    assert_eq!(
        messages("malformed", &lines.concat()),
        "error: questions.jsonl: line 1: invalid type: integer `1`, expected a string (column 8)\n\
         error: questions.jsonl: line 2: not JSON: expected ident (column 2)\n"
    );
}

#[test]
fn a_table_of_another_format_has_its_first_faults_named() {
    let lines = "id;question\n".repeat(25);
    let messages = messages("table", &lines);
    assert_eq!(messages.lines().count(), 21);
    assert!(messages.ends_with("error: questions.jsonl: 5 more lines are no questions\n"));
}

#[test]
fn the_judged_chunking_is_one_of_the_table() {
    let folder = Folder::with_recipes("judge", 3);
    let output = folder.compare(&["--judge", "fixed 99"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr)
            .starts_with("error: --judge: \"fixed 99\" is none of structural 512, ")
    );
    let (report, _) = report(&folder, &["--judge", "fixed 512/50"]);
    assert!(
        report.contains("found/findable@5 of fixed 512/50: "),
        "{report}"
    );
}

#[test]
fn the_exit_codes_are_in_the_help() {
    let folder = Folder::new("help");
    let output = folder.compare(&["--help"]);
    let help = text(&output.stdout);
    for code in [
        "Exit codes:",
        "  0  measured",
        "  1  a check failed",
        "  2  nothing was measured",
    ] {
        assert!(help.contains(code), "{code} is not in:\n{help}");
    }
}
