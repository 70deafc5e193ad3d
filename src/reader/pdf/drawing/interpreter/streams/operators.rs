//! Executes operators.

use super::{ContentStream, Drawing};
use crate::reader::pdf::drawing::colour::ColourSpace;
use crate::reader::pdf::drawing::content::{ContentScanner, Operand};
use crate::reader::pdf::drawing::marks::Properties;
use crate::reader::pdf::drawing::path::{PathArea, PathPaint};
use crate::reader::pdf::drawing::state::Opacity;
use crate::reader::pdf::drawing::trouble::Trouble;
use crate::reader::pdf::geometry::{Matrix, around};
use crate::reader::pdf::object::{Truncated, Value, text_string};
use crate::reader::pdf::page::ContentMark;

/// The longest replacement text of a property list, in bytes.
const MAX_ACTUAL_BYTES: usize = 1 << 14;

/// The number of graphics states that may be saved. Of a million `q`, only the first are
/// kept.
const MOST_SAVED: usize = 512;

/// Text of at most this opacity cannot be seen.
const INVISIBLE: f64 = 0.02;

/// The painting of a path: filled, or its line only.
#[derive(Clone, Copy)]
enum Filled {
    Yes,
    No,
}

impl<'a> Drawing<'_, 'a> {
    /// Executes an operator that affects text, rulings or pictures (annex A); others are
    /// ignored.
    pub(super) fn execute(
        &mut self,
        operator: &[u8],
        frame: &mut ContentStream<'a>,
        data: &[u8],
    ) -> Result<(), Trouble> {
        let scanner = &frame.scanner;
        match operator {
            b"q" => self.save(),
            // A form cannot restore the state of the stream that draws it.
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
            // An inline image fills the unit square like any other.
            b"BI" => self.picture(),

            b"m" => self.path.move_to(scanner.numbers(), &self.state.matrix),
            b"l" => self.path.line_to(scanner.numbers(), &self.state.matrix),
            b"c" => {
                let [x1, y1, x2, y2, x, y] = scanner.numbers();
                let points = [[x1, y1], [x2, y2], [x, y]];
                self.path.curve(points, &self.state.matrix);
            }
            b"v" | b"y" => {
                let [x1, y1, x, y] = scanner.numbers();
                self.path.curve([[x1, y1], [x, y]], &self.state.matrix);
            }
            b"h" => self.path.close(),
            b"re" => self.path.rectangle(scanner.numbers(), &self.state.matrix),
            b"S" => self.paint(PathPaint::Stroke, Filled::No),
            b"B" | b"B*" => self.paint(PathPaint::Stroke, Filled::Yes),
            b"s" => {
                self.path.close();
                self.paint(PathPaint::Stroke, Filled::No);
            }
            b"b" | b"b*" => {
                self.path.close();
                self.paint(PathPaint::Stroke, Filled::Yes);
            }
            b"f" | b"F" | b"f*" => self.fill(),
            b"n" => self.end_path(),
            b"W" | b"W*" => self.clips = true,
            b"w" => self.state.line_width = scanner.number_at(0),
            b"sh" => self.shading(),

            b"g" => self
                .state
                .set_fill_in(ColourSpace::Grey, scanner.operands()),
            b"rg" => self.state.set_fill_in(ColourSpace::Rgb, scanner.operands()),
            b"k" => self
                .state
                .set_fill_in(ColourSpace::Cmyk, scanner.operands()),
            b"sc" | b"scn" => self.state.set_fill(scanner.operands()),
            b"cs" => {
                let name = scanner.name_at(0).unwrap_or_default();
                self.state
                    .set_fill_space(ColourSpace::read(name, frame.resources));
            }
            _ => {}
        }
        Ok(())
    }

    fn save(&mut self) {
        if self.saved.len() < MOST_SAVED {
            self.saved.push(self.state.clone());
        }
    }

    pub(super) fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }

    fn fill(&mut self) {
        let paint = if self.state.fill_is_white {
            PathPaint::FillWhite
        } else {
            PathPaint::Fill
        };
        self.paint(paint, Filled::Yes);
    }

    fn paint(&mut self, paint: PathPaint, filled: Filled) {
        // The rules of a hidden table would cut the visible text.
        if !self.marks.hidden() {
            match filled {
                Filled::Yes => self.canvas.fill(&mut self.path, &self.state),
                Filled::No => self.canvas.stroke(&mut self.path, &self.state),
            }
            self.clip();
            self.canvas.paint(&mut self.path, paint);
        }
        self.end_path();
    }

    /// Ends the path, and clips to it if that was requested before.
    fn end_path(&mut self) {
        self.clip();
        self.path.clear();
    }

    fn clip(&mut self) {
        if !std::mem::take(&mut self.clips) {
            return;
        }
        match self.path.area() {
            PathArea::Boxes([area]) => self.state.clip.intersect(*area, true),
            PathArea::Boxes(areas) => {
                let corners = areas
                    .iter()
                    .flat_map(|[x0, y0, x1, y1]| [[*x0, *y0], [*x1, *y1]]);
                self.state.clip.intersect(around(corners), false);
            }
            PathArea::Within(area) => self.state.clip.intersect(area, false),
            PathArea::Nothing => {}
        }
    }

    /// Paints a shading over all of the clip.
    fn shading(&mut self) {
        if !self.marks.hidden() {
            self.canvas.unknown(&self.state);
        }
    }

    fn picture(&mut self) {
        if !self.marks.hidden() {
            self.canvas.picture(&self.state.matrix, self.marks.mark());
        }
    }

    /// Sets the font: `/F1 12 Tf`.
    fn font(&mut self, frame: &mut ContentStream<'a>) {
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

    /// Sets the font and the opacity of a graphics state: `/GS1 gs`.
    fn graphics_state(&mut self, frame: &ContentStream<'a>) {
        let name = frame.scanner.name_at(0).unwrap_or_default();
        let parameters = frame.resources.get("ExtGState").get(name);
        self.opacity(parameters);
        let font = parameters.get("Font");
        if font.is_array() {
            self.state.font = self.shared.fonts.load(font.at(0));
            self.state.size = font.at(1).number().unwrap_or(self.state.size);
        }
    }

    /// Sets the opacity; entries that are missing leave it as it is.
    fn opacity(&mut self, parameters: Value<'a>) {
        let alpha = parameters.get("ca").number();
        let (mode, mask) = (parameters.get("BM"), parameters.get("SMask"));
        if alpha.is_none() && mode.is_null() && mask.is_null() {
            return;
        }
        let is_plain = |value: Value<'a>, names: &[&str]| {
            value.is_null() || names.iter().any(|name| value.is(name))
        };
        let is_blended = !is_plain(mode, &["Normal", "Compatible"]) || !is_plain(mask, &["None"]);
        self.state.opacity = match alpha {
            Some(alpha) if alpha <= INVISIBLE => Opacity::Transparent,
            Some(alpha) if alpha < 1.0 => Opacity::Blended,
            None if self.state.opacity != Opacity::Opaque => Opacity::Blended,
            _ if is_blended => Opacity::Blended,
            _ => Opacity::Opaque,
        };
    }

    fn show(&mut self, scanner: &ContentScanner) -> Result<(), Trouble> {
        self.show_from(scanner, 0)
    }

    /// Shows the strings from operand `first`; numbers between them move the pen.
    fn show_from(&mut self, scanner: &ContentScanner, first: usize) -> Result<(), Trouble> {
        let Some(font) = self.state.font.clone() else {
            let is_text = |operand: &Operand| matches!(operand, Operand::String(text) if !scanner.text(*text).is_empty());
            // An empty string without a font loses nothing.
            if scanner.operands().iter().any(is_text) && !self.marks.hidden() {
                self.note(Trouble::NoFont);
            }
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

    /// Begins marked content: `/Span <</ActualText (fi)>> BDC`, `/P <</MCID 3>> BDC`,
    /// `/OC /Layer1 BDC`.
    fn begin_marked(&mut self, frame: &ContentStream<'a>) {
        let scanner = &frame.scanner;
        let tag = scanner.name_at(0).unwrap_or_default();
        // A property list is written in the content, or named and found in the resources.
        let named = match scanner.operands().get(1) {
            Some(Operand::Name(name)) => frame.resources.get("Properties").get(scanner.text(*name)),
            _ => frame.resources.nothing(),
        };
        let identifier = scanner.number_of(b"MCID").or(named.get("MCID").number());
        let mark = match tag {
            // An artifact has no element even if it has an identifier.
            b"Artifact" => Some(ContentMark::Artifact),
            _ => identifier.and_then(|number| self.shared.marked.find(frame.owner, number)),
        };
        let actual_text = match scanner.string_of(b"ActualText") {
            Some(text) => Some(text_string(text)),
            None => self.named_text(named),
        };
        self.marks.begin(Properties {
            mark,
            hidden: tag == b"OC" && self.shared.layers.hides(named),
            actual_text,
        });
    }

    /// Returns the replacement text of a named property list, which many sequences may
    /// share. A text that is too long replaces nothing.
    fn named_text(&mut self, properties: Value<'a>) -> Option<String> {
        let (text, cut) = properties.get("ActualText").text_within(MAX_ACTUAL_BYTES)?;
        if cut == Truncated::Yes {
            self.note(Trouble::LongText);
            return None;
        }
        Some(text)
    }

    /// Adds the box of a picture, or returns a form: `/X1 Do`.
    pub(super) fn external_object(&mut self, frame: &ContentStream<'a>) -> Option<Value<'a>> {
        let name = frame.scanner.name_at(0)?;
        let object = frame.resources.get("XObject").get(name);
        if object.is_null() {
            self.note(Trouble::NoForm);
        }
        let is_hidden = self.shared.layers.hides(object.get("OC"));
        if object.get("Subtype").is("Image") {
            if !is_hidden {
                self.picture();
            }
            return None;
        }
        self.enters_hidden = is_hidden;
        object.is_stream().then_some(object)
    }
}
