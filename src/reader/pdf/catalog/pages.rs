//! Finds the pages: reads the page tree (ISO 32000-2 7.7.3) with the inherited entries.

use crate::reader::pdf::geometry::Matrix;
use crate::reader::pdf::object::{Id, Objects, Value};
use std::collections::HashSet;

/// A page of the page tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageNode<'a> {
    /// Null if the page cannot be read, so that later pages keep their numbers.
    pub(crate) dictionary: Value<'a>,
    pub(crate) resources: Value<'a>,
    /// The width of the crop box as shown.
    pub(crate) width: f64,
    /// The height of the crop box as shown.
    pub(crate) height: f64,
    /// From the page's space to points from the top left of the crop box as shown.
    pub(crate) to_view: Matrix,
    /// True if the boxes were far too large or too small and were replaced.
    pub(crate) has_odd_box: bool,
}

/// US letter, which replaces a missing or empty box.
const LETTER: [f64; 4] = [0.0, 0.0, 612.0, 792.0];
/// The largest side of a page in points, 70 m. The steps of single precision are a 64th
/// of a point there.
const LARGEST: f64 = 200_000.0;
/// The smallest side in points (ISO 32000-1 annex C).
const SMALLEST: f64 = 3.0;

#[derive(Clone, Copy)]
struct Inherited<'a> {
    resources: Value<'a>,
    media_box: Value<'a>,
    crop_box: Value<'a>,
    rotate: Value<'a>,
}

/// Returns the pages in order, at most `most` and one more, so that the caller detects
/// that some are left out.
///
/// If no page of the tree can be read, all dictionaries of the type `Page` are used, in
/// the order of their numbers.
pub(super) fn find(objects: &Objects, most: usize) -> Vec<PageNode<'_>> {
    let root = objects.trailer("Root").get("Pages");
    let pages = TreeWalk::new(objects, most).pages(root);
    if pages.iter().any(PageNode::is_readable) {
        return pages;
    }
    let strays = objects.all().filter(|object| object.get("Type").is("Page"));
    strays
        .take(most + 1)
        .map(|page| node(page, Inherited::of(page)))
        .collect()
}

/// The state of reading the tree, without recursion.
struct TreeWalk<'a> {
    most: usize,
    /// The number of objects in the file, the most pages that can be lost.
    objects: usize,
    /// The number of kids that may still be read. A thousand nodes that share an array of
    /// a thousand kids have a million.
    kids_left: usize,
    seen: HashSet<Id>,
    open: Vec<Kid<'a>>,
}

/// A kid of a node, or several lost ones.
enum Kid<'a> {
    Node(Value<'a>, Inherited<'a>),
    /// A number of pages that cannot be read.
    Lost(usize),
}

impl<'a> TreeWalk<'a> {
    fn new(objects: &'a Objects, most: usize) -> Self {
        let objects = objects.all().count();
        Self {
            most,
            objects,
            kids_left: most.saturating_add(2 * objects),
            seen: HashSet::new(),
            open: Vec::new(),
        }
    }

    fn pages(mut self, root: Value<'a>) -> Vec<PageNode<'a>> {
        let mut pages = Vec::new();
        self.open.push(Kid::Node(root, Inherited::of(root)));
        while let Some(kid) = self.open.pop() {
            match kid {
                Kid::Lost(count) => {
                    let left = (self.most + 1).saturating_sub(pages.len());
                    let nothing = root.nothing();
                    // An empty page keeps the numbers of those after it, which links and
                    // labels use.
                    let lost = node(nothing, Inherited::of(nothing));
                    pages.extend(std::iter::repeat_n(lost, count.min(left)));
                }
                Kid::Node(value, inherited) => pages.extend(self.visit(value, inherited)),
            }
            if pages.len() > self.most {
                break;
            }
        }
        pages
    }

    /// Returns a page, or opens a node with kids. A repeated node is a loop and is
    /// skipped.
    fn visit(&mut self, value: Value<'a>, inherited: Inherited<'a>) -> Option<PageNode<'a>> {
        let inherited = inherited.below(value);
        let kids = value.get("Kids");
        let kind = value.get("Type");
        // Kids and contents decide more reliably than the type, which may be missing.
        let is_node = kids.is_array() || (kind.is("Pages") && !value.has("Contents"));
        if kind.is("Page") || !is_node {
            return value.is_dictionary().then(|| node(value, inherited));
        }
        // Only inner nodes are checked: a page may be in the tree twice.
        if value.id().is_some_and(|id| !self.seen.insert(id)) {
            return None;
        }
        let mut lost = self.lost(value);
        let before = self.open.len();
        for (kid, is_reference) in kids.items_and_references().take(self.kids_left) {
            if kid.is_dictionary() {
                self.open.push(Kid::Node(kid, inherited));
            } else if is_reference {
                self.open.push(Kid::Lost(lost.next().unwrap_or(0)));
            }
        }
        if !kids.is_array() {
            self.open.push(Kid::Lost(lost.next().unwrap_or(0)));
        }
        self.kids_left -= (self.open.len() - before).min(self.kids_left);
        // The first kid is read first.
        self.open[before..].reverse();
        None
    }

    /// Returns the number of pages of each kid that cannot be read, so that later pages
    /// keep their numbers: with `/Count 9` and kids of 3 and 4 pages, the one between
    /// them had 2.
    fn lost(&self, node: Value<'a>) -> impl Iterator<Item = usize> + use<> {
        let (mut kids_lost, mut pages_found) = (0, 0_usize);
        let kids = node.get("Kids");
        for (kid, is_reference) in kids.items_and_references().take(self.kids_left) {
            if kid.is_dictionary() {
                pages_found = pages_found.saturating_add(count(kid).unwrap_or(1));
            } else {
                kids_lost += usize::from(is_reference);
            }
        }
        if !kids.is_array() {
            kids_lost = usize::from(node.has("Kids") || count(node) > Some(0));
        }
        let written = count(node).and_then(|count| count.checked_sub(pages_found));
        // A count above the number of objects is wrong: `/Count 1000000` in a small file.
        let pages_lost = written
            .filter(|&lost| lost <= self.objects)
            .unwrap_or(kids_lost);
        let extra = pages_lost.saturating_sub(kids_lost);
        let singles = std::iter::repeat_n(1, pages_lost.min(kids_lost));
        singles
            .enumerate()
            .map(move |(nth, one)| if nth == 0 { one + extra } else { one })
    }
}

/// Returns the number of pages in a node's `Count`.
fn count(node: Value<'_>) -> Option<usize> {
    let count = node.get("Count").integer()?;
    usize::try_from(count).ok()
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

impl PageNode<'_> {
    pub(crate) fn is_readable(&self) -> bool {
        !self.dictionary.is_null()
    }
}

fn node<'a>(dictionary: Value<'a>, inherited: Inherited<'a>) -> PageNode<'a> {
    // A crop box outside of the media box shows nothing in viewers, so it is ignored.
    let media = rectangle(inherited.media_box).unwrap_or(LETTER);
    let written =
        (rectangle(inherited.crop_box).and_then(|crop| overlap(crop, media))).unwrap_or(media);
    let sensible = sensible(written);
    let is_odd = sensible.is_some();
    let [x0, y0, x1, y1] = sensible.unwrap_or(written);
    let turn = inherited.rotate.integer().unwrap_or(0).rem_euclid(360);
    // PDF's y points up, the layout's down; the rotation is clockwise. Other angles are
    // invalid.
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
        has_odd_box: is_odd,
    }
}

/// Replaces a box that is so large that all letters have the same coordinates in single
/// precision, or so small that none fits: by the part around the origin, or by US letter.
fn sensible([x0, y0, x1, y1]: [f64; 4]) -> Option<[f64; 4]> {
    let is_within = |from: f64, to: f64| (SMALLEST..=LARGEST).contains(&(to - from));
    if is_within(x0, x1) && is_within(y0, y1) {
        return None;
    }
    let cut = |from: f64, to: f64| {
        if to - from > LARGEST {
            (from.max(-LARGEST / 2.0), to.min(LARGEST / 2.0))
        } else {
            (from, to)
        }
    };
    let ((x0, x1), (y0, y1)) = (cut(x0, x1), cut(y0, y1));
    let is_sensible = is_within(x0, x1) && is_within(y0, y1);
    Some(if is_sensible {
        [x0, y0, x1, y1]
    } else {
        LETTER
    })
}

/// Reads a rectangle, whose corners may be in any order; `None` if it is empty.
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
