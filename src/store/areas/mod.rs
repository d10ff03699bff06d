//! Areas that people draw: fences of vehicles, and regions with what vehicles may be in.

pub mod fences;

use super::{Store, StoreError};
use lienwatch_domain::detect::{Areas, Fence, FenceRule};
use lienwatch_domain::geo::Shape;
use lienwatch_domain::ids::{FenceId, VehicleNo};
use sqlx::types::Json;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Rows read at a time, so that no statement is unbounded.
const PAGE: i64 = 20_000;

/// Shapes read at a time: each may have thousands of corners.
const SHAPES: i64 = 500;

impl Store {
    /// Reads every area that detectors watch.
    pub(super) async fn load_areas(&self) -> Result<Areas, StoreError> {
        Ok(Areas { fences: self.load_fences().await?, ..Areas::default() })
    }

    /// The fences that are watched, by vehicle, the oldest first.
    async fn load_fences(&self) -> Result<HashMap<VehicleNo, Vec<Arc<Fence>>>, StoreError> {
        let (mut drawn, mut after) = (HashMap::new(), Uuid::nil());
        loop {
            let rows: Vec<(Uuid, String, Json<Shape>)> = sqlx::query_as(
                "select id, rule, shape from fence where id > $1 and retired_at is null order by id limit $2",
            )
            .bind(after)
            .bind(SHAPES)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { break };
            after = last.0;
            for (id, rule, Json(shape)) in rows {
                let rule = FenceRule::from_name(&rule).ok_or_else(|| StoreError::unreadable("fence.rule", rule))?;
                drawn.insert(id, Arc::new(Fence { id: FenceId(id), rule, shape }));
            }
        }
        let (mut fences, mut after): (HashMap<_, Vec<_>>, _) = (HashMap::new(), (Uuid::nil(), 0));
        loop {
            let rows: Vec<(Uuid, i32)> = sqlx::query_as(
                "select fence_id, vehicle_no from fence_vehicle where (fence_id, vehicle_no) > ($1, $2)
                 order by fence_id, vehicle_no limit $3",
            )
            .bind(after.0)
            .bind(after.1)
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { return Ok(fences) };
            after = *last;
            for (id, vehicle) in rows {
                if let Some(fence) = drawn.get(&id) {
                    fences.entry(VehicleNo(vehicle)).or_default().push(Arc::clone(fence));
                }
            }
        }
    }
}
