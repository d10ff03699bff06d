//! Counts heap allocations for `lienwatch bench`, in a process of its own: its allocator counts, the service's does not.

use lienwatch::bench::allocations;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;
use std::path::Path;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    let corpus = std::env::args_os().nth(1);
    let so_far = || {
        let stats = ALLOCATOR.stats();
        stats.allocations + stats.reallocations
    };
    match allocations::count(corpus.as_deref().map(Path::new), so_far) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lienwatch-allocations: {error:#}");
            ExitCode::FAILURE
        }
    }
}
