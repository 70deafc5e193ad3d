//! Finds the pages: walks the page tree (ISO 32000-2 7.7.3) and takes down what its nodes inherit.

use super::geometry::Matrix;
use super::object::{Id, Objects, Value};
use std::collections::HashSet;

/// A page as the page tree gives it.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageNode<'a> {
    pub(super) dictionary: Value<'a>,
    pub(super) resources: Value<'a>,
    /// Of the crop box, as it is shown.
    pub(super) width: f64,
    pub(super) height: f64,
    /// From the page's space to points from the top left of what is shown.
    pub(super) to_view: Matrix,
}

#[derive(Clone, Copy)]
struct Inherited<'a> {
    resources: Value<'a>,
    media_box: Value<'a>,
    crop_box: Value<'a>,
    rotate: Value<'a>,
}

/// US letter, in place of a box that is missing or empty.
const LETTER: [f64; 4] = [0.0, 0.0, 612.0, 792.0];

/// All pages in order, at most `most` and one more.
///
/// If the tree is broken, the pages are all dictionaries of that type in the order of their numbers.
pub(super) fn find(objects: &Objects, most: usize) -> Vec<PageNode<'_>> {
    let root = objects.trailer("Root").get("Pages");
    let pages = walk(root, most);
    if !pages.is_empty() {
        return pages;
    }
    let strays = objects.all().filter(|object| object.get("Type").is("Page"));
    strays
        .take(most + 1)
        .map(|page| node(page, Inherited::of(page)))
        .collect()
}

/// Walks the tree without recursion; what was seen before is a loop or a page given twice, and left out.
fn walk(root: Value<'_>, most: usize) -> Vec<PageNode<'_>> {
    let mut pages = Vec::new();
    let mut seen: HashSet<Id> = HashSet::new();
    let mut open = vec![(root, Inherited::of(root))];
    while let Some((value, inherited)) = open.pop() {
        if !value.is_dictionary() || value.id().is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let inherited = inherited.below(value);
        let kids = value.get("Kids");
        if kids.is_array() && !value.get("Type").is("Page") {
            open.extend(kids.items().rev().map(|kid| (kid, inherited)));
        } else if !value.get("Type").is("Pages") {
            pages.push(node(value, inherited));
        }
        if pages.len() > most {
            break;
        }
    }
    pages
}

impl<'a> Inherited<'a> {
    fn of(value: Value<'a>) -> Self {
        Self {
            resources: value.get("Resources"),
            media_box: value.get("MediaBox"),
            crop_box: value.get("CropBox"),
            rotate: value.get("Rotate"),
        }
    }

    fn below(self, value: Value<'a>) -> Self {
        let own = Self::of(value);
        Self {
            resources: own.resources.or(self.resources),
            media_box: own.media_box.or(self.media_box),
            crop_box: own.crop_box.or(self.crop_box),
            rotate: own.rotate.or(self.rotate),
        }
    }
}

fn node<'a>(dictionary: Value<'a>, inherited: Inherited<'a>) -> PageNode<'a> {
    let media = rectangle(inherited.media_box).unwrap_or(LETTER);
    let shown = rectangle(inherited.crop_box).and_then(|crop| overlap(crop, media));
    let [x0, y0, x1, y1] = shown.unwrap_or(media);
    let turn = inherited.rotate.integer().unwrap_or(0).rem_euclid(360);
    let to_view = match turn {
        90 => Matrix::from([0.0, 1.0, 1.0, 0.0, -y0, -x0]),
        180 => Matrix::from([-1.0, 0.0, 0.0, 1.0, x1, -y0]),
        270 => Matrix::from([0.0, -1.0, -1.0, 0.0, y1, x1]),
        _ => Matrix::from([1.0, 0.0, 0.0, -1.0, -x0, y1]),
    };
    let (width, height) = match turn {
        90 | 270 => (y1 - y0, x1 - x0),
        _ => (x1 - x0, y1 - y0),
    };
    PageNode {
        dictionary,
        resources: inherited.resources,
        width,
        height,
        to_view,
    }
}

/// A rectangle whose corners may be in any order; `None` if it is empty.
pub(super) fn rectangle(value: Value<'_>) -> Option<[f64; 4]> {
    let [x0, y0, x1, y1] = value.numbers()?;
    let sorted = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
    (sorted[0] < sorted[2] && sorted[1] < sorted[3]).then_some(sorted)
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> Option<[f64; 4]> {
    let both = [
        a[0].max(b[0]),
        a[1].max(b[1]),
        a[2].min(b[2]),
        a[3].min(b[3]),
    ];
    (both[0] < both[2] && both[1] < both[3]).then_some(both)
}
