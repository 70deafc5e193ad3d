//! Draws the chunks of a document with pages as boxes on its pages.

use sectile::{Chunk, PageBox};
use std::collections::BTreeMap;

/// The pages that are drawn.
const MAX_PAGES: usize = 16;

/// The boxes that are drawn on a page: more would cover each other.
const MAX_BOXES: usize = 40;

/// The least width and height of a page, in points: a page with one line is no line.
const MIN_SIDE: f32 = 200.0;

/// The largest side, in points: 200 inches, the largest page of PDF 1.7.
const MAX_SIDE: f32 = 14_400.0;

/// A page with boxes.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) number: u32,
    pub(super) label: Option<String>,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) boxes: Vec<ChunkBox>,
    /// The page in a sentence.
    pub(super) summary: String,
}

/// A chunk on a page.
#[derive(Debug)]
pub(super) struct ChunkBox {
    pub(super) chunk: usize,
    pub(super) color: usize,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// Returns the first pages, and the number of the others.
pub(super) fn of(leaves: &[&Chunk]) -> (Vec<Page>, usize) {
    let mut pages: BTreeMap<u32, Page> = BTreeMap::new();
    for (at, chunk) in leaves.iter().enumerate() {
        for place in chunk.pages() {
            let page = pages.entry(place.number).or_insert_with(|| Page {
                number: place.number,
                label: label(place),
                width: 0.0,
                height: 0.0,
                boxes: Vec::new(),
                summary: String::new(),
            });
            if page.boxes.len() < MAX_BOXES {
                page.boxes.push(ChunkBox::new(at, place.bbox));
            }
        }
    }
    let more = pages.len().saturating_sub(MAX_PAGES);
    let mut pages: Vec<Page> = pages.into_values().take(MAX_PAGES).collect();
    set_sizes(&mut pages);
    (pages, more)
}

impl ChunkBox {
    fn new(at: usize, [x0, y0, x1, y1]: [f32; 4]) -> Self {
        let side = |side: f32| {
            if side.is_finite() {
                side.clamp(0.0, MAX_SIDE)
            } else {
                0.0
            }
        };
        let (x, y) = (side(x0), side(y0));
        Self {
            chunk: at + 1,
            color: super::text::color(at),
            x,
            y,
            width: (side(x1) - x).max(1.0),
            height: (side(y1) - y).max(1.0),
        }
    }
}

/// The label of a page, if it is not just its number.
fn label(place: &PageBox) -> Option<String> {
    let label = place.label.as_deref()?;
    (label != place.number.to_string()).then(|| label.to_owned())
}

/// Sets the sizes of all pages: the chunks do not have them, so a page reaches as far as
/// the boxes of any page, with a margin as wide as the narrowest one at the left and top.
fn set_sizes(pages: &mut [Page]) {
    let boxes = || pages.iter().flat_map(|page| &page.boxes);
    let least = |side: fn(&ChunkBox) -> f32| boxes().map(side).fold(MAX_SIDE, f32::min);
    let most = |side: fn(&ChunkBox) -> f32| boxes().map(side).fold(0.0, f32::max);
    let width = (most(|b| b.x + b.width) + least(|b| b.x)).max(MIN_SIDE);
    let height = (most(|b| b.y + b.height) + least(|b| b.y)).max(MIN_SIDE);
    for page in pages {
        (page.width, page.height) = (width, height);
        let chunks: Vec<String> = page.boxes.iter().map(|b| b.chunk.to_string()).collect();
        page.summary = format!("Page {}: chunks {}", page.number, chunks.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::Origin;

    fn chunk(pages: &[(u32, [f32; 4])]) -> Chunk {
        let place = |(number, bbox): &(u32, [f32; 4])| PageBox {
            number: *number,
            label: Some(if *number == 1 {
                "i".into()
            } else {
                number.to_string().into()
            }),
            bbox: *bbox,
        };
        Chunk {
            origin: Some(Origin::Pages {
                pages: pages.iter().map(place).collect(),
            }),
            ..Chunk::default()
        }
    }

    #[test]
    fn chunks_are_boxes_on_pages_of_one_size() {
        let first = chunk(&[
            (1, [50.0, 60.0, 500.0, 700.0]),
            (2, [50.0, 60.0, 500.0, 90.0]),
        ]);
        let second = chunk(&[(2, [50.0, 100.0, 550.0, 200.0])]);
        let (pages, more) = of(&[&first, &second]);
        assert_eq!((pages.len(), more), (2, 0));
        assert_eq!(pages[0].label.as_deref(), Some("i"));
        assert_eq!(pages[1].label, None, "the label is the number");
        assert_eq!(pages[1].summary, "Page 2: chunks 1, 2");
        for page in &pages {
            assert!((page.width - 600.0).abs() < 0.1 && (page.height - 760.0).abs() < 0.1);
        }
    }

    #[test]
    fn broken_boxes_stay_drawable() {
        let odd = chunk(&[(1, [f32::NAN, -5.0, f32::INFINITY, 1e30])]);
        let (pages, _) = of(&[&odd]);
        let area = &pages[0].boxes[0];
        assert!(
            [area.x, area.y, area.width, area.height]
                .iter()
                .all(|side| side.is_finite())
        );
        assert!(pages[0].width <= MAX_SIDE && pages[0].height <= MAX_SIDE);
    }
}
