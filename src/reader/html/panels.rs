//! Shows what a control of the page opens, and moves the labels of tabs to their panels.

use super::element::{attr, has_class, has_role};
use super::tree::{AttributeNames, Element, HtmlNode, NodeId, Tree};
use crate::limits::{Watch, steps};
use std::collections::{HashMap, HashSet};

/// The attributes by which a control names the elements that it shows.
const CONTROLS: [&str; 6] = [
    "aria-controls",
    "data-target",
    "data-bs-target",
    "data-controls",
    "data-accordion-target",
    "data-collapse-target",
];

/// The attributes whose presence makes a link `#name` a control.
const TOGGLES: [&str; 3] = ["data-toggle", "data-bs-toggle", "data-tab"];

/// The attribute with the script of a click. It names what it shows in quotes:
/// `toggle('more')`.
const CLICK: &str = "onclick";

/// The number of nodes of a panel that are read to find its text.
const MAX_NODES: usize = 2000;

/// The number of elements above a list of tabs in which their panels are.
const MAX_WRAPPERS: usize = 4;

/// The number of elements around a panel among which its menu is.
const MAX_MENU_DEPTH: usize = 64;

/// Parts of the classes of menus and dialogs.
const MENU_CLASSES: [&str; 10] = [
    "modal",
    "menu",
    "dropdown",
    "offcanvas",
    "popover",
    "nav",
    "search",
    "overlay",
    "popup",
    "lightbox",
];
/// Parts of the names of dialogs. A panel may be named after the entry of a menu that
/// shows it: `<div id="menu1" class="tab-pane">`.
const LAYER_NAMES: [&str; 6] = ["modal", "overlay", "popup", "lightbox", "search", "submenu"];

/// Prepares the panels of a page whose markup has controls; other pages are not walked.
pub(super) fn open(tree: &mut Tree, source: &str, watch: &Watch) {
    // Each search takes 3 ms for a page of 64 MB.
    let has = |name: &str| {
        watch.look().is_none() && memchr::memmem::find(source.as_bytes(), name.as_bytes()).is_some()
    };
    let is_panelled = (CONTROLS.iter().chain(&TOGGLES).chain(&[CLICK])).any(|name| has(name));
    if is_panelled {
        show(tree, watch);
    }
    if has("tablist") || has("tabbed-labels") || has("nav-tabs") {
        label(tree, watch);
    }
}

/// Shows elements that the page hides until their control is used.
fn show(tree: &mut Tree, watch: &Watch) {
    let mut controlled: HashSet<&str> = HashSet::new();
    // Most elements control nothing: they have none of the rare attributes.
    let with_rare = tree.with_attribute(AttributeNames::of(CLICK), watch);
    for (_, element) in with_rare {
        let mut link = None;
        let mut is_toggle = false;
        for (name, value) in element.attrs() {
            if name == "href" {
                link = Some(value).filter(|href| href.starts_with('#'));
            } else if name == CLICK {
                let quoted = value.split(['\'', '"']).skip(1).step_by(2);
                controlled.extend(quoted.map(id));
            } else if CONTROLS.contains(&name) {
                controlled.extend(value.split_ascii_whitespace().map(id));
            } else {
                is_toggle |= TOGGLES.contains(&name);
            }
        }
        if let Some(link) = link.filter(|_| is_toggle) {
            controlled.extend(link.split_ascii_whitespace().map(id));
        }
    }
    if controlled.is_empty() {
        return;
    }
    let panels: Vec<NodeId> = (tree.with_attribute(AttributeNames::of("id"), watch))
        .filter(|(node, element)| {
            attr(*element, "id").is_some_and(|id| controlled.contains(id))
                && may_be_concealed(*element)
                && !is_menu(*node, *element)
        })
        .map(|(node, _)| node.id())
        .collect();
    for panel in panels.into_iter().take_while(|_| !watch.step()) {
        tree.reveal(panel);
    }
}

/// Returns the id of the element that a control names.
fn id(name: &str) -> &str {
    name.trim_start_matches('#')
}

fn may_be_concealed(element: Element<'_>) -> bool {
    element
        .attrs()
        .any(|(name, _)| matches!(name, "hidden" | "style" | "aria-hidden" | "class" | "id"))
}

/// Returns true for menus, dialogs and forms for a search: a control shows them too, but
/// they are not content.
pub(super) fn is_menu(node: HtmlNode<'_>, element: Element<'_>) -> bool {
    let is_named = |element: Element<'_>| {
        matches!(
            element.name(),
            "nav" | "dialog" | "search" | "form" | "aside" | "header" | "footer"
        ) || has_role(
            element,
            &[
                "menu",
                "menubar",
                "listbox",
                "dialog",
                "alertdialog",
                "navigation",
                "search",
                "tooltip",
                "banner",
            ],
        ) || has_class(element, |class| contains_any(class, &MENU_CLASSES))
            || attr(element, "id").is_some_and(|id| contains_any(id, &LAYER_NAMES))
    };
    is_named(element)
        || node
            .ancestors()
            .take(MAX_MENU_DEPTH)
            .filter_map(HtmlNode::as_element)
            .any(|above| is_named(above) && above.name() != "form")
        || is_all_links(node)
}

fn contains_any(name: &str, parts: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    parts.iter().any(|part| name.contains(part))
}

/// Returns true if all words of a panel lead elsewhere.
fn is_all_links(panel: HtmlNode<'_>) -> bool {
    let mut texts = (panel.descendants().take(MAX_NODES)).filter(|node| {
        node.value()
            .as_text()
            .is_some_and(|text| !text.trim().is_empty())
    });
    texts.all(|text| {
        let mut above = text.ancestors().filter_map(HtmlNode::as_element);
        above.any(|above| matches!(above.name(), "a" | "button"))
    })
}

/// Moves each label of a list of tabs to the beginning of its panel. In the page, the
/// labels are side by side above the panels, of which one is shown.
fn label(tree: &mut Tree, watch: &Watch) {
    let names = AttributeNames::of("role") | AttributeNames::of("class");
    let lists: Vec<NodeId> = (tree.with_attribute(names, watch))
        .filter(|(_, element)| is_list_of_tabs(*element))
        .map(|(node, _)| node.id())
        .collect();
    if lists.is_empty() {
        return;
    }
    let mut search = PanelSearch {
        ids: HashMap::new(),
        below: HashMap::new(),
    };
    for (node, element) in tree.with_attribute(AttributeNames::of("id"), watch) {
        if let Some(id) = attr(element, "id") {
            search.ids.entry(id).or_insert(node.id()); // the first one, as in a browser
        }
    }
    let pairs: Vec<(NodeId, NodeId)> = (lists.into_iter())
        .take_while(|_| !watch.step())
        .flat_map(|list| search.pairs(tree.get(list)))
        .collect();
    // Pages repeat lists, for small screens, with the same names of panels.
    let mut labelled = HashSet::new();
    for (tab, panel) in pairs.into_iter().take_while(|_| !watch.step()) {
        if labelled.insert(panel) {
            tree.move_label(tab, panel);
        }
    }
}

fn is_list_of_tabs(element: Element<'_>) -> bool {
    has_role(element, &["tablist"])
        || has_class(element, |class| {
            matches!(class, "tabbed-labels" | "nav-tabs")
        })
}

fn is_tab(element: Element<'_>, list: Element<'_>) -> bool {
    let toggles = |name| attr(element, name).is_some_and(|toggled| toggled == "tab");
    has_role(element, &["tab"])
        || toggles("data-toggle")
        || toggles("data-bs-toggle")
        || (element.name() == "label" && has_class(list, |class| class == "tabbed-labels"))
}

fn is_panel(element: Element<'_>) -> bool {
    has_role(element, &["tabpanel"])
        || has_class(element, |class| {
            matches!(class, "tabbed-block" | "tab-pane")
        })
}

/// The elements in which the panels of tabs are searched.
struct PanelSearch<'t> {
    ids: HashMap<&'t str, NodeId>,
    /// The panels in the elements around lists: those around two lists are often the same.
    below: HashMap<NodeId, Vec<NodeId>>,
}

impl PanelSearch<'_> {
    /// Returns each tab with its panel: the one that the tab names, or else the one with
    /// the same number in the nearest element that has as many panels as tabs.
    fn pairs(&mut self, list: HtmlNode<'_>) -> Vec<(NodeId, NodeId)> {
        let Some(list_element) = list.as_element() else {
            return Vec::new();
        };
        let tabs: Vec<(NodeId, Option<NodeId>)> =
            elements_below(list, |element| is_tab(element, list_element))
                .map(|(node, element)| {
                    let named = attr(element, "aria-controls")
                        .or_else(|| attr(element, "href").and_then(|href| href.strip_prefix('#')));
                    (node.id(), named.and_then(|id| self.ids.get(id)).copied())
                })
                .collect();
        if tabs.is_empty() {
            return Vec::new();
        }
        let named: Vec<_> = tabs
            .iter()
            .filter_map(|(tab, panel)| Some((*tab, (*panel)?)))
            .collect();
        if named.len() == tabs.len() {
            // Tabs of one panel filter its rows: javadoc's "All Methods", "Static Methods".
            let panels: HashSet<NodeId> = named.iter().map(|(_, panel)| *panel).collect();
            let is_filter = panels.len() < named.len();
            return if is_filter { Vec::new() } else { named };
        }
        for above in list.ancestors().take(MAX_WRAPPERS) {
            let panels = self.below.entry(above.id()).or_insert_with(|| {
                let panels = elements_below(above, is_panel);
                panels.map(|(node, _)| node.id()).collect()
            });
            if panels.len() == tabs.len() {
                return (tabs.iter().zip(panels))
                    .map(|((tab, _), panel)| (*tab, *panel))
                    .collect();
            }
            if panels.len() > tabs.len() {
                break;
            }
        }
        Vec::new()
    }
}

/// Returns the elements of a node that pass a test, among its first nodes.
fn elements_below(
    node: HtmlNode<'_>,
    test: impl Fn(Element<'_>) -> bool,
) -> impl Iterator<Item = (HtmlNode<'_>, Element<'_>)> {
    let nodes = node.descendants().take(MAX_NODES);
    let nodes = nodes.inspect(|_| steps::step());
    let elements = nodes.filter_map(|node| Some((node, node.as_element()?)));
    elements.filter(move |(_, element)| test(*element))
}
