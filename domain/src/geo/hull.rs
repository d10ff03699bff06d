//! The convex hull of a few places, and how far outside of it something is.

use super::Point;

/// The smallest convex area around some points: a point, a line or a polygon, on the plane that touches the first of
/// them (exact to 0.1 % within 20 km).
#[derive(Debug, Clone, PartialEq)]
pub struct Hull {
    origin: Point,
    cos_lat: f64,
    /// Metres east and north of the origin, counter-clockwise.
    corners: Vec<(f64, f64)>,
}

impl Hull {
    /// The hull of `points`; `None` without any.
    pub fn of(points: &[Point]) -> Option<Hull> {
        let origin = *points.first()?;
        let cos_lat = origin.lat().to_radians().cos();
        let mut flat: Vec<(f64, f64)> = points.iter().map(|p| origin.plane_m(cos_lat, *p)).collect();
        flat.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        flat.dedup();
        Some(Hull { origin, cos_lat, corners: around(&flat) })
    }

    /// Metres outside the hull; 0 inside.
    pub fn outside_m(&self, p: Point) -> f64 {
        let (x, y) = self.origin.plane_m(self.cos_lat, p);
        let n = self.corners.len();
        let edges = (0..n).map(|i| (self.corners[i], self.corners[(i + 1) % n]));
        if n >= 3 && edges.clone().all(|(a, b)| turn(a, b, (x, y)) >= 0.0) {
            return 0.0;
        }
        edges.map(|(a, b)| from_edge(a, b, (x, y))).fold(f64::INFINITY, f64::min)
    }

    /// The corners of the hull widened by `margin_m`, counter-clockwise: a polygon even of one point.
    pub fn ring(&self, margin_m: f64) -> Vec<Point> {
        const SIDES: u32 = 12;
        let widened: Vec<Point> = self
            .corners
            .iter()
            .flat_map(|&(x, y)| {
                (0..SIDES).map(move |k| {
                    let way = std::f64::consts::TAU * f64::from(k) / f64::from(SIDES);
                    (x + margin_m * way.cos(), y + margin_m * way.sin())
                })
            })
            .map(|(x, y)| self.origin.moved_m(self.cos_lat, x, y))
            .collect();
        let wide = Hull::of(&widened);
        wide.map_or(Vec::new(), |h| h.corners.iter().map(|c| h.origin.moved_m(h.cos_lat, c.0, c.1)).collect())
    }
}

/// Left of the way from `a` to `b` is positive.
fn turn(a: (f64, f64), b: (f64, f64), c: (f64, f64)) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

fn from_edge(a: (f64, f64), b: (f64, f64), p: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along = if length == 0.0 { 0.0 } else { ((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length };
    let k = along.clamp(0.0, 1.0);
    (p.0 - a.0 - k * dx).hypot(p.1 - a.1 - k * dy)
}

/// Andrew's monotone chain over points in order.
fn around(sorted: &[(f64, f64)]) -> Vec<(f64, f64)> {
    if sorted.len() < 3 {
        return sorted.to_vec();
    }
    let half = |points: &mut dyn Iterator<Item = (f64, f64)>| {
        let mut chain: Vec<(f64, f64)> = Vec::new();
        for p in points {
            while chain.len() >= 2 && turn(chain[chain.len() - 2], chain[chain.len() - 1], p) <= 0.0 {
                chain.pop();
            }
            chain.push(p);
        }
        chain.pop();
        chain
    };
    let mut corners = half(&mut sorted.iter().copied());
    corners.extend(half(&mut sorted.iter().rev().copied()));
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(east: f64, north: f64) -> Point {
        let origin = Point::from_degrees(31.2, 121.4).expect("in range");
        origin.moved_m(origin.lat().to_radians().cos(), east, north)
    }

    #[test]
    fn a_square_has_four_corners_and_distances_are_to_its_edge() {
        let points = [at(0.0, 0.0), at(1000.0, 0.0), at(500.0, 400.0), at(1000.0, 1000.0), at(0.0, 1000.0)];
        let hull = Hull::of(&points).expect("points");
        assert_eq!(hull.corners.len(), 4);
        assert_eq!(hull.outside_m(at(500.0, 900.0)), 0.0);
        assert!((hull.outside_m(at(1300.0, 1400.0)) - 500.0).abs() < 2.0);
        assert!((hull.outside_m(at(-200.0, 500.0)) - 200.0).abs() < 2.0);
    }

    #[test]
    fn one_place_and_a_line_are_hulls_too() {
        assert_eq!(Hull::of(&[]), None);
        let one = Hull::of(&[at(0.0, 0.0), at(0.0, 0.0)]).expect("a point");
        assert!((one.outside_m(at(300.0, 400.0)) - 500.0).abs() < 2.0);
        let line = Hull::of(&[at(0.0, 0.0), at(500.0, 0.0), at(1000.0, 0.0)]).expect("a line");
        assert!((line.outside_m(at(700.0, 50.0)) - 50.0).abs() < 1.0);
        let ring = one.ring(40.0);
        assert_eq!(ring.len(), 12);
        assert!(ring.iter().all(|p| (p.distance_m(at(0.0, 0.0)) - 40.0).abs() < 1.0));
    }
}
