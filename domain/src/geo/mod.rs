//! Points, distances, cells and the index of known sites.

mod point;
mod sites;

pub use point::Point;
pub use sites::{Shape, Site, SiteIndex, SiteKind};
