//! Reads plain text: paragraphs between blank lines, headings by their numbers and look.

mod headings;
mod lines;
mod look;
mod runs;

use super::decode::{self, AfterDeadline};
use super::{Omission, Reader, check_size, invisible, omission};
use crate::document::{BlockKind, Document, DocumentBuilder, Heading, MarkKind, Span, offset};
use crate::error::Result;
use crate::limits::{Limits, Watch};
use crate::references::with_references;
use lines::{GroupKind, LineGroup};

/// Reads plain text. The document's text is the source itself, so every span is a place
/// in the file. Other encodings than UTF-8 are decoded, as for Markdown.
///
/// Lines between blank lines are a paragraph. A line alone is a heading if it is
/// underlined (`Tea` over `===`), in capitals (`NO WARRANTY`), if its number continues
/// those of the headings before it (`2.1.  Cups` after `2.  Tea`), or if it begins in the
/// margin of a text that is indented (`Abstract` in an RFC). Items of lists, tables of
/// contents and sentences are text. Page heads and numbers around form feeds are
/// boilerplate.
///
/// ```
/// use sectile::{Limits, Reader, TextReader};
///
/// let text = b"1.  Tea\n\n   Boil the water.\n\n2.  Milk\n\n   Cool it.\n";
/// let document = TextReader::default().read(text, &Limits::default())?;
/// let headings: Vec<&str> = document.sections().map(|section| section.heading()).collect();
/// assert_eq!(headings, ["1. Tea", "2. Milk"]);
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct TextReader {}

impl Reader for TextReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document> {
        check_size(bytes, limits)?;
        let watch = Watch::new(limits);
        watch.check_cancelled()?;
        let mut decoded = decode::decode(bytes, |_, _| None, &watch, AfterDeadline::Text);
        watch.check_cancelled()?;
        let mut builder = decoded.builder();
        let groups = lines::groups(&decoded.text, &watch);
        watch.check_cancelled()?;
        let levels = headings::levels(&decoded.text, &groups);
        for (group, level) in groups.iter().zip(levels) {
            add(&mut builder, &decoded.text, group, level);
        }
        let reached = groups.last().map_or(0, |group| group.span().end);
        if let Some(rest) = rest(&decoded.text, reached) {
            builder.block(BlockKind::Paragraph, rest);
            if let Some(warning) =
                watch.warning("is one block without headings", u64::from(rest.start))
            {
                builder.warning(warning);
            }
        }
        let mut characters = 0;
        for range in invisible::ranges(&decoded.text) {
            characters += invisible::count_of(&decoded.text[range.clone()]);
            builder.omit(range.into(), MarkKind::Hidden);
        }
        if let Some(warning) = omission::warning(0, characters, Omission::Omit) {
            builder.warning(warning);
        }
        builder.source(decoded.source);
        with_references(builder.finish_checked(|| watch.check_cancelled())?, limits)
    }
}

/// Adds a group of lines as a heading of `level`, or as a block.
fn add(builder: &mut DocumentBuilder, text: &str, group: &LineGroup, level: Option<u8>) {
    if let Some(level) = level {
        let words = text[group.lines[0].range()].split_whitespace();
        let title = words.collect::<Vec<_>>().join(" ");
        // Copies of omitted text are without it.
        let title = invisible::without(&title).map_or(title, |(shown, _)| shown);
        builder.heading(Heading::new(level, &title), group.span());
        return;
    }
    match group.kind {
        GroupKind::Prose => {
            builder.block(BlockKind::Paragraph, group.span());
        }
        GroupKind::PageHead => {
            builder.block(BlockKind::Boilerplate, group.span());
        }
        GroupKind::Drawing => {
            let mut block = builder.block(BlockKind::Code, group.span());
            for line in &group.lines[1..] {
                block = block.seam(line.start, 0);
            }
        }
    }
}

/// Returns the text after `reached` if a deadline left some.
fn rest(text: &str, reached: u32) -> Option<Span> {
    let from = reached as usize;
    let left = &text[from..];
    let start = from + (left.len() - left.trim_start().len());
    let end = from + left.trim_end().len();
    (start < end).then(|| Span::new(offset(start), offset(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Vec<String> {
        let document = TextReader::default()
            .read(text.as_bytes(), &Limits::default())
            .unwrap();
        let line =
            |section: crate::Section<'_>| format!("{} {}", section.level(), section.heading());
        document.sections().map(line).collect()
    }

    #[test]
    fn numbers_that_continue_each_other_are_headings() {
        let text = "1.  Tea\n\n   Boil.\n\n1.1.  Green tea\n\n   Cool.\n\n1.2.  Black tea\n\n   Hot.\n\n\
                    2.  Milk\n\n   Cold.\n\nA.  Cups\n\n   Two.\n";
        let expected = [
            "1 1. Tea",
            "2 1.1. Green tea",
            "2 1.2. Black tea",
            "1 2. Milk",
        ];
        assert_eq!(outline(text)[..4], expected);
    }

    /// As in older standards: `1 Introduction` and no point after the number.
    #[test]
    fn chapters_without_a_point_have_sections() {
        let text = "1 Tea\n\n   Hot.\n\n2 Cups\n\n   All.\n\n2.1 Glass\n\n   Thin.\n\n\
                    2.2 Tin\n\n   Thick.\n\n3 Shops\n\n   None.\n\n9 Cups\n\n   Many.\n";
        let expected = [
            "1 1 Tea",
            "1 2 Cups",
            "2 2.1 Glass",
            "2 2.2 Tin",
            "1 3 Shops",
        ];
        assert_eq!(outline(text), expected);
        let text = "Tea\n\n   Take.\n\n1 Cup\n\n   Of it.\n\n2 Spoons\n\n   Of sugar.\n";
        assert_eq!(outline(text), ["1 Tea"]);
    }

    #[test]
    fn lines_of_grammars_and_protocols_are_text() {
        let text =
            "TEA/MILK\n\nNames.\n\nLENGTH = INTEGER\n\nBytes.\n\nGET * TEA/1.1\n\nRequests.\n";
        assert_eq!(outline(text), ["1 TEA/MILK"]);
    }

    #[test]
    fn lines_in_capitals_and_underlined_lines_are_headings() {
        let text = "TEA AND MILK\n\nBoil the water.\n\nCups\n----\n\nTwo are enough.\n\nNO WARRANTY\n\nNone.\n";
        assert_eq!(outline(text), ["1 TEA AND MILK", "1 Cups", "1 NO WARRANTY"]);
    }

    #[test]
    fn lines_in_the_margin_of_indented_text_are_headings() {
        let body = "   Water is hot.\n   It boils.\n\n".repeat(4);
        let text = format!("Abstract\n\n{body}Status of This Memo\n\n{body}");
        assert_eq!(outline(&text), ["1 Abstract", "1 Status of This Memo"]);
    }

    #[test]
    fn articles_contain_their_numbers() {
        let text = "ARTICLE I\n\nWhereas.\n\n1.1 Tea\n\nHot.\n\n1.2 Milk\n\nCold.\n\nARTICLE II\n\nSo.\n\n2.1 Cups\n\nTwo.\n";
        let expected = [
            "1 ARTICLE I",
            "2 1.1 Tea",
            "2 1.2 Milk",
            "1 ARTICLE II",
            "2 2.1 Cups",
        ];
        assert_eq!(outline(text), expected);
    }

    #[test]
    fn items_contents_tables_and_sentences_are_text() {
        for text in [
            "1. Boil the water\n\n2. Pour it\n\n3. Wait\n",
            "1. Boil the water.\n\nIt is hot.\n\n7. Drink\n\nSlowly.\n",
            "1. Tea ........ 3\n\nx\n\n2. Milk ....... 4\n\ny\n",
            "Name  Price\n-----------\nTea   2\nMilk  1\n",
            "THE TEA IS HOT.\n\nIt is.\n",
            "Tea is hot\n\nMilk is cold\n",
            "# Tea\n\n- boil\n",
            "",
            "\n\x0c\n",
        ] {
            assert!(outline(text).is_empty(), "{text:?}: {:?}", outline(text));
        }
    }

    #[test]
    fn page_heads_and_numbers_are_boilerplate() {
        let page = |number| {
            format!(
                "   Tea is hot.\n\nLeaf      Informational      [Page {number}]\n\x0c\nRFC 0      Tea      May 2026\n\n"
            )
        };
        let text: String = (1..5).map(page).collect();
        let document = TextReader::default()
            .read(text.as_bytes(), &Limits::default())
            .unwrap();
        let content: Vec<&str> = (document.blocks())
            .filter(|block| block.kind().is_content())
            .map(|block| block.text().trim())
            .collect();
        assert_eq!(content, ["Tea is hot."; 4]);
    }
}
