//! The stack of open containers, and the scopes that they become.

use super::Scan;
use std::collections::BTreeMap;
use std::ops::Range;

/// The kind of a container, with what its end must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind<'s> {
    /// A fenced div with this many colons.
    Colons(usize),
    /// A block with this many slashes.
    Slashes(usize),
    /// A body that is indented by more than these columns.
    Indented(usize),
    /// A directive in ticks, whose last line begins at this offset.
    Ticks(usize),
    /// A block of AsciiDoc, whose last line begins at this offset.
    Delimited(usize),
    /// A fence whose text a page has as it is, whose last line begins at this offset. It
    /// is no scope: a heading in it has what follows the fence.
    Raw(usize),
    /// A component with this name.
    Component(&'s str),
    /// A tag of Liquid or a shortcode with this name.
    Pair(&'s str),
    /// A tab of docfx.
    Tab,
}

/// The open containers, outermost first.
#[derive(Debug, Default)]
pub(super) struct Containers<'s> {
    open: Vec<OpenScope<'s>>,
    /// The places in the stack of each kind, so that an end is matched without a search:
    /// 100,000 open containers and as many ends take linear time.
    places: BTreeMap<Kind<'s>, Vec<usize>>,
    /// The places of all fenced divs.
    colons: Vec<usize>,
    indented: Vec<usize>,
    /// The places of those whose end is known.
    ending: Vec<usize>,
    /// All containers in the order of their starts. Those without an end are none.
    scopes: Vec<(usize, Option<usize>)>,
}

#[derive(Debug)]
struct OpenScope<'s> {
    kind: Kind<'s>,
    scope: usize,
    /// The number of list items that it is in.
    lists: usize,
}

impl<'s> Containers<'s> {
    fn push(&mut self, kind: Kind<'s>, start: usize, lists: usize) {
        let place = self.open.len();
        self.places.entry(kind).or_default().push(place);
        match kind {
            Kind::Colons(_) => self.colons.push(place),
            Kind::Indented(_) => self.indented.push(place),
            kind if kind.end().is_some() => self.ending.push(place),
            _ => {}
        }
        self.open.push(OpenScope {
            kind,
            scope: self.scopes.len(),
            lists,
        });
        self.scopes.push((start, None));
    }

    /// Removes the innermost container. It is a scope if it ends at `end`.
    fn pop(&mut self, end: Option<usize>) {
        let Some(container) = self.open.pop() else {
            return;
        };
        if let Some(places) = self.places.get_mut(&container.kind) {
            places.pop();
        }
        match container.kind {
            Kind::Colons(_) => drop(self.colons.pop()),
            Kind::Indented(_) => drop(self.indented.pop()),
            kind if kind.end().is_some() => drop(self.ending.pop()),
            _ => {}
        }
        let is_scope = !matches!(container.kind, Kind::Raw(_));
        self.scopes[container.scope].1 = end.filter(|_| is_scope);
    }

    /// Closes the container at `place`, and all in it. Those in it that need an end of
    /// their own, and have none, are not scopes.
    fn close(&mut self, place: usize, end: usize) {
        while self.open.len() > place {
            let is_ended = self.open.len() == place + 1;
            let needs_end = self.open.last().is_some_and(|open| open.kind.needs_end());
            self.pop((is_ended || !needs_end).then_some(end));
        }
    }

    /// Returns the place of the innermost container of a kind.
    fn last(&self, kind: Kind<'s>) -> Option<usize> {
        self.places.get(&kind)?.last().copied()
    }

    /// Returns the place of the fenced div that a line of `length` colons closes.
    ///
    /// That is the innermost one with as many colons, as in directives, where an outer
    /// one has more. In pandoc the number is free, so else it is the innermost one.
    fn of_colons(&self, length: usize) -> Option<usize> {
        self.last(Kind::Colons(length))
            .or_else(|| self.colons.last().copied())
    }

    /// Returns the columns of the innermost indented body, and their number.
    pub(super) fn indentation(&self) -> Option<(usize, usize)> {
        let place = *self.indented.last()?;
        match self.open[place].kind {
            Kind::Indented(columns) => Some((columns, self.indented.len())),
            _ => None,
        }
    }

    /// Returns the innermost container whose end is known, and the offset of the line
    /// that ends it.
    pub(super) fn ending(&self) -> Option<(Kind<'s>, usize)> {
        let kind = self.open[*self.ending.last()?].kind;
        kind.end().map(|end| (kind, end))
    }
}

impl Kind<'_> {
    /// Returns the offset of its last line, where that is known when it is opened.
    fn end(self) -> Option<usize> {
        match self {
            Self::Ticks(end) | Self::Delimited(end) | Self::Raw(end) => Some(end),
            _ => None,
        }
    }

    /// Returns true if a mark ends it. Indentation and the end of the text end the other
    /// kinds.
    fn needs_end(self) -> bool {
        !matches!(self, Self::Indented(_) | Self::Tab)
    }
}

impl<'s> Scan<'s> {
    pub(super) fn open(&mut self, kind: Kind<'s>, start: usize) {
        self.containers.push(kind, start, self.lists.len());
    }

    /// Closes the innermost container of a kind at `end`; returns false if there is none.
    pub(super) fn close(&mut self, kind: Kind<'s>, end: usize) -> bool {
        let place = match kind {
            Kind::Colons(length) => self.containers.of_colons(length),
            kind => self.containers.last(kind),
        };
        let Some(place) = place else { return false };
        self.containers.close(place, end);
        true
    }

    /// Drops the containers in items of lists that have ended.
    pub(super) fn leave_lists(&mut self) {
        let lists = self.lists.len();
        while self
            .containers
            .open
            .last()
            .is_some_and(|open| open.lists > lists)
        {
            self.containers.pop(None);
        }
    }

    /// Closes the containers that need no end of their own, and collects the scopes.
    pub(super) fn close_all(&mut self) {
        while let Some(open) = self.containers.open.last() {
            let end = (!open.kind.needs_end()).then_some(self.source.len());
            self.containers.pop(end);
        }
        let scopes = std::mem::take(&mut self.containers.scopes);
        self.marks.scopes = (scopes.into_iter())
            .filter_map(|(start, end)| Some(Range { start, end: end? }))
            .collect();
    }
}
