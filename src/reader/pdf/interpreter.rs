//! Interprets a page's content: from operators to glyphs, rulings and pictures (ISO 32000-2 8 and 9).

use super::canvas::Canvas;
use super::content::{Operand, Scanner};
use super::font::{Font, Fonts};
use super::geometry::Matrix;
use super::layers::Layers;
use super::marks::{Marks, Properties};
use super::object::{Id, Undecoded, Value};
use super::page::{self, Mark};
use super::pages::PageNode;
use super::path::{Paint, Path};
use super::state::{State, TextMatrices};
use super::tags::MarkedContent;
use crate::limits::{Interruption, Limits};
use std::collections::HashMap;
use std::rc::Rc;

/// Bytes of forms that are kept for the next time they are drawn: letterheads are drawn on every page.
const KEPT_FORM_BYTES: usize = 16 << 20;
/// How many graphics states may be saved; a flood of `q` keeps the first ones.
const MOST_SAVED: usize = 512;
/// How often the clock is looked at, in operators.
const CLOCK: usize = 1 << 10;

/// What is common to all pages of a file.
pub(super) struct Interpreter<'a> {
    pub(super) limits: &'a Limits,
    pub(super) layers: &'a Layers,
    pub(super) marked: &'a MarkedContent,
    pub(super) fonts: Fonts,
    forms: HashMap<Id, Rc<Vec<u8>>>,
    form_bytes: usize,
}

/// Why a page, or all of it after some place, was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Above a limit of operators or glyphs.
    TooMuch,
    /// A stream could not be decoded.
    Undecoded(Undecoded),
    /// Forms are drawn inside each other too deep.
    TooDeep,
    /// The deadline has passed, or the caller cancelled.
    Interrupted(Interruption),
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(limits: &'a Limits, layers: &'a Layers, marked: &'a MarkedContent) -> Self {
        Self {
            limits,
            layers,
            marked,
            fonts: Fonts::default(),
            forms: HashMap::new(),
            form_bytes: 0,
        }
    }

    /// Draws a page with the annotations on it, and says what went wrong.
    pub(super) fn draw(&mut self, node: &PageNode<'a>) -> (page::Page, Vec<Trouble>) {
        let mut drawing = Drawing {
            canvas: Canvas::new(node.width, node.height, self.limits.page_glyphs),
            shared: self,
            state: State::new(node.to_view),
            saved: Vec::new(),
            text: TextMatrices::default(),
            marks: Marks::default(),
            path: Path::default(),
            operators: 0,
            troubles: Vec::new(),
        };
        if let Err(trouble) = drawing.page(node) {
            drawing.note(trouble);
        }
        (drawing.canvas.finish(), drawing.troubles)
    }

    /// A form's bytes, decoded once; but they count each time, for a form may be drawn on thousands of pages.
    fn form(&mut self, form: Value<'_>) -> Result<Rc<Vec<u8>>, Undecoded> {
        if let Some(known) = form.id().and_then(|id| self.forms.get(&id)) {
            form.charge(known.len())?;
            return Ok(Rc::clone(known));
        }
        let bytes = Rc::new(form.decoded()?);
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

/// A page that is being drawn.
struct Drawing<'i, 'a> {
    shared: &'i mut Interpreter<'a>,
    canvas: Canvas,
    state: State,
    saved: Vec<State>,
    text: TextMatrices,
    marks: Marks,
    path: Path,
    operators: usize,
    troubles: Vec<Trouble>,
}

/// A content stream that is being read: the page's, or a form's inside another.
struct Frame<'a> {
    data: Rc<Vec<u8>>,
    scanner: Scanner,
    resources: Value<'a>,
    /// Fonts by their names in these resources.
    fonts: HashMap<Vec<u8>, Option<Rc<Font>>>,
    /// Whose marked-content identifiers stand in it.
    owner: Option<Id>,
    /// To return to at its end.
    text: TextMatrices,
    saved: usize,
    marks: usize,
}

impl<'a> Drawing<'_, 'a> {
    fn page(&mut self, node: &PageNode<'a>) -> Result<(), Trouble> {
        let contents = node.dictionary.get("Contents");
        if contents.is_null() && node.dictionary.has("Contents") {
            self.note(Trouble::Undecoded(Undecoded::Broken));
        }
        let content = self.contents(contents);
        let frame = self.frame(Rc::new(content), node.resources, node.dictionary.id());
        self.run(frame)?;
        for (appearance, matrix) in
            super::annotations::appearances(node.dictionary, self.shared.layers)
        {
            self.state = State::new(matrix.then(&node.to_view));
            if let Some(frame) = self.form(appearance, node.resources, None) {
                self.run(frame)?;
            }
        }
        Ok(())
    }

    /// A page's content streams as one; those that cannot be decoded are left out.
    fn contents(&mut self, contents: Value<'a>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let streams = contents
            .items()
            .chain(Some(contents).filter(|value| value.is_stream()));
        for stream in streams {
            match stream.decoded() {
                Ok(more) if bytes.is_empty() => bytes = more,
                Ok(more) if bytes.len() + more.len() <= self.shared.limits.stream_bytes => {
                    bytes.push(b'\n');
                    bytes.extend(more);
                }
                Ok(_) => self.note(Trouble::Undecoded(Undecoded::TooLarge)),
                Err(error) => self.note(Trouble::Undecoded(error)),
            }
        }
        bytes
    }

    fn note(&mut self, trouble: Trouble) {
        if !self.troubles.contains(&trouble) {
            self.troubles.push(trouble);
        }
    }

    fn frame(&self, data: Rc<Vec<u8>>, resources: Value<'a>, owner: Option<Id>) -> Frame<'a> {
        Frame {
            data,
            scanner: Scanner::default(),
            resources,
            fonts: HashMap::new(),
            owner,
            text: self.text,
            saved: self.saved.len(),
            marks: self.marks.depth(),
        }
    }

    /// Reads a content stream and the forms that it draws, with a stack of its own instead of recursion.
    fn run(&mut self, frame: Frame<'a>) -> Result<(), Trouble> {
        let mut frames = vec![frame];
        while let Some(mut frame) = frames.pop() {
            match self.read(&mut frame)? {
                None => self.leave(&frame),
                Some(form) => {
                    let owner = form
                        .id()
                        .filter(|&id| self.shared.marked.has_owner(id))
                        .or(frame.owner);
                    let resources = form.get("Resources").or(frame.resources);
                    frames.push(frame);
                    if frames.len() > self.shared.limits.form_depth {
                        self.note(Trouble::TooDeep);
                        continue;
                    }
                    frames.extend(self.form(form, resources, owner));
                }
            }
        }
        Ok(())
    }

    fn leave(&mut self, frame: &Frame<'a>) {
        self.marks.end_until(frame.marks);
        self.text = frame.text;
        if frame.saved < self.saved.len() {
            self.saved.truncate(frame.saved + 1);
            self.restore();
        }
    }

    /// Enters a form: its matrix comes before what is there (8.10.2). Its bounding box clips, which does not matter here.
    fn form(
        &mut self,
        form: Value<'a>,
        resources: Value<'a>,
        owner: Option<Id>,
    ) -> Option<Frame<'a>> {
        let data = match self.shared.form(form) {
            Ok(data) => data,
            Err(error) => {
                self.note(Trouble::Undecoded(error));
                return None;
            }
        };
        let resources = form.get("Resources").or(resources);
        let frame = self.frame(data, resources, owner);
        self.saved.push(self.state.clone());
        if let Some(matrix) = form.get("Matrix").numbers() {
            self.state.matrix = Matrix::from(matrix).then(&self.state.matrix);
        }
        Some(frame)
    }

    /// Reads on in a frame until its end or until it draws a form.
    fn read(&mut self, frame: &mut Frame<'a>) -> Result<Option<Value<'a>>, Trouble> {
        let data = Rc::clone(&frame.data);
        while let Some(operator) = frame.scanner.next_operator(&data) {
            self.count()?;
            if operator == b"Do" {
                if let Some(form) = self.external_object(frame) {
                    return Ok(Some(form));
                }
            } else {
                self.execute(operator, frame, &data)?;
            }
        }
        Ok(None)
    }

    fn count(&mut self) -> Result<(), Trouble> {
        self.operators += 1;
        if self.operators > self.shared.limits.page_operators {
            return Err(Trouble::TooMuch);
        }
        if !self.operators.is_multiple_of(CLOCK) {
            return Ok(());
        }
        match self.shared.limits.interrupted() {
            Some(interruption) => Err(Trouble::Interrupted(interruption)),
            None => Ok(()),
        }
    }

    /// The operators that matter here (annex A).
    fn execute(
        &mut self,
        operator: &[u8],
        frame: &mut Frame<'a>,
        data: &[u8],
    ) -> Result<(), Trouble> {
        let scanner = &frame.scanner;
        match operator {
            b"q" => self.save(),
            b"Q" if self.saved.len() > frame.saved => self.restore(),
            b"cm" => self.state.matrix = Matrix::from(scanner.numbers()).then(&self.state.matrix),
            b"gs" => self.graphics_state(frame),

            b"BT" => self.text.begin(),
            b"Td" => self.text.next_line(scanner.numbers()),
            b"TD" => {
                self.state.leading = -scanner.number_at(1);
                self.text.next_line(scanner.numbers());
            }
            b"Tm" => self.text.set(Matrix::from(scanner.numbers())),
            b"T*" => self.text.next_line([0.0, -self.state.leading]),
            b"Tc" => self.state.character_spacing = scanner.number_at(0),
            b"Tw" => self.state.word_spacing = scanner.number_at(0),
            b"Tz" => self.state.stretch = scanner.number_at(0) / 100.0,
            b"TL" => self.state.leading = scanner.number_at(0),
            b"Ts" => self.state.rise = scanner.number_at(0),
            b"Tr" => self.state.set_mode(scanner.number_at(0)),
            b"Tf" => self.font(frame),
            b"Tj" | b"TJ" => self.show(scanner)?,
            b"'" => {
                self.text.next_line([0.0, -self.state.leading]);
                self.show(scanner)?;
            }
            b"\"" => {
                [self.state.word_spacing, self.state.character_spacing] = scanner.numbers();
                self.text.next_line([0.0, -self.state.leading]);
                self.show_from(scanner, 2)?;
            }

            b"BMC" | b"BDC" => self.begin_marked(frame),
            b"EMC" if self.marks.depth() > frame.marks => self.marks.end(),
            b"ID" => frame.scanner.skip_inline_image(data),
            b"BI" => self.canvas.picture(&self.state.matrix),

            b"m" => self.path.move_to(scanner.numbers(), &self.state.matrix),
            b"l" => self.path.line_to(scanner.numbers(), &self.state.matrix),
            b"c" | b"v" | b"y" => self.path.curve(),
            b"h" => self.path.close(),
            b"re" => self.path.rectangle(scanner.numbers(), &self.state.matrix),
            b"S" | b"B" | b"B*" => self.paint(Paint::Stroke),
            b"s" | b"b" | b"b*" => {
                self.path.close();
                self.paint(Paint::Stroke);
            }
            b"f" | b"F" | b"f*" => self.fill(),
            b"n" => self.path.clear(),

            b"g" | b"rg" | b"k" | b"sc" | b"scn" => self.state.set_fill(scanner.operands()),
            b"cs" => self.state.fill_is_white = false,
            _ => {}
        }
        Ok(())
    }

    fn save(&mut self) {
        if self.saved.len() < MOST_SAVED {
            self.saved.push(self.state.clone());
        }
    }

    fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }

    fn fill(&mut self) {
        self.paint(if self.state.fill_is_white {
            Paint::FillWhite
        } else {
            Paint::Fill
        });
    }

    fn paint(&mut self, paint: Paint) {
        if self.marks.hidden() {
            self.path.clear();
        } else {
            self.canvas.paint(&mut self.path, paint);
        }
    }

    /// `/F1 12 Tf`
    fn font(&mut self, frame: &mut Frame<'a>) {
        self.state.size = frame.scanner.number_at(1);
        let Some(name) = frame.scanner.name_at(0) else {
            return;
        };
        if let Some(known) = frame.fonts.get(name) {
            self.state.font.clone_from(known);
            return;
        }
        let dictionary = frame.resources.get("Font").get(name);
        let font = self.shared.fonts.load(dictionary);
        self.state.font.clone_from(&font);
        frame.fonts.insert(name.to_vec(), font);
    }

    /// `/GS1 gs`: of a graphics state's parameters only the font matters.
    fn graphics_state(&mut self, frame: &Frame<'a>) {
        let name = frame.scanner.name_at(0).unwrap_or_default();
        let font = frame.resources.get("ExtGState").get(name).get("Font");
        if font.is_array() {
            self.state.font = self.shared.fonts.load(font.at(0));
            self.state.size = font.at(1).number().unwrap_or(self.state.size);
        }
    }

    fn show(&mut self, scanner: &Scanner) -> Result<(), Trouble> {
        self.show_from(scanner, 0)
    }

    /// Shows strings, moved by the numbers between them.
    fn show_from(&mut self, scanner: &Scanner, first: usize) -> Result<(), Trouble> {
        let Some(font) = self.state.font.clone() else {
            return Ok(());
        };
        for operand in scanner.operands().iter().skip(first) {
            match operand {
                Operand::String(text) => {
                    let shown = scanner.text(*text);
                    self.canvas
                        .show(shown, &font, &self.state, &mut self.text, &mut self.marks)?;
                }
                Operand::Number(number) => self.text.adjust(*number, &font, &self.state),
                _ => {}
            }
        }
        Ok(())
    }

    /// `/Span <</ActualText (fi)>> BDC`, `/P <</MCID 3>> BDC`, `/OC /Layer1 BDC`
    fn begin_marked(&mut self, frame: &Frame<'a>) {
        let scanner = &frame.scanner;
        let tag = scanner.name_at(0).unwrap_or_default();
        let named = match scanner.operands().get(1) {
            Some(Operand::Name(name)) => frame.resources.get("Properties").get(scanner.text(*name)),
            _ => frame.resources.get(""),
        };
        let identifier = direct_number(scanner, b"MCID").or(named.get("MCID").number());
        let mark = match tag {
            b"Artifact" => Some(Mark::Artifact),
            _ => identifier.and_then(|number| self.shared.marked.find(frame.owner, number)),
        };
        self.marks.begin(Properties {
            mark,
            hidden: tag == b"OC" && self.shared.layers.hides(named),
            actual_text: direct_text(scanner, b"ActualText").or(named.get("ActualText").text()),
        });
    }

    /// `/X1 Do`: takes down a picture's box, gives back a form.
    fn external_object(&mut self, frame: &Frame<'a>) -> Option<Value<'a>> {
        let name = frame.scanner.name_at(0)?;
        let object = frame.resources.get("XObject").get(name);
        if self.marks.hidden() || self.shared.layers.hides(object.get("OC")) {
            return None;
        }
        if object.get("Subtype").is("Image") {
            self.canvas.picture(&self.state.matrix);
            return None;
        }
        object.is_stream().then_some(object)
    }
}

/// The operand behind a key in a dictionary that stands in the content itself.
fn direct(scanner: &Scanner, key: &[u8]) -> Option<Operand> {
    let operands = scanner.operands();
    let is_key =
        |operand: &Operand| matches!(operand, Operand::Name(name) if scanner.text(*name) == key);
    let place = operands.iter().position(is_key)?;
    operands.get(place + 1).copied()
}

fn direct_number(scanner: &Scanner, key: &[u8]) -> Option<f64> {
    match direct(scanner, key) {
        Some(Operand::Number(number)) => Some(number),
        _ => None,
    }
}

fn direct_text(scanner: &Scanner, key: &[u8]) -> Option<String> {
    match direct(scanner, key) {
        Some(Operand::String(text)) => Some(super::object::text_string(scanner.text(text))),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use crate::reader::pdf::fixture::{FIRST, Fixture};
    use crate::reader::pdf::page::{Ink, Mark};

    #[test]
    fn glyphs_stand_where_they_are_drawn() {
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
    fn what_is_off_the_page_or_hidden_is_not_there() {
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
                "/Subtype /Form /BBox [0 0 9 9] /Matrix [1 0 0 1 0 20] \
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
            "/Artifact BMC BT /F 10 Tf 9 9 Td (1) Tj ET EMC BT 3 Tr 9 50 Td (ocr) Tj ET",
        )
        .load_page();
        assert_eq!(page.glyphs[0].mark, Mark::Artifact);
        assert_eq!(
            (page.glyphs[1].mark, page.glyphs[1].ink),
            (Mark::None, Ink::Invisible)
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
        assert_eq!(page.pictures[0], [20.0, 30.0, 70.0, 70.0]);
        assert_eq!(page.pictures.len(), 2);
    }
}
