//! Rules as tables have them: lines along an axis, put together from the pieces that were drawn.

use super::super::super::page::Ruling;
use super::super::frame::Frame;

/// More lines than this are a drawing.
const MAX_RULES: usize = 4000;
/// Lines that are nearer to each other are one: the edges of a thin box.
const NEAR: f32 = 2.0;

/// A line along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Rule {
    /// Its place across.
    pub(in super::super) at: f32,
    /// Where it begins and ends.
    pub(in super::super) from: f32,
    pub(in super::super) to: f32,
}

/// The rules of a page.
#[derive(Debug, Default)]
pub(in super::super) struct Rules {
    /// From left to right, in the order of their heights.
    pub(in super::super) across: Vec<Rule>,
    /// From top to bottom, from left to right.
    pub(in super::super) down: Vec<Rule>,
}

impl Rules {
    pub(in super::super) fn of(rulings: &[Ruling], frame: Frame) -> Self {
        if rulings.len() > MAX_RULES * 8 {
            return Self::default();
        }
        let (mut across, mut down) = (Vec::new(), Vec::new());
        for ruling in rulings {
            let (from, to) = (frame.point(ruling.from), frame.point(ruling.to));
            let (dx, dy) = ((to[0] - from[0]).abs(), (to[1] - from[1]).abs());
            if dy < 1.0 && dx > 2.0 {
                across.push(Rule {
                    at: from[1],
                    from: from[0].min(to[0]),
                    to: from[0].max(to[0]),
                });
            } else if dx < 1.0 && dy > 2.0 {
                down.push(Rule {
                    at: from[0],
                    from: from[1].min(to[1]),
                    to: from[1].max(to[1]),
                });
            }
        }
        let (across, down) = (merged(across), merged(down));
        if across.len() + down.len() > MAX_RULES {
            return Self::default();
        }
        Self { across, down }
    }
}

/// Joins pieces of the same line.
fn merged(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut merged: Vec<Rule> = Vec::new();
    let mut from = 0;
    while from < rules.len() {
        let mut to = from + 1;
        while to < rules.len() && rules[to].at - rules[from].at < NEAR {
            to += 1;
        }
        rules[from..to].sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open = rules[from];
        for rule in &rules[from + 1..to] {
            if rule.from <= open.to + NEAR {
                open.to = open.to.max(rule.to);
            } else {
                merged.push(open);
                open = *rule;
            }
        }
        merged.push(open);
        from = to;
    }
    merged
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
            merged(vec![piece(0.0, 50.0), lower, piece(120.0, 130.0)]),
            [piece(0.0, 90.0), piece(120.0, 130.0)]
        );
    }
}
