//! Known sites and the index that finds them. The index is built whole and swapped whole.

use super::Point;
use crate::ids::SiteId;
use rstar::{AABB, RTree, RTreeObject};
use serde::{Deserialize, Serialize};

/// What a site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteKind {
    /// A known second-pledge place.
    SecondPledge,
    /// Dealer.
    Dealer,
    /// Repair shop.
    Repair,
    /// Car wash.
    Wash,
    /// The lender's yard.
    Yard,
    /// Anything else worth a name.
    Other,
}

impl SiteKind {
    /// Every kind.
    pub const ALL: &'static [SiteKind] =
        &[SiteKind::SecondPledge, SiteKind::Dealer, SiteKind::Repair, SiteKind::Wash, SiteKind::Yard, SiteKind::Other];

    /// Its name on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            SiteKind::SecondPledge => "second_pledge",
            SiteKind::Dealer => "dealer",
            SiteKind::Repair => "repair",
            SiteKind::Wash => "wash",
            SiteKind::Yard => "yard",
            SiteKind::Other => "other",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<SiteKind> {
        SiteKind::ALL.iter().copied().find(|k| k.name() == name)
    }
}

/// The extent of a site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Shape {
    /// Everything within a radius.
    Circle {
        /// Centre.
        centre: Point,
        /// Radius, metres, above 0.
        radius_m: f64,
    },
    /// A ring of at least three points, closed implicitly.
    Polygon {
        /// Corners in order.
        ring: Vec<Point>,
    },
}

impl Shape {
    /// Signed distance to the edge, metres: negative inside, positive outside (planar within a site's size).
    pub fn signed_distance_m(&self, p: Point) -> f64 {
        match self {
            Shape::Circle { centre, radius_m } => centre.distance_m(p) - radius_m,
            Shape::Polygon { ring } => ring_distance_m(ring, p),
        }
    }

    /// A point that stands for the site: the centre, or the mean of the corners.
    pub fn centre(&self) -> Point {
        match self {
            Shape::Circle { centre, .. } => *centre,
            Shape::Polygon { ring } => {
                let n = ring.len().max(1) as i64;
                let mean = |f: fn(&Point) -> i32| (ring.iter().map(|p| i64::from(f(p))).sum::<i64>() / n) as i32;
                Point { lat_e7: mean(|p| p.lat_e7), lon_e7: mean(|p| p.lon_e7) }
            }
        }
    }

    fn reach_m(&self) -> f64 {
        match self {
            Shape::Circle { radius_m, .. } => *radius_m,
            Shape::Polygon { ring } => {
                let centre = self.centre();
                ring.iter().map(|p| centre.distance_m(*p)).fold(0.0, f64::max)
            }
        }
    }
}

/// Signed distance of `p` to a ring, metres, negative inside: even-odd rule for inside, nearest edge for distance, on a
/// plane tangent at `p`.
pub fn ring_distance_m(ring: &[Point], p: Point) -> f64 {
    let m_per_e7 = super::point::EARTH_RADIUS_M.to_radians() / 1e7;
    let shrink = p.lat().to_radians().cos();
    // As floats: from one side of the earth to the other is more than an i32 holds.
    let apart = |a: i32, b: i32| (f64::from(a) - f64::from(b)) * m_per_e7;
    let local = |q: &Point| (apart(q.lon_e7, p.lon_e7) * shrink, apart(q.lat_e7, p.lat_e7));
    let (mut inside, mut nearest) = (false, f64::INFINITY);
    for i in 0..ring.len() {
        let ((ax, ay), (bx, by)) = (local(&ring[i]), local(&ring[(i + 1) % ring.len()]));
        if (ay > 0.0) != (by > 0.0) && ax + (0.0 - ay) / (by - ay) * (bx - ax) > 0.0 {
            inside = !inside;
        }
        let (dx, dy) = (bx - ax, by - ay);
        let along = if dx == 0.0 && dy == 0.0 { 0.0 } else { -(ax * dx + ay * dy) / (dx * dx + dy * dy) };
        let k = along.clamp(0.0, 1.0);
        nearest = nearest.min((ax + k * dx).hypot(ay + k * dy));
    }
    if inside { -nearest } else { nearest }
}

/// A known site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// Whose; sites are private to a lender here.
    pub lender: crate::ids::LenderNo,
    /// What it is.
    pub kind: SiteKind,
    /// Where and how large.
    pub shape: Shape,
}

#[derive(Debug, Clone)]
struct Entry {
    envelope: AABB<[f64; 2]>,
    index: usize,
}

impl RTreeObject for Entry {
    type Envelope = AABB<[f64; 2]>;
    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

/// All known sites, found by place in O(log n).
#[derive(Debug, Clone, Default)]
pub struct SiteIndex {
    sites: Vec<Site>,
    tree: RTree<Entry>,
}

impl SiteIndex {
    /// Builds the index.
    pub fn new(sites: Vec<Site>) -> Self {
        let entries = sites.iter().enumerate().map(|(index, site)| {
            let (centre, reach) = (site.shape.centre(), site.shape.reach_m());
            let dlat = (reach / super::point::EARTH_RADIUS_M).to_degrees();
            let dlon = dlat / centre.lat().to_radians().cos().max(0.01);
            let (x, y) = (centre.lon(), centre.lat());
            Entry { envelope: AABB::from_corners([x - dlon, y - dlat], [x + dlon, y + dlat]), index }
        });
        let tree = RTree::bulk_load(entries.collect());
        SiteIndex { sites, tree }
    }

    /// Sites whose edge is within `within_m` of `p` (or that contain it), with the signed distance to their edge.
    pub fn near(&self, p: Point, within_m: f64) -> impl Iterator<Item = (&Site, f64)> {
        let dlat = (within_m / super::point::EARTH_RADIUS_M).to_degrees();
        let dlon = dlat / p.lat().to_radians().cos().max(0.01);
        let window = AABB::from_corners([p.lon() - dlon, p.lat() - dlat], [p.lon() + dlon, p.lat() + dlat]);
        self.tree.locate_in_envelope_intersecting(&window).filter_map(move |entry| {
            let site = &self.sites[entry.index];
            let distance = site.shape.signed_distance_m(p);
            (distance <= within_m).then_some((site, distance))
        })
    }

    /// All of them.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::LenderNo;
    use uuid::Uuid;

    fn at(lat: f64, lon: f64) -> Point {
        Point::from_degrees(lat, lon).expect("in range")
    }

    #[test]
    fn finds_circles_and_polygons_by_distance_to_their_edge() {
        let square =
            Shape::Polygon { ring: vec![at(31.0, 121.0), at(31.0, 121.002), at(31.002, 121.002), at(31.002, 121.0)] };
        let circle = Shape::Circle { centre: at(31.01, 121.0), radius_m: 100.0 };
        let site = |n, shape| Site {
            id: SiteId(Uuid::from_u128(n)),
            lender: LenderNo(1),
            kind: SiteKind::SecondPledge,
            shape,
        };
        let index = SiteIndex::new(vec![site(1, square), site(2, circle)]);

        let inside: Vec<_> = index.near(at(31.001, 121.001), 0.0).collect();
        assert_eq!(inside.len(), 1);
        assert!((inside[0].1 + 95.0).abs() < 5.0, "{}", inside[0].1);
        // 60 m south of the square: outside, but near.
        let south: Vec<_> = index.near(at(30.99946, 121.001), 80.0).collect();
        assert_eq!(south.len(), 1);
        assert!((south[0].1 - 60.0).abs() < 2.0, "{}", south[0].1);
        assert_eq!(index.near(at(30.99946, 121.001), 30.0).count(), 0);
        let by_circle: Vec<_> = index.near(at(31.0101, 121.0), 0.0).collect();
        assert_eq!(by_circle[0].0.id, SiteId(Uuid::from_u128(2)));
    }
}
