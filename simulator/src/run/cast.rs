//! Who plays what.

use crate::chance::{Purpose, stream};
use crate::scenario::{BadScenario, Group, Scenario};
use rand::seq::SliceRandom;

/// What one car plays, for how long (before the run's end).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The scenario.
    pub scenario: Scenario,
    /// Days of its story.
    pub days: u32,
    /// Its group, where the scenario needs several cars.
    pub group: Option<Group>,
}

/// Relative weights of scenarios.
#[derive(Debug, Clone, PartialEq)]
pub struct Mix(Vec<(Scenario, f64)>);

impl Mix {
    /// Equal shares of the named scenarios.
    pub fn of(names: &[&str]) -> Result<Mix, BadScenario> {
        let weights = names.iter().map(|name| Ok((Scenario::from_name(name)?.playable()?, 1.0)));
        Ok(Mix(weights.collect::<Result<_, BadScenario>>()?))
    }

    /// Stated weights.
    pub fn weighted(weights: Vec<(Scenario, f64)>) -> Mix {
        Mix(weights)
    }

    /// Every story often enough to measure it, traps as often as crimes.
    pub fn tuning() -> Mix {
        use Scenario::*;
        let often =
            [(Commuter, 30.0), (CutSilent, 14.0), (PledgeKnown, 18.0), (PledgeAppraisal, 14.0), (PledgeRemoval, 10.0)];
        let usual = [CutBackup, WirelessTamper, WirelessSilent, BothRemoved, RepairPowerCut, UndergroundGarage];
        let usual = usual.into_iter().chain([SiteDriveBy, SiteNeighbour, BlindZone]).map(|s| (s, 9.0));
        let some = [NightShift, Ridehail, WirelessSleep, WirelessFlat, Tunnel, BadGps, ClockFaults, LongPark, TowTruck];
        let some = some.into_iter().chain([StaleWireless, Relocation, SeparationWired, PlantedWireless, DeviceOnEbike]);
        let some = some.chain([GsmJam, GpsJam, Abscond]).map(|s| (s, 5.0));
        let groups = [(Outage, 6.0), (LegitConvergence, 10.0), (PledgeUnknown, 10.0)];
        Mix(often.into_iter().chain(usual).chain(some).chain(groups).collect())
    }

    /// The base rates of a fleet (`fleet_mix`): nearly everybody is honest.
    pub fn fleet() -> Mix {
        use Scenario::*;
        let crimes = [CutSilent, CutBackup, WirelessTamper, WirelessSilent, BothRemoved, PledgeKnown, PledgeAppraisal];
        let crimes = crimes.into_iter().chain([PledgeRemoval, SeparationWired, PlantedWireless, GsmJam, Abscond]);
        let mishaps = [RepairPowerCut, WirelessFlat, BlindZone, BadGps, ClockFaults, LongPark, TowTruck, StaleWireless];
        let mishaps = mishaps.into_iter().chain([Relocation, SiteDriveBy, SiteNeighbour]);
        let lives =
            [(Commuter, 70.0), (NightShift, 6.0), (Ridehail, 5.0), (WirelessSleep, 3.0), (UndergroundGarage, 5.0)];
        let weights = lives.into_iter().chain([(Tunnel, 3.0)]).chain(mishaps.map(|s| (s, 1.0)));
        Mix(weights.chain(crimes.map(|s| (s, 0.15))).collect())
    }

    /// The scenarios in it.
    pub fn scenarios(&self) -> impl Iterator<Item = Scenario> {
        self.0.iter().map(|w| w.0)
    }

    /// Gives parts to `vehicles` cars: largest remainders, whole groups, the rest are commuters; shuffled.
    pub(crate) fn cast(&self, seed: u64, vehicles: usize, days: u32) -> Result<Vec<Part>, BadScenario> {
        let total: f64 = self.0.iter().map(|w| w.1).sum();
        let mut shares = Vec::new();
        for &(scenario, weight) in &self.0 {
            let groups =
                vehicles as f64 * weight / total.max(f64::MIN_POSITIVE) / scenario.playable()?.group_size() as f64;
            shares.push((scenario, groups.floor() as usize, groups.fract()));
        }
        let mut rest = vehicles - shares.iter().map(|s| s.0.group_size() * s.1).sum::<usize>().min(vehicles);
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by(|&a, &b| shares[b].2.total_cmp(&shares[a].2));
        for index in order {
            let size = shares[index].0.group_size();
            if shares[index].2 > 0.0 && size <= rest {
                shares[index].1 += 1;
                rest -= size;
            }
        }
        let mut parts = Vec::with_capacity(vehicles);
        let mut groups = 0;
        for (scenario, count, _) in shares {
            for _ in 0..count {
                let size = scenario.group_size();
                let group = |member| (size > 1).then_some(Group { index: groups, member });
                parts.extend((0..size).map(|member| Part { scenario, days, group: group(member) }));
                groups += u64::from(size > 1);
            }
        }
        parts.resize(vehicles, Part { scenario: Scenario::Commuter, days, group: None });
        parts.shuffle(&mut stream(seed, Purpose::World, u64::MAX));
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casts_every_car_by_weight_and_whole_groups() {
        let cast = Mix::tuning().cast(1, 300, 10).expect("all playable");
        assert_eq!(cast.len(), 300);
        let count = |s| cast.iter().filter(|p| p.scenario == s).count();
        assert!(count(Scenario::CutSilent) >= 12, "{}", count(Scenario::CutSilent));
        assert_eq!(count(Scenario::Outage) % 6, 0);
        assert!(count(Scenario::PledgeUnknown) >= 5);
        assert!(Mix::of(&["fleet_mix"]).is_err() && Mix::of(&["nonsense"]).is_err());
    }
}
