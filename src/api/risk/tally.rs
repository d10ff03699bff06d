//! Counts what two versions of the parameters would have fired.

use crate::store::risk::facts::Subject;
use crate::store::risk::scores::RiskReason;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::lending::business_date;
use lienwatch_domain::risk::{Fired, RiskParameters, would_have_fired};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Rises shown at most: the newest.
pub const MOST_RISES: usize = 200;

/// What one version would have fired.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FiredCount {
    /// Points from which it fires.
    pub threshold: u8,
    /// Rises to the threshold.
    pub rises: u64,
    /// Vehicles with at least one.
    pub vehicles: u64,
}

/// Rises of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FiredDay {
    /// Which, in the lender's zone.
    pub day: NaiveDate,
    /// By the parameters in force.
    pub now: u64,
    /// By the proposed ones.
    pub proposed: u64,
}

/// A rise by the proposed parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Rise {
    /// Which vehicle.
    pub vehicle_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// The score that rose.
    pub points: u8,
    /// Why, the three heaviest.
    pub reasons: Vec<RiskReason>,
    /// Whether the parameters in force would have fired for that vehicle too, at any time of the period.
    pub also_now: bool,
}

/// What would have been.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Tally {
    /// From when.
    pub from: DateTime<Utc>,
    /// To when: the engine's clock when it was asked.
    pub to: DateTime<Utc>,
    /// Vehicles looked at.
    pub looked: u64,
    /// What the parameters in force would have fired.
    pub now: FiredCount,
    /// What the proposed ones would have.
    pub proposed: FiredCount,
    /// Vehicles that would no longer have fired.
    pub only_now: u64,
    /// Vehicles that would have fired anew.
    pub only_proposed: u64,
    /// Rises of each day that has some.
    pub days: Vec<FiredDay>,
    /// The newest 200 rises by the proposed parameters, newest first.
    pub items: Vec<Rise>,
}

/// Two versions, each with the points from which it fires.
#[derive(Debug)]
pub struct Counter {
    now: RiskParameters,
    proposed: RiskParameters,
    tally: Tally,
    days: BTreeMap<NaiveDate, (u64, u64)>,
}

impl Counter {
    /// Nothing counted yet.
    pub fn new(
        (now, now_from): (RiskParameters, u8),
        (proposed, proposed_from): (RiskParameters, u8),
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> Counter {
        let count = |threshold| FiredCount { threshold, ..FiredCount::default() };
        let tally = Tally {
            from,
            to,
            looked: 0,
            now: count(now_from),
            proposed: count(proposed_from),
            only_now: 0,
            only_proposed: 0,
            days: Vec::new(),
            items: Vec::new(),
        };
        Counter { now, proposed, tally, days: BTreeMap::new() }
    }

    /// Takes a vehicle in.
    pub fn take(&mut self, subject: &Subject) {
        let window = (self.tally.from, self.tally.to);
        let steps = subject.steps(business_date(window.0, subject.zone), window.1);
        let by = |p: &RiskParameters, threshold| would_have_fired(&subject.signals, &steps, window, threshold, p);
        let now = by(&self.now, self.tally.now.threshold);
        let proposed = by(&self.proposed, self.tally.proposed.threshold);
        let day = |fired: &Fired| business_date(fired.at, subject.zone);
        now.iter().for_each(|fired| self.days.entry(day(fired)).or_default().0 += 1);
        proposed.iter().for_each(|fired| self.days.entry(day(fired)).or_default().1 += 1);
        let tally = &mut self.tally;
        tally.looked += 1;
        for (count, fired) in [(&mut tally.now, &now), (&mut tally.proposed, &proposed)] {
            count.rises += fired.len() as u64;
            count.vehicles += u64::from(!fired.is_empty());
        }
        tally.only_now += u64::from(!now.is_empty() && proposed.is_empty());
        tally.only_proposed += u64::from(now.is_empty() && !proposed.is_empty());
        tally.items.extend(proposed.iter().map(|fired| Rise {
            vehicle_id: subject.vehicle_id,
            at: fired.at,
            points: fired.score.points,
            reasons: fired.score.reasons.iter().take(3).map(RiskReason::of).collect(),
            also_now: !now.is_empty(),
        }));
        if tally.items.len() > 4 * MOST_RISES {
            newest(&mut tally.items);
        }
    }

    /// What was counted.
    pub fn finish(mut self) -> Tally {
        newest(&mut self.tally.items);
        let day = |(day, (now, proposed))| FiredDay { day, now, proposed };
        self.tally.days = self.days.into_iter().map(day).collect();
        self.tally
    }
}

fn newest(items: &mut Vec<Rise>) {
    items.sort_by(|a, b| b.at.cmp(&a.at).then(a.vehicle_id.cmp(&b.vehicle_id)));
    items.truncate(MOST_RISES);
}
