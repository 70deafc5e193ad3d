//! Decides how many rows at the top of a table name its columns.

/// A header has at most this many rows. Above that, the rows are those of a table of
/// words.
const MAX_HEADER_ROWS: usize = 5;

/// The features of rows by which a header is found. Each is computed only where it
/// counts.
pub(in crate::reader) trait RowFeatures {
    /// The number of rows.
    fn height(&self) -> usize;
    /// All cells of the row are bold.
    fn is_bold(&self, row: usize) -> bool;
    /// The row has text in the column of the labels.
    fn has_label(&self, row: usize) -> bool;
    /// The row has text in the column of the labels only: `Current assets:`.
    fn is_only_label(&self, row: usize) -> bool;
    /// The row has a number that is not a year beside the labels.
    fn has_value(&self, row: usize) -> bool;
    /// The row has a year or a date beside its first cell.
    fn has_year(&self, row: usize) -> bool;
    /// The row has a cell over several columns.
    fn has_group(&self, row: usize) -> bool;
}

/// Returns the number of rows at the top that name the columns, where nothing marks them.
///
/// The first rows that are bold throughout are the header, or else those above the first
/// number: `2024 | 2023` above `Pens | $1,204 | $1,150`, also if `Year ended` is above
/// the years.
pub(in crate::reader) fn header_rows(rows: &impl RowFeatures) -> usize {
    let height = rows.height();
    if height < 2 {
        return 0;
    }
    let most = MAX_HEADER_ROWS.min(height - 1);
    let bold = (0..height).take_while(|row| rows.is_bold(*row)).count();
    if (1..=most).contains(&bold) {
        return bold - labels_before(bold, rows);
    }
    match (0..height).take_while(|row| !rows.has_value(*row)).count() {
        // Words throughout: the first row, as in Markdown.
        above if above == height => 1,
        0 => 0,
        above => above_first_number(above.min(most), rows),
    }
}

/// Returns how many of the `above` rows over the first number are the header: the first
/// one, those without a label, and one below the names of groups or with years.
fn above_first_number(above: usize, rows: &impl RowFeatures) -> usize {
    let mut header = 0;
    let mut has_groups = false;
    for row in 0..above {
        let is_labelled = row > 0 && rows.has_label(row);
        if is_labelled && !has_groups && !rows.has_year(row) {
            break;
        }
        has_groups = rows.has_group(row);
        header = row + 1;
        if is_labelled {
            break;
        }
    }
    (header - labels_before(header, rows)).max(1)
}

/// Returns how many of the last of the first `count` rows are labels of the rows below
/// them, such as `Current assets:`; the first row is none.
fn labels_before(count: usize, rows: &impl RowFeatures) -> usize {
    (1..count)
        .rev()
        .take_while(|row| rows.is_only_label(*row))
        .count()
}
