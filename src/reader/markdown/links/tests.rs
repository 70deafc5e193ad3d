//! Tests of the links of dialects.

use crate::document::{Document, Folder, ReferenceKind};
use crate::limits::Limits;
use crate::reader::{MarkdownDialect, MarkdownReader, Reader};
use std::collections::BTreeMap;
use std::sync::Arc;

fn read(text: &str) -> Document {
    (MarkdownReader::default().read(text.as_bytes(), &Limits::default())).unwrap()
}

/// Returns the kind, the words, the destination and the target of each reference of the
/// first of the documents.
fn references(documents: &[(&str, &str)]) -> Vec<(ReferenceKind, String, String, String)> {
    let texts: BTreeMap<&str, &str> = documents.iter().copied().collect();
    let folder = Folder::new(texts.keys().copied());
    let (name, text) = documents[0];
    let mut document = read(text);
    document.set_name(name);
    document.resolve_links(&folder, |name| {
        Some(Arc::new(read(texts.get(name)?).anchors()))
    });
    (document.references().iter())
        .map(|reference| {
            let target = reference.target.as_ref().map(ToString::to_string);
            (
                reference.kind,
                reference.text.clone(),
                reference.href.clone(),
                target.unwrap_or_default(),
            )
        })
        .collect()
}

#[track_caller]
fn expect(text: &str, expected: &[(ReferenceKind, &str, &str, &str)]) {
    let tea =
        "---\nuid: drinks.tea\n---\n# Tea\n\n## Green Tea\n\nHot. ^hot\n\n(cups)=\n## All cups\n";
    let found = references(&[
        ("en/menu.md", text),
        ("en/Tea.md", tea),
        ("de/Tea.md", "# Tee\n"),
    ]);
    let found: Vec<_> = (found.iter())
        .map(|(kind, words, href, target)| (*kind, words.as_str(), href.as_str(), target.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

use ReferenceKind::{Include, Link};

#[test]
fn notes_are_found_by_their_names() {
    expect("[[Tea]]", &[(Link, "Tea", "Tea", "en/Tea.md#1.1")]);
    expect(
        "[[tea#green tea|a cup]]",
        &[(Link, "a cup", "tea#green tea", "en/Tea.md#1.1")],
    );
    expect(
        "[[Tea#^hot]]",
        &[(Link, "Tea#^hot", "Tea#^hot", "en/Tea.md#1.1")],
    );
    expect(
        "[[Tea#None]]",
        &[(Link, "Tea#None", "Tea#None", "en/Tea.md#1.1")],
    );
    expect("[[de/Tea]]", &[(Link, "de/Tea", "de/Tea", "de/Tea.md#0")]);
    expect("[[Milk]]", &[(Link, "Milk", "Milk", "")]);
    expect("# A\n\n[[#B]]\n\n# B\n", &[(Link, "#B", "#B", "2")]);
    expect(
        "![[Tea]] ![[cup.png|40]]",
        &[
            (Include, "Tea", "Tea", "en/Tea.md#1.1"),
            (Include, "cup.png", "cup.png", ""),
        ],
    );
    expect(
        "| [[Tea\\|cup]] |\n|--|\n",
        &[(Link, "cup", "Tea", "en/Tea.md#1.1")],
    );
}

#[test]
fn a_note_is_opened_at_its_first_text() {
    for (note, section) in [
        ("# Tea\n\nHot.\n\n## Green\n\nAt 75.\n", "1"),
        ("# Tea\n\n## Green\n\n- At 75.\n", "1.1"),
        ("---\na: b\n---\n# Tea\n\n# Milk\n\nCold.\n", "2"),
        ("Hot.\n\n# Tea\n\nHotter.\n", "0"),
        ("# Tea\n", "0"),
    ] {
        for link in ["[[Tea]]", "[[Tea#None|a cup]]", "![[Tea]]"] {
            let found = references(&[("menu.md", link), ("Tea.md", note)]);
            assert_eq!(found[0].3, format!("Tea.md#{section}"), "{link} {note}");
        }
    }
}

#[test]
fn brackets_in_code_and_links_are_none() {
    for text in [
        "`[[Tea]]`",
        "```\n[[Tea]]\n```\n",
        "    [[Tea]]\n",
        "[[1]]",
        "[[ -f tea ]]",
        "\\[[Tea]]",
        "<!-- [[Tea]] -->",
        "%% [[Tea]] %%\n\n[[",
    ] {
        expect(text, &[]);
    }
    expect(
        "[[Tea]](https://tea.org)",
        &[(Link, "[Tea]", "https://tea.org", "")],
    );
    let reader = MarkdownReader::default().dialect(MarkdownDialect::CommonMark);
    let document = reader.read(b"[[Tea]]", &Limits::default()).unwrap();
    assert!(document.references().is_empty());
}

#[test]
fn paths_are_followed_as_publishing_tools_do() {
    for href in ["Tea", "tea.html", "./tea/", "../Tea/", "/en/tea", "Tea.mdx"] {
        let text = format!("[a]({href})");
        expect(&text, &[(Link, "a", href, "en/Tea.md#0")]);
        let text = format!("[a]({href}#green-tea)");
        let href = format!("{href}#green-tea");
        expect(&text, &[(Link, "a", &href, "en/Tea.md#1.1")]);
    }
    expect("[a](Tea#none)", &[(Link, "a", "Tea#none", "")]);
}

#[test]
fn labels_are_found_in_the_whole_folder() {
    expect(
        "{ref}`cups`",
        &[(Link, "cups", "ref:cups", "en/Tea.md#1.2")],
    );
    expect(
        "{ref}`all <cups>`",
        &[(Link, "all", "ref:cups", "en/Tea.md#1.2")],
    );
    expect("{doc}`Tea`", &[(Link, "Tea", "doc:Tea", "en/Tea.md#0")]);
    expect("{ref}`none`", &[(Link, "none", "ref:none", "")]);
    expect(
        "[a](xref:drinks.tea)",
        &[(Link, "a", "xref:drinks.tea", "en/Tea.md#0")],
    );
    expect(
        "<xref:drinks.tea>",
        &[(Link, "xref:drinks.tea", "xref:drinks.tea", "en/Tea.md#0")],
    );
}

#[test]
fn includes_are_references_and_never_expanded() {
    for text in [
        "{% include Tea.md %}\n",
        "{{< include Tea.md >}}\n",
        "```{include} Tea.md\n```\n",
        "--8<-- \"Tea.md\"\n",
    ] {
        expect(text, &[(Include, "Tea.md", "Tea.md", "en/Tea.md#0")]);
    }
    expect("[!code-js[cup](cup.js)]", &[(Include, "cup", "cup.js", "")]);
    expect(
        "[!INCLUDE [tea](Tea.md)]",
        &[(Include, "tea", "Tea.md", "en/Tea.md#0")],
    );
}
