//! Second-pledge sites: visits that matter and stops that only look like them.

use super::Story;
use super::removal::cut;
use crate::chance::{chance, seconds};
use crate::itinerary::{Errand, Leave};
use crate::label::{HiddenSite, time};
use lienwatch_domain::alert::AlertType::{PowerCut, Removal, SiteVisit};
use lienwatch_domain::alert::Severity::{High, Info, Warn};
use lienwatch_domain::geo::SiteKind::SecondPledge;
use rand::Rng;
use rand::seq::IndexedRandom;

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// Found later than this after arriving is not found.
const VISIT_DEADLINE_S: i64 = 1_800;

/// Goes to a known site; answers when it arrived and left.
fn visit(s: &mut Story<'_>, t: i64, dwell_s: i64) -> (i64, i64) {
    let site = s.site(SecondPledge, true);
    let spot = site.at.moved(s.rng.random_range(-15.0..15.0), s.rng.random_range(-15.0..15.0));
    s.plan.visit(t, spot, dwell_s);
    s.drive();
    let (arrive, leave) = s.stay_at(spot, t);
    s.event(arrive - 900, leave + HOUR);
    s.expect(SiteVisit, arrive, arrive + VISIT_DEADLINE_S, Warn);
    (arrive, leave)
}

pub(super) fn known(s: &mut Story<'_>) {
    let t = s.moment(1, 8.5, 20.0);
    let dwell = if chance(&mut s.rng, 0.3) {
        seconds(&mut s.rng, 10 * HOUR, 20 * HOUR)
    } else {
        seconds(&mut s.rng, HOUR, 6 * HOUR)
    };
    visit(s, t, dwell);
}

pub(super) fn appraisal(s: &mut Story<'_>) {
    let t = s.moment(1, 9.0, 17.0);
    let dwell = seconds(&mut s.rng, 12 * 60, 40 * 60);
    visit(s, t, dwell);
}

pub(super) fn removal(s: &mut Story<'_>) {
    let t = s.moment(2, 9.0, 21.0);
    let (arrive, _) = visit(s, t, 365 * DAY);
    let cut_at = arrive + seconds(&mut s.rng, 20 * 60, 6 * HOUR);
    let lives = seconds(&mut s.rng, 20, 200);
    cut(s, cut_at, lives);
    s.event(cut_at - 60, s.end);
    s.expect(PowerCut, cut_at, cut_at + 600, Info);
    s.expect(Removal, cut_at, cut_at + 2 * HOUR, High);
}

pub(super) fn unknown(s: &mut Story<'_>) {
    let mut shared = s.group_rng();
    let _city = shared.random::<u64>();
    let site = s.world.of(s.persona.city, SecondPledge, false).choose(&mut shared).copied().cloned();
    let Some(site) = site else { return };
    let t = s.moment(3, 9.0, 21.0);
    let spot = site.at.moved(s.rng.random_range(-20.0..20.0), s.rng.random_range(-20.0..20.0));
    s.plan.end_at(Errand::at(t, spot));
    s.drive();
    let (arrive, _) = s.stay_at(spot, t);
    s.event(arrive - 900, s.end);
    let mut evidence = arrive + DAY;
    if chance(&mut s.rng, 0.5) {
        let cut_at = arrive + seconds(&mut s.rng, HOUR, 20 * HOUR);
        let lives = seconds(&mut s.rng, 20, 200);
        cut(s, cut_at, lives);
        s.expect(PowerCut, cut_at, cut_at + 600, Info);
        s.expect(Removal, cut_at, cut_at + 2 * HOUR, High);
        if s.wired.is_some() {
            evidence = cut_at;
        }
    }
    let at = s.persona.place().point(site.at);
    s.labels.hidden_sites.push(HiddenSite {
        site: site.external_id,
        lat: at.lat(),
        lon: at.lon(),
        radius_m: site.radius_m,
        vehicles: vec![s.vehicle.clone()],
        ended_at: vec![time(evidence)],
    });
}

pub(super) fn drive_by(s: &mut Story<'_>) {
    let site = s.site(SecondPledge, true);
    let first = s.start + DAY;
    let routine: Vec<usize> =
        (0..s.plan.errands.len()).filter(|&i| matches!(s.plan.errands[i].leave, Leave::At(t) if t > first)).collect();
    for _ in 0..4 {
        if let Some(&index) = routine.choose(&mut s.rng) {
            let wait = seconds(&mut s.rng, 30, 95);
            s.plan.errands[index].light = Some((site.at, wait));
        }
    }
    s.drive();
    s.forbid(&[SiteVisit, Removal], s.start, s.end);
}

pub(super) fn neighbour(s: &mut Story<'_>) {
    let site = s.site(SecondPledge, true);
    let distance = s.rng.random_range((site.radius_m + 60.0).max(130.0)..250.0);
    let way = s.rng.random_range(0.0..std::f64::consts::TAU);
    let shop = site.at.moved(distance * way.cos(), distance * way.sin());
    for _ in 0..3 {
        let t = s.moment(1, 9.0, 18.0);
        let dwell = seconds(&mut s.rng, 40 * 60, 5 * HOUR);
        s.plan.visit(t, shop, dwell);
    }
    s.drive();
    s.forbid(&[SiteVisit, Removal], s.start, s.end);
}
