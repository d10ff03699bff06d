//! What the law keeps from being shown precisely where many cars are seen at once: maps, followers of a map, their exports.
//!
//! Judged once for a lender and not once for a car, so that a look at a hundred thousand cars asks two statements: with
//! what is on file for all of a lender's contracts. A contract for which more is on file is shown precisely on its own
//! page, where that is asked for; one whose debtor asked for erasure is coarse on every map.

use super::facts::privacy;
use super::rules::Rules;
use crate::recovery::RecoveryError;
use crate::store::compliance::{self, LoanFile};
use crate::store::own_rules;
use crate::store::policy::Place;
use chrono::{DateTime, Utc};
use lienwatch_domain::compliance::{Asked, DataFacts, GateAction, GateFacts, decide};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::reason::Reason;
use sqlx::PgConnection;
use std::collections::HashSet;
use uuid::Uuid;

/// Whose cars are shown by their coarse cell only, whatever is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptBack {
    lenders: HashSet<LenderNo>,
    cars: HashSet<Uuid>,
}

impl KeptBack {
    /// Whether this one is.
    pub fn holds(&self, lender: LenderNo, car: Uuid) -> bool {
        self.lenders.contains(&lender) || self.cars.contains(&car)
    }
}

/// Judges the display of positions on a map for each of these lenders.
///
/// # Errors
/// The database, or rules that can no longer be read.
pub async fn kept_back(
    c: &mut PgConnection,
    lenders: &HashSet<LenderNo>,
    now: DateTime<Utc>,
) -> Result<KeptBack, RecoveryError> {
    let asked: Vec<i32> = lenders.iter().map(|lender| lender.0).collect();
    let purpose = Reason::new("an open alert or case").expect("the text is written here");
    let mut kept = HashSet::new();
    for (lender, own) in own_rules::with_own_packs(c, &asked).await? {
        let place = Place::of(&lender)?;
        let rules = Rules::of_lender(&place, own.as_deref())?;
        let facts = GateFacts {
            data: DataFacts {
                purpose: Some(purpose.clone()),
                records: privacy(&place, &LoanFile::default()),
                erasure: Some(Asked::No),
                // Where positions have an age at which they must be gone, it is each car's own: its page tells.
                oldest_track: None,
            },
            ..GateFacts::default()
        };
        let decision = decide(&GateAction::DisclosePosition, &rules.law(), &facts, now, rules.zone, &rules.holidays);
        if !decision.is_allowed() {
            kept.insert(LenderNo(lender.lender_no));
        }
    }
    // Of more than are read nobody knows which: then it is all of them.
    match compliance::erasure_asked(c, &asked).await? {
        Some(cars) => Ok(KeptBack { lenders: kept, cars }),
        None => Ok(KeptBack { lenders: lenders.clone(), cars: HashSet::new() }),
    }
}
