//! Maps the elements of a wiki's storage format to roles.

use super::super::tree::Element;
use super::{Role, attr};

/// Returns the role of an element of Confluence's storage format, whose macros have
/// names with a prefix. Its code is in a CDATA section.
pub(super) fn role(element: Element<'_>) -> Role {
    match element.name() {
        // Macros show their title above their text.
        "ac:parameter" if attr(element, "ac:name") == Some("title") => Role::Block,
        "ac:parameter" | "ac:task-id" | "ac:task-status" | "ac:placeholder" | "ac:emoticon" => {
            Role::Dropped
        }
        "ac:plain-text-body" => Role::Preformatted,
        "ac:structured-macro"
        | "ac:macro"
        | "ac:rich-text-body"
        | "ac:layout"
        | "ac:layout-section"
        | "ac:layout-cell"
        | "ac:task-list"
        | "ac:task"
        | "ac:task-body" => Role::Block,
        _ => Role::Inline,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, Limits};

    #[test]
    fn titles_of_macros_are_text_and_their_settings_are_not() {
        let page = "<ac:structured-macro ac:name=\"expand\">\
             <ac:parameter ac:name=\"title\">More about tea</ac:parameter>\
             <ac:parameter ac:name=\"icon\">false</ac:parameter>\
             <ac:rich-text-body><p>Green leaves.</p></ac:rich-text-body></ac:structured-macro>";
        let document = Format::Html.read(page.as_bytes(), &Limits::default());
        assert_eq!(
            document.unwrap().text(),
            "More about tea\n\nGreen leaves.\n"
        );
    }
}
