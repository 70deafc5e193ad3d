//! Compares rerankers by their files of scores.

use super::{compare, corpus, text};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Output;

/// Writes the pairs of the corpus and returns them.
fn pairs(folder: &Path, more: &[&str]) -> Vec<Value> {
    let arguments = [
        "docs",
        "--questions",
        "questions.jsonl",
        "--write-pairs",
        "pairs.jsonl",
    ];
    let output = compare(folder, &[&arguments[..], more].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let lines = fs::read_to_string(folder.join("pairs.jsonl")).expect("the pairs are written");
    let line = |line: &str| serde_json::from_str(line).expect("each line is JSON");
    lines.lines().map(line).collect()
}

/// Writes a file of scores: the pairs, each with what `score` gives it.
fn scores(folder: &Path, name: &str, pairs: &[Value], score: impl Fn(&Value) -> f64) {
    let mut lines = String::new();
    for pair in pairs {
        let mut pair = pair.clone();
        pair["score"] = json!(score(&pair));
        let _ = writeln!(lines, "{pair}");
    }
    fs::write(folder.join(name), lines).expect("a file can be written");
}

fn with_scores(folder: &Path, more: &[&str]) -> Output {
    compare(
        folder,
        &[&["docs", "--questions", "questions.jsonl"], more].concat(),
    )
}

/// Scores a chunk by whether it has the answer.
fn answers(pair: &Value) -> f64 {
    let dish = pair["question"].as_str().expect("an id");
    let chunk = pair["text"].as_str().expect("a text");
    f64::from(u8::from(chunk.contains(&format!("The {dish} wants"))))
}

/// Returns the mean of a metric of an order.
fn mean(report: &Value, name: &str, depth: Option<u64>, metric: &str) -> f64 {
    let orders = report["answers"]["reranking"]["orders"].as_array();
    let order = orders
        .expect("there are orders")
        .iter()
        .find(|order| order["name"] == name && order["depth"].as_u64() == depth);
    let order = order.unwrap_or_else(|| panic!("{name}, {depth:?} is not in {report}"));
    let metrics = order["metrics"].as_array().expect("there are metrics");
    let result = metrics.iter().find(|result| result["metric"] == metric);
    result.expect("the metric is there")["interval"]["mean"]
        .as_f64()
        .expect("a number")
}

#[test]
fn a_good_reranker_is_the_best_order_and_a_bad_one_loses() {
    let folder = corpus("reranking");
    // Words of all sections, so that there is something to reorder.
    let questions = fs::read_to_string(folder.join("questions.jsonl")).expect("it was written");
    let questions = questions.replace(" cook?", " cook, stirred and tasted often?");
    fs::write(folder.join("questions.jsonl"), questions).expect("a file can be written");
    let pairs = pairs(&folder, &[]);
    let keys = ["question", "chunk", "rank", "query", "text"];
    assert!(
        keys.iter().all(|key| pairs[0].get(key).is_some()),
        "{}",
        pairs[0]
    );
    scores(&folder, "good.jsonl", &pairs, answers);
    scores(&folder, "bad.jsonl", &pairs, |pair| {
        pair["rank"].as_f64().expect("a rank")
    });
    let files = ["--scores", "good.jsonl", "--scores", "bad.jsonl"];
    let output = with_scores(&folder, &[&files[..], &["--json"]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    let of = |name, depth| mean(&report, name, depth, "mrr");
    let (none, best) = (of("no reranking", None), of("best order", Some(50)));
    // One question of eleven is about text that the page hides.
    assert!((best - 10.0 / 11.0).abs() < 1e-9, "{best}");
    for depth in [5, 20, 50] {
        let (good, best) = (of("good.jsonl", Some(depth)), of("best order", Some(depth)));
        assert!(
            (good - best).abs() < 1e-9,
            "{good} is not {best} at {depth}"
        );
        assert!(of("bad.jsonl", Some(depth)) < none);
    }
    let lost = &report["answers"]["reranking"]["lost"];
    assert_eq!(lost[2]["depth"], 50);
    assert_eq!(lost[2]["questions"], 1);

    let output = with_scores(&folder, &files);
    let table = text(&output.stdout);
    for expected in [
        "Rerankers: the first chunks of structural 256 > 1024 in another order",
        "no reranking",
        "good.jsonl, first 5",
        "bad.jsonl, first 50",
        "best order, first 20",
        "lost in the first 20: no order of them has half of the evidence",
    ] {
        assert!(table.contains(expected), "{expected} is not in:\n{table}");
    }
    let longest = table.lines().map(|line| line.chars().count()).max();
    assert!(
        longest <= Some(100),
        "a line of {longest:?} characters:\n{table}"
    );
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}

#[test]
fn faults_of_scores_name_the_file_and_the_line() {
    let folder = corpus("scores");
    let pairs = pairs(&folder, &["--depths", "3"]);
    let write = |name: &str, lines: &[String]| {
        fs::write(folder.join(name), lines.join("\n")).expect("a file can be written");
    };
    let line = |at: usize, key: &str, value: Value| {
        let mut pair = pairs[at].clone();
        pair["score"] = json!(0.5);
        pair[key] = value;
        pair.to_string()
    };
    let scored = |at: usize| line(at, "score", json!(at));
    let all: Vec<String> = (0..pairs.len()).map(scored).collect();
    write("all.jsonl", &all);
    write("missing.jsonl", &all[1..]);
    write(
        "chunk.jsonl",
        &[scored(0), String::new(), line(1, "chunk", json!("0f0f"))],
    );
    write(
        "question.jsonl",
        &[line(0, "question", json!("rice-pudding"))],
    );
    write("word.jsonl", &[scored(0), line(1, "score", json!("high"))]);
    write("twice.jsonl", &[scored(0), scored(1), scored(0)]);
    write("empty.jsonl", &[]);
    write("field.jsonl", &["{\"question\": \"tea\"}".to_owned()]);
    for (name, expected) in [
        ("missing.jsonl", "missing.jsonl: 1 of "),
        (
            "chunk.jsonl",
            "chunk.jsonl: line 3: there is no chunk \"0f0f\"",
        ),
        (
            "question.jsonl",
            "question.jsonl: line 1: there is no question \"rice-pudding\"",
        ),
        (
            "word.jsonl",
            "word.jsonl: line 2: the score \"high\" is not a number",
        ),
        ("twice.jsonl", "twice.jsonl: line 3: question "),
        ("empty.jsonl", "empty.jsonl: the file has no scores"),
        ("field.jsonl", "field.jsonl: line 1: missing field `chunk`"),
        ("none.jsonl", "none.jsonl: "),
    ] {
        let output = with_scores(&folder, &["--depths", "3", "--scores", name]);
        let message = text(&output.stderr);
        assert!(
            !output.status.success() && message.contains(expected),
            "{name}: {message}"
        );
    }
    let output = with_scores(&folder, &["--depths", "1,3", "--scores", "all.jsonl"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let passages = [
        "--judge",
        "structural passages",
        "--depths",
        "3",
        "--scores",
        "all.jsonl",
    ];
    let output = with_scores(&folder, &passages);
    let message = text(&output.stderr);
    assert!(
        message.contains("choose another one with --judge"),
        "{message}"
    );
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}
