//! The captions of a document, by their numbers.

use super::number;
use crate::document::{Block, BlockKind, Document};
use crate::lexicon::caption::{self, CaptionNumber};
use std::collections::{HashMap, HashSet};

/// The most bytes of a caption without a sign after its number; a longer block is a
/// paragraph that begins with "Table 3".
const MAX_PLAIN_BYTES: usize = 1500;

/// The reason to take a block for a caption, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum CaptionEvidence {
    /// The format marks it up as a caption.
    Kind,
    /// A sign sets its number off: `Table 3: Prices`.
    SetOff,
    /// A title follows the number: `Table 3 Prices of tea`.
    Title,
}

/// The captions, by family and number.
#[derive(Debug, Default)]
pub(super) struct Captions {
    found: HashMap<(&'static str, String), NumberedCaption>,
    /// The starts of all blocks that are captions, also of those that repeat a number.
    starts: HashSet<u32>,
}

#[derive(Debug)]
struct NumberedCaption {
    evidence: CaptionEvidence,
    /// The index of the block.
    block: usize,
    /// True if several blocks with other words have the same evidence.
    is_ambiguous: bool,
}

impl Captions {
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Adds a block if it is a caption.
    pub(super) fn add(&mut self, document: &Document, index: usize, block: Block<'_>) {
        let Some((number, evidence)) = read(block) else {
            return;
        };
        let key = (number.family, number::key(number.number));
        let found = NumberedCaption {
            evidence,
            block: index,
            is_ambiguous: false,
        };
        self.starts.insert(block.span().start);
        match self.found.get_mut(&key) {
            None => {
                self.found.insert(key, found);
            }
            Some(known) if found.evidence < known.evidence => *known = found,
            Some(known) if found.evidence == known.evidence => {
                // A caption that is repeated above each part of a table is one.
                known.is_ambiguous |= document.block(known.block).text() != block.text();
            }
            Some(_) => {}
        }
    }

    /// Returns true for a block that begins with the number of its own caption.
    pub(super) fn is_caption(&self, block: Block<'_>) -> bool {
        self.starts.contains(&block.span().start)
    }

    /// Returns the index of the block with a number. "Figure 2a" is a part of figure 2.
    pub(super) fn get(&self, family: &'static str, number: &str) -> Option<usize> {
        let whole = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
        [number, whole].into_iter().find_map(|number| {
            let found = self.found.get(&(family, number.to_owned()))?;
            (!found.is_ambiguous).then_some(found.block)
        })
    }
}

/// Returns the number of a block that is a caption.
fn read(block: Block<'_>) -> Option<(CaptionNumber<'_>, CaptionEvidence)> {
    let text = match block.kind() {
        BlockKind::Caption
        | BlockKind::Paragraph
        | BlockKind::Figure
        | BlockKind::Table
        | BlockKind::Heading
        | BlockKind::Other => block.text(),
        _ => return None,
    };
    // Signs of markup before a caption: `**Table 3:**`, `![Figure 3](a.png)`.
    let is_mark = |byte: &u8| {
        matches!(
            byte,
            b'*' | b'_' | b'!' | b'[' | b'#' | b'>' | b' ' | b'\t' | b'\n'
        )
    };
    let marks = text.bytes().take_while(is_mark).count();
    let text = &text[marks..];
    if text.is_empty() {
        return None;
    }
    // Most blocks begin with another word.
    let number = caption::numbered(text)?;
    let rest = number.rest.trim_start_matches(['*', '_']);
    // "Figure 1—figure supplement 2" is another figure, and so is "Table 3-".
    if rest.starts_with(['—', '–', '-']) && rest.chars().nth(1).is_some_and(char::is_alphabetic)
    {
        return None;
    }
    let evidence = if block.kind() == BlockKind::Caption {
        CaptionEvidence::Kind
    } else if number.is_set_off || rest.starts_with([':', '.', '|']) {
        CaptionEvidence::SetOff
    } else {
        let is_title = (rest.split_whitespace().next())
            .is_some_and(|word| word.starts_with(|c: char| !c.is_lowercase() && c.is_alphabetic()));
        (is_title && text.len() <= MAX_PLAIN_BYTES).then_some(CaptionEvidence::Title)?
    };
    Some((number, evidence))
}
