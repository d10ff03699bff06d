//! What a device's clock is worth: at which time a report counts, and which constant error is learned and corrected.
//!
//! | clock | rule | why |
//! |---|---|---|
//! | within 90 days before and 10 minutes after receipt | counts as stated | late uploads are days old, quartz drifts seconds |
//! | 1970, 2000, 2036, 2070, anything else outside that | counts as received; never moves a high-water mark | an RTC that was never set; the end of the first NTP era (RFC 5905 §6); a year of two digits read into the wrong century |
//! | 1024 or 2048 weeks behind | learned after three live reports | the GPS week has ten bits (IS-GPS-200, 20.3.3.3.1.1) and rolled over on 1999-08-22 and 2019-04-07 |
//! | a whole quarter hour off, 30 minutes to 14 hours | learned after twenty live reports | local time sent as UTC: zones differ by quarter hours, from −12:00 to +14:00 (IANA tz database) |
//! | right again | counts as stated at once; the correction ends after as many reports | somebody set it |
//! | off by what somebody says | corrected from then on, until something else is learned or said | – |
//!
//! Only what is received live teaches: a stored record may be of any age. Learning takes minutes of receipt, so that an
//! upload of stored records that are not marked as such cannot pass for a constant error.

use super::moment::{DAY_S, Moment};
use super::parameters::CleanParameters;
use crate::ids::TrackerNo;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why a clock is corrected. The names are stored: never rename.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockReason {
    /// Local time, or the time of a wrong zone, sent as UTC.
    LocalTime,
    /// The receiver counts from a wrong GPS epoch: whole multiples of 1024 weeks behind.
    WeekRollover,
    /// The clock was found right again: the correction ends.
    SetRight,
    /// Somebody said so.
    Manual,
}

impl ClockReason {
    /// The reason of a name.
    pub fn from_name(name: &str) -> Option<ClockReason> {
        let all = [ClockReason::LocalTime, ClockReason::WeekRollover, ClockReason::SetRight, ClockReason::Manual];
        all.into_iter().find(|reason| reason.name() == name)
    }

    /// Its name in the store and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            ClockReason::LocalTime => "local_time",
            ClockReason::WeekRollover => "week_rollover",
            ClockReason::SetRight => "set_right",
            ClockReason::Manual => "manual",
        }
    }
}

/// A device's clock is off by a constant, from a receive time until the next correction of the same tracker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockCorrection {
    /// Which tracker.
    pub tracker: TrackerNo,
    /// Of records received from then on (inclusive).
    pub since: DateTime<Utc>,
    /// The device's time less the true one, seconds; positive where the device is ahead.
    pub offset_s: i64,
    /// Why.
    pub reason: ClockReason,
}

/// What a report's clock told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Clock {
    /// The report has no time of its own.
    Silent,
    /// Plausible, perhaps after correction.
    Good,
    /// Implausible: the receive time stands in.
    Fault,
    /// An offset was learned with this report.
    Learned(Learned),
}

/// A constant error of the clock, and since when it was seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Learned {
    pub offset_s: i64,
    pub since: Moment,
}

impl Learned {
    /// Why the clock is off by this.
    pub(super) fn reason(self) -> ClockReason {
        match self.offset_s {
            0 => ClockReason::SetRight,
            s if s <= -WEEKS_1024_S / 2 => ClockReason::WeekRollover,
            _ => ClockReason::LocalTime,
        }
    }
}

/// Live reports are late by less than this, seconds.
pub(super) const JITTER_S: i64 = 120;
/// The GPS week number has ten bits: 1024 weeks are 7168 days, seconds.
pub(super) const WEEKS_1024_S: i64 = 7168 * DAY_S;
/// Roll-overs between 1980 and the next (2038-11-21) that a receiver may have missed.
const MOST_ROLLOVERS: i64 = 2;
/// What one report takes back that does not suggest the candidate.
const HELD_UP: u32 = 3;
/// Zones differ by quarter hours, seconds.
const QUARTER_S: i64 = 900;
/// Below half an hour no zone explains an error, beyond fourteen hours none does, seconds.
const SMALLEST_ZONE_S: i64 = 1800;
const LARGEST_ZONE_S: i64 = 14 * 3600;

/// The constant error that a live report suggests whose stated time is `delta_s` after its receipt: 0 for a clock that
/// is right, `None` where no known cause makes such an error.
pub(super) fn suggested(delta_s: f64) -> Option<i64> {
    let rollovers = (-delta_s / WEEKS_1024_S as f64).round() as i64;
    if !(0..=MOST_ROLLOVERS).contains(&rollovers) {
        return None;
    }
    let rest = delta_s + (rollovers * WEEKS_1024_S) as f64;
    let quarter = (rest / QUARTER_S as f64).round() as i64 * QUARTER_S;
    let zone = if quarter.abs() < SMALLEST_ZONE_S { 0 } else { quarter };
    let explained = zone.abs() <= LARGEST_ZONE_S && (rest - zone as f64).abs() <= JITTER_S as f64;
    explained.then_some(zone - rollovers * WEEKS_1024_S)
}

/// The clock of one device.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Timepiece {
    /// The offset, learned or told, seconds.
    offset_s: i64,
    /// Since when the offset counts, by receipt; `None` while nothing was learned or told.
    changed: Option<Moment>,
    candidate_s: i64,
    agreeing: u32,
    /// When the first report that suggests the candidate was received.
    since: Option<Moment>,
    /// What the last live report stated less when it was received, where that is no time, microseconds.
    unexplained_us: Option<i64>,
}

impl Timepiece {
    /// The offset, learned or told, seconds: what the device states less what is. `told` is what somebody has said last.
    pub(super) fn offset_s(&self, told: Option<&ClockCorrection>) -> i64 {
        told.filter(|told| self.heeds(told)).map_or(self.offset_s, |told| told.offset_s)
    }

    /// Takes what somebody has said of the clock, if that is news; returns whether the offset is another one.
    pub(super) fn tell(&mut self, told: &ClockCorrection) -> bool {
        if !self.heeds(told) {
            return false;
        }
        self.changed = Some(Moment::of(told.since));
        self.agreeing = 0;
        std::mem::replace(&mut self.offset_s, told.offset_s) != told.offset_s
    }

    /// What was learned or told of a later time stands.
    fn heeds(&self, told: &ClockCorrection) -> bool {
        let since = Moment::of(told.since);
        self.changed.is_none_or(|changed| since > changed || (since == changed && told.offset_s != self.offset_s))
    }

    /// At which time a report counts that states `stated` and was received at `rx`, live or from memory.
    pub(super) fn read(&mut self, stated: Moment, rx: Moment, live: bool, p: &CleanParameters) -> (Moment, Clock) {
        let learned = if live { self.learn(stated, rx, p) } else { None };
        let near = |t: Moment| t.since(rx).abs() <= JITTER_S as f64;
        let plausible = |t: Moment| t >= rx.plus_s(-p.oldest_s) && t <= rx.plus_s(p.ahead_s);
        let corrected = stated.plus_s(-self.offset_s);
        // Somebody set the clock: its own time meets the receipt as only a right clock's does.
        let t = if live && near(stated) && !near(corrected) { stated } else { corrected };
        self.unexplained_us = (live && !plausible(t)).then(|| stated.micros().saturating_sub(rx.micros()));
        match (plausible(t), learned) {
            (false, _) => (rx, Clock::Fault),
            (true, Some(learned)) => (t, Clock::Learned(learned)),
            (true, None) => (t, Clock::Good),
        }
    }

    /// The constant error of a clock that nothing explains, as its last report showed it, seconds.
    pub(super) fn unexplained_s(&self) -> Option<f64> {
        self.unexplained_us.map(|us| us as f64 / 1e6)
    }

    fn learn(&mut self, stated: Moment, rx: Moment, p: &CleanParameters) -> Option<Learned> {
        let delta_s = stated.since(rx);
        // The offset explains it, also one that was told and has no cause that is known here.
        let explained = (delta_s - self.offset_s as f64).abs() <= JITTER_S as f64;
        let suggested = suggested(delta_s).filter(|_| !explained);
        if self.agreeing == 0 || suggested != Some(self.candidate_s) {
            // One report among many may have been held up.
            self.agreeing = self.agreeing.saturating_sub(HELD_UP);
            if self.agreeing > 0 {
                return None;
            }
            self.candidate_s = suggested?;
            self.since = Some(rx);
        }
        let since = *self.since.get_or_insert(rx);
        self.agreeing = self.agreeing.saturating_add(1);
        let needed = if self.candidate_s <= -WEEKS_1024_S / 2 { p.rollover_reports } else { p.offset_reports };
        if self.agreeing < needed || rx.since(since) < p.offset_lasts_s as f64 {
            return None;
        }
        self.offset_s = self.candidate_s;
        self.changed = Some(since);
        self.agreeing = 0;
        Some(Learned { offset_s: self.offset_s, since })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::stream::Stream;

    const HOUR: i64 = 3600;
    const WEEKS: i64 = WEEKS_1024_S;

    /// Reports received each `every` seconds from `from`, each stating `offset` more; what the clock told of each.
    fn live(clock: &mut Timepiece, from: i64, every: i64, n: i64, offset: i64) -> Vec<(i64, Clock)> {
        let s = Stream::new();
        (0..n)
            .map(|i| {
                let rx = from + i * every;
                // Up to four seconds on the way.
                let stated = s.moment(rx + offset - i % 5);
                let (t, told) = clock.read(stated, s.moment(rx), true, &CleanParameters::default());
                (s.second_of(t) - rx, told)
            })
            .collect()
    }

    fn learned(told: &[(i64, Clock)]) -> Vec<(usize, i64, ClockReason)> {
        let of = |(i, (_, clock)): (usize, &(i64, Clock))| match clock {
            Clock::Learned(l) => Some((i, l.offset_s, l.reason())),
            _ => None,
        };
        told.iter().enumerate().filter_map(of).collect()
    }

    #[test]
    fn known_causes_suggest_their_error_and_nothing_else_does() {
        let day = 86_400.0;
        for (delta, error) in [
            (0.0, Some(0)),
            (-119.0, Some(0)),
            (-121.0, None),
            (8.0 * 3600.0 - 30.0, Some(8 * HOUR)),
            (-5.0 * 3600.0 + 3.0, Some(-5 * HOUR)),
            (5.75 * 3600.0, Some(20_700)),
            (900.0, None),
            (1800.0, Some(1800)),
            (14.0 * 3600.0, Some(14 * HOUR)),
            (14.25 * 3600.0, None),
            (-14.25 * 3600.0, None),
            (-7168.0 * day, Some(-WEEKS)),
            (-14_336.0 * day - 60.0, Some(-2 * WEEKS)),
            (-7168.0 * day + 8.0 * 3600.0, Some(-WEEKS + 8 * HOUR)),
            (-7168.0 * day - 600.0, None),
            (7168.0 * day, None),
            (-3.0 * 7168.0 * day, None),
            (-7000.0 * day, None),
        ] {
            assert_eq!(suggested(delta), error, "{delta}");
        }
    }

    #[test]
    fn clocks_that_were_never_set_count_as_received() {
        let (mut clock, s) = (Timepiece::default(), Stream::new());
        let years = ["1970-01-01T00:02:00Z", "2000-01-01T08:00:00Z", "2036-02-07T06:28:16Z", "2070-01-01T00:00:00Z"];
        for stated in years.iter().map(|t| Moment::of(t.parse().expect("a time"))) {
            let told = clock.read(stated, s.moment(60), true, &CleanParameters::default());
            assert_eq!(told, (s.moment(60), Clock::Fault));
        }
        assert_eq!(clock.offset_s(None), 0);
    }

    #[test]
    fn tomorrow_is_no_time_and_ten_minutes_are() {
        let s = Stream::new();
        for (ahead, told) in [(599, Clock::Good), (601, Clock::Fault), (86_400, Clock::Fault)] {
            let read = Timepiece::default().read(s.moment(ahead), s.moment(0), true, &CleanParameters::default());
            assert_eq!(read.1, told, "{ahead} s ahead");
        }
        for (behind, told) in [(90 * DAY_S, Clock::Good), (90 * DAY_S + 1, Clock::Fault)] {
            let read = Timepiece::default().read(s.moment(-behind), s.moment(0), false, &CleanParameters::default());
            assert_eq!(read.1, told, "{behind} s behind");
        }
    }

    #[test]
    fn local_time_is_learned_once_and_corrected_from_then_on() {
        for hours in [8, -5, 14] {
            let mut clock = Timepiece::default();
            let told = live(&mut clock, 0, 30, 60, hours * HOUR);
            assert_eq!(learned(&told), [(19, hours * HOUR, ClockReason::LocalTime)]);
            assert!(told[19..].iter().all(|(late, _)| (-4..=0).contains(late)), "{hours} h: {told:?}");
        }
    }

    #[test]
    fn a_missed_week_rollover_is_learned_from_three_reports() {
        for (offset, reason) in
            [(-WEEKS, ClockReason::WeekRollover), (-2 * WEEKS + 8 * HOUR, ClockReason::WeekRollover)]
        {
            let mut clock = Timepiece::default();
            let told = live(&mut clock, 0, 300, 6, offset);
            assert_eq!(learned(&told), [(2, offset, reason)]);
            assert_eq!(told[0], (0, Clock::Fault));
        }
    }

    #[test]
    fn a_clock_that_is_set_right_counts_at_once_and_ends_the_correction() {
        let mut clock = Timepiece::default();
        live(&mut clock, 0, 30, 30, 8 * HOUR);
        let told = live(&mut clock, 1000, 30, 60, 0);
        assert!(told.iter().all(|(late, _)| (-4..=0).contains(late)), "{told:?}");
        assert_eq!(learned(&told).iter().map(|l| (l.1, l.2)).collect::<Vec<_>>(), [(0, ClockReason::SetRight)]);
        assert_eq!(clock.offset_s(None), 0);
    }

    #[test]
    fn an_upload_that_is_not_marked_as_stored_teaches_nothing() {
        // Ten seconds apart, ending six hours ago, five a second.
        let (mut clock, s) = (Timepiece::default(), Stream::new());
        for i in 0..400 {
            let (stated, rx) = (s.moment(-6 * HOUR - 4000 + i * 10), s.moment(i / 5));
            assert_eq!(clock.read(stated, rx, true, &CleanParameters::default()).1, Clock::Good);
        }
        assert_eq!(clock.offset_s(None), 0);
    }

    #[test]
    fn reports_that_were_held_up_do_not_undo_what_is_being_learned() {
        let (mut clock, s, p) = (Timepiece::default(), Stream::new(), CleanParameters::default());
        let mut offsets = Vec::new();
        for i in 0..60 {
            let late = if i % 10 == 9 { 400 } else { 0 };
            clock.read(s.moment(i * 30 + 8 * HOUR - late), s.moment(i * 30), true, &p);
            offsets.push(clock.offset_s(None));
        }
        assert_eq!(offsets.last(), Some(&(8 * HOUR)));
    }

    #[test]
    fn stored_records_are_corrected_and_teach_nothing() {
        let (mut clock, s, p) = (Timepiece::default(), Stream::new(), CleanParameters::default());
        live(&mut clock, 0, 30, 30, -5 * HOUR);
        let (t, told) = clock.read(s.moment(500 - 5 * HOUR), s.moment(2000), false, &p);
        assert_eq!((s.second_of(t), told), (500, Clock::Good));
        for i in 0..60 {
            clock.read(s.moment(i), s.moment(10_000 + i * 30), false, &p);
        }
        assert_eq!(clock.offset_s(None), -5 * HOUR);
    }

    fn said(since: i64, offset_s: i64) -> ClockCorrection {
        let since = Stream::new().time(since);
        ClockCorrection { tracker: TrackerNo(1), since, offset_s, reason: ClockReason::Manual }
    }

    #[test]
    fn what_somebody_says_counts_until_something_later_is_said_or_learned() {
        let mut clock = Timepiece::default();
        // Two days ahead: nothing is learned of it.
        assert!(live(&mut clock, 0, 30, 60, 2 * DAY_S).iter().all(|(_, told)| *told == Clock::Fault));
        assert_eq!(clock.offset_s(Some(&said(1800, 2 * DAY_S))), 2 * DAY_S);
        assert!(clock.tell(&said(1800, 2 * DAY_S)));
        assert!(!clock.tell(&said(1800, 2 * DAY_S)) && !clock.tell(&said(900, 7)), "no news");
        let told = live(&mut clock, 1800, 30, 60, 2 * DAY_S);
        assert!(told.iter().all(|(late, told)| (-4..=0).contains(late) && *told == Clock::Good), "{told:?}");
        // Put right in the place of the first.
        assert!(clock.tell(&said(1800, 420)));
        assert!(live(&mut clock, 3600, 30, 60, 420).iter().all(|(late, _)| (-4..=0).contains(late)));
        // Somebody sets the clock: what was said before is history.
        assert_eq!(learned(&live(&mut clock, 5400, 30, 60, 0)), [(19, 0, ClockReason::SetRight)]);
        assert!(!clock.tell(&said(1800, 420)));
        assert_eq!(clock.offset_s(Some(&said(1800, 420))), 0);
        assert!(clock.tell(&said(8000, 60)));
        assert!(learned(&live(&mut clock, 8000, 30, 60, 60)).is_empty(), "a minute stands");
    }
}
