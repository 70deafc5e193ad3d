//! The result of a command.

use std::process::ExitCode;

/// The exit status of a command. An [`ExitCode`] cannot be read, but a caller that is not
/// the process itself needs the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status(u8);

impl Status {
    /// The command has done what it was asked for.
    pub const SUCCESS: Self = Self(0);
    /// Nothing could be read, or a check failed.
    pub const FAILURE: Self = Self(1);
    /// Options or paths are wrong, or the output cannot be written.
    pub const MISUSE: Self = Self(2);

    /// Returns the number that the process ends with.
    #[must_use]
    pub fn code(self) -> u8 {
        self.0
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.0)
    }
}
