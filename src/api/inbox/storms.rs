//! Storms: many vehicles silent since one hour in one part of the country.

use super::InboxCut;
use crate::addresses::towns;
use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::mask;
use crate::api::request::{Path, Query};
use crate::store::inbox::Cut;
use crate::store::inbox::storms::{self, Parting, SilentAlert};
use axum::Json;
use chrono::{DateTime, Utc};
use h3o::Resolution;
use lienwatch_domain::alert::Severity;
use lienwatch_domain::geo::Point;
use lienwatch_domain::inbox::{Area, LEAST, Silence, Storm, StormKey};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use utoipa::ToSchema;
use uuid::Uuid;

/// Alerts of one storm that are shown at most, the first to fall silent.
const SHOWN: usize = 5000;

/// Vehicles silent since one hour in one part of the country.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StormView {
    /// Its name in links: still good when some of its vehicles are back.
    pub id: String,
    /// Vehicles.
    pub vehicles: usize,
    /// Alerts; more than vehicles where both trackers of one are silent.
    pub alerts: usize,
    /// Alerts that nobody has looked at.
    pub fresh: usize,
    /// The gravest of them.
    #[schema(value_type = String)]
    pub severity: Severity,
    /// When the first was last heard.
    pub first_at: DateTime<Utc>,
    /// When the last was last heard.
    pub last_at: DateTime<Utc>,
    /// Since when the longest waiting one that nobody has looked at waits.
    pub waiting_since: Option<DateTime<Utc>>,
    /// The lender's region that they lie in; null: none, or none is known.
    pub region: Option<String>,
    /// The town nearest to the middle of them; null where nothing is known of their places.
    pub town: Option<String>,
    /// Its Chinese name, where the list has one.
    pub town_zh: Option<String>,
    /// The middle of them: degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
}

/// The storms of a queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct Storms {
    /// The largest first.
    pub items: Vec<StormView>,
}

/// One storm with its alerts.
#[derive(Debug, Serialize, ToSchema)]
pub struct StormDetail {
    /// What it is.
    pub storm: StormView,
    /// Its alerts, the first to fall silent first; at most 5000.
    pub alerts: Vec<SilentAlert>,
}

/// The storms of a cut, with the silences that they are made of.
struct Weather {
    silent: Vec<SilentAlert>,
    regions: Vec<Parting>,
    storms: Vec<Storm>,
}

impl Weather {
    async fn of(tx: &mut Tx, cut: &Cut) -> Result<Weather> {
        let silent = storms::silent(tx, cut).await?;
        let regions = if silent.len() < LEAST {
            Vec::new()
        } else {
            let lenders: BTreeSet<i32> = silent.iter().map(|s| s.lender_no).collect();
            storms::regions(tx, &lenders.into_iter().collect::<Vec<_>>()).await?
        };
        let silences: Vec<Silence> = silent.iter().map(|s| Silence { since: s.event_at, point: place(s) }).collect();
        let mut map = Map { regions: &regions, known: HashMap::new() };
        let mut storms = lienwatch_domain::inbox::storms(&silences, |i| map.region(&silent[i]));
        storms.sort_by_key(|storm| std::cmp::Reverse((storm.members.len(), storm.until)));
        Ok(Weather { silent, regions, storms })
    }

    fn members<'a>(&'a self, storm: &'a Storm) -> impl Iterator<Item = &'a SilentAlert> {
        storm.members.iter().map(|i| &self.silent[*i])
    }

    fn view(&self, caller: &Caller, storm: &Storm) -> StormView {
        let members: Vec<&SilentAlert> = self.members(storm).collect();
        let middle = middle(&members);
        let town = middle.and_then(|p| caller.state.towns.get_or_init(towns).nearest(p).map(|near| near.place.clone()));
        let named = |code: &String| self.regions.iter().find(|r| r.code == *code).map(|r| r.name.clone());
        let fresh = || members.iter().filter(|s| s.desk_state == "new");
        StormView {
            id: storm.key.to_string(),
            vehicles: members.iter().map(|s| s.vehicle_id).collect::<BTreeSet<Uuid>>().len(),
            alerts: members.len(),
            fresh: fresh().count(),
            severity: members.iter().filter_map(|s| Severity::from_name(&s.severity)).max().unwrap_or(Severity::Warn),
            first_at: members.first().map_or(storm.key.since, |s| s.event_at),
            last_at: storm.until,
            waiting_since: fresh().map(|s| s.raised_at).min(),
            region: match &storm.key.area {
                Area::Region(code) => named(code),
                Area::Cell(_) | Area::Nowhere => None,
            },
            town: town.as_ref().map(|t| t.name.clone()),
            town_zh: town.and_then(|t| t.name_zh),
            lat: middle.map(|p| p.lat()),
            lon: middle.map(|p| p.lon()),
        }
    }
}

fn place(s: &SilentAlert) -> Option<Point> {
    s.lat.zip(s.lon).and_then(|(lat, lon)| Point::from_degrees(lat, lon))
}

/// Which regions places lie in, asked once for each cell of a few kilometres: borders have thousands of corners.
struct Map<'a> {
    regions: &'a [Parting],
    known: HashMap<(i32, i64), Option<&'a str>>,
}

impl Map<'_> {
    fn region(&mut self, s: &SilentAlert) -> Option<String> {
        let point = place(s)?;
        let regions = self.regions;
        let look = || regions.iter().find(|r| r.lender_no == s.lender_no && r.holds(point)).map(|r| r.code.as_str());
        self.known.entry((s.lender_no, point.cell(Resolution::Six))).or_insert_with(look).map(str::to_owned)
    }
}

/// The place of the one in the middle: half of them lie north of it, half of the rest east; not a mean, which may be at sea.
fn middle(members: &[&SilentAlert]) -> Option<Point> {
    let mut lats: Vec<Point> = members.iter().filter_map(|s| place(s)).collect();
    let mut lons = lats.clone();
    lats.sort_by_key(|p| p.lat_e7);
    lons.sort_by_key(|p| p.lon_e7);
    let (lat, lon) = (lats.get(lats.len() / 2)?, lons.get(lons.len() / 2)?);
    let centre = Point { lat_e7: lat.lat_e7, lon_e7: lon.lon_e7 };
    lats.into_iter().min_by(|a, b| a.distance_m(centre).total_cmp(&b.distance_m(centre)))
}

/// The alerts that storms stand for.
pub(super) async fn folded(tx: &mut Tx, cut: &Cut) -> Result<Vec<Uuid>> {
    let weather = Weather::of(tx, cut).await?;
    Ok(weather.storms.iter().flat_map(|storm| weather.members(storm)).map(|s| s.id).collect())
}

/// Storms of silent vehicles
///
/// At least 20 alerts of the queue that say a vehicle is silent, last heard within one hour of each other, in one region of
/// the lender or, outside of its regions, within about 350 km: rather an outage of a carrier than as many removals.
#[utoipa::path(get, path = "/alerts/storms", tag = "alerts", operation_id = "list_alert_storms", params(InboxCut),
    responses((status = 200, body = Storms), (status = 422, body = crate::api::Problem)))]
pub async fn list(caller: Caller, Query(of): Query<InboxCut>) -> Result<Json<Storms>> {
    let cut = of.cut(&caller)?;
    let mut tx = caller.begin().await?;
    let weather = Weather::of(&mut tx, &cut).await?;
    tx.commit().await?;
    Ok(Json(Storms { items: weather.storms.iter().map(|storm| weather.view(&caller, storm)).collect() }))
}

/// One storm
///
/// With its alerts and their versions, as `POST /alerts/bulk` takes them, 500 at a time.
#[utoipa::path(get, path = "/alerts/storms/{id}", tag = "alerts", operation_id = "show_alert_storm",
    params(("id" = String, Path, description = "its `id` in the list"), InboxCut),
    responses((status = 200, body = StormDetail), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<String>, Query(of): Query<InboxCut>) -> Result<Json<StormDetail>> {
    let cut = of.cut(&caller)?;
    let key = StormKey::parse(&id).ok_or(Error::NotFound("storm"))?;
    let mut tx = caller.begin().await?;
    let weather = Weather::of(&mut tx, &cut).await?;
    tx.commit().await?;
    let like = weather.storms.iter().filter(|storm| storm.is(&key));
    let apart = |storm: &&Storm| (storm.key.area != key.area, (storm.key.since - key.since).abs());
    let storm = like.min_by_key(apart).ok_or(Error::NotFound("storm"))?;
    let mut alerts: Vec<SilentAlert> = weather.members(storm).take(SHOWN).cloned().collect();
    if !caller.sight().vehicle_identity {
        alerts.iter_mut().for_each(|alert| alert.plate = alert.plate.as_deref().map(mask::identifier));
    }
    Ok(Json(StormDetail { storm: weather.view(&caller, storm), alerts }))
}
