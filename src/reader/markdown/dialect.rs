//! The dialects of Markdown: what they add to `CommonMark` is found before parsing.
//!
//! Detection chooses the constructs, a scanner finds their places, and the parser reads a
//! view of the text without them.

mod constructs;
mod detect;
mod extensions;
mod fence;
mod line;
mod marks;
mod name;
mod scan;
mod view;

pub(super) use extensions::options;
pub(super) use marks::Marks;
pub use name::MarkdownDialect;
pub(super) use view::View;

use crate::limits::Watch;
use constructs::Constructs;
use std::borrow::Cow;

/// Finds the constructs of `dialect` in `source` from the offset `body` on, as much of it
/// as the watch permits, and returns the text to parse.
pub(super) fn read<'s>(
    source: &Cow<'s, str>,
    body: usize,
    dialect: MarkdownDialect,
    watch: &Watch,
) -> (View<'s>, Marks) {
    let found = detect::constructs(&source[body..]);
    let on = Constructs::of(dialect, found);
    if on == Constructs::NONE {
        return (View::of(source.clone()), Marks::default());
    }
    let mut marks = scan::scan(source, body, on, watch);
    if marks.has_edits() {
        (View::new(source, &mut marks), marks)
    } else {
        (View::of(source.clone()), marks)
    }
}
