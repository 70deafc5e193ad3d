//! Finds the catalog of a file whose trailer or cross-reference stream breaks the syntax.

use super::lenient;
use super::repair::header_before;
use lopdf::{Dictionary, Object};
use memchr::memmem;

/// The number of places that are tried, from the end of the file, where updates append
/// newer trailers. Each place may be in a large object that is read in full.
const MAX_PLACES: usize = 16;

/// Returns the entries of the last trailer with a catalog, or else a trailer for the last
/// catalog.
pub(super) fn find(bytes: &[u8]) -> Option<Dictionary> {
    let roots = memmem::rfind_iter(bytes, b"/Root").take(MAX_PLACES);
    let trailer = { roots }.find_map(|at| {
        let entries = entries(&bytes[start_before(bytes, at)?..])?;
        // `/Root` in a text or in another dictionary is not a trailer.
        let root = entries.get(b"Root").and_then(Object::as_reference);
        root.is_ok().then_some(entries)
    });
    trailer.or_else(|| with_catalog(bytes))
}

fn with_catalog(bytes: &[u8]) -> Option<Dictionary> {
    let catalogs = memmem::rfind_iter(bytes, b"/Catalog").take(MAX_PLACES);
    { catalogs }.find_map(|at| {
        let start = start_before(bytes, at)?;
        let (_, id) = header_before(bytes, start.checked_sub(b"obj".len())?)?;
        entries(&bytes[start..])?.has_type(b"Catalog").then(|| {
            let mut trailer = Dictionary::new();
            trailer.set("Root", Object::Reference(id));
            trailer
        })
    })
}

/// Returns the start of the dictionary around `at`: after the nearest `trailer` or `obj`.
fn start_before(bytes: &[u8], at: usize) -> Option<usize> {
    let after = |word: &[u8]| Some(memmem::rfind(&bytes[..at], word)? + word.len());
    after(b"trailer").max(after(b"obj"))
}

fn entries(text: &[u8]) -> Option<Dictionary> {
    match lenient::parse(text)? {
        (Object::Dictionary(entries), _) => Some(entries),
        _ => None,
    }
}
