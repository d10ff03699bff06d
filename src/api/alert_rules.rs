//! What an alert was judged by.

use super::caller::Caller;
use super::error::{Error, Result};
use super::request::Path;
use crate::store::rules;
use axum::Json;
use lienwatch_domain::alert::AlertType;
use lienwatch_domain::detect::rule;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One number that the alert was judged by.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleNumber {
    /// The detector's group in the settings, e.g. `removal` for `[detection.removal]`.
    pub group: &'static str,
    /// Its name there, e.g. `silent_after_cut`.
    pub name: String,
    /// A number, or a list of numbers for the steps of one thing.
    #[schema(value_type = Object)]
    pub value: serde_json::Value,
    /// `seconds`, `hours`, `days`, `metres`, `metres_per_second`, `kilometres_per_hour`, `percent` or `millivolts`; null: a
    /// count, a share (0 to 1), or a weight in nats.
    #[schema(value_type = Option<String>)]
    pub unit: Option<rule::Unit>,
}

/// What an alert was judged by when it was raised.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertRule {
    /// The type of alert, which is the detector's name.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name of all detectors' numbers then: equal numbers have one name. Null: raised before it was kept.
    pub version: Option<String>,
    /// Whether alerts are judged by the same numbers now; null where it is not known by which this one was.
    pub in_force: Option<bool>,
    /// Its detector's numbers then; empty where they are not known.
    pub parameters: Vec<RuleNumber>,
}

/// What an alert was judged by
///
/// The numbers of its detector that were in force when it was raised, not those of now.
#[utoipa::path(get, path = "/alerts/{id}/rule", tag = "alerts", params(("id" = Uuid, Path)),
    responses((status = 200, body = AlertRule), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<AlertRule>> {
    let mut tx = caller.begin().await?;
    let judged = rules::judged_by(&mut tx, id).await?.ok_or(Error::NotFound("alert"))?;
    tx.commit().await?;
    let kind = AlertType::from_name(&judged.kind).zip(judged.parameters);
    let numbers = kind.map(|(kind, kept)| rule::rule(kind, &kept.0)).unwrap_or_default();
    let parameters = numbers
        .into_iter()
        .map(|p| RuleNumber { group: p.group, name: p.name, value: p.value, unit: p.unit })
        .collect();
    let in_force = judged.version.as_ref().map(|then| judged.now.as_ref() == Some(then));
    Ok(Json(AlertRule { kind: judged.kind, version: judged.version, in_force, parameters }))
}
