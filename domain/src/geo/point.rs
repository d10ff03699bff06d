//! A place on the earth in integer degrees, exactly as stored.

use serde::{Deserialize, Serialize};

/// Mean earth radius, metres (IUGG R1).
pub const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// WGS-84 in units of 1e-7 degree (about 1.1 cm), latitude -90..=90, longitude -180..=180.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Point {
    /// Latitude, 1e-7 degree.
    pub lat_e7: i32,
    /// Longitude, 1e-7 degree.
    pub lon_e7: i32,
}

impl Point {
    /// From degrees; `None` outside the ranges or where not a number.
    pub fn from_degrees(lat: f64, lon: f64) -> Option<Point> {
        let fits = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        fits.then(|| Point { lat_e7: (lat * 1e7).round() as i32, lon_e7: (lon * 1e7).round() as i32 })
    }

    /// Latitude, degrees.
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e7) / 1e7
    }

    /// Longitude, degrees.
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e7) / 1e7
    }

    /// Great-circle distance, metres (haversine; within 0.5 % of the ellipsoid).
    pub fn distance_m(self, other: Point) -> f64 {
        let (lat1, lat2) = (self.lat().to_radians(), other.lat().to_radians());
        let half_lat = ((lat2 - lat1) / 2.0).sin();
        let half_lon = ((other.lon() - self.lon()).to_radians() / 2.0).sin();
        let h = half_lat * half_lat + lat1.cos() * lat2.cos() * half_lon * half_lon;
        2.0 * EARTH_RADIUS_M * h.clamp(0.0, 1.0).sqrt().asin()
    }

    /// The H3 cell (resolution 0..=15) it lies in, as stored in a bigint.
    pub fn cell(self, resolution: h3o::Resolution) -> i64 {
        h3o::LatLng::new(self.lat(), self.lon())
            .map(|ll| u64::from(ll.to_cell(resolution)) as i64)
            .expect("a Point is finite and in range by construction")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_agrees_with_a_known_pair() {
        // Paris to London: 343.5 km on the mean sphere.
        let paris = Point::from_degrees(48.8566, 2.3522).expect("in range");
        let london = Point::from_degrees(51.5074, -0.1278).expect("in range");
        assert!((paris.distance_m(london) - 343_556.0).abs() < 200.0, "{}", paris.distance_m(london));
        assert_eq!(paris.distance_m(paris), 0.0);
    }

    #[test]
    fn refuses_what_is_not_on_the_earth() {
        for (lat, lon) in [(90.1, 0.0), (0.0, 180.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Point::from_degrees(lat, lon), None);
        }
    }
}
