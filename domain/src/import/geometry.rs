//! Polygons as text: WKT (OGC 06-103r4) or GeoJSON (RFC 7946), one ring, longitude before latitude.

use crate::geo::Point;

/// Corners a site may have.
pub(super) const MAX_CORNERS: usize = 500;

/// The text is no usable polygon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GeometryError {
    /// Neither WKT nor GeoJSON of a polygon.
    #[error("this is neither a WKT nor a GeoJSON polygon")]
    NotAPolygon,
    /// A polygon with holes.
    #[error("a site has no holes: only one ring is allowed")]
    Holes,
    /// A corner is not on the earth.
    #[error("corner {0} is not on the earth (longitude comes first, then latitude)")]
    OutOfRange(usize),
    /// Fewer than three corners, or no area.
    #[error("the ring has no area: at least three corners that are not in line are needed")]
    NoArea,
    /// More than the limit.
    #[error("the ring has {0} corners, at most 500 are allowed")]
    TooMany(usize),
    /// Edges cross.
    #[error("the ring crosses itself between corners {0} and {1}")]
    Crosses(usize, usize),
}

/// The ring of a polygon, without the closing repetition of its first corner.
pub fn parse_polygon(text: &str) -> Result<Vec<Point>, GeometryError> {
    let rings = if text.trim_start().starts_with('{') { geojson_rings(text) } else { wkt_rings(text) };
    let [corners] = <[Vec<(f64, f64)>; 1]>::try_from(rings.ok_or(GeometryError::NotAPolygon)?)
        .map_err(|rings| if rings.is_empty() { GeometryError::NotAPolygon } else { GeometryError::Holes })?;
    if corners.len() > MAX_CORNERS + 1 {
        return Err(GeometryError::TooMany(corners.len()));
    }
    let place =
        |(i, (lon, lat)): (usize, &(f64, f64))| Point::from_degrees(*lat, *lon).ok_or(GeometryError::OutOfRange(i + 1));
    let mut ring = corners.iter().enumerate().map(place).collect::<Result<Vec<Point>, GeometryError>>()?;
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    if ring.len() < 3 {
        return Err(GeometryError::NoArea);
    }
    // First of the two: the halves of a crossed ring can cancel each other's area.
    match crossing(&ring) {
        Some((a, b)) => Err(GeometryError::Crosses(a + 1, b + 1)),
        None if twice_area(&ring) == 0 => Err(GeometryError::NoArea),
        None => Ok(ring),
    }
}

fn geojson_rings(text: &str) -> Option<Vec<Vec<(f64, f64)>>> {
    let value = match text.parse::<geojson::GeoJson>().ok()? {
        geojson::GeoJson::Geometry(geometry) => geometry.value,
        geojson::GeoJson::Feature(feature) => feature.geometry?.value,
        geojson::GeoJson::FeatureCollection(_) => return None,
    };
    let geojson::GeometryValue::Polygon { coordinates } = value else { return None };
    let pair = |position: &geojson::Position| match position.as_slice() {
        [lon, lat, ..] => Some((*lon, *lat)),
        _ => None,
    };
    coordinates.iter().map(|ring| ring.iter().map(pair).collect()).collect()
}

fn wkt_rings(text: &str) -> Option<Vec<Vec<(f64, f64)>>> {
    let text = text.trim();
    let head = text.get(..7)?;
    let body = text[7..].trim().strip_prefix('(')?.strip_suffix(')')?.trim();
    if !head.eq_ignore_ascii_case("polygon") {
        return None;
    }
    let corner = |pair: &str| {
        let mut numbers = pair.split_whitespace().map(|n| n.parse::<f64>().ok());
        let (lon, lat) = (numbers.next()??, numbers.next()??);
        numbers.next().is_none().then_some((lon, lat))
    };
    let mut rings = Vec::new();
    let mut rest = body;
    loop {
        let (ring, after) = rest.strip_prefix('(')?.split_once(')')?;
        rings.push(ring.split(',').map(corner).collect::<Option<Vec<_>>>()?);
        match after.trim_start().strip_prefix(',') {
            Some(next) => rest = next.trim_start(),
            None if after.trim().is_empty() => return Some(rings),
            None => return None,
        }
    }
}

/// Twice the signed area of the triangle `a b c`, in squared 1e-7 degrees.
fn turn(a: Point, b: Point, c: Point) -> i128 {
    let d = |x: i32, y: i32| i128::from(x) - i128::from(y);
    d(b.lon_e7, a.lon_e7) * d(c.lat_e7, a.lat_e7) - d(b.lat_e7, a.lat_e7) * d(c.lon_e7, a.lon_e7)
}

fn twice_area(ring: &[Point]) -> i128 {
    ring.windows(2).skip(1).map(|w| turn(ring[0], w[0], w[1])).sum()
}

/// Two edges that cross or touch although they are not neighbours, by the index of their first corners.
fn crossing(ring: &[Point]) -> Option<(usize, usize)> {
    let n = ring.len();
    let edge = |i: usize| (ring[i], ring[(i + 1) % n]);
    (0..n).find_map(|i| {
        let last = if i == 0 { n - 1 } else { n };
        (i + 2..last).find(|j| meet(edge(i), edge(*j))).map(|j| (i, j))
    })
}

fn meet((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let (c_side, d_side) = (turn(a, b, c).signum(), turn(a, b, d).signum());
    let (a_side, b_side) = (turn(c, d, a).signum(), turn(c, d, b).signum());
    let within = |p: Point, q: Point, r: Point| {
        (p.lat_e7.min(q.lat_e7)..=p.lat_e7.max(q.lat_e7)).contains(&r.lat_e7)
            && (p.lon_e7.min(q.lon_e7)..=p.lon_e7.max(q.lon_e7)).contains(&r.lon_e7)
    };
    (c_side * d_side < 0 && a_side * b_side < 0)
        || (c_side == 0 && within(a, b, c))
        || (d_side == 0 && within(a, b, d))
        || (a_side == 0 && within(c, d, a))
        || (b_side == 0 && within(c, d, b))
}
