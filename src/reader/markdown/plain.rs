//! Collects the plain text of inline markup.

use super::spaces::collapsed;
use pulldown_cmark::{Event, Parser};

/// Text as a person reads it: code without ticks, the alternative text of images, no
/// tags.
#[derive(Debug, Default)]
pub(super) struct InlineText(String);

/// The text of a heading, and the same with ticks around code.
#[derive(Debug, Default)]
pub(super) struct HeadingText {
    plain: InlineText,
    /// Differs from the first code on. Most headings have none.
    marked: Option<InlineText>,
}

impl HeadingText {
    pub(super) fn event(&mut self, event: &Event<'_>) {
        if let Event::Code(code) = event {
            let marked = (self.marked).get_or_insert_with(|| InlineText(self.plain.0.clone()));
            // A tick in the code would end it, so two ticks and spaces surround it.
            let ticks = if code.contains('`') {
                ["`` ", " ``"]
            } else {
                ["`", "`"]
            };
            marked.0.extend([ticks[0], code, ticks[1]]);
        } else if let Some(marked) = &mut self.marked {
            marked.event(event);
        }
        self.plain.event(event);
    }

    /// Takes the text, and the one with ticks if there is code.
    pub(super) fn finish(&mut self) -> (String, Option<String>) {
        let marked = self.marked.as_mut().map(InlineText::finish);
        (self.plain.finish(), marked)
    }
}

impl InlineText {
    pub(super) fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                self.0.push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => self.0.push(' '),
            Event::InlineHtml(tag) if is_line_break(tag) => {
                self.0.push(' ');
            }
            _ => {}
        }
    }

    /// Takes the text, with white space collapsed.
    pub(super) fn finish(&mut self) -> String {
        collapsed(std::mem::take(&mut self.0))
    }
}

/// Returns true for `<br>` in all its forms. Inline HTML may also be `<?é?>`, in which
/// the second and third byte are not characters.
fn is_line_break(tag: &str) -> bool {
    tag.get(1..3)
        .is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

/// Returns true if `text` is empty or only white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Returns the plain text of a piece of Markdown.
pub(super) fn plain(markdown: &str) -> String {
    let mut text = InlineText::default();
    for event in Parser::new_ext(markdown, super::dialect::options()) {
        text.event(&event);
    }
    text.finish()
}

#[cfg(test)]
mod tests {
    use super::is_line_break;

    #[test]
    fn instructions_in_any_script_are_not_line_breaks() {
        assert!(is_line_break("<BR/>"));
        assert!(!is_line_break("<b>"));
        assert!(!is_line_break("<?放?>"));
        assert!(!is_line_break("<"));
    }
}
