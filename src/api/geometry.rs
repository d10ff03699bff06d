//! Shapes in requests: a circle, or a GeoJSON polygon.

use super::error::{Error, Result};
use super::request::point;
use crate::store::sites::Extent;
use lienwatch_domain::geo::{Point, Shape};
use serde::Deserialize;
use utoipa::ToSchema;

/// Corners a polygon may have.
const MAX_CORNERS: usize = 2000;

/// Largest radius of a site, metres.
const MAX_RADIUS_M: f64 = 20_000.0;

/// Where a site or a fence is: `lat`, `lon` and `radius_m`, or `geometry`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Area {
    /// Degrees north of the centre.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Degrees east of the centre.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Radius, metres, above 0; of a site up to 20 000, of a fence up to 500 000.
    #[serde(default)]
    pub radius_m: Option<f64>,
    /// A GeoJSON polygon without holes.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub geometry: Option<serde_json::Value>,
}

impl Area {
    /// The shape it describes, a circle of at most `most_m`. `at` is the path of the area in the request.
    pub fn shape(&self, at: &str, most_m: f64) -> Result<Shape> {
        match self {
            Area { geometry: Some(geometry), .. } => polygon(&format!("{at}geometry"), geometry),
            Area { lat: Some(lat), lon: Some(lon), radius_m: Some(radius_m), .. } => {
                let centre = point(&format!("{at}lat"), *lat, *lon)?;
                if !(*radius_m > 0.0 && *radius_m <= most_m) {
                    return Err(Error::invalid(
                        "radius_out_of_range",
                        format!("{at}radius_m"),
                        format!("{radius_m} m is not above 0 and at most {most_m} m"),
                        "give the radius in metres",
                    ));
                }
                Ok(Shape::Circle { centre, radius_m: *radius_m })
            }
            _ => Err(Error::invalid(
                "no_area",
                at.trim_end_matches('.'),
                "neither a circle nor a polygon",
                "give lat, lon and radius_m, or geometry",
            )),
        }
    }

    /// The extent of a site. `at` is the path of the area in the request.
    pub fn extent(&self, at: &str) -> Result<Extent> {
        Extent::of(self.shape(at, MAX_RADIUS_M)?).map_err(|e| {
            Error::invalid(
                "bad_geometry",
                format!("{at}geometry"),
                e.to_string(),
                "a simple area up to about 2 000 km²",
            )
        })
    }
}

fn polygon(field: &str, value: &serde_json::Value) -> Result<Shape> {
    let bad = |what: String| Error::invalid("bad_geometry", field, what, "a GeoJSON Polygon without holes (RFC 7946)");
    let geometry: geojson::Geometry = serde_json::from_value(value.clone()).map_err(|e| bad(e.to_string()))?;
    let geojson::GeometryValue::Polygon { coordinates: rings } = geometry.value else {
        return Err(bad("it is not a Polygon".into()));
    };
    let [ring] = rings.as_slice() else { return Err(bad(format!("it has {} rings", rings.len()))) };
    let corners = match ring.as_slice() {
        [first, middle @ .., last] if first == last => &ring[..=middle.len()],
        open => open,
    };
    if !(3..=MAX_CORNERS).contains(&corners.len()) {
        return Err(bad(format!("it has {} corners, not 3 to {MAX_CORNERS}", corners.len())));
    }
    let corner = |c: &geojson::Position| match c.as_slice() {
        [lon, lat, ..] => point(field, *lat, *lon),
        _ => Err(bad("a corner has fewer than two numbers".into())),
    };
    let ring: Vec<Point> = corners.iter().map(corner).collect::<Result<_>>()?;
    Ok(Shape::Polygon { ring })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(json: serde_json::Value) -> Result<Extent, &'static str> {
        let area: Area = serde_json::from_value(json).expect("the fields of an area");
        area.extent("sites[0].").map_err(|e| match e {
            Error::Invalid { code, .. } => code,
            _ => "other",
        })
    }

    #[test]
    fn takes_circles_and_polygons() {
        assert!(area(serde_json::json!({"lat": 31.2, "lon": 121.4, "radius_m": 150})).is_ok());
        let square = serde_json::json!({"type": "Polygon",
            "coordinates": [[[121.4, 31.2], [121.41, 31.2], [121.41, 31.21], [121.4, 31.21], [121.4, 31.2]]]});
        assert!(area(serde_json::json!({ "geometry": square })).is_ok());
    }

    #[test]
    fn names_what_is_wrong() {
        let of = |v| area(v).err();
        assert_eq!(of(serde_json::json!({"lat": 31.2})), Some("no_area"));
        assert_eq!(of(serde_json::json!({"lat": 91, "lon": 0, "radius_m": 1})), Some("coordinates_out_of_range"));
        assert_eq!(of(serde_json::json!({"lat": 1, "lon": 0, "radius_m": 0})), Some("radius_out_of_range"));
        assert_eq!(of(serde_json::json!({"geometry": {"type": "Point", "coordinates": [1, 2]}})), Some("bad_geometry"));
        let line = serde_json::json!({"type": "Polygon", "coordinates": [[[1, 2], [1, 3], [1, 2]]]});
        assert_eq!(of(serde_json::json!({ "geometry": line })), Some("bad_geometry"));
    }
}
