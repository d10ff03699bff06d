//! The groups that one vehicle is in.

use super::{MOST_GROUPS, lock, members};
use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Write};
use crate::store::groups::{self, GroupView};
use crate::store::vehicles;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// The groups of a vehicle.
#[derive(Debug, Serialize, ToSchema)]
pub struct VehicleGroups {
    /// By name, at most 200.
    pub items: Vec<GroupView>,
}

/// The groups of a vehicle
#[utoipa::path(get, path = "/vehicles/{id}/groups", tag = "vehicles", operation_id = "show_vehicle_groups",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = VehicleGroups), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<VehicleGroups>> {
    let mut tx = caller.begin().await?;
    let (vehicle, _) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let items = of(&mut tx, vehicle).await?;
    tx.commit().await?;
    Ok(Json(VehicleGroups { items }))
}

/// In which groups a vehicle is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VehicleGroupsBody {
    /// Ids of groups of its lender; those that are left out it leaves.
    pub groups: Vec<Uuid>,
}

/// Say in which groups a vehicle is
#[utoipa::path(put, path = "/vehicles/{id}/groups", tag = "vehicles", operation_id = "set_vehicle_groups",
    params(("id" = Uuid, Path)), request_body = VehicleGroupsBody,
    responses((status = 200, body = VehicleGroups), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem),
              (status = 422, body = crate::api::Problem)))]
pub async fn set(Path(id): Path<Uuid>, write: Write<VehicleGroupsBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let wanted: BTreeSet<Uuid> = body.groups.into_iter().collect();
    if wanted.len() > MOST_GROUPS as usize {
        let what = format!("{} groups", wanted.len());
        return Err(Error::invalid("too_many_groups", "groups", what, "a lender has at most 200 groups"));
    }
    let mut tx = caller.begin().await?;
    let (vehicle, lender) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let before: BTreeSet<Uuid> = of(&mut tx, vehicle).await?.into_iter().map(|group| group.id).collect();
    // In one order, so that two who change the same groups wait for each other and not forever.
    for group in wanted.symmetric_difference(&before) {
        let comes = wanted.contains(group);
        let unknown = || {
            let fix = "ids of groups of the lender of the vehicle";
            Error::invalid("unknown_reference", "groups", format!("the lender has no group {group}"), fix)
        };
        match lock(&mut tx, *group, None).await {
            Ok(owner) if owner.0 == lender => {}
            Ok(_) | Err(Error::NotFound(_)) => return Err(unknown()),
            Err(error) => return Err(error),
        }
        match comes {
            true => groups::add(&mut tx, *group, lender, &[id]).await?,
            false => groups::remove(&mut tx, *group, &[id]).await?,
        };
        members::touch(&caller, &mut tx, *group).await?;
        let data = serde_json::json!({ "added": u8::from(comes), "removed": u8::from(!comes), "vehicle_id": id });
        caller.log(&mut tx, Some(LenderNo(lender)), ("group", *group), "vehicles_changed", None, data).await?;
    }
    let items = of(&mut tx, vehicle).await?;
    caller.answer(tx, StatusCode::OK, &VehicleGroups { items }).await
}

async fn of(tx: &mut Tx, vehicle: i32) -> Result<Vec<GroupView>> {
    Ok(groups::of_vehicle(tx, vehicle, MOST_GROUPS).await?)
}
