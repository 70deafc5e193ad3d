//! The command `sectile ingest`; the crate `sectile-cli` in the folder `cli` has its
//! code.

use std::process::ExitCode;

fn main() -> ExitCode {
    sectile_cli::ingest::main()
}
