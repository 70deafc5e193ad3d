//! Reads page labels, which viewers show as page numbers (ISO 32000-2 12.4.2).

use super::value_tree;
use crate::lexicon::roman;
use crate::reader::pdf::object::{Objects, Truncated, Value};
use std::cell::Cell;
use std::collections::BTreeMap;

/// The number of ranges that are read.
const MOST_RANGES: usize = 100_000;

/// The number of bytes of a prefix that are kept. Each page of the range copies it, and
/// each block copies the label.
const MAX_PREFIX_BYTES: usize = 256;

/// The label styles of ranges of pages, by the index of the first page.
pub(crate) struct Labels<'a> {
    ranges: BTreeMap<i64, Value<'a>>,
    /// The number of prefixes that were cut.
    cut: Cell<usize>,
}

impl<'a> Labels<'a> {
    pub(crate) fn read(objects: &'a Objects) -> Self {
        let root = objects.trailer("Root").get("PageLabels");
        let entries = value_tree::entries(root, "Nums", MOST_RANGES).into_iter();
        let ranges = entries.filter_map(|[first, range]| Some((first.integer()?, range)));
        let ranges = ranges.collect();
        Self {
            ranges,
            cut: Cell::new(0),
        }
    }

    /// Returns the number of labels that were cut so far.
    pub(crate) fn cut(&self) -> usize {
        self.cut.get()
    }

    /// Returns the label of the page with this number, from 1, if the file has one.
    pub(crate) fn label(&self, number: u32) -> Option<String> {
        let index = i64::from(number) - 1;
        // The range of a page is the last one that begins at or before it.
        let (first, range) = self.ranges.range(..=index).next_back()?;
        let start = range.get("St").integer().unwrap_or(1);
        let count = start.saturating_add(index.saturating_sub(*first));
        let count = u32::try_from(count.clamp(0, 1_000_000)).unwrap_or(0);
        let prefix = range.get("P").text_within(MAX_PREFIX_BYTES);
        let (prefix, cut) = prefix.unwrap_or((String::new(), Truncated::No));
        self.cut
            .set(self.cut.get() + usize::from(cut == Truncated::Yes));
        let label = prefix + &numeral(range.get("S").name(), count);
        (!label.trim().is_empty()).then_some(label)
    }
}

fn numeral(style: Option<&[u8]>, number: u32) -> String {
    match style {
        Some(b"D") => number.to_string(),
        Some(b"R") => roman::write(number),
        Some(b"r") => roman::write(number).to_ascii_lowercase(),
        Some(b"A") => letters(number),
        Some(b"a") => letters(number).to_ascii_lowercase(),
        _ => String::new(),
    }
}

/// Writes letters: `A` to `Z`, then `AA`, `BB` to `ZZ`, and so on.
fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    let times = (index / 26 + 1).min(100);
    (0..times).map(|_| letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_have_five_styles() {
        assert_eq!(numeral(Some(b"D"), 12), "12");
        assert_eq!(numeral(Some(b"r"), 1994), "mcmxciv");
        assert_eq!(numeral(Some(b"A"), 27), "AA");
        assert_eq!(numeral(Some(b"a"), 3), "c");
        assert_eq!(numeral(None, 3), "");
    }
}
