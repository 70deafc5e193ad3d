//! Rules of tables: lines along an axis, joined from the pieces that were drawn.

use crate::reader::pdf::layout::place::{Extent, Frame};
use crate::reader::pdf::page::Ruling;

/// A page with more lines is a drawing, and comparing them all would take too long.
const MAX_RULES: usize = 4000;
/// A line may be drawn in this many pieces on average: one for each cell and dash.
const MAX_PIECES_PER_RULE: usize = 8;
/// Lines nearer than this, in points, are one: the two edges of a thin box.
const SAME_RULE: f32 = 2.0;
/// A line that leaves its axis by less, in points, is parallel to it.
const MAX_SLANT: f32 = 1.0;
/// A line is longer, in points: a shorter one is a tick or a dot.
const MIN_LENGTH: f32 = 2.0;

/// A line along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rule {
    /// Its place on the other axis: the height of a horizontal line.
    pub(crate) at: f32,
    pub(crate) from: f32,
    pub(crate) to: f32,
}

impl Rule {
    /// Returns the extent of the rule along its axis.
    pub(crate) fn extent(&self) -> Extent {
        Extent {
            start: self.from,
            end: self.to,
        }
    }
}

/// The rules of a page, or none if the page is a drawing.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    /// Horizontal ones, sorted by their heights.
    pub(crate) across: Vec<Rule>,
    /// Vertical ones, sorted from left to right.
    pub(crate) down: Vec<Rule>,
}

impl Rules {
    /// Returns the rules among the lines and edges that were drawn on a page.
    ///
    /// A rule is parallel to an axis and longer than two points. The strokes of a map are
    /// of every direction, and short: they are no rules. Too many lines of any kind are a
    /// drawing, in which no table is looked for. The streets of a map would else be the
    /// borders of cells.
    pub(crate) fn of(rulings: &[Ruling], frame: Frame) -> Self {
        // Before the pieces are joined, which takes long for a drawing.
        if rulings.len() > MAX_RULES * MAX_PIECES_PER_RULE {
            return Self::default();
        }
        let (mut across, mut down) = (Vec::new(), Vec::new());
        for ruling in rulings {
            let (from, to) = (frame.point(ruling.from), frame.point(ruling.to));
            let (dx, dy) = ((to[0] - from[0]).abs(), (to[1] - from[1]).abs());
            if dy < MAX_SLANT && dx > MIN_LENGTH {
                across.push(Rule {
                    at: from[1],
                    from: from[0].min(to[0]),
                    to: from[0].max(to[0]),
                });
            } else if dx < MAX_SLANT && dy > MIN_LENGTH {
                down.push(Rule {
                    at: from[0],
                    from: from[1].min(to[1]),
                    to: from[1].max(to[1]),
                });
            }
        }
        let (across, down) = (joined(across), joined(down));
        // Counted again: the pieces of each rule are one now.
        if across.len() + down.len() > MAX_RULES {
            return Self::default();
        }
        Self { across, down }
    }
}

/// Joins the pieces of each rule, and rules that are nearly at the same place.
///
/// Producers draw the border of each cell by itself: the rule below a row of five cells
/// is five pieces, and a thin box has two edges for one line. Five pieces would each be
/// too short to separate two rows.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<Rule> = Vec::new();
    let mut from = 0;
    while from < rules.len() {
        let mut to = from + 1;
        // The two edges of a thin box are one rule.
        while to < rules.len() && rules[to].at - rules[from].at < SAME_RULE {
            to += 1;
        }
        // Until here the pieces are in the order of their heights, which differ a little.
        rules[from..to].sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open = rules[from];
        for rule in &rules[from + 1..to] {
            // The pieces below two cells touch, or nearly do.
            if rule.from <= open.to + SAME_RULE {
                open.to = open.to.max(rule.to);
            } else {
                joined.push(open);
                open = *rule;
            }
        }
        joined.push(open);
        from = to;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_line_are_one() {
        let piece = |from, to| Rule { at: 10.0, from, to };
        let lower = Rule {
            at: 10.7,
            ..piece(50.0, 90.0)
        };
        assert_eq!(
            joined(vec![piece(0.0, 50.0), lower, piece(120.0, 130.0)]),
            [piece(0.0, 90.0), piece(120.0, 130.0)]
        );
    }
}
