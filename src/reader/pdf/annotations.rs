//! Annotations: links, and text in form fields and notes (ISO 32000-2 12.5).

use super::destinations::{self, Destinations};
use super::geometry::{Matrix, single_box};
use super::layers::Layers;
use super::object::{Cut, Undecoded, Value, text_string};
use super::page::{Link, Target};
use super::pages::{PageNode, rectangle};

/// A page's annotations beyond this are left out.
const MOST_ANNOTATIONS: usize = 10_000;

/// What an annotation counts of the bytes that may be decoded: pages can share one array of them.
const ANNOTATION_BYTES: usize = 64;

/// How long an address may be; a longer one leads nowhere. Links can share one of a megabyte.
const MAX_URI_BYTES: usize = 1 << 14;

/// Bits of an annotation's flags (table 167).
const HIDDEN: i64 = 1 << 1;
const NO_VIEW: i64 = 1 << 5;

/// The links on a page, and whether some were left out because of what they would copy.
pub(super) fn links(node: &PageNode<'_>, destinations: &Destinations<'_>) -> (Vec<Link>, Cut) {
    let links =
        annotations(node.dictionary).filter(|annotation| annotation.get("Subtype").is("Link"));
    let (mut found, mut cut) = (Vec::new(), Cut::No);
    for link in links {
        let Some(area) = rectangle(link.get("Rect")) else {
            continue;
        };
        let area = single_box(node.to_view.apply_to_box(area));
        match target(link, destinations) {
            Some(Ok(target)) => found.push(Link { area, target }),
            Some(Err(Undecoded::TooLarge)) => cut = Cut::Yes,
            Some(Err(Undecoded::Broken)) | None => {}
        }
    }
    (found, cut)
}

/// The forms that a page's annotations look like, with the matrices that bring them to their places (12.5.5).
pub(super) fn appearances<'a>(page: Value<'a>, layers: &Layers) -> Vec<(Value<'a>, Matrix)> {
    let shown = annotations(page).filter(|annotation| {
        let flags = annotation.get("F").integer().unwrap_or(0);
        let kind = annotation.get("Subtype");
        flags & (HIDDEN | NO_VIEW) == 0
            && !kind.is("Link")
            && !kind.is("Popup")
            && !layers.hides(annotation.get("OC"))
    });
    let placed = shown.filter_map(|annotation| {
        let form = appearance(annotation)?;
        Some((form, placement(form, rectangle(annotation.get("Rect"))?)?))
    });
    placed.collect()
}

fn annotations(page: Value<'_>) -> impl Iterator<Item = Value<'_>> {
    let all = page.get("Annots").items().take(MOST_ANNOTATIONS);
    all.take_while(|annotation| annotation.charge(ANNOTATION_BYTES).is_ok())
}

/// The normal appearance, in the state that the annotation is in.
fn appearance(annotation: Value<'_>) -> Option<Value<'_>> {
    let normal = annotation.get("AP").get("N");
    let in_state = normal.get(annotation.get("AS").name().unwrap_or_default());
    [normal, in_state].into_iter().find(|form| form.is_stream())
}

/// Brings the form's box, as its matrix places it, onto the annotation's rectangle. The form's matrix itself comes later.
fn placement(form: Value<'_>, target: [f64; 4]) -> Option<Matrix> {
    let matrix = form
        .get("Matrix")
        .numbers()
        .map_or(Matrix::IDENTITY, Matrix::from);
    let [x0, y0, x1, y1] = matrix.apply_to_box(rectangle(form.get("BBox"))?);
    let scale = |from: f64, to: f64| if from > 0.0 { to / from } else { 1.0 };
    let x_scale = scale(x1 - x0, target[2] - target[0]);
    let y_scale = scale(y1 - y0, target[3] - target[1]);
    Some(Matrix::from([
        x_scale,
        0.0,
        0.0,
        y_scale,
        target[0] - x0 * x_scale,
        target[1] - y0 * y_scale,
    ]))
}

/// Where a link leads, if it is to a place or an address.
fn target(link: Value<'_>, destinations: &Destinations<'_>) -> Option<Result<Target, Undecoded>> {
    let action = link.get("A");
    if action.get("S").is("URI") {
        let uri = action.get("URI");
        return Some(copied(uri, uri.bytes()?, MAX_URI_BYTES).map(Target::Uri));
    }
    let destination = link.get("Dest").or(action.get("D"));
    if action.get("S").is("GoToR") {
        return None;
    }
    if let Some(place) = destinations.place(destination) {
        return Some(Ok(Target::Place(place)));
    }
    let name = destinations::name(destination)?;
    Some(copied(destination, name, usize::MAX).map(Target::Named))
}

/// The text of a string that other links may share.
fn copied(value: Value<'_>, bytes: &[u8], most: usize) -> Result<String, Undecoded> {
    if bytes.len() > most {
        return Err(Undecoded::TooLarge);
    }
    value.copy(bytes.len())?;
    Ok(text_string(bytes))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use crate::reader::pdf::fixture::Fixture;
    use crate::reader::pdf::page::Target;

    #[test]
    fn links_lead_to_addresses_and_places() {
        let page = Fixture::new("")
            .page(
                "/MediaBox [0 0 200 100] /Annots [ \
                 <</Subtype /Link /Rect [10 10 50 20] /A <</S /URI /URI (https://example.org)>>>> \
                 <</Subtype /Link /Rect [10 30 50 40] /Dest [3 0 R /Fit]>> \
                 <</Subtype /Link /Rect [10 50 50 60] /Dest (nowhere)>>]",
            )
            .load_page();
        assert_eq!(page.links[0].area, [10.0, 80.0, 50.0, 90.0]);
        assert!(matches!(&page.links[0].target, Target::Uri(uri) if uri == "https://example.org"));
        assert!(matches!(&page.links[1].target, Target::Place(place) if place.page == 1));
        assert!(matches!(&page.links[2].target, Target::Named(name) if name == "nowhere"));
    }

    #[test]
    fn fields_show_their_text_unless_hidden() {
        let field = |flags: u8| {
            format!("<</Subtype /Widget /F {flags} /Rect [100 50 120 60] /AP <</N 5 0 R>>>>")
        };
        let page = Fixture::new("")
            .page(&format!("/MediaBox [0 0 200 100] /Annots [{} {}]", field(4), field(2)))
            .stream(
                "/Subtype /Form /BBox [0 0 10 10] /Resources <</Font <</F <</Subtype /Type1 /BaseFont /Helvetica>>>>>>",
                "BT /F 5 Tf 1 2 Td (x) Tj ET",
            )
            .load_page();
        assert_eq!(page.placed(), [("x", [102.0, 48.0])]);
    }
}
