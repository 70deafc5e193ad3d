//! Matrices of 32-bit numbers, row after row.

/// A matrix.
#[derive(Debug, Clone, Default)]
pub(super) struct WeightMatrix {
    pub(super) numbers: Vec<f32>,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// Some columns of consecutive rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct MatrixView<'n> {
    /// From the first number of the first row.
    pub(super) numbers: &'n [f32],
    /// The distance from one row to the next.
    pub(super) stride: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl WeightMatrix {
    pub(super) fn row(&self, row: usize) -> &[f32] {
        self.view().row(row)
    }

    pub(super) fn view(&self) -> MatrixView<'_> {
        MatrixView {
            numbers: &self.numbers,
            stride: self.columns,
            rows: self.rows,
            columns: self.columns,
        }
    }

    /// Returns the numbers of rows and of columns.
    pub(super) fn dim(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }
}

impl<'n> MatrixView<'n> {
    /// All rows of `columns` numbers.
    pub(super) fn of(numbers: &'n [f32], columns: usize) -> Self {
        Self {
            numbers,
            stride: columns,
            rows: numbers.len() / columns,
            columns,
        }
    }

    pub(super) fn row(self, row: usize) -> &'n [f32] {
        &self.numbers[row * self.stride..][..self.columns]
    }

    /// Returns `rows` rows from `first` on.
    pub(super) fn rows_from(self, first: usize, rows: usize) -> Self {
        let numbers = &self.numbers[first * self.stride..];
        Self {
            numbers,
            rows,
            ..self
        }
    }

    /// Returns `columns` columns from `first` on.
    pub(super) fn columns_from(self, first: usize, columns: usize) -> Self {
        let numbers = &self.numbers[first..];
        Self {
            numbers,
            columns,
            ..self
        }
    }
}
