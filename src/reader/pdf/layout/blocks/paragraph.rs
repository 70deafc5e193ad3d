//! Finds the end of a paragraph, and the white space around it.

use super::list;
use crate::reader::pdf::layout::lines::{Context, Line};
use crate::reader::pdf::layout::place::{Em, Extent, same_size};
use crate::reader::pdf::layout::table;

/// Lines of a paragraph differ by less in size.
const SAME_SIZE: Em = Em(0.08);
/// Lines in another style that are nearer than this share of the leading may be one
/// paragraph.
///
/// A list of bold terms may be set tighter than the text; a heading never is.
const NEAR_IN_OTHER_STYLE: f32 = 0.97;
/// A line with a marker is an item if it is farther away than this share of the leading.
const NEAR_WITH_MARKER: f32 = 0.95;
/// Code is farther away from the text above it than this share of the leading.
const NEAR_CODE: f32 = 0.97;
/// A gap that is wider separates the cells of a table.
const CELL_GAP: Em = Em(1.5);
/// The fewest rows of cells that end the paragraph above a table.
const MIN_ROWS: usize = 3;
/// The number of lines that show whether a table begins: more would make long tables
/// quadratic.
const MAX_ROWS: usize = 64;
/// The largest distance of two lines of a centred title.
const TITLE_LEADING: Em = Em(1.6);
/// Centred lines have middles nearer than this.
const SAME_MIDDLE: Em = Em(0.1);
/// Centred lines of different lengths begin farther apart than this.
const CENTRED_SHIFT: Em = Em(0.5);
/// The number of lines above and below that show the right margin.
const LINES_AROUND: usize = 3;
/// Lines farther away are beside another picture, or none.
const AROUND: Em = Em(8.0);
/// The least indent of a first line.
const INDENT: Em = Em(0.8);
/// A larger shift than this many indents is not an indent: the line is centred, or a
/// cell.
const MAX_INDENTS: f32 = 6.0;
/// The next line returns by more than this many indents.
const RETURN_INDENTS: f32 = 0.6;
/// Two lines begin at the same place if they are nearer than this many indents.
const SAME_INDENTS: f32 = 0.5;
/// A line that is farther below is not the next one of the paragraph.
const NEXT_LINE: Em = Em(2.0);
/// Code that is indented by more begins a block.
const CODE_INDENT: Em = Em(1.0);

/// Returns how many lines, from the first, form one paragraph: at least one.
///
/// The first line always counts: a bullet alone on its line is neither an item nor text,
/// and without this the reading of the page would not pass it.
pub(super) fn length(lines: &[Line], context: &Context<'_>) -> usize {
    let mut count = 1;
    while count < lines.len() && is_continued(lines, count, context) {
        count += 1;
    }
    count
}

/// Returns whether line `at` belongs to the paragraph of all lines before it.
///
/// Another size ends the paragraph: "Chapter 3" in 20 points above a text of 10 is a
/// paragraph of its own. So does more than the distance of lines, unless both are lines
/// of one centred title, and a table, code or a marker that begins with the line. A bold
/// "Note" above its text is no part of it. In running text a short line before a capital
/// ends the paragraph, and an indent begins the next one: without these two rules a page
/// of a book, which has no space between paragraphs, would be one paragraph.
fn is_continued(lines: &[Line], at: usize, context: &Context<'_>) -> bool {
    let (above, below) = (&lines[at - 1], &lines[at]);
    // Size and columns first: they end a paragraph at any distance.
    let largest = above.size.max(below.size);
    if !same_size(above.size.min(below.size), largest, SAME_SIZE)
        || starts_table(&lines[at..], context)
    {
        return false;
    }
    let distance = below.y - above.y;
    let leading = context.body.max_leading(above.size);
    // Of all paragraphs, only a centred title is set wider than running text.
    if distance > leading {
        return is_of_centred_title(above, below, context);
    }
    if starts_code(lines, at, distance, leading) {
        return false;
    }
    let same_style = above.style.bold == below.style.bold
        && above.style.italic == below.style.italic
        && above.style.monospace == below.style.monospace;
    let ends_early = ends_early(lines, at - 1);
    // A bold phrase that fills its line continues below: nothing ended it but the margin.
    if !same_style && (ends_early || distance > NEAR_IN_OTHER_STYLE * leading) {
        return false;
    }
    let is_body = context.body.is_body(above) && same_style;
    // A sentence may break before a number, "3. of the list", but never before a bullet.
    if list::marker(below, context.words).is_some_and(|marker| {
        marker.is_bullet() || ends_early || !is_body || distance > NEAR_WITH_MARKER * leading
    }) {
        return false;
    }
    // The lines of a heading are broken by meaning: "Brewing Tea" and "in Cold Water".
    if !is_body {
        return !(ends_early && begins_option(above, below, context));
    }
    // Verse and addresses end lines early but continue with a capital; ragged text
    // continues with a small letter.
    let starts_small = below
        .first_char(context.words)
        .is_some_and(char::is_lowercase);
    (starts_small || !ends_early) && !is_indented(lines, at)
}

/// Returns whether a table begins with the first line.
///
/// A table right below its introduction, at the distance of lines, would otherwise be
/// part of that paragraph, its cells run together: "The prices are: Tea 3 4 Milk 1 2".
/// Three rows must have gaps and columns that agree, because justified lines have wide
/// gaps at times. Lines nearer than rows are none: the numerator, the bar and the
/// denominator of "a/b   c/d".
fn starts_table(lines: &[Line], context: &Context<'_>) -> bool {
    let has_gap = |line: &Line| {
        let gap = CELL_GAP.at(line.size);
        (line.words.windows(2)).any(|pair| pair[1].x0 - pair[0].x1 > gap)
    };
    // Parts of a fraction are nearer to each other than rows.
    let is_row = |pair: &[Line]| pair[1].y - pair[0].y > pair[0].size;
    // Two lines with gaps occur in justified text.
    let Some(first) = lines.get(..MIN_ROWS) else {
        return false;
    };
    // The cheap tests first; only they lead to the columns, which must agree as well.
    first.windows(2).all(is_row)
        && first.iter().all(has_gap)
        && table::aligned(&lines[..lines.len().min(MAX_ROWS)], context).is_some()
}

/// Returns whether both lines belong to one centred title.
///
/// "A HISTORY OF" and "TEA IN JAPAN" on a cover are farther apart than lines of text of
/// their size. Two headings one below the other are not centred, or differ in style.
/// Lines of one length are centred and flush at once, so the lengths must differ: two
/// short headings at the margin may be as long as each other. Without this rule the title
/// would be two paragraphs.
fn is_of_centred_title(above: &Line, below: &Line, context: &Context<'_>) -> bool {
    let size = above.size;
    !context.body.is_body(above)
        // Two headings of one chapter, a title and a subtitle, differ in style.
        && above.style == below.style
        && below.y - above.y < TITLE_LEADING.at(size)
        && (above.middle() - below.middle()).abs() < SAME_MIDDLE.at(size)
        // Lines of one length are centred and flush at once: they prove nothing.
        && (above.area[0] - below.area[0]).abs() > CENTRED_SHIFT.at(size)
        && list::marker(below, context.words).is_none()
}

/// Returns whether line `at` ends before the right margin though the next word would fit.
///
/// The margin is that of the lines around it. Beside a picture the column is narrower: by
/// the margin of the whole column each line there would end its paragraph.
fn ends_early(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    // A few lines only: beside a picture all of them are as narrow.
    let around = &lines[at.saturating_sub(LINES_AROUND)..lines.len().min(at + LINES_AROUND + 1)];
    let near = around
        .iter()
        .filter(|near| (near.y - line.y).abs() < AROUND.at(line.size) && near.page == line.page);
    let right = near.fold(line.area[2], |right, near| right.max(near.area[2]));
    let narrowed = Line {
        margins: Extent {
            start: line.margins.start,
            end: right,
        },
        words: Vec::new(),
        underlines: Vec::new(),
        ..*line
    };
    // The next word is that of the line below: it must have had room.
    narrowed.ends_early(&lines[at + 1])
}

/// Returns whether a line is the term of an option, "-f, --file", below a heading that
/// begins left of it.
///
/// In manual pages nothing else sets both apart: "OPTIONS" and "-f, --file" would be one
/// heading of two lines.
fn begins_option(above: &Line, below: &Line, context: &Context<'_>) -> bool {
    let first = below.first_char(context.words);
    let begins_with_dash = matches!(first, Some('-' | '‐' | '−'));
    // Only an indented dash: one at the margin may be an item.
    begins_with_dash && below.area[0] - above.area[0] > INDENT.at(below.size)
}

/// Returns whether line `at` begins a paragraph by its indent.
///
/// Books do not set space between paragraphs; the first line of each is indented. The
/// next line returns to the margin: that of a quote stays, and a quote does not begin
/// anew with each line. In a bibliography it is the other lines that are indented:
/// "Smith, J. A history" at the margin, its second line indented, and the next entry at
/// the margin again. Without these rules a chapter, or a whole bibliography, would be one
/// paragraph.
fn is_indented(lines: &[Line], at: usize) -> bool {
    let (above, below) = (&lines[at - 1], &lines[at]);
    let indent = INDENT.at(below.size);
    let shift = below.area[0] - above.area[0];
    // A larger shift is a centred line or a cell.
    if shift > indent && shift < MAX_INDENTS * indent {
        let next = lines
            .get(at + 1)
            .filter(|next| next.y - below.y < NEXT_LINE.at(below.size) && next.page == below.page);
        // The next line of a quote stays. A last line has none, so the line above
        // decides.
        return next.map_or(ends_early(lines, at - 1), |next| {
            below.area[0] - next.area[0] > RETURN_INDENTS * indent
        });
    }
    // The other form, as in a bibliography: back at the place of the first line.
    at > 1 && -shift > indent && (lines[0].area[0] - below.area[0]).abs() < SAME_INDENTS * indent
}

/// Returns whether code begins with line `at`.
///
/// A monospace line in a paragraph may also be a long name that was broken before it.
/// Code is set apart by space, indent, a short line above or a second line of code.
/// Without these signs each such name would be a listing in the middle of a sentence.
fn starts_code(lines: &[Line], at: usize, distance: f32, leading: f32) -> bool {
    let (above, below) = (&lines[at - 1], &lines[at]);
    let next = lines.get(at + 1);
    below.style.monospace
        && !above.style.monospace
        // One of these sets code apart from a long name in a sentence.
        && (distance > NEAR_CODE * leading
            || (below.area[0] - above.area[0]).abs() > CODE_INDENT.at(below.size)
            || ends_early(lines, at - 1)
            || next.is_some_and(|next| next.style.monospace))
}
