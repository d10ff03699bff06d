//! The address of a place.

use super::caller::{Caller, lender_row};
use super::error::Result;
use super::import_assets::known;
use super::request::{Query, point};
use crate::addresses::{GeocoderError, towns};
use crate::store::policy::Place;
use axum::Json;
use lienwatch_domain::language::Language;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which place.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AddressPlace {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// `en` (default) or `zh`.
    pub lang: Option<String>,
}

/// The nearest town.
#[derive(Debug, Serialize, ToSchema)]
pub struct NearestTown {
    /// Its name, in the language that was asked for where the list has it.
    pub name: String,
    /// How far its middle is, metres.
    pub distance_m: i64,
    /// Which way from there the place lies: `n`, `ne`, `e`, `se`, `s`, `sw`, `w`, `nw`, or `here`.
    pub direction: String,
}

/// What is known of a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct AddressView {
    /// The nearest town within 300 km; null at sea.
    pub nearest: Option<NearestTown>,
    /// Its address, from the geocoder that is configured; null without one.
    pub address: Option<String>,
    /// Why the geocoder gave none: `timeout`, `refused` or `no_address`.
    pub problem: Option<String>,
    /// Words of the lender's list that stand in the address (`policy.addresses.words`).
    pub words: Vec<String>,
}

/// The address of a place
///
/// The nearest town is known offline (GeoNames, CC BY 4.0). The address is asked of the reverse geocoder, where the operator
/// has configured one, and remembered; it learns the place to about 11 m, and not who asks or whose car it is.
#[utoipa::path(get, path = "/addresses", tag = "sites", params(AddressPlace), operation_id = "address",
    responses((status = 200, body = AddressView), (status = 422, body = super::Problem)))]
pub async fn show(caller: Caller, Query(of): Query<AddressPlace>) -> Result<Json<AddressView>> {
    let place = point("lat", of.lat, of.lon)?;
    let language = of.lang.as_deref().map(|name| known("lang", name, Language::from_name, "en, zh")).transpose()?;
    let language = language.unwrap_or(Language::En);
    let nearest = caller.state.towns.get_or_init(towns).nearest(place).map(|near| NearestTown {
        name: match (&near.place.name_zh, language) {
            (Some(zh), Language::Zh) => zh.clone(),
            _ => near.place.name.clone(),
        },
        distance_m: near.distance_m.round() as i64,
        direction: near.direction.name().to_owned(),
    });
    let said = match caller.state.geocoder.get() {
        Some(geocoder) => geocoder.address(place, language).await,
        None => None,
    };
    let (address, problem) = match said {
        None => (None, None),
        Some(Ok(address)) => (Some(address), None),
        Some(Err(GeocoderError::Timeout)) => (None, Some("timeout".to_owned())),
        Some(Err(GeocoderError::Refused)) => (None, Some("refused".to_owned())),
        Some(Err(GeocoderError::NoAddress)) => (None, Some("no_address".to_owned())),
    };
    let words = match (&address, caller.lender()) {
        (Some(address), Ok(lender)) => {
            let mut tx = caller.begin().await?;
            let place = Place::of(&lender_row(&mut tx, lender).await?)?;
            tx.commit().await?;
            place.policy.addresses.found(address).into_iter().map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    Ok(Json(AddressView { nearest, address, problem, words }))
}
