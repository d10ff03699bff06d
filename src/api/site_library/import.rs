//! Sites from a GeoJSON document, all of it or what of it is right.

use super::geojson::{features, site};
use super::look_back;
use crate::api::error::{Error, Result};
use crate::api::import_assets::known;
use crate::api::import_report::{Report, ReportedError};
use crate::api::request::{Query, Write};
use crate::store::imports::{self, ImportJob};
use crate::store::site_reviews::Changed;
use crate::store::sites::{self, NewSite};
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::geo::SiteKind;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// How to take a document.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GeoJsonOptions {
    /// Store nothing, only say what would be.
    #[serde(default)]
    pub dry_run: bool,
    /// The kind of features that have none of their own.
    pub kind: Option<String>,
}

/// What became of the features.
#[derive(Debug, Serialize, ToSchema)]
pub struct GeoJsonImport {
    /// The record of it: rows are features, counted from 0.
    #[serde(flatten)]
    pub import: ImportJob,
    /// The job that holds past stays against them; null where nothing changed.
    pub review_id: Option<Uuid>,
}

/// Import sites as GeoJSON
///
/// A FeatureCollection (RFC 7946) of at most 5000 features: polygons without holes, or points with the property `radius_m`;
/// the properties `name`, `kind` and `external_id` (else the feature's id). A site with the same external id is changed.
/// Features that are not right are refused, each with its index and field, and the others taken. What `GET /sites/export`
/// gave can be imported again.
#[utoipa::path(post, path = "/sites/geojson", tag = "sites", params(GeoJsonOptions), request_body = Object,
    operation_id = "import_sites",
    responses((status = 200, body = GeoJsonImport), (status = 422, body = crate::api::Problem)))]
pub async fn load(Query(options): Query<GeoJsonOptions>, write: Write<serde_json::Value>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let kinds: Vec<&str> = SiteKind::ALL.iter().map(|kind| kind.name()).collect();
    let kind = options.kind.as_deref().map(|k| known("kind", k, SiteKind::from_name, &kinds.join(", "))).transpose()?;
    let (lender, wall) = (caller.lender()?, caller.state.wall_now());
    // Thousands of areas are covered with cells: not where requests wait.
    let read = tokio::task::spawn_blocking(move || read(&body, kind)).await;
    let (read, report) = read.map_err(|e| Error::Internal(e.to_string()))??;
    let id = caller.state.new_id();
    let job = ImportJob {
        id,
        kind: "sites".to_owned(),
        dry_run: options.dry_run,
        rows_total: report.ok + report.bad,
        rows_ok: report.ok,
        rows_bad: report.bad,
        errors: serde_json::to_value(&report.errors).map_err(|e| Error::Internal(e.to_string()))?,
        created_at: wall,
        created_by: caller.actor(),
    };
    let mut tx = caller.begin().await?;
    let mut changed = Vec::new();
    if !options.dry_run {
        for site in &read {
            let before = match &site.external_id {
                Some(external_id) => sites::drawn(&mut tx, lender.0, external_id).await?,
                None => None,
            };
            let stored = sites::upsert(&mut tx, caller.state.new_id(), lender.0, site, wall).await?;
            if before.as_ref() != Some(&site.drawn()) {
                changed.push(Changed { site: stored, reshaped: before.is_some() });
            }
        }
    }
    let review_id = match changed.is_empty() {
        true => None,
        false => Some(look_back(&caller, &mut tx, lender, &changed).await?),
    };
    imports::insert(&mut tx, lender.0, &job).await?;
    let data = serde_json::json!({ "kind": "sites", "dry_run": job.dry_run, "rows_ok": job.rows_ok, "rows_bad": job.rows_bad });
    caller.log(&mut tx, Some(lender), ("import", id), "imported", None, data).await?;
    let response = caller.answer(tx, StatusCode::OK, &GeoJsonImport { import: job, review_id }).await?;
    if !changed.is_empty() {
        caller.assets_changed().await?;
        caller.state.engine.lending.notify_one();
    }
    Ok(response)
}

fn read(document: &serde_json::Value, kind: Option<SiteKind>) -> Result<(Vec<NewSite>, Report)> {
    let (mut read, mut report, mut seen) = (Vec::new(), Report::default(), HashSet::new());
    for (index, feature) in features(document)?.iter().enumerate() {
        let one = site(index, feature, kind).and_then(|site| match site.external_id.clone() {
            Some(id) if !seen.insert(id.clone()) => Err(Error::invalid(
                "duplicate_external_id",
                format!("features[{index}].properties.external_id"),
                format!("{id:?} is there twice"),
                "one external id per site",
            )),
            _ => Ok(site),
        });
        match one {
            Ok(site) => {
                report.ok += 1;
                read.push(site);
            }
            Err(Error::Invalid { code, field, detail, fix }) => {
                report.bad += 1;
                let row = u32::try_from(index).unwrap_or(u32::MAX);
                report.add(ReportedError { row, field, value: None, problem: code.to_owned(), message: detail, fix });
            }
            Err(other) => return Err(other),
        }
    }
    Ok((read, report))
}
