//! Points, distances, cells, hulls and the index of known sites.

mod gazetteer;
mod hull;
mod point;
mod sites;

pub use gazetteer::{Direction, Gazetteer, GazetteerError, NamedPlace, Near};
pub use hull::Hull;
pub use point::Point;
pub use sites::{Shape, Site, SiteIndex, SiteKind, ring_distance_m};
