//! Cities with a road grid, and the sites in them.

use crate::chance::{Purpose, Stream, stream};
use lienwatch_domain::geo::{Point, SiteKind};
use rand::Rng;

/// Distance between parallel roads, metres.
pub const ROAD_M: f64 = 300.0;
/// Half the side of a city, metres.
pub const REACH_M: f64 = 9_000.0;
/// Local time of every city, seconds east of UTC.
pub const UTC_OFFSET_S: i64 = 8 * 3600;
const METRES_PER_DEGREE: f64 = 111_194.9;
/// Ordinary places keep this far from second-pledge sites, so that labels are never ambiguous, metres.
const CLEAR_OF_SITES_M: f64 = 450.0;

/// Metres east and north of a city's centre.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Xy {
    /// East, metres.
    pub x: f64,
    /// North, metres.
    pub y: f64,
}

impl Xy {
    /// Straight distance, metres.
    pub fn distance_m(self, other: Xy) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// Moved by metres.
    pub fn moved(self, dx: f64, dy: f64) -> Xy {
        Xy { x: self.x + dx, y: self.y + dy }
    }

    /// The crossing nearest to it.
    pub fn crossing(self) -> Xy {
        Xy { x: (self.x / ROAD_M).round() * ROAD_M, y: (self.y / ROAD_M).round() * ROAD_M }
    }
}

/// A city: the frame of its [`Xy`]s.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct City {
    /// Its name.
    pub name: &'static str,
    /// Centre latitude, degrees WGS-84.
    pub lat: f64,
    /// Centre longitude, degrees WGS-84.
    pub lon: f64,
}

/// The five cities.
pub const CITIES: [City; 5] = [
    City { name: "Shanghai", lat: 31.2304, lon: 121.4737 },
    City { name: "Shenzhen", lat: 22.5431, lon: 114.0579 },
    City { name: "Chengdu", lat: 30.5728, lon: 104.0668 },
    City { name: "Wuhan", lat: 30.5928, lon: 114.3055 },
    City { name: "Zhengzhou", lat: 34.7466, lon: 113.6254 },
];

impl City {
    /// Where on the earth (plane tangent at the centre: exact to 0.3 % within the city).
    pub fn point(&self, at: Xy) -> Point {
        let lat = self.lat + at.y / METRES_PER_DEGREE;
        let lon = self.lon + at.x / (METRES_PER_DEGREE * self.lat.to_radians().cos());
        Point::from_degrees(lat.clamp(-90.0, 90.0), lon.clamp(-180.0, 180.0)).expect("clamped into the range")
    }
}

/// A place worth a name.
#[derive(Debug, Clone, PartialEq)]
pub struct WorldSite {
    /// In the import bundle and the labels.
    pub external_id: String,
    /// In words.
    pub name: String,
    /// What it is.
    pub kind: SiteKind,
    /// In which city (index of [`CITIES`]).
    pub city: usize,
    /// Its centre.
    pub at: Xy,
    /// Its radius, metres.
    pub radius_m: f64,
    /// The lender knows it; otherwise it exists in the world only.
    pub known: bool,
}

/// All sites.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Every site of every city.
    pub sites: Vec<WorldSite>,
}

/// Per city: name, kind, known to the lender, how many.
const SITE_PLAN: [(&str, SiteKind, bool, usize); 6] = [
    ("Pledge yard", SiteKind::SecondPledge, true, 6),
    ("Backstreet garage", SiteKind::SecondPledge, false, 3),
    ("Dealer", SiteKind::Dealer, true, 3),
    ("Repair shop", SiteKind::Repair, true, 4),
    ("Small repair shop", SiteKind::Repair, false, 3),
    ("Mall", SiteKind::Other, false, 5),
];

impl World {
    /// The world of a seed.
    pub fn new(seed: u64) -> World {
        let mut sites: Vec<WorldSite> = Vec::new();
        for (city, frame) in CITIES.iter().enumerate() {
            let mut rng = stream(seed, Purpose::World, city as u64);
            for (name, kind, known, count) in SITE_PLAN {
                for number in 1..=count {
                    // At a corner lot: a car that waits at the crossing's red light stands inside or beside it.
                    let at = loop {
                        let at = crossing_within(&mut rng, 7_500.0).moved(rng.random_range(25.0..45.0), 35.0);
                        if sites.iter().all(|s| s.city != city || s.at.distance_m(at) > 900.0) {
                            break at;
                        }
                    };
                    let radius_m = f64::from(rng.random_range(5..=11)) * 10.0;
                    let external_id = format!("S{:03}", sites.len() + 1);
                    let name = format!("{name} {number}, {}", frame.name);
                    sites.push(WorldSite { external_id, name, kind, city, at, radius_m, known });
                }
            }
        }
        World { sites }
    }

    /// Sites of a city by kind and knowledge.
    pub fn of(&self, city: usize, kind: SiteKind, known: bool) -> Vec<&WorldSite> {
        self.sites.iter().filter(|s| s.city == city && s.kind == kind && s.known == known).collect()
    }

    /// A place to live, work or go to: beside a road, clear of second-pledge sites.
    pub fn place(&self, city: usize, rng: &mut Stream, reach_m: f64) -> Xy {
        loop {
            let side = if rng.random::<bool>() { 1.0 } else { -1.0 };
            let at =
                crossing_within(rng, reach_m).moved(side * rng.random_range(25.0..70.0), rng.random_range(-70.0..70.0));
            if self.clear_of_pledge_sites(city, at) {
                return at;
            }
        }
    }

    /// Whether a stop here could never be taken for a visit.
    pub fn clear_of_pledge_sites(&self, city: usize, at: Xy) -> bool {
        let pledges = self.sites.iter().filter(|s| s.city == city && s.kind == SiteKind::SecondPledge);
        pledges.into_iter().all(|s| s.at.distance_m(at) > CLEAR_OF_SITES_M)
    }
}

fn crossing_within(rng: &mut Stream, reach_m: f64) -> Xy {
    let n = (reach_m.min(REACH_M) / ROAD_M) as i32;
    Xy { x: f64::from(rng.random_range(-n..=n)) * ROAD_M, y: f64::from(rng.random_range(-n..=n)) * ROAD_M }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_keeps_metres() {
        let city = CITIES[0];
        let (a, b) = (Xy { x: -3_000.0, y: 4_000.0 }, Xy { x: 3_000.0, y: -4_000.0 });
        let on_earth = city.point(a).distance_m(city.point(b));
        assert!((on_earth - 10_000.0).abs() < 30.0, "{on_earth}");
    }

    #[test]
    fn places_keep_clear_of_pledge_sites_and_inside_the_city() {
        let world = World::new(3);
        let mut rng = stream(3, Purpose::Persona, 1);
        for _ in 0..500 {
            let at = world.place(2, &mut rng, REACH_M);
            assert!(world.clear_of_pledge_sites(2, at) && at.x.abs() < REACH_M + 100.0 && at.y.abs() < REACH_M + 100.0);
        }
        assert_eq!(world.of(0, SiteKind::SecondPledge, true).len(), 6);
        assert_eq!(world, World::new(3));
        assert_ne!(world, World::new(4));
    }
}
