//! Documents of hundreds of shapes: counting, allocations and output grow no faster than
//! the size.
#![cfg(all(feature = "html", feature = "markdown", feature = "tiktoken"))]

#[path = "common/counting.rs"]
mod counting;
#[path = "common/shapes/mod.rs"]
mod shapes;

use counting::Counting;
use sectile::{Chunker, FixedSizeChunker, Format, Limits, StructuralChunker, Tiktoken};
use sectile::{Tokenizer, write_jsonl};
use shapes::{Construct, Shape, html, markdown, shapes};
use std::io::Write;
use std::sync::Arc;
use std::thread;

/// The sizes of each shape, in bytes.
const SIZES: [usize; 2] = [16 * 1024, 64 * 1024];

/// One shape in this many is tested; `SECTILE_SHAPES=all` tests each.
const STEP: usize = 3;

/// The stack of a thread in a busy server, in bytes.
const SMALL_STACK: usize = 256 * 1024;

/// The maximum number of bytes that the tokenizer receives for each byte of text (law
/// 10). The index, the plans and the finished chunks take one each.
const COUNTED_PER_BYTE: usize = 3;

/// The maximum where hardly any place is safe to cut, as in `<?<?<?`: chunks that turn
/// out too large are planned again.
const COUNTED_PER_BYTE_OF_RUNS: usize = 4;

/// The bytes that are always allowed, for contexts and leads.
const COUNTED_FREE: usize = 600;

/// Text with fewer white space than one byte in this many consists of runs.
const BYTES_PER_SPACE: usize = 1024;

/// The maximum size of the chunks as JSON for each byte of the file, and the size that is
/// always allowed.
const WRITTEN_PER_BYTE: usize = 64;
const WRITTEN_FREE: usize = 256 * 1024;

/// The bytes that may be allocated for each byte of a document without a comparison of
/// sizes. The size decides, for example, whether a quote is open at the end, so that all
/// of the document is an attribute.
///
/// Tables that double when they are full take 70 bytes at one size of `&&&` and 140 at
/// the next.
const ALLOCATED_PER_BYTE: u64 = 100;

/// Returns true if the allocations for the larger size are more than four times those for
/// the smaller one, plus a tenth for each doubling.
fn grows(small: u64, large: u64) -> bool {
    large > small * 484 / 100 + ALLOCATED_PER_BYTE * SIZES[1] as u64
}

/// The costs of one document.
#[derive(Debug, Clone, Copy)]
struct Cost {
    counted: usize,
    /// The maximum of `counted`.
    allowed: usize,
    allocated: u64,
    written: usize,
}

/// Counts written bytes and discards them.
struct Sink(usize);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn cost(format: Format, source: &str) -> Cost {
    let counting = Arc::new(Counting::default());
    let (mut allowed, mut sink) = (0, Sink(0));
    let info = allocation_counter::measure(|| {
        let document = format
            .read(source.as_bytes(), &Limits::default())
            .expect("it is read");
        let text = document.text();
        allowed = COUNTED_FREE + counted_per_byte(text) * text.len();
        let chunker = StructuralChunker::builder()
            .tokenizer(counting.clone())
            .max_tokens(256);
        for chunk in chunker.build().expect("valid options").chunks(&document) {
            write_jsonl(&mut sink, [&chunk]).expect("a sink takes everything");
        }
    });
    Cost {
        allowed,
        counted: counting.received(),
        allocated: info.bytes_total,
        written: sink.0,
    }
}

fn counted_per_byte(text: &str) -> usize {
    let spaces = text.bytes().filter(u8::is_ascii_whitespace).count();
    if spaces * BYTES_PER_SPACE < text.len() {
        COUNTED_PER_BYTE_OF_RUNS
    } else {
        COUNTED_PER_BYTE
    }
}

/// Returns the faults of one shape.
fn faults(format: Format, shape: &Shape) -> Vec<String> {
    let sources = SIZES.map(|bytes| shape.document(bytes));
    let [small, large] = [&sources[0], &sources[1]].map(|source| cost(format, source));
    let mut faults = Vec::new();
    let mut check = |is_fault: bool, what: &str| {
        if is_fault {
            faults.push(format!("{}: {what}: {small:?} {large:?}", shape.name()));
        }
    };
    check(grows(small.allocated, large.allocated), "allocated bytes");
    check(large.counted > large.allowed, "counted too often");
    let most = WRITTEN_FREE.max(WRITTEN_PER_BYTE * sources[1].len());
    check(large.written > most, "written bytes");
    faults
}

fn check(format: Format, constructs: &'static [Construct]) {
    let step = if std::env::var_os("SECTILE_SHAPES").is_some() {
        1
    } else {
        STEP
    };
    let shapes: Vec<Shape> = shapes(constructs).into_iter().step_by(step).collect();
    assert!(constructs.len() >= 40 && shapes.len() >= 120);
    Tiktoken::cl100k_base().count("the vocabulary is loaded"); // not a cost of the documents
    let thread = thread::Builder::new().stack_size(SMALL_STACK);
    let run = move || {
        shapes
            .iter()
            .flat_map(|shape| faults(format, shape))
            .collect::<Vec<_>>()
    };
    let faults = thread
        .spawn(run)
        .expect("a thread starts")
        .join()
        .expect("nothing panics");
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn markdown_of_every_shape_is_linear() {
    check(Format::Markdown, markdown::CONSTRUCTS);
}

#[test]
fn html_of_every_shape_is_linear() {
    check(Format::Html, html::CONSTRUCTS);
}

/// The repeated text of a chunk is bounded, whatever its source: titles, headings, names.
#[test]
fn repeated_text_of_chunks_is_cut() {
    let long = "word ".repeat(20_000);
    let body = "Some text of its own. ".repeat(5_000);
    let sources = [
        (Format::Markdown, format!("# {long}\n\n{body}")),
        (
            Format::Markdown,
            format!("# {}\n\n{body}", long.replace(' ', "")),
        ),
        (
            Format::Markdown,
            format!("{}\n===\n\n{body}", long.replace(' ', "\n")),
        ),
        (
            Format::Markdown,
            format!("---\ntitle: {long}\n---\n\n{body}"),
        ),
        (
            Format::Markdown,
            format!("# a {{#{}}}\n\n{body}", long.replace(' ', "")),
        ),
        (Format::Markdown, format!("[{long}](b)\n\n{body}")),
        (Format::Html, format!("<title>{long}</title><p>{body}")),
        (
            Format::Html,
            format!("<h1 id='{long}'>{long}</h1><p>{body}"),
        ),
        (
            Format::Html,
            format!(
                "<base href='http://{0}/'>{1}",
                "b/".repeat(20_000),
                "<a href=c>d</a> ".repeat(5_000)
            ),
        ),
        (
            Format::Html,
            format!("<a href='{long}'>{}</a>", "<p>a".repeat(20_000)),
        ),
        (
            Format::Html,
            format!("<a href='{long}'>{}</a>", "<div>a</div>".repeat(20_000)),
        ),
        (
            Format::Html,
            "<table><tr><td colspan=1000 rowspan=60000>some words<td>a".to_owned()
                + &"<tr><td>b".repeat(200),
        ),
        (
            Format::Html,
            "<ol start=1000000000><li>".repeat(20) + &"<br>a".repeat(20_000),
        ),
        (
            Format::Html,
            "<details><h2>a b c</h2>".repeat(300) + &"<p>some more text".repeat(2_000),
        ),
    ];
    for (format, source) in sources {
        let document = format
            .read(source.as_bytes(), &Limits::default())
            .expect("it is read");
        for chunker in [
            &StructuralChunker::default() as &dyn Chunker,
            &FixedSizeChunker::default(),
        ] {
            let mut sink = Sink(0);
            for chunk in chunker.chunks(&document) {
                let headings = chunk
                    .headings
                    .iter()
                    .map(|heading| heading.text.len() + heading.anchor.len());
                assert!(headings.sum::<usize>() <= 8 * 1024 + 3 * 256);
                assert!(chunk.title.as_ref().is_none_or(|title| title.len() <= 1024));
                assert!(
                    chunk
                        .references
                        .iter()
                        .all(|link| link.text.len() <= 1024 && link.href.len() <= 1024)
                );
                write_jsonl(&mut sink, [&chunk]).expect("a sink takes everything");
            }
            let most = WRITTEN_FREE.max(WRITTEN_PER_BYTE * source.len());
            assert!(
                sink.0 <= most,
                "{} bytes of {}: {:?}",
                sink.0,
                source.len(),
                &source[..60]
            );
        }
        if let Some(section) = document.sections().next() {
            assert!(
                !section.heading().ends_with('…'),
                "the whole heading stays on its section"
            );
        }
    }
}
