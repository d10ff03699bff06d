//! Counts heap allocations for `lienwatch bench`, in a process of its own: its allocator counts, the service's does not.

use lienwatch::bench::allocations;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let corpus = std::env::args_os().nth(1);
    // Its allocator is this program's by being linked.
    let counted = |work: &mut dyn FnMut()| allocation_counter::measure(work).count_total;
    match allocations::count(corpus.as_deref().map(Path::new), counted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lienwatch-allocations: {error:#}");
            ExitCode::FAILURE
        }
    }
}
