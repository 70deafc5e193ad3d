//! Decides whether a text that begins with a tag is HTML or Markdown with embedded HTML.

use crate::reader::element_names::{is_heading, is_void};

/// Elements whose content is neither Markdown nor markup.
const RAW: [&str; 5] = ["code", "pre", "script", "style", "textarea"];

/// At least one in this many characters of a Markdown text is outside of its HTML
/// elements. A README whose head is centred has most of its text below; in a page only
/// white space is outside.
const CHARACTERS_PER_OUTSIDE: usize = 5;

/// Returns true if a text that begins with a tag is HTML.
///
/// `<div><h1>Tea</h1><p>Boil.</p></div>` is; `<h1 align="center">Tea</h1>\n\n- Boil\n-
/// Steep` is not, because its list is outside of all elements; `<div>\n\n# Tea\n\n</div>`
/// is not either, because it has as many constructs of Markdown as blocks of HTML.
pub(super) fn is_html(text: &str) -> bool {
    let found = Findings::of(text);
    let has_text_outside = found.outside * CHARACTERS_PER_OUTSIDE > found.outside + found.inside;
    if has_text_outside {
        found.constructs == 0 && found.items == 0 && found.paragraphs < 2
    } else {
        found.constructs < found.blocks.max(1)
    }
}

/// The amount of HTML and of Markdown in a text.
#[derive(Default)]
struct Findings {
    /// Characters of text inside and outside of elements, white space left out.
    inside: usize,
    outside: usize,
    /// The number of tags that begin a block: `<p>`, `<div>`, `<li>`, `<td>`.
    blocks: usize,
    /// The number of headings, fences, links and tables of Markdown.
    constructs: usize,
    /// The number of lines outside of elements that begin like a list item. Inside an
    /// element a page may have such a line by chance.
    items: usize,
    /// The number of lines of text outside of elements that follow a blank line.
    paragraphs: usize,
}

impl Findings {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        let mut depth = 0_usize;
        let mut rest = text;
        let mut begins_line = true;
        while let Some(at) = rest.find('<') {
            found.text(&rest[..at], depth, begins_line);
            begins_line = rest[..at].ends_with('\n') || at == 0 && begins_line;
            let tag = FirstTag::of(&rest[at..]);
            let Some(tag) = tag else {
                rest = &rest[at + 1..];
                continue;
            };
            rest = &rest[at + tag.len..];
            if !tag.name.is_empty() && !is_void(&tag.name) {
                if tag.is_end {
                    depth = depth.saturating_sub(1);
                } else {
                    depth += 1;
                    found.blocks += usize::from(is_block(&tag.name));
                }
            }
            if RAW.contains(&&*tag.name) && !tag.is_end {
                let end = end_of_raw(rest, &tag.name);
                found.inside += visible(&rest[..end]);
                rest = &rest[end..];
            }
        }
        found.text(rest, depth, begins_line);
        found
    }

    /// Adds a text between two tags.
    fn text(&mut self, text: &str, depth: usize, begins_line: bool) {
        if depth == 0 {
            self.outside += visible(text);
        } else {
            self.inside += visible(text);
        }
        let mut follows_blank = begins_line;
        for (count, line) in text.split('\n').enumerate() {
            let is_line_start = count > 0 || begins_line;
            if is_line_start && is_construct(line) || line.contains("](") {
                self.constructs += 1;
            }
            if depth == 0 && is_line_start {
                self.items += usize::from(is_item(line));
                self.paragraphs += usize::from(follows_blank && visible(line) > 0);
            }
            follows_blank = is_line_start && line.trim().is_empty();
        }
    }
}

/// A tag or a comment at the beginning of a text.
struct FirstTag {
    /// The name in lower case; empty for comments and declarations.
    name: String,
    is_end: bool,
    /// The length in bytes.
    len: usize,
}

impl FirstTag {
    fn of(text: &str) -> Option<Self> {
        if text.starts_with("<!--") {
            let len = text.find("-->").map_or(text.len(), |end| end + "-->".len());
            let (name, is_end) = (String::new(), false);
            return Some(Self { name, is_end, len });
        }
        let is_end = text.starts_with("</");
        let body = &text[1 + usize::from(is_end)..];
        let name_len = body
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(body.len());
        if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let len = text.find('>').map_or(text.len(), |end| end + 1);
        let name = body[..name_len].to_ascii_lowercase();
        Some(Self { name, is_end, len })
    }
}

/// Returns the offset at which the content of a raw element ends.
fn end_of_raw(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let start = from + at + "</".len();
        if (text.get(start..start + name.len())).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return from + at;
        }
        from = start;
    }
    text.len()
}

/// Returns true for the elements that hold the text of a page.
fn is_block(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "article" | "blockquote" | "dd" | "div" | "dt" | "li" | "p" | "section" | "td" | "th"
        )
}

/// Returns the number of characters that are not white space.
fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Returns true for a line that begins a heading, a fence or a table's second row.
fn is_construct(line: &str) -> bool {
    let marks = line.len() - line.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&marks) && line[marks..].starts_with(' ');
    let line = line.trim_start();
    is_heading || line.starts_with("```") || line.starts_with("~~~") || line.starts_with("|--")
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
        || after_digits.len() < line.len() && after_digits.starts_with(". ")
}
