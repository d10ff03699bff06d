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
    /// What of the loan it was judged by.
    loan: LoanFacts,
    removal_risk: Episode,
    life_pattern: Episode,
    out_of_area: Episode,
    fraud: Episode,
}

/// The alert of each group.
const GROUPS: [(RiskGroup, AlertType); 4] = [
    (RiskGroup::RemovalRisk, AlertType::RemovalRisk),
    (RiskGroup::LifePattern, AlertType::LifePattern),
    (RiskGroup::OutOfArea, AlertType::OutOfArea),
    (RiskGroup::Fraud, AlertType::Fraud),
];

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
            if alert.kind == AlertType::ClockError || GROUPS.iter().any(|(_, own)| *own == alert.kind) {
                continue;
            }
            heard = true;
            self.signals.retain(|s| (s.kind, s.key) != (alert.kind, alert.episode_key));
            if alert.state == AlertState::Retracted {
                continue;
            }
            if self.signals.len() == MOST {
                // A visit tells of fraud a month later, when the first instalment is not paid.
                let rank = |s: &Signal| (s.state == AlertState::Open || s.kind == AlertType::SiteVisit, s.updated_at);
                let oldest = self.signals.iter().enumerate().min_by_key(|(_, s)| rank(s)).map(|(i, _)| i);
                oldest.map(|i| self.signals.remove(i));
            }
            self.signals.push(Signal::from(alert));
        }
        heard
    }

    fn episode(&mut self, group: RiskGroup) -> &mut Episode {
        match group {
            RiskGroup::RemovalRisk => &mut self.removal_risk,
            RiskGroup::LifePattern => &mut self.life_pattern,
            RiskGroup::OutOfArea => &mut self.out_of_area,
            RiskGroup::Fraud => &mut self.fraud,
        }
    }

    fn judge(&mut self, point: Option<Point>, loan: LoanFacts, context: &Context<'_>, out: &mut Vec<Change>) {
        let p = &context.parameters.composite;
        let now = context.now.datetime();
        self.loan = loan;
        let found = composite::composites(&self.signals, &loan, now, p);
        for (group, kind) in GROUPS {
            let episode = self.episode(group);
            match found.iter().find(|c| c.group == group) {
                Some(composite) => raise(episode, kind, (composite, point), context, out),
                None => episode.close(fact("signals_parted", true), context, out),
            }
        }
        // At the end of all time nothing comes any more.
        self.next = composite::changes_at(&self.signals, now, p).map(Moment::of).filter(|next| *next > context.now);
    }
}

fn overdue(context: &Context<'_>) -> bool {
    context.profile.overdue_instalments >= OVERDUE_INSTALMENTS
}

/// The loan, as far as composites ask.
fn loan(context: &Context<'_>) -> LoanFacts {
    let profile = context.profile;
    LoanFacts {
        days_past_due: if overdue(context) { context.parameters.composite.overdue_days } else { 0 },
        first_instalment_unpaid: profile.first_instalment_unpaid,
        funded_at: profile.funded_at,
    }
}

fn raise(
    episode: &mut Episode,
    kind: AlertType,
    (composite, point): (&Composite, Option<Point>),
    context: &Context<'_>,
    out: &mut Vec<Change>,
) {
    let mut evidence = vec![fact("composite_rule", composite.rule.name())];
    if overdue(context) {
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
        let (point, loan) = (self.last_point(), loan(context));
        let heard = self.compound.hear(&out[from..]) || self.compound.loan != loan;
        if !heard && self.compound.next.is_none_or(|next| next > context.now) {
            return;
        }
        self.compound.judge(point, loan, context, out);
    }
}
