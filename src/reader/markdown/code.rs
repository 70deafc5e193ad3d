//! Finds the lines of code blocks and the fence that is repeated when a block is cut.

use super::found::FoundLead;
use crate::document::{Seam, offset};
use std::ops::Range;

/// Adds a seam before each line of the code in `body`. A line after a blank one has the
/// better rank, because functions and paragraphs begin there.
pub(super) fn seams(source: &str, body: &Range<usize>, rank: u8, seams: &mut Vec<Seam>) {
    let bytes = source[body.clone()].as_bytes();
    // A blank line of code in a quote is written `> `.
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'\r');
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes) {
        let is_blank = bytes[start..end].iter().all(is_space);
        start = end + 1;
        if start < bytes.len() {
            let rank = if is_blank {
                rank
            } else {
                rank.saturating_add(1)
            };
            seams.push(Seam::new(offset(body.start + start), rank));
        }
    }
}

/// Returns the lines between the fences of the block in `range`; for an indented block,
/// the whole range.
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
    // A closing fence is alone on its line (CommonMark 4.5): ```` ``` text ```` is code.
    // The fence of a block at the end of the file may be missing.
    let is_closed =
        last > 0 && !mark.is_empty() && end_line.starts_with(mark) && fence(end_line) == end_line;
    let end = if is_closed {
        range.start + last
    } else {
        range.start + slice.len()
    };
    start.min(end)..end
}

/// Returns the fences that are repeated when a fenced block is cut inside `body`.
///
/// Both begin with the prefix of the block's lines: `> ` in a quote, spaces in a list. A
/// fence on the line of its bullet (``- ```rust``) gets spaces for the bullet, because
/// the bullet would begin another item.
pub(super) fn lead(source: &str, range: &Range<usize>, body: &Range<usize>) -> Option<FoundLead> {
    let line = source[..range.start]
        .rfind(['\n', '\r'])
        .map_or(0, |newline| newline + 1);
    if body.start + 1 >= body.end {
        return None;
    }
    let prefix: String = (source[line..range.start].chars())
        // Quote marks and tabs keep their columns; digits and bullets become spaces.
        .map(|c| if matches!(c, '>' | '\t') { c } else { ' ' })
        .collect();
    let opening = source[range.start..body.start].trim_end();
    let mark = fence(opening);
    // A cut right before the closing fence needs the lead too: the code before the cut
    // lacks its closing fence, and the fence after it would open a block of its own.
    let end = range.end.min(body.end + 1);
    Some(FoundLead {
        within: source.ceil_char_boundary(body.start + 1)..source.ceil_char_boundary(end),
        open: [&prefix, opening, "\n"].concat(),
        close: ["\n", &prefix, mark].concat(),
    })
}

/// Returns the lead of code between marks of a dialect, such as `{% highlight sh %}`: the
/// marks are repeated when the block in `range` is cut inside `body`.
pub(super) fn marks_lead(
    source: &str,
    range: &Range<usize>,
    body: &Range<usize>,
) -> Option<FoundLead> {
    let opening = source[range.start..body.start].trim();
    let closing = source[body.end..range.end].trim();
    let is_whole = !opening.is_empty() && !closing.is_empty() && body.start + 1 < body.end;
    is_whole.then(|| FoundLead {
        within: source.ceil_char_boundary(body.start + 1)
            ..source.ceil_char_boundary(range.end.min(body.end + 1)),
        open: format!("{opening}\n"),
        close: format!("\n{closing}"),
    })
}

/// Returns the run of ticks or tildes at the start of `opening`.
fn fence(opening: &str) -> &str {
    let Some(mark) = opening.chars().next().filter(|c| matches!(c, '`' | '~')) else {
        return "";
    };
    &opening[..opening.len() - opening.trim_start_matches(mark).len()]
}
