//! What people call a place.

use super::hours::NEAR_M;
use crate::api::access::{Action, Resource};
use crate::api::disclosure::{Precision, Why, decide};
use crate::api::error::{Error, Result};
use crate::api::locations::whose;
use crate::api::request::{Path, Write, text};
use crate::store::habits::{self, Label};
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::geo::Point;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a place is to be called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelBody {
    /// 1 to 80 characters; null: nothing any more.
    pub label: Option<String>,
    /// Why it is looked at, where neither an alert nor a case is open.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What it is called now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Labelled {
    /// The place.
    pub rank: i16,
    /// Its name.
    pub label: Option<String>,
}

/// Name a frequent place
///
/// The name stays where the place is: when places are learnt anew, it goes to the one that is nearest, within 250 m.
#[utoipa::path(patch, path = "/vehicles/{id}/places/{rank}", tag = "locations", operation_id = "name_place",
    params(("id" = Uuid, Path), ("rank" = i16, Path)), request_body = LabelBody,
    responses((status = 200, body = Labelled), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn change(Path((id, rank)): Path<(Uuid, i16)>, write: Write<LabelBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    if !caller.may(Resource::Locations, Action::Read) {
        return Err(Error::Forbidden("this caller has no right to read locations".into()));
    }
    let label = body.label.as_deref().map(|label| text("label", label, 80)).transpose()?;
    let mut tx = caller.begin().await?;
    let whose = whose(&mut tx, id).await?;
    let at = habits::place_at(&mut tx, whose.vehicle_no, rank).await?.ok_or(Error::NotFound("place"))?;
    // Who sees only cells cannot tell one place from the next.
    let why = Why { reason: body.reason.clone() };
    let shown = decide(&caller, &mut tx, whose, "places", &why, true).await?;
    if let Some(refusal) = shown.withheld {
        return Err(refusal.into());
    }
    if shown.precision == Precision::Coarse {
        return Err(Error::invalid(
            "reason_required",
            "reason",
            "neither an alert nor a case is open",
            "say why in words",
        ));
    }
    let known = habits::labels(&mut tx, whose.vehicle_no).await?;
    let old: Vec<Point> = known.into_iter().map(|(p, _)| p).filter(|p| p.distance_m(at) <= NEAR_M).collect();
    let (by, now) = (caller.actor(), caller.state.wall_now());
    let new = label.map(|text| Label { text, by: &by, at: now });
    habits::relabel(&mut tx, whose.lender, whose.vehicle_no, at, &old, new).await?;
    let data = serde_json::json!({ "rank": rank, "label": label });
    caller.log(&mut tx, Some(whose.lender), ("vehicle", id), "place_named", None, data).await?;
    caller.answer(tx, StatusCode::OK, &Labelled { rank, label: label.map(str::to_owned) }).await
}
