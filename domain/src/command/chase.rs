//! The chase: a vehicle's trackers at their fastest reporting for a bounded time, without emptying their batteries, and
//! then back to what they were.

use crate::actor::Actor;
use crate::ids::{ChaseId, TrackerId, VehicleId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_protocols::{Command, Protocol, WorkingMode};
use serde::{Deserialize, Serialize};

/// How long a chase may be, minutes.
pub const MINUTES: std::ops::RangeInclusive<u32> = 5..=240;

wire_names! {
    /// Why a chase, or a tracker's part in it, ended.
    ChaseEnd {
        /// Its time is over.
        Over = "over",
        /// Somebody ended it.
        Stopped = "stopped",
        /// The battery fell below the floor.
        Battery = "battery",
    }
}

/// A tracker of the vehicle, as the register and its last word have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub tracker: TrackerId,
    /// What it speaks.
    pub protocol: Protocol,
    /// It lives on its battery.
    pub wireless: bool,
    /// Seconds between its wake-ups, where it sleeps.
    pub wake_interval_s: Option<u32>,
    /// Battery, percent, as last heard.
    pub battery_pct: Option<u8>,
    /// Its configured reporting interval, seconds, where it is known.
    pub report_interval_s: Option<u32>,
}

/// The fastest reporting that we ask of a tracker, seconds. The protocols carry less (GT06 `TIMER` 5 s, JT/T 808
/// parameter 0x0029 1 s, Teltonika 10050 1 s); a wired device at 10 s and a wireless one at 60 s is what follows a car
/// without filling its memory or emptying its battery.
pub fn fastest_s(protocol: Protocol, wireless: bool) -> u32 {
    match (protocol, wireless) {
        (_, true) => 60,
        (_, false) => 10,
    }
}

/// What became of a tracker in a chase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Part {
    /// It was asked to report fast.
    Chasing,
    /// It was left alone: its battery is below the floor.
    Skipped {
        /// Battery, percent.
        battery_pct: u8,
    },
    /// It was asked to go back.
    Restored {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        why: ChaseEnd,
    },
}

/// A tracker in a chase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chased {
    /// Which.
    pub tracker: TrackerId,
    /// It lives on its battery.
    pub wireless: bool,
    /// Seconds between its wake-ups, where it sleeps.
    pub wake_interval_s: Option<u32>,
    /// Reporting interval while chased, seconds.
    pub fast_s: u32,
    /// Reporting interval to go back to, seconds.
    pub former_s: u32,
    /// The former interval is the lender's default, because none was known of this tracker.
    pub former_assumed: bool,
    /// What became of it.
    #[serde(flatten)]
    pub part: Part,
}

impl Chased {
    /// What makes it fast, in order.
    pub fn faster(&self) -> Vec<Command> {
        let awake = self.wake_interval_s.map(|_| Command::WorkingMode { mode: WorkingMode::Continuous });
        awake.into_iter().chain([Command::ReportEvery { seconds: self.fast_s }]).collect()
    }

    /// What brings it back, in order.
    pub fn back(&self) -> Vec<Command> {
        let asleep = self.wake_interval_s.map(|every| Command::WorkingMode {
            mode: WorkingMode::Wake { every_minutes: (every / 60).clamp(5, 10_080) },
        });
        [Command::ReportEvery { seconds: self.former_s }].into_iter().chain(asleep).collect()
    }
}

/// A chase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chase {
    /// Its id.
    pub id: ChaseId,
    /// Of which vehicle.
    pub vehicle: VehicleId,
    /// Who started it.
    pub by: Actor,
    /// Why.
    pub reason: Reason,
    /// Since when.
    pub started_at: DateTime<Utc>,
    /// Until when at most.
    pub ends_at: DateTime<Utc>,
    /// The vehicle's trackers.
    pub trackers: Vec<Chased>,
    /// When and why it ended.
    pub ended: Option<(DateTime<Utc>, ChaseEnd)>,
    /// Counts changes, from 1; the store compares and sets it.
    pub version: u64,
}

/// Starts a chase: version 1, each tracker either chasing or skipped. `floor_pct`: below this charge a wireless tracker
/// is left alone (one whose charge is not known is not). `default_s`: the interval to go back to where none is known.
///
/// # Errors
/// No tracker can be chased with.
#[allow(clippy::too_many_arguments)] // each is one fact of the request
pub fn start(
    id: ChaseId,
    vehicle: VehicleId,
    by: Actor,
    reason: Reason,
    minutes: u32,
    candidates: &[Candidate],
    (floor_pct, default_s): (u8, u32),
    now: DateTime<Utc>,
) -> Result<Chase, Refusal> {
    let chased = |c: &Candidate| Chased {
        tracker: c.tracker,
        wireless: c.wireless,
        wake_interval_s: c.wake_interval_s,
        fast_s: fastest_s(c.protocol, c.wireless),
        former_s: c.report_interval_s.unwrap_or(default_s),
        former_assumed: c.report_interval_s.is_none(),
        part: match c.battery_pct {
            Some(battery_pct) if c.wireless && battery_pct < floor_pct => Part::Skipped { battery_pct },
            _ => Part::Chasing,
        },
    };
    let trackers: Vec<Chased> = candidates.iter().map(chased).collect();
    if !trackers.iter().any(|t| t.part == Part::Chasing) {
        let message = if trackers.is_empty() {
            "no tracker is installed in the vehicle".to_owned()
        } else {
            format!("every tracker of the vehicle is wireless and below {floor_pct} percent")
        };
        return Err(Refusal::new("nothing_to_chase_with", message, "install a tracker, or charge one"));
    }
    let ends_at = now + TimeDelta::minutes(i64::from(minutes));
    Ok(Chase { id, vehicle, by, reason, started_at: now, ends_at, trackers, ended: None, version: 1 })
}

/// Somebody ends it. Answers the trackers to bring back.
pub fn stop(chase: &mut Chase, now: DateTime<Utc>) -> Vec<Chased> {
    end(chase, ChaseEnd::Stopped, now)
}

/// What time and batteries do to a chase. Answers the trackers to bring back; none, and nothing has changed.
pub fn tick(
    chase: &mut Chase,
    battery_pct: impl Fn(TrackerId) -> Option<u8>,
    floor_pct: u8,
    now: DateTime<Utc>,
) -> Vec<Chased> {
    if chase.ended.is_some() {
        return Vec::new();
    }
    if now >= chase.ends_at {
        return end(chase, ChaseEnd::Over, now);
    }
    let low =
        |t: &Chased| t.part == Part::Chasing && t.wireless && battery_pct(t.tracker).is_some_and(|pct| pct < floor_pct);
    let mut back = Vec::new();
    for tracker in chase.trackers.iter_mut().filter(|t| low(t)) {
        tracker.part = Part::Restored { at: now, why: ChaseEnd::Battery };
        back.push(tracker.clone());
    }
    if !back.is_empty() {
        chase.version += 1;
        if !chase.trackers.iter().any(|t| t.part == Part::Chasing) {
            chase.ended = Some((now, ChaseEnd::Battery));
        }
    }
    back
}

fn end(chase: &mut Chase, why: ChaseEnd, now: DateTime<Utc>) -> Vec<Chased> {
    if chase.ended.is_some() {
        return Vec::new();
    }
    chase.ended = Some((now, why));
    chase.version += 1;
    let mut back = Vec::new();
    for tracker in chase.trackers.iter_mut().filter(|t| t.part == Part::Chasing) {
        tracker.part = Part::Restored { at: now, why };
        back.push(tracker.clone());
    }
    back
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::UserId;
    use uuid::Uuid;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).expect("in range")
    }

    fn tracker(n: u128, wireless: bool, battery_pct: Option<u8>) -> Candidate {
        Candidate {
            tracker: TrackerId(Uuid::from_u128(n)),
            protocol: Protocol::Gt06,
            wireless,
            wake_interval_s: wireless.then_some(86_400),
            battery_pct,
            report_interval_s: (n == 1).then_some(30),
        }
    }

    fn begin(candidates: &[Candidate]) -> Result<Chase, Refusal> {
        let id = |n| Uuid::from_u128(n);
        let reason = Reason::new("the contractor is near").expect("a reason");
        let by = Actor::User(UserId(id(9)));
        start(ChaseId(id(7)), VehicleId(id(8)), by, reason, 30, candidates, (30, 60), now())
    }

    #[test]
    fn each_tracker_gets_its_fastest_and_keeps_what_to_go_back_to() {
        let chase = begin(&[tracker(1, false, None), tracker(2, true, Some(80))]).expect("starts");
        let [wired, wireless] = chase.trackers.as_slice() else { panic!("two") };
        assert_eq!((wired.fast_s, wired.former_s, wired.former_assumed), (10, 30, false));
        assert_eq!((wireless.fast_s, wireless.former_s, wireless.former_assumed), (60, 60, true));
        assert_eq!(wired.faster(), [Command::ReportEvery { seconds: 10 }]);
        let mode = |mode| Command::WorkingMode { mode };
        assert_eq!(wireless.faster(), [mode(WorkingMode::Continuous), Command::ReportEvery { seconds: 60 }]);
        let asleep = mode(WorkingMode::Wake { every_minutes: 1440 });
        assert_eq!(wireless.back(), [Command::ReportEvery { seconds: 60 }, asleep]);
    }

    #[test]
    fn a_low_battery_is_left_alone_or_ends_its_part() {
        let chase = begin(&[tracker(1, false, Some(1)), tracker(2, true, Some(29)), tracker(3, true, Some(30))]);
        let mut chase = chase.expect("starts");
        let parts: Vec<&Part> = chase.trackers.iter().map(|t| &t.part).collect();
        assert_eq!(parts, [&Part::Chasing, &Part::Skipped { battery_pct: 29 }, &Part::Chasing]);
        assert_eq!(tick(&mut chase, |_| Some(30), 30, now()), []);
        assert_eq!(chase.version, 1);
        let back = tick(&mut chase, |_| Some(29), 30, now());
        assert_eq!(back.iter().map(|t| t.tracker.0.as_u128()).collect::<Vec<_>>(), [3], "a wired one lives on the car");
        assert_eq!((chase.ended, chase.version), (None, 2));
        assert_eq!(begin(&[tracker(2, true, Some(3))]).expect_err("none is left").rule, "nothing_to_chase_with");
        assert_eq!(begin(&[]).expect_err("none is there").rule, "nothing_to_chase_with");
        assert!(begin(&[tracker(2, true, None)]).is_ok(), "an unknown charge is tried");
    }

    #[test]
    fn the_last_battery_ends_the_chase() {
        let mut chase = begin(&[tracker(2, true, None)]).expect("starts");
        assert_eq!(tick(&mut chase, |_| Some(12), 30, now()).len(), 1);
        assert_eq!(chase.ended, Some((now(), ChaseEnd::Battery)));
        assert_eq!(tick(&mut chase, |_| Some(12), 30, now() + TimeDelta::days(1)), []);
    }

    #[test]
    fn it_ends_at_its_time_and_only_once() {
        let mut chase = begin(&[tracker(1, false, None), tracker(2, true, Some(3))]).expect("starts");
        assert_eq!(tick(&mut chase, |_| None, 30, now() + TimeDelta::seconds(1799)), []);
        let end = now() + TimeDelta::minutes(30);
        assert_eq!(tick(&mut chase, |_| None, 30, end).len(), 1, "the skipped one has nothing to go back from");
        assert_eq!(chase.ended, Some((end, ChaseEnd::Over)));
        assert_eq!((stop(&mut chase, end), chase.version), (vec![], 2));
    }
}
