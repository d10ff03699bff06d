//! Looks over the yards: what is wrong is told once, and that it is over too.

use super::effects::tell;
use super::{Doing, RecoveryError};
use crate::store::lenders;
use crate::store::policy::Place;
use crate::store::{Store, StoreError, yard_alerts};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::recovery::{YardAlertKind, YardTrouble, troubles};
use sqlx::PgConnection;

/// Alerts of one lender at a time. Beyond that the longest stays are told of, and the rest when those are over.
const MOST: i64 = 10_000;
/// Yards looked at in one statement.
const PAGE: i64 = 500;

/// Raises and withdraws. Answers how many alerts changed.
pub(super) async fn watch(store: &Store, doing: &Doing) -> Result<u64, StoreError> {
    let mut c = store.worker.acquire().await?;
    let lenders = yard_alerts::lenders(&mut c).await?;
    drop(c);
    let mut changed = 0;
    for lender in lenders {
        let mut tx = store.worker.begin().await?;
        match of_lender(&mut tx, doing, lender).await {
            Ok(0) => tx.rollback().await?,
            Ok(n) => {
                tx.commit().await?;
                changed += n;
            }
            Err(RecoveryError::Store(error)) => return Err(error),
            Err(error) => tracing::warn!(lender, %error, "the yards of a lender could not be looked over"),
        }
    }
    Ok(changed)
}

async fn of_lender(c: &mut PgConnection, doing: &Doing, lender_no: i32) -> Result<u64, RecoveryError> {
    let lender = lenders::get_no(c, LenderNo(lender_no)).await?.ok_or(RecoveryError::NotFound("lender"))?;
    let policy = Place::of(&lender)?.policy.yards;
    let mut yards = vec![];
    loop {
        let after = yards.last().map(|(yard, _): &(lienwatch_domain::recovery::Yard, u32)| yard.id.0);
        let page = yard_alerts::occupancy(c, lender_no, after, PAGE).await?;
        let full = page.len() as i64 == PAGE;
        yards.extend(page);
        if !full {
            break;
        }
    }
    let standing = yard_alerts::standing_since(c, lender_no, policy.latest_arrival(doing.now), MOST).await?;
    let mut wrong = troubles(yards.iter().map(|(yard, n)| (yard, *n)), &standing, &policy, doing.now);
    let mut changed = 0;
    for (id, trouble) in yard_alerts::open_of(c, lender_no, MOST).await? {
        if wrong.remove(&trouble) || !yard_alerts::withdraw(c, id, doing.now).await? {
            continue;
        }
        let data = serde_json::json!({ "alert": id, "trouble": trouble });
        let over = match trouble.kind() {
            YardAlertKind::OverdueStay => "overdue_stay_over",
            YardAlertKind::NearlyFull => "nearly_full_over",
            YardAlertKind::Full => "full_over",
        };
        tell(c, doing, lender_no, ("yard", trouble.yard().0), over, data).await?;
        changed += 1;
    }
    for trouble in wrong {
        let severity = if trouble.kind() == YardAlertKind::Full { "high" } else { "warn" };
        let id = (doing.new_id)();
        if !yard_alerts::raise(c, lender_no, id, trouble, severity, doing.now).await? {
            continue;
        }
        let of = yards.iter().find(|(yard, _)| yard.id == trouble.yard());
        let since = match trouble {
            YardTrouble::OverdueStay { hand_over, .. } => {
                standing.iter().find(|car| car.hand_over == hand_over).map(|car| car.since)
            }
            YardTrouble::NearlyFull { .. } | YardTrouble::Full { .. } => None,
        };
        let data = serde_json::json!({
            "alert": id, "kind": trouble.kind(), "trouble": trouble, "severity": severity, "since": since,
            "occupied": of.map(|(_, n)| n), "bays": of.map(|(yard, _)| yard.bays),
        });
        tell(c, doing, lender_no, ("yard", trouble.yard().0), trouble.kind().name(), data).await?;
        changed += 1;
    }
    Ok(changed)
}
