//! Where a car will be found: at the places where it usually spends the coming night, else where it was last.

use super::{OpenCase, RecoveryError};
use crate::store::policy::Place;
use crate::store::{StoreError, forecasts, tracks};
use chrono::{DateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use lienwatch_domain::forecast::{Forecast, ForecastParameters, Known, Likely, Window, forecast};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::VehicleNo;
use lienwatch_domain::recovery::Order;
use lienwatch_domain::vendors::matching::{RankedPlace, Target};
use sqlx::PgConnection;

/// A night by the clock of the place, hours: what is left of one that has begun counts, if it is half an hour.
const NIGHT: (u32, u32) = (22, 6);
const LEAST_LEFT: TimeDelta = TimeDelta::minutes(30);

/// A best place that is less likely than this tells less than where the car was last.
const LEAST_P: f64 = 0.2;

/// Places of a forecast that are weighed at most, as matching reads them.
const MOST_PLACES: usize = 20;

/// What stays known at `asof` say of a window.
pub async fn foretell(
    c: &mut PgConnection,
    vehicle_no: i32,
    window: Window,
    asof: DateTime<Utc>,
) -> Result<Forecast, StoreError> {
    let (parameters, vehicle) = (ForecastParameters::default(), VehicleNo(vehicle_no));
    let since = asof - TimeDelta::days(parameters.days + 30);
    let stays = forecasts::stays(c, vehicle, (since, asof)).await?;
    let heard = forecasts::heard(c, vehicle, asof).await?;
    let zone = forecasts::zone(c, vehicle).await?;
    let offset_s = zone.offset_from_utc_datetime(&asof.naive_utc()).fix().local_minus_utc();
    let removed = forecasts::removed(c, vehicle, asof).await?;
    Ok(forecast(&Known { stays: &stays, heard, removed, asof }, window, offset_s, &parameters))
}

/// The coming night at a place, or what is left of this one.
fn night(zone: Tz, now: DateTime<Utc>) -> Option<Window> {
    let today = now.with_timezone(&zone).date_naive();
    let at = |day, hour| {
        let local = NaiveTime::from_hms_opt(hour, 0, 0).map(|time| today.and_time(time) + TimeDelta::days(day));
        // Where clocks are put forward over it, an hour later is near enough.
        local.and_then(|local| {
            zone.from_local_datetime(&local).earliest().or_else(|| {
                let later = local + TimeDelta::hours(1);
                zone.from_local_datetime(&later).earliest()
            })
        })
    };
    (-1..=1).find_map(|day| {
        let (from, to) = (at(day, NIGHT.0)?.to_utc(), at(day + 1, NIGHT.1)?.to_utc());
        if to < now + LEAST_LEFT { None } else { Window::new(from.max(now), to).ok() }
    })
}

/// Where a car most likely spends the night.
#[derive(Debug, Clone, PartialEq)]
pub struct Tonight {
    /// The night.
    pub window: Window,
    /// Its places, best first, at least one, at most 20.
    pub places: Vec<Likely>,
}

/// Where a car most likely spends the coming night; `None` where too little is known of it.
pub async fn tonight(
    c: &mut PgConnection,
    vehicle_no: i32,
    place: &Place,
    now: DateTime<Utc>,
) -> Result<Option<Tonight>, StoreError> {
    let Some(window) = night(place.zone, now) else { return Ok(None) };
    let mut places = foretell(c, vehicle_no, window, now).await?.items;
    places.truncate(MOST_PLACES);
    Ok(places.first().is_some_and(|best| best.p >= LEAST_P).then_some(Tonight { window, places }))
}

/// How it is known where an order leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Leads {
    /// The order says it.
    Order(Point),
    /// To where the car spends the night.
    Forecast(Tonight),
    /// To where it was last.
    LastPosition {
        /// Where.
        at: Point,
        /// When, by the device.
        seen_at: Option<DateTime<Utc>>,
    },
    /// Nobody knows.
    Unknown,
}

impl Leads {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Leads::Order(_) => "order",
            Leads::Forecast(_) => "forecast",
            Leads::LastPosition { .. } => "last_position",
            Leads::Unknown => "unknown",
        }
    }

    /// As matching takes it.
    pub(super) fn target(&self) -> Target {
        match self {
            Leads::Order(place) | Leads::LastPosition { at: place, .. } => Target::Place { place: *place },
            Leads::Forecast(tonight) => {
                // A probability in basis points: in range, and at least one, so that they never are all nothing.
                let weigh = |likely: &Likely| ((likely.p.clamp(0.0, 1.0) * 10_000.0).round() as u32).max(1);
                let ranked = |likely: &Likely| RankedPlace { place: likely.point, weight_bp: weigh(likely) };
                Target::Ranked { places: tonight.places.iter().map(ranked).collect() }
            }
            Leads::Unknown => Target::Unknown,
        }
    }
}

/// Where an order leads. An order in the field that names no place leads to the car.
pub(super) async fn leads(
    c: &mut PgConnection,
    open: &OpenCase,
    order: &Order,
    now: DateTime<Utc>,
) -> Result<Leads, RecoveryError> {
    if let Some(place) = order.target {
        return Ok(Leads::Order(place));
    }
    if !order.kind.in_the_field() {
        return Ok(Leads::Unknown);
    }
    if let Some(tonight) = tonight(c, open.loan.vehicle_no, &open.place, now).await? {
        return Ok(Leads::Forecast(tonight));
    }
    let latest = tracks::latest(c, open.loan.vehicle_no).await?;
    let last = latest.iter().find_map(|row| Some((Point::from_degrees(row.lat?, row.lon?)?, row.device_time)));
    Ok(last.map_or(Leads::Unknown, |(at, seen_at)| Leads::LastPosition { at, seen_at }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    fn span(zone: Tz, now: &str) -> (DateTime<Utc>, DateTime<Utc>) {
        let window = night(zone, at(now)).expect("a night");
        (window.from(), window.to())
    }

    #[test]
    fn tonight_is_the_coming_night_of_the_place_or_what_is_left_of_it() {
        let shanghai: Tz = "Asia/Shanghai".parse().expect("a zone");
        assert_eq!(span(shanghai, "2026-09-01T06:00:00Z"), (at("2026-09-01T14:00:00Z"), at("2026-09-01T22:00:00Z")));
        assert_eq!(span(shanghai, "2026-09-01T19:00:00Z"), (at("2026-09-01T19:00:00Z"), at("2026-09-01T22:00:00Z")));
        assert_eq!(span(shanghai, "2026-09-01T21:45:00Z"), (at("2026-09-02T14:00:00Z"), at("2026-09-02T22:00:00Z")));
        // Over a change of the clock the night is as long as it is.
        let berlin: Tz = "Europe/Berlin".parse().expect("a zone");
        assert_eq!(span(berlin, "2026-10-24T12:00:00Z"), (at("2026-10-24T20:00:00Z"), at("2026-10-25T05:00:00Z")));
    }
}
