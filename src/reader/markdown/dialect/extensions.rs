//! The extensions of `CommonMark` that the parser reads in every dialect.

use pulldown_cmark::Options;

/// GitHub's extensions, footnotes, definition lists, maths and heading attributes. The
/// parser's option for front matter is off: `front_matter.rs` reads it as metadata.
pub(in crate::reader::markdown) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}
