//! Runs a campaign: executions on a small stack, each of them measured.

use crate::mutation::mutate;
use crate::numbers::Numbers;
use cpu_time::ThreadTime;
use std::path::PathBuf;
use std::str::FromStr;
use std::thread;
use std::time::Duration;

/// The stack of an execution in bytes: as small as that of a thread in a busy server.
const STACK: usize = 256 << 10;

/// The number of executions in `cargo test`.
const SHORT: u64 = 60;

/// The maximum CPU time for each MB of input, four times as much without optimization.
const PER_MB: Duration = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 2 });

/// The CPU time that is allowed in addition, because a small document may decode a large
/// stream.
const BASE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1000 } else { 250 });

/// Inputs below this many bytes have no meaningful time per byte.
const RATED_BYTES: usize = 8 << 10;

/// The number of executions of a long campaign between two reports.
const REPORTED: u64 = 1000;

/// The largest costs of the executions of a campaign.
#[derive(Default)]
struct Cost {
    /// CPU time per byte in nanoseconds, and the execution that took it.
    slowest: (f64, u64),
    /// Bytes allocated at a time per byte of input, and the execution.
    largest: (f64, u64),
    /// Bytes allocated at a time, and the execution.
    peak: (u64, u64),
}

/// Runs `target` on mutated copies of `seeds`.
pub(crate) fn campaign(name: &'static str, seeds: &[Vec<u8>], target: fn(&[u8])) {
    let executions = variable("SECTILE_EXECUTIONS");
    let is_long = executions.is_some();
    let executions = executions.unwrap_or(SHORT);
    let seed = variable("SECTILE_SEED").unwrap_or(1);
    let from = variable("SECTILE_FROM").unwrap_or(0);
    let mut sizes: Vec<usize> = seeds.iter().map(Vec::len).collect();
    sizes.sort_unstable();
    println!(
        "{name}: seed {seed}, executions {from} to {executions}, {} documents of {} bytes in the median",
        seeds.len(),
        sizes[sizes.len() / 2]
    );
    let seeds = seeds.to_vec();
    let run = move || {
        let mut cost = Cost::default();
        for execution in from..executions {
            let mut numbers = Numbers::of(seed, execution);
            let document = &seeds[numbers.below(seeds.len())];
            let other = &seeds[numbers.below(seeds.len())];
            let input = mutate(document, other, &mut numbers);
            if is_long {
                keep(name, &input);
            }
            cost.add(name, seed, execution, &input, target);
            if is_long && (execution + 1) % REPORTED == 0 {
                println!(
                    "{name}: seed {seed}, {} done, {}",
                    execution + 1,
                    cost.text()
                );
            }
        }
        println!("{name}: seed {seed}, all done, {}", cost.text());
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(run);
    let ended = thread.expect("a thread can be started").join();
    assert!(
        ended.is_ok(),
        "{name}: seed {seed} failed; the message is above"
    );
}

impl Cost {
    fn add(&mut self, name: &str, seed: u64, execution: u64, input: &[u8], target: fn(&[u8])) {
        let start = ThreadTime::now();
        // A panic message alone does not name the input.
        let mut panic = None;
        let memory = allocation_counter::measure(|| {
            panic = std::panic::catch_unwind(|| target(input)).err();
        });
        let time = start.elapsed();
        if let Some(panic) = panic {
            eprintln!("{name}: seed {seed}, execution {execution} panicked");
            std::panic::resume_unwind(panic);
        }
        let bytes = u32::try_from(input.len()).expect("inputs are small");
        let most = BASE + PER_MB.mul_f64(f64::from(bytes) / f64::from(1 << 20));
        assert!(
            time < most,
            "{name}: seed {seed}, execution {execution} took {time:?}"
        );
        self.peak = self.peak.max((memory.bytes_max, execution));
        if input.len() >= RATED_BYTES {
            #[allow(clippy::cast_precision_loss)] // figures for people
            let (bytes, max) = (f64::from(bytes), memory.bytes_max as f64);
            let nanoseconds = time.as_secs_f64() * 1e9 / bytes;
            if nanoseconds > self.slowest.0 {
                self.slowest = (nanoseconds, execution);
            }
            if max / bytes > self.largest.0 {
                self.largest = (max / bytes, execution);
            }
        }
    }

    fn text(&self) -> String {
        format!(
            "at most {:.0} ns a byte (execution {}), {:.0} bytes of memory a byte ({}), {:.1} MB ({})",
            self.slowest.0,
            self.slowest.1,
            self.largest.0,
            self.largest.1,
            f64::from(u32::try_from(self.peak.0 >> 10).unwrap_or(u32::MAX)) / 1024.0,
            self.peak.1
        )
    }
}

/// Saves the next input, because it may abort the process.
fn keep(name: &str, input: &[u8]) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("campaign");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    std::fs::write(folder.join(name), input).expect("a file can be written");
}

fn variable<T: FromStr>(name: &str) -> Option<T> {
    let value = std::env::var(name).ok()?;
    let number = value.parse().ok();
    Some(number.unwrap_or_else(|| panic!("{name} is {value:?}, but must be a number")))
}
