//! Addresses of places: the nearest town from a list that is built in, and a reverse geocoder where one is configured.
//!
//! * [`towns`]: the list. [`Geocoder`]: the service that is asked. [`remembered`]: what it said before.

mod geocoder;
mod remembered;

pub use geocoder::{Geocoder, GeocoderError};

use lienwatch_domain::geo::Gazetteer;

/// Towns of GeoNames (CC BY 4.0), see `assets/places/README.md`.
const TOWNS: &str = include_str!("../../assets/places/towns.tsv");

/// The towns that are built in.
pub fn towns() -> Gazetteer {
    Gazetteer::parse(TOWNS).expect("the list is compiled in, and a test reads it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use lienwatch_domain::geo::Point;

    #[test]
    fn the_list_is_read_and_knows_large_towns() {
        let towns = towns();
        assert!(towns.len() > 10_000, "{}", towns.len());
        let near = |lat, lon| towns.nearest(Point::from_degrees(lat, lon)?).map(|n| n.place.clone());
        assert_eq!(near(31.23, 121.47).and_then(|place| place.name_zh), Some("上海".to_owned()));
        assert_eq!(near(40.71, -74.0).map(|place| place.name), Some("New York City".to_owned()));
    }
}
