//! Rules about what the file declares: its outline, its printed contents, its tags.

use super::{EvidenceRule, rule};
use crate::headings::facts::Tag;

/// Rules about what the file declares.
pub(in crate::headings) const DECLARED: &[EvidenceRule] = &[
    // Its title is printed where the entry points to.
    rule("outline", 7.0, |c, _| c.outlined.is_some()),
    // The outline has its neighbours, so its author left it out.
    rule("not in outline", -3.0, |c, d| {
        c.outlined.is_none() && d.outline_is_complete && !d.styles[c.style].is_smaller_than_outlined
    }),
    // Outlines end at a level: smaller headings below it are usual.
    rule("not in outline, smaller", -1.5, |c, d| {
        c.outlined.is_none() && d.outline_is_complete && d.styles[c.style].is_smaller_than_outlined
    }),
    // A list of figures names captions too, so it counts less than an outline.
    rule("contents", 5.0, |c, _| c.listed.is_some()),
    rule("tag, agreed", 7.0, |c, d| {
        matches!(c.piece.tag, Tag::Heading(_)) && d.tags_agree
    }),
    // Tags that are not where the typography shows headings count little.
    rule("tag", 1.4, |c, d| {
        matches!(c.piece.tag, Tag::Heading(_)) && !d.tags_agree
    }),
    rule("tag of text, agreed", -6.0, |c, d| {
        matches!(c.piece.tag, Tag::Text | Tag::Quote) && d.tags_agree
    }),
];
