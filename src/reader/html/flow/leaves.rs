//! Writes elements that are written at once: rules, links, images, formulas, code and
//! tables.

use super::super::element::{anchor, attr};
use super::super::writer::{Break, Mark, Mode};
use super::super::{code, math, permalink, table};
use super::{Closing, Descend, Flow, Place};
use crate::document::{BlockKind, Span};
use scraper::node::Element;

impl Flow<'_, '_> {
    pub(super) fn line(&mut self) {
        // A heading is one line: `<h2>Green<br>tea</h2>` is "Green tea".
        if self.heading.is_some() {
            self.writer().space();
        } else {
            self.writer.line();
        }
    }

    pub(super) fn rule(&mut self, span: Span) {
        // Below the text of an item, `---` would make that text a heading.
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
        if let Some(href) = self.page.links.of(element) {
            self.mark(node.id(), Mark::Link(href));
        }
        Descend::Into
    }

    pub(super) fn image(&mut self, element: &Element, span: Span) {
        // `<h1><img alt="Tea"></h1>`: the alternative text is the heading.
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
        // Inside an item, a cut between lines of code is worse than one between items.
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

    /// Writes the caption of a table, as a block of its own before the table.
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
        // Tables that only place things on the page are read as if their cells were
        // paragraphs.
        if self.heading.is_some() || !table::holds_data(node, self.page.watch) {
            self.closings.push((node.id(), Closing::Block));
            return Descend::Into;
        }
        let grid = table::read(node, &mut self.added, self.page.watch);
        if let Some(caption) = grid.caption {
            self.caption(caption);
        }
        // Links to a row, `<tr id=tea>`, lead to the table, because rows have no anchors.
        let parts = node
            .descendants()
            .skip(1)
            .filter_map(|part| part.value().as_element());
        for name in parts.filter_map(anchor) {
            self.name_next(name);
        }
        let page = self.page;
        let mut extent = span;
        let rows = table::render(&grid, &mut self.added, page.watch, |cell| {
            let written = table::flatten(cell, page, Mode::Cell);
            extent = written.origin.map_or(extent, |origin| extent.cover(origin));
            written
        });
        if page.watch.step() {
            self.stop(span); // the table may be the last node of the page
        }
        if rows.is_empty() {
            return Descend::Over;
        }
        let rank = self.rank() + u8::from(!self.containers.is_empty());
        self.writer.rows(rows, grid.header + 1, extent, rank);
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
