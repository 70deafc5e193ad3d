//! Interprets the content of pages: operators become glyphs, rulings and pictures
//! (ISO 32000-2 8 and 9).

mod streams;

use super::trouble::Trouble;
use crate::limits::Limits;
use crate::reader::pdf::catalog::{Layers, MarkedContent, PageNode};
use crate::reader::pdf::font::Fonts;
use crate::reader::pdf::object::{Id, Undecoded, Value};
use crate::reader::pdf::page::DrawnPage;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;
use streams::Drawing;

/// The bytes of decoded forms that are kept, because a letterhead is drawn on every page.
const KEPT_FORM_BYTES: usize = 16 << 20;

/// The state that all pages of a file share.
pub(crate) struct Interpreter<'a> {
    limits: &'a Limits,
    layers: &'a Layers,
    marked: &'a MarkedContent,
    pub(crate) fonts: Fonts,
    forms: HashMap<Id, Rc<Vec<u8>>>,
    form_bytes: usize,
    glyphs_left: usize,
    /// The time at which drawing has to end.
    pub(crate) ends: Option<Instant>,
}

impl<'a> Interpreter<'a> {
    pub(crate) fn new(limits: &'a Limits, layers: &'a Layers, marked: &'a MarkedContent) -> Self {
        Self {
            limits,
            layers,
            marked,
            fonts: Fonts::default(),
            forms: HashMap::new(),
            form_bytes: 0,
            glyphs_left: limits.glyphs,
            ends: None,
        }
    }

    /// Returns true if the time for drawing is over.
    pub(crate) fn is_late(&self) -> bool {
        self.ends.is_some_and(|ends| Instant::now() >= ends)
    }

    /// Draws a page with its annotations, and returns what was left out.
    pub(crate) fn draw(&mut self, node: &PageNode<'a>) -> (DrawnPage, Vec<Trouble>) {
        let (page, account, mut troubles) = Drawing::new(self, node).finish(node);
        // The limit of glyphs is that of the file: a page can be drawn a thousand times.
        self.glyphs_left = self.glyphs_left.saturating_sub(account.glyphs);
        let is_within = node.dictionary.copy(account.copied).is_ok();
        let is_refused = self.fonts.take_refusal() || !is_within;
        if is_refused && !troubles.contains(&Trouble::LongText) {
            troubles.push(Trouble::LongText);
        }
        if account.is_outside {
            troubles.push(Trouble::Outside);
        }
        if node.has_odd_box {
            troubles.push(Trouble::OddBox);
        }
        (page, troubles)
    }

    /// Returns a form's bytes. They are decoded once but counted for each use, because
    /// reading them again takes time too: a form may be drawn on thousands of pages.
    fn form(&mut self, form: Value<'_>) -> Result<Rc<Vec<u8>>, Undecoded> {
        if let Some(known) = form.id().and_then(|id| self.forms.get(&id)) {
            form.charge(known.len())?;
            return Ok(Rc::clone(known));
        }
        let bytes = Rc::new(form.decoded()?);
        // When the store is full, other forms are decoded for each use; nothing is
        // evicted, because the forms of the first pages are those of all pages.
        if let Some(id) = form
            .id()
            .filter(|_| self.form_bytes + bytes.len() <= KEPT_FORM_BYTES)
        {
            self.form_bytes += bytes.len();
            self.forms.insert(id, Rc::clone(&bytes));
        }
        Ok(bytes)
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use crate::reader::pdf::page::{ContentMark, Ink};
    use crate::reader::pdf::test_files::{FIRST, Fixture};

    #[test]
    fn glyphs_have_the_position_where_they_are_drawn() {
        let page =
            Fixture::new("BT /F 10 Tf 2 Tc 20 50 Td (AB) Tj [(C) -1000 (D)] TJ ET").load_page();
        let at = |x: f32| [x, 50.0];
        // Helvetica's A and B are 6.67 wide, C 7.22; -1000 moves by an em.
        let expected = [
            ("A", at(20.0)),
            ("B", at(28.67)),
            ("C", at(37.34)),
            ("D", at(56.56)),
        ];
        for ((text, from), (expected_text, expected_from)) in
            page.placed().into_iter().zip(expected)
        {
            assert_eq!(text, expected_text);
            assert!(
                (from[0] - expected_from[0]).abs() < 0.01
                    && (from[1] - expected_from[1]).abs() < 0.01
            );
        }
        assert!((page.glyphs[0].size - 10.0).abs() < 0.01);
        assert!((page.glyphs[0].to[0] - 26.67).abs() < 0.01);
    }

    #[test]
    fn lines_move_by_their_leading() {
        let page = Fixture::new("BT /F 10 Tf 12 TL 0 90 Td (a) Tj T* (b) Tj (c) ' 0 0 (d) \" ET")
            .load_page();
        let heights: Vec<_> = page
            .glyphs
            .iter()
            .map(|glyph| glyph.from[1].round())
            .collect();
        assert_eq!(heights, [10.0, 22.0, 34.0, 46.0]);
    }

    #[test]
    fn a_rotated_page_is_turned_back() {
        let turned = |turn| {
            let entries = format!("/MediaBox [0 0 200 100] /Rotate {turn}");
            let page = Fixture::new("BT /F 10 Tf 20 30 Td (A) Tj ET")
                .page(&entries)
                .load_page();
            (page.width, page.height, page.glyphs[0].from)
        };
        assert_eq!(turned(0), (200.0, 100.0, [20.0, 70.0]));
        assert_eq!(turned(90), (100.0, 200.0, [30.0, 20.0]));
        assert_eq!(turned(180), (200.0, 100.0, [180.0, 30.0]));
        assert_eq!(turned(-90), (100.0, 200.0, [70.0, 180.0]));
    }

    #[test]
    fn text_outside_the_page_and_hidden_text_is_skipped() {
        let content = "BT /F 10 Tf 20 50 Td (in) Tj 5000 0 Td (out) Tj ET /OC /L BDC BT /F 10 Tf 20 20 Td (off) Tj ET EMC";
        let page = Fixture::new(content)
            .catalog("/OCProperties <</OCGs [5 0 R] /D <</OFF [5 0 R]>>>>")
            .resources(
                "/Font <</F <</Subtype /Type1 /BaseFont /Helvetica>>>> /Properties <</L 5 0 R>>",
            )
            .object("<</Type /OCG /Name (Layer)>>")
            .load_page();
        assert_eq!(page.shown(), "in");
    }

    #[test]
    fn forms_are_drawn_with_their_matrix_and_resources() {
        let page = Fixture::new("q 1 0 0 1 10 0 cm /X Do Q BT /F 10 Tf 0 50 Td (z) Tj ET")
            .resources(&format!(
                "/XObject <</X {FIRST} 0 R>> /Font <</F <</Subtype /Type1 /BaseFont /Courier>>>>"
            ))
            .stream(
                "/Subtype /Form /BBox [0 0 90 90] /Matrix [1 0 0 1 0 20] \
                 /Resources <</Font <</G <</Subtype /Type1 /BaseFont /Helvetica>>>>>>",
                "q BT /G 10 Tf (form) Tj ET",
            )
            .load_page();
        assert_eq!(page.shown(), "formz");
        assert_eq!(page.placed()[0], ("f", [10.0, 80.0]));
        assert_eq!(page.placed()[4], ("z", [0.0, 50.0]));
    }

    #[test]
    fn a_form_that_draws_itself_ends_with_a_warning() {
        let file = Fixture::new("/X Do BT /F 9 Tf 9 9 Td (end) Tj ET")
            .resources(
                "/XObject <</X 5 0 R>> /Font <</F <</Subtype /Type1 /BaseFont /Helvetica>>>>",
            )
            .stream(
                "/Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 5 0 R>>>>",
                "/X Do /X Do",
            )
            .load();
        assert_eq!(file.pages[0].shown(), "end");
        assert_eq!(file.warnings.len(), 1);
        assert!(file.warnings[0].message.contains("inside itself"));
    }

    #[test]
    fn actual_text_replaces_glyphs() {
        let content =
            "BT /F 10 Tf 20 50 Td /Span <</ActualText <FEFF00660069>>> BDC (xy) Tj EMC (n) Tj ET";
        let page = Fixture::new(content).load_page();
        assert_eq!(page.shown(), "fin");
        assert!(
            (page.glyphs[0].to[0] - 30.0).abs() < 0.01,
            "it reaches to the end of both"
        );
    }

    #[test]
    fn artifacts_and_invisible_text_are_marked() {
        let page = Fixture::new(
            "q 190 0 0 95 0 0 cm BI /W 1 ID x EI Q \
             /Artifact BMC BT /F 10 Tf 9 9 Td (1) Tj ET EMC BT 3 Tr 9 50 Td (ocr) Tj ET",
        )
        .load_page();
        assert_eq!(page.glyphs[0].mark, ContentMark::Artifact);
        assert_eq!(
            (page.glyphs[1].mark, page.glyphs[1].ink),
            (ContentMark::None, Ink::Invisible)
        );
    }

    #[test]
    fn text_drawn_twice_is_there_once() {
        let page = Fixture::new("BT /F 10 Tf 9 9 Td (bold) Tj .4 0 Td (bold) Tj ET").load_page();
        assert_eq!(page.shown(), "bold");
        assert_eq!(page.glyphs[0].ink, Ink::Emboldened);
    }

    #[test]
    fn rulings_and_pictures_are_found() {
        let content =
            "10 10 100 1 re f q 50 0 0 40 20 30 cm /I Do Q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
        let page = Fixture::new(content)
            .resources("/XObject <</I 5 0 R>>")
            .stream("/Subtype /Image /Width 1 /Height 1", "x")
            .load_page();
        assert_eq!(page.rulings.len(), 1);
        assert_eq!(page.rulings[0].from, [10.0, 89.5]);
        assert_eq!(page.pictures[0].area, [20.0, 30.0, 70.0, 70.0]);
        assert_eq!(page.pictures.len(), 2);
    }
}
