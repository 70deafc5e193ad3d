//! Code blocks: where their lines are, and the fence that must be opened again.

use super::found::FoundLead;
use crate::document::{Seam, offset};
use std::ops::Range;

/// The lines of the code block in `range` as seams, lines behind a blank one outermost.
pub(super) fn seams(source: &str, body: &Range<usize>, rank: u8, seams: &mut Vec<Seam>) {
    let mut blank = false;
    let mut at = body.start;
    for line in source[body.clone()].split_inclusive('\n') {
        if at > body.start {
            let rank = if blank { rank } else { rank.saturating_add(1) };
            seams.push(Seam::new(offset(at), rank));
        }
        blank = line.trim_matches([' ', '\t', '>', '\r', '\n']).is_empty();
        at += line.len();
    }
}

/// The lines between the fences of the block in `range`; all of it for an indented block.
pub(super) fn body(source: &str, range: &Range<usize>, is_fenced: bool) -> Range<usize> {
    if !is_fenced {
        return range.clone();
    }
    let slice = source[range.clone()].trim_end();
    let start = slice
        .find('\n')
        .map_or(range.end, |newline| range.start + newline + 1);
    let last = slice.rfind('\n').map_or(0, |newline| newline + 1);
    let mark = fence(slice);
    let end_line = slice[last..].trim_matches([' ', '\t', '>']);
    // Nothing may stand behind a closing fence (CommonMark 4.5).
    let is_closed =
        last > 0 && !mark.is_empty() && end_line.starts_with(mark) && fence(end_line) == end_line;
    let end = if is_closed {
        range.start + last
    } else {
        range.start + slice.len()
    };
    start.min(end)..end
}

/// What opens and closes a fenced block again when it is cut inside `body`.
///
/// The block's own prefix stands before both: `"> "` in a quote, spaces in a list, also for a fence that opened behind a bullet.
pub(super) fn lead(source: &str, range: &Range<usize>, body: &Range<usize>) -> Option<FoundLead> {
    let line = source[..range.start]
        .rfind(['\n', '\r'])
        .map_or(0, |newline| newline + 1);
    let prefix: String = (source[line..range.start].chars())
        .map(|c| if matches!(c, '>' | '\t') { c } else { ' ' })
        .collect();
    let opening = source[range.start..body.start].trim_end();
    let mark = fence(opening);
    // A cut right before the closing fence is inside too: what is before it must be closed, and it needs its opening.
    let end = range.end.min(body.end + 1);
    (body.start + 1 < body.end).then(|| FoundLead {
        within: source.ceil_char_boundary(body.start + 1)..source.ceil_char_boundary(end),
        open: format!("{prefix}{opening}\n"),
        close: format!("\n{prefix}{mark}"),
    })
}

/// The run of ticks or tildes that `opening` begins with.
fn fence(opening: &str) -> &str {
    let Some(mark) = opening.chars().next().filter(|c| matches!(c, '`' | '~')) else {
        return "";
    };
    &opening[..opening.len() - opening.trim_start_matches(mark).len()]
}
