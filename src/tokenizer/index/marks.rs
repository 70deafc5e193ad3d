//! The ends of the tokens of a text, as one bit for each byte.

/// The ends of tokens as bits, and the number of ends before each word of bits. Both
/// look-ups take a step or two (Jacobson, "Space-efficient Static Trees and Graphs",
/// 1989: rank and select). It takes a fifth of a byte for each byte of text; a list of
/// ends takes three bytes.
pub(in crate::tokenizer) struct TokenEnds {
    /// A bit for each byte that is the last of a token.
    words: Vec<u64>,
    /// For each word, the number of bits that are set in the words before it.
    before: Vec<u32>,
}

const BITS: u32 = u64::BITS;

/// Marks the tokens of a text, piece by piece.
pub(in crate::tokenizer) struct MarkWriter {
    words: Vec<u64>,
    /// The start of the next piece.
    start: u32,
}

impl MarkWriter {
    pub(in crate::tokenizer) fn new(bytes: usize) -> Self {
        Self {
            words: vec![0; bytes / BITS as usize + 1],
            start: 0,
        }
    }

    /// Marks a piece whose ends no token crosses. Pieces are added in order, and have at
    /// most as many tokens as bytes. The ends of tokens inside a piece are not known:
    /// they are marked as if the tokens were equally long.
    #[inline]
    pub(in crate::tokenizer) fn piece(&mut self, end: u32, tokens: u32) {
        for token in 1..tokens {
            let share = u64::from(end - self.start) * u64::from(token) / u64::from(tokens);
            self.mark(self.start + u32::try_from(share).unwrap_or(0) - 1);
        }
        self.mark(end - 1);
        self.start = end;
    }

    /// Marks the ends of pieces of one token each: a bit for each of the 64 bytes from `at`
    /// on. The next piece begins after them.
    #[inline]
    pub(in crate::tokenizer) fn ends(&mut self, at: u32, bits: u64) {
        let (word, shift) = ((at / BITS) as usize, at % BITS);
        self.words[word] |= bits << shift;
        let rest = bits.checked_shr(BITS - shift).unwrap_or(0);
        if rest != 0 {
            self.words[word + 1] |= rest;
        }
        if bits != 0 {
            self.start = at + BITS - bits.leading_zeros();
        }
    }

    #[inline]
    fn mark(&mut self, at: u32) {
        self.words[(at / BITS) as usize] |= 1 << (at % BITS);
    }

    pub(in crate::tokenizer) fn finish(self) -> TokenEnds {
        let mut sum = 0;
        let before = (self.words.iter())
            .map(|word| {
                let before = sum;
                sum += word.count_ones();
                before
            })
            .collect();
        TokenEnds {
            words: self.words,
            before,
        }
    }
}

impl TokenEnds {
    /// Returns the number of tokens that end at or before the offset `at`. It is exact at
    /// the end of a piece.
    pub(super) fn before(&self, at: u32) -> u32 {
        let word = (at / BITS) as usize;
        // The text may continue after its last token.
        let Some(bits) = self.words.get(word) else {
            return self.tokens();
        };
        let inside = bits & ((1 << (at % BITS)) - 1);
        self.before[word] + inside.count_ones()
    }

    /// Returns the offset at which the token number `tokens` ends, if there is such a
    /// token.
    pub(super) fn end_of(&self, tokens: u32) -> Option<u32> {
        if tokens == 0 {
            return Some(0);
        }
        let word = self.before.partition_point(|before| *before < tokens) - 1;
        let mut bits = self.words[word];
        for _ in self.before[word] + 1..tokens {
            bits &= bits.wrapping_sub(1); // without its lowest bit
        }
        let start = crate::document::offset(word) * BITS;
        (bits != 0).then(|| start + bits.trailing_zeros() + 1)
    }

    pub(super) fn tokens(&self) -> u32 {
        let last = self.words.len() - 1;
        self.before[last] + self.words[last].count_ones()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[(u32, u32)], bytes: usize) -> TokenEnds {
        let mut marks = MarkWriter::new(bytes);
        for (end, tokens) in pieces {
            marks.piece(*end, *tokens);
        }
        marks.finish()
    }

    #[test]
    fn tokens_are_counted_and_found_at_the_ends_of_pieces() {
        let pieces: Vec<(u32, u32)> = (1..=200).map(|at| (at * 3, 1 + at % 3)).collect();
        let marks = marked(&pieces, 600);
        let mut sum = 0;
        for (end, tokens) in pieces {
            sum += tokens;
            assert_eq!(marks.before(end), sum);
            assert_eq!(marks.end_of(sum), Some(end));
        }
        assert_eq!(marks.tokens(), sum);
        assert_eq!(marks.end_of(0), Some(0));
        assert_eq!(marks.end_of(sum + 1), None);
    }

    #[test]
    fn a_text_that_fills_its_words_ends_with_a_mark() {
        let marks = marked(&[(64, 64), (128, 1)], 128);
        assert_eq!((marks.before(64), marks.before(128)), (64, 65));
        assert_eq!((marks.end_of(64), marks.end_of(65)), (Some(64), Some(128)));
    }
}
