//! The score of a vehicle and of a loan, and of each day.

use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Query};
use crate::store::risk::scores::{self, RiskDay, RiskView};
use crate::store::risk::{facts, parameters};
use crate::store::vehicles;
use axum::Json;
use chrono::NaiveDate;
use lienwatch_domain::lending::business_date;
use lienwatch_domain::risk::{MOST_DAYS, score};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// How much a vehicle's loan is at risk
///
/// As it was made last: at the latest change of its alerts or loan, or when the lender's day ended. Every point has a named
/// reason. Lists are sorted by it with `GET /vehicles?sort=risk`.
#[utoipa::path(get, path = "/vehicles/{id}/risk", tag = "risk", params(("id" = Uuid, Path)), operation_id = "vehicle_risk",
    responses((status = 200, body = RiskView), (status = 404, body = crate::api::Problem)))]
pub async fn of_vehicle(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<RiskView>> {
    let mut tx = caller.begin().await?;
    let (no, _) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let view = scores::of_vehicle(&mut tx, no).await?;
    tx.commit().await?;
    Ok(Json(view.unwrap_or_else(RiskView::none)))
}

/// How much a loan is at risk
///
/// What its vehicle's alerts and its own arrears say. Where this is the loan by which its vehicle is judged, the score of the
/// vehicle; of another one, made at this moment.
#[utoipa::path(get, path = "/loans/{id}/risk", tag = "risk", params(("id" = Uuid, Path)), operation_id = "loan_risk",
    responses((status = 200, body = RiskView), (status = 404, body = crate::api::Problem)))]
pub async fn of_loan(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<RiskView>> {
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let subject = facts::of_loan(&mut tx, id).await?.ok_or(Error::NotFound("loan"))?;
    let kept = scores::of_vehicle(&mut tx, subject.vehicle_no).await?;
    let p = parameters::current(&mut tx, subject.lender).await?;
    tx.commit().await?;
    if let Some(kept) = kept.filter(|kept| kept.loan_id == Some(id)) {
        return Ok(Json(kept));
    }
    let steps = subject.steps(business_date(now, subject.zone), now);
    let made = score(&subject.signals, steps.last().map(|step| &step.facts), now, &p.parameters);
    Ok(Json(RiskView::of(&made, Some(id), now)))
}

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RiskPeriod {
    /// The first day, in the lender's zone.
    pub from: NaiveDate,
    /// The last day; at most 399 after it.
    pub to: NaiveDate,
}

/// Scores of days.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskDays {
    /// The first day that the history tells of; null where there is none.
    pub since: Option<NaiveDate>,
    /// The days of the period that it tells of, oldest first: the score with which each ended.
    pub items: Vec<RiskDay>,
}

/// The risk score of each day
///
/// What was known when the day ended, by the parameters of that time: a day that was told is not told otherwise later. The
/// history begins 30 days before a vehicle is scored for the first time; today is `GET /vehicles/{id}/risk`.
#[utoipa::path(get, path = "/vehicles/{id}/risk/days", tag = "risk", params(("id" = Uuid, Path), RiskPeriod),
    operation_id = "vehicle_risk_days",
    responses((status = 200, body = RiskDays), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn days(caller: Caller, Path(id): Path<Uuid>, Query(period): Query<RiskPeriod>) -> Result<Json<RiskDays>> {
    let length = (period.to - period.from).num_days() + 1;
    if u64::try_from(length).is_ok_and(|days| (1..=MOST_DAYS).contains(&days)) {
        let mut tx = caller.begin().await?;
        let (no, _) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
        let told = scores::told(&mut tx, no).await?;
        let changes = scores::changes(&mut tx, no, (period.from, period.to)).await?;
        tx.commit().await?;
        let items = told.map(|told| each_day(&changes, told, &period)).unwrap_or_default();
        return Ok(Json(RiskDays { since: told.map(|(since, _)| since), items }));
    }
    Err(Error::invalid(
        "period_out_of_range",
        "to",
        format!("the period is empty or longer than {MOST_DAYS} days"),
        format!("ask for at most {MOST_DAYS} days at a time"),
    ))
}

/// Every day that is told, from the days on which the score changed.
fn each_day(changes: &[RiskDay], (since, until): (NaiveDate, NaiveDate), period: &RiskPeriod) -> Vec<RiskDay> {
    let (mut next, mut items) = (0, Vec::new());
    // Before the first change nothing was there.
    let mut stands = RiskDay { day: since, points: 0, band: "green".to_owned(), version: 0 };
    for day in period.from.max(since).iter_days().take_while(|day| *day <= period.to.min(until)) {
        while let Some(change) = changes.get(next).filter(|change| change.day <= day) {
            stands = change.clone();
            next += 1;
        }
        items.push(RiskDay { day, ..stands.clone() });
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_as_the_change_before_it() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 9, d).expect("a date");
        let change = |d, points| RiskDay { day: day(d), points, band: "green".into(), version: 1 };
        let period = RiskPeriod { from: day(1), to: day(9) };
        let told = each_day(&[change(3, 20), change(6, 0)], (day(2), day(7)), &period);
        let points: Vec<i16> = told.iter().map(|d| d.points).collect();
        assert_eq!(points, [0, 20, 20, 20, 0, 0]);
        assert_eq!((told[0].day, told[5].day), (day(2), day(7)));
    }
}
