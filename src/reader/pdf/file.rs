//! Reads a file page by page: the stages of the text layer in order.

use super::annotations;
use super::clock::Clock;
use super::destinations::Destinations;
use super::interpreter::{Interpreter, Trouble};
use super::labels::Labels;
use super::layers::Layers;
use super::object::{Cut, Objects, Undecoded};
use super::page::{File, Page};
use super::pages::{self, PageNode};
use super::{information, outline, tags};
use crate::document::{Warning, WarningKind};
use crate::error::{Error, ErrorKind, Result};

/// Reads a file. Damage on a page is a warning; a file without pages is an error.
pub(super) fn load(bytes: &[u8], password: Option<&str>, clock: &Clock<'_>) -> Result<File> {
    let limits = clock.limits();
    let objects = Objects::open(bytes, password, limits)?;
    let nodes = pages::find(&objects, limits.pages);
    if nodes.is_empty() {
        return Err(Error::new(ErrorKind::Malformed, "the file has no pages"));
    }
    // The whole file's tables are read first; pages refer to all of them.
    let layers = Layers::read(&objects);
    let destinations = Destinations::read(&objects, &nodes);
    let labels = Labels::read(&objects);
    let (tags, marked) = tags::read(&objects, limits.structure_elements);
    let (outline, titles_cut) = outline::read(&objects, &destinations, limits.outline_entries);
    let (metadata, cut) = information::read(&objects);
    let mut file = File {
        tags,
        outline,
        destinations: destinations.named(),
        metadata,
        ..File::default()
    };
    let titles = titles_cut + usize::from(cut == Cut::Yes);
    file.warnings.extend(cut_warning("title", titles));
    if objects.is_incomplete() {
        let message =
            "some objects are larger than the limits allow or cannot be decoded; they are left out";
        file.warnings
            .push(Warning::new(WarningKind::LimitReached, message));
    }
    clock.restart();
    let mut interpreter = Interpreter::new(limits, &layers, &marked);
    let mut glyphs = 0;
    for (number, node) in (1..).zip(&nodes).take(limits.pages) {
        clock.check()?;
        // The more glyphs there are, the more time the later stages need.
        interpreter.ends = clock.drawing_ends(glyphs);
        if interpreter.is_late() {
            let message = format!("the deadline passed before page {number}, the rest is left out");
            (file.warnings).push(Warning::new(WarningKind::LimitReached, message));
            break;
        }
        let (page, troubles) = draw(&mut interpreter, node, number, &labels, &destinations);
        file.warnings
            .extend(troubles.into_iter().map(|trouble| warning(trouble, number)));
        glyphs += page.glyphs.len();
        file.pages.push(page);
    }
    clock.check()?;
    if nodes.len() > limits.pages {
        let message = format!("the pages after page {} are left out", limits.pages);
        file.warnings
            .push(Warning::new(WarningKind::LimitReached, message));
    }
    file.warnings.extend(lost_pages(&nodes[..file.pages.len()]));
    file.warnings
        .extend(cut_warning("page label", labels.cut()));
    // Fonts are complete only now: each page may load some.
    file.fonts = interpreter.fonts.into_described();
    file.copies_left = Some(objects.trailer("Root").copies_left());
    Ok(file)
}

fn draw<'a>(
    interpreter: &mut Interpreter<'a>,
    node: &PageNode<'a>,
    number: u32,
    labels: &Labels<'_>,
    destinations: &Destinations<'_>,
) -> (Page, Vec<Trouble>) {
    let (mut page, mut troubles) = interpreter.draw(node);
    page.number = number;
    page.label = labels.label(number).map(Into::into);
    let (links, cut) = annotations::links(node, destinations);
    page.links = links;
    if cut == Cut::Yes {
        troubles.push(Trouble::ManyLinks);
    }
    (page, troubles)
}

/// Warns of pages that cannot be read, one warning for each run of them.
fn lost_pages(nodes: &[PageNode<'_>]) -> Vec<Warning> {
    let numbered: Vec<(usize, &PageNode<'_>)> = (1..).zip(nodes).collect();
    let runs = numbered.chunk_by(|(_, a), (_, b)| a.is_readable() == b.is_readable());
    // A damaged tree can lose thousands of pages, which are one warning.
    let lost = runs.filter(|run| !run[0].1.is_readable());
    let message = |run: &[(usize, &PageNode<'_>)]| match (run[0].0, run[run.len() - 1].0) {
        (from, to) if from == to => format!("page {from} cannot be read; it is left out"),
        (from, to) => format!("pages {from} to {to} cannot be read; they are left out"),
    };
    lost.map(|run| Warning::new(WarningKind::DamagedPage, message(run)))
        .collect()
}

/// Warns of strings of a kind that were longer than the limits allow.
fn cut_warning(kind: &str, count: usize) -> Option<Warning> {
    let message = match count {
        0 => return None,
        1 => format!("1 {kind} is longer than the limits allow; it is cut"),
        count => format!("{count} {kind}s are longer than the limits allow; they are cut"),
    };
    Some(Warning::new(WarningKind::LimitReached, message))
}

fn warning(trouble: Trouble, number: u32) -> Warning {
    let (kind, what) = match trouble {
        Trouble::TooMuch => (
            WarningKind::LimitReached,
            "has more content than the limits allow; the rest is left out",
        ),
        Trouble::TooDeep => (
            WarningKind::LimitReached,
            "has forms nested deeper than the limit; the inner ones are left out",
        ),
        Trouble::InItself => (
            WarningKind::DamagedPage,
            "draws a form inside itself; it is left out there",
        ),
        Trouble::NoForm => (
            WarningKind::DamagedPage,
            "draws an object that is not in the file",
        ),
        Trouble::NoFont => (
            WarningKind::DamagedPage,
            "shows text without a font; it is left out",
        ),
        Trouble::Outside => (
            WarningKind::DamagedPage,
            "has all of its text outside of the page; it is left out",
        ),
        Trouble::OddBox => (
            WarningKind::DamagedPage,
            "has an absurd size; another one is used",
        ),
        Trouble::LongText => (
            WarningKind::LimitReached,
            "has codes or marks whose text is above the limits; that text is left out",
        ),
        Trouble::ManyLinks => (
            WarningKind::LimitReached,
            "has longer or more links than the limits allow; they are left out",
        ),
        Trouble::Interrupted => (WarningKind::LimitReached, "was not finished in time"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::reader::pdf::fixture::Fixture;
    use std::time::Instant;

    const TEA: &str = "BT /F 10 Tf 9 50 Td (tea) Tj ET";

    fn load(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<File> {
        super::load(bytes, password, &Clock::new(limits))
    }

    fn kind_of(bytes: &[u8]) -> ErrorKind {
        load(bytes, None, &Limits::default())
            .map(|_| ())
            .expect_err("no file")
            .kind()
    }

    #[test]
    fn a_file_without_pages_is_malformed() {
        assert_eq!(kind_of(b""), ErrorKind::Malformed);
        assert_eq!(
            kind_of(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"),
            ErrorKind::Malformed
        );
    }

    #[test]
    fn a_broken_table_is_rebuilt() {
        let bytes = Fixture::new(TEA).bytes();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let wrong_start = text.replace("startxref\n", "startxref\n9");
        let cut = &text[..text.find("xref").unwrap()];
        let headless = &text["%PDF-1.7\n".len()..];
        let shifted = text.replacen("%PDF-1.7\n", "%PDF-1.7\n% a line more\n", 1);
        for broken in [wrong_start.as_str(), cut, headless, shifted.as_str()] {
            let file = load(broken.as_bytes(), None, &Limits::default()).expect("it is repaired");
            assert_eq!(file.pages[0].shown(), "tea");
        }
    }

    #[test]
    fn a_page_that_cannot_be_decoded_is_a_warning() {
        let fixture = Fixture::new(TEA).stream("/Filter /DCTDecode", "x");
        let bytes = String::from_utf8(fixture.bytes())
            .unwrap()
            .replace("/Contents 4 0 R", "/Contents 5 0 R");
        let file = load(bytes.as_bytes(), None, &Limits::default()).expect("a file");
        assert_eq!(file.warnings[0].kind, WarningKind::DamagedPage);
        assert!(file.warnings[0].message.starts_with("page 1 "));
    }

    #[test]
    fn limits_are_warnings_that_name_the_page() {
        let bytes = Fixture::new(TEA).bytes();
        let warned = |change: fn(&mut Limits)| {
            let mut limits = Limits::default();
            change(&mut limits);
            let file = load(&bytes, None, &limits).expect("a file");
            file.warnings
                .first()
                .is_some_and(|warning| warning.kind == WarningKind::LimitReached)
        };
        assert!(warned(|limits| limits.page_glyphs = 2));
        assert!(warned(|limits| limits.page_operators = 2));
        assert!(warned(|limits| limits.stream_bytes = 4));
        assert!(warned(|limits| limits.decoded_bytes = 4));
        assert!(warned(|limits| limits.pages = 0));
        assert!(warned(|limits| limits.deadline = Some(Instant::now())));
        assert!(!warned(|_| ()));
    }

    #[test]
    fn a_cancelled_read_is_an_error() {
        let limits = Limits::default();
        limits.cancel.cancel();
        let error = load(&Fixture::new(TEA).bytes(), None, &limits)
            .map(|_| ())
            .expect_err("cancelled");
        assert_eq!(error.kind(), ErrorKind::Cancelled);
    }

    #[test]
    fn labels_and_metadata_are_read() {
        let file = Fixture::new(TEA)
            .catalog("/Lang (en-GB) /PageLabels <</Nums [0 <</S /r /St 4 /P (A-)>>]>>")
            .load();
        assert_eq!(file.pages[0].label.as_deref(), Some("A-iv"));
        assert_eq!(file.metadata.language.as_deref(), Some("en-GB"));
    }
}
