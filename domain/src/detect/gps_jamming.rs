//! Satellite reception lost while driving, for longer than tunnels take, where others have it (design 4.7).

use super::Change;
use super::clean::Report;
use super::episode::{Context, Draft, Episode, episode_key, fact, whole};
use super::moment::Moment;
use super::ways::{Trouble, Ways};
use crate::alert::{AlertType, Severity};
use crate::geo::Point;
use crate::ids::TrackerNo;
use crate::observation::{Flags, Observation, ObservationKind};
use serde::{Deserialize, Serialize};

/// A spell without satellites.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Spell {
    since: Moment,
    /// Of it with the ignition on, seconds.
    driven_s: f64,
    /// Reception was good just before.
    at_once: bool,
}

/// The reception of one device.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Reception {
    /// The last report with a fix: when, where, with how many satellites.
    good: Option<(Moment, Point, i16)>,
    /// The last report that says anything of reception, and whether the ignition was on.
    last: Option<(Moment, bool)>,
    spell: Option<Spell>,
    pub(super) episode: Episode,
}

/// A spell shorter than this says nothing about its place, seconds.
const NOTED_S: f64 = 60.0;

impl Reception {
    /// Takes a report of a wired device whose ignition is `on`.
    pub(super) fn take(
        &mut self,
        o: &Observation,
        report: &Report,
        (tracker, on): (TrackerNo, bool),
        ways: &mut Ways,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let told = matches!(o.kind, ObservationKind::Position | ObservationKind::Event)
            && (o.point.is_some() || o.satellites.is_some());
        if !told {
            return;
        }
        let p = &context.parameters.gps_jamming;
        let satellites = o.satellites;
        let blind =
            !o.flags.has(Flags::VALID) || o.flags.has(Flags::COARSE) || satellites.is_some_and(|n| n <= p.satellites);
        let before = self.last.replace((report.t, on));
        let dt = before.map_or(0.0, |(t, _)| report.t.since(t));
        // Parked reports are far apart, and stored ones come after newer ones: no spell goes on over either.
        if !(0.0..=p.gap_s as f64).contains(&dt) {
            self.spell = None;
        }
        if !blind {
            self.clear(report, ways, context, out);
            if let Some(point) = o.point {
                self.good = Some((report.t, point, satellites.unwrap_or(p.good_satellites)));
            }
            return;
        }
        let at_once = self
            .good
            .is_some_and(|(t, _, n)| n >= p.good_satellites && (0.0..=p.at_once_s as f64).contains(&report.t.since(t)));
        let spell = self.spell.get_or_insert(Spell { since: report.t, driven_s: 0.0, at_once });
        if on && before.is_some_and(|(t, was_on)| was_on && t >= spell.since) {
            spell.driven_s += dt;
        }
        let spell = *spell;
        let enough = if spell.at_once { p.blind_s } else { p.faded_s };
        if !on || spell.driven_s < enough as f64 || self.episode.open().is_some() {
            return;
        }
        let entry = self.good.filter(|(t, ..)| spell.since.since(*t) <= p.gap_s as f64);
        let known_blind =
            entry.is_some_and(|(_, at, _)| context.ways.blind(at, p.good_share, &context.parameters.ways));
        if known_blind && spell.driven_s < p.longer * p.faded_s as f64 {
            return;
        }
        let mut evidence = vec![fact("blind_s", whole(spell.driven_s)), fact("lost_at_once", spell.at_once)];
        evidence.extend(satellites.map(|n| fact("satellites", n)));
        evidence.extend(entry.map(|(_, _, n)| fact("satellites_before", n)));
        evidence.extend(known_blind.then(|| fact("cell_often_blind", true)));
        let draft = Draft {
            kind: AlertType::GpsJamming,
            key: episode_key(AlertType::GpsJamming, &[tracker.0.into(), spell.since.micros()]),
            severity: Severity::Warn,
            score: 1.0,
            tracker: Some(tracker),
            site: None,
            point: entry.map(|(_, at, _)| at),
            event_at: spell.since,
            late: report.rx.since(report.t) > 600.0,
            evidence,
        };
        self.episode.raise(draft, context, out);
    }

    /// There is a fix again.
    fn clear(&mut self, report: &Report, ways: &mut Ways, context: &Context<'_>, out: &mut Vec<Change>) {
        let Some(spell) = self.spell.take() else {
            // A spell that stored reports ended out of order.
            self.episode.close(fact("reception_again", true), context, out);
            return;
        };
        // Also a spell that was told as jamming: who is blind at the same place again and again is in a tunnel.
        if let Some((_, at, _)) = self.good.filter(|_| spell.driven_s >= NOTED_S) {
            ways.trouble(at, Trouble::Blind);
        }
        let why = fact("reception_again_s", whole(report.t.since(spell.since)));
        self.episode.close(why, context, out);
    }
}
