//! Where a vendor works: a set of H3 cells, compacted, that a place is looked up in without geometry.

use super::polygons::{self, Polygon};
use crate::geo::Point;
use h3o::{CellIndex, LatLng, Resolution};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Cells an area may have, before cells that fill their parent are merged into it.
pub const MAX_CELLS: usize = 50_000;

/// Finest cells used, about 0.2 km from edge to edge: finer than a position from cell towers or Wi-Fi.
const FINEST: Resolution = Resolution::Nine;

/// Why an area is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CoverageError {
    /// Something else than polygons.
    #[error("an area is given as GeoJSON Polygon or MultiPolygon, alone, in features or in a collection")]
    NotPolygons,
    /// Too many bytes.
    #[error("the text has {0} bytes, at most 4 MiB are read: simplify the outline")]
    TooLong(usize),
    /// Too many corners.
    #[error("the area has {0} corners, at most 5000 are read: simplify the outline")]
    TooManyCorners(usize),
    /// Too many polygons.
    #[error("the area has more than 500 polygons: join or drop the small ones")]
    TooManyPolygons,
    /// A corner is not on the earth, or too near a pole.
    #[error("corner {0} is not a place between 85° south and north (longitude comes first, then latitude)")]
    OutOfRange(usize),
    /// Nothing inside.
    #[error("a polygon has no area: at least three corners that are not in line are needed")]
    NoArea,
    /// An edge of more than half the earth's turn.
    #[error("an edge spans more than 180° of longitude: cut the polygon at the antimeridian (RFC 7946, 3.1.9)")]
    Antimeridian,
    /// Not a set of cells, in a stored document.
    #[error("{0} is not a cell of the set")]
    BadCell(String),
    /// More cells than are kept, in a stored document.
    #[error("a set has at most 50000 cells, this has {0}")]
    TooManyCells(usize),
}

/// An area as cells. A place within one cell's width of the border may count as inside or outside; farther in or out
/// the cells agree with the polygons.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Coverage {
    /// Resolution of the finest cells.
    resolution: Option<Resolution>,
    /// Sorted, no two of which overlap.
    cells: Vec<CellIndex>,
}

impl Coverage {
    /// The area of a GeoJSON text, at the finest resolution that needs at most [`MAX_CELLS`] cells. Every cell the
    /// border runs through belongs to it. A large area takes a second or two of computing: not for an async task.
    pub fn from_geojson(text: &str) -> Result<Self, CoverageError> {
        let polygons = polygons::parse(text)?;
        let mut resolution = FINEST;
        loop {
            if let Some(mut cells) = tile(&polygons, resolution) {
                CellIndex::compact(&mut cells).expect("distinct cells of one resolution");
                cells.sort_unstable();
                return Ok(Coverage { resolution: Some(resolution), cells });
            }
            // The 122 cells of the coarsest resolution always fit.
            resolution = resolution.pred().unwrap_or(Resolution::Zero);
        }
    }

    /// Whether a place lies in the area.
    pub fn covers(&self, place: Point) -> bool {
        let Some(finest) = self.resolution else { return false };
        let at = LatLng::new(place.lat(), place.lon()).expect("a Point is finite and in range by construction");
        let cell = at.to_cell(finest);
        (0..=u8::from(finest))
            .filter_map(|r| Resolution::try_from(r).ok())
            .filter_map(|r| cell.parent(r))
            .any(|cell| self.cells.binary_search(&cell).is_ok())
    }

    /// It covers nothing.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Its cells, as stored in a bigint array, sorted.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = i64> + '_ {
        self.cells.iter().map(|cell| u64::from(*cell) as i64)
    }

    /// Resolution of its finest cells, 0 to 9; `None` when it is empty.
    pub fn resolution(&self) -> Option<u8> {
        self.resolution.map(u8::from)
    }
}

/// The form of the store and the wire: cells by their hexadecimal names.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    resolution: Option<u8>,
    cells: Vec<String>,
}

impl From<Coverage> for Stored {
    fn from(coverage: Coverage) -> Self {
        let cells = coverage.cells.iter().map(CellIndex::to_string).collect();
        Stored { resolution: coverage.resolution.map(u8::from), cells }
    }
}

impl TryFrom<Stored> for Coverage {
    type Error = CoverageError;
    fn try_from(stored: Stored) -> Result<Self, CoverageError> {
        if stored.cells.len() > MAX_CELLS {
            return Err(CoverageError::TooManyCells(stored.cells.len()));
        }
        let bad = |text: &str| CoverageError::BadCell(text.chars().take(32).collect());
        let resolution = match stored.resolution {
            None => None,
            Some(r) => Some(Resolution::try_from(r).map_err(|_| bad(&r.to_string()))?),
        };
        let parse = |text: &String| match text.parse::<CellIndex>() {
            Ok(cell) if Some(cell.resolution()) <= resolution => Ok(cell),
            _ => Err(bad(text)),
        };
        let mut cells = stored.cells.iter().map(parse).collect::<Result<Vec<CellIndex>, CoverageError>>()?;
        cells.sort_unstable();
        Ok(Coverage { resolution, cells })
    }
}

/// The cells of the polygons, or `None` when there would be more than [`MAX_CELLS`].
///
/// Cells along the borders are found by walking them in steps of a quarter of a cell's edge; they and their neighbours
/// separate inside from outside, so that the rest is filled from cell to cell, and only the cells next to a border are
/// tested against the polygons.
fn tile(polygons: &[Polygon], resolution: Resolution) -> Option<Vec<CellIndex>> {
    let estimate: f64 = polygons.iter().map(Polygon::area_km2).sum::<f64>() / resolution.area_km2();
    if estimate > MAX_CELLS as f64 {
        return None;
    }
    let mut cells: BTreeSet<CellIndex> = BTreeSet::new();
    for polygon in polygons {
        let border = border_cells(polygon, resolution)?;
        let band: BTreeSet<CellIndex> = border.iter().flat_map(|c| c.grid_disk_safe(1)).collect();
        let inside = |cell: &CellIndex| {
            let at = LatLng::from(*cell);
            polygon.contains(at.lng(), at.lat())
        };
        let outer = band.iter().flat_map(|c| c.grid_disk_safe(1)).filter(|c| !band.contains(c));
        let mut filled: BTreeSet<CellIndex> = outer.filter(inside).collect();
        let mut waiting: Vec<CellIndex> = filled.iter().copied().collect();
        while let Some(cell) = waiting.pop() {
            for next in cell.grid_disk_safe(1) {
                if !band.contains(&next) && filled.insert(next) {
                    waiting.push(next);
                }
            }
            if filled.len() > MAX_CELLS {
                return None;
            }
        }
        cells.extend(filled);
        cells.extend(band.into_iter().filter(|cell| border.contains(cell) || inside(cell)));
        if cells.len() > MAX_CELLS {
            return None;
        }
    }
    Some(cells.into_iter().collect())
}

/// The cells that the borders run through; `None` when they alone are too many.
fn border_cells(polygon: &Polygon, resolution: Resolution) -> Option<BTreeSet<CellIndex>> {
    const KM_PER_DEGREE: f64 = 111.2;
    let step_km = resolution.edge_length_km() / 4.0;
    let mut border = BTreeSet::new();
    let mut walked = 0_u64;
    for ((ax, ay), (bx, by)) in polygon.edges() {
        let shrink = ay.abs().min(by.abs()).to_radians().cos();
        let km = ((bx - ax) * shrink).hypot(by - ay) * KM_PER_DEGREE;
        let steps = (km / step_km).ceil().max(1.0) as u64;
        walked = walked.saturating_add(steps);
        // A border crosses a cell in at most a few dozen steps: this many cannot fit.
        if walked > 40 * MAX_CELLS as u64 {
            return None;
        }
        for i in 0..steps {
            let k = i as f64 / steps as f64;
            let at = LatLng::new(ay + k * (by - ay), ax + k * (bx - ax)).ok()?;
            border.insert(at.to_cell(resolution));
        }
        if border.len() > MAX_CELLS {
            return None;
        }
    }
    Some(border)
}
