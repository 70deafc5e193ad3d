//! Draws a page: executes the operators of its content and of the forms in it.

mod operators;

use super::super::canvas::{Account, Canvas};
use super::super::content::ContentScanner;
use super::super::marks::{MarkStack, Properties};
use super::super::path::Path;
use super::super::state::{GraphicsState, Opacity, TextMatrices};
use super::super::trouble::Trouble;
use super::Interpreter;
use crate::reader::pdf::catalog::{PageNode, annotations};
use crate::reader::pdf::font::Font;
use crate::reader::pdf::geometry::{Matrix, single_box};
use crate::reader::pdf::object::{Id, Undecoded, Value};
use crate::reader::pdf::page::DrawnPage;
use std::collections::HashMap;
use std::rc::Rc;

/// The number of operators between two checks of the clock.
const CLOCK: usize = 1 << 10;

/// A page that is being drawn.
pub(super) struct Drawing<'i, 'a> {
    shared: &'i mut Interpreter<'a>,
    canvas: Canvas,
    state: GraphicsState,
    saved: Vec<GraphicsState>,
    text: TextMatrices,
    marks: MarkStack,
    path: Path,
    /// True if the path becomes the clip when it ends (8.5.4).
    clips: bool,
    /// True if the form that is entered next belongs to a hidden layer.
    enters_hidden: bool,
    operators: usize,
    troubles: Vec<Trouble>,
}

/// An open content stream: the page's, or that of a form.
struct ContentStream<'a> {
    data: Rc<Vec<u8>>,
    scanner: ContentScanner,
    resources: Value<'a>,
    /// Fonts by their names in these resources.
    fonts: HashMap<Vec<u8>, Option<Rc<Font>>>,
    /// The page or form to which its marked-content identifiers belong.
    owner: Option<Id>,
    /// The form that the stream is, unless it is the page's own.
    form: Option<Id>,
    /// The state to restore at its end.
    text: TextMatrices,
    saved: usize,
    marks: usize,
}

impl<'i, 'a> Drawing<'i, 'a> {
    pub(crate) fn new(shared: &'i mut Interpreter<'a>, node: &PageNode<'a>) -> Self {
        let glyphs = shared.limits.page_glyphs.min(shared.glyphs_left);
        Self {
            canvas: Canvas::new(
                node.width,
                node.height,
                glyphs,
                node.dictionary.copies_left(),
            ),
            shared,
            state: GraphicsState::new(node.to_view),
            saved: Vec::new(),
            text: TextMatrices::default(),
            marks: MarkStack::default(),
            path: Path::default(),
            clips: false,
            enters_hidden: false,
            operators: 0,
            troubles: Vec::new(),
        }
    }

    /// Draws the page up to its end or to an error, and returns what was drawn.
    pub(crate) fn finish(mut self, node: &PageNode<'a>) -> (DrawnPage, Account, Vec<Trouble>) {
        if let Err(trouble) = self.page(node) {
            self.note(trouble);
        }
        let (page, account) = self.canvas.finish();
        (page, account, self.troubles)
    }

    fn page(&mut self, node: &PageNode<'a>) -> Result<(), Trouble> {
        let contents = node.dictionary.get("Contents");
        // An empty page has no such entry; one that leads nowhere is damage.
        if contents.is_null() && node.dictionary.has("Contents") {
            self.note(Trouble::Undecoded(Undecoded::Broken));
        }
        let content = self.contents(contents);
        let frame = self.frame(Rc::new(content), node.resources, node.dictionary.id());
        self.run(frame)?;
        // Annotations are drawn over the content, each with a fresh state.
        for appearance in annotations::appearances(node.dictionary, self.shared.layers) {
            let before = self.canvas.letters();
            if let Some((form, matrix)) = appearance.form {
                self.state = GraphicsState::new(matrix.then(&node.to_view));
                // A viewer blends a highlight with the text below it.
                self.state.is_in_blended = true;
                if let Some(frame) = self.form(form, node.resources, None) {
                    self.run(frame)?;
                }
            }
            // A form that a program has filled in may have no appearance yet, or an empty
            // one.
            if let Some(value) = appearance.value.filter(|_| self.canvas.letters() == before) {
                let area = single_box(node.to_view.apply_to_box(value.rectangle));
                self.canvas.place(value.text, area, value.size)?;
            }
        }
        Ok(())
    }

    /// Joins a page's content streams; those that cannot be decoded are left out.
    fn contents(&mut self, contents: Value<'a>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let streams = contents
            .items()
            .chain(Some(contents).filter(|value| value.is_stream()));
        for stream in streams {
            match stream.decoded() {
                Ok(more) if bytes.is_empty() => bytes = more,
                Ok(more) if bytes.len() + more.len() <= self.shared.limits.stream_bytes => {
                    // An operator does not continue in the next stream (7.8.2).
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

    fn frame(
        &self,
        data: Rc<Vec<u8>>,
        resources: Value<'a>,
        owner: Option<Id>,
    ) -> ContentStream<'a> {
        ContentStream {
            data,
            scanner: ContentScanner::default(),
            resources,
            fonts: HashMap::new(),
            owner,
            form: None,
            text: self.text,
            saved: self.saved.len(),
            marks: self.marks.depth(),
        }
    }

    /// Reads a content stream and the forms that it draws, with a stack instead of
    /// recursion.
    fn run(&mut self, frame: ContentStream<'a>) -> Result<(), Trouble> {
        let mut frames = vec![frame];
        while let Some(mut frame) = frames.pop() {
            match self.read(&mut frame)? {
                None => self.leave(&frame),
                Some(form) => {
                    // Forms of tagged files may number their marked content themselves;
                    // otherwise it has the numbers of the page.
                    let owner = form
                        .id()
                        .filter(|&id| self.shared.marked.has_owner(id))
                        .or(frame.owner);
                    let resources = form.get("Resources").or(frame.resources);
                    frames.push(frame);
                    let is_hidden = std::mem::take(&mut self.enters_hidden);
                    let depth = frames.len();
                    // Twice in a form, the form itself would be drawn 4,096 times at
                    // depth 12.
                    let is_open =
                        |frame: &ContentStream<'a>| frame.form.is_some() && frame.form == form.id();
                    if frames.iter().any(is_open) {
                        self.note(Trouble::InItself);
                        continue;
                    }
                    if frames.len() > self.shared.limits.form_depth {
                        self.note(Trouble::TooDeep);
                        continue;
                    }
                    frames.extend(self.form(form, resources, owner));
                    if is_hidden && frames.len() > depth {
                        self.marks.begin(Properties {
                            hidden: true,
                            ..Properties::default()
                        });
                    }
                }
            }
        }
        Ok(())
    }

    /// Restores the state at the end of a stream, whose `q` and `BMC` may be unbalanced.
    fn leave(&mut self, frame: &ContentStream<'a>) {
        self.marks.end_until(frame.marks);
        self.text = frame.text;
        if frame.saved < self.saved.len() {
            self.saved.truncate(frame.saved + 1);
            self.restore();
        }
    }

    /// Enters a form. Its matrix is applied before the current one, and its bounding box
    /// clips (8.10.2).
    fn form(
        &mut self,
        form: Value<'a>,
        resources: Value<'a>,
        owner: Option<Id>,
    ) -> Option<ContentStream<'a>> {
        let data = match self.shared.form(form) {
            Ok(data) => data,
            Err(error) => {
                self.note(Trouble::Undecoded(error));
                return None;
            }
        };
        let resources = form.get("Resources").or(resources);
        let frame = ContentStream {
            form: form.id(),
            ..self.frame(data, resources, owner)
        };
        // A form's state ends with it, as if in `q` and `Q`.
        self.saved.push(self.state.clone());
        if let Some(matrix) = form.get("Matrix").numbers() {
            self.state.matrix = Matrix::from(matrix).then(&self.state.matrix);
        }
        if let Some(area) = form.get("BBox").numbers() {
            let area = self.state.matrix.apply_to_box(ordered(area));
            self.state.clip.intersect(area, true);
        }
        self.state.is_in_blended |= self.state.opacity != Opacity::Opaque;
        Some(frame)
    }

    /// Reads a frame up to its end or to the next form that it draws, which is returned.
    fn read(&mut self, frame: &mut ContentStream<'a>) -> Result<Option<Value<'a>>, Trouble> {
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
        // Reading the clock takes as long as several operators.
        if !self.operators.is_multiple_of(CLOCK) {
            return Ok(());
        }
        if self.shared.limits.interrupted().is_some() || self.shared.is_late() {
            return Err(Trouble::Interrupted);
        }
        Ok(())
    }
}

/// Returns a box whose corners are in any order.
fn ordered([x0, y0, x1, y1]: [f64; 4]) -> [f64; 4] {
    [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]
}
