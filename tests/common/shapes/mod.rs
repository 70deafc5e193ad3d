//! Documents of any size made of one construct or of two: flat, nested, in turn, one
//! after the other.
//!
//! Each construct has a start, a middle and an end; `{n}` in them is a number that counts
//! up. Nothing here depends on the crate, so that fuzz targets and benchmarks can include
//! it.

#![allow(dead_code, unreachable_pub, missing_docs)] // each of those uses its own part, under its own roof

pub mod html;
pub mod markdown;

/// A piece of markup: its name, start, middle and end.
pub type Construct = (&'static str, &'static str, &'static str, &'static str);

/// How constructs are put together.
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
}

/// A family of documents, of which each size is one.
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

    /// The document of about so many bytes.
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
        }
    }
}

/// The shapes of each construct alone, and of each with some others.
pub fn shapes(constructs: &'static [Construct]) -> Vec<Shape> {
    use Arrangement::{Crossed, Flat, InTurn, Nested, NestedInTurn, Open};
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
        for (arrangement, step) in [(InTurn, 1), (NestedInTurn, 7), (Crossed, 11)] {
            add(arrangement, &constructs[(nth + step) % constructs.len()]);
        }
    }
    shapes
}

/// All pairs of constructs: some thousand shapes.
pub fn pairs(constructs: &'static [Construct]) -> Vec<Shape> {
    use Arrangement::{Crossed, InTurn, NestedInTurn};
    let mut shapes = Vec::new();
    for first in constructs {
        for second in constructs.iter().filter(|second| second.0 != first.0) {
            for arrangement in [InTurn, NestedInTurn, Crossed] {
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

/// `text` again and again, its numbers counted up.
fn repeated(text: &str, bytes: usize) -> String {
    let mut document = String::with_capacity(bytes + text.len());
    let mut number = 0;
    while document.len() < bytes {
        push(&mut document, text, number);
        number += 1;
    }
    document
}

fn nested(start: &str, middle: &str, end: &str, bytes: usize) -> String {
    if start.is_empty() && end.is_empty() {
        return repeated(middle, bytes);
    }
    let times = bytes.saturating_sub(middle.len()) / (start.len() + end.len()).max(1);
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
        Some((before, behind)) => {
            document.push_str(before);
            document.push_str(&number.to_string());
            push(document, behind, number);
        }
    }
}
