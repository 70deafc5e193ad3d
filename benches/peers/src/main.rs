//! Runs one engine once over the files of folders: cold, as a process of its own.
//!
//! `sectile-peers ENGINE FOLDER... [--most MB]` prints a line of JSON with the number of
//! files and bytes and the CPU seconds from the first file to the last chunk, with what the
//! engine loads on first use, such as a vocabulary. No file is read twice. `--most` leaves
//! out files, evenly over the folder, for slow engines. `benches/speeds.py` runs all engines
//! in turns. `sectile-peers equal NUMBER` compares counts with tiktoken-rs.

#![allow(clippy::print_stdout)] // a benchmark prints its results

mod engines;
mod equal;
#[allow(dead_code)] // other benchmarks repeat work in one process
#[path = "../../shared/measure.rs"]
mod measure;

use sectile::Format;
use std::hint::black_box;
use std::path::PathBuf;

const USAGE: &str = "usage: sectile-peers ENGINE FOLDER... [--most MB] | equal NUMBER";

fn main() -> Result<(), String> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, number] = &arguments[..]
        && command == "equal"
    {
        let number = number.parse().map_err(|_| USAGE)?;
        return equal::compare(number);
    }
    let most = match arguments.iter().position(|argument| argument == "--most") {
        Some(at) => {
            let most: usize =
                (arguments.get(at + 1).and_then(|most| most.parse().ok())).ok_or(USAGE)?;
            arguments.drain(at..at + 2);
            Some(most * 1_000_000)
        }
        None => None,
    };
    let [engine, folders @ ..] = &arguments[..] else {
        return Err(USAGE.to_owned());
    };
    let (format, run) = engines::named(engine).ok_or(USAGE)?;
    let mut files = Vec::new();
    for folder in folders {
        files.extend(measure::files(&PathBuf::from(folder), format));
    }
    files.retain(|file| format == Format::Pdf || !file.trim_ascii().is_empty());
    let files = match most {
        Some(most) => sample(files, most),
        None => files,
    };
    let bytes: usize = files.iter().map(Vec::len).sum();
    let number = files.len();
    let seconds = measure::seconds(&|| black_box(run(&files)));
    println!(r#"{{"engine":"{engine}","files":{number},"bytes":{bytes},"seconds":{seconds:.6}}}"#);
    Ok(())
}

/// Returns at most about `most` bytes of files, evenly over the list.
fn sample(files: Vec<Vec<u8>>, most: usize) -> Vec<Vec<u8>> {
    let bytes: usize = files.iter().map(Vec::len).sum();
    let step = bytes.div_ceil(most.max(1)).max(1);
    files.into_iter().step_by(step).collect()
}
