//! Points, distances, cells and the index of known sites.

mod gazetteer;
mod point;
mod sites;

pub use gazetteer::{Direction, Gazetteer, GazetteerError, NamedPlace, Near};
pub use point::Point;
pub use sites::{Shape, Site, SiteIndex, SiteKind};
