//! Areas that people draw: fences of vehicles, and regions with what vehicles may be in.

pub mod fences;
pub mod regions;

use super::{Store, StoreError};
use lienwatch_domain::detect::{Allowed, Areas, Fence, FenceRule, Province};
use lienwatch_domain::geo::Shape;
use lienwatch_domain::ids::{FenceId, LenderNo, VehicleNo};
use sqlx::FromRow;
use sqlx::types::Json;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Rows read at a time, so that no statement is unbounded.
const PAGE: i64 = 20_000;

/// Shapes read at a time: each may have thousands of corners.
const SHAPES: i64 = 500;

/// Regions read at a time: each may have ten thousands of corners.
const REGIONS: i64 = 50;

/// Where vehicles may be, by lender and by vehicle.
type Lists = (HashMap<LenderNo, Arc<Allowed>>, HashMap<VehicleNo, Arc<Allowed>>);

impl Store {
    /// Reads every area that detectors watch.
    pub(super) async fn load_areas(&self) -> Result<Areas, StoreError> {
        let provinces = self.load_regions().await?;
        let (usual, allowed) = self.load_allowed(&provinces).await?;
        Ok(Areas { fences: self.load_fences().await?, provinces, usual, allowed, ..Areas::default() })
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
                "select w.fence_id, w.vehicle_no from fence_vehicle w join fence f on f.id = w.fence_id
                 where (w.fence_id, w.vehicle_no) > ($1, $2) and f.retired_at is null
                 order by w.fence_id, w.vehicle_no limit $3",
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

    /// The regions of all lenders.
    async fn load_regions(&self) -> Result<HashMap<LenderNo, Vec<Arc<Province>>>, StoreError> {
        #[derive(FromRow)]
        struct Row {
            id: Uuid,
            lender_no: i32,
            code: String,
            #[sqlx(flatten)]
            columns: regions::Columns,
        }
        let (mut known, mut after): (HashMap<_, Vec<_>>, _) = (HashMap::new(), Uuid::nil());
        loop {
            let rows: Vec<Row> = sqlx::query_as(
                "select id, lender_no, code, polygon_rings, ring_corners, lat_e7, lon_e7 from region
                 where id > $1 order by id limit $2",
            )
            .bind(after)
            .bind(REGIONS)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { return Ok(known) };
            after = last.id;
            for row in rows {
                let province = Arc::new(Province::new(row.code, row.columns.rings()));
                known.entry(LenderNo(row.lender_no)).or_default().push(province);
            }
        }
    }

    /// Where vehicles may be: those of lenders as a whole, and single ones. The same list is one.
    async fn load_allowed(&self, known: &HashMap<LenderNo, Vec<Arc<Province>>>) -> Result<Lists, StoreError> {
        let mut made: HashMap<(LenderNo, Vec<String>), Arc<Allowed>> = HashMap::new();
        let mut list = |lender: LenderNo, codes: Vec<String>| {
            let entry = made.entry((lender, codes));
            let codes = entry.key().1.clone();
            Arc::clone(entry.or_insert_with(|| {
                let of_lender = known.get(&lender).map_or(&[][..], Vec::as_slice);
                let named = of_lender.iter().filter(|p| codes.iter().any(|code| code == p.code()));
                Arc::new(Allowed::new(named.cloned().collect()))
            }))
        };
        let (mut usual, mut allowed, mut after) = (HashMap::new(), HashMap::new(), i32::MIN);
        loop {
            let rows: Vec<(i32, Vec<String>)> = sqlx::query_as(
                "select lender_no, codes from lender_regions where lender_no > $1 order by lender_no limit $2",
            )
            .bind(after)
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { break };
            after = last.0;
            usual.extend(rows.into_iter().map(|(no, codes)| (LenderNo(no), list(LenderNo(no), codes))));
        }
        after = i32::MIN;
        loop {
            let rows: Vec<(i32, i32, Vec<String>)> = sqlx::query_as(
                "select vehicle_no, lender_no, codes from vehicle_regions
                 where vehicle_no > $1 order by vehicle_no limit $2",
            )
            .bind(after)
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { return Ok((usual, allowed)) };
            after = last.0;
            allowed.extend(rows.into_iter().map(|(no, of, codes)| (VehicleNo(no), list(LenderNo(of), codes))));
        }
    }
}
