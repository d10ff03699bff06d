//! The pipeline from the yard to the settlement.

use crate::api::caller::Caller;
use crate::api::error::Result;
use crate::api::mask;
use crate::api::request::{Page, Paging, Query, names, page, searched};
use crate::store::pipeline::{self, DisposalCase, Key, STAGES, StageCount, Wanted};
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How the pipeline stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct Pipeline {
    /// One row a stage and currency; a stage without a row has no car.
    pub stages: Vec<StageCount>,
}

/// Which cars are looked for.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PipelineSearch {
    /// A part of plate, VIN or contract: 2 characters or more. Who sees plates and VINs masked finds by contract only.
    pub q: Option<String>,
}

impl PipelineSearch {
    fn wanted(&self, caller: &Caller) -> Result<Wanted<'_>> {
        Ok(Wanted { q: searched(self.q.as_deref())?, identity: caller.sight().vehicle_identity })
    }
}

/// Count the cars on their way to settlement
///
/// Over everything that is looked for, not over a page: `valuation`, `notice`, `listed`, `sold`, `funds`, `settled`,
/// `redeemed`.
#[utoipa::path(get, path = "/disposal/summary", tag = "disposal", params(PipelineSearch),
    responses((status = 200, body = Pipeline), (status = 422, body = crate::api::Problem)))]
pub async fn summary(caller: Caller, Query(search): Query<PipelineSearch>) -> Result<Json<Pipeline>> {
    let wanted = search.wanted(&caller)?;
    let mut tx = caller.begin().await?;
    let stages = pipeline::counts(&mut tx, &wanted).await?;
    tx.commit().await?;
    Ok(Json(Pipeline { stages }))
}

/// At which stages.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PipelineStages {
    /// At this stage: `valuation`, `notice`, `listed`, `sold`, `funds`, `settled` or `redeemed`; several: separated by commas.
    pub stage: Option<String>,
}

/// Cars on their way to settlement
///
/// Of open cases: those that may be sold, were sold, or go back. Who has waited longest in the state of its case first.
#[utoipa::path(get, path = "/disposal/cases", tag = "disposal", params(PipelineStages, PipelineSearch, Paging),
    responses((status = 200, body = Page<DisposalCase>), (status = 422, body = crate::api::Problem)))]
pub async fn list(
    caller: Caller,
    paging: Paging,
    Query(f): Query<PipelineStages>,
    Query(search): Query<PipelineSearch>,
) -> Result<Json<Page<DisposalCase>>> {
    let stages = names("stage", &f.stage, &STAGES)?;
    let wanted = search.wanted(&caller)?;
    let (limit, after) = (paging.limit()?, paging.after::<Key>()?);
    let mut tx = caller.begin().await?;
    let mut items = pipeline::list(&mut tx, &wanted, stages.as_deref(), after, limit + 1).await?;
    tx.commit().await?;
    if !caller.sight().vehicle_identity {
        for car in &mut items {
            car.plate = car.plate.as_deref().map(mask::identifier);
            car.vin = mask::identifier(&car.vin);
        }
    }
    Ok(Json(page(items, limit, |car| (car.state_since, car.case_id))))
}
