//! Borders of regions in GeoJSON (RFC 7946): polygons and multipolygons, with holes.

use crate::api::error::{Error, Result};
use crate::api::request::{point, text};
use crate::store::areas::regions::{Borders, NewRegion};
use lienwatch_domain::geo::Point;
use serde_json::Value;

/// Corners of one region at most: what is drawn finer than about 100 m tells detectors nothing.
pub(super) const MOST_CORNERS: usize = 20_000;

/// Longest code of a region, as the schema allows.
const LONGEST_CODE: usize = 20;

/// What the properties of features are called.
pub(super) struct Names<'a> {
    /// That of the code.
    pub(super) code: &'a str,
    /// That of the name.
    pub(super) name: &'a str,
}

/// The region of a feature.
pub(super) fn region(index: usize, feature: &Value, names: &Names<'_>) -> Result<NewRegion> {
    let at = |field: &str| format!("features[{index}].{field}");
    let bad = |field: &str, what: &str, fix: &str| Error::invalid("bad_geojson", at(field), what, fix);
    if feature["type"] != "Feature" {
        return Err(bad("type", "not a Feature", "an object of type Feature (RFC 7946, section 3.2)"));
    }
    let named = |property: &str, most: usize| -> Result<String> {
        let field = at(&format!("properties.{property}"));
        match &feature["properties"][property] {
            Value::String(value) => Ok(text(&field, value, most)?.to_owned()),
            Value::Number(value) => Ok(value.to_string()),
            Value::Null => Err(Error::invalid("bad_geojson", field, "is missing", "a text")),
            _ => Err(Error::invalid("bad_geojson", field, "not a text", "a text")),
        }
    };
    let code = code(&at(&format!("properties.{}", names.code)), &named(names.code, LONGEST_CODE)?)?;
    Ok(NewRegion { code, name: named(names.name, 200)?, borders: borders(&at("geometry"), &feature["geometry"])? })
}

/// The code of a region.
pub(in crate::api) fn code(field: &str, value: &str) -> Result<String> {
    let fits = value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
    if fits && (1..=LONGEST_CODE).contains(&value.len()) {
        return Ok(value.to_owned());
    }
    let fix = "1 to 20 letters, digits, dots, dashes and underscores, e.g. CN-SH or 310000";
    Err(Error::invalid("bad_code", field, format!("{value:?} is no code of a region"), fix))
}

fn borders(field: &str, geometry: &Value) -> Result<Borders> {
    let bad =
        |what: String| Error::invalid("bad_geometry", field, what, "a GeoJSON Polygon or MultiPolygon (RFC 7946)");
    let coordinates = &geometry["coordinates"];
    let polygons = match geometry["type"].as_str() {
        Some("Polygon") => std::slice::from_ref(coordinates),
        Some("MultiPolygon") => list(field, coordinates)?,
        _ => return Err(bad("neither a Polygon nor a MultiPolygon".to_owned())),
    };
    let mut read = Borders::default();
    let mut corners = 0;
    for polygon in polygons {
        let mut rings = Vec::new();
        for positions in list(field, polygon)? {
            let positions = list(field, positions)?;
            corners += positions.len();
            if corners > MOST_CORNERS {
                return Err(bad(format!("more than {MOST_CORNERS} corners: simplify it")));
            }
            rings.push(ring(field, positions)?);
        }
        if rings.is_empty() {
            return Err(bad("a polygon without an outline".to_owned()));
        }
        read.0.push(rings);
    }
    if read.0.is_empty() { Err(bad("no polygon".to_owned())) } else { Ok(read) }
}

fn list<'a>(field: &str, value: &'a Value) -> Result<&'a [Value]> {
    let fix = "lists of positions (RFC 7946, section 3.1.6)";
    let list = value.as_array().map(Vec::as_slice);
    list.ok_or_else(|| Error::invalid("bad_geometry", field, "its coordinates are not lists", fix))
}

fn ring(field: &str, positions: &[Value]) -> Result<Vec<Point>> {
    let bad = |what: &str, fix: &str| Error::invalid("bad_geometry", field, what, fix);
    let corner = |position: &Value| match [position.get(0), position.get(1)].map(|n| n.and_then(Value::as_f64)) {
        [Some(lon), Some(lat)] => point(field, lat, lon),
        _ => Err(bad("a corner is not a position", "[longitude, latitude] in degrees")),
    };
    let mut ring = positions.iter().map(corner).collect::<Result<Vec<Point>>>()?;
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    if ring.len() < 3 {
        return Err(bad("a ring has fewer than three corners", "at least three corners that differ"));
    }
    let next = ring.iter().cycle().skip(1);
    if ring.iter().zip(next).any(|(a, b)| (a.lon() - b.lon()).abs() > 180.0) {
        return Err(bad("it crosses the 180th meridian", "cut it there in two (RFC 7946, section 3.1.9)"));
    }
    Ok(ring)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NAMES: Names<'_> = Names { code: "code", name: "name" };

    fn read(geometry: Value) -> Result<NewRegion, &'static str> {
        let feature =
            json!({"type": "Feature", "properties": {"code": 310000, "name": "Shanghai"}, "geometry": geometry});
        region(3, &feature, &NAMES).map_err(|e| match e {
            Error::Invalid { code, .. } => code,
            _ => "other",
        })
    }

    #[test]
    fn polygons_multipolygons_and_holes_are_read() {
        let outline = json!([[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]);
        let hole = json!([[3, 3], [4, 3], [4, 4], [3, 3]]);
        let one = read(json!({"type": "Polygon", "coordinates": [outline, hole]})).expect("a region");
        assert_eq!((one.code.as_str(), one.borders.0[0].len(), one.borders.corners()), ("310000", 2, 7));
        let many = json!({"type": "MultiPolygon", "coordinates": [[outline], [[[20, 0], [21, 0], [21, 1]]]]});
        assert_eq!(read(many).expect("a region").borders.0.len(), 2);
    }

    #[test]
    fn what_is_no_region_is_refused() {
        let of = |geometry: Value| read(geometry).err();
        assert_eq!(of(json!({"type": "Point", "coordinates": [1, 2]})), Some("bad_geometry"));
        assert_eq!(of(json!({"type": "MultiPolygon", "coordinates": []})), Some("bad_geometry"));
        assert_eq!(of(json!({"type": "Polygon", "coordinates": [[[1, 2], [2, 2], [1, 2]]]})), Some("bad_geometry"));
        let wide = json!({"type": "Polygon", "coordinates": [[[179, 0], [-179, 0], [-179, 1], [179, 0]]]});
        assert_eq!(of(wide), Some("bad_geometry"));
        let far = json!({"type": "Polygon", "coordinates": [[[1, 91], [2, 91], [2, 92], [1, 91]]]});
        assert_eq!(of(far), Some("coordinates_out_of_range"));
        let fine: Vec<[f64; 2]> = (0..20_001).map(|n| [f64::from(n) / 1e4, f64::from(n % 2)]).collect();
        assert_eq!(of(json!({"type": "Polygon", "coordinates": [fine]})), Some("bad_geometry"));
        assert!(code("code", "CN,SH").is_err() && code("code", "").is_err() && code("code", "CN-SH").is_ok());
    }
}
