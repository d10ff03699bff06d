//! Stays of the past held against sites that became known later, or were drawn anew.
//!
//! The rules are those of visits as they happen (`detect::visit`): the centre of the stay inside the site and its margin with
//! a probability of 0.8, ten minutes or more; and what a stay at a second-pledge site says by its length, hour and what befell
//! the trackers. What a look back cannot know, how the car came there, is left out.

use crate::alert::{Evidence, Severity};
use crate::detect::{Stay, VisitParameters};
use crate::geo::{Site, SiteIndex, SiteKind};
use chrono::{DateTime, Timelike, Utc};
use chrono_tz::Tz;

/// Standard error of a stay's centre, metres: a fix has 10 m, and a stay has four or more.
const SIGMA_M: f64 = 5.0;
/// Dwell at which a visit says more, seconds.
const LONGER_S: i64 = 1800;
/// And more still.
const LONGEST_S: i64 = 7200;

/// The site that a stay was a visit to, of those that `counts` admits: second-pledge sites first, then the one it lies
/// deepest in. A stay in progress has lasted until `now`: a car whose trackers are gone says no word any more by which it
/// could be judged as it happens.
pub fn visited<'a>(
    stay: &Stay,
    sites: &'a SiteIndex,
    counts: impl Fn(&Site) -> bool,
    now: DateTime<Utc>,
    p: &VisitParameters,
) -> Option<&'a Site> {
    if (stay.leave.unwrap_or(now) - stay.arrive).num_seconds() < p.dwell_s {
        return None;
    }
    let inside = sites
        .near(stay.point, p.margin_m)
        .filter(|(site, d)| counts(site) && (p.margin_m - d) / SIGMA_M >= p.inside_sigmas);
    let rank = |(site, d): &(&Site, f64)| (site.kind != SiteKind::SecondPledge, *d);
    inside.min_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap_or(std::cmp::Ordering::Equal)).map(|(site, _)| site)
}

/// What is known about a visit that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances<'a> {
    /// From when.
    pub arrive: DateTime<Utc>,
    /// Until when; where it lasts, until now.
    pub leave: DateTime<Utc>,
    /// No visit of the vehicle to this site is known from before.
    pub first: bool,
    /// At its home or work, found or declared.
    pub own_place: bool,
    /// What befell its trackers within a day of the arrival.
    pub trouble: Option<&'a str>,
}

/// What a past visit to a second-pledge site says.
#[derive(Debug, Clone, PartialEq)]
pub struct PastVisit {
    /// How urgent.
    pub severity: Severity,
    /// 0..=1.
    pub score: f64,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Judges a visit to a second-pledge site that is over; `None` where it is worth no alert.
pub fn judge_past(c: &Circumstances<'_>, zone: Tz, p: &VisitParameters) -> Option<PastVisit> {
    let dwell = (c.leave - c.arrive).num_seconds();
    let late_hour = |t: DateTime<Utc>| !(7..19).contains(&t.with_timezone(&zone).hour());
    let night = late_hour(c.arrive) || late_hour(c.leave);
    let weight = match dwell {
        d if d >= LONGEST_S => 3.0,
        d if d >= LONGER_S => 2.0,
        _ => 1.0,
    };
    let mut evidence = vec![Evidence { feature: "dwell_s".into(), value: dwell.into(), weight }];
    let mut say = |feature: &str, holds: bool, weight: f64| {
        if holds {
            evidence.push(Evidence { feature: feature.into(), value: true.into(), weight });
        }
    };
    say("first_visit", c.first, 1.0);
    say("evening_or_night", night, 1.0);
    say("near_own_place", c.own_place, -4.0);
    say(c.trouble.unwrap_or("trouble"), c.trouble.is_some(), 4.0);
    let score: f64 = evidence.iter().map(|e| e.weight).sum();
    if score < 1.0 || c.own_place && c.trouble.is_none() {
        return None;
    }
    let lasting = dwell >= if night { LONGER_S } else { p.appraisal_s };
    let severity = match c.trouble {
        Some(_) => Severity::Critical,
        None if lasting && score >= p.high => Severity::High,
        None => Severity::Warn,
    };
    evidence.push(Evidence { feature: "found_by_look_back".into(), value: true.into(), weight: 0.0 });
    Some(PastVisit { severity, score: 1.0 / (1.0 + (-score).exp()), evidence })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{Point, Shape};
    use crate::ids::{LenderNo, SiteId, VehicleNo};
    use chrono::TimeDelta;
    use uuid::Uuid;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    fn stay(lat: f64, minutes: i64) -> Stay {
        let arrive = at("2026-09-01T02:00:00Z");
        let point = Point::from_degrees(lat, 121.4).expect("on the earth");
        Stay { vehicle: VehicleNo(1), arrive, leave: Some(arrive + TimeDelta::minutes(minutes)), point }
    }

    fn site(n: u128, kind: SiteKind, radius_m: f64) -> Site {
        let centre = Point::from_degrees(31.2, 121.4).expect("on the earth");
        Site { id: SiteId(Uuid::from_u128(n)), lender: LenderNo(1), kind, shape: Shape::Circle { centre, radius_m } }
    }

    #[test]
    fn a_stay_is_a_visit_where_its_centre_is_surely_inside_and_it_lasted() {
        let p = VisitParameters::default();
        let sites = SiteIndex::new(vec![site(1, SiteKind::Dealer, 50.0), site(2, SiteKind::SecondPledge, 200.0)]);
        let now = at("2026-09-01T02:30:00Z");
        let visited = |s: &Stay| visited(s, &sites, |_| true, now, &p).map(|site| site.id.0.as_u128());
        assert_eq!(visited(&stay(31.2, 15)), Some(2), "second pledge first");
        assert_eq!(visited(&stay(31.2, 9)), None, "too short");
        // 225 m north: within the margin of 30 m, yet hardly more inside than out.
        assert_eq!(visited(&stay(31.2 + 0.00204, 15)), None);
        assert_eq!(visited(&stay(31.2 + 0.0018, 15)), Some(2));
        assert_eq!(visited(&Stay { leave: None, ..stay(31.2, 15) }), Some(2), "still there, for half an hour");
        assert!(super::visited(&stay(31.2, 15), &sites, |s| s.lender == LenderNo(2), now, &p).is_none());
    }

    #[test]
    fn length_hour_and_trouble_make_it_urgent() {
        let p = VisitParameters::default();
        let visit = |from: &str, minutes: i64, first, own_place, trouble| {
            let arrive = at(from);
            let c = Circumstances { arrive, leave: arrive + TimeDelta::minutes(minutes), first, own_place, trouble };
            judge_past(&c, chrono_tz::Asia::Shanghai, &p).map(|v| v.severity)
        };
        let (noon, night) = ("2026-09-01T04:00:00Z", "2026-09-01T13:00:00Z");
        assert_eq!(visit(noon, 40, true, false, None), Some(Severity::Warn), "an appraisal");
        assert_eq!(visit(noon, 50, true, false, None), Some(Severity::High));
        assert_eq!(visit(night, 35, true, false, None), Some(Severity::High));
        assert_eq!(visit(noon, 50, false, false, None), Some(Severity::Warn), "it has been there before");
        assert_eq!(visit(night, 600, true, true, None), None, "its driver lives there");
        assert_eq!(visit(noon, 15, true, true, Some("power_cut")), Some(Severity::Critical), "as it happens, too");
        assert_eq!(visit(noon, 15, false, false, Some("removal")), Some(Severity::Critical));
    }
}
