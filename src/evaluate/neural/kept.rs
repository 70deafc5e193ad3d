//! The vectors of texts that were embedded before.

use super::encoder::EncoderInput;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The 32-bit numbers that are kept, pieces of texts included: 64 MB. A comparison of
/// chunkings embeds each text about twice, so a folder of some 20 MB is kept whole.
const MAX_NUMBERS: usize = 1 << 24;

/// Vectors by the pieces of their text.
#[derive(Default)]
pub(super) struct KeptVectors(Mutex<KnownVectors>);

#[derive(Default)]
struct KnownVectors {
    vectors: HashMap<EncoderInput, Arc<[f32]>>, // looked up only
    numbers: usize,
}

impl KeptVectors {
    pub(super) fn get(&self, text: &EncoderInput) -> Option<Arc<[f32]>> {
        self.kept().vectors.get(text).cloned()
    }

    /// Keeps a vector if there is room.
    pub(super) fn keep(&self, text: &EncoderInput, vector: &Arc<[f32]>) {
        // The first ones stay: chunkings are embedded in the same order again and again,
        // so whatever made room for a new text would be the text that comes next.
        let mut kept = self.kept();
        let numbers = kept.numbers + text.pieces.len() + vector.len();
        if numbers <= MAX_NUMBERS {
            kept.numbers = numbers;
            kept.vectors.insert(text.clone(), Arc::clone(vector));
        }
    }

    fn kept(&self) -> MutexGuard<'_, KnownVectors> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let text = |piece: u32| EncoderInput {
            pieces: vec![piece],
            second: 1,
        };
        let kept = KeptVectors::default();
        let large: Arc<[f32]> = vec![0.0; MAX_NUMBERS / 2].into();
        for piece in 0..3 {
            kept.keep(&text(piece), &large);
        }
        assert!(kept.get(&text(0)).is_some());
        assert!(kept.get(&text(1)).is_none() && kept.get(&text(2)).is_none());
        kept.keep(&text(3), &Arc::from([1.0]));
        assert_eq!(kept.get(&text(3)).as_deref(), Some(&[1.0][..]));
    }
}
