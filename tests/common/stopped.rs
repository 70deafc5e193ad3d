//! Runs that a deadline or a cancel stops, and their delay.

use cpu_time::ProcessTime;
use sectile::Limits;
use std::thread;
use std::time::{Duration, Instant};

/// The interruption of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stop {
    Cancel,
    Deadline,
}

/// The number of runs of a measurement. Other processes use the machine, so the best time
/// is that of the run alone.
const TRIES: usize = 5;

/// Runs `run` under limits that stop it after `wait`, again if it ends more than `late`
/// after that, and returns the result that was least late, with its delay.
pub(crate) fn stopped<T>(
    late: Duration,
    stop: Stop,
    wait: Duration,
    run: impl Fn(&Limits) -> T,
) -> (T, Duration) {
    let mut best = stopped_once(stop, wait, &run);
    for _ in 1..TRIES {
        if best.1 <= late {
            break;
        }
        let next = stopped_once(stop, wait, &run);
        if next.1 < best.1 {
            best = next;
        }
    }
    best
}

/// Runs it once. The delay is the lesser of the elapsed time, in which other processes
/// work too, and of the processor time of this process, in which the values of earlier
/// runs may still be freed.
fn stopped_once<T>(stop: Stop, wait: Duration, run: impl Fn(&Limits) -> T) -> (T, Duration) {
    let mut limits = Limits::default();
    let until = Instant::now() + wait;
    limits.deadline = matches!(stop, Stop::Deadline).then_some(until);
    let cancel = limits.cancel.clone();
    let thread = thread::spawn(move || {
        thread::sleep(until.saturating_duration_since(Instant::now()));
        if matches!(stop, Stop::Cancel) {
            cancel.cancel();
        }
        (Instant::now(), ProcessTime::now())
    });
    let result = run(&limits);
    let (end, end_of_work) = (Instant::now(), ProcessTime::now());
    let (start, start_of_work) = thread.join().expect("it slept");
    let wall = end.saturating_duration_since(start);
    let work = end_of_work
        .as_duration()
        .saturating_sub(start_of_work.as_duration());
    (result, wall.min(work))
}
