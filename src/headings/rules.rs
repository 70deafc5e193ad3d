//! The evidence for and against a heading, one named rule a row.
//!
//! Weights are log-odds: 1 makes a heading 2.7 times as likely. They are fitted by
//! `benches/headings/fit.py`, which prints this table's weights; no rule has a veto.

mod declared;
mod style;
#[cfg(test)]
mod tests;

pub(super) use declared::DECLARED;
pub(super) use style::STYLE;

use super::candidate::Candidate;
use super::facts::Holder;
use super::features::DocumentFeatures;
use super::wording;
use crate::lexicon::kind::DivisionKind;
use crate::lexicon::numbering::{Form, Number};
use crate::lexicon::titles;

/// A rule: if its condition holds, its weight is added.
pub(super) struct EvidenceRule {
    pub(super) name: &'static str,
    pub(super) weight: f32,
    pub(super) holds: fn(&Candidate<'_>, &DocumentFeatures<'_>) -> bool,
}

const fn rule(
    name: &'static str,
    weight: f32,
    holds: fn(&Candidate<'_>, &DocumentFeatures<'_>) -> bool,
) -> EvidenceRule {
    EvidenceRule {
        name,
        weight,
        holds,
    }
}

fn number(c: &Candidate<'_>, test: impl Fn(Number<'_>) -> bool) -> bool {
    c.number.is_some_and(test)
}

/// Steps of size, in body sizes: titles, chapters, sections, and text that is larger by
/// more than a rounded size. Larger text has the weights of all steps below it.
const TITLE_SIZE: f32 = 1.5;
const CHAPTER_SIZE: f32 = 1.25;
const SECTION_SIZE: f32 = 1.12;
const LARGER_SIZE: f32 = 1.04;
/// Captions and notes are smaller, in body sizes.
const SMALL_SIZE: f32 = 0.95;
/// Chapter titles in the margin of a page are larger than running heads, in body sizes.
const MARGIN_TITLE_SIZE: f32 = 1.3;
/// First lines of paragraphs are indented by less, in body sizes.
const DEEP_INDENT: f32 = 1.5;
/// Commands and formulas on lines of their own are indented by more, in body sizes.
const DEEPER_INDENT: f32 = 4.0;
/// Shorter lines end by themselves, as a share of the column.
const SHORT_WIDTH: f32 = 0.8;
/// Spaces in justified lines are narrower, in sizes of the text ...
const SCATTERED_SPACE: f32 = 2.0;
/// ... and so are those between cells of a table.
const FAR_SPACE: f32 = 6.0;
/// Lines of one paragraph are nearer to each other, in body sizes.
const TIGHT_ABOVE: f32 = 0.35;
/// White space that sets a heading apart, in body sizes, and in gaps between paragraphs
/// for texts whose paragraphs are nearer to each other.
const WIDE_ABOVE: f32 = 0.7;
const WIDE_ABOVE_GAPS: f32 = 1.15;
/// White space that only the headings of sections have, in both units.
const WIDER_ABOVE: f32 = 1.0;
const WIDER_ABOVE_GAPS: f32 = 1.3;
/// White space that only the headings of chapters have, in both units.
const WIDEST_ABOVE: f32 = 2.0;
const WIDEST_ABOVE_GAPS: f32 = 2.2;
/// A heading belongs to the text below: at least this white space is above it, in body
/// sizes, and at least this share of what is below it.
const LEANING_ABOVE: f32 = 0.6;
const LEANING_SHARE: f32 = 0.95;
/// The text is nearer to the heading above it than to other text, in gaps between
/// paragraphs.
const TIGHT_BELOW_GAPS: f32 = 0.7;
/// Longer texts are rarely headings, in characters and in words.
const LONG_CHARS: u32 = 160;
const MANY_WORDS: usize = 12;
/// The first characters of a paragraph are bold if more than one is: a large initial is
/// one.
const INITIAL_CHARS: u16 = 1;

/// Rules about a candidate itself. Their sum before any other is its own score.
pub(super) const OWN: &[EvidenceRule] = &[
    // Most texts are not headings.
    rule("any", -3.9, |_, _| true),
    // Size and face against the body.
    rule("size 1.5", 2.0, |c, _| c.ratio >= TITLE_SIZE),
    rule("size 1.25", 1.5, |c, _| c.ratio >= CHAPTER_SIZE),
    rule("size 1.12", 2.0, |c, _| c.ratio >= SECTION_SIZE),
    rule("size 1.04", 2.0, |c, _| c.ratio >= LARGER_SIZE),
    rule("small", -2.0, |c, _| c.ratio < SMALL_SIZE),
    rule("bold", 3.2, |c, d| c.piece.face.bold && !d.facts.body.bold),
    rule("italic", 1.6, |c, d| {
        c.piece.face.italic && !d.facts.body.italic && !c.piece.face.bold
    }),
    rule("capitals", 1.6, |c, _| c.is_caps),
    rule("other font", 0.4, |c, d| {
        c.piece.face.font != d.facts.body.font
    }),
    // A bold face that hardly any running text has; not one that warnings have too.
    rule("reserved face", 1.0, |c, d| d.styles[c.style].is_reserved),
    // "Tea. It grows in ..." is a paragraph.
    rule("bold lead", -0.5, |c, _| c.piece.bold_lead > INITIAL_CHARS),
    // Shape and place.
    rule("two lines", -0.2, |c, _| c.piece.lines == 2),
    rule("centred", 0.8, |c, _| c.is_centred),
    // "SYNOPSIS" of a manual page begins left of all text.
    rule("outdented", 1.0, |c, _| c.is_outdented()),
    rule("indented", -0.8, |c, d| {
        c.indent > DEEP_INDENT * d.facts.body_size && !c.is_centred
    }),
    // "info tar", a command that the text above names.
    rule("deep in text", -2.0, |c, d| {
        c.indent > DEEPER_INDENT * d.facts.body_size && !c.is_centred && wording::begins_small(c)
    }),
    // "--check" above its indented description.
    rule("term", -3.0, |c, _| c.is_term()),
    rule("short", 0.4, |c, _| c.width < SHORT_WIDTH),
    // "Name      Date": the head of a form or a row without rules.
    rule("scattered", -4.0, |c, _| {
        c.piece.widest_space > SCATTERED_SPACE
    }),
    rule("far apart", -6.0, |c, _| c.piece.widest_space > FAR_SPACE),
    // A running head. The title of a page without a margin is larger.
    rule("in margin", -4.5, |c, d| {
        c.piece.is_in_margin && c.ratio < MARGIN_TITLE_SIZE && !d.is_tagged(c)
    }),
    rule("below rule", 0.3, |c, _| c.piece.is_below_rule),
    // A signature: no text is left to head. An appendix may have a picture only.
    rule("last", -3.0, |c, _| !c.has_text_below && c.number.is_none()),
    // White space.
    rule("tight above", -0.6, |c, _| {
        c.above.is_some_and(|above| above < TIGHT_ABOVE)
    }),
    rule("wide above", 1.0, |c, d| {
        c.above
            .is_none_or(|above| above > WIDE_ABOVE || above > WIDE_ABOVE_GAPS * d.measures.gap)
            && c.above.is_none_or(|above| above >= TIGHT_ABOVE)
    }),
    // Nearer to the text below than to that above.
    rule("leaning", 0.8, |c, _| {
        c.above
            .zip(c.below)
            .is_some_and(|(above, below)| above > LEANING_ABOVE && above >= LEANING_SHARE * below)
    }),
    rule("wider above", 0.4, |c, d| {
        c.above
            .is_some_and(|above| above > WIDER_ABOVE_GAPS * d.measures.gap && above > WIDER_ABOVE)
    }),
    rule("widest above", 0.4, |c, d| {
        c.above
            .is_some_and(|above| above > WIDEST_ABOVE_GAPS * d.measures.gap && above > WIDEST_ABOVE)
    }),
    rule("tight below", -0.3, |c, d| {
        c.below
            .is_some_and(|below| below < TIGHT_BELOW_GAPS * d.measures.gap)
    }),
    // Not the first of several lines that look alike, as those of an address do.
    rule("precedes text", 0.5, |c, _| c.precedes_text),
    // Numbers.
    rule("number", 1.0, |c, _| {
        number(c, |n| {
            n.kind.is_none() && n.form == Form::Decimal && n.depth == 1
        })
    }),
    rule("nested number", 2.0, |c, _| {
        number(c, |n| {
            n.kind.is_none() && n.form == Form::Decimal && n.depth > 1
        })
    }),
    rule("letter or numeral", 1.0, |c, _| {
        number(c, |n| {
            n.kind.is_none()
                && !n.is_small
                && matches!(n.form, Form::Roman | Form::Letter | Form::LetterOrRoman(_))
        })
    }),
    // "一、" and "第三章". Set by hand: the corpus has too few.
    rule("ideographs", 1.5, |c, _| {
        number(c, |n| matches!(n.form, Form::Ideograph | Form::Division))
    }),
    // "Chapter 3 Boxes", "§ 5 Fees".
    rule("kind word", 2.0, |c, _| {
        number(c, |n| n.kind.is_some() && n.form != Form::Division)
    }),
    // "Section 4" with nothing else: a sentence has more words.
    rule("kind word alone", 2.0, |c, _| {
        number(c, |n| n.kind.is_some() && n.title.is_empty()) && c.piece.label.is_empty()
    }),
    // "Part II": sentences refer to sections and items, rarely begin with parts.
    rule("great division", 1.0, |c, _| {
        number(c, |n| {
            matches!(
                n.kind,
                Some(
                    DivisionKind::Part
                        | DivisionKind::Title
                        | DivisionKind::Chapter
                        | DivisionKind::Annex
                )
            )
        })
    }),
    // 3 after 2: a number that only looks like one has no neighbours.
    rule("in sequence", 1.0, |c, d| d.in_sequence[d.index(c)]),
    // "Strategic Goal 2" after "Strategic Goal 1".
    rule("counted words", 1.5, |c, d| {
        c.number.is_none() && d.counted[d.index(c)]
    }),
    // A line of an algorithm between numbered headings.
    rule("stray number", -4.0, |c, d| d.stray[d.index(c)]),
    // "12 barrels".
    rule("out of sequence", -0.8, |c, d| {
        c.number.is_some() && !d.in_sequence[d.index(c)]
    }),
    // Words.
    rule("sentence", -4.0, |c, _| wording::is_sentence(c.text())),
    // A short one may be a name: "Rope Works Ltd."
    rule("full stop", -2.4, |c, _| {
        wording::ends_with_full_stop(c.text()) && !wording::is_sentence(c.text())
    }),
    // "Steps:" introduces a list.
    rule("colon", -1.2, |c, _| {
        c.text().ends_with([':', '：']) && !wording::is_sentence(c.text())
    }),
    // The rest of a sentence that began on the page before.
    rule("small first letter", -1.0, |c, _| wording::begins_small(c)),
    rule("long", -2.0, |c, _| c.piece.chars > LONG_CHARS),
    rule("many words", -1.0, |c, _| c.words > MANY_WORDS),
    rule("address", -4.0, |c, _| {
        c.text().contains('@') || c.text().contains("://")
    }),
    // "2.3.0" may head release notes; more often it is a figure.
    rule("no letters", -1.0, |c, _| {
        !c.text().chars().any(char::is_alphabetic)
    }),
    // Text in the picture of a program.
    rule("code", -1.4, |c, _| {
        c.number.is_none() && wording::is_code(c.text())
    }),
    // "30 June 2025" below a title. Set by hand: the corpus has none.
    rule("date", -4.0, |c, _| wording::is_date(c.text())),
    // "This page is intentionally left blank". Set by hand: the corpus has none.
    rule("blank page", -8.0, |c, _| {
        titles::is_blank_page_notice(c.text())
    }),
    // "References", "Abstract".
    rule("usual section", 2.0, |c, _| titles::is_section(c.text())),
    // "Warning", "Note".
    rule("admonition", -4.0, |c, _| titles::is_admonition(c.text())),
    // The pull quote of a magazine is large and has a face of its own.
    rule("quotation", -8.0, |c, _| wording::is_quotation(c.text())),
    // That of a newsletter is a sentence; a chapter may be called "The Raven", with marks.
    rule("pull quote", -6.0, |c, _| {
        wording::is_quotation(c.text()) && wording::has_small_words(c.text())
    }),
    // "By Jane Writer".
    rule("byline", -4.0, |c, _| wording::is_byline(c.text())),
    // The authors below a title.
    rule("names", -2.0, |c, _| wording::is_list_of_names(c.text())),
    // The block it is part of.
    rule("item", -1.5, |c, _| c.piece.holder == Holder::Item),
    // Places that only some documents have.
    // Names, institutes and dates below the title.
    rule("title matter", -4.5, |c, d| d.is_title_matter(c)),
    // All that a cover has beside its title, in whatever size.
    rule("cover", -13.0, |c, d| d.is_on_cover(c)),
    // The title of a slide that is shown in steps, from the second one on.
    rule("repeated", -8.0, |c, d| d.repeated[d.index(c)]),
];
