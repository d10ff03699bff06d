//! What happens to cars: every scenario by name, and the stage it plays on.

mod clocks;
mod pledge;
mod removal;
mod story;
mod traps;

pub use story::{Fitted, Group, Story};

use crate::routine::Habit;
use serde::{Deserialize, Serialize};

macro_rules! scenarios {
    ($($(#[$doc:meta])* $name:ident = $text:literal, group $group:literal, $play:expr;)*) => {
        /// One scenario.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Scenario { $($(#[$doc])* $name,)* }

        impl Scenario {
            /// Every scenario.
            pub const ALL: &'static [Scenario] = &[$(Scenario::$name,)*];

            /// Its name in configuration, labels and reports.
            pub fn name(self) -> &'static str { match self { $(Scenario::$name => $text,)* } }

            /// Cars that it needs at once.
            pub fn group_size(self) -> usize { match self { $(Scenario::$name => $group,)* } }

            fn player(self) -> Option<fn(&mut Story<'_>)> { match self { $(Scenario::$name => $play,)* } }
        }
    };
}

scenarios! {
    /// An ordinary life by day.
    Commuter = "commuter", group 1, Some(traps::ordinary);
    /// An ordinary life by night.
    NightShift = "night_shift", group 1, Some(traps::ordinary);
    /// Drives strangers all day.
    Ridehail = "ridehail", group 1, Some(traps::ordinary);
    /// A workshop disconnects the battery for 20 to 150 minutes.
    RepairPowerCut = "repair_power_cut", group 1, Some(traps::repair_power_cut);
    /// Parks every day where there is no reception.
    UndergroundGarage = "underground_garage", group 1, Some(traps::underground_garage);
    /// Only a wireless tracker, which sleeps.
    WirelessSleep = "wireless_sleep", group 1, Some(traps::ordinary);
    /// The wireless tracker's battery runs out.
    WirelessFlat = "wireless_flat", group 1, Some(traps::wireless_flat);
    /// Drives through tunnels.
    Tunnel = "tunnel", group 1, Some(traps::tunnel);
    /// 6 to 30 hours without mobile network.
    BlindZone = "blind_zone", group 1, Some(traps::blind_zone);
    /// Bad satellite reception.
    BadGps = "bad_gps", group 1, Some(traps::bad_gps);
    /// Wrong clocks.
    ClockFaults = "clock_faults", group 1, Some(traps::clock_faults);
    /// The clock was never set: it counts from 1970. The tracker is cut off all the same.
    ClockUnset = "clock_unset", group 1, Some(clocks::unset);
    /// Local time is sent as UTC. The tracker is cut off all the same.
    ClockLocal = "clock_local", group 1, Some(clocks::local);
    /// The receiver missed a roll-over of the GPS week number. The tracker is cut off all the same.
    ClockRollover = "clock_rollover", group 1, Some(clocks::rollover);
    /// Local time is sent as UTC for two days, then somebody sets the clock.
    ClockSetRight = "clock_set_right", group 1, Some(clocks::set_right);
    /// Parked for twelve days.
    LongPark = "long_park", group 1, Some(traps::long_park);
    /// The operator's network of a district fails for two hours.
    Outage = "outage", group 6, Some(traps::outage);
    /// Waits at a red light beside a second-pledge site.
    SiteDriveBy = "site_drive_by", group 1, Some(pledge::drive_by);
    /// Has business next door to a second-pledge site.
    SiteNeighbour = "site_neighbour", group 1, Some(pledge::neighbour);
    /// Many cars come to one harmless place.
    LegitConvergence = "legit_convergence", group 10, Some(traps::legit_convergence);
    /// Breaks down and is towed to a workshop.
    TowTruck = "tow_truck", group 1, Some(traps::tow_truck);
    /// The wireless tracker sends its last fix again and again.
    StaleWireless = "stale_wireless", group 1, Some(traps::stale_wireless);
    /// Moves house.
    Relocation = "relocation", group 1, Some(traps::relocation);
    /// The wired tracker is cut off and never heard again.
    CutSilent = "cut_silent", group 1, Some(removal::cut_silent);
    /// The wired tracker is cut off and reports from its backup battery for 2 to 6 hours.
    CutBackup = "cut_backup", group 1, Some(removal::cut_backup);
    /// The wireless tracker sees light and is never heard again.
    WirelessTamper = "wireless_tamper", group 1, Some(removal::wireless_tamper);
    /// The wireless tracker is never heard again.
    WirelessSilent = "wireless_silent", group 1, Some(removal::wireless_silent);
    /// The wired tracker moves to another car, the wireless one stays.
    SeparationWired = "separation_wired", group 1, Some(removal::separation_wired);
    /// The wireless tracker is planted in another car.
    PlantedWireless = "planted_wireless", group 1, Some(removal::planted_wireless);
    /// The wired tracker rides an electric bicycle.
    DeviceOnEbike = "device_on_ebike", group 1, Some(removal::device_on_ebike);
    /// Mobile radio is jammed on the road for 1 to 6 hours.
    GsmJam = "gsm_jam", group 1, Some(removal::gsm_jam);
    /// Satellite reception is jammed while driving.
    GpsJam = "gps_jam", group 1, Some(removal::gps_jam);
    /// Pledged at a known site.
    PledgeKnown = "pledge_known", group 1, Some(pledge::known);
    /// Appraised at a known site for 12 to 40 minutes.
    PledgeAppraisal = "pledge_appraisal", group 1, Some(pledge::appraisal);
    /// Five cars pledged at a site that the lender does not know.
    PledgeUnknown = "pledge_unknown", group 5, Some(pledge::unknown);
    /// Leaves the region by motorway.
    Abscond = "abscond", group 1, Some(removal::abscond);
    /// Both trackers are taken off within an hour.
    BothRemoved = "both_removed", group 1, Some(removal::both_removed);
    /// Not one story but the base rates of a fleet; see [`crate::run::Mix::fleet`].
    FleetMix = "fleet_mix", group 1, None;
    /// Pledged at a known site, and the wired tracker is cut off there.
    PledgeRemoval = "pledge_removal", group 1, Some(pledge::removal);
}

/// A scenario that cannot be played.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadScenario {
    /// No such name.
    #[error("there is no scenario {0:?}; the names are {names}", names = names())]
    Unknown(String),
    /// A name for a mixture, which no single car can play.
    #[error("the scenario {0:?} is a mixture of others and cannot be given to one car")]
    NotForOneCar(&'static str),
}

fn names() -> String {
    Scenario::ALL.iter().map(|s| s.name()).collect::<Vec<_>>().join(", ")
}

impl Scenario {
    /// The scenario of a name.
    pub fn from_name(name: &str) -> Result<Scenario, BadScenario> {
        let found = Scenario::ALL.iter().copied().find(|s| s.name() == name);
        found.ok_or_else(|| BadScenario::Unknown(name.chars().take(60).collect()))
    }

    /// Whether one car (or one group) can play it.
    pub fn playable(self) -> Result<Scenario, BadScenario> {
        self.player().map(|_| self).ok_or(BadScenario::NotForOneCar(self.name()))
    }

    /// The life of its car's user.
    pub fn habit(self) -> Habit {
        match self {
            Scenario::NightShift => Habit::NightShift,
            Scenario::Ridehail => Habit::RideHail,
            _ => Habit::Commuter,
        }
    }

    /// Which trackers its car must have; `None` leaves it to chance: (wired, wireless).
    pub fn trackers(self) -> Option<(bool, bool)> {
        use Scenario::*;
        match self {
            WirelessSleep => Some((false, true)),
            WirelessFlat | StaleWireless | WirelessTamper | WirelessSilent | SeparationWired | PlantedWireless
            | BothRemoved | GsmJam => Some((true, true)),
            ClockUnset | ClockLocal | ClockRollover | ClockSetRight => Some((true, false)),
            _ => None,
        }
    }

    /// Plays it.
    pub fn play(self, story: &mut Story<'_>) {
        match self.player() {
            Some(play) => play(story),
            None => traps::ordinary(story),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specification's own words.
    const SPECIFIED: &str = "commuter night_shift ridehail repair_power_cut underground_garage wireless_sleep \
        wireless_flat tunnel blind_zone bad_gps clock_faults long_park outage site_drive_by site_neighbour \
        legit_convergence tow_truck stale_wireless relocation cut_silent cut_backup wireless_tamper wireless_silent \
        separation_wired planted_wireless device_on_ebike gsm_jam gps_jam pledge_known pledge_appraisal \
        pledge_unknown abscond both_removed fleet_mix";

    #[test]
    fn all_34_names_of_the_specification_are_known_and_others_refused_by_name() {
        let specified: Vec<&str> = SPECIFIED.split_whitespace().collect();
        assert_eq!(specified.len(), 34);
        for name in specified {
            let scenario = Scenario::from_name(name).expect("specified");
            assert_eq!(scenario.playable().is_err(), name == "fleet_mix", "{name}");
        }
        assert_eq!(Scenario::ALL.len(), 39, "34, the pledge with a removal, and four clocks");
        for s in Scenario::ALL {
            assert_eq!(Scenario::from_name(s.name()), Ok(*s));
        }
        let refusal = Scenario::from_name("flying_car").expect_err("no such thing").to_string();
        assert!(refusal.contains("flying_car") && refusal.contains("cut_silent"), "{refusal}");
        let refusal = Scenario::FleetMix.playable().expect_err("a mixture").to_string();
        assert!(refusal.contains("fleet_mix"), "{refusal}");
    }
}
