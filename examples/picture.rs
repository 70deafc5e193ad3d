//! Draws a document as SVG: cut along its structure on the left, in fixed windows on the
//! right.
//!
//! `cargo run --release --example picture` writes `docs/chunks.svg`, the picture in the
//! README, and `docs/chunks.url`, the same as a URL for pages that cannot load files,
//! such as rustdoc's.

use sectile::{
    BlockKind, Chunk, Chunker, Document, FixedSizeChunker, Format, Limits, StructuralChunker,
    Tiktoken,
};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const SOURCE: &str = "testdata/docs/guide/tea-by-the-pot.md";

/// The budget of both chunkers: small, so that a document of one screen has several
/// chunks.
const MAX_TOKENS: u32 = 96;

/// All lengths are in SVG units, one of which is a CSS pixel at the natural size.
const COLUMNS: usize = 56;
const CHARACTER_WIDTH: usize = 7;
const LINE_HEIGHT: usize = 16;
const PADDING: usize = 12;
const GAP: usize = 12;
const TITLE_HEIGHT: usize = 34;
const PANEL_WIDTH: usize = COLUMNS * CHARACTER_WIDTH + 2 * PADDING;

/// Colours for light and dark pages. `cut` marks an edge that lies inside a line of the
/// source.
const STYLE: &str = "<style>
text { font: 11.5px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; fill: #1f2328 }
.title { font: 600 15px system-ui, sans-serif }
.note { font: 12px system-ui, sans-serif; fill: #59636e }
.context { fill: #0550ae; font-style: italic }
.heading { font-weight: 700 }
.card { fill: #f6f8fa; stroke: #d1d9e0 }
.cut { stroke: #cf222e; stroke-width: 3 }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc } .note { fill: #9198a1 } .context { fill: #79c0ff }
.card { fill: #151b23; stroke: #3d444d } .cut { stroke: #ff7b72 }
}
</style>
";

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bytes = fs::read(root.join(SOURCE))?;
    let document = Format::Markdown.read(&bytes, &Limits::default())?;
    let structural = StructuralChunker::builder()
        .tokenizer(Tiktoken::cl100k_base())
        .max_tokens(MAX_TOKENS)
        .build()?;
    let windows = FixedSizeChunker::builder()
        .tokenizer(Tiktoken::cl100k_base())
        .max_tokens(MAX_TOKENS)
        .overlap(0)
        .build()?;
    let structural = structural.chunk(&document);
    let windows: Vec<Chunk> = windows.chunks(&document).collect();
    let left = Panel::new("Along the structure", &document, &structural);
    let right = Panel::new("Fixed windows", &document, &windows);
    let svg = picture(&left, &right);
    fs::write(root.join("docs/chunks.svg"), &svg)?;
    fs::write(root.join("docs/chunks.url"), data_url(&svg))?;
    Ok(())
}

fn picture(left: &Panel, right: &Panel) -> String {
    let (width, height) = (2 * PANEL_WIDTH + 3 * GAP, left.height.max(right.height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\">\n<title>One document in \
         chunks of at most {MAX_TOKENS} tokens</title>\n{STYLE}<g transform=\"translate({GAP} 0)\">\n{}</g>\n\
         <g transform=\"translate({} 0)\">\n{}</g>\n</svg>\n",
        left.svg,
        PANEL_WIDTH + 2 * GAP,
        right.svg
    )
}

/// One column of the picture: a title and a card for each chunk.
struct Panel {
    svg: String,
    height: usize,
}

impl Panel {
    fn new(title: &str, document: &Document, chunks: &[Chunk]) -> Panel {
        let inside = (chunks.iter().skip(1))
            .filter(|chunk| is_inside_a_line(document.text(), chunk.span.start as usize))
            .count();
        let mut panel = Panel {
            svg: String::new(),
            height: TITLE_HEIGHT,
        };
        let cuts = chunks.len().saturating_sub(1);
        panel.write(format_args!(
            "<text class=\"title\" x=\"0\" y=\"22\">{title}</text>\
             <text class=\"note\" x=\"{PANEL_WIDTH}\" y=\"22\" text-anchor=\"end\">\
             {cuts} cuts, {inside} of them inside a line</text>\n"
        ));
        for chunk in chunks {
            panel.card(document, chunk);
        }
        panel
    }

    /// Draws the text that is embedded for one chunk: its context, then its span.
    fn card(&mut self, document: &Document, chunk: &Chunk) {
        let mut lines = Vec::new();
        for line in chunk.prefix.lines().filter(|line| !line.is_empty()) {
            lines.extend(wrapped(line).map(|line| ("context", line)));
        }
        let mut offset = chunk.span.start;
        for line in chunk.text.trim_end().split_inclusive('\n') {
            let class = class(document, offset);
            lines.extend(wrapped(line.trim_end()).map(|line| (class, line)));
            offset += u32::try_from(line.len()).expect("a line is within a 32-bit span");
        }
        let height = lines.len() * LINE_HEIGHT + 2 * PADDING;
        let top = self.height;
        self.write(format_args!(
            "<rect class=\"card\" x=\"0\" y=\"{top}\" width=\"{PANEL_WIDTH}\" height=\"{height}\" rx=\"5\"/>\n"
        ));
        let mut baseline = top + PADDING + LINE_HEIGHT * 3 / 4;
        for (class, line) in lines {
            self.line(class, &line, baseline);
            baseline += LINE_HEIGHT;
        }
        let edges = [(chunk.span.start, top), (chunk.span.end, top + height)];
        for (offset, y) in edges {
            if is_inside_a_line(document.text(), offset as usize) {
                self.write(format_args!(
                    "<path class=\"cut\" d=\"M0 {y}H{PANEL_WIDTH}\"/>\n"
                ));
            }
        }
        self.height = top + height + GAP;
    }

    /// Gives the line its length, so that every monospaced font fills the card alike.
    fn line(&mut self, class: &str, line: &str, baseline: usize) {
        let length = line.chars().count() * CHARACTER_WIDTH;
        if length > 0 {
            self.write(format_args!(
                "<text class=\"{class}\" x=\"{PADDING}\" y=\"{baseline}\" textLength=\"{length}\">{}</text>\n",
                escaped(line)
            ));
        }
    }

    fn write(&mut self, svg: std::fmt::Arguments<'_>) {
        self.svg.write_fmt(svg).expect("a string accepts all text");
    }
}

/// The style of the line at this offset. The document has the answer, not the first
/// character of the line: `# black tea` in a code block is not a heading.
fn class(document: &Document, offset: u32) -> &'static str {
    let is_heading = (document.blocks())
        .filter(|block| block.kind() == BlockKind::Heading)
        .any(|block| (block.span().start..block.span().end).contains(&offset));
    if is_heading { "heading" } else { "text" }
}

/// True if a cut at this offset divides a line: `cool to 75 | degrees`.
fn is_inside_a_line(text: &str, offset: usize) -> bool {
    let before = text[..offset].trim_end_matches([' ', '\t']);
    let after = text[offset..].trim_start_matches([' ', '\t']);
    let is_edge = before.is_empty() || after.trim_end().is_empty();
    !(is_edge || before.ends_with('\n') || after.starts_with('\n'))
}

/// The line in pieces of at most [`COLUMNS`] characters, cut at spaces where there are
/// any.
fn wrapped(line: &str) -> impl Iterator<Item = String> {
    let mut pieces = vec![String::new()];
    for word in line.split_inclusive(' ') {
        let last = pieces.last_mut().expect("there is always a piece");
        let length = last.chars().count() + word.trim_end().chars().count();
        if length <= COLUMNS || last.is_empty() {
            last.push_str(word);
        } else {
            pieces.push(word.to_owned());
        }
    }
    pieces.into_iter().map(|piece| piece.trim_end().to_owned())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The picture as a `data:` URL (RFC 2397): every byte is escaped that has a meaning in
/// Markdown, HTML or a URL.
fn data_url(svg: &str) -> String {
    let mut url = "data:image/svg+xml,".to_owned();
    for byte in svg.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/:;=,".contains(&byte) {
            url.push(char::from(byte));
        } else {
            write!(url, "%{byte:02X}").expect("a string accepts all text");
        }
    }
    url
}
