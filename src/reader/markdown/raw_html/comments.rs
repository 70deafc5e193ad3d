//! Finds the comments of HTML that are beside text or tags.

use super::token::{HtmlToken, tokens};
use std::ops::Range;

/// Returns the places of the comments in raw HTML.
pub(in crate::reader::markdown) fn comments(
    source: &str,
    range: Range<usize>,
) -> Vec<Range<usize>> {
    if !source[range.clone()].contains("<!--") {
        return Vec::new();
    }
    let comment = |token| match token {
        HtmlToken::Comment(place) => Some(place),
        _ => None,
    };
    tokens(source, range).filter_map(comment).collect()
}

#[cfg(test)]
mod tests {
    use super::comments;

    #[test]
    fn comments_are_found_outside_of_values() {
        let source = "<p title='<!-- a -->'>tea <!-- b --> milk<!-- c";
        let found = comments(source, 0..source.len());
        let texts: Vec<&str> = found.into_iter().map(|range| &source[range]).collect();
        assert_eq!(texts, ["<!-- b -->", "<!-- c"]);
    }
}
