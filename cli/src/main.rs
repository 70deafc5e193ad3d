//! The command `sectile`.

use std::process::ExitCode;

fn main() -> ExitCode {
    sectile_cli::command::run(std::env::args_os()).into()
}
