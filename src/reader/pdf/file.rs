//! Reads a file: its objects, its catalog, and then page by page what is drawn.

mod warnings;

use super::catalog::{Catalog, annotations};
use super::clock::Clock;
use super::drawing::{Interpreter, Trouble, alternatives, count_alternatives, replace};
use super::object::{Objects, Truncated};
use super::page::{DrawnPage, File};
use crate::error::{Error, ErrorKind, Result};

/// Reads a file. Damage on a page is a warning; a file without pages is an error.
pub(super) fn load(bytes: &[u8], password: Option<&str>, clock: &Clock<'_>) -> Result<File> {
    let limits = clock.limits();
    let objects = Objects::open(bytes, password, limits)?;
    let catalog = Catalog::read(&objects, limits);
    if catalog.pages.is_empty() {
        return Err(Error::new(ErrorKind::Malformed, "the file has no pages"));
    }
    let mut file = File::default();
    file.warnings
        .extend(warnings::cut("title", catalog.titles_cut));
    file.warnings.extend(warnings::incomplete(&objects));
    clock.restart();
    let mut interpreter = Interpreter::new(limits, &catalog.layers, &catalog.tree.content);
    draw_pages(&mut interpreter, &catalog, clock, &mut file)?;
    clock.check()?;
    file.warnings
        .extend(warnings::too_many_pages(&catalog, limits.pages));
    file.warnings
        .extend(warnings::lost_pages(&catalog.pages[..file.pages.len()]));
    file.warnings
        .extend(warnings::cut("page label", catalog.labels.cut()));
    file.warnings
        .extend(warnings::cut("alternative text", catalog.tree.cut));
    // Fonts are complete only now: each page may load some.
    file.fonts = interpreter.fonts.into_described();
    let drawn = replace(&catalog.tree.elements, &mut file.pages);
    file.alternatives = alternatives(&catalog.tree.elements, &drawn, &file.pages, &catalog.pages);
    count_alternatives(&file.alternatives, &mut file.pages);
    file.destinations = catalog.destinations.named();
    file.tags = catalog.tree.elements;
    file.outline = catalog.outline;
    file.metadata = catalog.information;
    file.copies_left = Some(objects.trailer("Root").copies_left());
    Ok(file)
}

/// Draws as many pages as there is time for.
fn draw_pages<'a>(
    interpreter: &mut Interpreter<'a>,
    catalog: &Catalog<'a>,
    clock: &Clock<'_>,
    file: &mut File,
) -> Result<()> {
    let mut glyphs = 0;
    let pages = catalog.pages.len().min(clock.limits().pages);
    for at in 0..pages {
        clock.check()?;
        // The more glyphs there are, the more time the later stages need.
        interpreter.ends = clock.drawing_ends(glyphs);
        if interpreter.is_late() {
            file.warnings.push(warnings::late(at));
            break;
        }
        let (page, troubles) = draw(interpreter, catalog, at);
        let troubles = troubles.into_iter();
        file.warnings
            .extend(troubles.map(|trouble| trouble.warning(page.number)));
        glyphs += page.glyphs.len();
        file.pages.push(page);
        clock.drawn(at + 1, pages);
    }
    Ok(())
}

/// Draws the page with this index.
fn draw<'a>(
    interpreter: &mut Interpreter<'a>,
    catalog: &Catalog<'a>,
    at: usize,
) -> (DrawnPage, Vec<Trouble>) {
    let node = &catalog.pages[at];
    let (mut page, mut troubles) = interpreter.draw(node);
    page.number = u32::try_from(at + 1).unwrap_or(u32::MAX);
    page.ledger.page = page.number;
    page.label = catalog.labels.label(page.number).map(Into::into);
    let (links, cut) = annotations::links(node, &catalog.destinations);
    page.links = links;
    if cut == Truncated::Yes {
        troubles.push(Trouble::ManyLinks);
    }
    (page, troubles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::WarningKind;
    use crate::limits::Limits;
    use crate::reader::pdf::test_files::Fixture;
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
