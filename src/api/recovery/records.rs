//! Records of a case: what was found, checked and said. Added once, never changed.

use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Query, Write, page, text};
use crate::recovery;
use crate::store::case_files::{self, CaseRecord};
use crate::store::cases;
use crate::store::recorded::{Handling, Recorded};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::ids::LenderNo;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which records.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RecordFilter {
    /// Of one kind.
    pub kind: Option<String>,
}

/// Longest text of a record, characters; and most items of a list.
const LONGEST: usize = 2000;
const MOST: usize = 200;

fn check(body: &Recorded, now: DateTime<Utc>) -> Result<()> {
    let texts = body.texts();
    if texts.len() > MOST {
        let detail = format!("{} items", texts.len());
        return Err(Error::invalid("too_many", texts[0].0, detail, format!("give at most {MOST}")));
    }
    for (field, value) in texts {
        text(field, value, LONGEST)?;
    }
    let bad = |code, field, detail: String, fix| Err(Error::invalid(code, field, detail, fix));
    match body {
        Recorded::Condition { grade, .. } if *grade > 5 => {
            bad("bad_grade", "grade", format!("{grade} is no grade"), "0 (wreck) to 5 (as new)")
        }
        Recorded::Incident { severity, .. } if !(1..=4).contains(severity) => {
            bad("bad_severity", "severity", format!("{severity} is none"), "1 (gravest) to 4")
        }
        Recorded::Condition { energy_percent: Some(percent), .. } if *percent > 100 => {
            bad("bad_percent", "energy_percent", format!("{percent} %"), "0 to 100")
        }
        Recorded::Condition { at: Some(at), .. } if *at > now + AHEAD => {
            bad("in_the_future", "at", "the look lies in the future".into(), "record it once it took place")
        }
        Recorded::Contact(entry) if entry.at.is_some_and(|at| at > now + AHEAD) => {
            bad("in_the_future", "at", "the contact lies in the future".into(), "record it once it took place")
        }
        Recorded::AgreedTime { from, until, .. } if from >= until => {
            bad("bad_period", "until", "it ends before it begins".into(), "give a time after from")
        }
        Recorded::Explanation { asked_on: None, sent_on: None, .. } => {
            bad("no_date", "asked_on", "neither date is given".into(), "give asked_on, sent_on or both")
        }
        _ => Ok(()),
    }
}

/// Clocks of two systems differ.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// Records of a case
#[utoipa::path(get, path = "/cases/{id}/records", tag = "evidence", params(("id" = Uuid, Path), RecordFilter, Paging),
    responses((status = 200, body = Page<CaseRecord>), (status = 404, body = crate::api::Problem)))]
pub async fn list(
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(f): Query<RecordFilter>,
    paging: Paging,
) -> Result<Json<Page<CaseRecord>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let items = case_files::records(&mut tx, id, f.kind.as_deref(), after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |r| r.id)))
}

/// Add a record to a case
#[utoipa::path(post, path = "/cases/{id}/records", tag = "evidence", params(("id" = Uuid, Path)), request_body = Recorded,
    responses((status = 201, body = CaseRecord), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn add(Path(id): Path<Uuid>, write: Write<Recorded>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let mut tx = caller.begin().await?;
    let case = cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let record = record(&caller, &mut tx, case.lender_no, id, None, &body).await?;
    caller.answer(tx, StatusCode::CREATED, &record).await
}

/// Writes a record down, with its event. A contact is judged as of its time, and written down whatever the gate says;
/// what was found in the car is thrown away or sold only if the gate allows it.
pub(super) async fn record(
    caller: &Caller,
    tx: &mut Tx,
    lender_no: i32,
    case_id: Uuid,
    order_id: Option<Uuid>,
    body: &Recorded,
) -> Result<CaseRecord> {
    let doing = caller.doing();
    check(body, doing.now)?;
    let mut detail = serde_json::to_value(body).map_err(|e| Error::Internal(e.to_string()))?;
    match body {
        Recorded::Contact(entry) => {
            let said = recovery::judge_contact(tx, &doing, case_id, order_id, entry).await?;
            // The log shows what a contact broke.
            detail["gate"] = said;
        }
        Recorded::PropertyHandled { how: Some(Handling::Disposed), .. } => {
            recovery::judge_disposal(tx, &doing, case_id).await?;
        }
        _ => {}
    }
    let record = CaseRecord {
        id: caller.state.new_id(),
        case_id,
        order_id,
        kind: body.kind().to_owned(),
        detail,
        at: doing.now,
        by: caller.actor(),
    };
    case_files::add_record(tx, lender_no, &record).await?;
    let data = serde_json::json!({ "record": record.id, "kind": record.kind, "order": order_id });
    caller.log(tx, Some(LenderNo(lender_no)), ("case", case_id), "record_added", None, data).await?;
    Ok(record)
}
