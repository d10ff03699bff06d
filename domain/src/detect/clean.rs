//! Plausibility of one device's reports: duplicates, clocks, spikes. O(1) per report.

use super::clock::{Clock, ClockCorrection, JITTER_S, Timepiece};
use super::moment::Moment;
use super::parameters::CleanParameters;
use crate::geo::Point;
use crate::observation::{Flags, Observation};
use serde::{Deserialize, Serialize};

/// A fix that may enter geometry.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Fix {
    /// When, by the corrected device clock.
    pub t: Moment,
    /// When received.
    pub rx: Moment,
    /// Where.
    pub point: Point,
    /// Speed, km/h.
    pub speed_kph: Option<f64>,
    /// Ignition, as last known to the device.
    pub ignition: Option<bool>,
    /// Error, metres (1 sigma).
    pub sigma_m: f64,
    /// Where it heads, degrees clockwise from north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course_deg: Option<i16>,
}

/// Nobody stands at this speed, whatever the ignition: a tracker without its wire says "off" for ever, and a towed car is
/// under way, km/h.
pub(super) const PASSING_KPH: f64 = 20.0;

impl Fix {
    /// Not driving, as far as the report tells.
    pub(super) fn standing(&self, below_kph: f64) -> bool {
        let below = if self.ignition == Some(false) { below_kph.max(PASSING_KPH) } else { below_kph };
        self.speed_kph.is_none_or(|v| v < below)
    }

    /// Where it is so many seconds later (or earlier), as it goes; where it is, if that is not known. 300 m at most.
    pub(super) fn after_s(&self, seconds: f64) -> Point {
        let (Some(kph), Some(course)) = (self.speed_kph, self.course_deg) else { return self.point };
        let way = (kph / 3.6 * seconds).clamp(-300.0, 300.0);
        let (north, east) = (f64::from(course).to_radians().cos(), f64::from(course).to_radians().sin());
        self.point.moved_m(self.point.lat().to_radians().cos(), east * way, north * way)
    }
}

/// A report after cleaning.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Report {
    /// When it happened, corrected.
    pub t: Moment,
    /// When received.
    pub rx: Moment,
    /// Older than something already seen of this device.
    pub stale: bool,
    /// What the clock told.
    pub clock: Clock,
    /// Fixes released by this report, in order: the held one first.
    pub fixes: [Option<Fix>; 2],
}

/// How many keys the ring remembers.
const RING: usize = 32;

/// The memory of one device.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Clean {
    ring: Vec<u64>,
    at: usize,
    /// Newest plausible stated time.
    newest: Option<Moment>,
    last: Option<Fix>,
    held: Option<Fix>,
    cold: u8,
    #[serde(flatten)]
    clock: Timepiece,
}

impl Clean {
    /// Takes a report; `None` for a duplicate. `ignition` is the device's last known one, `wireless` says that long
    /// pauses between fixes are its habit.
    pub(super) fn take(
        &mut self,
        o: &Observation,
        ignition: Option<bool>,
        wireless: bool,
        parameters: &CleanParameters,
    ) -> Option<Report> {
        let key = key(o);
        if self.ring.contains(&key) {
            return None;
        }
        if self.ring.len() < RING {
            self.ring.push(key);
        } else {
            self.ring[self.at] = key;
            self.at = (self.at + 1) % RING;
        }
        let rx = Moment::of(o.received_at);
        let (t, clock) = self.correct(o, rx, parameters);
        let mut stale = false;
        if matches!(clock, Clock::Good | Clock::Learned(_)) {
            stale = self.newest.is_some_and(|n| t.plus_s(JITTER_S) < n);
            // A clock a few minutes ahead must not make what follows its correction look old.
            let seen = t.min(rx);
            self.newest = Some(self.newest.map_or(seen, |n| n.max(seen)));
        }
        // When a stored fix of a bad clock was taken, nobody knows; a live one was taken when it came.
        let placed = clock != Clock::Fault || o.realtime();
        let fixes = if placed { self.fixes(o, t, rx, ignition, wireless, parameters) } else { [None, None] };
        Some(Report { t, rx, stale, clock, fixes })
    }

    /// The last good fix.
    pub(super) fn last(&self) -> Option<&Fix> {
        self.last.as_ref()
    }

    fn correct(&mut self, o: &Observation, rx: Moment, parameters: &CleanParameters) -> (Moment, Clock) {
        if o.flags.has(Flags::NO_DEVICE_TIME) {
            return (rx, Clock::Silent);
        }
        let (t, clock) = self.clock.read(Moment::of(o.device_time), rx, o.realtime(), parameters);
        if let Clock::Learned(_) = clock {
            self.forget_order(rx);
        }
        (t, clock)
    }

    /// Takes what somebody has said of the device's clock, before the report that is received at `rx`.
    pub(super) fn tell(&mut self, told: &ClockCorrection, rx: Moment) {
        if self.clock.tell(told) {
            self.forget_order(rx);
        }
    }

    /// What was seen under the old clock says nothing about order under the new.
    fn forget_order(&mut self, rx: Moment) {
        self.newest = None;
        self.held = None;
        self.last = self.last.filter(|l| l.t <= rx);
    }

    /// The device's clock.
    pub(super) fn clock(&self) -> &Timepiece {
        &self.clock
    }

    fn fixes(
        &mut self,
        o: &Observation,
        t: Moment,
        rx: Moment,
        ignition: Option<bool>,
        wireless: bool,
        parameters: &CleanParameters,
    ) -> [Option<Fix>; 2] {
        let Some(point) = o.point.filter(|p| (p.lat_e7, p.lon_e7) != (0, 0)) else { return [None, None] };
        if !o.flags.has(Flags::VALID) || o.flags.has(Flags::COARSE) {
            return [None, None];
        }
        let ignition = o.flags.ignition().or(ignition);
        let mut fix = Fix {
            t,
            rx,
            point,
            speed_kph: o.speed_kph(),
            ignition,
            sigma_m: parameters.sigma_m,
            course_deg: o.course_deg,
        };
        let Some(last) = self.last else {
            self.last = Some(fix);
            return [Some(fix), None];
        };
        if t < last.t {
            // Out of order: worth what it says if it fits the newer fix; the caller sees the time.
            let fits = self.apart_m(&last, &fix) <= parameters.spike_mps * last.t.since(t).max(1.0);
            return [fits.then_some(fix), None];
        }
        if t.since(last.t) > parameters.cold_after_s as f64 && !wireless {
            self.cold = 3;
        }
        let cold = self.cold > 0;
        if cold {
            self.cold -= 1;
            fix.sigma_m = parameters.cold_sigma_m;
        }
        let few = o.satellites.is_some_and(|n| n < parameters.few_satellites);
        let from_last = self.apart_m(&last, &fix);
        let doubtful = from_last > parameters.spike_mps * t.since(last.t).max(1.0)
            || from_last > parameters.jump_m && (few || cold);
        // Stored fixes from before the held one say nothing about it yet.
        if let Some(held) = self.held.take_if(|held| t >= held.t) {
            let from_held = self.apart_m(&held, &fix);
            let reachable = from_held <= parameters.spike_mps * t.since(held.t).max(1.0);
            if from_held < from_last && reachable {
                self.last = Some(fix);
                return [Some(held), Some(fix)];
            }
        }
        if doubtful {
            self.held.get_or_insert(fix);
            return [None, None];
        }
        self.last = Some(fix);
        [Some(fix), None]
    }

    fn apart_m(&self, a: &Fix, b: &Fix) -> f64 {
        let (x, y) = a.point.plane_m(a.point.lat().to_radians().cos(), b.point);
        x.hypot(y)
    }
}

/// Time, kind and digest as one number. Times of a clock fault are the device's own: a resend states the same.
fn key(o: &Observation) -> u64 {
    let stated = if o.flags.has(Flags::NO_DEVICE_TIME) { o.received_at } else { o.device_time };
    let mut h = stated.timestamp_micros() as u64 ^ ((o.digest as u32 as u64) << 32) ^ (o.kind.stored() as u64) << 24;
    // SplitMix64's finaliser: spreads every bit, so that near times do not meet.
    h = (h ^ h >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ h >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ h >> 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::stream::Stream;

    fn take(clean: &mut Clean, o: &Observation) -> Option<Report> {
        clean.take(o, None, false, &CleanParameters::default())
    }

    fn given(report: Option<Report>) -> usize {
        report.expect("not a duplicate").fixes.iter().flatten().count()
    }

    #[test]
    fn drops_a_resend_but_not_another_record_of_the_second() {
        let (mut clean, s) = (Clean::default(), Stream::new());
        let a = s.at(0).fix(0.0, 0.0).speed(30.0).observation();
        assert!(take(&mut clean, &a).is_some());
        assert!(take(&mut clean, &a).is_none());
        let b = s.at(0).fix(0.0, 1.0).speed(30.0).observation();
        assert!(take(&mut clean, &b).is_some());
    }

    #[test]
    fn an_impossible_clock_keeps_the_report_and_not_its_time() {
        let (mut clean, s) = (Clean::default(), Stream::new());
        for stated in ["1970-01-01T00:00:00Z", "2036-02-07T06:28:16Z", "2070-01-01T00:00:00Z"] {
            let mut o = s.at(60).fix(0.0, 0.0).observation();
            o.device_time = stated.parse().expect("a time");
            let r = take(&mut clean, &o).expect("kept");
            assert_eq!((r.clock, r.t), (Clock::Fault, Moment::of(o.received_at)));
        }
        // The high-water mark has not moved: the next good report is not stale.
        assert!(!take(&mut clean, &s.at(90).fix(0.0, 0.0).observation()).expect("kept").stale);
    }

    #[test]
    fn a_stored_fix_of_an_impossible_clock_is_nowhere_and_a_live_one_is_where_it_came_from() {
        let s = Stream::new();
        for (draft, fixes) in [(s.at(0).fix(0.0, 0.0).buffered(), 0), (s.at(0).fix(0.0, 0.0), 1)] {
            let mut o = draft.observation();
            o.device_time = chrono::DateTime::UNIX_EPOCH;
            assert_eq!(given(take(&mut Clean::default(), &o)), fixes);
        }
    }

    #[test]
    fn a_clock_minutes_ahead_does_not_make_what_follows_look_old() {
        let (mut clean, s) = (Clean::default(), Stream::new());
        let ahead = s.at(590).fix(0.0, 0.0).received(0).observation();
        assert_eq!(take(&mut clean, &ahead).expect("kept").t, s.moment(590));
        assert!(!take(&mut clean, &s.at(30).fix(0.0, 0.0).observation()).expect("kept").stale);
    }

    #[test]
    fn a_corrected_clock_keeps_its_fixes_in_order() {
        let (mut clean, s) = (Clean::default(), Stream::new());
        for i in 0..60 {
            let mut o = s.at(i * 30).fix(0.0, i as f64).observation();
            o.device_time -= chrono::TimeDelta::hours(5);
            let r = take(&mut clean, &o).expect("kept");
            if i >= 19 {
                assert_eq!((r.t, r.stale, given(Some(r))), (Moment::of(o.received_at), false, 1), "report {i}");
            }
        }
        assert_eq!(clean.clock().offset_s(None), -5 * 3600);
    }

    #[test]
    fn a_spike_is_held_and_dropped_and_a_real_jump_is_confirmed() {
        let (mut clean, s) = (Clean::default(), Stream::new());
        assert_eq!(given(take(&mut clean, &s.at(0).fix(0.0, 0.0).observation())), 1);
        // 3 km in 30 s and back.
        assert_eq!(given(take(&mut clean, &s.at(30).fix(3000.0, 0.0).observation())), 0);
        assert_eq!(given(take(&mut clean, &s.at(60).fix(300.0, 0.0).observation())), 1);
        // Few satellites, 900 m, then it stays there.
        assert_eq!(given(take(&mut clean, &s.at(120).fix(1200.0, 0.0).satellites(4).observation())), 0);
        assert_eq!(given(take(&mut clean, &s.at(150).fix(1300.0, 0.0).satellites(9).observation())), 2);
    }

    #[test]
    fn who_drives_by_does_not_stand_though_the_ignition_is_said_to_be_off() {
        for (kph, on, stands) in [(32.0, false, false), (12.0, false, true), (12.0, true, false), (2.0, true, true)] {
            let fix = crate::detect::stream::fix(0, 0.0, 0.0, kph, on);
            assert_eq!(fix.standing(5.0), stands, "{kph} km/h, ignition {on}");
        }
    }

    #[test]
    fn invalid_and_coarse_fixes_never_enter_geometry() {
        let (mut clean, s) = (Clean::default(), Stream::new());
        assert_eq!(given(take(&mut clean, &s.at(0).fix(0.0, 0.0).invalid().observation())), 0);
        assert_eq!(given(take(&mut clean, &s.at(30).fix(0.0, 0.0).coarse().observation())), 0);
    }
}
