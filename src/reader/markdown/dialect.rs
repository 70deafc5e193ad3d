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
pub(super) use marks::{Marks, OmittedKind};
pub use name::MarkdownDialect;
pub(super) use view::View;

use crate::limits::Watch;
use crate::reader::invisible;
use constructs::Constructs;
use std::borrow::Cow;

/// A text that is ready to be parsed.
pub(super) struct Prepared<'s> {
    pub(super) view: View<'s>,
    pub(super) marks: Marks,
    /// True if a line of the view may be nested too deep.
    pub(super) is_deep: bool,
}

/// Finds the constructs of `dialect` in `source` from the offset `body` on, as much of it
/// as the watch permits. `line_starts` has the offsets of the lines but the first, as far as
/// they are known.
pub(super) fn read<'s>(
    source: &Cow<'s, str>,
    body: usize,
    line_starts: &[u32],
    dialect: MarkdownDialect,
    watch: &Watch,
) -> Prepared<'s> {
    let found = detect::detect(source, body, line_starts);
    let on = Constructs::of(dialect, found.constructs);
    let mut marks = match on {
        Constructs::NONE => Marks::default(),
        on => scan::scan(source, body, on, watch),
    };
    let mut unseen = invisible::ranges(&source[body..]);
    for range in &mut unseen {
        *range = body + range.start..body + range.end;
    }
    marks.omit_all(unseen, OmittedKind::Hidden);
    let has_edits = marks.has_edits();
    let view = if has_edits {
        View::new(source, &mut marks)
    } else {
        View::of(source.clone())
    };
    Prepared {
        view,
        marks,
        is_deep: found.is_deep || has_edits,
    }
}
