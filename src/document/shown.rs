//! The document as chunkers see it: without the text that is omitted.
//!
//! Chunkers plan on this document, so they cannot put omitted text into a chunk, and all
//! their counts are exact for what a chunk shows. Only finished spans are mapped back.

use super::block::BlockData;
use super::mark::without;
use super::text::{Span, offset, trim};
use super::{
    AnchorMap, Document, Lead, Mark, Origin, Parts, Reference, ReferenceKind, Seam, SectionId,
};

/// The bytes before the start of the cuts of a lead that are searched for its text, in
/// addition to its length: a line break and the marker of an item.
const LEAD_SLACK_BYTES: u32 = 64;

/// A document without its omitted text.
#[derive(Debug)]
pub(crate) struct Shown<'d> {
    whole: &'d Document,
    /// `None` if nothing is omitted, so that ordinary documents are not copied.
    reduced: Option<Box<(Document, Gaps)>>,
}

/// The omitted spans of a text.
#[derive(Debug, Default)]
struct Gaps {
    /// Each with the number of bytes that are omitted before it; ascending, disjoint.
    spans: Vec<(Span, u32)>,
}

impl Document {
    /// Returns the document without the text that is omitted.
    pub(crate) fn shown(&self) -> Shown<'_> {
        let all = Span::new(0, offset(self.text().len()));
        let gaps = Gaps::of(self.omitted(all));
        Shown {
            whole: self,
            reduced: (!gaps.spans.is_empty()).then(|| Box::new((reduce(self, &gaps), gaps))),
        }
    }
}

impl Shown<'_> {
    /// Returns the document that chunkers plan on.
    pub(crate) fn document(&self) -> &Document {
        self.reduced
            .as_ref()
            .map_or(self.whole, |reduced| &reduced.0)
    }

    /// Returns the place in the whole document's text of a span of the shown one, without
    /// omitted text at its ends.
    pub(crate) fn whole_span(&self, span: Span) -> Span {
        self.reduced
            .as_ref()
            .map_or(span, |reduced| reduced.1.whole(span))
    }

    /// Returns the place in the shown text of a span of the whole one.
    pub(crate) fn shown_span(&self, whole: Span) -> Span {
        self.reduced
            .as_ref()
            .map_or(whole, |reduced| reduced.1.shown_span(whole))
    }

    /// Returns the origin of a span of the shown text.
    pub(crate) fn origin(&self, span: Span) -> Option<Origin> {
        // The blocks of the shown document have the origins of what is shown. Where the
        // text is the source, the whole document maps it.
        if self.whole.0.source.is_some() {
            return self.whole.origin(self.whole_span(span));
        }
        self.document().origin(span)
    }

    /// Returns the omitted parts of a span of the whole text, adjacent ones as one.
    pub(crate) fn omitted(&self, whole: Span) -> Vec<Span> {
        Gaps::of(self.whole.omitted(whole))
            .spans
            .into_iter()
            .map(|gap| gap.0)
            .collect()
    }
}

impl Gaps {
    fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut gaps: Vec<(Span, u32)> = Vec::new();
        let mut before = 0;
        for span in spans {
            match gaps.last_mut() {
                Some((last, _)) if last.end == span.start => last.end = span.end,
                _ => gaps.push((span, before)),
            }
            before += span.end - span.start;
        }
        Self { spans: gaps }
    }

    /// Returns the offset in the shown text; inside a gap it is that of the gap.
    fn shown(&self, at: u32) -> u32 {
        let next = self.spans.partition_point(|gap| gap.0.end <= at);
        let before = next.checked_sub(1).map_or(0, |last| self.through(last));
        match self.spans.get(next) {
            Some((gap, before)) if gap.start < at => gap.start - before,
            _ => at - before,
        }
    }

    fn shown_span(&self, span: Span) -> Span {
        Span::new(self.shown(span.start), self.shown(span.end))
    }

    /// Returns the place in the whole text of a span of the shown text.
    fn whole(&self, span: Span) -> Span {
        // A gap at the start is before the span, and a gap at the end after it.
        let opened = self
            .spans
            .partition_point(|gap| gap.0.start - gap.1 <= span.start);
        let closed = self
            .spans
            .partition_point(|gap| gap.0.start - gap.1 < span.end);
        let omitted = |gaps: usize| gaps.checked_sub(1).map_or(0, |last| self.through(last));
        Span::new(span.start + omitted(opened), span.end + omitted(closed))
    }

    /// Returns the number of bytes that are omitted up to the end of gap `at`.
    fn through(&self, at: usize) -> u32 {
        let (gap, before) = self.spans[at];
        before + (gap.end - gap.start)
    }

    /// Returns `copy` without the omitted text, if it is a copy of text in `region` that
    /// has some.
    fn without(&self, text: &str, region: Span, copy: &str) -> Option<String> {
        if !self.touches(region) || copy.is_empty() {
            return None;
        }
        let start = region.start + offset(text.get(region.range())?.find(copy)?);
        let span = Span::new(start, start + offset(copy.len()));
        self.touches(span).then(|| self.cut(text, span))
    }

    fn touches(&self, span: Span) -> bool {
        let first = self.spans.partition_point(|gap| gap.0.end <= span.start);
        (self.spans.get(first)).is_some_and(|gap| gap.0.start < span.end)
    }

    /// Returns the text of `span` without its gaps.
    fn cut(&self, text: &str, span: Span) -> String {
        let first = self.spans.partition_point(|gap| gap.0.end <= span.start);
        let inside = self.spans[first..].iter().map(|gap| gap.0.intersect(span));
        without(text, span, inside.take_while(|gap| !gap.is_empty()))
    }
}

/// Returns `whole` without the text in `gaps`, and without the blocks, sections and links
/// that have no other text.
fn reduce(whole: &Document, gaps: &Gaps) -> Document {
    let parts = &whole.0;
    let text = gaps.cut(&parts.text, Span::new(0, offset(parts.text.len())));
    let mut blocks = Vec::with_capacity(parts.blocks.len());
    // For each block the number of shown blocks before it, and the same at the end.
    let mut before = Vec::with_capacity(parts.blocks.len() + 1);
    for block in &parts.blocks {
        before.push(offset(blocks.len()));
        blocks.extend(shown_block(block, gaps, &parts.text, &text));
    }
    before.push(offset(blocks.len()));
    let mut document = Document(Parts {
        name: parts.name.clone(),
        metadata: parts.metadata.clone(),
        sections: Vec::new(),
        blocks,
        references: references(&parts.references, gaps, &parts.text),
        anchors: AnchorMap::default(),
        source: None,
        warnings: Vec::new(),
        marks: kept_marks(&parts.marks, gaps),
        ledger: Vec::new(),
        text,
    });
    sections(whole, gaps, &before, &mut document);
    document
}

/// Returns what is shown of a block, if anything is.
fn shown_block(block: &BlockData, gaps: &Gaps, whole: &str, text: &str) -> Option<BlockData> {
    let span = trim(text, gaps.shown_span(block.span));
    if span.is_empty() {
        return None;
    }
    let mut seams: Vec<Seam> = Vec::new();
    for seam in &block.seams {
        let at = gaps.shown(seam.at);
        match seams.last_mut() {
            Some(last) if last.at == at => last.rank = last.rank.min(seam.rank),
            _ if span.start < at && at < span.end => seams.push(Seam { at, ..*seam }),
            _ => {}
        }
    }
    let leads = (block.leads.iter()).filter_map(|lead| shown_lead(lead, block, gaps, whole));
    let leads = leads.map(|lead| Lead {
        within: lead.within.intersect(span),
        ..lead
    });
    let mut origins: Vec<(u32, Origin)> = Vec::new();
    for (at, origin) in &block.origins {
        let at = gaps.shown(*at).max(span.start);
        if at < span.end {
            // A piece without shown text begins where the next one does.
            if origins.last().is_some_and(|last| last.0 == at) {
                origins.pop();
            }
            origins.push((at, origin.clone()));
        }
    }
    Some(BlockData {
        kind: block.kind,
        span,
        section: block.section,
        seams,
        leads: leads.filter(|lead| !lead.within.is_empty()).collect(),
        origins,
    })
}

/// Returns a lead whose repeated text is without the omitted words of a header row.
fn shown_lead(lead: &Lead, block: &BlockData, gaps: &Gaps, whole: &str) -> Option<Lead> {
    let within = gaps.shown_span(lead.within);
    // The repeated text precedes the cuts for which it holds.
    let length = offset(lead.open.len()) + LEAD_SLACK_BYTES;
    let start = lead
        .within
        .start
        .saturating_sub(length)
        .max(block.span.start);
    let start = offset(whole.floor_char_boundary(start as usize));
    let region = Span::new(
        start,
        lead.within.end.min(lead.within.start + LEAD_SLACK_BYTES),
    );
    let region = Span::new(
        region.start,
        offset(whole.ceil_char_boundary(region.end as usize)),
    );
    let open = gaps.without(whole, region, lead.open.trim_end());
    let open = open.map_or_else(
        || lead.open.clone(),
        |open| {
            let ending = &lead.open[lead.open.trim_end().len()..];
            (open + ending).into()
        },
    );
    (!within.is_empty()).then(|| Lead {
        within,
        open,
        close: lead.close.clone(),
    })
}

fn references(references: &[Reference], gaps: &Gaps, whole: &str) -> Vec<Reference> {
    let shown = references.iter().map(|reference| {
        let copy = |text: &str| gaps.without(whole, reference.span, text);
        let span = gaps.shown_span(reference.span);
        // The tag that includes a file is not shown, but which file it is remains a fact.
        let is_tag = reference.kind == ReferenceKind::Include && span.is_empty();
        let href = copy(&reference.href).filter(|_| !is_tag);
        Reference {
            kind: reference.kind,
            span,
            text: copy(&reference.text).unwrap_or_else(|| reference.text.clone()),
            href: href.unwrap_or_else(|| reference.href.clone()),
            target: reference.target.clone(),
        }
    });
    shown
        .filter(|reference| !reference.span.is_empty() || reference.kind == ReferenceKind::Include)
        .collect()
}

fn kept_marks(marks: &[Mark], gaps: &Gaps) -> Vec<Mark> {
    let kept = marks.iter().filter(|mark| !mark.is_omitted);
    kept.map(|mark| Mark {
        span: gaps.shown_span(mark.span),
        ..*mark
    })
    .collect()
}

/// Adds the sections that have a shown block. Their number paths stay the same.
fn sections(whole: &Document, gaps: &Gaps, before: &[u32], document: &mut Document) {
    let mut numbers = Vec::with_capacity(whole.0.sections.len() + 1);
    let mut kept = Vec::new();
    for (at, section) in whole.0.sections.iter().enumerate() {
        numbers.push(offset(kept.len()));
        let blocks = before[section.first_block as usize]..before[section.blocks_end as usize];
        if at == 0 || !blocks.is_empty() {
            let mut section = section.clone();
            section.heading = shown_heading(whole, at, gaps, &section.heading);
            section.marked =
                (section.marked).map(|marked| shown_heading(whole, at, gaps, &marked).into());
            if section.heading.is_empty() {
                section.anchor.clear(); // it is made of the words of the heading
            }
            (section.first_block, section.blocks_end) = (blocks.start, blocks.end);
            kept.push(section);
        }
    }
    numbers.push(offset(kept.len()));
    for section in &mut kept {
        section.parent = SectionId::new(numbers[section.parent.index()] as usize);
        section.subtree_end = numbers[section.subtree_end as usize];
    }
    for block in &mut document.0.blocks {
        block.section = SectionId::new(numbers[block.section.index()] as usize);
    }
    document.0.sections = kept;
}

/// Returns the heading of section `at` without omitted words; empty if all are omitted.
fn shown_heading(whole: &Document, at: usize, gaps: &Gaps, heading: &str) -> String {
    if at == 0 {
        return heading.to_owned();
    }
    let block = &whole.0.blocks[whole.0.sections[at].first_block as usize];
    if gaps.shown_span(block.span).is_empty() {
        return String::new();
    }
    gaps.without(&whole.0.text, block.span, heading)
        .unwrap_or_else(|| heading.to_owned())
}
