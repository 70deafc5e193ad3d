//! Documents of any size that consist of one or two constructs: in sequence, nested or
//! alternating.
//!
//! Each construct has a start, a middle and an end; `{n}` in them is a number that counts
//! up. Nothing here depends on the crate, so that fuzz targets and benchmarks can include
//! it.

#![allow(dead_code, unreachable_pub, missing_docs)] // each of them includes it and uses a part

pub mod html;
pub mod markdown;

/// A piece of markup: its name, start, middle and end.
pub type Construct = (&'static str, &'static str, &'static str, &'static str);

/// The arrangement of the constructs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// One whole construct after the other.
    Flat,
    /// All starts, one middle, all ends.
    Nested,
    /// All starts and middles, without any end.
    Open,
    /// Two constructs in turn, each whole.
    InTurn,
    /// Two constructs in turn, each in the one before it.
    NestedInTurn,
    /// The starts of one, then the ends of another.
    Crossed,
    /// Many of one construct, all of them directly inside another.
    Inside,
}

/// A family of documents, one for each size.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub arrangement: Arrangement,
    pub first: &'static Construct,
    pub second: &'static Construct,
}

impl Shape {
    pub fn name(&self) -> String {
        let (first, second) = (self.first.0, self.second.0);
        match self.arrangement {
            Arrangement::Flat | Arrangement::Nested | Arrangement::Open => {
                format!("{:?}: {first}", self.arrangement)
            }
            _ => format!("{:?}: {first}, {second}", self.arrangement),
        }
    }

    /// Returns the document of about `bytes` bytes.
    pub fn document(&self, bytes: usize) -> String {
        let (first, second) = (self.first, self.second);
        let whole = |construct: &Construct| [construct.1, construct.2, construct.3].concat();
        match self.arrangement {
            Arrangement::Flat => repeated(&whole(first), bytes),
            Arrangement::InTurn => repeated(&[whole(first), whole(second)].concat(), bytes),
            Arrangement::Open => repeated(&[first.1, first.2].concat(), bytes),
            Arrangement::Nested => nested(first.1, first.2, first.3, bytes),
            Arrangement::NestedInTurn => {
                let start = [first.1, second.1].concat();
                let end = [second.3, first.3].concat();
                nested(&start, first.2, &end, bytes)
            }
            Arrangement::Crossed => nested(first.1, first.2, second.3, bytes),
            Arrangement::Inside => {
                let inside = repeated(&whole(first), bytes);
                let start = second.1.replace("{n}", "0");
                [&start, &inside, second.3].concat()
            }
        }
    }
}

/// Returns the shapes of each construct alone, and with some of the others.
pub fn shapes(constructs: &'static [Construct]) -> Vec<Shape> {
    use Arrangement::{Crossed, Flat, InTurn, Inside, Nested, NestedInTurn, Open};
    let mut shapes = Vec::new();
    for (nth, first) in constructs.iter().enumerate() {
        let mut add = |arrangement, second| {
            shapes.push(Shape {
                arrangement,
                first,
                second,
            });
        };
        for arrangement in [Flat, Nested, Open] {
            add(arrangement, first);
        }
        let with = [(InTurn, 1), (NestedInTurn, 7), (Crossed, 11), (Inside, 13)];
        for (arrangement, step) in with {
            add(arrangement, &constructs[(nth + step) % constructs.len()]);
        }
    }
    shapes
}

/// Returns the shapes of all pairs of constructs, a few thousand.
pub fn pairs(constructs: &'static [Construct]) -> Vec<Shape> {
    use Arrangement::{Crossed, InTurn, Inside, NestedInTurn};
    let mut shapes = Vec::new();
    for first in constructs {
        for second in constructs.iter().filter(|second| second.0 != first.0) {
            for arrangement in [InTurn, NestedInTurn, Crossed, Inside] {
                shapes.push(Shape {
                    arrangement,
                    first,
                    second,
                });
            }
        }
    }
    shapes
}

/// Repeats `text` an even number of times, with ascending numbers. With an odd number, the
/// last of `$` or `"` is open and makes another document.
fn repeated(text: &str, bytes: usize) -> String {
    let mut document = String::with_capacity(bytes + 2 * text.len());
    let mut number = 0;
    while document.len() < bytes || number % 2 == 1 {
        push(&mut document, text, number);
        number += 1;
    }
    document
}

/// Nests `middle` in an even number of starts and ends, as [`repeated`].
fn nested(start: &str, middle: &str, end: &str, bytes: usize) -> String {
    if start.is_empty() && end.is_empty() {
        return repeated(middle, bytes);
    }
    let pair = 2 * (start.len() + end.len()).max(1);
    let times = 2 * (bytes.saturating_sub(middle.len()) / pair);
    let mut document = String::with_capacity(bytes + start.len());
    for number in 0..times {
        push(&mut document, start, number);
    }
    push(&mut document, middle, times);
    for number in (0..times).rev() {
        push(&mut document, end, number);
    }
    document
}

fn push(document: &mut String, text: &str, number: usize) {
    match text.split_once("{n}") {
        None => document.push_str(text),
        Some((before, after)) => {
            document.push_str(before);
            document.push_str(&number.to_string());
            push(document, after, number);
        }
    }
}
