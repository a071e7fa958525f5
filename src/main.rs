//! Binary of the directory of employment initiatives.

use std::process::ExitCode;

use tikv_jemallocator::Jemalloc;

/// jemalloc: a background thread returns free pages to the system. glibc only returns the end of its heap, and kept
/// all that a burst of slow clients had taken.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    quartiers_emploi::cli::main()
}
