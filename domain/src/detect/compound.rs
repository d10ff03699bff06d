//! The composites of one vehicle as its track knows them: raised when two signals meet, closed when they part.

use super::change::Change;
use super::composite::{self, Composite, LoanFacts, RiskGroup, Signal};
use super::episode::{Context, Draft, Episode, episode_key, fact};
use super::moment::Moment;
use super::track::Track;
use crate::alert::{AlertState, AlertType};
use crate::geo::Point;
use serde::{Deserialize, Serialize};

/// What detectors said of a vehicle, and what it amounts to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Compound {
    signals: Vec<Signal>,
    /// Nothing changes by itself before.
    next: Option<Moment>,
    life_pattern: Episode,
    out_of_area: Episode,
}

/// Signals remembered at most; ended ones go first, the oldest before the others.
const MOST: usize = 24;
/// Instalments fall due by the month: so many unpaid are more than thirty days past due.
const OVERDUE_INSTALMENTS: u32 = 2;

impl Compound {
    /// When the clock is needed next.
    pub(super) fn due(&self) -> Option<Moment> {
        self.next
    }

    /// Takes what was said of the vehicle. Returns whether it matters here.
    fn hear(&mut self, changes: &[Change]) -> bool {
        let mut heard = false;
        for change in changes {
            let Change::Alert(alert) = change else { continue };
            if matches!(alert.kind, AlertType::LifePattern | AlertType::OutOfArea | AlertType::ClockError) {
                continue;
            }
            heard = true;
            self.signals.retain(|s| (s.kind, s.key) != (alert.kind, alert.episode_key));
            if alert.state == AlertState::Retracted {
                continue;
            }
            if self.signals.len() == MOST {
                let rank = |s: &Signal| (s.state == AlertState::Open, s.updated_at);
                let oldest = self.signals.iter().enumerate().min_by_key(|(_, s)| rank(s)).map(|(i, _)| i);
                oldest.map(|i| self.signals.remove(i));
            }
            self.signals.push(Signal::from(alert));
        }
        heard
    }

    fn judge(&mut self, point: Option<Point>, context: &Context<'_>, out: &mut Vec<Change>) {
        let p = &context.parameters.composite;
        let now = context.now.datetime();
        let overdue = context.profile.overdue_instalments >= OVERDUE_INSTALMENTS;
        let days_past_due = if overdue { p.overdue_days } else { 0 };
        let found = composite::composites(&self.signals, &LoanFacts { days_past_due, ..LoanFacts::default() }, now, p);
        for (group, kind) in
            [(RiskGroup::LifePattern, AlertType::LifePattern), (RiskGroup::OutOfArea, AlertType::OutOfArea)]
        {
            let episode = match group {
                RiskGroup::LifePattern => &mut self.life_pattern,
                _ => &mut self.out_of_area,
            };
            match found.iter().find(|c| c.group == group) {
                Some(composite) => raise(episode, kind, (composite, point), overdue, context, out),
                None => episode.close(fact("signals_parted", true), context, out),
            }
        }
        // At the end of all time nothing comes any more.
        self.next = composite::changes_at(&self.signals, now, p).map(Moment::of).filter(|next| *next > context.now);
    }
}

fn raise(
    episode: &mut Episode,
    kind: AlertType,
    (composite, point): (&Composite, Option<Point>),
    overdue: bool,
    context: &Context<'_>,
    out: &mut Vec<Change>,
) {
    let mut evidence = vec![fact("composite_rule", composite.rule.name())];
    if overdue {
        evidence.push(fact("overdue_instalments", context.profile.overdue_instalments));
    }
    let keys: Vec<i64> = composite.rests_on.iter().map(|r| r.1).collect();
    let draft = Draft {
        kind,
        key: episode_key(kind, &keys),
        severity: composite.severity,
        score: 1.0,
        tracker: None,
        site: None,
        point,
        event_at: Moment::of(composite.since),
        late: false,
        evidence,
    };
    episode.raise(draft, context, out);
}

impl Track {
    /// Judges what was said of the vehicle since `from` together with what was said before.
    pub(super) fn compound(&mut self, from: usize, context: &Context<'_>, out: &mut Vec<Change>) {
        let point = self.last_point();
        let heard = self.compound.hear(&out[from..]);
        if !heard && self.compound.next.is_none_or(|next| next > context.now) {
            return;
        }
        self.compound.judge(point, context, out);
    }
}
