//! Reads the facts of a file that are known before a page is drawn: its pages and their
//! labels, layers, destinations, bookmarks, tags, annotations and metadata.

pub(super) mod annotations;
mod destinations;
mod information;
mod labels;
mod layers;
mod outline;
mod pages;
mod tags;
mod value_tree;

pub(super) use destinations::Destinations;
pub(super) use labels::Labels;
pub(super) use layers::Layers;
pub(super) use pages::PageNode;
pub(super) use tags::{MarkedContent, StructureTree};

use super::object::{Objects, Truncated};
use super::page::{Bookmark, Information};
use crate::limits::Limits;
use std::rc::Rc;

/// The tables of a file that its pages refer to.
pub(super) struct Catalog<'a> {
    /// The pages in order; one more than the limit, if there are more.
    pub(super) pages: Rc<[PageNode<'a>]>,
    pub(super) layers: Layers,
    pub(super) destinations: Destinations<'a>,
    pub(super) labels: Labels<'a>,
    pub(super) tree: StructureTree,
    pub(super) outline: Vec<Bookmark>,
    pub(super) information: Information,
    /// The number of titles that are longer than the limits allow.
    pub(super) titles_cut: usize,
}

impl<'a> Catalog<'a> {
    pub(super) fn read(objects: &'a Objects, limits: &Limits) -> Self {
        let pages: Rc<[PageNode<'a>]> = pages::find(objects, limits.pages).into();
        let destinations = Destinations::read(objects, Rc::clone(&pages));
        let (outline, cut) = outline::read(objects, &destinations, limits.outline_entries);
        let (information, title_cut) = information::read(objects);
        Self {
            layers: Layers::read(objects),
            labels: Labels::read(objects),
            tree: tags::read(objects, &pages, limits.structure_elements),
            titles_cut: cut + usize::from(title_cut == Truncated::Yes),
            pages,
            destinations,
            outline,
            information,
        }
    }
}
