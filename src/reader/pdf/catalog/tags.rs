//! Reads the structure tree of a tagged file (ISO 32000-2 14.7).

use super::pages::PageNode;
use crate::reader::pdf::object::{Id, Objects, Truncated, Value};
use crate::reader::pdf::page::{ContentMark, StructureElement};
use std::collections::{HashMap, HashSet};

/// The number of mappings from a role to a standard one. A loop ends after these.
const MOST_ROLES: usize = 16;

/// The number of bytes of a role's name that are kept; standard names have at most 15.
/// Elements can share a name of a megabyte.
const MAX_ROLE_BYTES: usize = 127;

/// The number of kids that are read for each element, on average. Elements can share one
/// array of kids.
const KIDS_PER_ELEMENT: usize = 8;

/// The number of bytes of an alternative or a replacement text that are read.
const MAX_TEXT_BYTES: usize = 1 << 14;

/// The number of bytes of all such texts of a file. Elements can share a text, and links
/// are copied after them.
const MAX_TEXTS_BYTES: usize = 4 << 20;

/// The elements to which pieces of marked content belong.
#[derive(Debug, Default)]
pub(crate) struct MarkedContent {
    /// By the page or form that contains the content, and its identifier there.
    elements: HashMap<(Id, i64), u32>,
    owners: HashSet<Id>,
}

impl MarkedContent {
    /// Returns the element of the content with this number in `owner`.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "identifiers are small integers"
    )]
    pub(crate) fn find(&self, owner: Option<Id>, number: f64) -> Option<ContentMark> {
        let element = self.elements.get(&(owner?, number as i64))?;
        Some(ContentMark::Tag(*element))
    }

    /// Returns true if this page or form numbers its own content.
    pub(crate) fn has_owner(&self, id: Id) -> bool {
        self.owners.contains(&id)
    }

    fn insert(&mut self, owner: Option<Id>, number: Value<'_>, element: Option<u32>) {
        if let (Some(owner), Some(number), Some(element)) = (owner, number.integer(), element) {
            // Of two elements with the same content the first counts, so no text is in
            // both.
            self.elements.entry((owner, number)).or_insert(element);
            self.owners.insert(owner);
        }
    }
}

/// A kid of an element that is still to be read: an element or content.
struct UnreadKid<'a> {
    kid: Value<'a>,
    parent: Option<u32>,
    depth: u16,
    /// The page of content without one of its own.
    page: Option<Id>,
}

/// The structure tree of a file.
#[derive(Debug, Default)]
pub(crate) struct StructureTree {
    /// The elements in reading order.
    pub(crate) elements: Vec<StructureElement>,
    pub(crate) content: MarkedContent,
    /// The number of descriptions that were cut or left out.
    pub(crate) cut: usize,
    /// The number of bytes of the texts that were read.
    text_bytes: usize,
}

/// Reads at most `most` elements, and the marked content of each.
pub(super) fn read(objects: &Objects, nodes: &[PageNode<'_>], most: usize) -> StructureTree {
    let root = objects.trailer("Root").get("StructTreeRoot");
    let roles = root.get("RoleMap");
    let mut pages: HashMap<Id, usize> = HashMap::new();
    for (page, node) in nodes.iter().enumerate() {
        if let Some(id) = node.dictionary.id() {
            pages.entry(id).or_insert(page);
        }
    }
    let mut tree = StructureTree::default();
    let mut seen: HashSet<Id> = HashSet::new();
    let mut open: Vec<UnreadKid> = Vec::new();
    let mut kids_left = most.saturating_mul(KIDS_PER_ELEMENT);
    push_kids(&mut open, root.get("K"), None, 0, None, &mut kids_left);
    while let Some(UnreadKid {
        kid,
        parent,
        depth,
        page,
    }) = open.pop()
    {
        if tree.elements.len() >= most {
            break;
        }
        // A kid is a number of content on the element's page, a reference to content
        // elsewhere, or an element.
        if kid.integer().is_some() {
            tree.content.insert(page, kid, parent);
            tree.set_page(parent, page, &pages);
        } else if kid.get("Type").is("MCR") {
            // Content of a form has the form's numbers, which repeat those of the page.
            let page = kid.get("Pg").id().or(page);
            let owner = kid.get("Stm").id().or(page);
            tree.content.insert(owner, kid.get("MCID"), parent);
            tree.set_page(parent, page, &pages);
        } else if kid.get("S").name().is_some() && kid.id().is_none_or(|id| seen.insert(id)) {
            let index = u32::try_from(tree.elements.len()).ok();
            let page = kid.get("Pg").id().or(page);
            tree.add(kid, roles, parent, depth);
            push_kids(
                &mut open,
                kid.get("K"),
                index,
                depth.saturating_add(1),
                page,
                &mut kids_left,
            );
        }
    }
    tree
}

impl StructureTree {
    fn add(&mut self, value: Value<'_>, roles: Value<'_>, parent: Option<u32>, depth: u16) {
        let role = role(value, roles);
        // Links and formulas have descriptions too, but they draw their text.
        let description = (role == "Figure")
            .then(|| self.text(value, "Alt"))
            .flatten();
        // A replacement that is too long replaces nothing: then the text is the drawn
        // one.
        let replacement = self.text(value, "ActualText");
        let replacement = replacement.filter(|(_, cut)| *cut == Truncated::No);
        let is_cut = (description.as_ref()).is_some_and(|(_, cut)| *cut == Truncated::Yes);
        self.cut += usize::from(is_cut);
        self.elements.push(StructureElement {
            role,
            parent,
            depth,
            columns: cell_span(value, "ColSpan"),
            rows: cell_span(value, "RowSpan"),
            alternative: description.map(|(text, _)| text),
            replacement: replacement.map(|(text, _)| text),
            page: None,
            bounding_box: attributes(value).find_map(|all| all.get("BBox").numbers()),
        });
    }

    /// Returns a text of an element, as long as the texts of the file are not too long
    /// together.
    fn text(&mut self, element: Value<'_>, key: &str) -> Option<(String, Truncated)> {
        if !element.has(key) {
            return None;
        }
        if self.text_bytes > MAX_TEXTS_BYTES {
            return Some((String::new(), Truncated::Yes));
        }
        let (text, cut) = element.get(key).text_within(MAX_TEXT_BYTES)?;
        // A text that is refused counts as all of them: others would be refused too, each
        // at the price of a copy.
        let is_refused = text.is_empty() && cut == Truncated::Yes;
        self.text_bytes += if is_refused {
            MAX_TEXTS_BYTES + 1
        } else {
            text.len()
        };
        Some((text, cut))
    }

    /// Stores the page of content for its element and for those around it.
    fn set_page(&mut self, element: Option<u32>, page: Option<Id>, pages: &HashMap<Id, usize>) {
        let page = page.and_then(|id| pages.get(&id)).copied();
        let mut at = element;
        // The first content counts, so the walk ends at an element that has a page.
        while let Some(element) = at.and_then(|at| self.elements.get_mut(at as usize))
            && element.page.is_none()
            && page.is_some()
        {
            element.page = page;
            at = element.parent;
        }
    }
}

fn push_kids<'a>(
    open: &mut Vec<UnreadKid<'a>>,
    kids: Value<'a>,
    parent: Option<u32>,
    depth: u16,
    page: Option<Id>,
    kids_left: &mut usize,
) {
    let one = Some(kids).filter(|kids| !kids.is_array() && !kids.is_null());
    let before = open.len();
    let kids = kids.items().chain(one).take(*kids_left);
    open.extend(kids.map(|kid| UnreadKid {
        kid,
        parent,
        depth,
        page,
    }));
    *kids_left -= open.len() - before;
    open[before..].reverse();
}

/// Returns the standard role of an element, mapped by its namespace or the role map.
fn role(element: Value<'_>, roles: Value<'_>) -> String {
    let own = element.get("S").name().unwrap_or_default();
    let mut name = own;
    let namespace = element.get("NS").get("RoleMapNS").get(own);
    // PDF 2.0 maps roles by namespace, to a name or to a pair of name and namespace.
    if let Some(mapped) = namespace.name().or(namespace.at(0).name()) {
        name = mapped;
    }
    for _ in 0..MOST_ROLES {
        match roles.get(name).name() {
            Some(mapped) if mapped != name => name = mapped,
            _ => break,
        }
    }
    let name = &name[..name.len().min(MAX_ROLE_BYTES)];
    String::from_utf8_lossy(name).into_owned()
}

/// Returns the number of columns or rows that a cell spans, from its attributes.
fn cell_span(element: Value<'_>, key: &str) -> u16 {
    let span = attributes(element).find_map(|all| all.get(key).integer());
    u16::try_from(span.unwrap_or(1)).unwrap_or(1).max(1)
}

/// Returns the dictionaries of an element's attributes: one, or an array of them.
fn attributes(element: Value<'_>) -> impl Iterator<Item = Value<'_>> {
    let attributes = element.get("A");
    Some(attributes).into_iter().chain(attributes.items())
}

#[cfg(test)]
mod tests {
    use crate::reader::pdf::page::ContentMark;
    use crate::reader::pdf::test_files::Fixture;

    #[test]
    fn content_belongs_to_its_element() {
        let file = Fixture::new("/P <</MCID 0>> BDC BT /F 9 Tf 9 50 Td (a) Tj ET EMC /P <</MCID 1>> BDC BT /F 9 Tf 9 9 Td (b) Tj ET EMC")
            .catalog("/StructTreeRoot 5 0 R")
            .object("<</Type /StructTreeRoot /K 6 0 R /RoleMap <</Heading /Title /Title /H1 /H1 /Heading>>>>")
            .object("<</S /Document /K [7 0 R 8 0 R]>>")
            .object("<</S /Heading /Pg 3 0 R /K 0>>")
            .object("<</S /TD /A <</O /Table /ColSpan 2>> /K [6 0 R <</Type /MCR /Pg 3 0 R /MCID 1>>]>>")
            .load();
        let marks: Vec<ContentMark> = file.pages[0]
            .glyphs
            .iter()
            .map(|glyph| glyph.mark)
            .collect();
        assert_eq!(marks, [ContentMark::Tag(1), ContentMark::Tag(2)]);
        assert_eq!(
            (
                file.tags[2].role.as_str(),
                (file.tags[2].columns, file.tags[2].rows),
                file.tags[2].parent
            ),
            ("TD", (2, 1), Some(0))
        );
        assert_eq!(file.tags.len(), 3, "a loop is not walked twice");
    }

    #[test]
    fn roles_are_mapped_to_standard_ones() {
        let file = Fixture::new("")
            .catalog("/StructTreeRoot <</K [<</S /Chapter>> <</S /P>>] /RoleMap <</Chapter /Part2 /Part2 /H1>>>>")
            .load();
        let roles: Vec<&str> = file.tags.iter().map(|tag| tag.role.as_str()).collect();
        assert_eq!(roles, ["H1", "P"]);
    }
}
