//! The facts of an engine cut, read and locked in the transaction that decides on it: a payment or a hold that comes
//! meanwhile waits, and is seen.

use super::Stored;
use crate::store::policy::Place;
use crate::store::{StoreError, cases, loans, payments};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::command::gate::MAX_FIX_AGE;
use lienwatch_domain::command::{CaseFact, CutFacts, FixFact, LoanFact};
use lienwatch_domain::lending::arrears;
use lienwatch_domain::observation::Flags;
use sqlx::PgConnection;
use uuid::Uuid;

/// What is known of the car that `stored` would cut. `None`: the tracker is not in the car any more for which the cut
/// was asked.
pub async fn facts(
    c: &mut PgConnection,
    stored: &Stored,
    place: &Place,
    now: DateTime<Utc>,
) -> Result<Option<CutFacts>, StoreError> {
    let Some(vehicle_no) = stored.vehicle_no else { return Ok(None) };
    let installed: Vec<i32> = sqlx::query_scalar(
        "select tracker_no from installation
         where vehicle_no = $1 and installed_at <= $2 and (removed_at is null or removed_at > $2) limit 64",
    )
    .bind(vehicle_no)
    .bind(now)
    .fetch_all(&mut *c)
    .await?;
    if !installed.contains(&stored.tracker_no) {
        return Ok(None);
    }
    let vehicle: Uuid =
        sqlx::query_scalar("select id from vehicle where vehicle_no = $1").bind(vehicle_no).fetch_one(&mut *c).await?;
    let mut facts = CutFacts {
        fix: newest_fix(c, &installed, now).await?,
        loan: None,
        case: None,
        default_dpd: place.policy.cases.default_dpd,
    };
    for id in loans::live_of_vehicle(c, vehicle).await? {
        let Some(loan) = loans::for_update(c, id).await? else { continue };
        let paid = payments::of_loan(c, loan.loan.id).await?;
        let standing = arrears(&loan.loan, &paid, place.today(now));
        let fact = LoanFact { status: loan.loan.status.after(&standing), dpd: standing.dpd };
        if facts.loan.is_none_or(|worst| fact.dpd > worst.dpd) {
            facts.loan = Some(fact);
        }
        if let Some(case) = cases::open_of_loan(c, id).await? {
            let fact = CaseFact { state: case.case.stage.state(), open_holds: case.case.open_holds().count() };
            // Of two open cases the one that blocks decides.
            if facts.case.is_none_or(|other| other.open_holds == 0) {
                facts.case = Some(fact);
            }
        }
    }
    Ok(Some(facts))
}

/// The newest satellite fix that a device of the car vouches for, sent live.
async fn newest_fix(c: &mut PgConnection, trackers: &[i32], now: DateTime<Utc>) -> Result<Option<FixFact>, StoreError> {
    let row: Option<(DateTime<Utc>, DateTime<Utc>, Option<i16>)> = sqlx::query_as(
        "select device_time, received_at, speed from observation
         where tracker_no = any ($1) and device_time between $2 and $3 and lat_e7 is not null
           and (flags & $4) = $5 and not (lat_e7 = 0 and lon_e7 = 0)
         order by device_time desc, ingest_seq desc limit 1",
    )
    .bind(trackers)
    .bind(now - MAX_FIX_AGE - TimeDelta::minutes(1))
    .bind(now + TimeDelta::minutes(10))
    .bind(Flags::VALID | Flags::BUFFERED | Flags::COARSE)
    .bind(Flags::VALID)
    .fetch_optional(c)
    .await?;
    Ok(row.map(|(at, received_at, speed)| FixFact {
        at,
        received_at,
        speed_kph: speed.map(|dkph| f64::from(dkph) / 10.0),
    }))
}
