//! Rules about the style that a candidate shares with others.

use super::{EvidenceRule, rule};

/// The fewest candidates of a style for each share below. Smaller styles show nothing
/// about their members.
const FEW: usize = 3;
const ROWS: usize = 4;
const SOME: usize = 5;
const MANY: usize = 8;
/// The rest of a document is judged by its outline or contents if they name this many
/// candidates.
const MIN_DECLARED: usize = 6;
/// Shares of the members of a style, as numerator and denominator: two in three are
/// headings by their own evidence, or fewer than one in three.
const LIKELY: Share = (2, 3);
const UNLIKELY: Share = (1, 3);
const HALF: Share = (1, 2);
/// More members than this precede text, and fewer than this in rows.
const BEFORE_TEXT: Share = (4, 5);
const IN_ROWS: Share = (2, 5);

type Share = (usize, usize);

fn is_above(part: usize, share: Share, all: usize) -> bool {
    part * share.1 > all * share.0
}

fn is_below(part: usize, share: Share, all: usize) -> bool {
    part * share.1 < all * share.0
}

/// Rules about the style that a candidate shares with others. They use the scores by
/// [`OWN`](super::OWN) and [`DECLARED`](super::DECLARED).
pub(in crate::headings) const STYLE: &[EvidenceRule] = &[
    // Most of those that look like it are headings by their own evidence.
    rule("style, likely", 1.0, |c, d| {
        let style = &d.styles[c.style];
        style.count > 1 && is_above(style.likely, LIKELY, style.count)
    }),
    // One bold line with a number among many without.
    rule("style, unlikely", -1.2, |c, d| {
        let style = &d.styles[c.style];
        style.count >= SOME && is_below(style.likely, UNLIKELY, style.count)
    }),
    rule("style, mixed", -0.6, |c, d| {
        let style = &d.styles[c.style];
        style.count >= MANY
            && is_below(style.likely, HALF, style.count)
            && !is_below(style.likely, UNLIKELY, style.count)
    }),
    // Headings head something.
    rule("style, before text", 0.5, |c, d| {
        let style = &d.styles[c.style];
        style.count >= FEW && is_above(style.before_text, BEFORE_TEXT, style.count)
    }),
    // Risks of an annual report: "We may lose customers. ..." in a face of their own, each
    // above its text.
    rule("style, sentences", 3.5, |c, d| {
        let style = &d.styles[c.style];
        style.count >= FEW
            && style.is_reserved
            && is_above(style.sentences, BEFORE_TEXT, style.count)
            && is_above(style.before_text, BEFORE_TEXT, style.count)
    }),
    // Lines of an address or rows of a table follow each other.
    rule("style, in rows", -1.5, |c, d| {
        let style = &d.styles[c.style];
        style.count >= ROWS && is_below(style.before_text, IN_ROWS, style.count)
    }),
    // One term without hanging text is a term as the others are.
    rule("style, terms", -3.0, |c, d| {
        let style = &d.styles[c.style];
        style.count >= FEW && is_above(style.hanging, HALF, style.count)
    }),
    // A heading that the outline forgot looks like those that it names.
    rule("style, declared", 2.0, |c, d| {
        let style = &d.styles[c.style];
        style.declared > 1 && is_above(style.declared, HALF, style.count)
    }),
    // None of its style is in the outline or the contents.
    rule("style, not declared", -1.0, |c, d| {
        d.declared >= MIN_DECLARED && d.styles[c.style].declared == 0
    }),
];
