//! Decides whether a text without a name is plain text or Markdown.

use crate::reader::element_names::begins_fragment;

/// The indentation of a line of code in Markdown; more is not looked at.
const MAX_INDENT: usize = 3;

/// Returns true if a text has letters and none of the constructs that only Markdown has:
/// headings with `#`, fences, links, tables, quotes, bullets, emphasis, code, tags.
///
/// Numbers at the start of lines are no construct: licences and standards number their
/// sections like the items of a list.
pub(super) fn is_plain(text: &str) -> bool {
    let mut has_letters = false;
    for (at, line) in text.lines().enumerate() {
        if at == 0 && matches!(line.trim_end(), "---" | "+++") {
            return false; // front matter
        }
        let bare = line.trim_start_matches(' ');
        let indent = line.len() - bare.len();
        if is_inline(line) || indent <= MAX_INDENT && is_block(bare, indent) {
            return false;
        }
        has_letters |= !has_letters && line.contains(char::is_alphabetic);
    }
    has_letters
}

/// Returns true if a line, without its indentation, begins a block of Markdown.
fn is_block(line: &str, indent: usize) -> bool {
    let marks = line.len() - line.trim_start_matches('#').len();
    // Indented lines with `#` are comments of examples.
    let is_heading = indent == 0 && (1..=6).contains(&marks) && line[marks..].starts_with(' ');
    let is_fence = line.starts_with("```") || line.starts_with("~~~");
    let is_table = line.starts_with("|--") || line.starts_with("| --") || line.starts_with("|:-");
    let is_quote = line.starts_with("> ");
    // Standards and licences have indented bullets in plain text.
    let is_bullet = indent == 0 && ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark));
    let is_definition = line.starts_with('[') && line.contains("]: ");
    is_heading || is_fence || is_table || is_quote || is_bullet || is_definition || is_tag(line)
}

/// Returns true for a line that begins with a tag or a comment of HTML. `<tea@example.org>`
/// and `<Figure 3>` are none.
fn is_tag(line: &str) -> bool {
    let Some(inside) = line.strip_prefix('<') else {
        return false;
    };
    let name = inside.trim_start_matches('/');
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    inside.starts_with("!--") || begins_fragment(&name[..end].to_ascii_lowercase())
}

/// Returns true if a line has a link, emphasis or code of Markdown. Citations in brackets
/// (`[4][5]`) and addresses in angle brackets (RFC 3986, C) are in plain text too.
fn is_inline(line: &str) -> bool {
    line.contains("](") || is_paired(line, "**") || line.contains('`') && has_code(line)
}

/// Returns true for code in ticks. A tick and an apostrophe are quotation marks: `` `tea' ``.
fn has_code(line: &str) -> bool {
    let inside = line.split('`').nth(1).unwrap_or_default();
    let is_closed = line.matches('`').count() > 1;
    is_closed && !inside.is_empty() && !inside.contains('\'')
}

/// Returns true if a mark opens and closes around words: `**tea**`, but not the rows of
/// stars in a frame.
fn is_paired(line: &str, mark: &str) -> bool {
    let Some((_, after)) = line.split_once(mark) else {
        return false;
    };
    after.starts_with(char::is_alphanumeric) && after.contains(mark)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn plain_texts_have_no_constructs_of_markdown() {
        for text in [
            "Tea is hot.\n\n1. Boil\n2. Pour\n",
            "                TEA LICENSE\n\n0. Definitions.\n\n  \"Tea\" is hot.\n",
            "Network Working Group\n\n   o  Boil\n   -  Pour\n\n   <tea@example.org>\n",
            "*****************\n** Tea **\n*****************\n",
            "''quoted`` text and `more' of `it'\n",
            "See [4][5] and <http://tea.example.org>.\n\n   # a comment\n",
        ] {
            assert!(is_plain(text), "{text}");
        }
        for text in [
            "# Tea\n",
            "Tea\n\n- boil\n- pour\n",
            "Tea [menu](menu.md)\n",
            "Tea\n\n```\nboil\n```\n",
            "| a | b |\n|---|---|\n",
            "> Tea\n",
            "**Tea** is hot.\n",
            "Use `tea`.\n",
            "<div>Tea</div>\n",
            "<!-- tea -->\nTea\n",
            "---\ntitle: Tea\n---\nTea\n",
            "",
            "1234\n",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }
}
