//! Shared by the benchmarks: documents of a folder, CPU time, medians.

use cpu_time::ProcessTime;
use sectile::Format;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// The number of runs of each piece of work. The median counts.
pub(crate) const ROUNDS: usize = 5;

/// A piece of work and its name.
pub(crate) type Work<'a> = (&'a str, Box<dyn Fn() -> usize + 'a>);

/// Returns the folder named on the command line, or testdata.
pub(crate) fn folder() -> PathBuf {
    // Cargo adds the option `--bench`.
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    PathBuf::from(folder.unwrap_or_else(|| "testdata".to_owned()))
}

/// Reads the files of one format under `path`, sorted by name.
pub(crate) fn files(path: &Path, format: Format) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    find(path, format, &mut found);
    found
        .iter()
        .map(|path| fs::read(path).expect("the file can be read"))
        .collect()
}

fn find(path: &Path, format: Format, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("the folder can be read");
        let mut paths: Vec<_> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.sort();
        for path in paths {
            find(&path, format, found);
        }
    } else if Format::from_path(path) == Some(format) {
        found.push(path.to_owned());
    }
}

/// Returns the median CPU seconds of each piece of work. The rounds alternate between
/// them, so that other load on the machine affects all alike.
pub(crate) fn times(work: &[Work<'_>]) -> Vec<f64> {
    for (_, run) in work {
        black_box(run()); // loads vocabularies, warms caches
    }
    let mut times = vec![Vec::new(); work.len()];
    for _ in 0..ROUNDS {
        for ((_, run), times) in work.iter().zip(&mut times) {
            times.push(seconds(run));
        }
    }
    times.into_iter().map(median).collect()
}

pub(crate) fn seconds(run: &dyn Fn() -> usize) -> f64 {
    let start = ProcessTime::now();
    black_box(run());
    start.elapsed().as_secs_f64()
}

pub(crate) fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[allow(clippy::cast_precision_loss)] // sizes far below 2^52
pub(crate) fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
