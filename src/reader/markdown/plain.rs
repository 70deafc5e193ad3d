//! Collects the plain text of inline markup.

use super::spaces::collapse;
use pulldown_cmark::{Event, Parser};

/// Text as a person reads it: code without ticks, the alternative text of images, no
/// tags.
#[derive(Debug, Default)]
pub(super) struct PlainText(String);

/// The same text with ticks around code.
#[derive(Debug, Default)]
pub(super) struct MarkedText(PlainText);

impl MarkedText {
    pub(super) fn event(&mut self, event: &Event<'_>) {
        match event {
            // A tick in the code would end it, so two ticks and spaces surround it.
            Event::Code(code) if code.contains('`') => self.0.0.extend(["`` ", code, " ``"]),
            Event::Code(code) => self.0.0.extend(["`", code, "`"]),
            event => self.0.event(event),
        }
    }

    pub(super) fn finish(&mut self) -> String {
        self.0.finish()
    }
}

impl PlainText {
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
        collapse(&std::mem::take(&mut self.0))
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
    let mut text = PlainText::default();
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
