//! Passages within a budget of tokens.

use crate::{Folder, code, text};
use serde_json::Value;

fn passages(folder: &Folder, tokens: &str) -> Vec<Value> {
    let output = folder.search(&["docs", "water degrees", "--json", "--tokens", tokens]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let lines = text(&output.stdout);
    let line = |line| serde_json::from_str(line).expect("it is JSON");
    lines.lines().map(line).collect()
}

#[test]
fn passages_fit_into_the_budget_and_cite_their_chunks() {
    let folder = Folder::with_documents("passages");
    for budget in [250, 600, 2000] {
        let found = passages(&folder, &budget.to_string());
        let tokens = found.iter().filter_map(|line| line["tokens"].as_u64());
        assert!(tokens.sum::<u64>() <= budget, "{found:#?}");
        let first = &found[0];
        let passage = &first["passage"];
        let text = passage["text"].as_str().expect("a text");
        assert!(text.contains("Let the water cool to 75 degrees."), "{text}");
        assert_eq!(first["rank"], 1);
        assert_eq!(first["path"], "docs/tea.md");
        for citation in passage["citations"].as_array().expect("citations") {
            assert!(citation["origin"]["lines"]["start"].as_u64() >= Some(1));
        }
    }
    let narrow = passages(&folder, "250");
    assert_eq!(narrow[0]["citation"], "docs/tea.md:5-7");
    assert_eq!(narrow[0]["headings"], serde_json::json!(["Tea", "Green"]));
}

#[test]
fn passages_are_printed_whole() {
    let folder = Folder::with_documents("printed");
    let output = folder.search(&["docs", "water degrees", "--tokens", "250"]);
    let printed = text(&output.stdout);
    assert!(printed.starts_with("1. Tea > Green (score "), "{printed}");
    assert!(printed.contains(" tokens)\n   docs/tea.md:5-7\n\nTea\n\n## Green\n\nLet the water"));
    assert!(printed.contains("in this sentence.\n\n"), "{printed}");
}

#[test]
fn a_budget_below_every_chunk_finds_nothing() {
    let folder = Folder::with_documents("narrow");
    let output = folder.search(&["docs", "water", "--tokens", "3"]);
    assert_eq!(code(&output), 1);
    assert_eq!(text(&output.stdout), "");
    let both = folder.search(&["docs", "water", "--tokens", "300", "-k", "2"]);
    assert_eq!(code(&both), 2);
}
