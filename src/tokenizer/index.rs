//! The number of tokens up to each place of a text.

mod marks;

use super::Tokenizer;
use crate::error::Result;
pub(super) use marks::{MarkWriter, TokenEnds};
use std::fmt;

/// Returns true if no token crosses the offset, neither in the text nor in any piece of
/// it that is cut there.
type SafePlaces = fn(&str, usize) -> bool;

/// The longest piece, in bytes, that is counted by a tokenizer without an index of its
/// own. Offsets inside a piece are estimates, so shorter pieces give better ones, at more
/// calls.
const PIECE_BYTES: usize = 160;

/// The ends of the tokens of one text.
pub struct TokenIndex {
    sums: Sums,
    safe: Option<SafePlaces>,
}

/// The tokens up to each place.
enum Sums {
    Marks(TokenEnds),
    Ends(Ends),
}

/// The ends of pieces, ascending, and the tokens up to each.
struct Ends {
    ends: Vec<u32>,
    sums: Vec<u32>,
}

impl TokenIndex {
    /// Creates the index of a text whose tokens end at `ends`, in bytes, ascending.
    ///
    /// `safe(text, at)` returns true if no token crosses `at`, neither in `text` nor in
    /// any piece of it that contains or ends at that place: counting the text before and
    /// after it separately gives the same sum. It may return `false` too often, but never
    /// `true` wrongly, because all counts are then exact by definition.
    #[must_use]
    pub fn exact(ends: Vec<u32>, safe: fn(&str, usize) -> bool) -> Self {
        // Marks need an offset of its own for each end. Tokens of one character may share
        // theirs.
        let is_strict = ends.first() != Some(&0) && ends.is_sorted_by(|a, b| a < b);
        let sums = if is_strict {
            let mut marks = MarkWriter::new(ends.last().map_or(0, |end| *end as usize));
            for end in ends {
                marks.piece(end, 1);
            }
            Sums::Marks(marks.finish())
        } else {
            let sums = (1..=crate::document::offset(ends.len())).collect();
            Sums::Ends(Ends { ends, sums })
        };
        let safe = Some(safe);
        Self { sums, safe }
    }

    /// Returns the index of a text whose tokens are in `marks`. Each place that is
    /// `safe`, as in [`exact`](Self::exact), must be the end of a piece there.
    pub(super) fn from_marks(marks: TokenEnds, safe: fn(&str, usize) -> bool) -> Self {
        Self {
            sums: Sums::Marks(marks),
            safe: Some(safe),
        }
    }

    /// Creates an index for a tokenizer that can only count. It counts short pieces of
    /// `text`, cut at white space, one by one.
    #[must_use]
    pub fn estimated<T: Tokenizer + ?Sized>(tokenizer: &T, text: &str) -> Self {
        let complete = Self::estimated_while(tokenizer, text, &|| true);
        complete.unwrap_or_else(|| unreachable!("it is never stopped"))
    }

    /// Creates an index like [`estimated`](Self::estimated), but returns `None` when
    /// `may_continue` returns false. It is called before each piece.
    pub fn estimated_while<T: Tokenizer + ?Sized>(
        tokenizer: &T,
        text: &str,
        may_continue: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let complete = Self::pieces(text, may_continue, |text| Ok(tokenizer.count(text)));
        complete.unwrap_or_else(|_| unreachable!("no count fails"))
    }

    /// Creates an index like [`estimated_while`](Self::estimated_while) for a tokenizer
    /// that can fail.
    ///
    /// # Errors
    /// Returns the first error of the tokenizer.
    pub fn try_estimated_while<T: Tokenizer + ?Sized>(
        tokenizer: &T,
        text: &str,
        may_continue: &dyn Fn() -> bool,
    ) -> Result<Option<Self>> {
        Self::pieces(text, may_continue, |text| tokenizer.try_count(text))
    }

    fn pieces(
        text: &str,
        may_continue: &dyn Fn() -> bool,
        count: impl Fn(&str) -> Result<usize>,
    ) -> Result<Option<Self>> {
        let frame = count("")?; // some tokenizers add [CLS] and [SEP] to every text
        let mut ends = Vec::with_capacity(text.len() / PIECE_BYTES + 1);
        let mut sums = Vec::with_capacity(ends.capacity());
        let mut start = 0;
        let mut sum = 0;
        while start < text.len() {
            if !may_continue() {
                return Ok(None);
            }
            let end = piece_end(text, start);
            sum += count(&text[start..end])?.saturating_sub(frame);
            ends.push(crate::document::offset(end));
            sums.push(super::saturate(sum));
            start = end;
        }
        Ok(Some(Self {
            sums: Sums::Ends(Ends { ends, sums }),
            safe: None,
        }))
    }

    /// Returns the test for places that no token crosses, or `None` if counts are
    /// estimates.
    pub(super) fn safe(&self) -> Option<SafePlaces> {
        self.safe
    }

    pub(super) fn is_exact(&self) -> bool {
        self.safe.is_some()
    }

    /// Returns the number of tokens that end at or before `at`: exact at safe places,
    /// else an estimate.
    pub(super) fn before(&self, at: u32) -> u32 {
        match &self.sums {
            Sums::Marks(marks) => marks.before(at),
            Sums::Ends(ends) => ends.before(at),
        }
    }

    /// Returns the offset at which the token number `tokens` ends.
    pub(super) fn end_of(&self, tokens: u32) -> Option<u32> {
        match &self.sums {
            Sums::Marks(marks) => marks.end_of(tokens),
            Sums::Ends(ends) => ends.end_of(tokens),
        }
    }

    fn tokens(&self) -> u32 {
        match &self.sums {
            Sums::Marks(marks) => marks.tokens(),
            Sums::Ends(ends) => ends.sums.last().copied().unwrap_or(0),
        }
    }
}

impl Ends {
    /// Returns the tokens up to the last end at or before `at`, plus a share of the next
    /// piece in proportion to its bytes.
    fn before(&self, at: u32) -> u32 {
        let entry = self.ends.partition_point(|end| *end <= at);
        let (start, done) = self.piece_start(entry);
        let (Some(end), Some(sum)) = (self.ends.get(entry), self.sums.get(entry)) else {
            return done;
        };
        let share = u64::from(at - start) * u64::from(sum - done) / u64::from((end - start).max(1));
        done + u32::try_from(share).unwrap_or(u32::MAX)
    }

    /// Returns the offset at which the token number `tokens` ends, in proportion inside a
    /// piece.
    fn end_of(&self, tokens: u32) -> Option<u32> {
        if tokens == 0 {
            return Some(0);
        }
        let entry = self.sums.partition_point(|sum| *sum < tokens);
        let (start, done) = self.piece_start(entry);
        let (end, sum) = (*self.ends.get(entry)?, self.sums[entry]);
        let share =
            u64::from(tokens - done) * u64::from(end - start) / u64::from((sum - done).max(1));
        Some(start + u32::try_from(share).unwrap_or(0))
    }

    /// Returns the start of piece number `entry`, and the tokens before it.
    fn piece_start(&self, entry: usize) -> (u32, u32) {
        entry
            .checked_sub(1)
            .map_or((0, 0), |last| (self.ends[last], self.sums[last]))
    }
}

/// Returns the end of the piece that begins at `start`: the last white space within the
/// limit.
fn piece_end(text: &str, start: usize) -> usize {
    let most = text.floor_char_boundary((start + PIECE_BYTES).min(text.len()));
    if most == text.len() {
        return most;
    }
    match text[start..most].rfind(char::is_whitespace) {
        Some(space) if space > 0 => start + space,
        _ if most > start => most,
        _ => text.ceil_char_boundary(start + 1),
    }
}

impl fmt::Debug for TokenIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenIndex")
            .field("tokens", &self.tokens())
            .field("exact", &self.is_exact())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenizer::from_fn;

    #[test]
    fn an_estimated_index_subtracts_the_tokens_added_to_every_text() {
        let framed = from_fn("words and two", |text: &str| {
            text.split_whitespace().count() + 2
        });
        let text = "one two three four ".repeat(200);
        let index = TokenIndex::estimated(&framed, &text);
        assert_eq!(index.before(crate::document::offset(text.len())), 800);
        let end = index.end_of(index.before(1900)).unwrap();
        assert!((1880..=1920).contains(&end), "{end}");
    }

    #[test]
    fn tokens_that_end_at_the_same_offset_all_count() {
        let index = TokenIndex::exact(vec![2, 5, 5, 9], |_, _| true);
        assert_eq!(
            [1, 2, 4, 5, 9, 12].map(|at| index.before(at)),
            [0, 1, 1, 3, 4, 4]
        );
        let strict = TokenIndex::exact(vec![2, 5, 9], |_, _| true);
        assert_eq!(
            [1, 2, 4, 5, 9, 12, 900].map(|at| strict.before(at)),
            [0, 1, 1, 2, 3, 3, 3]
        );
        assert_eq!(
            [0, 1, 3, 4].map(|at| strict.end_of(at)),
            [Some(0), Some(2), Some(9), None]
        );
        assert_eq!(TokenIndex::exact(Vec::new(), |_, _| true).before(900), 0);
    }

    #[test]
    fn pieces_are_cut_at_white_space_and_inside_words_only_where_there_is_none() {
        let text = format!("{} {}", "ab ".repeat(80), "x".repeat(400));
        let mut start = 0;
        while start < text.len() {
            let end = piece_end(&text, start);
            assert!(end > start && end - start <= PIECE_BYTES);
            assert!(end >= 240 || text.as_bytes()[end] == b' ');
            start = end;
        }
    }
}
