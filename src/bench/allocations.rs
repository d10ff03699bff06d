//! How many heap allocations a packet costs.
//!
//! Counting them takes the place of the program's allocator, and the service is not to pay for it. So a program of its
//! own counts, `lienwatch-allocations`, which is built beside this one and does nothing else.

use super::frames::{self, Frames};
use anyhow::Context;
use bytes::BytesMut;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Name of the program that counts.
const COUNTER: &str = "lienwatch-allocations";
/// Times each frame is heard before the counting, so that buffers have their size.
const WARM_UP: usize = 64;

/// What was counted for one protocol.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Allocations {
    /// By a plain position of our own encoder, its reply included.
    pub per_position: f64,
    /// By a packet of the frames that are decoded, which may be those of a corpus.
    pub per_packet: f64,
}

/// By name of protocol.
pub type Counted = BTreeMap<String, Allocations>;

/// Asks the counting program. `None`: it is not beside this one.
pub fn ask(corpus: Option<&Path>) -> anyhow::Result<Option<Counted>> {
    let program: PathBuf = std::env::current_exe()?.with_file_name(COUNTER);
    if !program.exists() {
        return Ok(None);
    }
    let output = Command::new(&program).args(corpus).output();
    let output = output.with_context(|| format!("failed to run {}", program.display()))?;
    let told = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{} failed: {told}", program.display());
    Ok(Some(serde_json::from_slice(&output.stdout)?))
}

/// The counting program: counts by `allocations`, which tells how many there are in some work, and prints what [`ask`]
/// reads.
pub fn count(corpus: Option<&Path>, allocations: impl Fn(&mut dyn FnMut()) -> u64) -> anyhow::Result<()> {
    let mut counted = Counted::new();
    for mut decoded in frames::all(corpus)? {
        let mut plain = frames::plain(decoded.protocol)?;
        let found = Allocations {
            per_position: per_frame(&mut plain, &allocations),
            per_packet: per_frame(&mut decoded, &allocations),
        };
        counted.insert(decoded.protocol.name().to_owned(), found);
    }
    println!("{}", serde_json::to_string(&counted)?);
    Ok(())
}

fn per_frame(frames: &mut Frames, allocations: &impl Fn(&mut dyn FnMut()) -> u64) -> f64 {
    let (mut input, mut outputs) = (BytesMut::with_capacity(64 * 1024), Vec::new());
    (0..WARM_UP).for_each(|_| frames.hear(&mut input, &mut outputs, |_| {}));
    let counted = allocations(&mut || frames.hear(&mut input, &mut outputs, |_| {}));
    counted as f64 / frames.count() as f64
}
