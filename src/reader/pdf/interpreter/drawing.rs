//! Draws a page: executes the operators of its content and of the forms in it.

use super::{Interpreter, Trouble};
use crate::reader::pdf::annotations;
use crate::reader::pdf::canvas::Canvas;
use crate::reader::pdf::content::{Operand, Scanner};
use crate::reader::pdf::font::Font;
use crate::reader::pdf::geometry::Matrix;
use crate::reader::pdf::marks::{Marks, Properties};
use crate::reader::pdf::object::{Id, Undecoded, Value, text_string};
use crate::reader::pdf::page::{Mark, Page};
use crate::reader::pdf::pages::PageNode;
use crate::reader::pdf::path::{Paint, Path};
use crate::reader::pdf::state::{State, TextMatrices};
use std::collections::HashMap;
use std::rc::Rc;

/// How many graphics states may be saved; a flood of `q` keeps the first ones.
const MOST_SAVED: usize = 512;
/// How often the clock is looked at, in operators.
const CLOCK: usize = 1 << 10;

/// A page that is being drawn.
pub(super) struct Drawing<'i, 'a> {
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

impl<'i, 'a> Drawing<'i, 'a> {
    pub(super) fn new(shared: &'i mut Interpreter<'a>, node: &PageNode<'a>) -> Self {
        let glyphs = shared.limits.page_glyphs.min(shared.glyphs_left);
        Self {
            canvas: Canvas::new(node.width, node.height, glyphs),
            shared,
            state: State::new(node.to_view),
            saved: Vec::new(),
            text: TextMatrices::default(),
            marks: Marks::default(),
            path: Path::default(),
            operators: 0,
            troubles: Vec::new(),
        }
    }

    /// Draws the page as far as it goes.
    pub(super) fn finish(mut self, node: &PageNode<'a>) -> (Page, Vec<Trouble>) {
        if let Err(trouble) = self.page(node) {
            self.note(trouble);
        }
        (self.canvas.finish(), self.troubles)
    }

    fn page(&mut self, node: &PageNode<'a>) -> Result<(), Trouble> {
        let contents = node.dictionary.get("Contents");
        if contents.is_null() && node.dictionary.has("Contents") {
            self.note(Trouble::Undecoded(Undecoded::Broken));
        }
        let content = self.contents(contents);
        let frame = self.frame(Rc::new(content), node.resources, node.dictionary.id());
        self.run(frame)?;
        for (appearance, matrix) in annotations::appearances(node.dictionary, self.shared.layers) {
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
            _ => frame.resources.nothing(),
        };
        let identifier = scanner.number_of(b"MCID").or(named.get("MCID").number());
        let mark = match tag {
            b"Artifact" => Some(Mark::Artifact),
            _ => identifier.and_then(|number| self.shared.marked.find(frame.owner, number)),
        };
        self.marks.begin(Properties {
            mark,
            hidden: tag == b"OC" && self.shared.layers.hides(named),
            actual_text: scanner
                .string_of(b"ActualText")
                .map(text_string)
                .or(named.get("ActualText").text()),
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
