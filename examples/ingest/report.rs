//! What a run did, in one line.

use std::process::ExitCode;
use std::time::Duration;

#[derive(Default)]
pub(crate) struct Report {
    pub(crate) files: usize,
    pub(crate) sections: usize,
    pub(crate) chunks: usize,
    pub(crate) tokens: u64,
    pub(crate) bytes: u64,
    pub(crate) warnings: usize,
    pub(crate) failures: usize,
    pub(crate) skipped: usize,
    pub(crate) time: Duration,
}

impl Report {
    pub(crate) fn print(&self) {
        let seconds = self.time.as_secs_f64().max(1e-9);
        #[allow(clippy::cast_precision_loss)] // a rate for people
        let rate = self.bytes as f64 / 1e6 / seconds;
        eprintln!(
            "{}, {}, {}, {}, {rate:.1} MB/s, {}, {}, {} skipped",
            count(self.files as u64, "file"),
            count(self.sections as u64, "section"),
            count(self.chunks as u64, "chunk"),
            count(self.tokens, "token"),
            count(self.warnings as u64, "warning"),
            count(self.failures as u64, "failure"),
            self.skipped,
        );
    }

    pub(crate) fn exit_code(&self, strict: bool) -> ExitCode {
        if self.files == 0 || (strict && self.failures > 0) {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

fn count(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
