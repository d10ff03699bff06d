use super::*;
use lienwatch_domain::geo::{Point, Shape};

const CIRCLE: &str = "site_no,name,kind,lat,lon,radius_m";
const POLYGON: &str = "site_no,name,kind,polygon";

fn polygon(text: &str) -> String {
    format!("S1,Lot,yard,\"{}\"", text.replace('"', "\"\""))
}

#[test]
fn a_polygon_as_wkt_or_geojson_is_the_same_ring() {
    let at = |lat, lon| Point::from_degrees(lat, lon).expect("on the earth");
    let ring = vec![at(31.23, 121.47), at(31.23, 121.48), at(31.24, 121.48)];
    for text in [
        "POLYGON((121.47 31.23, 121.48 31.23, 121.48 31.24, 121.47 31.23))",
        "polygon ( ( 121.47 31.23,121.48 31.23,121.48 31.24 ) )",
        r#"{"type":"Polygon","coordinates":[[[121.47,31.23],[121.48,31.23],[121.48,31.24],[121.47,31.23]]]}"#,
        r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[121.47,31.23,4],[121.48,31.23,4],[121.48,31.24,4],[121.47,31.23,4]]]}}"#,
    ] {
        let s: SiteRecord = good(POLYGON, &polygon(text));
        assert_eq!(s.shape, Shape::Polygon { ring: ring.clone() }, "{text}");
    }
}

#[test]
fn bad_geometry() {
    for text in [
        "POINT(121.47 31.23)",
        "POLYGON",
        "POLYGON((121.47 31.23, 121.48))",
        "POLYGON((a b, c d, e f))",
        "POLYGON((121.47 31.23, 121.48 31.23, 121.48 31.24",
        "POLYGON()",
        "多边形多边形多边形",
        "{",
        r#"{"type":"Point","coordinates":[121.47,31.23]}"#,
        r#"{"type":"Polygon","coordinates":[[[121.47],[121.48],[121.49]]]}"#,
    ] {
        is(one::<SiteRecord>(POLYGON, &polygon(text)), "polygon", Problem::BadGeometry);
    }
}

#[test]
fn a_polygon_without_area_with_holes_or_crossing_itself() {
    let error = |text: &str| parse_polygon(text).expect_err("refused");
    assert_eq!(error("POLYGON((1 1, 2 2))"), GeometryError::NoArea);
    assert_eq!(error("POLYGON((1 1, 2 2, 3 3, 1 1))"), GeometryError::NoArea);
    assert_eq!(error("POLYGON((1 1, 1 1, 1 1, 1 1))"), GeometryError::NoArea);
    assert_eq!(error("POLYGON((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 1))"), GeometryError::Holes);
    assert_eq!(error("POLYGON((0 0, 2 2, 3 0, 0 2, 0 0))"), GeometryError::Crosses(1, 3));
    assert_eq!(error("POLYGON((0 0, 1 0, 1 91, 0 0))"), GeometryError::OutOfRange(3));
    let many: Vec<String> = (0..600).map(|i| format!("{} {}", f64::from(i) / 10.0, f64::from(i * i) / 1e5)).collect();
    assert_eq!(error(&format!("POLYGON(({}))", many.join(","))), GeometryError::TooMany(600));
}

#[test]
fn latitude_and_longitude_the_wrong_way_round() {
    let text = "POLYGON((31.23 121.47, 31.23 121.48, 31.24 121.48, 31.23 121.47))";
    is(one::<SiteRecord>(POLYGON, &polygon(text)), "polygon", Problem::OutOfRange);
    is(one::<SiteRecord>(CIRCLE, "S1,Lot,yard,121.47,31.23,100"), "lat", Problem::OutOfRange);
}

#[test]
fn a_circle_needs_all_three_and_a_sane_radius() {
    is(one::<SiteRecord>(CIRCLE, "S1,Lot,yard,31.23,121.47,"), "radius_m", Problem::MissingValue);
    for radius in ["0", "9.9", "50001", "-5"] {
        is(one::<SiteRecord>(CIRCLE, &format!("S1,Lot,yard,31.23,121.47,{radius}")), "radius_m", Problem::OutOfRange);
    }
    is(one::<SiteRecord>(CIRCLE, "S1,Lot,yard,31.23,,100"), "lon", Problem::MissingValue);
}

#[test]
fn a_circle_and_a_polygon_is_a_contradiction() {
    let line = format!("{},31.23", polygon("POLYGON((0 0, 9 0, 9 9, 0 0))"));
    is(one::<SiteRecord>("site_no,name,kind,polygon,lat", &line), "polygon", Problem::Contradiction);
}

#[test]
fn an_unknown_kind_and_a_duplicate_number() {
    is(one::<SiteRecord>(CIRCLE, "S1,Lot,casino,31.23,121.47,100"), "kind", Problem::UnknownValue);
    let mut seen = Seen::default();
    assert!(row::<SiteRecord>(CIRCLE, "S1,Lot,yard,31.23,121.47,100", &mut seen).is_ok());
    let again = row::<SiteRecord>(CIRCLE, "S1,Other,yard,31.23,121.47,100", &mut seen).expect_err("refused");
    assert_eq!((again[0].field.as_str(), again[0].problem), ("site_no", Problem::Duplicate));
}
