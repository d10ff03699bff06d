//! Which writer stores whose rows.

use lienwatch_domain::ids::{TrackerNo, VehicleNo};

/// One of 256 parts of the fleet. A car with all its trackers is in one, and so in one writer's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard(u8);

impl Shard {
    /// Of a car, or of a tracker that is in none.
    pub fn of(tracker: TrackerNo, vehicle: Option<VehicleNo>) -> Shard {
        let key = match vehicle {
            Some(vehicle) => i64::from(vehicle.0) << 1,
            None => (i64::from(tracker.0) << 1) | 1,
        };
        // Numbers are dense: their mix is what spreads them (the finaliser of SplitMix64).
        let mut z = (key as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Shard((z >> 56) as u8)
    }

    /// The writer of this shard where there are so many (at least one).
    pub fn writer(self, writers: usize) -> usize {
        usize::from(self.0) % writers.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cars_trackers_share_a_writer_and_cars_are_spread() {
        let of = |tracker, vehicle| Shard::of(TrackerNo(tracker), vehicle).writer(2);
        let mut shares = [0; 2];
        for vehicle in 0..1000 {
            let writer = of(2 * vehicle, Some(VehicleNo(vehicle)));
            assert_eq!(of(2 * vehicle + 1, Some(VehicleNo(vehicle))), writer);
            shares[writer] += 1;
            shares[of(vehicle, None)] += 1;
        }
        assert!(shares.iter().all(|share| (900..1100).contains(share)), "{shares:?}");
        assert_eq!(Shard::of(TrackerNo(7), None).writer(1), 0);
    }
}
