//! An area as GeoJSON (RFC 7946): polygons with holes, many at once.

use super::coverage::CoverageError;
use geojson::{Feature, GeoJson, Geometry, GeometryValue, Position};

/// Longest text that is read, bytes.
const MAX_TEXT: usize = 4 * 1024 * 1024;

/// Polygons of an area.
const MAX_POLYGONS: usize = 500;

/// Corners of an area, over all rings.
const MAX_CORNERS: usize = 5_000;

/// Farthest north and south, degrees: beyond, polygons around a pole would need more than longitude and latitude.
const MAX_LATITUDE: f64 = 85.0;

/// A closed ring as longitude and latitude, degrees; the last corner does not repeat the first.
pub(super) type Ring = Vec<(f64, f64)>;

/// A polygon: its outline, then its holes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Polygon {
    /// Outline and holes.
    pub(super) rings: Vec<Ring>,
}

impl Polygon {
    /// Even-odd over all rings, so that a hole is outside.
    pub(super) fn contains(&self, lon: f64, lat: f64) -> bool {
        self.edges().fold(false, |inside, ((ax, ay), (bx, by))| {
            let crosses = (ay > lat) != (by > lat) && lon < ax + (lat - ay) / (by - ay) * (bx - ax);
            inside != crosses
        })
    }

    /// Every edge, of the outline and of the holes.
    pub(super) fn edges(&self) -> impl Iterator<Item = ((f64, f64), (f64, f64))> + '_ {
        self.rings.iter().flat_map(|ring| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().copied().zip(next.copied())
        })
    }

    /// Area, square kilometres, on the cylinder of equal area: exact for the sphere but for the bow of slanted edges.
    pub(super) fn area_km2(&self) -> f64 {
        const RADIUS_KM: f64 = 6_371.008_8;
        let ring = |ring: &Ring| {
            let next = ring.iter().cycle().skip(1);
            let twice: f64 = ring
                .iter()
                .zip(next)
                .map(|(a, b)| (b.0 - a.0).to_radians() * (a.1.to_radians().sin() + b.1.to_radians().sin()))
                .sum();
            (twice / 2.0).abs() * RADIUS_KM * RADIUS_KM
        };
        let (outline, holes) = self.rings.split_first().map_or((0.0, &[][..]), |(first, rest)| (ring(first), rest));
        (outline - holes.iter().map(ring).sum::<f64>()).max(0.0)
    }
}

/// The polygons of a GeoJSON text: a polygon, a multipolygon, a feature or a collection of them.
pub(super) fn parse(text: &str) -> Result<Vec<Polygon>, CoverageError> {
    if text.len() > MAX_TEXT {
        return Err(CoverageError::TooLong(text.len()));
    }
    let mut polygons = vec![];
    match text.parse::<GeoJson>().map_err(|_| CoverageError::NotPolygons)? {
        GeoJson::Geometry(geometry) => collect(&geometry, &mut polygons, 0)?,
        GeoJson::Feature(feature) => collect_feature(&feature, &mut polygons)?,
        GeoJson::FeatureCollection(all) => {
            for feature in &all.features {
                collect_feature(feature, &mut polygons)?;
            }
        }
    }
    let corners: usize = polygons.iter().flat_map(|p| &p.rings).map(Vec::len).sum();
    if polygons.is_empty() {
        return Err(CoverageError::NotPolygons);
    }
    if corners > MAX_CORNERS {
        return Err(CoverageError::TooManyCorners(corners));
    }
    Ok(polygons)
}

fn collect_feature(feature: &Feature, into: &mut Vec<Polygon>) -> Result<(), CoverageError> {
    collect(feature.geometry.as_ref().ok_or(CoverageError::NotPolygons)?, into, 0)
}

fn collect(geometry: &Geometry, into: &mut Vec<Polygon>, depth: u32) -> Result<(), CoverageError> {
    match &geometry.value {
        GeometryValue::Polygon { coordinates } => add(coordinates, into),
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().try_for_each(|p| add(p, into)),
        GeometryValue::GeometryCollection { geometries } if depth == 0 => {
            geometries.iter().try_for_each(|g| collect(g, into, 1))
        }
        _ => Err(CoverageError::NotPolygons),
    }
}

fn add(coordinates: &[Vec<Position>], into: &mut Vec<Polygon>) -> Result<(), CoverageError> {
    if into.len() >= MAX_POLYGONS {
        return Err(CoverageError::TooManyPolygons);
    }
    let rings = coordinates.iter().map(|ring| read_ring(ring)).collect::<Result<Vec<Ring>, CoverageError>>()?;
    if rings.is_empty() {
        return Err(CoverageError::NotPolygons);
    }
    let polygon = Polygon { rings };
    if polygon.edges().any(|(a, b)| (a.0 - b.0).abs() > 180.0) {
        return Err(CoverageError::Antimeridian);
    }
    if polygon.area_km2() <= 0.0 {
        return Err(CoverageError::NoArea);
    }
    into.push(polygon);
    Ok(())
}

fn read_ring(positions: &[Position]) -> Result<Ring, CoverageError> {
    let corner = |(i, position): (usize, &Position)| match position.as_slice() {
        [lon, lat, ..] if (-180.0..=180.0).contains(lon) && (-MAX_LATITUDE..=MAX_LATITUDE).contains(lat) => {
            Ok((*lon, *lat))
        }
        _ => Err(CoverageError::OutOfRange(i + 1)),
    };
    let mut ring = positions.iter().enumerate().map(corner).collect::<Result<Ring, CoverageError>>()?;
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    if ring.len() < 3 { Err(CoverageError::NoArea) } else { Ok(ring) }
}
