//! Areas as cells.

use super::*;
use geo::{BoundingRect, Contains, Coord, LineString, Polygon};
use proptest::prelude::*;

fn polygon(rings: &[Vec<(f64, f64)>]) -> String {
    let ring = |ring: &Vec<(f64, f64)>| {
        let closed = ring.iter().chain(ring.first());
        closed.map(|(lon, lat)| format!("[{lon},{lat}]")).collect::<Vec<_>>().join(",")
    };
    let rings: Vec<String> = rings.iter().map(|r| format!("[{}]", ring(r))).collect();
    format!(r#"{{"type":"Polygon","coordinates":[{}]}}"#, rings.join(","))
}

fn square(west: f64, south: f64, size: f64) -> Vec<(f64, f64)> {
    vec![(west, south), (west + size, south), (west + size, south + size), (west, south + size)]
}

fn area(text: &str) -> Coverage {
    Coverage::from_geojson(text).expect("an area")
}

#[test]
fn a_city_is_covered_and_its_hole_is_not() {
    let city = area(&polygon(&[square(121.0, 31.0, 1.0), square(121.4, 31.4, 0.2)]));
    assert!(city.covers(at(31.2, 121.2)));
    assert!(!city.covers(at(31.5, 121.5)), "the hole");
    assert!(!city.covers(at(30.5, 121.5)));
    assert!(city.cells().len() < MAX_CELLS / 3, "compacted: {}", city.cells().len());
    assert_eq!(city.resolution(), Some(8), "the finest that fits");
    assert!(!Coverage::default().covers(at(31.2, 121.2)) && Coverage::default().is_empty());
}

#[test]
fn the_resolution_follows_the_size() {
    for (size, finest) in [(0.001, 9), (0.2, 9), (1.0, 8), (30.0, 5)] {
        let found = area(&polygon(&[square(100.0, 20.0, size)]));
        assert_eq!(found.resolution(), Some(finest), "{size} degrees");
        assert!(!found.is_empty() && found.cells().len() <= MAX_CELLS);
        assert!(found.covers(at(20.0 + size / 2.0, 100.0 + size / 2.0)));
    }
    let world = area(&polygon(&[vec![
        (-180.0, -85.0),
        (0.0, -85.0),
        (180.0, -85.0),
        (180.0, 85.0),
        (0.0, 85.0),
        (-180.0, 85.0),
    ]]));
    for (lat, lon) in [(0.0, 0.0), (60.0, 179.99), (-60.0, -179.99), (31.0, 121.0)] {
        assert!(world.covers(at(lat, lon)), "{lat} {lon}");
    }
}

#[test]
fn many_polygons_come_in_many_wrappings() {
    let (a, b) = (polygon(&[square(121.0, 31.0, 0.1)]), polygon(&[square(113.0, 23.0, 0.1)]));
    let feature = |g: &str| format!(r#"{{"type":"Feature","properties":null,"geometry":{g}}}"#);
    let both = format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, feature(&a), feature(&b));
    let geometries = format!(r#"{{"type":"GeometryCollection","geometries":[{a},{b}]}}"#);
    let rings = |g: &str| g.split_once("\"coordinates\":").expect("a polygon").1.trim_end_matches('}').to_owned();
    let multi = format!(r#"{{"type":"MultiPolygon","coordinates":[{},{}]}}"#, rings(&a), rings(&b));
    let first = area(&both);
    assert!(first.covers(at(31.05, 121.05)) && first.covers(at(23.05, 113.05)) && !first.covers(at(27.0, 117.0)));
    assert_eq!(first, area(&geometries));
    assert_eq!(first, area(&multi));
    assert!(area(&feature(&a)).covers(at(31.05, 121.05)));
}

#[test]
fn what_is_no_area_is_refused_by_name() {
    let why = |text: &str| Coverage::from_geojson(text).expect_err("refused");
    assert_eq!(why("{"), CoverageError::NotPolygons);
    assert_eq!(why(r#"{"type":"Point","coordinates":[1,2]}"#), CoverageError::NotPolygons);
    assert_eq!(why(r#"{"type":"FeatureCollection","features":[]}"#), CoverageError::NotPolygons);
    assert_eq!(why(r#"{"type":"Polygon","coordinates":[]}"#), CoverageError::NotPolygons);
    assert_eq!(why(&polygon(&[vec![(31.0, 121.0), (31.0, 121.1), (31.1, 121.1)]])), CoverageError::OutOfRange(1));
    assert_eq!(why(&polygon(&[square(0.0, 84.5, 1.0)])), CoverageError::OutOfRange(3));
    assert_eq!(why(&polygon(&[vec![(1.0, 1.0), (2.0, 2.0)]])), CoverageError::NoArea);
    assert_eq!(why(&polygon(&[vec![(1.0, 1.0), (2.0, 2.0), (1.0, 1.0), (2.0, 2.0)]])), CoverageError::NoArea);
    let wide = vec![(170.0, 0.0), (-170.0, 0.0), (-170.0, 1.0), (170.0, 1.0)];
    assert_eq!(why(&polygon(&[wide])), CoverageError::Antimeridian);
    let fine = (0..5001).map(|i| (f64::from(i).to_radians().cos(), f64::from(i).to_radians().sin())).collect();
    assert_eq!(why(&polygon(&[fine])), CoverageError::TooManyCorners(5001));
    assert!(matches!(why(&" ".repeat(4 * 1024 * 1024 + 1)), CoverageError::TooLong(_)));
    let many = vec![polygon(&[square(1.0, 1.0, 0.1)]); 501].join(",");
    let many = format!(r#"{{"type":"GeometryCollection","geometries":[{many}]}}"#);
    assert_eq!(why(&many), CoverageError::TooManyPolygons);
}

#[test]
fn an_area_survives_the_store_and_a_false_one_does_not() {
    let city = area(&polygon(&[square(121.0, 31.0, 0.3)]));
    round_trip(&city);
    round_trip(&Coverage::default());
    for bad in [
        r#"{"resolution":9,"cells":["zzz"]}"#,
        r#"{"resolution":null,"cells":["8928308280fffff"]}"#,
        r#"{"resolution":5,"cells":["8928308280fffff"]}"#,
        r#"{"resolution":16,"cells":[]}"#,
    ] {
        assert!(serde_json::from_str::<Coverage>(bad).is_err(), "{bad}");
    }
}

/// A star around a centre: simple, with dents.
fn star() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let radii = prop::collection::vec(0.3..1.0_f64, 5..30);
    (-60.0..60.0_f64, -170.0..170.0_f64, -9.0..-2.0_f64, radii).prop_map(|(lat, lon, size, radii)| {
        let size = size.exp2();
        let n = radii.len() as f64;
        let corner = |(i, r): (usize, &f64)| {
            let angle = i as f64 / n * std::f64::consts::TAU;
            // As fine as places are stored, so that a corner is the same place in both.
            let exact = |degrees: f64| (degrees * 1e7).round() / 1e7;
            (exact(lon + angle.cos() * r * size), exact(lat + angle.sin() * r * size))
        };
        radii.iter().enumerate().map(corner).collect()
    })
}

/// Metres from a place to the nearest edge, on the plane.
fn to_border(ring: &[(f64, f64)], lon: f64, lat: f64) -> f64 {
    let shrink = lat.to_radians().cos();
    let local = |p: (f64, f64)| ((p.0 - lon) * shrink * 111_195.0, (p.1 - lat) * 111_195.0);
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    let distance = |(a, b): (&(f64, f64), &(f64, f64))| {
        let ((ax, ay), (bx, by)) = (local(*a), local(*b));
        let (dx, dy) = (bx - ax, by - ay);
        let k = (-(ax * dx + ay * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (ax + k * dx).hypot(ay + k * dy)
    };
    edges.map(distance).fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn cells_agree_with_the_polygon_away_from_its_border(
        ring in star(),
        places in prop::collection::vec((-0.2..1.2_f64, -0.2..1.2_f64), 50),
    ) {
        let found = area(&polygon(std::slice::from_ref(&ring)));
        let resolution = h3o::Resolution::try_from(found.resolution().expect("not empty")).expect("a resolution");
        // Cells near the corners of the icosahedron are wider than the mean; two edges are a diameter.
        let band_m = resolution.edge_length_km() * 1000.0 * 2.0 * 1.4;
        let shape = Polygon::new(LineString::from(ring.clone()), vec![]);
        let bounds = shape.bounding_rect().expect("not empty");
        let mut tested = 0;
        for (x, y) in places {
            let (lon, lat) = (bounds.min().x + x * bounds.width(), bounds.min().y + y * bounds.height());
            if to_border(&ring, lon, lat) > band_m {
                tested += 1;
                prop_assert_eq!(found.covers(at(lat, lon)), shape.contains(&Coord { x: lon, y: lat }), "{} {}", lat, lon);
            }
        }
        // Of an area of many cells most places are not near the border.
        if bounds.height() > 0.3 {
            prop_assert!(tested > 10, "{}", tested);
        }
    }

    #[test]
    fn every_cell_of_the_border_belongs_to_the_area(ring in star()) {
        let found = area(&polygon(std::slice::from_ref(&ring)));
        // Corners are on the border: their cells belong to the area.
        for (lon, lat) in &ring {
            prop_assert!(found.covers(at(*lat, *lon)));
        }
        prop_assert!(found.cells().len() <= MAX_CELLS);
    }
}
