//! The nearest place with a name, from a list that is built in: a word for a spot where nobody else is asked.

use super::Point;
use rstar::RTree;
use rstar::primitives::GeomWithData;

wire_names! {
    /// Where a spot lies, seen from the place.
    Direction {
        /// Within it.
        Here = "here",
        /// North.
        North = "n",
        /// North-east.
        NorthEast = "ne",
        /// East.
        East = "e",
        /// South-east.
        SouthEast = "se",
        /// South.
        South = "s",
        /// South-west.
        SouthWest = "sw",
        /// West.
        West = "w",
        /// North-west.
        NorthWest = "nw",
    }
}

/// A town or city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlace {
    /// Its name in Latin letters.
    pub name: String,
    /// In Chinese, where the list has it.
    pub name_zh: Option<String>,
    /// Its middle.
    pub point: Point,
}

/// The nearest place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near<'a> {
    /// Which.
    pub place: &'a NamedPlace,
    /// How far its middle is, metres.
    pub distance_m: f64,
    /// Which way from there the spot lies.
    pub direction: Direction,
}

/// A line of the list that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {0} of the list of places cannot be read")]
pub struct GazetteerError(pub usize);

/// Places found by nearness. Positions are on the unit sphere, so that there is no edge at 180 degrees nor at the poles.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    places: Vec<NamedPlace>,
    tree: RTree<GeomWithData<[f64; 3], usize>>,
}

/// Farther than this a name says nothing of a spot, metres.
const FAR_M: f64 = 300_000.0;
/// So near the middle of a town a direction says nothing, metres.
const HERE_M: f64 = 3_000.0;

fn on_sphere(p: Point) -> [f64; 3] {
    let (lat, lon) = (p.lat().to_radians(), p.lon().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

impl Gazetteer {
    /// Reads lines of latitude, longitude, Chinese name (or nothing) and name, parted by tabs; more columns are let be.
    ///
    /// # Errors
    /// The number of the first line that is not one.
    pub fn parse(text: &str) -> Result<Gazetteer, GazetteerError> {
        let place = |(n, line): (usize, &str)| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [lat, lon, zh, name, ..] = cells.as_slice() else { return Err(GazetteerError(n + 1)) };
            let degrees = |text: &str| text.parse::<f64>().map_err(|_| GazetteerError(n + 1));
            let point = Point::from_degrees(degrees(lat)?, degrees(lon)?).ok_or(GazetteerError(n + 1))?;
            let name_zh = (!zh.is_empty()).then(|| (*zh).to_owned());
            Ok(NamedPlace { name: (*name).to_owned(), name_zh, point })
        };
        let places = text.lines().enumerate().map(place).collect::<Result<Vec<NamedPlace>, GazetteerError>>()?;
        let entries = places.iter().enumerate().map(|(n, place)| GeomWithData::new(on_sphere(place.point), n));
        let tree = RTree::bulk_load(entries.collect());
        Ok(Gazetteer { places, tree })
    }

    /// The nearest place within 300 km.
    pub fn nearest(&self, p: Point) -> Option<Near<'_>> {
        let place = &self.places[self.tree.nearest_neighbor(&on_sphere(p))?.data];
        let distance_m = place.point.distance_m(p);
        (distance_m <= FAR_M).then(|| Near { place, distance_m, direction: direction(place.point, p, distance_m) })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

/// By the bearing of the great circle at its beginning.
fn direction(from: Point, to: Point, distance_m: f64) -> Direction {
    if distance_m <= HERE_M {
        return Direction::Here;
    }
    let (lat1, lat2) = (from.lat().to_radians(), to.lat().to_radians());
    let dlon = (to.lon() - from.lon()).to_radians();
    let (east, north) = (dlon.sin() * lat2.cos(), lat1.cos() * lat2.sin() - lat1.sin() * lat2.cos() * dlon.cos());
    let eighth = (east.atan2(north).to_degrees() / 45.0).round().rem_euclid(8.0) as usize;
    Direction::ALL[1 + eighth % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Point {
        Point::from_degrees(lat, lon).expect("on the earth")
    }

    #[test]
    fn the_nearest_is_found_also_across_the_date_line() {
        let text = "31.230\t121.474\t上海\tShanghai\t0\n31.3\t120.62\t苏州\tSuzhou\n-17.9\t-179.9\t\tEast of it\n";
        let all = Gazetteer::parse(text).expect("a list");
        let near = |lat, lon| all.nearest(at(lat, lon)).map(|n| (n.place.name.as_str(), n.direction));
        assert_eq!(near(31.235, 121.48), Some(("Shanghai", Direction::Here)));
        assert_eq!(near(31.5, 121.474), Some(("Shanghai", Direction::North)));
        assert_eq!(near(31.1, 120.4), Some(("Suzhou", Direction::SouthWest)));
        assert_eq!(near(-17.9, 179.9), Some(("East of it", Direction::West)));
        assert_eq!(near(0.0, 0.0), None, "the sea");
        assert_eq!(all.nearest(at(31.3, 120.62)).and_then(|n| n.place.name_zh.as_deref()), Some("苏州"));
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(Gazetteer::parse("1\t2\t\ta\n91\t0\t\tb\n").err(), Some(GazetteerError(2)));
        assert_eq!(Gazetteer::parse("1\t2\n").err(), Some(GazetteerError(1)));
    }
}
