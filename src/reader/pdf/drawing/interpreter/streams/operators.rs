//! Executes operators.

use super::{ContentStream, Drawing};
use crate::reader::pdf::drawing::content::{ContentScanner, Operand};
use crate::reader::pdf::drawing::marks::Properties;
use crate::reader::pdf::drawing::path::Paint;
use crate::reader::pdf::drawing::trouble::Trouble;
use crate::reader::pdf::geometry::Matrix;
use crate::reader::pdf::object::{Truncated, Value, text_string};
use crate::reader::pdf::page::ContentMark;

/// The longest replacement text of a property list, in bytes.
const MAX_ACTUAL_BYTES: usize = 1 << 14;

/// The number of graphics states that may be saved. Of a million `q`, only the first are
/// kept.
const MOST_SAVED: usize = 512;

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
            b"BI" => self.canvas.picture(&self.state.matrix, self.marks.mark()),

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
            // A new colour space starts with its default colour, usually black.
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

    pub(super) fn restore(&mut self) {
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
        // The rules of a hidden table would cut the visible text.
        if self.marks.hidden() {
            self.path.clear();
        } else {
            self.canvas.paint(&mut self.path, paint);
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

    /// Sets the font of a graphics state, its only parameter that is read: `/GS1 gs`.
    fn graphics_state(&mut self, frame: &ContentStream<'a>) {
        let name = frame.scanner.name_at(0).unwrap_or_default();
        let font = frame.resources.get("ExtGState").get(name).get("Font");
        if font.is_array() {
            self.state.font = self.shared.fonts.load(font.at(0));
            self.state.size = font.at(1).number().unwrap_or(self.state.size);
        }
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
        if self.marks.hidden() || self.shared.layers.hides(object.get("OC")) {
            return None;
        }
        if object.get("Subtype").is("Image") {
            self.canvas.picture(&self.state.matrix, self.marks.mark());
            return None;
        }
        object.is_stream().then_some(object)
    }
}
