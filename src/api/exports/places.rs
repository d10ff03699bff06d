//! Places: known sites, where cars are, where one was.

use super::book::{columns, id};
use super::take::{Asked, Rows, Taking, take};
use crate::api::access::Resource;
use crate::api::caller::Caller;
use crate::api::disclosure::{Precision, Why};
use crate::api::error::{Error, Result};
use crate::api::fleet::Choice;
use crate::api::locations::{self, TrackPeriod, TrackPointView};
use crate::api::map::{self, Area, MapVehicle};
use crate::api::request::{Page, Paging, Path, Query};
use crate::api::sites as site_list;
use crate::export::{Cell, Column, Format, Kind};
use crate::recovery::{Car, judge_export};
use crate::store::jobs::Job;
use crate::store::sites::Site;
use crate::store::vehicles;
use axum::extract::RawQuery;
use axum::response::Response;
use lienwatch_domain::geo::{Point, Shape};
use lienwatch_domain::reason::Reason;
use uuid::Uuid;

struct Sites(site_list::SiteFilter);

impl Rows for Sites {
    type Item = Site;
    const RESOURCE: Resource = Resource::Sites;
    const NAME: &'static str = "sites";
    const FORMAT: Format = Format::GeoJson;
    const FORMATS: &'static [Format] = &[Format::GeoJson, Format::Csv, Format::Xlsx];

    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("external_id", Kind::Text),
            ("name", Kind::Text),
            ("kind", Kind::Text),
            ("circle_lat", Kind::Text),
            ("circle_lon", Kind::Text),
            ("radius_m", Kind::Text),
            ("updated_at", Kind::Time),
            ("geometry", Kind::Area),
        ])
    }

    fn cells(&self, s: Site) -> Result<Vec<Cell>> {
        let circle = match &s.shape.0 {
            Shape::Circle { centre, radius_m } => Some([centre.lat(), centre.lon(), *radius_m]),
            Shape::Polygon { .. } => None,
        };
        let [lat, lon, radius_m] = [0, 1, 2].map(|n| circle.map(|numbers| numbers[n].to_string()));
        Ok(vec![
            id(s.id),
            s.external_id.into(),
            s.name.into(),
            s.kind.into(),
            lat.into(),
            lon.into(),
            radius_m.into(),
            s.updated_at.into(),
            Cell::Area(s.geometry.0),
        ])
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<Site>> {
        Ok(site_list::list(caller, paging, Query(self.0.clone())).await?.0)
    }
}

/// Known sites as a file
///
/// As the list, with its filters; a circle is a polygon of 64 corners around it, with its centre and
/// radius beside it: `POST /sites/geojson` takes the file again.
#[utoipa::path(get, path = "/sites/export", tag = "exports", params(site_list::SiteFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((Object = "application/geo+json"), (String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn sites(
    caller: Caller,
    Query(filter): Query<site_list::SiteFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Sites(filter)).await
}

fn place(lat: f64, lon: f64) -> Result<Cell> {
    let point = Point::from_degrees(lat, lon).ok_or_else(|| Error::Internal(format!("a place at {lat}, {lon}")))?;
    Ok(point.into())
}

fn precision(of: Precision) -> Cell {
    match of {
        Precision::Precise => "precise".into(),
        Precision::Coarse => "coarse".into(),
    }
}

struct Positions(Area, Choice);

impl Rows for Positions {
    type Item = MapVehicle;
    const RESOURCE: Resource = Resource::Locations;
    const NAME: &'static str = "positions";
    const PLACES: bool = true;
    const FORMAT: Format = Format::GeoJson;
    const FORMATS: &'static [Format] = &[Format::GeoJson, Format::Csv, Format::Xlsx];

    fn columns() -> Vec<Column> {
        columns(&[
            ("vehicle_id", Kind::Text),
            ("plate", Kind::Text),
            ("place", Kind::Position),
            ("precision", Kind::Text),
            ("at", Kind::Time),
            ("received_at", Kind::Time),
            ("connected", Kind::Boolean),
            ("worst_severity", Kind::Text),
            ("open_case", Kind::Boolean),
        ])
    }

    fn cells(&self, v: MapVehicle) -> Result<Vec<Cell>> {
        Ok(vec![
            id(v.vehicle_id),
            v.plate.into(),
            place(v.lat, v.lon)?,
            precision(v.precision),
            v.at.into(),
            v.received_at.into(),
            v.connected.into(),
            v.worst_severity.map(|severity| severity.name().to_owned()).into(),
            v.open_case.into(),
        ])
    }

    async fn total(&self, caller: &Caller, limit: i64) -> Result<Option<i64>> {
        Ok(i64::try_from(map::count(caller, &self.0, &self.1).await?).ok().map(|all| all.min(limit)))
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<MapVehicle>> {
        map::list(&caller, &self.0, &self.1, &paging).await
    }
}

/// Where vehicles are, as a file
///
/// As the map shows them, with its filters: precise for an open alert or an open case, otherwise the centre of a coarse cell. Needs a
/// `reason`; without the right to approve exports at most 49 places, and the attempt to take more is told in the log.
#[utoipa::path(get, path = "/map/vehicles/export", tag = "exports", params(Area, Choice, Asked),
    responses((status = 202, body = Job), (status = 200, content((Object = "application/geo+json"), (String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn positions(
    caller: Caller,
    Query(area): Query<Area>,
    Query(choice): Query<Choice>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Positions(area, choice)).await
}

struct Track {
    vehicle: Uuid,
    period: TrackPeriod,
    why: Why,
}

impl Rows for Track {
    type Item = (Precision, TrackPointView);
    const RESOURCE: Resource = Resource::Locations;
    const NAME: &'static str = "track";
    const PLACES: bool = true;
    const FORMAT: Format = Format::GeoJson;
    const FORMATS: &'static [Format] = &[Format::GeoJson, Format::Gpx, Format::Csv, Format::Xlsx];

    fn columns() -> Vec<Column> {
        columns(&[
            ("at", Kind::Time),
            ("place", Kind::Position),
            ("precision", Kind::Text),
            ("speed_kph", Kind::Integer),
            ("course", Kind::Integer),
            ("valid", Kind::Boolean),
            ("coarse_fix", Kind::Boolean),
            ("ignition", Kind::Boolean),
            ("external_power", Kind::Boolean),
            ("power_mv", Kind::Integer),
            ("battery_pct", Kind::Integer),
            ("received_at", Kind::Time),
            ("tracker_id", Kind::Text),
        ])
    }

    fn cells(&self, (how, p): Self::Item) -> Result<Vec<Cell>> {
        Ok(vec![
            p.at.into(),
            place(p.lat, p.lon)?,
            precision(how),
            p.speed_kph.map(|speed| speed.round() as i64).into(),
            p.course.map(i64::from).into(),
            p.valid.into(),
            p.coarse_fix.into(),
            p.ignition.into(),
            p.external_power.into(),
            p.power_mv.map(i64::from).into(),
            p.battery_pct.map(i64::from).into(),
            p.received_at.into(),
            id(p.tracker_id),
        ])
    }

    async fn lawful(&self, caller: &Caller, rows: u64, why: Option<&str>) -> Result<()> {
        let mut tx = caller.begin().await?;
        let (_, lender_no) = vehicles::number(&mut tx, self.vehicle).await?.ok_or(Error::NotFound("vehicle"))?;
        let (car, points) = (Car { id: self.vehicle, lender_no }, u32::try_from(rows).unwrap_or(u32::MAX));
        judge_export(&mut tx, &caller.doing(), car, points, Reason::new(why.unwrap_or_default())?).await?;
        caller.commit(tx).await
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<Self::Item>> {
        let (period, why) = (Query(self.period.clone()), Query(self.why.clone()));
        let shown = locations::track(caller, Path(self.vehicle), period, why, paging).await?.0;
        let items = shown.items.into_iter().map(|point| (shown.precision, point)).collect();
        Ok(Page { items, next_cursor: shown.next_cursor })
    }
}

/// Where a vehicle was, as a file
///
/// A point a row; GPX has one track. Needs a `reason`; without the right to approve exports at most 49 places, and the
/// attempt to take more is told in the log. The law of the place is asked for the number of points: 409 names the rule, and
/// whose approval (`POST /vehicles/{id}/approvals`) would do.
#[utoipa::path(get, path = "/vehicles/{id}/track/export", tag = "exports", params(("id" = Uuid, Path), TrackPeriod, Asked),
    responses((status = 202, body = Job), (status = 200, content((Object = "application/geo+json"), (String = "application/gpx+xml"), (String = "text/csv"))), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn track(
    caller: Caller,
    Path(vehicle): Path<Uuid>,
    Query(period): Query<TrackPeriod>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let filter = format!("vehicle={vehicle}&{}", query.unwrap_or_default());
    let why = Why { reason: taking.asked.reason.clone() };
    take(caller, taking, Some(&filter), Track { vehicle, period, why }).await
}
