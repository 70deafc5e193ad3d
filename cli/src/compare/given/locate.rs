//! Finds the documents of given chunks and their places in them.

use super::GivenChunk;
use sectile::evaluate::{Question, QuoteCheck, QuoteState, check_quotes};
use sectile::{Document, Span};

/// The place of a chunk.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place<'d> {
    pub(super) document: Option<&'d str>,
    /// `None` if the document's text does not have its first and last words.
    pub(super) span: Option<Span>,
}

/// The words at the start and at the end of a chunk that are looked for. Fewer occur at
/// several places, more are broken more often by what another reader does otherwise.
const WORDS: usize = 12;

/// Finds the places of all chunks.
pub(super) fn all<'d>(chunks: &[GivenChunk], documents: &'d [Document]) -> Vec<Place<'d>> {
    let named = |chunk: &GivenChunk| {
        let name = chunk.document.as_deref()?;
        documents
            .iter()
            .map(Document::name)
            .find(|own| is_same(own, name))
    };
    let named: Vec<Option<&str>> = chunks.iter().map(named).collect();
    let ends: Vec<Question> = (chunks.iter().zip(&named))
        .map(|(chunk, name)| ends(&chunk.text, *name))
        .collect();
    let checks = check_quotes(&ends, documents);
    let each = named.into_iter().zip(checks);
    each.map(|(name, checks)| place(name, &checks, documents))
        .collect()
}

/// Returns true if two names end alike: one may have folders that the other has not.
fn is_same(own: &str, given: &str) -> bool {
    let given = given.replace('\\', "/");
    let ends = |long: &str, short: &str| {
        let folder = long.strip_suffix(short);
        !short.is_empty() && folder.is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
    };
    ends(own, &given) || ends(&given, own)
}

/// The first and the last words of a chunk as quotes.
fn ends(text: &str, document: Option<&str>) -> Question {
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words[..words.len().min(WORDS)].join(" ");
    let last = words[words.len().saturating_sub(WORDS)..].join(" ");
    let question = Question::new("", "").with_quote(first).with_quote(last);
    match document {
        Some(name) => question.about(name),
        None => question,
    }
}

fn place<'d>(
    named: Option<&'d str>,
    checks: &[QuoteCheck],
    documents: &'d [Document],
) -> Place<'d> {
    let places = checks.iter().filter(|check| {
        check.state == QuoteState::Valid || named.is_none() && check.state == QuoteState::Edited
    });
    let places: Vec<_> = places.filter_map(|check| check.place.as_ref()).collect();
    let own = |name: &str| {
        documents
            .iter()
            .map(Document::name)
            .find(|own| *own == name)
    };
    let document = named.or_else(|| own(&places.first()?.document));
    // The first words may occur twice, the last ones too: an end before a start is no place.
    let span = match places.as_slice() {
        [first, last] if first.document == last.document && first.span.start < last.span.end => {
            Some(Span::new(first.span.start, last.span.end))
        }
        _ => None,
    };
    Place { document, span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::{Format, Limits};

    fn document(name: &str, source: &str) -> Document {
        let mut document = Format::Markdown
            .read(source.as_bytes(), &Limits::default())
            .unwrap();
        document.set_name(name);
        document
    }

    #[test]
    fn chunks_are_found_by_name_and_by_words() {
        let source = "# Tea\n\nLet the **water** cool to 75 degrees.\n\nThen pour.\n";
        let documents = [
            document("docs/tea.md", source),
            document("b.md", "Nothing.\n"),
        ];
        let chunk = |text: &str, name: Option<&str>| GivenChunk {
            text: text.to_owned(),
            document: name.map(str::to_owned),
        };
        let chunks = [
            chunk("Tea Let the water cool", Some("/home/me/docs/tea.md")),
            chunk("water cool to 75 degrees. Then pour.", None),
            chunk("Rain.", Some("tea.md")),
            chunk("Rain and snow.", None),
        ];
        let places = all(&chunks, &documents);
        let text = |at: usize| places[at].span.map(|span| &source[span.range()]);
        let names: Vec<_> = places.iter().map(|place| place.document).collect();
        assert_eq!(
            names,
            [
                Some("docs/tea.md"),
                Some("docs/tea.md"),
                Some("docs/tea.md"),
                None
            ]
        );
        assert_eq!(text(0), Some("Tea\n\nLet the **water** cool"));
        assert_eq!(text(1), Some("water** cool to 75 degrees.\n\nThen pour"));
        assert_eq!(text(2), None);
    }

    #[test]
    fn names_end_at_a_slash() {
        assert!(is_same("docs/tea.md", "tea.md") && is_same("tea.md", "C:\\docs\\tea.md"));
        assert!(!is_same("green-tea.md", "tea.md") && !is_same("tea.md", ""));
    }
}
