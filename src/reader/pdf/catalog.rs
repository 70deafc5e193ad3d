//! Reads the facts of a file that are known before a page is drawn: its pages and their
//! labels, layers, destinations, bookmarks, tags, annotations and metadata.

pub(super) mod annotations;
mod destinations;
pub(super) mod information;
mod labels;
mod layers;
pub(super) mod outline;
pub(super) mod pages;
pub(super) mod tags;

pub(super) use destinations::Destinations;
pub(super) use labels::Labels;
pub(super) use layers::Layers;
pub(super) use pages::PageNode;
pub(super) use tags::MarkedContent;
