//! Decides how many rows at the top of a table name its columns.

/// A header has at most this many rows. Above that, the rows are those of a table of
/// words, or of one that is bold throughout.
const MAX_HEADER_ROWS: usize = 5;

/// The look of rows, by which a header is found in every format.
pub(in crate::reader) trait RowLook {
    /// The number of rows.
    fn height(&self) -> usize;
    /// The row has a cell, and all of its cells are bold.
    fn is_bold(&self, row: usize) -> bool;
    /// The row has text in the column of the labels only: `Current assets:`.
    fn is_only_label(&self, row: usize) -> bool;
    /// The only cell of the row is a title of the whole table: `(Dollars in millions)`.
    fn is_title(&self, row: usize) -> bool;
}

/// The texts of rows, by which a header is found where its look does not show it. Each
/// feature is computed only where it counts.
#[cfg(feature = "html")]
pub(in crate::reader) trait RowFeatures: RowLook {
    /// The row has text in the column of the labels.
    fn has_label(&self, row: usize) -> bool;
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
#[cfg(feature = "html")]
pub(in crate::reader) fn header_rows(rows: &impl RowFeatures) -> usize {
    let height = rows.height();
    if height < 2 {
        return 0;
    }
    if let Some(bold) = bold_rows(rows) {
        return bold;
    }
    match (0..height).take_while(|row| !rows.has_value(*row)).count() {
        // Words throughout: the first row, as in Markdown.
        above if above == height => 1,
        0 => 0,
        above => above_first_number(above.min(max_header(rows)), rows),
    }
}

/// Returns the number of rows at the top that are the header by their look: bold
/// throughout, up to labels of the rows below them, such as `Current assets:`. `None` if
/// the first row is not bold, or too many are: a table may be bold throughout.
pub(in crate::reader) fn bold_rows(rows: &impl RowLook) -> Option<usize> {
    let bold = (0..rows.height()).take_while(|row| rows.is_bold(*row));
    let bold = bold.count();
    let is_header = (1..=max_header(rows)).contains(&bold);
    is_header.then(|| bold - labels_before(bold, rows))
}

/// Returns how many of the first `count` rows are titles of the whole table, above the row
/// that names its columns. In the header, `(Dollars in millions)` would be in the name of
/// each column.
pub(in crate::reader) fn title_rows(rows: &impl RowLook, count: usize) -> usize {
    (0..count).take_while(|row| rows.is_title(*row)).count()
}

/// Returns the most rows that a header may have: a row is below it.
pub(in crate::reader) fn max_header(rows: &impl RowLook) -> usize {
    MAX_HEADER_ROWS.min(rows.height().saturating_sub(1))
}

/// Returns how many of the `above` rows over the first number are the header: the first
/// one, those without a label, and one below the names of groups or with years.
#[cfg(feature = "html")]
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
fn labels_before(count: usize, rows: &impl RowLook) -> usize {
    (1..count)
        .rev()
        .take_while(|row| rows.is_only_label(*row))
        .count()
}

#[cfg(test)]
mod tests {
    use super::{MAX_HEADER_ROWS, RowLook, bold_rows, max_header, title_rows};

    /// Rows by their look: a title, a bold row, a bold label or another row.
    struct Rows(Vec<char>);

    impl RowLook for Rows {
        fn height(&self) -> usize {
            self.0.len()
        }

        fn is_bold(&self, row: usize) -> bool {
            matches!(self.0[row], 'b' | 'l')
        }

        fn is_only_label(&self, row: usize) -> bool {
            self.0[row] == 'l'
        }

        fn is_title(&self, row: usize) -> bool {
            self.0[row] == 't'
        }
    }

    fn rows(looks: &str) -> Rows {
        Rows(looks.chars().collect())
    }

    #[test]
    fn bold_rows_above_others_are_the_header_without_labels_of_the_rows_below() {
        for (looks, header) in [
            ("b..", Some(1)),
            ("bb.", Some(2)),
            ("bl.", Some(1)),
            ("bbll.", Some(2)),
            ("l..", Some(1)),
            ("...", None),
            ("bb", None),
            ("", None),
        ] {
            assert_eq!(bold_rows(&rows(looks)), header, "{looks}");
        }
        let all = rows(&"b".repeat(MAX_HEADER_ROWS + 2));
        assert_eq!(bold_rows(&all), None, "a table that is bold throughout");
    }

    #[test]
    fn titles_are_the_rows_before_the_first_other_one() {
        let rows = rows("tt.t.");
        assert_eq!(title_rows(&rows, rows.height()), 2);
        assert_eq!(title_rows(&rows, 1), 1);
        assert_eq!(max_header(&rows), 4);
    }
}
