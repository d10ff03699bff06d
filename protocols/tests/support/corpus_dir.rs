//! Where the packet corpus is: the one place that says so.

use std::path::{Path, PathBuf};

/// `$LIENWATCH_SHARED/corpus`, by default `../shared/corpus` next to the workspace; `None` if it is not there.
pub fn corpus_dir() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let shared = std::env::var_os("LIENWATCH_SHARED").map_or_else(|| workspace.join("../shared"), PathBuf::from);
    let corpus = shared.join("corpus");
    corpus.is_dir().then_some(corpus)
}
