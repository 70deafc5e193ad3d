//! Maps the elements of a wiki's storage format to roles.

use super::Role;

/// Returns the role of an element of Confluence's storage format, whose macros have
/// names with a prefix. Its code is in a CDATA section.
pub(super) fn role(name: &str) -> Role {
    match name {
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
