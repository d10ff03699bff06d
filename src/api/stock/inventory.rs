//! The cars that stand in a yard.

use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::mask;
use crate::api::request::{Page, Paging, Path, page};
use crate::recovery;
use crate::store::shelves::YARDS;
use crate::store::standing::{self, StandingCar};
use axum::Json;
use uuid::Uuid;

/// The cars that stand in a yard
///
/// By the hand-overs: who came last and has not left. Each with its bay, what it has cost until now, its keys and
/// condition as last reported, how long the law keeps it from its sale, and what leads its case on.
#[utoipa::path(get, path = "/yards/{id}/inventory", tag = "custody", params(("id" = Uuid, Path), Paging),
    responses((status = 200, body = Page<StandingCar>), (status = 404, body = crate::api::Problem)))]
pub async fn list(caller: Caller, Path(id): Path<Uuid>, paging: Paging) -> Result<Json<Page<StandingCar>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    YARDS.get(&mut tx, id).await?.ok_or(Error::NotFound("yard"))?;
    let mut items = standing::standing_in(&mut tx, id, after, limit + 1).await?;
    recovery::reckon_standing(&mut tx, &doing, &mut items).await?;
    tx.commit().await?;
    if !caller.sight().vehicle_identity {
        for car in &mut items {
            car.plate = car.plate.as_deref().map(mask::identifier);
            car.vin = mask::identifier(&car.vin);
        }
    }
    Ok(Json(page(items, limit, |car| car.case_id)))
}
