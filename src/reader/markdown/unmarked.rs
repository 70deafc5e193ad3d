//! The text of Markdown without its markup, with the places that it comes from.

use super::dialect::options;
use crate::document::{Span, offset};
use pulldown_cmark::{BrokenLink, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// A text without markup: no ticks, pipes, markers, tags or addresses of links. Cells are
/// separated by spaces, rows by line breaks, blocks by blank lines.
#[derive(Debug, Default)]
pub(crate) struct Unmarked {
    text: String,
    /// Pieces in the order of the text: where each begins in the text, and the bytes of the
    /// source that it comes from.
    pieces: Vec<(u32, Span)>,
    /// True inside of `<!--`, which may go on over several lines.
    in_comment: bool,
}

impl Unmarked {
    /// Adds the text of Markdown that begins at byte `base` of a document.
    pub(crate) fn add(&mut self, markdown: &str, base: u32) {
        let events = Parser::new_ext(markdown, options()).into_offset_iter();
        self.add_events(events, markdown, base);
    }

    /// Adds Markdown that was copied out of a document whose definitions of links were not:
    /// "a [cup][tea] of" is "a cup of".
    pub(crate) fn add_excerpt(&mut self, markdown: &str) {
        let defined = |_: BrokenLink<'_>| Some(("".into(), "".into()));
        let parser = Parser::new_with_broken_link_callback(markdown, options(), Some(defined));
        self.add_events(parser.into_offset_iter(), markdown, 0);
    }

    fn add_events<'m>(
        &mut self,
        events: impl Iterator<Item = (Event<'m>, Range<usize>)>,
        markdown: &str,
        base: u32,
    ) {
        self.block_break();
        for (event, range) in events {
            match event {
                Event::InlineMath(_) if is_between_amounts(markdown, &range) => {
                    self.push(&markdown[range.clone()], at(base, &range));
                }
                event => self.event(&event, at(base, &range)),
            }
        }
        self.in_comment = false;
        self.block_break();
    }

    fn event(&mut self, event: &Event<'_>, source: Span) {
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.push(text, source),
            Event::InlineHtml(tag) => self.html(tag, source, ""),
            Event::Html(lines) => self.html(lines, source, " "),
            // "a | b" are two words, and so are the last of a row and the first of the next.
            Event::SoftBreak | Event::End(TagEnd::TableCell) => self.separate(" "),
            Event::HardBreak
            | Event::Start(Tag::Item | Tag::List(_))
            | Event::End(TagEnd::TableRow | TagEnd::TableHead | TagEnd::Item) => {
                self.separate("\n");
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock
                | TagEnd::Table
                | TagEnd::List(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::FootnoteDefinition
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => self.block_break(),
            _ => {}
        }
    }

    fn push(&mut self, text: &str, source: Span) {
        if !text.is_empty() {
            self.pieces.push((offset(self.text.len()), source));
            self.text.push_str(text);
        }
    }

    /// Adds what is between tags. `gap` replaces a tag: `<td>a</td><td>b</td>` are two words,
    /// `<b>T</b>ea` is one.
    fn html(&mut self, html: &str, source: Span, gap: &str) {
        let mut rest = html;
        while !rest.is_empty() {
            if self.in_comment {
                let Some((_, after)) = rest.split_once("-->") else {
                    return;
                };
                self.in_comment = false;
                rest = after;
                continue;
            }
            let (text, tag) = rest.split_once('<').unwrap_or((rest, ""));
            let begins = source.start + offset(html.len() - rest.len());
            self.push(text, Span::new(begins, begins + offset(text.len())));
            if let Some(comment) = tag.strip_prefix("!--") {
                self.in_comment = true;
                rest = comment;
            } else {
                let (name, after) = tag.split_once('>').unwrap_or(("", ""));
                self.separate(if name.starts_with("br") { " " } else { gap });
                rest = after;
            }
        }
    }

    /// Adds `space` if there is none.
    fn separate(&mut self, space: &str) {
        let last = self.text.chars().next_back();
        match last {
            None => {}
            // The last cell of a row is followed by a space, which gives way.
            Some(' ') if space == "\n" => {
                self.text.pop();
                self.text.push('\n');
            }
            Some(last) if last.is_whitespace() => {}
            Some(_) => self.text.push_str(space),
        }
    }

    fn block_break(&mut self) {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        if kept > 0 {
            self.text.push_str("\n\n");
        }
    }

    /// Returns the text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the bytes of the source from which `span` of the text comes.
    pub(crate) fn source(&self, span: Span) -> Span {
        let first = self.piece(span.start);
        let last = self.piece(span.end.saturating_sub(1).max(span.start));
        let (Some((begins, source)), Some((last_begins, last_source))) = (first, last) else {
            return Span::new(0, 0);
        };
        let start = (source.start + (span.start - begins)).min(source.end);
        // A piece of code is shorter than its source, which has the ticks.
        let end = (last_source.start + span.end.saturating_sub(last_begins)).min(last_source.end);
        Span::new(start.min(end), end)
    }

    /// Returns the piece at byte `at`, or the last one before it.
    fn piece(&self, at: u32) -> Option<(u32, Span)> {
        let after = self.pieces.partition_point(|(begins, _)| *begins <= at);
        self.pieces.get(after.saturating_sub(1)).copied()
    }
}

/// Returns true if two amounts look like a formula between dollars: "US$500, or US$4,000".
/// As in Pandoc, no digit follows the dollar that ends a formula.
fn is_between_amounts(markdown: &str, formula: &Range<usize>) -> bool {
    markdown[formula.end..].starts_with(|c: char| c.is_ascii_digit())
}

fn at(base: u32, range: &Range<usize>) -> Span {
    Span::new(base + offset(range.start), base + offset(range.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unmarked(markdown: &str) -> Unmarked {
        let mut unmarked = Unmarked::default();
        unmarked.add(markdown, 0);
        unmarked
    }

    #[test]
    fn markup_is_left_out() {
        let source = "# The `tea`\n\nSee [the *guide*](guide.md \"x\"), a\\_b &amp; <b>T</b>ea.\n\n- one\n- two ![a cup](cup.png)\n\n```sh\nboil --hot\n```\n";
        assert_eq!(
            unmarked(source).text().trim_end(),
            "The tea\n\nSee the guide, a_b & Tea.\n\none\ntwo a cup\n\nboil --hot"
        );
    }

    #[test]
    fn links_of_an_excerpt_need_no_definition() {
        let mut excerpt = Unmarked::default();
        excerpt.add_excerpt("See [the *guide*][g], [tea][] and [cups].");
        assert_eq!(excerpt.text().trim_end(), "See the guide, tea and cups.");
    }

    #[test]
    fn cells_are_separated_by_spaces() {
        let source = "| tea | time |\n|---|---|\n| green | two |\n| black | |\n";
        assert_eq!(
            unmarked(source).text().trim_end(),
            "tea time\ngreen two\nblack"
        );
        let html = "<table><tr><td>green</td><td>two</td></tr></table>\n";
        let words: Vec<String> = (unmarked(html).text().split_whitespace())
            .map(str::to_owned)
            .collect();
        assert_eq!(words, ["green", "two"]);
    }

    #[test]
    fn amounts_keep_their_dollars() {
        let text = |markdown: &str| unmarked(markdown).text().trim_end().to_owned();
        let source = "It costs US$500, at most US$4,000.";
        assert_eq!(text(source), source);
        assert_eq!(text("The area is $a^2$."), "The area is a^2.");
    }

    #[test]
    fn comments_are_left_out() {
        assert_eq!(unmarked("a <!-- b --> c\n").text().trim_end(), "a  c");
        assert_eq!(unmarked("<!-- b\n\nc -->\n\nd\n").text().trim_end(), "d");
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let source = "# Tea\n\nSee [the **guide**](guide.md) for `more` tea.\n";
        let unmarked = unmarked(source);
        let source_of = |words: &str| {
            let start = offset(unmarked.text().find(words).unwrap());
            let span = unmarked.source(Span::new(start, start + offset(words.len())));
            &source[span.range()]
        };
        assert_eq!(source_of("guide"), "guide");
        assert_eq!(source_of("the guide for"), "the **guide**](guide.md) for");
        assert_eq!(source_of("Tea"), "Tea");
    }
}
