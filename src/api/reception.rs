//! How well a vehicle's trackers hear satellites and the radio network.

use super::caller::Caller;
use super::disclosure::{Precision, Shown, Why, decide};
use super::error::Result;
use super::locations::whose;
use super::request::{Path, Query};
use crate::store::reception::{self, Report};
use axum::Json;
use chrono::{DateTime, Utc};
use lienwatch_domain::observation::Flags;
use lienwatch_domain::refusal::Refusal;
use lienwatch_protocols::message::Cell;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A cell tower, by the numbers that its network gives it (3GPP TS 23.003, 4.3).
#[derive(Debug, Serialize, ToSchema)]
pub struct CellTower {
    /// Mobile country code.
    pub mcc: u16,
    /// Mobile network code.
    pub mnc: u16,
    /// Location or tracking area code.
    pub lac: u32,
    /// Cell identity.
    pub cid: u64,
    /// Signal as sent: dBm where negative; null where the device does not say.
    pub signal: Option<i16>,
}

impl From<Cell> for CellTower {
    fn from(Cell { mcc, mnc, lac, cid, signal }: Cell) -> Self {
        Self { mcc, mnc, lac, cid, signal }
    }
}

/// What one tracker said last of its reception. Each value is the newest that it sent within its last 100 reports.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reception {
    /// Which tracker.
    pub tracker_id: Uuid,
    /// IMEI or terminal id.
    pub device_id: String,
    /// `wired`, `wireless` or `obd`.
    pub role: String,
    /// When it reported last, by its corrected clock.
    pub at: DateTime<Utc>,
    /// The last location comes from cell towers or Wi-Fi; null where no report has a location.
    pub coarse_fix: Option<bool>,
    /// Satellites, as the protocol counts them: in use, or in view.
    pub satellites: Option<i16>,
    /// Horizontal dilution of precision.
    pub hdop: Option<f64>,
    /// Radius in which the device believes itself, metres.
    pub accuracy_m: Option<f64>,
    /// Strength of the radio network as the device sends it; the scale is its protocol's.
    pub gsm_level: Option<i64>,
    /// Strength of the radio network, dBm.
    pub gsm_rssi_dbm: Option<i64>,
    /// When it named the towers below.
    pub cells_at: Option<DateTime<Utc>>,
    /// The towers that it heard, the serving one first; empty where it named none, and where precise places are not shown.
    pub cells: Vec<CellTower>,
    /// Wi-Fi access points that it heard with its last report of any.
    pub wifi_n: Option<usize>,
}

/// The reception of a vehicle's trackers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Receptions {
    /// How exactly places are shown: a tower is a place, and named only where that is `precise`.
    pub precision: Precision,
    /// The rule of the law that keeps precise places back, why, and what would do; null where none does.
    #[schema(value_type = Option<Object>)]
    pub withheld: Option<Refusal>,
    /// One per tracker that is in the vehicle and ever reported.
    pub items: Vec<Reception>,
}

/// How well the trackers hear
///
/// Satellites, strength of the radio network and the cell towers that were heard: what tells a bad antenna, a cellar or a
/// jammer from hands on the device. Towers are places, shown under the same rule as `position`; every look is logged.
#[utoipa::path(get, path = "/vehicles/{id}/reception", tag = "locations", operation_id = "show_vehicle_reception",
    params(("id" = Uuid, Path), Why),
    responses((status = 200, body = Receptions), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>, Query(why): Query<Why>) -> Result<Json<Receptions>> {
    let mut tx = caller.begin().await?;
    let whose = whose(&mut tx, id).await?;
    let Shown { precision, withheld } = decide(&caller, &mut tx, whose, "reception", &why, false).await?;
    let reports = reception::newest(&mut tx, whose.vehicle_no).await?;
    caller.commit(tx).await?;
    let by_tracker = reports.chunk_by(|a, b| a.tracker_id == b.tracker_id);
    let items = by_tracker.filter_map(|of| told(of, precision == Precision::Precise));
    Ok(Json(Receptions { precision, withheld, items: items.collect() }))
}

/// Of one tracker's reports, newest first.
fn told(reports: &[Report], towers: bool) -> Option<Reception> {
    let last = reports.first()?;
    let extra = |name: &str| reports.iter().find_map(|r| Some((r.at, r.attributes.as_ref()?.get(name)?)));
    let cells = extra("cells").filter(|_| towers);
    // As ingest stored them; what an older version stored in another shape is not told.
    let heard: Option<Vec<Cell>> = cells.and_then(|(_, v)| serde_json::from_value(v.clone()).ok());
    Some(Reception {
        tracker_id: last.tracker_id,
        device_id: last.device_id.clone(),
        role: last.role.clone(),
        at: last.at,
        coarse_fix: reports.iter().find(|r| r.located).map(|r| Flags(r.flags).has(Flags::COARSE)),
        satellites: reports.iter().find_map(|r| r.satellites),
        hdop: extra("hdop").and_then(|(_, v)| v.as_f64()),
        accuracy_m: extra("accuracy_m").and_then(|(_, v)| v.as_f64()),
        gsm_level: extra("gsm_level").and_then(|(_, v)| v.as_i64()),
        gsm_rssi_dbm: extra("gsm_rssi_dbm").and_then(|(_, v)| v.as_i64()),
        cells_at: cells.map(|(at, _)| at),
        cells: heard.into_iter().flatten().map(CellTower::from).collect(),
        wifi_n: extra("wifi").and_then(|(_, v)| Some(v.as_array()?.len())),
    })
}
