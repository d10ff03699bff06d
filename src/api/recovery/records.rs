//! Records of a case: what was found, checked and said. Added once, never changed.

use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Query, Write, page};
use crate::store::case_files::{self, CaseRecord};
use crate::store::cases;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which records.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RecordFilter {
    /// Of one kind.
    pub kind: Option<String>,
}

/// A record to add. Its kind says what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RecordBody {
    /// What was found in the car.
    PropertyInventory {
        /// Each thing, in words; an empty car has an empty list.
        items: Vec<String>,
    },
    /// What was found in the car was given back, or is kept as the law asks.
    PropertyHandled {
        /// How.
        note: String,
    },
    /// Liens and title were checked.
    TitleCheck {
        /// A sale is possible.
        clear: bool,
        /// Where it was checked, and what was found.
        note: String,
    },
    /// Somebody was spoken to.
    Contact {
        /// `call`, `visit`, `message`, `letter`.
        channel: String,
        /// `borrower`, `guarantor`, `third_party`.
        party: String,
        /// What came of it.
        outcome: String,
    },
    /// Something went wrong: to be dealt with within 24 hours.
    Incident {
        /// 1 is the gravest.
        severity: u8,
        /// What happened.
        note: String,
    },
    /// The state of the car.
    Condition {
        /// 0 (wreck) to 5 (as new).
        grade: u8,
        /// What is damaged, panel by panel.
        damages: Vec<String>,
        /// Odometer, km.
        odometer_km: Option<u32>,
        /// Keys that are there.
        keys: Option<u8>,
        /// A tracker was found in it.
        tracker_found: Option<bool>,
    },
}

/// Longest text of a record, characters; and most items of a list.
const LONGEST: usize = 2000;
const MOST: usize = 200;

impl RecordBody {
    fn kind(&self) -> &'static str {
        match self {
            RecordBody::PropertyInventory { .. } => "property_inventory",
            RecordBody::PropertyHandled { .. } => "property_handled",
            RecordBody::TitleCheck { .. } => "title_check",
            RecordBody::Contact { .. } => "contact",
            RecordBody::Incident { .. } => "incident",
            RecordBody::Condition { .. } => "condition",
        }
    }

    /// Whether contractors may add it.
    pub(super) fn by_contractors(&self) -> bool {
        !matches!(self, RecordBody::TitleCheck { .. } | RecordBody::PropertyHandled { .. })
    }

    fn check(&self) -> Result<()> {
        let texts: Vec<(&str, &str)> = match self {
            RecordBody::PropertyInventory { items } => items.iter().map(|i| ("items", i.as_str())).collect(),
            RecordBody::PropertyHandled { note }
            | RecordBody::TitleCheck { note, .. }
            | RecordBody::Incident { note, .. } => {
                vec![("note", note.as_str())]
            }
            RecordBody::Contact { channel, party, outcome } => {
                vec![("channel", channel.as_str()), ("party", party.as_str()), ("outcome", outcome.as_str())]
            }
            RecordBody::Condition { damages, .. } => damages.iter().map(|d| ("damages", d.as_str())).collect(),
        };
        if texts.len() > MOST {
            let detail = format!("{} items", texts.len());
            return Err(Error::invalid("too_many", texts[0].0, detail, format!("give at most {MOST}")));
        }
        for (field, value) in texts {
            crate::api::request::text(field, value, LONGEST)?;
        }
        match self {
            RecordBody::Condition { grade, .. } if *grade > 5 => {
                Err(Error::invalid("bad_grade", "grade", format!("{grade} is no grade"), "0 (wreck) to 5 (as new)"))
            }
            RecordBody::Incident { severity, .. } if !(1..=4).contains(severity) => {
                Err(Error::invalid("bad_severity", "severity", format!("{severity} is none"), "1 (gravest) to 4"))
            }
            _ => Ok(()),
        }
    }
}

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
#[utoipa::path(post, path = "/cases/{id}/records", tag = "evidence", params(("id" = Uuid, Path)), request_body = RecordBody,
    responses((status = 201, body = CaseRecord), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn add(Path(id): Path<Uuid>, write: Write<RecordBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let mut tx = caller.begin().await?;
    let case = cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let record = record(&caller, &mut tx, case.lender_no, id, None, &body).await?;
    caller.answer(tx, StatusCode::CREATED, &record).await
}

/// Writes a record down, with its event.
pub(super) async fn record(
    caller: &Caller,
    tx: &mut Tx,
    lender_no: i32,
    case_id: Uuid,
    order_id: Option<Uuid>,
    body: &RecordBody,
) -> Result<CaseRecord> {
    body.check()?;
    let detail = serde_json::to_value(body).map_err(|e| Error::Internal(e.to_string()))?;
    let record = CaseRecord {
        id: caller.state.new_id(),
        case_id,
        order_id,
        kind: body.kind().to_owned(),
        detail,
        at: caller.state.engine.clock().now(),
        by: caller.actor(),
    };
    case_files::add_record(tx, lender_no, &record).await?;
    let data = serde_json::json!({ "record": record.id, "kind": record.kind, "order": order_id });
    caller.log(tx, Some(LenderNo(lender_no)), ("case", case_id), "record_added", None, data).await?;
    Ok(record)
}
