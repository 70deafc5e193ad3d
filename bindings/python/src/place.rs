//! Headings and places in the source, of chunks and of passages.

use pyo3::prelude::*;
use sectile::{ChunkHeading, Origin};

/// A heading on the path to a chunk.
///
/// >>> import sectile
/// >>> heading = sectile.chunk(b"# Tea\n\nBoil water.\n", name="tea.md")[0].headings[0]
/// >>> heading.level, heading.text, heading.anchor
/// (1, 'Tea', 'tea')
#[pyclass(module = "sectile", frozen, get_all)]
pub(crate) struct Heading {
    level: u8,
    text: String,
    anchor: String,
    confidence: Option<u8>,
}

impl Heading {
    pub(crate) fn all(headings: &[ChunkHeading]) -> Vec<Self> {
        let heading = |heading: &ChunkHeading| Self {
            level: heading.level,
            text: heading.text.clone(),
            anchor: heading.anchor.clone(),
            confidence: heading.confidence,
        };
        headings.iter().map(heading).collect()
    }
}

/// A box on a page: `(x0, y0, x1, y1)` in points from the top left.
///
/// >>> import sectile
/// >>> line = '{"number": 7, "label": null, "bbox": [72.0, 72.0, 500.0, 90.0]}'
/// >>> chunk = sectile.chunk(b"Tea.", name="tea.md")[0].to_json()
/// >>> start = chunk.index('"origin":') + len('"origin":')
/// >>> end = chunk.index(',"kinds"')
/// >>> chunk = chunk[:start] + '{"pages": [' + line + ']}' + chunk[end:]
/// >>> sectile.Chunk.from_json(chunk).pages[0].number
/// 7
#[pyclass(module = "sectile", frozen, get_all)]
pub(crate) struct PageBox {
    number: u32,
    label: Option<String>,
    bbox: (f32, f32, f32, f32),
}

/// Returns the range of bytes in the source file.
pub(crate) fn bytes(origin: Option<&Origin>) -> Option<(u32, u32)> {
    match origin {
        Some(Origin::Bytes { bytes, .. }) => Some((bytes.start, bytes.end)),
        _ => None,
    }
}

/// Returns the first and the last line in the source file.
pub(crate) fn lines(origin: Option<&Origin>) -> Option<(u32, u32)> {
    match origin {
        Some(Origin::Bytes { lines, .. }) => Some((lines.start, lines.end)),
        _ => None,
    }
}

/// Returns the boxes on pages.
pub(crate) fn pages(origin: Option<&Origin>) -> Vec<PageBox> {
    let page = |page: &sectile::PageBox| PageBox {
        number: page.number,
        label: page.label.as_deref().map(str::to_owned),
        bbox: page.bbox.into(),
    };
    match origin {
        Some(Origin::Pages { pages }) => pages.iter().map(page).collect(),
        _ => Vec::new(),
    }
}
