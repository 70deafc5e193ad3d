//! What is written in one piece: rules, links, images, formulas, code and tables.

use super::super::element::{anchor, attr};
use super::super::writer::{Break, Mode, is_space};
use super::super::{code, math, permalink, table};
use super::{Closing, Descend, Flow, Place};
use crate::document::{BlockKind, Span};
use scraper::Node;
use scraper::node::Element;

impl Flow<'_, '_> {
    pub(super) fn line(&mut self) {
        if self.heading.is_some() {
            self.writer().space();
        } else {
            self.writer.line();
        }
    }

    pub(super) fn rule(&mut self, span: Span) {
        if self.heading.is_none() && self.containers.is_empty() && self.captions == 0 {
            self.writer.verbatim("---", span);
            let written = self.writer.take();
            let kind = if self.is_boilerplate() {
                BlockKind::Boilerplate
            } else {
                BlockKind::Other
            };
            self.append(kind, written);
        }
    }

    pub(super) fn link(&mut self, node: Place<'_>, element: &Element) -> Descend {
        if permalink::is_permalink(node, element) {
            return Descend::Over;
        }
        if let Some(link) = self.page.links.of(element) {
            self.mark(node.id(), link);
        }
        Descend::Into
    }

    pub(super) fn image(&mut self, element: &Element, span: Span) {
        if self.heading.is_some() {
            return self
                .writer()
                .text(attr(element, "alt").unwrap_or_default(), span);
        }
        if let Some(image) = self.page.links.image(element) {
            self.paragraph.has_image = true;
            self.writer.verbatim(&image, span);
        }
    }

    pub(super) fn formula(&mut self, node: Place<'_>, element: &Element, span: Span) {
        let Some(formula) = math::tex(node, element) else {
            return;
        };
        self.paragraph.has_formula |= formula.is_display;
        self.paragraph.has_text |= !formula.is_display;
        if self.heading.is_some() {
            return self.writer().text(&formula.text, span);
        }
        self.writer
            .verbatim(&formula.marked(), math::extent(node, self.page.tree));
    }

    pub(super) fn preformatted(&mut self, node: Place<'_>, span: Span) -> Descend {
        if self.heading.is_some() {
            self.closings.push((node.id(), Closing::Block));
            return Descend::Into;
        }
        let found = code::read(node, self.page.tree, self.page.watch);
        if found.text.trim().is_empty() {
            return Descend::Over;
        }
        let rank = self.rank() + u8::from(!self.containers.is_empty());
        let whole = span.cover(found.span);
        let watch = self.page.watch;
        self.writer
            .code(&found.language, &found.text, whole, rank, watch);
        if watch.look().is_some() {
            self.stop(whole);
        }
        if self.containers.is_empty() {
            let written = self.writer.take();
            let kind = if self.is_boilerplate() {
                BlockKind::Boilerplate
            } else {
                BlockKind::Code
            };
            self.append(kind, written);
        } else {
            self.boundary(Break::Blank);
        }
        Descend::Over
    }

    /// A table's caption, as a block of its own before it.
    pub(super) fn caption(&mut self, caption: Place<'_>) {
        let flat = table::flatten(caption, self.page, Mode::Line);
        if flat.text.is_empty() {
            return;
        }
        if self.containers.is_empty() {
            self.append(
                if self.is_boilerplate() {
                    BlockKind::Boilerplate
                } else {
                    BlockKind::Caption
                },
                flat,
            );
        } else {
            self.writer
                .verbatim(&flat.text, flat.origin.unwrap_or_default());
            self.boundary(Break::Blank);
        }
    }

    pub(super) fn table(&mut self, node: Place<'_>, span: Span) -> Descend {
        if self.heading.is_some() || !table::holds_data(node) {
            self.closings.push((node.id(), Closing::Block));
            return Descend::Into;
        }
        let page = self.page;
        let content = table::read(node, &mut self.added, |cell| {
            table::flatten(cell, page, Mode::Cell)
        });
        if matches!(content, table::Content::Lines) {
            self.closings.push((node.id(), Closing::Block));
            return Descend::Into;
        }
        if let Some(caption) = table::caption(node) {
            self.caption(caption);
        }
        let table::Content::Rows(rows) = content else {
            return Descend::Over;
        };
        let mut extent = span;
        for part in node.descendants().skip(1) {
            match part.value() {
                Node::Element(element) => {
                    if let Some(name) = anchor(element) {
                        self.name_next(name);
                    }
                }
                Node::Text(text) if text.contains(|c| !is_space(c)) => {
                    extent = extent.cover(page.tree.span(part.id()));
                }
                _ => {}
            }
        }
        let rank = self.rank() + u8::from(!self.containers.is_empty());
        self.writer.rows(rows, extent, rank);
        if self.containers.is_empty() {
            let written = self.writer.take();
            let kind = if self.is_boilerplate() {
                BlockKind::Boilerplate
            } else {
                BlockKind::Table
            };
            self.append(kind, written);
        } else {
            self.boundary(Break::Blank);
        }
        Descend::Over
    }
}
