//! Joins the cells of currency signs, brackets and percent signs to their numbers.

use super::span::Cell;
use crate::reader::table::are_one;

/// Drops the blank cells of a row, and joins `$`, `(`, `)` and `%` to the number beside
/// them: filings set `$ | (1,204 | )` in three cells, so that the digits are aligned.
///
/// The texts of joined cells are next to each other in `text`, because nothing was
/// written between them.
pub(super) fn join(line: &mut Vec<Cell>, text: &str) {
    line.retain(|cell| !cell.text.is_empty());
    let mut kept: usize = 0;
    for at in 0..line.len() {
        let cell = line[at];
        if let Some(last) = kept.checked_sub(1).map(|last| &mut line[last])
            && last.text.end == cell.text.start
            && !(last.is_below || cell.is_below || last.is_heading || cell.is_heading)
            && are_one(&text[last.text.range()], &text[cell.text.range()])
        {
            last.text.end = cell.text.end;
            last.end = cell.end;
            continue;
        }
        line[kept] = cell;
        kept += 1;
    }
    line.truncate(kept);
}
