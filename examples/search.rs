//! The command `sectile search`; the crate `sectile-cli` in the folder `cli` has its
//! code.

use std::process::ExitCode;

fn main() -> ExitCode {
    sectile_cli::search::main()
}
