//! Resolves the numbers of a mention to sections, clauses, captions and footnotes.

use super::headings;
use super::mention::Mention;
use super::targets::Targets;
use crate::document::{Block, BlockKind, Reference, ReferenceKind, Span, Target};
use crate::lexicon::kind::DivisionKind;
use crate::lexicon::mention::Named;
use std::ops::Range;

/// The most bytes of markup and spaces before the number of a caption.
const MAX_MARKS_BYTES: usize = 64;

/// Adds a reference for each number of `mention` that has a target.
pub(super) fn resolve(
    mention: &Mention,
    block: Block<'_>,
    targets: &Targets<'_>,
    found: &mut Vec<Reference>,
) {
    if mention.is_outside {
        return;
    }
    for (range, number) in &mention.numbers {
        let text = block.section().document().text();
        if let Some(target) = target(mention, number, block, targets) {
            push(mention, range, block, target, targets, found);
        } else if let Some((first, last)) = number.split_once('-') {
            // "Figures 3-5" has two numbers if no figure is "3-5".
            let split = range.end - last.len();
            for (range, number) in [(range.start..split - 1, first), (split..range.end, last)] {
                if text.is_char_boundary(range.end)
                    && let Some(target) = target(mention, number, block, targets)
                {
                    push(mention, &range, block, target, targets, found);
                }
            }
        }
    }
}

fn push(
    mention: &Mention,
    range: &Range<usize>,
    block: Block<'_>,
    target: Target,
    targets: &Targets<'_>,
    found: &mut Vec<Reference>,
) {
    let text = block.section().document().text();
    if is_itself(mention, block, range, &target, targets) {
        return;
    }
    let kind = match mention.word.named {
        Named::Caption("table") => ReferenceKind::Table,
        Named::Caption(_) => ReferenceKind::Figure,
        Named::Footnote => ReferenceKind::Footnote,
        Named::Division(_) | Named::Annex(_) | Named::Paragraph => ReferenceKind::Section,
    };
    let words: Vec<&str> = text[range.clone()].split_whitespace().collect();
    found.push(Reference {
        kind,
        target: Some(target),
        ..Reference::new(Span::from(range.clone()), words.join(" "), "")
    });
}

fn target(
    mention: &Mention,
    number: &str,
    block: Block<'_>,
    targets: &Targets<'_>,
) -> Option<Target> {
    let word = mention.word;
    match word.named {
        Named::Caption(family) => targets
            .captions
            .get(family, number)
            .map(|at| targets.block(at)),
        Named::Footnote => targets.footnotes.get(number).map(|at| targets.block(at)),
        named => {
            let section = |number: &str| {
                targets.section(&headings::keys(named, number), number, block.section())
            };
            // "Subsection 6b" is in section 6.
            let whole = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
            // "Note 4" is a section of accounts, or a footnote.
            let footnote = || match named {
                Named::Division(DivisionKind::Note) => {
                    targets.footnotes.get(number).map(|at| targets.block(at))
                }
                _ => None,
            };
            section(number)
                .or_else(footnote)
                .or_else(|| (word.is_part && !whole.is_empty()).then(|| section(whole))?)
        }
    }
}

/// Returns true for the number at the start of its own heading or caption.
fn is_itself(
    mention: &Mention,
    block: Block<'_>,
    range: &Range<usize>,
    target: &Target,
    targets: &Targets<'_>,
) -> bool {
    let start = block.span().start as usize;
    let before = &block.text()[..range.start - start];
    let is_first = before.len() <= MAX_MARKS_BYTES && !before.contains(char::is_alphanumeric);
    let is_heading = block.kind() == BlockKind::Heading;
    let is_own_block = target
        .block
        .map_or(is_heading, |place| place.start == block.span().start);
    let is_own_section = target.section == block.section().path();
    let is_caption = matches!(mention.word.named, Named::Caption(_))
        && is_first
        && targets.captions.is_caption(block);
    is_caption || is_own_block && is_own_section && (is_first || is_heading)
}
