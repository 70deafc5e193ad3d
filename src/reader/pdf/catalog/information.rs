//! Reads the metadata of a file: its XMP packet and its information dictionary (ISO
//! 32000-2 14.3).

use crate::reader::entity::decode_entities;
use crate::reader::pdf::object::{Objects, Truncated, text_string};
use crate::reader::pdf::page::Information;

/// The number of bytes of a title that are kept, because every chunk repeats it.
const MAX_TITLE_BYTES: usize = 4096;

/// Returns the file's metadata, and [`Truncated::Yes`] if its title was cut.
pub(super) fn read(objects: &Objects) -> (Information, Truncated) {
    let catalog = objects.trailer("Root");
    let packet = catalog.get("Metadata").decoded().unwrap_or_default();
    let packet = decode(&packet);
    let information = objects.trailer("Info");
    // XMP is preferred: many programs update it and leave the dictionary as it was.
    let field = |element: &str, key: &str| {
        let own = xmp(&packet, element).or_else(|| information.get(key).text());
        own.map(|text| text.trim_matches(['\0', ' ', '\n', '\r', '\t']).to_owned())
            .filter(|text| !text.is_empty())
    };
    let only_information = |key: &str| information.get(key).text().filter(|text| !text.is_empty());
    let (title, cut) = cut(field("dc:title", "Title"));
    let metadata = Information {
        title,
        author: field("dc:creator", "Author"),
        subject: field("dc:description", "Subject"),
        keywords: field("pdf:Keywords", "Keywords"),
        language: catalog.get("Lang").text().filter(|text| !text.is_empty()),
        created: only_information("CreationDate"),
        modified: only_information("ModDate"),
        producer: field("pdf:Producer", "Producer"),
    };
    (metadata, cut)
}

fn cut(title: Option<String>) -> (Option<String>, Truncated) {
    match title {
        Some(mut title) if title.len() > MAX_TITLE_BYTES => {
            title.truncate(title.floor_char_boundary(MAX_TITLE_BYTES));
            (Some(title), Truncated::Yes)
        }
        title => (title, Truncated::No),
    }
}

/// Decodes a packet, which is UTF-8 or, rarely, UTF-16 with a byte order mark.
fn decode(packet: &[u8]) -> String {
    match packet {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => text_string(packet),
        _ => String::from_utf8_lossy(packet).into_owned(),
    }
}

/// Returns the text of a property: an element, or an attribute such as
/// `pdf:Producer="..."`. Of a list, the first item is used, because titles are listed in
/// several languages; authors are joined with `; `.
fn xmp(packet: &str, property: &str) -> Option<String> {
    if let Some(content) = between(packet, &format!("<{property}"), &format!("</{property}>")) {
        let content = content.split_once('>').map_or("", |(_, content)| content);
        let items: Vec<String> = items(content)
            .map(unescape)
            .filter(|item| !item.trim().is_empty())
            .collect();
        return match property {
            // Without a list, the text is the value; with other elements it is unknown.
            _ if items.is_empty() && !content.contains('<') => Some(unescape(content)),
            "dc:creator" => Some(items.join("; ")).filter(|names| !names.is_empty()),
            _ => items.into_iter().next(),
        };
    }
    between(packet, &format!("{property}=\""), "\"").map(unescape)
}

/// Returns the contents of `rdf:li` elements.
fn items(content: &str) -> impl Iterator<Item = &str> {
    content.split("<rdf:li").skip(1).filter_map(|item| {
        let (_, text) = item.split_once('>')?;
        text.split_once("</rdf:li>").map(|(text, _)| text)
    })
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(content, _)| content)
}

/// Decodes the character references of XML.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    decode_entities(text, &mut plain);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_found_in_the_packet() {
        let packet = r#"<rdf:Description pdf:Producer="Press">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Tea &amp; more&#33;</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Ben</rdf:li></rdf:Seq></dc:creator>
            <pdf:Keywords>a, b</pdf:Keywords>"#;
        assert_eq!(xmp(packet, "dc:title").as_deref(), Some("Tea & more!"));
        assert_eq!(xmp(packet, "dc:creator").as_deref(), Some("Ann; Ben"));
        assert_eq!(xmp(packet, "pdf:Keywords").as_deref(), Some("a, b"));
        assert_eq!(xmp(packet, "pdf:Producer").as_deref(), Some("Press"));
        assert_eq!(xmp(packet, "dc:subject"), None);
    }
}
