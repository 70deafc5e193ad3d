//! Builds drawn pages for tests, line by line.

use crate::reader::pdf::page::{ContentMark, DrawnPage, File, FontDescriptor, Glyph, Ink, Ruling};

pub(crate) const PLAIN: u16 = 0;
pub(crate) const BOLD: u16 = 1;
pub(crate) const ITALIC: u16 = 2;
pub(crate) const MONOSPACE: u16 = 3;

/// A file that is being built.
pub(crate) struct Sample {
    pub(crate) file: File,
}

impl Sample {
    /// A file with one empty page, 600 by 800 points.
    pub(crate) fn new() -> Self {
        let font = |name: &str| FontDescriptor {
            bold: name == "Bold",
            italic: name == "Italic",
            monospace: name == "Mono",
            ..FontDescriptor::default()
        };
        let file = File {
            fonts: ["Plain", "Bold", "Italic", "Mono"].map(font).into(),
            ..File::default()
        };
        Self { file }.page()
    }

    /// Adds a page.
    pub(crate) fn page(mut self) -> Self {
        let number = u32::try_from(self.file.pages.len() + 1).unwrap();
        self.file.pages.push(DrawnPage {
            number,
            width: 600.0,
            height: 800.0,
            ..DrawnPage::default()
        });
        self
    }

    /// Adds a line to the last page. Letters are about half as wide as they are high, in
    /// a monospaced font six tenths.
    pub(crate) fn line(self, x: f32, y: f32, size: f32, font: u16, text: &str) -> Self {
        self.marked(x, y, size, font, text, ContentMark::None)
    }

    pub(crate) fn marked(
        mut self,
        x: f32,
        y: f32,
        size: f32,
        font: u16,
        text: &str,
        mark: ContentMark,
    ) -> Self {
        let page = self.file.pages.last_mut().unwrap();
        let mut at = x;
        for c in text.chars() {
            let advance = size
                * match c {
                    _ if font == MONOSPACE => 0.6,
                    'm' | 'w' | 'M' | 'W' => 0.55,
                    _ => 0.5,
                };
            let start = u32::try_from(page.text.len()).unwrap();
            page.text.push(c);
            page.glyphs.push(Glyph {
                start,
                end: u32::try_from(page.text.len()).unwrap(),
                from: [at, y],
                to: [at + advance, y],
                size,
                font,
                ink: Ink::Visible,
                mark,
            });
            at += advance;
        }
        self
    }

    /// Adds lines of plain text, 12 points apart.
    pub(crate) fn lines(mut self, x: f32, y: f32, lines: &[&str]) -> Self {
        let mut at = y;
        for line in lines {
            self = self.line(x, at, 10.0, PLAIN, line);
            at += 12.0;
        }
        self
    }

    pub(crate) fn rule(mut self, from: [f32; 2], to: [f32; 2]) -> Self {
        (self.file.pages.last_mut().unwrap().rulings).push(Ruling { from, to });
        self
    }

    /// Returns the text of the document.
    pub(crate) fn text(self) -> String {
        crate::reader::pdf::document(self.file)
            .unwrap()
            .text()
            .to_owned()
    }
}
