//! Features of a GeoJSON document (RFC 7946) as sites, each fault with the index of its feature and the field.

use crate::api::error::{Error, Result};
use crate::api::geometry::Area;
use crate::api::request::text;
use crate::store::sites::NewSite;
use lienwatch_domain::geo::SiteKind;
use serde_json::Value;

/// Features of one document at most.
pub const MOST_FEATURES: usize = 5_000;

/// What is wrong with a document as a whole.
pub fn features(document: &Value) -> Result<&[Value]> {
    let bad = |field: &str, what: &str, fix: &str| Error::invalid("bad_geojson", field, what, fix);
    if document["type"] != "FeatureCollection" {
        return Err(bad("type", "not a FeatureCollection", "a GeoJSON FeatureCollection (RFC 7946, section 3.3)"));
    }
    // Section 4: always WGS-84; the member of the older format is only let pass where it says the same.
    let crs = document["crs"]["properties"]["name"].as_str();
    if !document["crs"].is_null() && !crs.is_some_and(|name| name.ends_with("CRS84") || name.ends_with("EPSG::4326")) {
        return Err(bad("crs", "another coordinate system than WGS-84", "longitude and latitude in WGS-84 degrees"));
    }
    let features = document["features"].as_array();
    let features = features.ok_or_else(|| bad("features", "not a list", "a list of features"))?;
    if features.len() > MOST_FEATURES {
        let what = format!("{} features", features.len());
        return Err(bad("features", &what, "at most 5000 in one document"));
    }
    Ok(features)
}

/// The site of a feature. Without an own `kind` it is of `kind`.
pub fn site(index: usize, feature: &Value, kind: Option<SiteKind>) -> Result<NewSite> {
    let at = |field: &str| format!("features[{index}].{field}");
    let bad = |field: &str, what: &str, fix: &str| Error::invalid("bad_geojson", at(field), what, fix);
    if feature["type"] != "Feature" {
        return Err(bad("type", "not a Feature", "an object of type Feature (RFC 7946, section 3.2)"));
    }
    let properties = &feature["properties"];
    if !properties.is_object() && !properties.is_null() {
        return Err(bad("properties", "not an object", "an object with name and kind"));
    }
    let named = |field: &str, most: usize| -> Result<Option<String>> {
        let at = at(&format!("properties.{field}"));
        match &properties[field] {
            Value::Null => Ok(None),
            Value::String(value) => Ok(Some(text(&at, value, most)?.to_owned())),
            _ => Err(Error::invalid("bad_geojson", at, "not a text", "a text, or leave it out")),
        }
    };
    let name = named("name", 200)?.ok_or_else(|| bad("properties.name", "is missing", "what people call the site"))?;
    let all: Vec<&str> = SiteKind::ALL.iter().map(|kind| kind.name()).collect();
    let kind = match named("kind", 40)? {
        Some(name) => SiteKind::from_name(&name),
        None => kind,
    };
    let kind = kind.ok_or_else(|| bad("properties.kind", "is missing or unknown", &all.join(", ")))?;
    // The feature's own id (section 3.2) is the lender's key where no other is given.
    let external_id = match (named("external_id", 100)?, &feature["id"]) {
        (Some(own), _) => Some(own),
        (None, Value::String(id)) => Some(text(&at("id"), id, 100)?.to_owned()),
        (None, Value::Number(id)) => Some(id.to_string()),
        (None, Value::Null) => None,
        (None, _) => return Err(bad("id", "neither a text nor a number", "a text or a number")),
    };
    Ok(NewSite { external_id, name, kind, extent: area(index, feature)?.extent(&format!("features[{index}]."))? })
}

/// A polygon, or a point with `radius_m`. A circle that was exported says its centre beside the polygon around it.
fn area(index: usize, feature: &Value) -> Result<Area> {
    let bad = |field: &str, what: &str, fix: &str| {
        Error::invalid("bad_geojson", format!("features[{index}].{field}"), what, fix)
    };
    let (properties, geometry) = (&feature["properties"], &feature["geometry"]);
    let number = |field: &str| -> Result<Option<f64>> {
        match &properties[field] {
            Value::Null => Ok(None),
            // Exported tables have texts.
            Value::String(text) => text
                .parse()
                .map(Some)
                .map_err(|_| bad(&format!("properties.{field}"), "not a number", "a number, or leave it out")),
            value => value
                .as_f64()
                .map(Some)
                .ok_or_else(|| bad(&format!("properties.{field}"), "not a number", "a number, or leave it out")),
        }
    };
    let radius_m = number("radius_m")?;
    let area = |lat, lon, radius_m| Area { lat: Some(lat), lon: Some(lon), radius_m: Some(radius_m), geometry: None };
    match geometry["type"].as_str() {
        Some("Point") => {
            let position = geometry["coordinates"].as_array().map(Vec::as_slice).unwrap_or_default();
            let [Some(lon), Some(lat), ..] = [position.first(), position.get(1)].map(|v| v.and_then(Value::as_f64))
            else {
                return Err(bad("geometry.coordinates", "not a position", "[longitude, latitude] in degrees"));
            };
            let radius_m = radius_m.ok_or_else(|| {
                bad("properties.radius_m", "is missing", "a point is a site with a radius in metres around it")
            })?;
            Ok(area(lat, lon, radius_m))
        }
        Some("Polygon") => match (number("circle_lat")?, number("circle_lon")?, radius_m) {
            (Some(lat), Some(lon), Some(radius_m)) => Ok(area(lat, lon, radius_m)),
            _ => Ok(Area { lat: None, lon: None, radius_m: None, geometry: Some(geometry.clone()) }),
        },
        Some("MultiPolygon" | "GeometryCollection") => {
            Err(bad("geometry.type", "several areas in one feature", "one feature for each of them"))
        }
        _ => {
            Err(bad("geometry.type", "neither Polygon nor Point", "a Polygon without holes, or a Point with radius_m"))
        }
    }
}
