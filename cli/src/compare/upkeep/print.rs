//! The states of quotes as text.

use super::Checked;
use crate::compare::print::{count, named};
use sectile::evaluate::QuoteState;
use std::fmt::Write as _;

/// Counts the states, and describes each quote that is not valid.
pub(super) fn report(checked: &[Checked<'_>], questions: usize) -> String {
    let number = |state: QuoteState| {
        checked
            .iter()
            .filter(|quote| quote.check.state == state)
            .count()
    };
    let states: Vec<String> = (QuoteState::ALL.into_iter())
        .filter(|state| number(*state) > 0)
        .map(|state| format!("{} {state}", number(state)))
        .collect();
    let mut text = format!(
        "{} of {}: {}\n",
        count(checked.len(), "quote"),
        count(questions, "question"),
        states.join(", ")
    );
    for quote in checked {
        add(&mut text, quote);
    }
    text
}

fn add(text: &mut String, quote: &Checked<'_>) {
    let (line, id, wanted) = (quote.line, quote.id, quote.quote);
    let document = quote.document.unwrap_or("any document");
    let state = quote.check.state;
    let mut described = match (state, &quote.check.place) {
        (QuoteState::Valid, _) => return,
        (QuoteState::Moved, Some(place)) => format!("moved from {document} to {}", place.document),
        (QuoteState::Edited, Some(place)) => {
            format!(
                "edited in {}\n    - {wanted}\n    + {}",
                place.document, place.quote
            )
        }
        (QuoteState::Gone, _) => format!("gone from {document}\n    - {wanted}"),
        _ => format!("no document is called {document}"),
    };
    if let Some(nearest) = quote.nearest.filter(|_| quote.check.place.is_none()) {
        let _ = write!(described, "; the nearest is {nearest}"); // writing to a string cannot fail
    }
    let _ = writeln!(text, "{}: {described}", named(line, id));
}
