//! Reads and cuts documents of one shape, to measure how the cost grows with the size.
//!
//! `cargo bench --bench linear -- time markdown 4194304 [pairs]` prints the microseconds
//! a byte of each shape, at an eighth of the size and at the size, and marks those that
//! grow. `-- doubling markdown 65536` prints the shapes whose time a byte grows by more
//! than a tenth from a size to its double, the lesser of ten runs. `benches/linear.sh`
//! counts instructions, which is exact, with callgrind. `-- print html 17 65536` writes a
//! document of shape 17, `-- list html` names the shapes.
#![allow(clippy::print_stdout)] // a benchmark prints its results
#![allow(clippy::cast_precision_loss)] // sizes are far below 2^52

#[path = "../tests/common/shapes/mod.rs"]
mod shapes;

use cpu_time::ProcessTime;
use sectile::{Chunker, Format, Limits, StructuralChunker};
use shapes::{Shape, html, markdown, pairs, shapes};
use std::thread;
use std::time::Duration;

/// The time of ordinary text, at most. A shape that takes less is not measured exactly.
const NOISE: Duration = Duration::from_millis(2);

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["list", format] => {
            for (nth, shape) in of(format).iter().enumerate() {
                println!("{nth}\t{}", shape.name());
            }
        }
        ["print", format, nth, bytes] => {
            let shape = of(format)[number(nth)];
            print!("{}", shape.document(number(bytes)));
        }
        ["count", format, numbers, ref sizes @ ..] => {
            let numbers = numbers.split(',').map(number);
            let sizes: Vec<usize> = sizes.iter().map(|size| number(size)).collect();
            count(format, numbers, &sizes);
        }
        ["time", format, bytes, ref rest @ ..] => {
            let all = if rest.contains(&"pairs") {
                pairs(constructs(format))
            } else {
                of(format)
            };
            time(format, &all, number(bytes));
        }
        ["doubling", format, bytes] => {
            doubling(format, &of(format), number(bytes));
        }
        _ => {
            println!(
                "linear list|count|print|time|doubling markdown|html ..., see benches/linear.sh"
            );
        }
    }
}

fn constructs(format: &str) -> &'static [shapes::Construct] {
    match format {
        "markdown" => markdown::CONSTRUCTS,
        "html" => html::CONSTRUCTS,
        _ => panic!("markdown or html, not {format}"),
    }
}

fn of(format: &str) -> Vec<Shape> {
    shapes(constructs(format))
}

fn number(text: &str) -> usize {
    text.parse().expect("a number")
}

/// Runs shapes at each of the sizes. Callgrind writes the cost of each call of [`run`].
fn count(format: &str, numbers: impl Iterator<Item = usize>, sizes: &[usize]) {
    run(format, "the vocabulary is loaded");
    let all = of(format);
    for nth in numbers {
        for size in sizes {
            let source = all[nth].document(*size);
            // A thread of its own, because the memo of the tokenizer keeps words from one
            // document of a thread to the next.
            thread::scope(|scope| {
                scope.spawn(|| run(format, &source));
            });
            println!("{nth}\t{size}\t{}\t{}", source.len(), all[nth].name());
        }
    }
}

/// Reads, cuts and writes a document.
#[inline(never)]
fn run(format: &str, source: &str) {
    let format = Format::from_path(format!(
        "x.{}",
        if format == "html" { "html" } else { "md" }
    ));
    let format = format.expect("it is known");
    let document = format
        .read(source.as_bytes(), &Limits::default())
        .expect("it is read");
    let chunks = StructuralChunker::default().chunks(&document).count();
    std::hint::black_box(chunks);
}

/// Prints the shapes whose cost a byte grows from an eighth of `most` bytes to all of
/// them, or is far above that of text.
fn time(format: &str, shapes: &[Shape], most: usize) {
    run(format, "the vocabulary is loaded");
    for shape in shapes {
        let costs: Vec<(usize, Duration)> = [most / 8, most]
            .into_iter()
            .map(|bytes| {
                let source = shape.document(bytes);
                let start = ProcessTime::now();
                run(format, &source);
                (source.len(), start.elapsed())
            })
            .collect();
        let per_byte = |(bytes, time): &(usize, Duration)| {
            time.max(&NOISE).as_secs_f64() * 1e6 / (*bytes).max(1) as f64
        };
        let (small, large) = (per_byte(&costs[0]), per_byte(&costs[1]));
        let mark = if large > 1.5 * small || large > 0.5 {
            "!"
        } else {
            " "
        };
        println!("{mark} {small:7.3} {large:7.3} us/byte  {}", shape.name());
    }
}

/// The number of runs of which the fastest counts, because other processes use the
/// machine.
const ROUNDS: usize = 10;

/// Prints the shapes whose time a byte grows by more than a tenth from `bytes` to its
/// double.
fn doubling(format: &str, shapes: &[Shape], bytes: usize) {
    run(format, "the vocabulary is loaded");
    let mut grown = 0;
    for shape in shapes {
        let sources = [bytes, 2 * bytes].map(|bytes| shape.document(bytes));
        let mut fastest = [f64::INFINITY; 2];
        for _ in 0..ROUNDS {
            for (fastest, source) in fastest.iter_mut().zip(&sources) {
                let start = ProcessTime::now();
                run(format, source);
                let time = start.elapsed().as_secs_f64() * 1e9 / source.len().max(1) as f64;
                *fastest = fastest.min(time);
            }
        }
        let [small, large] = fastest;
        if large > 1.1 * small {
            grown += 1;
            println!(
                "{small:7.1} {large:7.1} ns/byte, {:.2}  {}",
                large / small,
                shape.name()
            );
        }
    }
    println!("{} shapes, {grown} grow by more than a tenth", shapes.len());
}
