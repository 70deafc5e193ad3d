//! Cells of running text whose lines are beside each other: cards side by side.

use super::fragment::Fragment;
use crate::reader::pdf::layout::lines::{Line, WordArena};

/// Lines of running text in a cell have more characters than this on average: words below
/// each other in a table are shorter.
const MIN_CHARS: usize = 14;

/// Returns true if all cells of a line continue those of the line above, whose fragments
/// are `above`.
///
/// "a coarse blend with | a fine blend with" continues with "visible notes | less salt".
/// A value in small letters may be below another one, "green" below "black"; so the texts
/// must be longer than values, and there are no more cells than in the line above.
/// Without this rule a card of four lines would be four rows.
pub(super) fn continue_cells(
    line: &Line,
    row: &[Fragment],
    above: &[Fragment],
    words: &WordArena,
) -> bool {
    let text = |fragment: &Fragment| -> String {
        let words_of = line.words[fragment.words.clone()].iter();
        words_of.map(|word| words.text_of(word)).collect()
    };
    // Longer than values: "green" may be below "black", but both are short.
    let texts: Vec<String> = row.iter().map(text).collect();
    let chars: usize = texts.iter().map(|text| text.chars().count()).sum();
    row.len() > 1
        // A cell without a line above it cannot continue.
        && row.len() <= above.len()
        && chars > MIN_CHARS * row.len()
        && texts
            .iter()
            .all(|text| text.starts_with(char::is_lowercase))
}
