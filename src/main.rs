//! The directory of employment initiatives.

use std::process::ExitCode;

fn main() -> ExitCode {
    quartiers_emploi::cli::main()
}
