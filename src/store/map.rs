//! Boxes of a map.

/// A box in degrees; `west` > `east` crosses the date line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Its western side, -180 to 180.
    pub west: f64,
    /// Its southern side, -90 to 90.
    pub south: f64,
    /// Its eastern side, -180 to 180.
    pub east: f64,
    /// Its northern side, -90 to 90.
    pub north: f64,
}

impl Bounds {
    /// Everything.
    pub const WORLD: Bounds = Bounds { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };

    /// Whether a place lies within, its sides included.
    pub fn hold(&self, lat: f64, lon: f64) -> bool {
        let across = match self.west <= self.east {
            true => (self.west..=self.east).contains(&lon),
            false => lon >= self.west || lon <= self.east,
        };
        across && (self.south..=self.north).contains(&lat)
    }

    /// Wider by `metres` on each side; the whole round where that meets itself or a pole.
    pub fn wider(&self, metres: f64) -> Bounds {
        let degrees = metres / 111_000.0;
        let (south, north) = ((self.south - degrees).max(-90.0), (self.north + degrees).min(90.0));
        let across = degrees / south.abs().max(north.abs()).to_radians().cos().max(1e-6);
        let width = if self.west <= self.east { self.east - self.west } else { self.east - self.west + 360.0 };
        if width + 2.0 * across >= 360.0 {
            return Bounds { south, north, ..Bounds::WORLD };
        }
        let wrapped = |lon: f64| (lon + 540.0).rem_euclid(360.0) - 180.0;
        Bounds { west: wrapped(self.west - across), south, east: wrapped(self.east + across), north }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_may_cross_the_date_line() {
        let fiji = Bounds { west: 177.0, south: -20.0, east: -178.0, north: -15.0 };
        assert!(fiji.hold(-18.0, 178.5) && fiji.hold(-18.0, -179.0) && fiji.hold(-15.0, 180.0));
        assert!(!fiji.hold(-18.0, 0.0) && !fiji.hold(-21.0, 179.0));
    }

    #[test]
    fn a_wider_box_holds_what_lies_a_little_outside() {
        let shanghai = Bounds { west: 121.0, south: 31.0, east: 122.0, north: 31.5 };
        let wider = shanghai.wider(6_000.0);
        assert!(wider.hold(30.95, 120.94) && wider.hold(31.55, 122.06) && !wider.hold(30.9, 121.5));
        let line = Bounds { west: -179.99, south: 0.0, east: -179.0, north: 1.0 }.wider(6_000.0);
        assert!(line.hold(0.5, 179.97) && line.hold(0.5, -179.5) && !line.hold(0.5, 0.0));
        let pole = Bounds { west: 0.0, south: 89.0, east: 1.0, north: 90.0 }.wider(6_000.0);
        assert!(pole.hold(89.99, -170.0));
        assert_eq!(Bounds::WORLD.wider(6_000.0), Bounds::WORLD);
    }
}
