//! Finds the sentences of a text (UAX #29 5.1), slice by slice, so that a run can be
//! stopped inside a text of megabytes.

use super::word_break::is_grapheme_boundary;
use unicode_segmentation::UnicodeSegmentation;

/// The bytes that are searched at once, a few milliseconds. A longer sentence is cut as
/// if it ended there: its end would be searched in all of `ab. cd ab. cd ...`, where no
/// sentence ends, and no usual chunk can hold it.
const SLICE_BYTES: usize = 64 << 10;

/// Calls `found` with the start of each sentence of `text` but the first, as long as it
/// returns true and `is_stopped` false. A line break is white space, not the end of a
/// sentence.
pub(super) fn each_start(
    text: &str,
    is_stopped: impl Fn() -> bool,
    mut found: impl FnMut(usize) -> bool,
) {
    let mut from = 0;
    while from < text.len() && !is_stopped() {
        let end = text.ceil_char_boundary(text.len().min(from + SLICE_BYTES));
        let slice = &text[from..end];
        let is_last = end == text.len();
        let mut starts = if is_one_sentence(slice) {
            Vec::new()
        } else {
            starts(slice)
        };
        if !is_last {
            // The text after the slice may show that this one is none: `a. 1 b` (SB8).
            starts.pop();
            if starts.is_empty() {
                starts.push(forced(slice));
            }
        }
        for start in &starts {
            if !found(from + start) {
                return;
            }
        }
        match starts.last() {
            // The rules do not depend on the text before a sentence.
            Some(last) if !is_last => from += last,
            _ => return,
        }
    }
}

/// Returns the starts of all sentences of `slice` but the first that do not cut a
/// grapheme.
fn starts(slice: &str) -> Vec<usize> {
    let line = Line::of(slice);
    let bounds = line.text.split_sentence_bound_indices().map(|(at, _)| at);
    bounds
        .filter(|at| *at > 0 && is_grapheme_boundary(&line.text, *at))
        .map(|at| line.place(at))
        .collect()
}

/// A text with spaces for its line breaks, without most of the white space, of the brackets
/// and quotation marks and of the combining marks of long runs.
///
/// At each character of such a run after a full stop, rule SB8 is tried, which searches
/// the rest of the run: 6,700 spaces after a full stop took .15 s. No sentence begins inside
/// a run of one class (SB9, SB10, SB998), whatever its length, and marks belong to the
/// character before them (SB5).
struct Line {
    text: String,
    /// For each run that is cut, its end in `text`, and the bytes that are left out up to
    /// there.
    cuts: Vec<(usize, usize)>,
}

impl Line {
    /// The characters of a run that are kept.
    const KEPT: usize = 2;

    fn of(slice: &str) -> Self {
        let mut line = Self {
            text: String::with_capacity(slice.len()),
            cuts: Vec::new(),
        };
        let mut left_out = 0;
        let mut run = (None, 0);
        let mut is_after_letter = true;
        for c in slice.chars() {
            let mut class = RunClass::of(c);
            // The marks of letters are the usual ones, and in no run.
            if !c.is_ascii() && (run.0.is_some() || !is_after_letter) && is_mark(c) {
                class = run.0.or(Some(RunClass::Mark));
            }
            is_after_letter = c.is_alphanumeric();
            run = if class.is_some() && class == run.0 {
                (class, run.1 + 1)
            } else {
                (class, 1)
            };
            if class.is_none() || run.1 <= Self::KEPT {
                line.text
                    .push(if matches!(c, '\n' | '\r') { ' ' } else { c });
                continue;
            }
            left_out += c.len_utf8();
            let end = line.text.len();
            match line.cuts.last_mut() {
                Some(last) if last.0 == end => last.1 = left_out,
                _ => line.cuts.push((end, left_out)),
            }
        }
        line
    }

    /// Returns the place in the slice of a place in the line.
    fn place(&self, at: usize) -> usize {
        let cuts = self.cuts.partition_point(|(end, _)| *end <= at);
        at + cuts.checked_sub(1).map_or(0, |last| self.cuts[last].1)
    }
}

/// The classes of UAX #29 that may be in runs after the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RunClass {
    /// `Sp`
    Space,
    /// `Close`
    Close,
    /// `Extend`, after a character of no class
    Mark,
}

impl RunClass {
    #[inline]
    fn of(c: char) -> Option<Self> {
        if c.is_ascii_alphanumeric() {
            None // most characters
        } else if c.is_whitespace() {
            // Each of these ends a paragraph.
            (!matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')).then_some(Self::Space)
        } else {
            CLOSE.contains(c).then_some(Self::Close)
        }
    }
}

/// Returns true for a character of the class `Extend`: those that extend the grapheme of a
/// letter, but two vowels and the colours of skin.
fn is_mark(c: char) -> bool {
    let after_letter: String = ['a', c].into_iter().collect();
    !matches!(c, '\u{e33}' | '\u{eb3}' | '\u{1f3fb}'..='\u{1f3ff}')
        && !is_grapheme_boundary(&after_letter, 1)
}

/// Characters of the class `Close`: those of ASCII and of usual typography.
const CLOSE: &str = "()[]{}\"'“”„‘’‚«»‹›「」『』（）【】〈〉《》";

/// Returns the place to cut a slice in which no sentence ends: after its last space, or
/// else at its end.
fn forced(slice: &str) -> usize {
    let space = last_space(slice).filter(|at| *at > 0);
    space.map_or(slice.len(), |at| slice.ceil_char_boundary(at + 1))
}

/// Returns the offset of the last white space. In a run of `#` there is none, and a
/// search character by character takes a third of all time.
fn last_space(slice: &str) -> Option<usize> {
    if !slice.is_ascii() {
        return slice.rfind(char::is_whitespace);
    }
    let bytes = slice.as_bytes();
    let usual = memchr::memrchr3(b' ', b'\t', b'\n', bytes);
    usual.max(memchr::memrchr3(b'\r', b'\x0b', b'\x0c', bytes))
}

/// Returns true if no sentence ends inside `text`. Only the terminators of ASCII are
/// searched, which takes a hundredth of the time of the rules: a run of a million `#` is
/// searched at each level.
fn is_one_sentence(text: &str) -> bool {
    text.is_ascii() && memchr::memchr3(b'.', b'?', b'!', text.as_bytes()).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<usize> {
        let mut all = Vec::new();
        each_start(
            text,
            || false,
            |start| {
                all.push(start);
                true
            },
        );
        all
    }

    #[test]
    fn slices_have_the_sentences_of_the_whole() {
        for unit in [
            "One. Two! Three?\nFour.\r\n",
            "Dr. 12 of it. No. 5 is 1.5 m. ",
            "東京へ行く。お茶。",
            "A.\u{301} B. c. \u{301}D. ",
            "x. 1 2 3 4 5 6 7 8 9. 10 y. Z ",
        ] {
            for bytes in [100, SLICE_BYTES - 1, SLICE_BYTES + 1, 3 * SLICE_BYTES] {
                let text = unit.repeat(bytes / unit.len() + 1);
                assert_eq!(all(&text), all_starts(&text), "{bytes} of {unit:?}");
            }
        }
    }

    /// The starts by the rules alone.
    fn all_starts(text: &str) -> Vec<usize> {
        let line = text.replace(['\n', '\r'], " ");
        let bounds = line.split_sentence_bound_indices().map(|(at, _)| at);
        bounds
            .filter(|at| *at > 0 && is_grapheme_boundary(&line, *at))
            .collect()
    }

    proptest! {
        #[test]
        fn runs_that_are_cut_change_no_sentence(
            text in "([.?!。]{0,2}[ \n\r\t\u{b}\u{a0}\u{3000}]{0,5}[)(\\[{\"'“”„‘’‚«»‹›「」『』（）【】〈〉《》]{0,5}[ \n]{0,4}[aB1東\u{301}\u{200d}\u{2029}\u{85},—]{0,2}){0,12}"
        ) {
            prop_assert_eq!(starts(&text), all_starts(&text));
        }

        #[test]
        fn marks_that_are_cut_change_no_sentence(
            text in "([.?!a1東]{0,2}([ )]{0,2}[\u{301}\u{200d}\u{591}\u{903}\u{fe0f}]{0,4}){0,4}[aB1東,]{0,2}){0,8}"
        ) {
            prop_assert_eq!(starts(&text), all_starts(&text));
        }
    }

    #[test]
    fn marks_are_those_of_the_rules() {
        let marks = (0x80..=0x10_ffff_u32)
            .filter_map(char::from_u32)
            .filter(|c| is_mark(*c));
        let mut count = 0;
        for mark in marks {
            count += 1;
            // After a full stop, before it and before a letter; a mark is never seen.
            for text in [
                "Tea.# Milk",
                "Tea#. Milk",
                "Tea. #milk",
                "Tea. )#Milk",
                "3.#4 A.#b",
            ] {
                let without = starts(&text.replace('#', "")).len();
                let text = text.replace('#', &[mark; 4].iter().collect::<String>());
                assert_eq!(starts(&text), all_starts(&text), "{text:?} with {mark:?}");
                assert_eq!(starts(&text).len(), without, "{text:?} with {mark:?}");
            }
        }
        assert!(count > 2000, "{count}");
    }

    #[test]
    fn a_long_run_is_cut_to_two_characters() {
        for run in [" ", "\n", ")", "”", "\u{a0}", "\u{301}"] {
            let text = format!("Tea.{}Milk", run.repeat(1000));
            let cut = format!("Tea.{}Milk", run.repeat(2).replace('\n', " "));
            assert_eq!(Line::of(&text).text, cut);
        }
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let text = "ab. cd ".repeat(SLICE_BYTES / 2);
        let cuts = all(&text);
        assert!(!cuts.is_empty() && cuts[0] <= SLICE_BYTES);
        assert!(cuts.windows(2).all(|pair| pair[1] - pair[0] <= SLICE_BYTES));
        assert!(cuts.iter().all(|cut| text.as_bytes()[cut - 1] == b' '));
    }

    #[test]
    fn the_last_space_is_that_of_unicode() {
        for space in (0..0x100).filter_map(char::from_u32) {
            for text in ["a\u{a0}b", "a b\tc", "ab", "é b"] {
                let text = format!("{text}{space}#");
                assert_eq!(
                    last_space(&text),
                    text.rfind(char::is_whitespace),
                    "{text:?}"
                );
            }
        }
    }

    #[test]
    fn a_search_is_stopped() {
        let text = "One. Two. ".repeat(SLICE_BYTES);
        let slices = std::cell::Cell::new(0);
        let is_stopped = || slices.replace(slices.get() + 1) > 1;
        let mut last = 0;
        each_start(&text, is_stopped, |start| {
            last = start;
            true
        });
        assert!(last > 0 && last < 3 * SLICE_BYTES);
    }
}
