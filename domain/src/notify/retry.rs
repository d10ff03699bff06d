//! When a failed delivery is tried again.

use crate::refusal::Refusal;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Chance as an argument: by how much a wait is stretched, so that what failed together does not come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jitter(u16);

impl Jitter {
    /// None: the wait as it is written.
    pub const NONE: Jitter = Jitter(0);

    /// Of uniformly random bits: 0 to 20 percent in thousandths.
    pub fn of(random: u32) -> Jitter {
        Jitter((random % 201) as u16)
    }

    fn stretched(self, wait: TimeDelta) -> TimeDelta {
        wait + TimeDelta::milliseconds(wait.num_milliseconds().saturating_mul(self.0.into()) / 1000)
    }
}

/// The waits after the first, second, ... failure, seconds; after the last one the delivery is dead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u32>", into = "Vec<u32>")]
pub struct RetrySchedule(Vec<u32>);

impl RetrySchedule {
    /// Longest wait, seconds: a day.
    pub const LONGEST_S: u32 = 86_400;

    /// Checks.
    ///
    /// # Errors
    /// `retry_schedule`: more than 20 waits, or one beyond a day.
    pub fn new(waits_s: Vec<u32>) -> Result<RetrySchedule, Refusal> {
        if waits_s.len() > 20 || waits_s.iter().any(|w| *w > Self::LONGEST_S) {
            return Err(Refusal::new("retry_schedule", "that is no schedule", "at most 20 waits of at most 86400 s"));
        }
        Ok(RetrySchedule(waits_s))
    }

    /// Attempts that it allows.
    pub fn attempts(&self) -> u32 {
        self.0.len() as u32 + 1
    }

    /// The wait after so many failed attempts; none: there is no further one. `asked`: what the receiver wants waited
    /// at least (`Retry-After`), which is honoured up to a day.
    pub fn wait(&self, failed: u32, asked: Option<TimeDelta>, jitter: Jitter) -> Option<TimeDelta> {
        let wait = self.0.get(usize::try_from(failed.checked_sub(1)?).ok()?)?;
        let wait = jitter.stretched(TimeDelta::seconds((*wait).into()));
        let asked = asked.unwrap_or_default().min(TimeDelta::seconds(Self::LONGEST_S.into()));
        Some(wait.max(asked))
    }
}

/// 5 s, 30 s, 2 min, 10 min, 1 h, 6 h: seven attempts within about seven and a half hours.
impl Default for RetrySchedule {
    fn default() -> Self {
        RetrySchedule(vec![5, 30, 120, 600, 3600, 21_600])
    }
}

impl TryFrom<Vec<u32>> for RetrySchedule {
    type Error = Refusal;
    fn try_from(waits: Vec<u32>) -> Result<RetrySchedule, Refusal> {
        RetrySchedule::new(waits)
    }
}

impl From<RetrySchedule> for Vec<u32> {
    fn from(schedule: RetrySchedule) -> Vec<u32> {
        schedule.0
    }
}
