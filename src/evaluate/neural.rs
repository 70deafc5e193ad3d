//! Small neural models (MiniLM-class BERT) from a folder on this machine, run in Rust.
//!
//! The folder is one of sentence-transformers: `config.json`, `vocab.txt` and `model.safetensors` with 32-bit numbers. Nothing is ever
//! downloaded.

mod cross_encoder;
mod dense;
mod encoder;
mod folder;
#[cfg(test)]
mod tests;
mod weights;
mod wordpiece;

pub use cross_encoder::CrossEncoder;
pub use dense::Dense;

/// Runs `work` on each input, on all processors; the results stand in the order of the inputs.
fn in_parallel<I: Sync, O: Send>(inputs: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let turn = || next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let worker = || {
        let mut done = Vec::new();
        while let Some((at, input)) = Some(turn()).and_then(|at| Some((at, inputs.get(at)?))) {
            done.push((at, work(input)));
        }
        done
    };
    let mut done: Vec<(usize, O)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.min(inputs.len()))
            .map(|_| scope.spawn(worker))
            .collect();
        let results = workers.into_iter().map(std::thread::ScopedJoinHandle::join);
        results
            .flat_map(|result| result.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, output)| output).collect()
}
