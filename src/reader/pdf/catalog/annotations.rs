//! Reads annotations: links, and text in form fields and notes (ISO 32000-2 12.5).

use super::destinations;
use super::destinations::Destinations;
use super::layers::Layers;
use super::pages::{PageNode, rectangle};
use crate::reader::pdf::geometry::{Matrix, single_box};
use crate::reader::pdf::object::{Truncated, Undecoded, Value, text_string};
use crate::reader::pdf::page::{LinkAnnotation, LinkTarget};

/// The number of annotations of a page that are read.
const MOST_ANNOTATIONS: usize = 10_000;

/// The bytes that an annotation counts of those that may be decoded. A thousand pages can
/// share one array of ten thousand annotations.
const ANNOTATION_BYTES: usize = 64;

/// The longest address of a link, in bytes; a link with a longer one is left out. Links
/// can share an address of a megabyte.
const MAX_URI_BYTES: usize = 1 << 14;

/// The longest value of a field that is read, in bytes. Fields can share a value of a
/// megabyte.
const MAX_VALUE_BYTES: usize = 1 << 16;
/// The number of chosen entries of a list that are read.
const MAX_CHOICES: usize = 100;
/// The depth of fields in fields.
const MAX_FIELD_DEPTH: usize = 16;
/// The bit of a field for a password (table 231).
const PASSWORD: i64 = 1 << 13;

/// Bits of an annotation's flags (table 167).
const HIDDEN: i64 = 1 << 1;
const NO_VIEW: i64 = 1 << 5;

/// Returns the links on a page, and [`Truncated::Yes`] if some were left out because of
/// the limits.
pub(crate) fn links(
    node: &PageNode<'_>,
    destinations: &Destinations<'_>,
) -> (Vec<LinkAnnotation>, Truncated) {
    let links =
        annotations(node.dictionary).filter(|annotation| annotation.get("Subtype").is("Link"));
    let (mut found, mut cut) = (Vec::new(), Truncated::No);
    for link in links {
        let Some(area) = rectangle(link.get("Rect")) else {
            continue;
        };
        let area = single_box(node.to_view.apply_to_box(area));
        match target(link, destinations) {
            Some(Ok(target)) => found.push(LinkAnnotation { area, target }),
            Some(Err(Undecoded::TooLarge)) => cut = Truncated::Yes,
            Some(Err(Undecoded::Broken)) | None => {}
        }
    }
    (found, cut)
}

/// The text that an annotation shows.
pub(crate) struct Appearance<'a> {
    /// The form that draws it, with the matrix that places it (12.5.5).
    pub(crate) form: Option<(Value<'a>, Matrix)>,
    /// The text of a field or a note, for a form that draws none.
    pub(crate) value: Option<FieldValue>,
}

/// The value of a field, or the text of a note on the page.
pub(crate) struct FieldValue {
    pub(crate) text: String,
    pub(crate) rectangle: [f64; 4],
    /// The size of its letters in points, if the annotation has one.
    pub(crate) size: Option<f64>,
}

/// Returns what a page's annotations show, in order.
pub(crate) fn appearances<'a>(page: Value<'a>, layers: &Layers) -> Vec<Appearance<'a>> {
    // A pop-up repeats the text of its note, and the form of a link is only its frame.
    let shown = annotations(page).filter(|annotation| {
        let flags = annotation.get("F").integer().unwrap_or(0);
        let kind = annotation.get("Subtype");
        flags & (HIDDEN | NO_VIEW) == 0
            && !kind.is("Link")
            && !kind.is("Popup")
            && !layers.hides(annotation.get("OC"))
    });
    let placed = shown.filter_map(|annotation| {
        let rectangle = rectangle(annotation.get("Rect"))?;
        let form =
            appearance(annotation).and_then(|form| Some((form, placement(form, rectangle)?)));
        let value = value(annotation, rectangle);
        (form.is_some() || value.is_some()).then_some(Appearance { form, value })
    });
    placed.collect()
}

/// Returns the text of a field (12.7.4) or of a note that is written on the page
/// (12.5.6.6).
fn value(annotation: Value<'_>, rectangle: [f64; 4]) -> Option<FieldValue> {
    let text = if annotation.get("Subtype").is("FreeText") {
        text_of(annotation.get("Contents"))?
    } else if annotation.get("Subtype").is("Widget") {
        let kind = inherited(annotation, "FT");
        let flags = inherited(annotation, "Ff").integer().unwrap_or(0);
        if !(kind.is("Tx") || kind.is("Ch")) || (kind.is("Tx") && flags & PASSWORD != 0) {
            return None;
        }
        text_of(inherited(annotation, "V"))?
    } else {
        return None;
    };
    let size = inherited(annotation, "DA").bytes().and_then(font_size);
    Some(FieldValue {
        text,
        rectangle,
        size,
    })
}

/// Returns an entry of a field, or that of the fields around it.
fn inherited<'a>(field: Value<'a>, name: &str) -> Value<'a> {
    let mut around = field;
    for _ in 0..MAX_FIELD_DEPTH {
        let value = around.get(name);
        let parent = around.get("Parent");
        if !value.is_null() || parent.is_null() {
            return value;
        }
        around = parent;
    }
    around.get(name)
}

/// Returns a text, or the chosen ones of a list.
fn text_of(value: Value<'_>) -> Option<String> {
    let one = |value: Value<'_>| copied(value, value.bytes()?, MAX_VALUE_BYTES).ok();
    let texts: Vec<String> = match one(value) {
        Some(text) => vec![text],
        None => value.items().take(MAX_CHOICES).filter_map(one).collect(),
    };
    let text = texts.join("\n");
    (!text.trim().is_empty()).then_some(text)
}

/// Returns the size in an appearance string: `/Helv 12 Tf`; 0 is any that fits.
fn font_size(appearance: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(appearance).ok()?;
    let (before, _) = text.rsplit_once("Tf")?;
    let size: f64 = before.split_ascii_whitespace().next_back()?.parse().ok()?;
    (size > 0.0).then_some(size)
}

fn annotations(page: Value<'_>) -> impl Iterator<Item = Value<'_>> {
    let all = page.get("Annots").items().take(MOST_ANNOTATIONS);
    all.take_while(|annotation| annotation.charge(ANNOTATION_BYTES).is_ok())
}

/// Returns the normal appearance, in the annotation's current state.
fn appearance(annotation: Value<'_>) -> Option<Value<'_>> {
    let normal = annotation.get("AP").get("N");
    let in_state = normal.get(annotation.get("AS").name().unwrap_or_default());
    [normal, in_state].into_iter().find(|form| form.is_stream())
}

/// Returns the matrix from the form's box, transformed by its matrix, to the annotation's
/// rectangle. The form's own matrix is applied when the form is drawn.
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

/// Returns the target of a link to a place or an address.
fn target(
    link: Value<'_>,
    destinations: &Destinations<'_>,
) -> Option<Result<LinkTarget, Undecoded>> {
    let action = link.get("A");
    if action.get("S").is("URI") {
        let uri = action.get("URI");
        return Some(copied(uri, uri.bytes()?, MAX_URI_BYTES).map(LinkTarget::Uri));
    }
    let destination = link.get("Dest").or(action.get("D"));
    // A page of another file is not a page of this one.
    if action.get("S").is("GoToR") {
        return None;
    }
    if let Some(place) = destinations.place(destination) {
        return Some(Ok(LinkTarget::Destination(place)));
    }
    let name = destinations::name(destination)?;
    Some(copied(destination, name, usize::MAX).map(LinkTarget::Named))
}

/// Returns the text of a string that other links may share.
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
    use crate::reader::pdf::page::LinkTarget;
    use crate::reader::pdf::test_files::Fixture;

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
        assert!(
            matches!(&page.links[0].target, LinkTarget::Uri(uri) if uri == "https://example.org")
        );
        assert!(matches!(&page.links[1].target, LinkTarget::Destination(place) if place.page == 1));
        assert!(matches!(&page.links[2].target, LinkTarget::Named(name) if name == "nowhere"));
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

    #[test]
    fn values_of_fields_and_notes_are_read_where_nothing_draws_them() {
        let field =
            |entries: &str| format!("<</Subtype /Widget /Rect [100 50 180 62] /F 4 {entries}>>");
        let shown = |annotations: &str| {
            let page = Fixture::new("")
                .page(&format!("/MediaBox [0 0 200 100] /Annots [{annotations}]"))
                .stream("/Subtype /Form /BBox [0 0 10 10]", "/Tx BMC EMC")
                .load_page();
            assert_eq!(page.ledger.drawn as usize, page.shown().len());
            page.shown()
        };
        let text = "/FT /Tx /V (Tea) /DA (/Helv 9 Tf 0 g)";
        assert_eq!(shown(&field(text)), "Tea");
        assert_eq!(shown(&field(&format!("{text} /AP <</N 5 0 R>>"))), "Tea");
        assert_eq!(shown(&field("/Parent <</FT /Tx /V (Milk)>>")), "Milk");
        assert_eq!(shown(&field("/FT /Ch /V [(Tea) (Milk)]")), "TeaMilk");
        assert_eq!(shown(&field("/FT /Tx /Ff 8192 /V (secret)")), "");
        assert_eq!(shown(&field("/FT /Btn /V /Yes")), "");
        assert_eq!(
            shown("<</Subtype /FreeText /Rect [9 9 99 30] /Contents (Wait)>>"),
            "Wait"
        );
        assert_eq!(
            shown("<</Subtype /Text /Rect [9 9 30 30] /Contents (comment)>>"),
            ""
        );
    }
}
