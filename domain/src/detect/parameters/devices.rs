//! Tunable numbers of the detectors of devices and movement (design 4.5 to 4.7 and 4.10; signals of the domain page).

use serde::{Deserialize, Serialize};

parameters! {
    /// A car's trackers in different places (design 4.5).
    SeparationParameters {
        /// Fixes whose times differ by more say nothing about each other unless the other stood there, seconds.
        apart_s: i64 = 600,
        /// The wired tracker stood between two fixes this near each other ...
        stood_m: f64 = 150.0,
        /// ... and at most so far apart in time, seconds.
        stood_s: i64 = 7200,
        /// Closer than this is together, metres.
        near_m: f64 = 300.0,
        /// Standard deviations of both fixes added to that.
        sigmas: f64 = 3.0,
        /// A car covers at most so much between two fixes, m/s.
        fastest_mps: f64 = 30.0,
        /// Farther apart than this is worth a look, metres.
        warn_m: f64 = 1000.0,
        /// Pairs apart in a row that are certain.
        pairs: u32 = 2,
        /// They are at least so far apart in time, seconds.
        pairs_apart_s: i64 = 600,
        /// One pair is enough where both stood and the wireless fix has so many satellites.
        standing_satellites: i16 = 6,
        /// A wireless fix older than this at receipt is a stored one, seconds.
        fresh_s: i64 = 900,
        /// Pairs together in a row that end it.
        together: u32 = 2,
    }

    /// A tracker that lives on elsewhere (design 4.6): weights in nats. The design's weights reach `high` with a pair only
    /// (its sum without one is -1.1); where ours are higher the field says why.
    DeviceMovedParameters {
        /// Log-odds before any evidence.
        prior: f64 = -7.6,
        /// Twenty minutes of motion slower than the car ever is.
        slow: f64 = 2.5,
        /// Each further such spell in a row: a jam ends within two, another vehicle does not.
        slow_again: f64 = 1.5,
        /// Spells that count at most.
        slow_most: u32 = 5,
        /// Trips much shorter than usual.
        short_trips: f64 = 1.0,
        /// Much shorter: share of the usual length.
        short_share: f64 = 0.4,
        /// Sleeps where it never was.
        new_nights: f64 = 2.0,
        /// Nights in a row for that.
        nights: u32 = 2,
        /// Supply voltage of another class (design 2.0: no car changes from 12 to 48 V, so it speaks for itself with one
        /// more sign).
        voltage_class: f64 = 5.0,
        /// A short power cut just before.
        cut_before: f64 = 2.0,
        /// Such a cut lasted at least, seconds.
        cut_least_s: i64 = 120,
        /// Such a cut lasted at most, seconds.
        cut_most_s: i64 = 3600,
        /// A cut is remembered for this, seconds.
        cut_within_s: i64 = 3 * 86_400,
        /// The car's wireless tracker is elsewhere.
        separation: f64 = 4.0,
        /// Log-odds of `warn`.
        warn: f64 = -1.0,
        /// Log-odds of `high`.
        high: f64 = 1.0,
        /// Log-odds of `critical`.
        critical: f64 = 3.0,
    }

    /// How fast the car usually is, and trips slower than that (domain page, low-speed anomaly).
    MotionParameters {
        /// Slower than this is standing, km/h.
        standing_kph: f64 = 5.0,
        /// Motion looked at together, seconds under way.
        window_s: u32 = 1200,
        /// Motion before anything is usual, seconds under way.
        learn_s: u32 = 2400,
        /// Nothing but a car is usually this fast (P95), km/h (design 45; who only ever drives in the rush hours of a
        /// city has 40).
        usual_kph: f64 = 36.0,
        /// A slow spell has a P95 below, km/h ...
        slow_kph: f64 = 30.0,
        /// ... and below this share of the usual.
        slow_share: f64 = 0.7,
        /// A trip ends after standing for, seconds.
        stop_s: i64 = 180,
        /// Shorter movements are no trips, metres.
        trip_m: f64 = 500.0,
        /// A slow trip has a mean below, km/h ...
        trip_mean_kph: f64 = 25.0,
        /// ... a maximum below, km/h ...
        trip_max_kph: f64 = 45.0,
        /// ... and a maximum below this share of the usual P95 (nothing is usual yet: below `slow_kph`).
        trip_share: f64 = 0.7,
        /// Slow trips in a row worth a look.
        trips: u32 = 3,
        /// Their length together at least, metres.
        trips_m: f64 = 5000.0,
    }

    /// Satellite reception jammed (design 4.7).
    GpsJammingParameters {
        /// No more satellites than this are none.
        satellites: i16 = 2,
        /// Blind with the ignition on for, seconds: longer than tunnels take.
        blind_s: i64 = 300,
        /// The same where reception faded: trees, tall houses, a weak antenna.
        faded_s: i64 = 900,
        /// Reception was good with so many satellites ...
        good_satellites: i16 = 7,
        /// ... and is lost at once within, seconds.
        at_once_s: i64 = 90,
        /// Reports farther apart than this are not one spell, seconds.
        gap_s: i64 = 900,
        /// Share of passes through a cell that have reception in a good place.
        good_share: f64 = 0.95,
        /// A tunnel's spell may be longer than the longest known by this factor.
        longer: f64 = 1.5,
    }

    /// Mobile radio jammed (design 4.7): weights in nats of a silence that began under way.
    GsmJammingParameters {
        /// Log-odds before any evidence.
        prior: f64 = -2.5,
        /// The device said so within two minutes before.
        alarm: f64 = 5.0,
        /// The device sent a code that means jamming to some makers and hard braking to others just before.
        disputed_alarm: f64 = 3.5,
        /// The signal fell from good to none at once.
        signal_fell: f64 = 2.0,
        /// The car's other tracker is past its deadline too.
        both_silent: f64 = 1.5,
        /// Others are heard where it was lost.
        good_cover: f64 = 1.0,
        /// Others are lost there too.
        poor_cover: f64 = -4.0,
        /// Nothing was stored, by a device that stores.
        nothing_stored: f64 = 3.0,
        /// Nothing was stored, by a device of which nothing is known.
        nothing_stored_unknown: f64 = 2.0,
        /// It uploaded what it stored: it lived without a network.
        stored: f64 = -6.0,
        /// Came back far away.
        jump: f64 = 1.5,
        /// Far: metres.
        jump_m: f64 = 2000.0,
        /// Lost under way and found standing where it is heard: the network came back to it. Who leaves a garage or a
        /// blind zone comes back under way.
        back_standing: f64 = 1.5,
        /// Standing nearer to where it was lost than this, it only parked, metres.
        parking_m: f64 = 500.0,
        /// An outage explains the silence.
        outage: f64 = -6.0,
        /// The power cut explains the silence.
        power_cut: f64 = -5.0,
        /// Silence there is usual.
        quiet_spot: f64 = -3.0,
        /// A shorter silence without an alarm is no jamming, seconds.
        least_s: i64 = 1200,
        /// Stored reports come within this of the return, seconds.
        upload_s: i64 = 300,
        /// Last seen under way within this of the last word, seconds.
        under_way_s: i64 = 300,
        /// Log-odds of `warn`.
        warn: f64 = 1.0,
        /// Log-odds of `high`.
        high: f64 = 3.0,
    }

    /// Moved while nobody heard of it (domain page).
    DarkParameters {
        /// Came back this far away, metres.
        moved_m: f64 = 5000.0,
    }

    /// Moved without ignition (design 4.10).
    TowParameters {
        /// Moved by more, metres.
        moved_m: f64 = 200.0,
        /// Faster than, km/h.
        speed_kph: f64 = 15.0,
        /// For, seconds.
        lasts_s: i64 = 120,
        /// Fixes under way with the ignition on that prove its wire, before its absence means anything.
        ignition_seen: u16 = 5,
        /// Stands for so long: over, seconds.
        stands_s: i64 = 900,
    }

    /// Too fast.
    OverspeedParameters {
        /// Limit, km/h.
        limit_kph: f64 = 120.0,
        /// For, seconds: one fix may be wrong.
        lasts_s: i64 = 20,
        /// Slower than the limit by this for two minutes: over, km/h.
        over_kph: f64 = 10.0,
    }

    /// The car's own battery (domain page).
    VoltageParameters {
        /// Low in a 12 V car, millivolts.
        low_12_mv: i32 = 11_000,
        /// Low in a 24 V car, millivolts.
        low_24_mv: i32 = 22_000,
        /// Below this is no supply but a cut, millivolts.
        none_mv: i32 = 5_000,
        /// For, seconds: starting the engine takes less.
        lasts_s: i64 = 300,
        /// Above the limit by this: recovered, millivolts.
        recovered_mv: i32 = 500,
        /// Readings that make a class of voltage.
        readings: u16 = 10,
        /// Readings of another class that make it another vehicle's.
        other_readings: u16 = 4,
    }

    /// What the fleet knows of places (H3 cells of resolution 9).
    WaysParameters {
        /// Passes of all vehicles before a cell is known.
        passes: u32 = 20,
        /// Spells without reception, or losses of contact, that make a cell one where they happen.
        troubles: u32 = 3,
        /// Share of passes that are heard in a cell of good cover.
        cover: f64 = 0.98,
    }
}
