//! How fast frames become messages, on one core.
//!
//! The processor's time is taken, not the clock's: what else the machine does then hardly shows. Frames are
//! heard again and again on the connections of their devices; the outputs go into a list that is used again.

use super::frames::Frames;
use bytes::BytesMut;
use lienwatch_protocols::Output;
use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// One round's figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Frames a second.
    pub packets_per_s: f64,
    /// Located messages a second.
    pub positions_per_s: f64,
}

/// Measures for at least `atleast` of processor time.
pub fn measure(frames: &mut Frames, atleast: Duration) -> Sample {
    let (mut input, mut outputs) = (BytesMut::with_capacity(64 * 1024), Vec::new());
    let located = |o: &&Output| matches!(o, Output::Message(m) if m.fix.is_some());
    let mut positions = 0;
    frames.hear(&mut input, &mut outputs, |heard| positions += heard.iter().filter(located).count());
    let begun = processor_time();
    let (mut passes, mut elapsed) = (0u32, Duration::ZERO);
    while elapsed < atleast {
        // The clock is asked seldom enough not to be what is measured. What is decoded is looked at, so that the work
        // cannot be left out.
        for _ in 0..16 {
            frames.hear(&mut input, &mut outputs, |heard| _ = std::hint::black_box(heard));
        }
        passes += 16;
        elapsed = processor_time() - begun;
    }
    let passes_per_s = f64::from(passes) / elapsed.as_secs_f64();
    Sample { packets_per_s: passes_per_s * frames.count() as f64, positions_per_s: passes_per_s * positions as f64 }
}

/// Of this thread.
fn processor_time() -> Duration {
    let t = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(t.tv_sec.unsigned_abs(), u32::try_from(t.tv_nsec).unwrap_or(0))
}
