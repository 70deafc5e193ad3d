//! The temporary files that an interrupted run must remove.

use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::TempPath;

/// The paths of the files; dropping one removes the file. The holder of the lock may
/// rename a file (a commit), or remove all and end the process (a signal).
static UNFINISHED: Mutex<Vec<Option<TempPath>>> = Mutex::new(Vec::new());

/// The right to commit a temporary file; without a commit the file is removed.
pub(super) struct Ticket(usize);

fn files() -> MutexGuard<'static, Vec<Option<TempPath>>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn enter(path: TempPath) -> Ticket {
    let mut files = files();
    files.push(Some(path));
    Ticket(files.len() - 1)
}

impl Ticket {
    pub(super) fn persist(self, target: &Path) -> io::Result<()> {
        let mut files = files();
        match files[self.0].take() {
            Some(path) => path.persist(target).map_err(|failed| failed.error),
            // A signal has taken the path. It holds the lock until the process ends, so that
            // this is not reached.
            None => Ok(()),
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        files()[self.0] = None;
    }
}

/// Removes unfinished files when a signal ends the process, and keeps a file-size limit
/// from ending it: then the write fails and is reported.
#[cfg(unix)]
pub(crate) fn remove_when_interrupted() -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
    let mut signals = Signals::new([SIGINT, SIGQUIT, SIGTERM, SIGXCPU])?;
    if !is_ignored(SIGHUP) {
        signals.add_signal(SIGHUP)?;
    }
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let mut files = files();
            files.clear();
            let _ = emulate_default_handler(signal); // ends the process with the signal's status
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

/// Returns true if whoever started the process ignores the signal, as `nohup` does with
/// SIGHUP. A handler would undo that: the run would end with its terminal.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = (status.lines())
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

/// Without signals, the next run removes what an interrupted one left.
#[cfg(not(unix))]
pub(crate) fn remove_when_interrupted() -> io::Result<()> {
    Ok(())
}
