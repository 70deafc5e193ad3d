//! Random documents, and the properties of every chunk of them.

#![allow(dead_code)] // each test crate uses a part of it

pub(crate) mod pages;
pub(crate) mod three_pages;

use proptest::prelude::*;
use sectile::{
    BlockKind, Chunk, Chunker, Document, Format, Limits, Section, StructuralChunker, Tokenizer,
};

pub(crate) fn read(source: &str) -> Document {
    let mut document = Format::Markdown
        .read(source.as_bytes(), &Limits::default())
        .expect("Markdown is always read");
    document.set_name("made.md");
    document
}

/// Generates Markdown of all kinds: headings at any level, every kind of block, several
/// scripts, unusual white space.
pub(crate) fn markdown() -> impl Strategy<Value = String> {
    let ending = prop::sample::select(vec!["\n", "\n", "\n", "\r\n"]);
    (
        front_matter(),
        prop::collection::vec(block(), 0..40),
        ending,
    )
        .prop_map(|(front, blocks, ending)| {
            let text = format!("{front}{}", blocks.concat());
            if ending == "\n" {
                text
            } else {
                text.replace('\n', ending)
            }
        })
}

fn front_matter() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => Just(String::new()),
        1 => words(1..5).prop_map(|title| format!("---\ntitle: \"{}\"\n# a comment\n---\n", title.replace(['"', '\\', '\n'], ""))),
        1 => Just("+++\ntitle = 'Tea'\n+++\n".to_owned()),
        1 => Just("\u{feff}".to_owned()),
    ]
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        20 => "[a-zA-Z]{1,12}",
        3 => prop::sample::select(vec![
            "don't", "9,800", "3.5%", "`code()`", "**bold**", "[link](#tea)", "[other](b.md#x)", "naïve", "e\u{301}te\u{301}",
            "(v2).", "/usr/bin", "//x", "|", "\\|", "<b>x</b>", "&amp;", "$x^2$", "[^1]", "https://example.org/a/b?c=d#e", "# no", "…",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["東京", "へ行く。", "お茶を、", "你好", "한국어", "مرحبا", "שלום", "नमस्ते"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["🦀", "👨‍👩‍👧‍👦", "🇩🇪🇫🇷", "\u{200d}", "Z̸̢͓̯̈́a̷l̴g̶o̵", "\u{a0}", "\u{3000}", "\t", "\0"]).prop_map(str::to_owned),
        1 => "[a-z]{60,200}",
        1 => "\\PC{1,6}",
    ]
}

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(word(), count).prop_map(|words| words.join(" "))
}

fn sentences() -> impl Strategy<Value = String> {
    let sentence = (
        words(1..14),
        prop::sample::select(vec![". ", "? ", ".\n", ", ", ": ", "! "]),
    );
    prop::collection::vec(sentence, 1..8).prop_map(|sentences| {
        sentences
            .into_iter()
            .map(|(text, end)| text + end)
            .collect()
    })
}

fn block() -> impl Strategy<Value = String> {
    let lines = || prop::collection::vec(words(0..8), 0..12);
    prop_oneof![
        6 => (1..=6_usize, words(0..8)).prop_map(|(level, text)| format!("{} {}\n\n", "#".repeat(level), text.replace('\n', " "))),
        1 => words(1..5).prop_map(|text| format!("{text}\n=====\n\n")),
        1 => words(1..5).prop_map(|text| format!("<h2 id=\"x\">{text}</h2>\n\n")),
        6 => sentences().prop_map(|text| format!("{text}\n\n")),
        1 => words(200..400).prop_map(|text| format!("{text}\n\n")),
        3 => prop::collection::vec((0..4_usize, sentences()), 1..12).prop_map(|items| {
            let items = items.into_iter().map(|(depth, text)| format!("{}- {}\n", "  ".repeat(depth), text.replace('\n', " ")));
            items.collect::<String>() + "\n"
        }),
        2 => (lines(), prop::sample::select(vec!["```rust", "~~~", "````", "    ", "> ```"])).prop_map(|(lines, fence)| {
            let close = fence.trim_end_matches("rust");
            let prefix = if fence.starts_with('>') { "> " } else if fence.trim().is_empty() { "    " } else { "" };
            let body: String = lines.iter().flat_map(|line| [prefix, line, "\n"]).collect();
            if fence.trim().is_empty() { format!("{body}\n") } else { format!("{fence}\n{body}{close}\n\n") }
        }),
        2 => prop::collection::vec((words(1..4), words(0..12)), 1..20).prop_map(|rows| {
            let cell = |text: &str| text.replace(['|', '\n', '\r'], " ");
            let rows = rows.iter().map(|(a, b)| format!("| {} | {} |\n", cell(a), cell(b)));
            format!("| Name | Value |\n|---|---|\n{}\n", rows.collect::<String>())
        }),
        1 => sentences().prop_map(|text| format!("> {}\n> # quoted\n\n", text.replace('\n', "\n> "))),
        1 => words(1..20).prop_map(|text| format!("<!-- {} -->\n\n", text.replace("--", ""))),
        1 => words(1..9).prop_map(|text| format!("<div>\n{text}\n</div>\n\n")),
        1 => words(1..9).prop_map(|text| format!("[^1]: {text}\n\n")),
        1 => words(1..9).prop_map(|text| format!("Term\n: {text}\n\n")),
        1 => Just("[tea]: https://example.org \"Tea\"\n\n---\n\n".to_owned()),
        1 => Just("$$\nx = y\n$$\n\n".to_owned()),
        1 => Just("   \n\n\t\n".to_owned()),
        1 => (1..200_usize, prop::sample::select(vec!["> ", "- ", "*", "[", "`", "<div>", "1. "])).prop_map(|(times, mark)| mark.repeat(times) + "x\n\n"),
        1 => Just("```\n# never closed\n".to_owned()),
    ]
}

pub(crate) fn chunk(
    document: &Document,
    tokenizer: impl Tokenizer + 'static,
    max_tokens: u32,
) -> Vec<Chunk> {
    StructuralChunker::builder()
        .tokenizer(tokenizer)
        .max_tokens(max_tokens)
        .build()
        .expect("valid options")
        .chunks(document)
        .collect()
}

/// Returns the headings that apply to a chunk: every section with a block in it, and all
/// sections above those.
pub(crate) fn headings_that_apply<'d>(document: &'d Document, chunk: &Chunk) -> Vec<Section<'d>> {
    let mut all: Vec<Section<'d>> = Vec::new();
    for block in document
        .blocks()
        .filter(|block| !block.span().intersect(chunk.span).is_empty())
    {
        let section = block.section();
        for section in std::iter::once(section).chain(section.ancestors()) {
            if section.depth() > 0 && !all.iter().any(|known| known.id() == section.id()) {
                all.push(section);
            }
        }
    }
    all
}

/// Returns true if a part of the heading's own block is in the chunk's text.
pub(crate) fn is_in_text(section: Section<'_>, chunk: &Chunk) -> bool {
    let heading = section.blocks().next().expect("a section has its heading");
    assert_eq!(heading.kind(), BlockKind::Heading);
    !heading.span().intersect(chunk.span).is_empty()
}

/// A random mark: where it starts and how long it is, in thousandths of the text, its
/// kind, and whether it is omitted.
pub(crate) type RandomMark = (usize, usize, &'static str, bool);

pub(crate) fn marks() -> impl Strategy<Value = Vec<RandomMark>> {
    let kinds = vec![
        "hidden",
        "boilerplate",
        "unreadable",
        "comment",
        "markup",
        "data",
    ];
    let length = prop_oneof![8 => 0..30_usize, 2 => 30..300_usize, 1 => Just(1000)];
    let is_omitted = prop::bool::weighted(0.8);
    prop::collection::vec(
        (
            0..1000_usize,
            length,
            prop::sample::select(kinds),
            is_omitted,
        ),
        0..12,
    )
}

/// Returns the document with marks, as if its reader had found text that is not content.
pub(crate) fn with_marks(document: &Document, marks: &[RandomMark]) -> Document {
    let text = document.text();
    let at = |share: usize| text.floor_char_boundary(text.len() * share.min(1000) / 1000);
    let mut spans: Vec<_> = (marks.iter())
        .map(|(start, length, kind, is_omitted)| (at(*start), at(start + length), kind, is_omitted))
        .collect();
    spans.sort_unstable();
    let mut end = 0;
    let mut stored = Vec::new();
    for (start, to, kind, is_omitted) in spans {
        let start = start.max(end);
        if start < to {
            end = to;
            let span = serde_json::json!({ "start": start, "end": to });
            stored
                .push(serde_json::json!({ "span": span, "kind": kind, "is_omitted": is_omitted }));
        }
    }
    let mut json = serde_json::to_value(document).expect("a document is stored as JSON");
    json["marks"] = stored.into();
    serde_json::from_value(json).expect("the marks are disjoint and in the text")
}
