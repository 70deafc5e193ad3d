//! Finds the passages that hold the evidence of questions.

use super::collection::RetrievedText;
use super::matching::Matches;
use super::question::Question;

/// Returns for each question the numbers of the passages that hold evidence of it,
/// ascending: those that cover half of the words of a quote, or 40 of them.
///
/// ```
/// use sectile::evaluate::{RetrievedText, Question, holders};
///
/// let passages = ["Tea is old.", "Let the water cool to 75 degrees."];
/// let passages = passages.map(|text| RetrievedText::new("tea.md", text, 8));
/// let question = Question::new("q1", "How hot?").with_quote("water cool to 75 degrees");
/// assert_eq!(holders(&[question], &passages), [[1]]);
/// ```
#[must_use]
pub fn holders(questions: &[Question], passages: &[RetrievedText]) -> Vec<Vec<usize>> {
    let matches = Matches::find(questions, passages.iter());
    let each = matches.items.iter().zip(&matches.passages);
    each.map(|(items, passages)| {
        let holds = passages.iter().filter(|(_, found)| {
            let mut found = found.iter();
            found.any(|found| found.holds(items[found.item]))
        });
        holds.map(|(at, _)| *at).collect()
    })
    .collect()
}
