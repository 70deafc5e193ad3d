//! Determines the metadata of the document: title, author, language and others.

use crate::document::DocumentBuilder;
use crate::reader::pdf::headings::BlockHeading;
use crate::reader::pdf::layout::{Layout, LayoutBlock, compose};
use crate::reader::pdf::page::File;
use crate::reader::script::without_notes;

/// A title is larger than this many sizes of the running text: words in bold or in
/// another font appear larger by some hundredths.
const TITLE_SIZE: f32 = 1.15;
/// A title has fewer characters: large text of hundreds is an abstract or a slogan.
const MAX_TITLE_CHARS: usize = 250;
/// A title has at least this many letters: `1984` or `A` alone is a number or an initial.
const MIN_TITLE_LETTERS: usize = 4;
/// Of two titles the first counts, unless the second is larger by more than this, in
/// points: the lines of one title are set in sizes that are rounded differently.
const LARGER_TITLE: f32 = 0.5;

/// Adds the file's own metadata. A meaningless title is replaced by the largest text on
/// the first page.
pub(crate) fn write(
    file: &File,
    layout: &Layout,
    headings: &[Option<BlockHeading>],
    builder: &mut DocumentBuilder,
) {
    let written = file
        .metadata
        .title
        .as_deref()
        .map(str::trim)
        .unwrap_or_default();
    let shown = || largest(layout, headings).unwrap_or_default();
    // A file name is worse than a visible title, but better than none.
    let title = if is_junk(written) {
        shown()
    } else if is_file_name(written) {
        Some(shown())
            .filter(|shown| !shown.is_empty())
            .unwrap_or_else(|| written.to_owned())
    } else {
        written.to_owned()
    };
    let metadata = builder.metadata();
    let of = &file.metadata;
    let pairs = [
        ("title", Some(&title)),
        ("author", of.author.as_ref()),
        ("description", of.subject.as_ref()),
        ("keywords", of.keywords.as_ref()),
        ("language", of.language.as_ref()),
        ("created", of.created.as_ref()),
        ("modified", of.modified.as_ref()),
        ("generator", of.producer.as_ref()),
        ("pages", Some(&file.pages.len().to_string())),
    ];
    for (key, value) in pairs {
        metadata.add(key, value.map(String::as_str).unwrap_or_default());
    }
}

/// Returns true for titles that programs fill in by default.
fn is_junk(title: &str) -> bool {
    const STARTS: [&str; 8] = [
        "microsoft word",
        "microsoft powerpoint",
        "untitled",
        "powerpoint presentation",
        "slide 1",
        "document1",
        "layout 1",
        "no title",
    ];
    const ENDS: [&str; 14] = [
        ".doc", ".docx", ".odt", ".rtf", ".tex", ".dvi", ".indd", ".qxd", ".pdf", ".ppt", ".pptx",
        ".xls", ".xlsx", ".ps",
    ];
    let title = title.to_lowercase();
    !title.chars().any(char::is_alphabetic)
        || STARTS.iter().any(|start| title.starts_with(start))
        || ENDS.iter().any(|end| title.ends_with(end))
}

/// Returns true for one word with dashes, as in file names: `2024-report_final`.
fn is_file_name(title: &str) -> bool {
    !title.contains(char::is_whitespace) && title.contains(['_', '-'])
}

/// Returns the largest text on the first page, if it is larger than running text.
fn largest(layout: &Layout, headings: &[Option<BlockHeading>]) -> Option<String> {
    let mut best: Option<(f32, String)> = None;
    for (block, heading) in layout.blocks.iter().zip(headings) {
        let LayoutBlock::Paragraph(paragraph) = block else {
            continue;
        };
        if paragraph.lines.first().is_some_and(|line| line.page > 0) {
            break;
        }
        let text = match heading {
            Some(heading) => heading.text.clone(),
            None => compose(&paragraph.lines, &layout.words).text,
        };
        let size = paragraph.size();
        let is_title = size > TITLE_SIZE * layout.body.size
            && text.chars().count() < MAX_TITLE_CHARS
            && text.chars().filter(|c| c.is_alphabetic()).count() >= MIN_TITLE_LETTERS;
        let is_larger = |(most, _): &(f32, String)| size > most + LARGER_TITLE;
        if is_title && best.as_ref().is_none_or(is_larger) {
            best = Some((size, text));
        }
    }
    best.map(|(_, text)| without_notes(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_of_programs_are_not_titles() {
        assert!(is_junk("Microsoft Word - report_v3.doc"));
        assert!(is_junk("Untitled-1"));
        assert!(is_junk("thesis.dvi"));
        assert!(is_junk("2024"));
        assert!(!is_junk("Tea in Assam"));
        assert!(is_file_name("tea-in-assam"));
        assert!(!is_file_name("Tea in Assam"));
    }
}
