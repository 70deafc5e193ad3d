//! Words that the caller recognizes on pages whose text the file does not have.

use super::drawing;
use super::page::File;
use std::fmt;
use std::sync::Arc;

/// A page that shows text which the file does not have: a scan, or letters in a font
/// without a map to characters.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct UnreadPage {
    /// The page, the first being 1.
    pub number: u32,
    /// Its width in points, as it is shown.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
}

/// A word that was recognized on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct RecognizedWord {
    /// Its letters.
    pub text: String,
    /// The box around them in points from the top left of the page: left, top, right,
    /// bottom.
    pub bbox: [f32; 4],
}

/// Recognizes the words of pages, such as a program for OCR. Closures implement it.
pub trait WordSource: Send + Sync {
    /// Returns the words of a page in reading order; none if there are none.
    fn words(&self, page: &UnreadPage) -> Vec<RecognizedWord>;
}

impl<F: Fn(&UnreadPage) -> Vec<RecognizedWord> + Send + Sync> WordSource for F {
    fn words(&self, page: &UnreadPage) -> Vec<RecognizedWord> {
        self(page)
    }
}

/// The source that a caller sets.
#[derive(Clone, Default)]
pub(super) struct Source(Option<Arc<dyn WordSource>>);

impl Source {
    pub(super) fn new(source: impl WordSource + 'static) -> Self {
        Self(Some(Arc::new(source)))
    }

    /// Adds the recognized words of pages that cannot be read.
    pub(super) fn add(&self, file: &mut File) {
        let Some(source) = &self.0 else { return };
        for page in &mut file.pages {
            if drawing::unreadable(page).is_none() {
                continue;
            }
            let words = source.words(&UnreadPage {
                number: page.number,
                width: page.width,
                height: page.height,
            });
            if !words.is_empty() {
                drawing::withhold_unreadable(page);
                let words = words.iter().map(|word| (word.text.as_str(), word.bbox));
                drawing::place_words(page, words);
            }
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Source" } else { "none" })
    }
}
