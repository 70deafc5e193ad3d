//! Writes elements that are written at once: rules, links, images, formulas, code and
//! tables.

use super::super::element::{Role, anchor, attr, role};
use super::super::traverse::Traversal;
use super::super::tree::{Element, Node, TreeEdge};
use super::super::writer::{Break, Mode, Written, is_space};
use super::super::{code, math, permalink, table};
use super::layout::is_signature;
use super::open::Next;
use super::{Closing, Descend, Flow, HtmlNode};
use crate::document::{BlockKind, Span};

impl Flow<'_, '_> {
    /// Breaks the line, or adds a space in a heading.
    ///
    /// A heading is one line: `<h2>Green<br>tea</h2>` is "Green tea". With a break it
    /// would be a heading "Green", and "tea" a paragraph.
    pub(super) fn line(&mut self) {
        if self.heading.is_some() {
            self.writer().space();
        } else {
            self.writer.line();
        }
    }

    /// Writes a thematic break, only outside of headings, captions and containers.
    ///
    /// Below the text of an item, `---` would make that text a heading.
    pub(super) fn rule(&mut self, span: Span) {
        if self.heading.is_none() && self.containers.is_empty() && self.captions == 0 {
            let written = Written {
                text: "---".to_owned(),
                origin: Some(span),
                ..Written::default()
            };
            self.writer.reset();
            // A line in the navigation is no content.
            let kind = if self.is_boilerplate() {
                BlockKind::Boilerplate
            } else {
                BlockKind::Other
            };
            self.append(kind, written);
        }
    }

    /// Starts a link; the permalink of a heading is skipped.
    ///
    /// The `#` or `¶` beside a heading is a link to the heading itself: with it the
    /// heading would be "Tea¶".
    pub(super) fn link(&mut self, node: HtmlNode<'_>, element: Element<'_>) -> Descend {
        if permalink::is_permalink(node, element) {
            return Descend::Over;
        }
        if let Some(link) = self.page.links.of(element) {
            self.mark(node.id(), link);
        }
        Descend::Into
    }

    /// Writes an image, or in a heading its alternative text.
    ///
    /// `<h1><img alt="Tea"></h1>`: the alternative text is the heading. A picture beside
    /// the words of a heading is decoration: "flag Tea" would be another heading.
    pub(super) fn image(&mut self, node: HtmlNode<'_>, element: Element<'_>, span: Span) {
        // Only the alternative text: a heading has no pictures in it.
        if self.heading.is_some() {
            // A flag before "Tea" is no part of the name.
            if is_beside_words(node) {
                return self.writer().space();
            }
            return self
                .writer()
                .text(attr(element, "alt").unwrap_or_default(), span);
        }
        if let Some(image) = self.page.links.image(element) {
            self.paragraph.has_image = true;
            self.writer.verbatim(&image, span);
        }
    }

    /// Writes a formula as TeX, with `$` around it outside of headings.
    ///
    /// In `<h2>The law <math>..</math></h2>` the formula has no `$`: the signs would be
    /// in every prefix. A formula in a line is text of its paragraph, so that "If $x$
    /// grows" is no block of mathematics.
    pub(super) fn formula(&mut self, node: HtmlNode<'_>, element: Element<'_>, span: Span) {
        let found = math::tex(node, element, self.page.watch);
        if self.page.watch.look().is_some() {
            self.stop(span); // the formula may be the last node of the page
        }
        if self.is_cancelled() {
            return;
        }
        let Some(formula) = found else { return };
        self.paragraph.has_formula |= formula.is_display;
        self.paragraph.has_text |= !formula.is_display;
        // Signs of a formula in a heading would be in every prefix.
        if self.heading.is_some() {
            return self.writer().text(&formula.text, span);
        }
        self.writer
            .verbatim(&formula.marked(), math::extent(node, self.page.tree));
    }

    /// Writes code, with its language; in a heading it is text.
    ///
    /// An element without text is skipped: an empty `<pre>` would be an empty fence.
    /// Inside an item, a cut between lines of code is worse than a cut between items, so
    /// its seams have a higher rank.
    pub(super) fn preformatted(&mut self, node: HtmlNode<'_>, span: Span) -> Descend {
        if self.heading.is_some() {
            self.closings.push((node.id(), Closing::Block));
            return Descend::Into;
        }
        let found = code::read(node, self.page.tree, self.page.watch);
        let watch = self.page.watch;
        // Reading and trimming a long text takes 40 ms, and so does writing it.
        let is_cancelled = watch.check_cancelled().is_err();
        if is_cancelled || found.text.trim().is_empty() {
            return Descend::Over;
        }
        // Inside an item, a cut between lines of code is worse than one between items.
        let rank = self.rank() + u8::from(!self.containers.is_empty());
        let whole = span.cover(found.span);
        self.writer
            .code(&found.language, &found.text, whole, rank, watch);
        if watch.look().is_some() {
            self.stop(whole);
        }
        if self.is_cancelled() {
            return Descend::Over; // copying a long text takes 30 ms
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

    /// Writes the caption of a table, as a block of its own before the table. In an item
    /// it is a paragraph of the item: a block of its own would end the list.
    fn caption(&mut self, flat: Written) {
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

    /// Writes a table of data; reads a table that only places things on the page as
    /// paragraphs.
    ///
    /// A page with its menu in one cell and its text in the next would be a table of one
    /// row. A signature of doxygen is joined to one line, and a table in a label is a
    /// part of its line. A title in the first rows is written as a caption before the
    /// table.
    pub(super) fn table(
        &mut self,
        node: HtmlNode<'_>,
        element: Element<'_>,
        span: Span,
    ) -> Descend {
        // In a heading, a signature or a layout table, the cells are read as paragraphs.
        let page = self.page;
        let is_layout =
            self.heading.is_some() || is_signature(element) || !table::holds_data(node, page.watch);
        if is_layout || self.is_joined() {
            if is_signature(element) && self.heading.is_none() {
                self.join(node.id(), Next::NewLine);
            }
            self.closings.push((node.id(), Closing::Block));
            return Descend::Into;
        }
        let content = table::read(node, &mut self.added, page.watch, |cell| {
            table::flatten(cell, page, Mode::Cell)
        });
        if page.watch.look().is_some() {
            self.stop(span);
            return Descend::Over;
        }
        if matches!(content, table::TableContent::Lines) {
            self.closings.push((node.id(), Closing::Block));
            return Descend::Into;
        }
        if let Some(caption) = table::caption(node) {
            self.caption(table::flatten(caption, page, Mode::Line));
        }
        let table::TableContent::Rows(mut rows) = content else {
            return Descend::Over;
        };
        for title in std::mem::take(&mut rows.titles) {
            self.caption(Written {
                text: title,
                origin: Some(span),
                ..Written::default()
            });
        }
        let mut extent = span;
        let mut parts = Traversal::new(node);
        while let Some(edge) = parts.next_until(|| page.watch.step()) {
            let TreeEdge::Open(part) = edge else { continue };
            // A row without attributes has no names.
            if let Some(texts) = part.plain_texts() {
                let shown = texts.filter(|(_, text)| text.contains(|c| !is_space(c)));
                extent = shown.fold(extent, |extent, (place, _)| extent.cover(place));
                parts.omit(part);
                continue;
            }
            match part.value() {
                Node::Element(_) if part.id() == node.id() => {}
                Node::Element(element) => {
                    // The cells are written as text, so the names in them are added here.
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
        self.writer.rows(rows, extent, rank, page.watch);
        if page.watch.look().is_some() {
            self.stop(span); // the table may be the last node of the page
        }
        if self.is_cancelled() {
            return Descend::Over;
        }
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

/// The number of nodes of a heading among which the words beside a picture are. Without a
/// limit, a heading of pictures alone takes quadratic time.
const MAX_HEADING_NODES: usize = 100;

/// Returns true for a picture in a heading that decorates its words: it is before them,
/// or no space is between. A badge after the words is a part of the heading.
///
/// `<h2><img alt="flag">Tea</h2>` is "Tea", and `<h2>Tea <img alt="new"></h2>` is "Tea
/// new". Without the rule the first would be `flagTea`; without its exception the second
/// would lose the badge.
fn is_beside_words(picture: HtmlNode<'_>) -> bool {
    let heading = picture.ancestors().find(|above| {
        (above.as_element()).is_some_and(|above| matches!(role(above), Role::Heading(_)))
    });
    let mut is_after = false;
    let mut before = "";
    for node in heading
        .into_iter()
        .flat_map(|heading| heading.descendants().take(MAX_HEADING_NODES))
    {
        is_after |= node.id() == picture.id();
        if let Node::Text(text) = node.value() {
            if is_after && !text.trim().is_empty() {
                return true;
            }
            if !is_after && !text.is_empty() {
                before = text;
            }
        }
    }
    !before.trim().is_empty() && before.ends_with(|c: char| !c.is_whitespace())
}
