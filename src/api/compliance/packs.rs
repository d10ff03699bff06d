//! The rules, and the holidays of a place.

use crate::api::access::Role;
use crate::api::caller::{Caller, Principal};
use crate::api::error::{Error, Result};
use crate::api::import_assets::known;
use crate::api::recovery::uploads::Upload;
use crate::api::request::{Path, Write};
use crate::store::own_rules;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::compliance::{Calendar, DayKind, Jurisdiction, Layer, Pack, PackProblem, PackSet};
use lienwatch_domain::ids::LenderNo;
use serde::Serialize;
use utoipa::ToSchema;

/// A pack of rules.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackLine {
    /// `cn`, `tw`, `us`, `uk`, `other` or `lender`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// Rules in it.
    pub rules: usize,
    /// The lender brought it itself.
    pub own: bool,
    /// Since when, where the lender brought it.
    pub since: Option<DateTime<Utc>>,
}

fn name(layer: &Layer) -> &'static str {
    match layer {
        Layer::Law(jurisdiction) => jurisdiction.name(),
        Layer::Lender => "lender",
        Layer::Contract => "contract",
    }
}

fn line(pack: &Pack, since: Option<DateTime<Utc>>) -> PackLine {
    PackLine {
        name: name(pack.layer()).to_owned(),
        version: pack.version().to_owned(),
        title: pack.title().to_owned(),
        rules: pack.rules().len(),
        own: since.is_some(),
        since,
    }
}

/// The lender's own rules, or what this software asks of one that brought none.
async fn of_lender(caller: &Caller) -> Result<(Pack, Option<DateTime<Utc>>)> {
    let lender = caller.lender()?;
    let mut tx = caller.begin().await?;
    let own = own_rules::own_pack(&mut tx, lender.0).await?;
    tx.commit().await?;
    match own {
        Some(own) => {
            let pack = Pack::parse(&own.pack).map_err(|e| Error::Internal(e.to_string()))?;
            Ok((pack, Some(own.at)))
        }
        None => Ok((Pack::lender_default().clone(), None)),
    }
}

/// The rules in force
///
/// One pack for each place, and the lender's own. Nothing here is legal advice.
#[utoipa::path(get, path = "/compliance/packs", tag = "compliance", responses((status = 200, body = Vec<PackLine>)))]
pub async fn list(caller: Caller) -> Result<Json<Vec<PackLine>>> {
    let (own, since) = of_lender(&caller).await?;
    let law = PackSet::built_in().packs().iter().map(|pack| line(pack, None));
    Ok(Json(law.chain([line(&own, since)]).collect()))
}

/// One pack with all its rules
///
/// Each with its id, region, sentence, effect, checks, source, certainty and dates.
#[utoipa::path(get, path = "/compliance/packs/{name}", tag = "compliance", params(("name" = String, Path)),
    responses((status = 200, body = Object), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(wanted): Path<String>) -> Result<Json<Pack>> {
    if wanted == "lender" {
        return Ok(Json(of_lender(&caller).await?.0));
    }
    let found = PackSet::built_in().packs().iter().find(|pack| name(pack.layer()) == wanted);
    found.cloned().map(Json).ok_or(Error::NotFound("pack: cn, tw, us, uk, other or lender"))
}

/// What a lender asks of itself, and of whom acts for it, is for its legal department and administrators.
fn by_legal(caller: &Caller) -> Result<()> {
    match &caller.principal {
        Principal::User { role: Role::Supervisor, .. } => {
            Err(Error::Forbidden("the legal department and administrators set rules".into()))
        }
        _ => Ok(()),
    }
}

/// Bring the lender's own rules
///
/// They stand beside the law and can only restrict; they replace what the lender asked of itself before. The form is that
/// of `GET /compliance/packs/lender`, and `lender` is the only name that is brought. 422 names row and field.
#[utoipa::path(put, path = "/compliance/packs/{name}", tag = "compliance", params(("name" = String, Path)), request_body = Object,
    responses((status = 200, body = PackLine), (status = 403, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn bring(Path(wanted): Path<String>, write: Write<serde_json::Value>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    by_legal(&caller)?;
    if wanted != "lender" {
        return Err(Error::Forbidden("the law is not brought by a lender: its own rules are, as lender".into()));
    }
    let lender = caller.lender()?;
    let text = body.to_string();
    let bad = |problem: PackProblem| {
        let PackProblem { row, field, problem } = problem;
        Error::invalid("bad_pack", format!("{row}, {field}"), problem, "see docs/compliance.md, Packs")
    };
    let pack = Pack::parse(&text).map_err(bad)?;
    if *pack.layer() != Layer::Lender {
        let problem = "only the lender's own rules are brought here".to_owned();
        return Err(bad(PackProblem { row: "pack".into(), field: "layer".into(), problem }));
    }
    let at = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    own_rules::add_pack(&mut tx, lender.0, pack.version(), &text, at, &caller.actor()).await?;
    let data = serde_json::json!({ "version": pack.version(), "rules": pack.rules().len() });
    let row = crate::api::caller::lender_row(&mut tx, lender).await?;
    caller.log(&mut tx, Some(lender), ("lender", row.id), "rules_brought", None, data).await?;
    caller.answer(tx, StatusCode::OK, &line(&pack, Some(at))).await
}

/// A day of the table.
#[derive(Debug, Serialize, ToSchema)]
pub struct DayLine {
    /// Which.
    pub date: NaiveDate,
    /// `holiday`, or `working` for a weekend day that is worked.
    #[schema(value_type = String)]
    pub kind: DayKind,
}

/// The holidays of a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct Holidays {
    /// `cn`, `tw`, `us`, `uk` or `other`.
    #[schema(value_type = String)]
    pub jurisdiction: Jurisdiction,
    /// Days that do not follow the week, in order.
    pub days: Vec<DayLine>,
}

fn jurisdiction(wanted: &str) -> Result<Jurisdiction> {
    let all: Vec<&str> = Jurisdiction::ALL.iter().map(|j| j.name()).collect();
    known("jurisdiction", wanted, Jurisdiction::from_name, &all.join(", "))
}

fn view(jurisdiction: Jurisdiction, calendar: &Calendar) -> Holidays {
    Holidays { jurisdiction, days: calendar.days().map(|(date, kind)| DayLine { date, kind }).collect() }
}

/// The holidays of a place
#[utoipa::path(get, path = "/compliance/holidays/{jurisdiction}", tag = "compliance", params(("jurisdiction" = String, Path)),
    responses((status = 200, body = Holidays), (status = 422, body = crate::api::Problem)))]
pub async fn show_holidays(caller: Caller, Path(wanted): Path<String>) -> Result<Json<Holidays>> {
    let (jurisdiction, lender) = (jurisdiction(&wanted)?, caller.lender()?);
    let mut tx = caller.begin().await?;
    let stored = own_rules::holidays(&mut tx, lender.0, jurisdiction).await?.unwrap_or_default();
    tx.commit().await?;
    let calendar = Calendar::parse(&stored).map_err(|e| Error::Internal(e.to_string()))?;
    Ok(Json(view(jurisdiction, &calendar)))
}

/// Bring the holidays of a place
///
/// The body is a table of `date,kind,name` lines, `kind` being `holiday` or `working`. It replaces the whole table.
#[utoipa::path(put, path = "/compliance/holidays/{jurisdiction}", tag = "compliance", params(("jurisdiction" = String, Path)),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = Holidays), (status = 415, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn bring_holidays(Path(wanted): Path<String>, upload: Upload) -> Result<Response> {
    let Upload { caller, bytes } = upload;
    by_legal(&caller)?;
    let (jurisdiction, lender) = (jurisdiction(&wanted)?, caller.lender()?);
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Error::invalid("bad_calendar", "", "the table is no UTF-8 text", "send text/csv in UTF-8"))?;
    let calendar = Calendar::parse(text).map_err(|e| {
        Error::invalid("bad_calendar", format!("line {}, {}", e.line, e.field), e.problem, "date,kind,name a line")
    })?;
    let at = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    own_rules::put_holidays(&mut tx, lender.0, jurisdiction, text, at, &caller.actor()).await?;
    let data = serde_json::json!({ "jurisdiction": jurisdiction, "days": calendar.days().count() });
    let row = crate::api::caller::lender_row(&mut tx, LenderNo(lender.0)).await?;
    caller.log(&mut tx, Some(lender), ("lender", row.id), "holidays_brought", None, data).await?;
    caller.answer(tx, StatusCode::OK, &view(jurisdiction, &calendar)).await
}
