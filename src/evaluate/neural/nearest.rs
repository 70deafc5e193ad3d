//! Ranks vectors by their cosines.

use super::kernel::Finish;
use super::matrix::{MatrixView, WeightMatrix};
use super::product::Panels;
use fearless_simd::Level;
use std::sync::Arc;

/// The questions whose cosines are in memory at a time: 16 times a million texts are 64 MB.
const QUESTIONS: usize = 16;

/// Returns for each question the numbers of the `limit` texts with the largest cosines, the
/// largest first. All vectors have the length 1 and the same number of numbers.
pub(super) fn nearest(
    level: Level,
    texts: &[Arc<[f32]>],
    questions: &[Arc<[f32]>],
    limit: usize,
) -> Vec<Vec<usize>> {
    let Some(size) = texts.first().map(|text| text.len()) else {
        return vec![Vec::new(); questions.len()];
    };
    let matrix = WeightMatrix {
        numbers: texts.concat(),
        rows: texts.len(),
        columns: size,
    };
    let panels = Panels::transposed(matrix.view());
    drop(matrix);
    let (bias, mut tiles) = (vec![0.0; texts.len()], Vec::new());
    let mut rankings = Vec::with_capacity(questions.len());
    for questions in questions.chunks(QUESTIONS) {
        let questions = questions.concat();
        let questions = MatrixView::of(&questions, size);
        let cosines = panels.multiply(level, questions, &bias, Finish::None, &mut tiles);
        let rank = |cosines: &[f32]| largest(cosines, limit);
        rankings.extend(cosines.chunks_exact(texts.len()).map(rank));
    }
    rankings
}

/// Returns the places of the `limit` largest numbers, the largest first, and the first of
/// equal ones.
fn largest(numbers: &[f32], limit: usize) -> Vec<usize> {
    let order = |a: &usize, b: &usize| numbers[*b].total_cmp(&numbers[*a]).then(a.cmp(b));
    let mut places: Vec<usize> = (0..numbers.len()).collect();
    if limit < places.len() {
        places.select_nth_unstable_by(limit, order);
        places.truncate(limit);
    }
    places.sort_unstable_by(order);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_numbers_are_as_in_a_full_sort() {
        let numbers = [0.5, -1.0, 0.9, 0.5, 0.0, 0.9];
        for limit in 0..8 {
            let mut sorted = vec![2, 5, 0, 3, 4, 1];
            sorted.truncate(limit);
            assert_eq!(largest(&numbers, limit), sorted, "the first {limit}");
        }
    }
}
