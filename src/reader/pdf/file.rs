//! Reads a file page by page: the stages of the text layer in order.

use super::annotations;
use super::destinations::Destinations;
use super::interpreter::{Interpreter, Trouble};
use super::labels::Labels;
use super::layers::Layers;
use super::object::{Objects, Undecoded};
use super::page::{File, Page};
use super::pages::{self, PageNode};
use super::{information, outline, tags};
use crate::document::{Warning, WarningKind};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{Interruption, Limits};

/// Reads a file. What is broken on a page is a warning; a file without pages is an error.
pub(super) fn load(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<File> {
    let objects = Objects::open(bytes, password, limits)?;
    let nodes = pages::find(&objects, limits.pages);
    if nodes.is_empty() {
        return Err(Error::new(ErrorKind::Malformed, "the file has no pages"));
    }
    let layers = Layers::read(&objects);
    let destinations = Destinations::read(&objects, &nodes);
    let labels = Labels::read(&objects);
    let (tags, marked) = tags::read(&objects, limits.structure_elements);
    let mut file = File {
        tags,
        outline: outline::read(&objects, &destinations, limits.outline_entries),
        destinations: destinations.named(),
        metadata: information::read(&objects),
        ..File::default()
    };
    if objects.is_incomplete() {
        let message =
            "some objects are larger than the limits allow or cannot be decoded; they are left out";
        file.warnings
            .push(Warning::new(WarningKind::LimitReached, message));
    }
    let mut interpreter = Interpreter::new(limits, &layers, &marked);
    for (number, node) in (1..).zip(&nodes).take(limits.pages) {
        if let Some(interruption) = limits.interrupted() {
            interrupt(interruption, number, &mut file)?;
            break;
        }
        let (page, troubles) = draw(&mut interpreter, node, number, &labels, &destinations);
        file.warnings
            .extend(troubles.into_iter().map(|trouble| warning(trouble, number)));
        file.pages.push(page);
    }
    if nodes.len() > limits.pages {
        let message = format!("the pages after page {} are left out", limits.pages);
        file.warnings
            .push(Warning::new(WarningKind::LimitReached, message));
    }
    file.fonts = interpreter.fonts.into_described();
    Ok(file)
}

fn draw<'a>(
    interpreter: &mut Interpreter<'a>,
    node: &PageNode<'a>,
    number: u32,
    labels: &Labels<'_>,
    destinations: &Destinations<'_>,
) -> (Page, Vec<Trouble>) {
    let (mut page, troubles) = interpreter.draw(node);
    page.number = number;
    page.label = labels.label(number);
    page.links = annotations::links(node, destinations);
    (page, troubles)
}

/// A passed deadline leaves out the pages from `number` on; a cancelled read is an error.
fn interrupt(interruption: Interruption, number: u32, file: &mut File) -> Result<()> {
    match interruption {
        Interruption::Late => {
            let message = format!("the deadline passed before page {number}, the rest is left out");
            file.warnings
                .push(Warning::new(WarningKind::LimitReached, message));
            Ok(())
        }
        Interruption::Cancelled => Err(Error::new(ErrorKind::Cancelled, "the read was cancelled")),
    }
}

fn warning(trouble: Trouble, number: u32) -> Warning {
    let (kind, what) = match trouble {
        Trouble::TooMuch => (
            WarningKind::LimitReached,
            "has more content than the limits allow; the rest is left out",
        ),
        Trouble::TooDeep => (
            WarningKind::LimitReached,
            "draws forms inside each other too deep; they are left out",
        ),
        Trouble::Interrupted(_) => (WarningKind::LimitReached, "was not finished in time"),
        Trouble::Undecoded(Undecoded::TooLarge) => (
            WarningKind::LimitReached,
            "has a stream that is larger than the limits allow; it is left out",
        ),
        Trouble::Undecoded(Undecoded::Broken) => (
            WarningKind::DamagedPage,
            "has a stream that cannot be decoded; it is left out",
        ),
    };
    Warning::new(kind, format!("page {number} {what}"))
}
