//! Small neural models (MiniLM-class BERT) from a folder on this machine, run in Rust.
//!
//! The folder is one of sentence-transformers: `config.json`, `vocab.txt` and
//! `model.safetensors` with 32-bit numbers. Nothing is ever downloaded.

mod attention;
mod batches;
mod cross_encoder;
mod curve;
mod dense;
mod encoder;
mod file;
mod folder;
mod kept;
mod kernel;
mod linear;
mod matrix;
mod nearest;
mod norm;
mod product;
#[cfg(test)]
mod tests;
mod weights;
mod wordpiece;

pub use cross_encoder::CrossEncoder;
pub use dense::Dense;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Runs `work` on each input, on all processors; the results have the order of the
/// inputs.
fn in_parallel<I: Sync, O: Send>(inputs: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(input) = inputs.get(at) else {
                return done;
            };
            done.push((at, work(input)));
        }
    };
    let mut done: Vec<(usize, O)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.min(inputs.len()))
            .map(|_| scope.spawn(worker))
            .collect();
        let results = workers.into_iter().map(thread::ScopedJoinHandle::join);
        results
            .flat_map(|result| result.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, output)| output).collect()
}
