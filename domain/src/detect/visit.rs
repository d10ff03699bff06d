//! Visits to known sites, and what a stay at a second-pledge site says.

use super::change::{Change, Visit};
use super::clean::{Fix, PASSING_KPH};
use super::episode::{Context, Draft, Episode, episode_key, fact, whole};
use super::moment::Moment;
use super::places::Places;
use crate::alert::{Alert, AlertType, Evidence, Severity};
use crate::geo::{Point, SiteKind};
use crate::ids::SiteId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A possible or certain visit in progress.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Candidate {
    site: SiteId,
    pledge: bool,
    arrive: Moment,
    last_in: Moment,
    last_rx: Moment,
    origin: Point,
    east: f64,
    north: f64,
    weight: f64,
    standing_since: Moment,
    standing_fixes: u32,
    ignition_off: bool,
    /// The device has no ignition wire: a standing fix is all there is.
    no_wire: bool,
    /// At arrival: near an own place, first time here, far from every habit.
    own_place: bool,
    first_ever: bool,
    far: bool,
    out: Option<(Moment, f64)>,
    ignition_on: Option<Moment>,
    told: bool,
    /// Dwell thresholds passed.
    stage: u8,
    late: bool,
}

/// Visits of one vehicle.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Visits {
    candidate: Option<Candidate>,
    episode: Episode,
    /// Sites visited before.
    seen: Vec<SiteId>,
}

const MOST_SEEN: usize = 32;
/// Standing for longer than any red light, seconds.
const LIGHT_S: f64 = 100.0;
/// Dwell at which the score can change, seconds; the first is the parameter.
const THRESHOLDS: [i64; 3] = [1800, 2700, 7200];

impl Visits {
    /// The next time a dwell threshold can be passed without a word from the vehicle.
    pub(super) fn due(&self, context_dwell_s: i64) -> Option<Moment> {
        let c = self.candidate.as_ref()?;
        if !c.stopped() || c.out.is_some() {
            return None;
        }
        let threshold = match c.stage {
            0 => context_dwell_s,
            n => *THRESHOLDS.get(usize::from(n) - 1)?,
        };
        // A second beyond, so that rounding cannot leave the threshold unpassed.
        Some(c.last_rx.plus((threshold as f64 - c.last_in.since(c.arrive)).max(0.0) + 1.0))
    }

    /// The ignition as a report without a fix tells it.
    pub(super) fn ignition(&mut self, on: bool, t: Moment) {
        if let Some(c) = &mut self.candidate {
            if on && c.ignition_off {
                c.ignition_on = Some(t);
            }
            c.ignition_off = !on;
        }
    }

    /// Takes a fix in time order; `parked` is the stay in progress: since when and where.
    pub(super) fn take(
        &mut self,
        fix: &Fix,
        parked: Option<(Moment, Point)>,
        places: &Places,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let p = &context.parameters.visit;
        let standing = fix.standing(p.standing_kph);
        if self.candidate.is_none() && !standing {
            return;
        }
        let within = |d: f64| d <= p.margin_m;
        // Second-pledge sites first, then the one that is deepest inside.
        let hit = context
            .sites
            .near(fix.point, p.margin_m + 100.0)
            .filter(|(s, _)| s.lender == context.profile.lender)
            .map(|(s, d)| (s.kind != SiteKind::SecondPledge, d, s))
            .filter(|h| within(h.1) || self.candidate.as_ref().is_some_and(|c| c.site == h.2.id))
            .min_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap_or(std::cmp::Ordering::Equal));
        if let Some(c) = &mut self.candidate {
            let inside = hit.is_some_and(|h| h.2.id == c.site && within(h.1));
            if inside {
                if !c.told && fix.speed_kph.is_some_and(|v| v >= PASSING_KPH) {
                    self.candidate = None;
                    return;
                }
                c.add(fix, standing);
                return;
            }
            if !self.leaving(fix, standing, context, out) {
                return;
            }
        }
        if let Some((other, _, site)) = hit
            && standing
        {
            let own_place =
                places.own_place_near(fix.point, p.own_place_m, context.profile, &context.parameters.places);
            let far = places
                .metres_from_habit(fix.point, context.profile, &context.parameters.places)
                .is_some_and(|m| m > p.far_m);
            // A site may become known while the car stands there: it came when it came.
            let since = parked.filter(|(_, at)| site.shape.signed_distance_m(*at) <= 0.0).map_or(fix.t, |(t, _)| t);
            let mut candidate = Candidate {
                site: site.id,
                pledge: !other,
                arrive: since,
                last_in: fix.t,
                last_rx: fix.rx,
                origin: fix.point,
                east: 0.0,
                north: 0.0,
                weight: 0.0,
                standing_since: fix.t,
                standing_fixes: 0,
                ignition_off: false,
                no_wire: fix.ignition.is_none(),
                own_place,
                first_ever: !self.seen.contains(&site.id),
                far,
                out: None,
                ignition_on: None,
                told: false,
                stage: 0,
                late: fix.rx.since(fix.t) > 600.0,
            };
            candidate.add(fix, standing);
            self.candidate = Some(candidate);
        }
    }

    /// A fix outside: ends the visit when it is certain. Returns whether there is no candidate any more.
    fn leaving(&mut self, fix: &Fix, standing: bool, context: &Context<'_>, out: &mut Vec<Change>) -> bool {
        let Some(c) = &mut self.candidate else { return true };
        let away = c.centre().distance_m(fix.point);
        let (first_out, first_away) = *c.out.get_or_insert((fix.t, away));
        // Receivers drift; one point a little outside is not a departure of a told visit.
        let certain = !c.told || !standing || first_out < fix.t;
        if !certain {
            return false;
        }
        if c.told {
            let driven = first_out.plus(-first_away / (context.parameters.stay.gap_kph / 3.6));
            let mut leave = driven.clamp(c.last_in, first_out);
            if let Some(on) = c.ignition_on.filter(|on| first_out.since(*on) <= context.parameters.stay.edge_s as f64) {
                leave = leave.min(on.max(c.arrive));
            }
            let (site, arrive) = (c.site, c.arrive);
            out.push(Change::Visit(Visit {
                vehicle: context.vehicle,
                site,
                arrive: arrive.datetime(),
                leave: Some(leave.datetime()),
            }));
            self.episode.close(fact("left_after_s", whole(leave.since(arrive))), context, out);
        }
        self.candidate = None;
        true
    }

    /// Retracts what these visits claimed and `rebuilt` ones do not.
    pub(super) fn refuted_by(mut self, rebuilt: &Visits, why: Evidence, context: &Context<'_>, out: &mut Vec<Change>) {
        let key = |v: &Visits| v.episode.open().map(|a| a.episode_key);
        // A rebuilt visit that has ended was told as ended.
        let same = rebuilt.candidate.as_ref().map(|c| c.arrive) == self.candidate.as_ref().map(|c| c.arrive);
        if key(&self).is_some() && key(&self) != key(rebuilt) && !same {
            self.episode.retract(why, context, out);
        }
    }

    /// What is claimed of the visit in progress.
    pub(super) fn open(&self) -> Option<&Alert> {
        self.episode.open()
    }

    /// Judges the visit in progress. `trouble` names what befell the trackers since a moment, if anything.
    pub(super) fn judge(
        &mut self,
        trouble: impl Fn(Moment) -> Option<&'static str>,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let p = &context.parameters.visit;
        let Some(c) = &mut self.candidate else { return };
        if c.out.is_some() {
            return;
        }
        // What the fixes show, and beyond the last one silence is dwell for a car that had stopped.
        let silence = if c.stopped() { context.now.since(c.last_rx).max(0.0) } else { 0.0 };
        let dwell = c.last_in.since(c.arrive) + silence;
        if dwell < p.dwell_s as f64 {
            return;
        }
        let passed = THRESHOLDS.iter().filter(|&&t| dwell >= t as f64).count() as u8 + 1;
        c.stage = c.stage.max(passed);
        let centre = c.centre();
        let site = context.sites.near(centre, p.margin_m).find(|(s, _)| s.id == c.site);
        let sigma = 10.0 / f64::from(c.standing_fixes.clamp(1, 4)).sqrt();
        if !site.is_some_and(|(_, d)| (p.margin_m - d) / sigma >= p.inside_sigmas) {
            return;
        }
        let (site, arrive) = (c.site, c.arrive);
        if !c.told {
            c.told = true;
            out.push(Change::Visit(Visit { vehicle: context.vehicle, site, arrive: arrive.datetime(), leave: None }));
            if !self.seen.contains(&site) {
                if self.seen.len() == MOST_SEEN {
                    self.seen.remove(0);
                }
                self.seen.push(site);
            }
        }
        if !c.pledge {
            return;
        }
        let trouble = trouble(arrive);
        let night = context.local_hour(arrive, 19, 7) || context.local_hour(arrive.plus(dwell), 19, 7);
        let mut evidence =
            vec![Evidence { feature: "dwell_s".into(), value: whole(dwell), weight: c.dwell_score(dwell) }];
        let mut say = |feature: &str, holds: bool, weight: f64| {
            if holds {
                evidence.push(Evidence { feature: feature.into(), value: true.into(), weight });
            }
        };
        say("first_visit", c.first_ever, 1.0);
        say("evening_or_night", night, 1.0);
        say("far_from_usual_area", c.far, 1.0);
        say("near_own_place", c.own_place, -4.0);
        say(trouble.unwrap_or("trouble"), trouble.is_some(), 4.0);
        let score: f64 = evidence.iter().map(|e| e.weight).sum();
        // Whoever lives or works next door is at home, however long and late.
        if score < 1.0 || c.own_place && trouble.is_none() {
            return;
        }
        // A first look of under 45 minutes (30 by night) may be an appraisal: worth a look, not yet an act.
        let lasting = dwell >= if night { THRESHOLDS[0] } else { p.appraisal_s } as f64;
        let severity = match trouble {
            Some(_) => Severity::Critical,
            None if lasting && score >= p.high => Severity::High,
            None => Severity::Warn,
        };
        let draft = Draft {
            kind: AlertType::SiteVisit,
            key: visit_key(arrive.datetime()),
            severity,
            score: 1.0 / (1.0 + (-score).exp()),
            tracker: None,
            site: Some(site),
            point: Some(centre),
            event_at: arrive,
            late: c.late,
            evidence,
        };
        self.episode.raise(draft, context, out);
    }
}

/// The episode of a visit that began at a moment: the same for whoever finds it.
pub fn visit_key(arrive: DateTime<Utc>) -> i64 {
    episode_key(AlertType::SiteVisit, &[Moment::of(arrive).micros()])
}

impl Candidate {
    fn add(&mut self, fix: &Fix, standing: bool) {
        if standing {
            let weight = (8.0 / fix.sigma_m.max(1.0)).powi(2);
            let (east, north) = self.origin.plane_m(self.origin.lat().to_radians().cos(), fix.point);
            self.east += weight * east;
            self.north += weight * north;
            self.weight += weight;
            if self.standing_fixes == 0 {
                self.standing_since = fix.t;
            }
            self.standing_fixes = self.standing_fixes.saturating_add(1);
        }
        if fix.ignition == Some(true) && self.ignition_off {
            self.ignition_on = Some(fix.t);
        }
        self.ignition_off = fix.ignition == Some(false) || (self.ignition_off && fix.ignition.is_none());
        self.no_wire = fix.ignition.is_none();
        self.last_in = self.last_in.max(fix.t);
        self.last_rx = self.last_rx.max(fix.rx);
        self.out = None;
    }

    /// Stands for good, not at a light: ignition off, no ignition wire at all, or longer than any light.
    fn stopped(&self) -> bool {
        self.ignition_off
            || self.no_wire
            || self.standing_fixes >= 2 && self.last_in.since(self.standing_since) >= LIGHT_S
    }

    fn centre(&self) -> Point {
        let w = self.weight.max(1e-9);
        self.origin.moved_m(self.origin.lat().to_radians().cos(), self.east / w, self.north / w)
    }

    fn dwell_score(&self, dwell_s: f64) -> f64 {
        match dwell_s {
            d if d >= 7200.0 => 3.0,
            d if d >= 1800.0 => 2.0,
            _ => 1.0,
        }
    }
}
