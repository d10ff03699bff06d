//! When a device may be expected to speak: learned gaps of a wired one, wakes of a wireless one.

use super::Role;
use super::moment::Moment;
use super::parameters::OfflineParameters;
use serde::{Deserialize, Serialize};

/// The last gaps in one state, with the percentile that matters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Gaps {
    ring: Vec<u32>,
    at: usize,
    unsorted: u8,
    /// 95th percentile, seconds.
    p95_s: u32,
    /// Median, seconds.
    p50_s: u32,
}

const RING: usize = 32;
/// The percentiles are taken anew after this many gaps (each, while there are few).
const RESORT: u8 = 8;
/// Pauses between heartbeats that are remembered.
const BEATS: usize = 9;
/// Usual heartbeat where nothing is learned yet, seconds.
const USUAL_S: u32 = 300;

impl Default for Gaps {
    fn default() -> Self {
        Gaps { ring: Vec::new(), at: 0, unsorted: 0, p95_s: USUAL_S, p50_s: USUAL_S }
    }
}

impl Gaps {
    fn add(&mut self, gap_s: f64) {
        let gap = gap_s.clamp(0.0, f64::from(u32::MAX)) as u32;
        if self.ring.len() < RING {
            self.ring.push(gap);
        } else {
            self.ring[self.at] = gap;
            self.at = (self.at + 1) % RING;
        }
        self.unsorted += 1;
        if self.unsorted >= RESORT || self.ring.len() < usize::from(RESORT) {
            self.unsorted = 0;
            let mut sorted = self.ring.clone();
            sorted.sort_unstable();
            self.p95_s = sorted[(sorted.len() * 95).div_ceil(100) - 1];
            self.p50_s = sorted[sorted.len() / 2];
        }
    }
}

/// The rhythm of one device.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Pulse {
    last: Option<Moment>,
    moving: bool,
    gaps_moving: Gaps,
    gaps_parked: Gaps,
    /// The last regular wake (wireless).
    anchor: Option<Moment>,
    wakes: u32,
    missed: u32,
    longest_run: u32,
    wake_gaps: Gaps,
    /// Missed wakes of the present silence that another cause may explain.
    explained: u32,
    /// How many checks of the present silence have been made.
    checks: u8,
    /// How much of the present silence is ours: nobody listened, or (wireless) nobody met its wakes. Seconds.
    #[serde(default)]
    deaf_s: i64,
    /// The last pauses between heartbeats, seconds.
    #[serde(default)]
    beats: Vec<u32>,
    #[serde(default)]
    last_beat: Option<Moment>,
}

/// How a device is fitted and set up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Setup {
    pub role: Role,
    pub wake_interval_s: Option<u32>,
    pub installed: Moment,
    /// From when on it is no longer in this vehicle.
    #[serde(default)]
    pub ended: Option<Moment>,
}

/// Silence is looked at this long after the deadline (wired), seconds.
const WIRED_CHECKS: [i64; 8] = [0, 300, 900, 3600, 4 * 3600, 8 * 3600, 86_400, 3 * 86_400];
/// Wakes of a wireless device whose absence is looked at.
const WIRELESS_CHECKS: [i64; 11] = [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/// The check at the offline deadline, between two wakes.
const DEADLINE_CHECK: usize = 2;

impl Pulse {
    /// Takes a contact; returns the silence before it, seconds, if it passed its deadline.
    pub(super) fn contact(&mut self, rx: Moment, moving: bool, setup: &Setup, p: &OfflineParameters) -> Option<f64> {
        let silence = self.last.and_then(|last| {
            let gap = rx.since(last) - self.deaf_s as f64;
            (gap >= self.deadline_s(setup, p)).then_some(gap)
        });
        if let Some(last) = self.last {
            let gap = rx.since(last).max(0.0);
            if setup.role == Role::Wireless {
                self.wake(rx, setup, p);
            } else if silence.is_none() && self.deaf_s == 0 {
                // Several messages of one packet say nothing about the rhythm.
                if gap >= 1.0 {
                    if self.moving { &mut self.gaps_moving } else { &mut self.gaps_parked }.add(gap);
                }
            }
        } else {
            self.anchor = Some(rx);
        }
        if setup.role != Role::Wireless || self.anchor == Some(rx) {
            self.deaf_s = 0;
        }
        self.last = Some(self.last.map_or(rx, |l| l.max(rx)));
        self.moving = moving;
        self.checks = 0;
        self.explained = 0;
        silence
    }

    fn wake(&mut self, rx: Moment, setup: &Setup, p: &OfflineParameters) {
        let anchor = *self.anchor.get_or_insert(rx);
        let (gap, wake) = (rx.since(anchor) - self.deaf_s as f64, self.wake_s(setup, p));
        // An alarm or a second message within a wake is not the next wake.
        if gap < 0.7 * wake && (setup.wake_interval_s.is_some() || gap < 1800.0) {
            return;
        }
        self.anchor = Some(rx);
        // Misses that something else explains teach nothing about the device.
        let missed = (((gap / wake).round() as i64 - 1).clamp(0, 1000) as u32).saturating_sub(self.explained);
        self.wakes = self.wakes.saturating_add(missed + 1);
        self.missed = self.missed.saturating_add(missed);
        self.longest_run = self.longest_run.max(missed);
        if self.deaf_s == 0 {
            self.wake_gaps.add(gap);
        }
    }

    /// Nobody listened from one moment until another: what fell into it is no silence of the device. A wired one is
    /// given as long again; a wireless one as many wakes as may have gone unheard.
    pub(super) fn deafen(&mut self, from: Moment, until: Moment, setup: &Setup, p: &OfflineParameters) {
        let Some(last) = self.last else { return };
        let from = from.max(last);
        if until <= from {
            return;
        }
        if setup.role != Role::Wireless {
            self.deaf_s += until.since(from).ceil() as i64;
            return;
        }
        let wake = self.wake_s(setup, p);
        let anchor = self.anchor.unwrap_or(last).plus_s(self.deaf_s);
        // The wakes due by a moment, counted from the last regular one; a wake may come late.
        let due_by = |t: Moment| (t.since(anchor) / wake).floor().max(0.0);
        let unheard = due_by(until) - due_by(from.plus_s(-p.wake_late_s));
        self.deaf_s += (unheard * wake) as i64;
    }

    /// How much of the present silence is ours, seconds.
    pub(super) fn deaf_s(&self) -> f64 {
        self.deaf_s as f64
    }

    /// The last contact.
    pub(super) fn last(&self) -> Option<Moment> {
        self.last
    }

    /// Under way at the last contact.
    pub(super) fn moving(&self) -> bool {
        self.moving
    }

    /// The usual longest pause of a wired device under way, seconds.
    pub(super) fn moving_s(&self) -> f64 {
        f64::from(self.gaps_moving.p95_s)
    }

    /// The usual longest pause of a parked wired device, seconds.
    pub(super) fn heartbeat_s(&self) -> f64 {
        f64::from(self.gaps_parked.p95_s.max(USUAL_S))
    }

    /// Takes a heartbeat.
    pub(super) fn beat(&mut self, rx: Moment) {
        let pause = self.last_beat.map_or(0.0, |last| rx.since(last));
        self.last_beat = Some(self.last_beat.map_or(rx, |last| last.max(rx)));
        // Several of one packet, or from a server's long absence, say nothing about the pace.
        if pause >= 1.0 {
            if self.beats.len() == BEATS {
                self.beats.remove(0);
            }
            self.beats.push(pause as u32);
        }
    }

    /// The usual pause between heartbeats, seconds; `None` while there are too few to tell.
    pub(super) fn pace_s(&self) -> Option<f64> {
        let mut sorted = self.beats.clone();
        sorted.sort_unstable();
        (sorted.len() > BEATS / 2).then(|| f64::from(sorted[sorted.len() / 2]))
    }

    /// Wake interval, seconds: as configured, but not shorter than it turns out to be.
    pub(super) fn wake_s(&self, setup: &Setup, p: &OfflineParameters) -> f64 {
        let learned = (self.wake_gaps.ring.len() >= 3).then_some(f64::from(self.wake_gaps.p50_s));
        let configured = setup.wake_interval_s.map(f64::from);
        let wake = match (configured, learned) {
            (Some(c), Some(l)) => c.max(l),
            (Some(s), None) | (None, Some(s)) => s,
            (None, None) => p.wake_default_s as f64,
        };
        wake.max(60.0)
    }

    /// How long after the last contact silence is news, seconds.
    pub(super) fn deadline_s(&self, setup: &Setup, p: &OfflineParameters) -> f64 {
        if setup.role == Role::Wireless {
            return self.wake_s(setup, p) * p.missed_wakes as f64 + p.wake_grace_s as f64;
        }
        let gaps = if self.moving { &self.gaps_moving } else { &self.gaps_parked };
        (p.gap_multiple * f64::from(gaps.p95_s)).max(p.wired_least_s as f64)
    }

    /// Wakes missed by `now`, all and of them those that another cause may explain.
    pub(super) fn missed_wakes(&self, now: Moment, setup: &Setup, p: &OfflineParameters) -> (i64, i64) {
        let (Some(anchor), Some(last)) = (self.anchor, self.last) else { return (0, 0) };
        let wake = self.wake_s(setup, p);
        let due = ((now.since(anchor) - (self.deaf_s + p.wake_late_s) as f64) / wake + 1e-9).floor();
        let met = (last.since(anchor) / wake).floor();
        let missed = (due - met).max(0.0) as i64;
        (missed, i64::from(self.explained).min(missed))
    }

    /// When the first wake of the present silence was due.
    pub(super) fn first_missed(&self, setup: &Setup, p: &OfflineParameters) -> Option<Moment> {
        self.anchor.map(|a| a.plus(self.wake_s(setup, p)).plus_s(self.deaf_s))
    }

    /// Learned chance of missing one wake, and the longest run of missed wakes that it came back from.
    pub(super) fn miss_chance(&self) -> (f64, u32) {
        ((f64::from(self.missed) + 0.5) / (f64::from(self.wakes) + 10.0), self.longest_run)
    }

    /// The present missed wake has another explanation.
    pub(super) fn explain(&mut self) {
        if usize::from(self.checks) != DEADLINE_CHECK {
            self.explained = self.explained.saturating_add(1);
        }
    }

    /// When the present silence is to be looked at next.
    pub(super) fn next_check(&self, setup: &Setup, p: &OfflineParameters) -> Option<Moment> {
        let last = self.last?.plus_s(self.deaf_s);
        let index = usize::from(self.checks);
        if setup.role != Role::Wireless {
            let deadline = self.deadline_s(setup, p);
            return WIRED_CHECKS.get(index).map(|&after| last.plus(deadline).plus_s(after));
        }
        let wakes = *WIRELESS_CHECKS.get(index)?;
        let at_deadline = index == DEADLINE_CHECK;
        let grace = if at_deadline { p.wake_grace_s.max(p.wake_late_s + 1) } else { p.wake_late_s };
        let anchor = self.anchor.map_or(last, |a| a.plus_s(self.deaf_s));
        let due = anchor.plus(self.wake_s(setup, p) * wakes as f64).plus_s(grace);
        // A deadline of two wakes counts from the last contact, as `deadline_s` does.
        Some(if at_deadline { due.max(last.plus(self.deadline_s(setup, p))) } else { due.max(last.plus_s(1)) })
    }

    /// The check was made.
    pub(super) fn checked(&mut self) {
        self.checks = self.checks.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::stream::Stream;

    fn setup(role: Role, wake: Option<u32>) -> Setup {
        Setup { role, wake_interval_s: wake, installed: Moment::default(), ended: None }
    }

    #[test]
    fn a_wired_deadline_follows_the_learned_gap() {
        let (mut pulse, s, p) = (Pulse::default(), Stream::new(), OfflineParameters::default());
        let wired = setup(Role::Wired, None);
        for i in 0..40 {
            pulse.contact(s.moment(i * 300), false, &wired, &p);
        }
        assert_eq!(pulse.deadline_s(&wired, &p), 900.0);
        for i in 1..60 {
            pulse.contact(s.moment(40 * 300 + i * 600), false, &wired, &p);
        }
        assert_eq!(pulse.deadline_s(&wired, &p), 1800.0);
    }

    #[test]
    fn our_own_silence_is_not_the_devices() {
        let (s, p) = (Stream::new(), OfflineParameters::default());
        let (wired, day) = (setup(Role::Wired, None), setup(Role::Wireless, Some(86_400)));
        let (mut a, mut b) = (Pulse::default(), Pulse::default());
        a.contact(s.moment(0), false, &wired, &p);
        b.contact(s.moment(0), false, &day, &p);
        let (due_a, due_b) = (a.next_check(&wired, &p).expect("due"), b.next_check(&day, &p).expect("due"));
        // No wake falls into this hour, and one into the next.
        a.deafen(s.moment(600), s.moment(4200), &wired, &p);
        b.deafen(s.moment(600), s.moment(4200), &day, &p);
        assert_eq!(a.next_check(&wired, &p), Some(due_a.plus_s(3600)));
        assert_eq!(b.next_check(&day, &p), Some(due_b));
        b.deafen(s.moment(86_000), s.moment(89_600), &day, &p);
        assert_eq!(b.next_check(&day, &p), Some(due_b.plus_s(86_400)));
        assert_eq!(b.missed_wakes(s.moment(90_000), &day, &p), (0, 0));
        // A contact ends it, and teaches nothing about the rhythm.
        a.contact(s.moment(4300), false, &wired, &p);
        assert_eq!(a.next_check(&wired, &p), Some(due_a.plus_s(4300)));
    }

    #[test]
    fn a_wireless_one_is_overdue_by_wakes_and_learns_what_it_misses() {
        let (mut pulse, s, p) = (Pulse::default(), Stream::new(), OfflineParameters::default());
        let day = setup(Role::Wireless, Some(86_400));
        for i in [0, 1, 2, 4, 5, 6] {
            pulse.contact(s.moment(i * 86_400), false, &day, &p);
            pulse.contact(s.moment(i * 86_400 + 15), false, &day, &p);
        }
        assert_eq!(pulse.miss_chance(), (1.5 / 16.0, 1));
        let last = 6 * 86_400 + 15;
        assert_eq!(pulse.missed_wakes(s.moment(last + 2 * 86_400 + 1200), &day, &p), (2, 0));
        assert_eq!(pulse.deadline_s(&day, &p), 2.0 * 86_400.0 + 7200.0);
        assert_eq!(pulse.next_check(&day, &p), Some(s.moment(7 * 86_400 + 600)));
    }
}
