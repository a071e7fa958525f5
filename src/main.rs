//! The directory of employment initiatives.

use std::process::ExitCode;

use tikv_jemallocator::Jemalloc;

/// Returns free pages to the system, by a thread of its own. The allocator of glibc only returns the end of its heap:
/// after a rush of slow clients it kept all that they had taken.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    quartiers_emploi::cli::main()
}
