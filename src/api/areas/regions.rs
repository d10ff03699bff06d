//! Regions: provinces or whatever a lender calls so, loaded as GeoJSON.

use super::borders::{Names, region};
use crate::api::caller::{Caller, with_etag};
use crate::api::error::{Error, Result};
use crate::api::import_report::{Report, ReportedError};
use crate::api::request::{Nothing, Page, Paging, Path, Query, Write, page, text};
use crate::api::site_library::features;
use crate::store::areas::regions::{self, NewRegion, RegionView};
use crate::store::imports::{self, ImportJob};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Regions of a lender at most.
const MOST_REGIONS: i64 = 500;

/// Corners of all of them at most: every one is held in memory.
const MOST_CORNERS: i64 = 200_000;

/// Regions
#[utoipa::path(get, path = "/regions", tag = "areas", operation_id = "list_regions", params(Paging),
    responses((status = 200, body = Page<RegionView>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<RegionView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = regions::list(&mut tx, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |region| region.id)))
}

/// A region with its borders.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegionDetail {
    /// The region.
    #[serde(flatten)]
    pub region: RegionView,
    /// Its borders as a GeoJSON multipolygon.
    #[schema(value_type = Object)]
    pub geometry: serde_json::Value,
}

/// One region
#[utoipa::path(get, path = "/regions/{id}", tag = "areas", operation_id = "show_region", params(("id" = Uuid, Path)),
    responses((status = 200, body = RegionDetail), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let (region, borders, _) = regions::get(&mut tx, id).await?.ok_or(Error::NotFound("region"))?;
    tx.commit().await?;
    let version = region.version;
    Ok(with_etag(Json(RegionDetail { region, geometry: borders.geojson() }).into_response(), version))
}

/// How to take a document.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RegionOptions {
    /// Store nothing, only say what would be.
    #[serde(default)]
    pub dry_run: bool,
    /// The property with the code of a region; default `code`.
    pub code_property: Option<String>,
    /// The property with its name; default `name`.
    pub name_property: Option<String>,
}

/// Load regions as GeoJSON
///
/// A FeatureCollection (RFC 7946): polygons or multipolygons with or without holes, each with a code (1 to 20 letters, digits,
/// `.`, `_`, `-`) and a name. A region of the same code is changed. A lender has at most 500 regions with 20000 corners
/// each and 200000 together. Features that are not right are refused, each with its index and field, and the others taken.
#[utoipa::path(post, path = "/regions/geojson", tag = "areas", operation_id = "load_regions", params(RegionOptions),
    request_body = Object,
    responses((status = 200, body = ImportJob), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn load(Query(options): Query<RegionOptions>, write: Write<serde_json::Value>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let code = options.code_property.as_deref().map(|p| text("code_property", p, 100)).transpose()?.unwrap_or("code");
    let name = options.name_property.as_deref().map(|p| text("name_property", p, 100)).transpose()?.unwrap_or("name");
    let (code, name) = (code.to_owned(), name.to_owned());
    let (lender, wall) = (caller.lender()?, caller.state.wall_now());
    // A million numbers are read: not where requests wait.
    let read = tokio::task::spawn_blocking(move || read(&body, &Names { code: &code, name: &name })).await;
    let (read, report) = read.map_err(|e| Error::Internal(e.to_string()))??;
    let id = caller.state.new_id();
    let job = ImportJob {
        id,
        kind: "regions".to_owned(),
        dry_run: options.dry_run,
        rows_total: report.ok + report.bad,
        rows_ok: report.ok,
        rows_bad: report.bad,
        errors: serde_json::to_value(&report.errors).map_err(|e| Error::Internal(e.to_string()))?,
        created_at: wall,
        created_by: caller.actor(),
    };
    let mut tx = caller.begin().await?;
    if !options.dry_run {
        for region in &read {
            regions::upsert(&mut tx, caller.state.new_id(), lender.0, region, wall).await?;
        }
        let (count, corners) = regions::size(&mut tx, lender.0).await?;
        if count > MOST_REGIONS || corners > MOST_CORNERS {
            let what = format!("there would be {count} regions with {corners} corners");
            let fix =
                format!("at most {MOST_REGIONS} regions and {MOST_CORNERS} corners: simplify, or delete some first");
            return Err(Error::conflict("too_many_regions", None, what, fix));
        }
    }
    imports::insert(&mut tx, lender.0, &job).await?;
    let data = serde_json::json!({ "kind": "regions", "dry_run": job.dry_run, "rows_ok": job.rows_ok, "rows_bad": job.rows_bad });
    caller.log(&mut tx, Some(lender), ("import", id), "imported", None, data).await?;
    let response = caller.answer(tx, StatusCode::OK, &job).await?;
    if !job.dry_run && !read.is_empty() {
        caller.assets_changed().await?;
    }
    Ok(response)
}

fn read(document: &serde_json::Value, names: &Names<'_>) -> Result<(Vec<NewRegion>, Report)> {
    let (mut read, mut report, mut seen) = (Vec::new(), Report::default(), HashSet::new());
    for (index, feature) in features(document)?.iter().enumerate() {
        let one = region(index, feature, names).and_then(|region| match seen.insert(region.code.clone()) {
            true => Ok(region),
            false => Err(Error::invalid(
                "duplicate_code",
                format!("features[{index}].properties.{}", names.code),
                format!("{:?} is there twice", region.code),
                "one feature for each region: several areas are a MultiPolygon",
            )),
        });
        match one {
            Ok(region) => {
                report.ok += 1;
                read.push(region);
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

/// Delete a region
///
/// Not while the lender or one of its vehicles is allowed there by name.
#[utoipa::path(delete, path = "/regions/{id}", tag = "areas", operation_id = "delete_region", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem),
              (status = 412, body = crate::api::Problem)))]
pub async fn delete(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let Write { caller, if_match, .. } = write;
    let mut tx = caller.begin().await?;
    regions::lock(&mut tx, id).await?;
    let (region, _, lender) = regions::get(&mut tx, id).await?.ok_or(Error::NotFound("region"))?;
    if if_match.is_some_and(|version| version != region.version) {
        return Err(Error::Stale);
    }
    if regions::in_use(&mut tx, lender, &region.code).await? {
        let what = format!("vehicles are allowed in {} by name", region.code);
        return Err(Error::conflict("region_in_use", None, what, "take it out of those lists first"));
    }
    regions::delete(&mut tx, id).await?;
    let data = serde_json::json!({ "code": region.code });
    caller.log(&mut tx, Some(LenderNo(lender)), ("region", id), "deleted", None, data).await?;
    let response = caller.answer(tx, StatusCode::NO_CONTENT, &()).await?;
    caller.assets_changed().await?;
    Ok(response)
}
