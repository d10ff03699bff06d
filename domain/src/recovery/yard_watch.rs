//! What a yard needs looking at: cars that stay too long, and bays that run out.

use super::Yard;
use crate::ids::{CaseId, HandOverId, YardId};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

wire_names! {
    /// What is wrong.
    YardAlertKind {
        /// A car has stood there for longer than it should.
        OverdueStay = "overdue_stay",
        /// Few bays are left.
        NearlyFull = "nearly_full",
        /// No bay is left.
        Full = "full",
    }
}

/// A lender's limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct YardPolicy {
    /// A stay of more than so many days is told of. Default 60: of the 90 days within which a car has to be sold where
    /// UCC 9-620(e) and (f) hold (the strictest period of the packs), a third is left then.
    pub max_stay_days: u32,
    /// A yard of whose bays so many basis points are taken is nearly full. Default 9000, a choice of ours.
    pub nearly_full: u32,
}

impl Default for YardPolicy {
    fn default() -> Self {
        YardPolicy { max_stay_days: 60, nearly_full: 9000 }
    }
}

impl YardPolicy {
    /// Since when a car may stand in a yard without being overdue at `now`.
    pub fn latest_arrival(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now.checked_sub_signed(TimeDelta::days(i64::from(self.max_stay_days))).unwrap_or(DateTime::<Utc>::MIN_UTC)
    }
}

/// A car that stands in a yard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Standing {
    /// In which.
    pub yard: YardId,
    /// Of which case.
    pub case: CaseId,
    /// By which hand-over: with the next one the stay is another.
    pub hand_over: HandOverId,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// What an alert is about: one for each stay, and one of each kind for each yard, as long as it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum YardTrouble {
    /// A car has stood there for longer than it should.
    OverdueStay {
        /// In which yard.
        yard: YardId,
        /// Of which case.
        case: CaseId,
        /// By which hand-over.
        hand_over: HandOverId,
    },
    /// Few bays are left.
    NearlyFull {
        /// Which yard.
        yard: YardId,
    },
    /// No bay is left.
    Full {
        /// Which yard.
        yard: YardId,
    },
}

impl YardTrouble {
    /// Its kind.
    pub fn kind(self) -> YardAlertKind {
        match self {
            YardTrouble::OverdueStay { .. } => YardAlertKind::OverdueStay,
            YardTrouble::NearlyFull { .. } => YardAlertKind::NearlyFull,
            YardTrouble::Full { .. } => YardAlertKind::Full,
        }
    }

    /// Which yard.
    pub fn yard(self) -> YardId {
        match self {
            YardTrouble::OverdueStay { yard, .. } | YardTrouble::NearlyFull { yard } | YardTrouble::Full { yard } => {
                yard
            }
        }
    }
}

/// Everything that is wrong now. A full yard is nearly full too; one that is closed is told of as long as cars stand in
/// it. Of the standing cars only those matter that came at [`YardPolicy::latest_arrival`] or before.
pub fn troubles<'a>(
    yards: impl IntoIterator<Item = (&'a Yard, u32)>,
    standing: &[Standing],
    policy: &YardPolicy,
    now: DateTime<Utc>,
) -> BTreeSet<YardTrouble> {
    let latest = policy.latest_arrival(now);
    let overdue = standing.iter().filter(|car| car.since < latest).map(|car| YardTrouble::OverdueStay {
        yard: car.yard,
        case: car.case,
        hand_over: car.hand_over,
    });
    let mut found: BTreeSet<YardTrouble> = overdue.collect();
    for (yard, occupied) in yards {
        let (taken, bays) = (u64::from(occupied) * 10_000, u64::from(yard.bays));
        if occupied > 0 && taken >= bays * u64::from(policy.nearly_full) {
            found.insert(YardTrouble::NearlyFull { yard: yard.id });
        }
        if occupied > 0 && u64::from(occupied) >= bays {
            found.insert(YardTrouble::Full { yard: yard.id });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Point;
    use crate::recovery::YardRates;
    use uuid::Uuid;

    fn yard(bays: u32) -> Yard {
        Yard {
            id: YardId(Uuid::from_u128(1)),
            name: "North".into(),
            place: Point { lat_e7: 0, lon_e7: 0 },
            address: "1 Dock Road".into(),
            bays,
            rates: YardRates { per_day: vec![], free_days: 0, cap: None },
            opening_hours: "always".into(),
            approved_by: None,
            closed: false,
            version: 1,
        }
    }

    fn kinds(bays: u32, occupied: u32) -> Vec<&'static str> {
        let now = DateTime::from_timestamp(1_790_000_000, 0).expect("a time");
        let found = troubles([(&yard(bays), occupied)], &[], &YardPolicy::default(), now);
        found.into_iter().map(|t| t.kind().name()).collect()
    }

    #[test]
    fn bays_run_out_in_two_steps() {
        assert_eq!(kinds(10, 8), Vec::<&str>::new());
        assert_eq!(kinds(10, 9), ["nearly_full"]);
        assert_eq!(kinds(10, 10), ["nearly_full", "full"]);
        assert_eq!(kinds(10, 11), ["nearly_full", "full"]);
        assert_eq!(kinds(1, 0), Vec::<&str>::new(), "an empty yard is never full");
        assert_eq!(kinds(u32::MAX, u32::MAX), ["nearly_full", "full"]);
    }

    #[test]
    fn a_stay_is_overdue_after_its_days_and_not_on_the_last() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).expect("a time");
        let car = |ago: TimeDelta| Standing {
            yard: YardId(Uuid::from_u128(1)),
            case: CaseId(Uuid::from_u128(2)),
            hand_over: HandOverId(Uuid::from_u128(3)),
            since: now - ago,
        };
        let found =
            |ago| troubles([], &[car(ago)], &YardPolicy { max_stay_days: 3, ..YardPolicy::default() }, now).len();
        assert_eq!((found(TimeDelta::days(3)), found(TimeDelta::days(3) + TimeDelta::seconds(1))), (0, 1));
        let never = YardPolicy { max_stay_days: u32::MAX, ..YardPolicy::default() };
        assert!(troubles([], &[car(TimeDelta::days(9999))], &never, now).is_empty());
    }
}
