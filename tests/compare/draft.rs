//! `--draft` writes a worksheet that is a file of questions once it is filled.

use super::{compare, corpus, text};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn lines(bytes: &[u8]) -> Vec<Value> {
    let lines = text(bytes).lines();
    lines
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

/// Fills the questions of the first `filled` lines and writes the worksheet.
fn write(folder: &Path, worksheet: &[Value], filled: usize) {
    let mut content = String::new();
    for (at, line) in worksheet.iter().enumerate() {
        let mut line = line.clone();
        if at < filled {
            line["question"] = json!(format!("What is it about number {at}?"));
        }
        content.push_str(&line.to_string());
        content.push('\n');
    }
    fs::write(folder.join("worksheet.jsonl"), content).expect("a file can be written");
}

#[test]
fn a_worksheet_is_valid_input_once_it_is_filled() {
    let folder = corpus("draft");
    let output = compare(&folder, &["docs", "--draft", "6"]);
    assert!(output.status.success());
    let worksheet = lines(&output.stdout);
    assert_eq!(worksheet.len(), 6);
    assert!(
        text(&output.stderr).starts_with("6 quotes from 1 of 1 documents with quotes: 6 text"),
        "{}",
        text(&output.stderr)
    );
    for line in &worksheet {
        assert_eq!(
            (&line["question"], &line["draft"]),
            (&json!(""), &json!(true))
        );
        let quote = line["evidence"][0]["quote"]
            .as_str()
            .expect("there is a quote");
        let context = &line["context"];
        assert!(
            context["around"]
                .as_str()
                .expect("there is text")
                .contains(quote)
        );
        assert!(
            context["headings"]
                .as_str()
                .expect("a path")
                .starts_with("Recipes > ")
        );
    }

    write(&folder, &worksheet, 0);
    let blank = compare(&folder, &["docs", "--questions", "worksheet.jsonl"]);
    assert_eq!(blank.status.code(), Some(2));
    assert!(text(&blank.stderr).contains("none of the 6 questions is written yet"));

    write(&folder, &worksheet, 4);
    let filled = compare(&folder, &["docs", "--questions", "worksheet.jsonl"]);
    let report = text(&filled.stdout);
    assert!(filled.status.success(), "{}", text(&filled.stderr));
    assert!(
        report.contains("4 questions asked, 2 not written yet\n"),
        "{report}"
    );
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}

#[test]
fn the_same_seed_gives_the_same_worksheet() {
    let folder = corpus("draft-seed");
    let draft = |seed: &str| compare(&folder, &["docs", "--draft", "3", "--seed", seed]).stdout;
    assert_eq!(
        draft("0"),
        compare(&folder, &["docs", "--draft", "3"]).stdout
    );
    assert_eq!(draft("1"), draft("1"));
    assert!((2..9).any(|seed| draft(&seed.to_string()) != draft("1")));
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}

#[test]
fn sections_without_questions_come_first() {
    let folder = corpus("draft-asked");
    let questions = fs::read_to_string(folder.join("questions.jsonl")).expect("it was written");
    let seven: Vec<&str> = questions.lines().take(7).collect();
    fs::write(folder.join("seven.jsonl"), seven.join("\n")).expect("a file can be written");
    let output = compare(
        &folder,
        &["docs", "--draft", "3", "--questions", "seven.jsonl"],
    );
    let headings: Vec<String> = (lines(&output.stdout).iter())
        .map(|line| {
            line["context"]["headings"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    assert_eq!(
        headings,
        ["Recipes > rice", "Recipes > fish", "Recipes > tea"]
    );
    assert!(text(&output.stderr).contains("no question asks about 3 of 10 sections with text"));
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}
