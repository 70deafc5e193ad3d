//! Encodes many texts: in batches, on all processors.

use super::encoder::{Encoder, EncoderInput};
use super::in_parallel;
use crate::error::{Error, ErrorKind, Result};

/// The rows of a batch, one for each piece of a text. Products with fewer rows are slower,
/// and more would leave a processor without work at the end.
const ROWS: usize = 256;

/// Returns what `read` makes of the vectors of each text, in the order of the texts.
/// `report` gets the number of texts of each batch after it.
///
/// # Errors
/// If the vocabulary has more pieces than the model.
pub(super) fn encode<O: Send>(
    encoder: &Encoder,
    texts: &[EncoderInput],
    read: impl Fn(&[f32]) -> O + Sync,
    report: impl Fn(usize) + Sync,
) -> Result<Vec<O>> {
    let known = u32::try_from(encoder.vocabulary()).unwrap_or(u32::MAX);
    let pieces = || texts.iter().flat_map(|text| &text.pieces);
    if pieces().any(|piece| *piece >= known) {
        let message = "the model has fewer pieces than its vocabulary";
        return Err(Error::new(ErrorKind::Retrieval, message));
    }
    let order = longest_first(texts);
    let batches = batches(texts, &order);
    let outputs = in_parallel(&batches, |batch| {
        let texts: Vec<&EncoderInput> = batch.iter().map(|at| &texts[*at]).collect();
        let rows = encoder.encode(&texts);
        let mut rest = rows.as_slice();
        let mut read_next = |text: &&EncoderInput| {
            let (own, after) = rest.split_at(text.pieces.len() * encoder.size());
            rest = after;
            read(own)
        };
        let outputs: Vec<O> = texts.iter().map(&mut read_next).collect();
        report(texts.len());
        outputs
    });
    let mut placed: Vec<(usize, O)> = order
        .iter()
        .copied()
        .zip(outputs.into_iter().flatten())
        .collect();
    placed.sort_by_key(|(at, _)| *at);
    Ok(placed.into_iter().map(|(_, output)| output).collect())
}

/// Returns the numbers of the texts, the longest first: the last batches are short, so all
/// processors end at about the same time.
fn longest_first(texts: &[EncoderInput]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(texts[*at].pieces.len()));
    order
}

/// Splits `order` into batches of at most [`ROWS`] pieces; a longer text is a batch of its
/// own.
fn batches<'o>(texts: &[EncoderInput], order: &'o [usize]) -> Vec<&'o [usize]> {
    let mut batches = Vec::new();
    let (mut start, mut rows) = (0, 0);
    for (end, at) in order.iter().enumerate() {
        let length = texts[*at].pieces.len();
        if rows + length > ROWS && start < end {
            batches.push(&order[start..end]);
            (start, rows) = (end, 0);
        }
        rows += length;
    }
    batches.extend((start < order.len()).then(|| &order[start..]));
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_full_and_hold_each_text_once() {
        let lengths = [100, 3, 200, 40, 300, 56];
        let texts = lengths.map(|length| EncoderInput {
            pieces: vec![0; length],
            second: length,
        });
        let order = longest_first(&texts);
        assert_eq!(order, [4, 2, 0, 5, 3, 1]);
        assert_eq!(batches(&texts, &order), [&[4][..], &[2], &[0, 5, 3, 1]]);
        assert!(batches(&[], &[]).is_empty());
    }
}
