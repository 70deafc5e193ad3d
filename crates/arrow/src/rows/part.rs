//! The structured fields of a chunk, one column type each.

use super::column::{Floats, Lists, Numbers, Presence, Texts, structs};
use crate::schema;
use arrow_array::ArrayRef;
use arrow_schema::DataType;
use sectile::{ChunkHeading, ChunkReference, Origin, PageBox, Warning};

/// A column of two numbers each: a span, a range of lines, a part of a section.
#[derive(Default)]
pub(crate) struct Pairs {
    first: Numbers,
    second: Numbers,
    present: Presence,
}

impl Pairs {
    pub(crate) fn push(&mut self, pair: Option<(u32, u32)>) {
        self.first.push_option(pair.map(|pair| pair.0));
        self.second.push_option(pair.map(|pair| pair.1));
        self.present.push(pair.is_some());
    }

    pub(crate) fn finish(self, fields: arrow_schema::Fields) -> ArrayRef {
        let columns = vec![self.first.finish(), self.second.finish()];
        structs(fields, columns, self.present)
    }
}

#[derive(Default)]
pub(crate) struct Headings {
    level: Numbers,
    text: Texts,
    anchor: Texts,
    confidence: Numbers,
    present: Presence,
}

impl Headings {
    pub(crate) fn push(&mut self, heading: &ChunkHeading) {
        self.level.push(heading.level);
        self.text.push(&heading.text);
        self.anchor.push(&heading.anchor);
        self.confidence.push_option(heading.confidence);
        self.present.push(true);
    }

    pub(crate) fn finish(self) -> ArrayRef {
        let columns = vec![
            self.level.finish(),
            self.text.finish(),
            self.anchor.finish(),
            self.confidence.finish(),
        ];
        structs(schema::heading(), columns, self.present)
    }
}

#[derive(Default)]
pub(crate) struct References {
    text: Texts,
    span: Pairs,
    target: Texts,
    href: Texts,
    kind: Texts,
    target_span: Pairs,
    present: Presence,
}

impl References {
    pub(crate) fn push(&mut self, reference: &ChunkReference) {
        self.text.push(&reference.text);
        self.span
            .push(Some((reference.span.start, reference.span.end)));
        self.target.push_option(reference.target.as_deref());
        self.href.push(&reference.href);
        self.kind.push(&super::name(reference.kind));
        let target_span = reference.target_span;
        (self.target_span).push(target_span.map(|span| (span.start, span.end)));
        self.present.push(true);
    }

    pub(crate) fn finish(self) -> ArrayRef {
        let columns = vec![
            self.text.finish(),
            self.span.finish(schema::range()),
            self.target.finish(),
            self.href.finish(),
            self.kind.finish(),
            self.target_span.finish(schema::range()),
        ];
        structs(schema::reference(), columns, self.present)
    }
}

/// A column of places in source files.
#[derive(Default)]
pub(crate) struct Origins {
    bytes: Pairs,
    lines: Pairs,
    pages: Lists,
    page: Pages,
    present: Presence,
}

impl Origins {
    pub(crate) fn push(&mut self, origin: Option<&Origin>) {
        let (range, pages) = match origin {
            Some(Origin::Bytes { bytes, lines }) => (
                Some(((bytes.start, bytes.end), (lines.start, lines.end))),
                None,
            ),
            Some(Origin::Pages { pages }) => (None, Some(pages)),
            _ => (None, None),
        };
        self.bytes.push(range.map(|range| range.0));
        self.lines.push(range.map(|range| range.1));
        self.pages.push(pages.map(Vec::len));
        for page in pages.into_iter().flatten() {
            self.page.push(page);
        }
        self.present.push(origin.is_some());
    }

    pub(crate) fn finish(self) -> ArrayRef {
        let page = schema::item(DataType::Struct(schema::page()));
        let columns = vec![
            self.bytes.finish(schema::range()),
            self.lines.finish(schema::range()),
            self.pages.finish(page, self.page.finish()),
        ];
        structs(schema::origin(), columns, self.present)
    }
}

#[derive(Default)]
struct Pages {
    number: Numbers,
    label: Texts,
    bbox: Lists,
    sides: Floats,
    present: Presence,
}

impl Pages {
    fn push(&mut self, page: &PageBox) {
        self.number.push(page.number);
        self.label.push_option(page.label.as_deref());
        self.bbox.push(Some(page.bbox.len()));
        for side in page.bbox {
            self.sides.push(as_read(side));
        }
        self.present.push(true);
    }

    fn finish(self) -> ArrayRef {
        let side = schema::item(DataType::Float64);
        let columns = vec![
            self.number.finish(),
            self.label.finish(),
            self.bbox.finish(side, self.sides.finish()),
        ];
        structs(schema::page(), columns, self.present)
    }
}

/// Returns the number that a line of JSON has: 238.479, not 238.47900390625. The text is
/// that of the same writer, because 293.140625 has two shortest texts.
fn as_read(number: f32) -> f64 {
    let text = serde_json::to_string(&number).ok();
    let read = text.and_then(|text| text.parse().ok());
    read.unwrap_or_else(|| number.into()) // not a number at all, which JSON cannot write
}

#[derive(Default)]
pub(crate) struct Warnings {
    kind: Texts,
    offset: Numbers,
    message: Texts,
    present: Presence,
}

impl Warnings {
    pub(crate) fn push(&mut self, warning: &Warning) {
        self.kind.push(&super::name(warning.kind));
        let offset = warning.offset.and_then(|offset| i64::try_from(offset).ok());
        self.offset.push_option(offset);
        self.message.push(&warning.message);
        self.present.push(true);
    }

    pub(crate) fn finish(self) -> ArrayRef {
        let columns = vec![
            self.kind.finish(),
            self.offset.finish(),
            self.message.finish(),
        ];
        structs(schema::warning(), columns, self.present)
    }
}

/// A column of two texts each: metadata, errors.
#[derive(Default)]
pub(crate) struct TextPairs {
    first: Texts,
    second: Texts,
    present: Presence,
}

impl TextPairs {
    pub(crate) fn push(&mut self, pair: Option<(&str, &str)>) {
        self.first.push_option(pair.map(|pair| pair.0));
        self.second.push_option(pair.map(|pair| pair.1));
        self.present.push(pair.is_some());
    }

    pub(crate) fn finish(self, fields: arrow_schema::Fields) -> ArrayRef {
        let columns = vec![self.first.finish(), self.second.finish()];
        structs(fields, columns, self.present)
    }
}

#[cfg(test)]
mod tests {
    use super::as_read;

    #[test]
    fn numbers_are_those_of_the_text() {
        assert_eq!(as_read(238.479).to_string(), "238.479");
        assert_eq!(as_read(72.0).to_string(), "72");
        assert_eq!(as_read(-0.1).to_string(), "-0.1");
        assert_eq!(as_read(293.140_63).to_string(), "293.14062");
    }
}
