//! Numbers of the detectors about places and of the composites. Where the catalogue states none, they are judgement.

use serde::{Deserialize, Serialize};

const DAY: i64 = 86_400;

parameters! {
    /// Change of home.
    HomeParameters {
        /// Nights at one new place ...
        nights: usize = 5,
        /// ... of the last so many.
        of_nights: i64 = 7,
        /// Nights within are at one place, metres.
        same_m: f64 = 200.0,
        /// A new home is so far from the old one, metres: another parking space is no move.
        apart_m: f64 = 500.0,
        /// Shortest part of a night that counts, seconds.
        least_s: i64 = 2 * 3600,
        /// Nights after which a new home is the home.
        settled_nights: i64 = 14,
    }

    /// The area of a car's life.
    RegionParameters {
        /// Share of the dwell whose places span the area.
        share: f64 = 0.95,
        /// Added around it, metres.
        margin_m: f64 = 30_000.0,
        /// History before there is an area, days.
        history_d: f64 = 2.0,
        /// So far beyond the margin one fix is enough, metres.
        sure_m: f64 = 2000.0,
        /// Unpaid instalments that make leaving grave.
        grave_instalments: u32 = 2,
    }

    /// Fences.
    FenceParameters {
        /// Hysteresis around a fence, metres.
        buffer_m: f64 = 50.0,
        /// A crossing is certain after so long without a word against it, seconds, or at the second fix.
        lasts_s: i64 = 60,
    }

    /// Provinces.
    ProvinceParameters {
        /// Two fixes outside are so far apart, seconds.
        apart_s: i64 = 600,
        /// Polygons are simplified and roads follow borders: outside begins this far beyond, metres.
        buffer_m: f64 = 500.0,
    }

    /// Long stops.
    StopParameters {
        /// An overlong stop, seconds.
        long_s: i64 = DAY,
        /// A stop that is graver, seconds.
        longer_s: i64 = 3 * DAY,
        /// First step of standing still, seconds.
        still_s: i64 = 3 * DAY,
        /// Second step, seconds.
        still_longer_s: i64 = 7 * DAY,
        /// Third step, seconds.
        still_longest_s: i64 = 15 * DAY,
    }

    /// Stays away from every known place.
    AbnormalParameters {
        /// A stay that is worth a word, seconds.
        long_s: i64 = 12 * 3600,
        /// So much of 22:00 to 06:00 is a night spent, seconds.
        night_s: i64 = 6 * 3600,
        /// A stay that is worth a look, seconds.
        longer_s: i64 = 36 * 3600,
    }

    /// Home and work not visited.
    MissedParameters {
        /// For so long, seconds.
        lasts_s: i64 = 7 * DAY,
        /// This near is a visit, metres.
        near_m: f64 = 300.0,
    }

    /// Cars of several borrowers beside each other.
    GatheringParameters {
        /// Borrowers at least.
        least: usize = 3,
        /// Within, metres.
        radius_m: f64 = 200.0,
        /// Each parked for, seconds.
        lasts_s: i64 = DAY,
    }

    /// Sites that nobody has told us of.
    DiscoveryParameters {
        /// What is looked at goes back so far, seconds.
        window_s: i64 = 90 * DAY,
        /// A last stay of more than this is an end, seconds.
        ended_s: i64 = DAY,
        /// Trouble this long after arrival belongs to the stay, seconds.
        trouble_s: i64 = DAY,
        /// Earlier stays that make a place habitual.
        habitual_visits: usize = 3,
        /// A place's extent, metres.
        place_m: f64 = 150.0,
        /// DBSCAN: neighbours are within, metres.
        eps_m: f64 = 80.0,
        /// DBSCAN: neighbours (and itself) that make a point a core.
        core: usize = 2,
        /// Vehicles that ended there at least.
        vehicles: usize = 3,
        /// Share of the vehicles that stayed there and ended there.
        share: f64 = 0.5,
        /// Chance that as many ended there by accident, at most.
        accident: f64 = 1e-4,
        /// Drawn around the vehicles' last places, metres.
        margin_m: f64 = 30.0,
        /// Ends looked at at most: the newest.
        most: usize = 100_000,
    }

    /// Composite risks.
    CompositeParameters {
        /// A tamper alarm or a removal counts this long after it ended, seconds.
        window_s: i64 = 7 * DAY,
        /// A visit to a second-pledge site counts this long after it ended, seconds.
        site_window_s: i64 = 30 * DAY,
        /// Silence that counts, seconds.
        silent_s: i64 = DAY,
        /// Days past due that make every composite graver by a step.
        overdue_days: u32 = 30,
        /// A second-pledge visit within so many days of funding makes an unpaid first instalment fraud.
        fraud_days: i64 = 30,
    }
}
