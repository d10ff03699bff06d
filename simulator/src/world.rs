//! Cities with a road grid, and the sites in them.

use crate::chance::{Purpose, Stream, stream};
use lienwatch_domain::geo::{Point, SiteKind};
use rand::Rng;

/// Distance between parallel roads, metres.
pub const ROAD_M: f64 = 300.0;
/// Half the side of a city, metres.
pub const REACH_M: f64 = 9_000.0;
/// Local time in China, seconds east of UTC: of [`CITIES`], and of what was set up in the factory.
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
    /// Its time zone, an IANA name.
    pub zone: &'static str,
    /// Local time, seconds east of UTC. Of zones that change their clocks it is the standard time: a run that is laid
    /// across a change would have to be told.
    pub utc_offset_s: i64,
    /// What number plates of its cars begin with.
    pub plate: &'static str,
}

const fn in_china(name: &'static str, lat: f64, lon: f64, plate: &'static str) -> City {
    City { name, lat, lon, zone: "Asia/Shanghai", utc_offset_s: UTC_OFFSET_S, plate }
}

/// The five cities in China.
pub const CITIES: [City; 5] = [
    in_china("Shanghai", 31.2304, 121.4737, "沪A"),
    in_china("Shenzhen", 22.5431, 114.0579, "粤B"),
    in_china("Chengdu", 30.5728, 104.0668, "川A"),
    in_china("Wuhan", 30.5928, 114.3055, "鄂A"),
    in_china("Zhengzhou", 34.7466, 113.6254, "豫A"),
];

/// Cities abroad: another hour, half an hour between, both sides of Greenwich and of the equator. Their index goes on
/// after those of [`CITIES`].
pub const ABROAD: [City; 4] = [
    City { name: "Taipei", lat: 25.0330, lon: 121.5654, zone: "Asia/Taipei", utc_offset_s: 8 * 3600, plate: "TP-" },
    City { name: "Pune", lat: 18.5204, lon: 73.8567, zone: "Asia/Kolkata", utc_offset_s: 19_800, plate: "MH12" },
    City { name: "London", lat: 51.5074, lon: -0.1278, zone: "Europe/London", utc_offset_s: 0, plate: "LN" },
    City {
        name: "Brasilia",
        lat: -15.7939,
        lon: -47.8828,
        zone: "America/Sao_Paulo",
        utc_offset_s: -10_800,
        plate: "BSB",
    },
];

/// The city of an index: of [`CITIES`], then of [`ABROAD`].
pub fn city(index: usize) -> City {
    let cities = CITIES.len() + ABROAD.len();
    *CITIES.iter().chain(&ABROAD).nth(index % cities).expect("less than their number")
}

/// Where the cars of a run live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cities {
    /// In the five cities of [`CITIES`], which share a time zone.
    #[default]
    China,
    /// In those and in those of [`ABROAD`]: five time zones.
    World,
}

impl Cities {
    /// How many: the indices below it are meant.
    pub fn count(self) -> usize {
        match self {
            Cities::China => CITIES.len(),
            Cities::World => CITIES.len() + ABROAD.len(),
        }
    }

    /// By its name, `china` or `world`.
    pub fn from_name(name: &str) -> Option<Cities> {
        [("china", Cities::China), ("world", Cities::World)].into_iter().find(|(n, _)| *n == name).map(|(_, c)| c)
    }
}

impl City {
    /// Seconds since local midnight at `t` (Unix seconds).
    pub fn local_second(&self, t: i64) -> i64 {
        local_second(t, self.utc_offset_s)
    }

    /// The last local midnight at or before `t`, Unix seconds.
    pub fn midnight(&self, t: i64) -> i64 {
        t - self.local_second(t)
    }

    /// Where on the earth (plane tangent at the centre: exact to 0.3 % within the city).
    pub fn point(&self, at: Xy) -> Point {
        let lat = self.lat + at.y / METRES_PER_DEGREE;
        let lon = self.lon + at.x / (METRES_PER_DEGREE * self.lat.to_radians().cos());
        Point::from_degrees(lat.clamp(-90.0, 90.0), lon.clamp(-180.0, 180.0)).expect("clamped into the range")
    }
}

/// Seconds since local midnight at `t` (Unix seconds), so many seconds east of UTC.
pub fn local_second(t: i64, utc_offset_s: i64) -> i64 {
    (t + utc_offset_s).rem_euclid(86_400)
}

/// Whether `t` falls on a Saturday or Sunday, local time.
pub fn is_weekend(t: i64, utc_offset_s: i64) -> bool {
    // 1 January 1970 was a Thursday.
    matches!((t + utc_offset_s).div_euclid(86_400).rem_euclid(7), 2 | 3)
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
    /// In which city (as [`city`] counts them).
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
    /// The world of a seed. What it has of a city does not depend on which other cities it has.
    pub fn new(seed: u64, cities: Cities) -> World {
        let mut sites: Vec<WorldSite> = Vec::new();
        for city in 0..cities.count() {
            let frame = self::city(city);
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
        for city in (0..Cities::World.count()).map(city) {
            let (a, b) = (Xy { x: -3_000.0, y: 4_000.0 }, Xy { x: 3_000.0, y: -4_000.0 });
            let on_earth = city.point(a).distance_m(city.point(b));
            assert!((on_earth - 10_000.0).abs() < 30.0, "{}: {on_earth}", city.name);
        }
    }

    #[test]
    fn weekends_and_hours_are_local() {
        // 2026-03-02 00:00 in China is a Monday, and still Sunday in London, 16:00.
        let monday = 1_772_380_800;
        let (china, london) = (CITIES[0].utc_offset_s, ABROAD[2].utc_offset_s);
        assert_eq!((local_second(monday, china), local_second(monday, london)), (0, 16 * 3_600));
        assert!(!is_weekend(monday, china) && !is_weekend(monday - 1 + 5 * 86_400, china));
        assert!(is_weekend(monday + 5 * 86_400, china) && is_weekend(monday + 7 * 86_400 - 1, china));
        assert!(is_weekend(monday, london) && !is_weekend(monday + 8 * 3_600, london));
        assert_eq!(ABROAD[1].local_second(ABROAD[1].midnight(monday)), 0);
        assert!((0..86_400).contains(&(monday - ABROAD[1].midnight(monday))));
    }

    #[test]
    fn places_keep_clear_of_pledge_sites_and_inside_the_city() {
        let world = World::new(3, Cities::China);
        let mut rng = stream(3, Purpose::Persona, 1);
        for _ in 0..500 {
            let at = world.place(2, &mut rng, REACH_M);
            assert!(world.clear_of_pledge_sites(2, at) && at.x.abs() < REACH_M + 100.0 && at.y.abs() < REACH_M + 100.0);
        }
        assert_eq!(world.of(0, SiteKind::SecondPledge, true).len(), 6);
        assert_eq!(world, World::new(3, Cities::China));
        assert_ne!(world, World::new(4, Cities::China));
        assert!(World::new(3, Cities::World).sites.starts_with(&world.sites));
    }
}
