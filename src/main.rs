//! The directory of employment initiatives.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Gives memory back to the system page by page. After a rush of slow clients the allocator of glibc kept all of it,
/// though none was in use: it only gives back what lies at the end of its heap.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    quartiers_emploi::cli::main()
}
