//! The evidence for and against a heading, one named rule a row.
//!
//! Weights are log-odds: 1 makes a heading 2.7 times as likely. They are fitted by
//! `benches/headings/fit.py`, which prints this table's weights; no rule has a veto.

use super::candidate::Candidate;
use super::decision::Document;
use super::facts::{Holder, Tag};
use super::wording;
use crate::lexicon::kind::Kind;
use crate::lexicon::names;
use crate::lexicon::numbering::{Form, Mark, Number};

/// A rule: if its condition holds, its weight is added.
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) weight: f32,
    pub(super) holds: fn(&Candidate<'_>, &Document<'_>) -> bool,
}

const fn rule(
    name: &'static str,
    weight: f32,
    holds: fn(&Candidate<'_>, &Document<'_>) -> bool,
) -> Rule {
    Rule {
        name,
        weight,
        holds,
    }
}

fn number(c: &Candidate<'_>, test: impl Fn(Number<'_>) -> bool) -> bool {
    c.number.is_some_and(test)
}

/// Rules about a candidate itself. Their sum before any other is its own score.
pub(super) const OWN: &[Rule] = &[
    rule("any", -3.9, |_, _| true),
    // Size and face against the body.
    rule("size 1.5", 2.0, |c, _| c.ratio >= 1.5),
    rule("size 1.25", 1.5, |c, _| c.ratio >= 1.25),
    rule("size 1.12", 2.0, |c, _| c.ratio >= 1.12),
    rule("size 1.04", 2.0, |c, _| c.ratio >= 1.04),
    rule("small", -2.0, |c, _| c.ratio < 0.95),
    rule("bold", 3.2, |c, d| c.piece.face.bold && !d.facts.body.bold),
    rule("italic", 1.6, |c, d| {
        c.piece.face.italic && !d.facts.body.italic && !c.piece.face.bold
    }),
    rule("bold italic", 0.0, |c, d| {
        c.piece.face.italic && c.piece.face.bold && !d.facts.body.bold
    }),
    rule("capitals", 1.6, |c, _| c.is_caps),
    rule("small capitals", 0.0, |c, _| c.piece.face.small_caps),
    rule("other font", 0.4, |c, d| {
        c.piece.face.font != d.facts.body.font
    }),
    rule("monospace", -0.5, |c, d| {
        c.piece.face.monospace && !d.facts.body.monospace
    }),
    rule("reserved face", 1.0, |c, d| d.styles[c.style].is_reserved),
    rule("bold lead", -0.5, |c, _| c.piece.bold_lead > 1),
    // Shape and place.
    rule("two lines", -0.2, |c, _| c.piece.lines == 2),
    rule("three lines", -0.6, |c, _| c.piece.lines == 3),
    rule("four lines", -1.4, |c, _| c.piece.lines > 3),
    rule("centred", 0.8, |c, _| c.is_centred),
    rule("outdented", 1.0, |c, _| c.is_outdented()),
    rule("indented", -0.8, |c, d| {
        c.indent > 1.5 * d.facts.body_size && !c.is_centred
    }),
    rule("term", -3.0, |c, _| c.is_term()),
    rule("short", 0.4, |c, _| c.width < 0.8),
    rule("scattered", -4.0, |c, _| c.piece.widest_space > 2.0),
    rule("far apart", -6.0, |c, _| c.piece.widest_space > 6.0),
    rule("in margin", -4.5, |c, d| {
        c.piece.is_in_margin && c.ratio < 1.3 && !d.is_tagged(c)
    }),
    rule("below rule", 0.3, |c, _| c.piece.is_below_rule),
    rule("last", -3.0, |c, _| !c.has_text_below),
    // White space.
    rule("tight above", -0.6, |c, _| {
        c.above.is_some_and(|above| above < 0.35)
    }),
    rule("wide above", 1.0, |c, d| {
        c.above
            .is_none_or(|above| above > 0.7 || above > 1.15 * d.measures.gap)
            && c.above.is_none_or(|above| above >= 0.35)
    }),
    rule("leaning", 0.8, |c, _| {
        c.above
            .zip(c.below)
            .is_some_and(|(above, below)| above > 0.6 && above >= 0.95 * below)
    }),
    rule("wider above", 0.4, |c, d| {
        c.above
            .is_some_and(|above| above > 1.3 * d.measures.gap && above > 1.0)
    }),
    rule("widest above", 0.4, |c, d| {
        c.above
            .is_some_and(|above| above > 2.2 * d.measures.gap && above > 2.0)
    }),
    rule("tight below", -0.3, |c, d| {
        c.below.is_some_and(|below| below < 0.7 * d.measures.gap)
    }),
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
    rule("small letter", -1.5, |c, _| {
        number(c, |n| {
            n.kind.is_none() && (n.is_small || n.mark == Mark::Brackets)
        })
    }),
    rule("bracket", -0.5, |c, _| {
        number(c, |n| n.kind.is_none() && n.mark == Mark::Bracket)
    }),
    rule("ideographs", 1.5, |c, _| {
        number(c, |n| matches!(n.form, Form::Ideograph | Form::Division))
    }),
    rule("kind word", 2.0, |c, _| {
        number(c, |n| n.kind.is_some() && n.form != Form::Division)
    }),
    rule("kind word alone", 2.0, |c, _| {
        number(c, |n| n.kind.is_some() && n.title.is_empty()) && c.piece.label.is_empty()
    }),
    rule("labelled", 3.0, |c, _| !c.piece.label.is_empty()),
    rule("great division", 1.0, |c, _| {
        number(c, |n| {
            matches!(
                n.kind,
                Some(Kind::Part | Kind::Title | Kind::Chapter | Kind::Annex)
            )
        })
    }),
    rule("in sequence", 1.0, |c, d| d.in_sequence[d.index(c)]),
    rule("counted words", 1.5, |c, d| {
        c.number.is_none() && d.counted[d.index(c)]
    }),
    rule("in family", 1.0, |c, d| d.in_family[d.index(c)]),
    rule("stray number", -4.0, |c, d| d.stray[d.index(c)]),
    rule("out of sequence", -0.8, |c, d| {
        c.number.is_some() && !d.in_sequence[d.index(c)] && !d.in_family[d.index(c)]
    }),
    // Words.
    rule("sentence", -4.0, |c, _| wording::is_sentence(c.text())),
    rule("full stop", -2.4, |c, _| {
        wording::ends_with_full_stop(c.text()) && !wording::is_sentence(c.text())
    }),
    rule("open end", -3.0, |c, _| wording::has_open_end(c.text())),
    rule("colon", -1.2, |c, _| {
        c.text().ends_with([':', '：']) && !wording::is_sentence(c.text())
    }),
    rule("bullet", -3.0, |c, _| {
        ["- ", "– ", "• "]
            .iter()
            .any(|mark| c.text().starts_with(mark))
    }),
    rule("small first letter", -1.0, |c, _| wording::begins_small(c)),
    rule("long", -2.0, |c, _| c.piece.chars > 160),
    rule("many words", -1.0, |c, _| c.words > 12),
    rule("address", -4.0, |c, _| {
        c.text().contains('@') || c.text().contains("://")
    }),
    rule("no letters", -1.0, |c, _| {
        !c.text().chars().any(char::is_alphabetic)
    }),
    rule("date", -4.0, |c, _| wording::is_date(c.text())),
    rule("code", -1.4, |c, _| {
        c.number.is_none() && wording::is_code(c.text())
    }),
    rule("blank page", -8.0, |c, _| {
        names::is_blank_page_notice(c.text())
    }),
    rule("usual section", 2.0, |c, _| names::is_section(c.text())),
    rule("admonition", -4.0, |c, _| names::is_admonition(c.text())),
    rule("quotation", -8.0, |c, _| wording::is_quotation(c.text())),
    rule("byline", -4.0, |c, _| wording::is_byline(c.text())),
    rule("names", -2.0, |c, _| wording::is_list_of_names(c.text())),
    // The block it is part of.
    rule("item", -1.5, |c, _| c.piece.holder == Holder::Item),
    rule("row", -1.5, |c, _| c.piece.holder == Holder::Row),
    rule("other holder", -1.5, |c, _| {
        !matches!(
            c.piece.holder,
            Holder::Item | Holder::Row | Holder::Paragraph
        )
    }),
    // Places that only some documents have.
    rule("title matter", -4.5, |c, d| d.is_title_matter(c)),
    rule("cover", -13.0, |c, d| d.is_on_cover(c)),
    rule("repeated", -8.0, |c, d| d.repeated[d.index(c)]),
];

/// Rules about what the file declares.
pub(super) const DECLARED: &[Rule] = &[
    rule("outline", 7.0, |c, _| c.outlined.is_some()),
    rule("not in outline", -3.0, |c, d| {
        c.outlined.is_none() && d.outline_is_complete && !d.styles[c.style].is_smaller_than_outlined
    }),
    rule("not in outline, smaller", -1.5, |c, d| {
        c.outlined.is_none() && d.outline_is_complete && d.styles[c.style].is_smaller_than_outlined
    }),
    rule("contents", 5.0, |c, _| c.listed.is_some()),
    rule("tag, agreed", 7.0, |c, d| {
        matches!(c.piece.tag, Tag::Heading(_)) && d.tags_agree
    }),
    rule("tag", 1.4, |c, d| {
        matches!(c.piece.tag, Tag::Heading(_)) && !d.tags_agree
    }),
    rule("tag of text, agreed", -6.0, |c, d| {
        matches!(c.piece.tag, Tag::Text | Tag::Quote) && d.tags_agree
    }),
];

/// Rules about the style that a candidate shares with others. They use the scores by
/// [`OWN`] and [`DECLARED`].
pub(super) const STYLE: &[Rule] = &[
    rule("style, likely", 1.0, |c, d| {
        let style = &d.styles[c.style];
        style.count > 1 && style.likely * 3 > style.count * 2
    }),
    rule("style, unlikely", -1.2, |c, d| {
        let style = &d.styles[c.style];
        style.count > 4 && style.likely * 3 < style.count
    }),
    rule("style, mixed", -0.6, |c, d| {
        let style = &d.styles[c.style];
        style.count > 7 && style.likely * 2 < style.count && style.likely * 3 >= style.count
    }),
    rule("style, before text", 0.5, |c, d| {
        let style = &d.styles[c.style];
        style.count > 2 && style.before_text * 5 > style.count * 4
    }),
    rule("style, in rows", -1.5, |c, d| {
        let style = &d.styles[c.style];
        style.count > 3 && style.before_text * 5 < style.count * 2
    }),
    rule("style, many", -1.0, |c, d| {
        let style = &d.styles[c.style];
        style.count > 7 && style.count * 5 > d.running_texts * 2
    }),
    rule("style, terms", -3.0, |c, d| {
        let style = &d.styles[c.style];
        style.count > 2 && style.hanging * 2 > style.count
    }),
    rule("style, declared", 2.0, |c, d| {
        let style = &d.styles[c.style];
        style.declared > 1 && style.declared * 2 > style.count
    }),
    rule("style, not declared", -1.0, |c, d| {
        d.declared > 5 && d.styles[c.style].declared == 0
    }),
];
