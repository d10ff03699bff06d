//! Tunable numbers of every detector. Defaults are the design's; where one differs, the field says why.

use serde::{Deserialize, Serialize};

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty = $value:expr,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }

        impl Default for $name {
            fn default() -> Self { $name { $($field: $value,)* } }
        }
    )*};
}

mod devices;

pub use devices::*;
mod whereabouts;

pub use whereabouts::*;

parameters! {
    /// Tunable numbers of every detector.
    Parameters {
        /// Plausibility of single reports.
        clean: CleanParameters = CleanParameters::default(),
        /// Stays.
        stay: StayParameters = StayParameters::default(),
        /// Frequent places.
        places: PlaceParameters = PlaceParameters::default(),
        /// Power cuts.
        power: PowerParameters = PowerParameters::default(),
        /// Silence.
        offline: OfflineParameters = OfflineParameters::default(),
        /// Many devices silent at once.
        outage: OutageParameters = OutageParameters::default(),
        /// Fused removal.
        removal: RemovalParameters = RemovalParameters::default(),
        /// Visits to known sites.
        visit: VisitParameters = VisitParameters::default(),
        /// Internal battery.
        battery: BatteryParameters = BatteryParameters::default(),
        /// A car's trackers in different places.
        separation: SeparationParameters = SeparationParameters::default(),
        /// A tracker that lives on elsewhere.
        device_moved: DeviceMovedParameters = DeviceMovedParameters::default(),
        /// How fast the car usually is.
        motion: MotionParameters = MotionParameters::default(),
        /// Satellite reception jammed.
        gps_jamming: GpsJammingParameters = GpsJammingParameters::default(),
        /// Mobile radio jammed.
        gsm_jamming: GsmJammingParameters = GsmJammingParameters::default(),
        /// Moved while nobody heard of it.
        dark: DarkParameters = DarkParameters::default(),
        /// Moved without ignition.
        tow: TowParameters = TowParameters::default(),
        /// Too fast.
        overspeed: OverspeedParameters = OverspeedParameters::default(),
        /// The car's own battery.
        voltage: VoltageParameters = VoltageParameters::default(),
        /// What the fleet knows of places.
        ways: WaysParameters = WaysParameters::default(),
        /// Change of home.
        home: HomeParameters = HomeParameters::default(),
        /// The area of a car's life.
        region: RegionParameters = RegionParameters::default(),
        /// Fences.
        fence: FenceParameters = FenceParameters::default(),
        /// Provinces.
        province: ProvinceParameters = ProvinceParameters::default(),
        /// Long stops.
        stop: StopParameters = StopParameters::default(),
        /// Stays away from every known place.
        abnormal: AbnormalParameters = AbnormalParameters::default(),
        /// Home and work not visited.
        missed: MissedParameters = MissedParameters::default(),
        /// Cars of several borrowers beside each other.
        gathering: GatheringParameters = GatheringParameters::default(),
        /// Sites that nobody has told us of.
        discovery: DiscoveryParameters = DiscoveryParameters::default(),
        /// Composite risks.
        composite: CompositeParameters = CompositeParameters::default(),
    }

    /// Plausibility of single reports.
    CleanParameters {
        /// A device time older than the receive time by more is a clock fault, seconds.
        oldest_s: i64 = 90 * 86_400,
        /// A device time ahead of the receive time by more is a clock fault, seconds.
        ahead_s: i64 = 600,
        /// Live reports that must agree on one offset before it is learned.
        offset_reports: u32 = 20,
        /// The same for whole multiples of 1024 weeks, which nothing else explains.
        rollover_reports: u32 = 3,
        /// They must have been received over at least so long, seconds: an upload of stored records takes less.
        offset_lasts_s: i64 = 180,
        /// Implied speed above which a fix waits for confirmation, m/s.
        spike_mps: f64 = 70.0,
        /// Jump above which a fix of few satellites or after a long pause waits for confirmation, metres.
        jump_m: f64 = 300.0,
        /// Fewer satellites than this make a jump doubtful (design 4; receivers state 3 or 4 with the jumps they make).
        few_satellites: i16 = 5,
        /// Without a fix for longer, the next three are cold starts, seconds.
        cold_after_s: i64 = 7200,
        /// Stated error of a cold-start fix, metres (1 sigma).
        cold_sigma_m: f64 = 80.0,
        /// Stated error of any other fix, metres (1 sigma).
        sigma_m: f64 = 8.0,
    }

    /// Stays.
    StayParameters {
        /// Radius, metres.
        radius_m: f64 = 100.0,
        /// Shortest stay, seconds.
        shortest_s: i64 = 300,
        /// Points outside that confirm an exit.
        exit_points: usize = 3,
        /// Seconds outside that confirm an exit.
        exit_s: i64 = 120,
        /// With ignition off, a fix this near the centre is the centre, metres.
        snap_m: f64 = 60.0,
        /// An ignition edge this near an arrival or a departure is that arrival or departure, seconds.
        edge_s: i64 = 600,
        /// Speed assumed over a gap to place the departure, km/h.
        gap_kph: f64 = 30.0,
    }

    /// Frequent places.
    PlaceParameters {
        /// A stay belongs to the nearest place within, metres.
        join_m: f64 = 150.0,
        /// A stay that nobody saw, only inferred from where the car was lost and found, joins a place this near, metres.
        inferred_join_m: f64 = 300.0,
        /// Places nearer than this are one, metres.
        merge_m: f64 = 100.0,
        /// Half-life of remembered dwell, days.
        half_life_d: f64 = 30.0,
        /// Places remembered at most.
        most: usize = 64,
        /// Nights before a home is named.
        home_nights: u32 = 3,
        /// Share of night dwell a home must have.
        home_share: f64 = 0.5,
        /// Days before a work place is named.
        work_days: u32 = 3,
        /// Added to the share of a place the borrower declared.
        declared_prior: f64 = 0.1,
        /// Stays that make a place habitual.
        habitual_visits: u32 = 3,
    }

    /// Power cuts.
    PowerParameters {
        /// Without an alarm, power reads off this long (or in two reports) before it is a cut, seconds.
        confirm_s: i64 = 30,
        /// Shorter cuts are flaps of the wiring, seconds.
        flap_s: i64 = 10,
        /// Flaps within an hour that make it loose wiring.
        flaps_per_h: u32 = 3,
        /// A cut restored within, by day and on the spot, is workshop business, seconds.
        benign_s: i64 = 150 * 60,
        /// The spot, metres.
        benign_m: f64 = 200.0,
    }

    /// Silence.
    OfflineParameters {
        /// Shortest deadline of a wired tracker, seconds.
        wired_least_s: i64 = 900,
        /// Deadline as a multiple of the usual gap (P95, same state).
        gap_multiple: f64 = 3.0,
        /// A wireless tracker is overdue after this many missed wakes ...
        missed_wakes: i64 = 2,
        /// ... and this long, seconds.
        wake_grace_s: i64 = 7200,
        /// A wake counts as missed this long after it was due, seconds.
        wake_late_s: i64 = 600,
        /// Wake interval where none is configured or learned, seconds.
        wake_default_s: i64 = 86_400,
        /// Earlier silences at a spot that make it one without signal.
        quiet_silences: u32 = 3,
        /// Size of such a spot, metres.
        quiet_m: f64 = 200.0,
        /// Silence that began while driving is worth a look after, seconds.
        warn_moving_s: i64 = 3600,
        /// Silence that began parked at an unusual place is worth a look after, seconds.
        warn_parked_s: i64 = 4 * 3600,
        /// Silence that began parked at a habitual place is worth a look after, seconds.
        warn_habitual_s: i64 = 86_400,
        /// Silence of a wired tracker that makes the first, second and third grade, seconds.
        grades_s: [i64; 3] = [1800, 86_400, 3 * 86_400],
        /// The same of a wireless one, in wake intervals.
        grades_wakes: [i64; 3] = [2, 3, 5],
    }

    /// Many devices silent at once.
    OutageParameters {
        /// Vehicles at least.
        least: usize = 5,
        /// Share of the live vehicles around at least.
        share: f64 = 0.2,
        /// Last contacts lie within, seconds.
        window_s: i64 = 600,
        /// Without a word for longer, a vehicle counts as silent, seconds.
        silent_s: i64 = 390,
        /// Share that must be back before the rest is judged again.
        back_share: f64 = 0.8,
        /// Wait after that, seconds.
        settle_s: i64 = 1800,
    }

    /// Fused removal: weights in nats. The design's weights, except where a delay target needs more: a tamper alarm of
    /// itself, and a cut followed by silence, must reach `high` (targets of 5 and 10 minutes).
    RemovalParameters {
        /// Log-odds before any evidence.
        prior: f64 = -7.6,
        /// Power was cut.
        power_cut: f64 = 4.0,
        /// Light, cover, tamper or removal alarm (design 5.5; 9.0 reaches `high` at once).
        tamper: f64 = 9.0,
        /// Silent while power is cut (design 3.0; 5.0 reaches `high` within ten minutes).
        silent_after_cut: f64 = 5.0,
        /// Cut, alarm or silence at night.
        night: f64 = 1.0,
        /// Away from every habitual place.
        unusual_place: f64 = 1.0,
        /// At or near a known second-pledge site.
        near_site: f64 = 3.0,
        /// Near: metres from its edge.
        near_site_m: f64 = 300.0,
        /// The car's other tracker moved on without this one.
        partner_moved: f64 = 4.0,
        /// Moved on: metres.
        partner_moved_m: f64 = 500.0,
        /// The car's other tracker drove on after this one missed its wakes (two misses happen by chance: not enough).
        partner_driving: f64 = 1.3,
        /// The car's other tracker is silent too.
        partner_silent: f64 = 1.5,
        /// On its own battery for half an hour and moving.
        backup_moving: f64 = 1.5,
        /// Moved away from the cut without power: no car drives so.
        moved_without_power: f64 = 4.0,
        /// Power not restored within the workshop time.
        cut_unrestored: f64 = 3.5,
        /// One unpaid instalment; twice that from two on.
        overdue: f64 = 0.5,
        /// Jamming alarm within two hours.
        jamming: f64 = 1.5,
        /// Fake base station or SIM change alarm.
        sim: f64 = 2.0,
        /// Vibration within ten minutes before.
        vibration: f64 = 0.5,
        /// Tow alarm within two hours.
        tow: f64 = 0.5,
        /// Silence beyond the deadline, per ln(elapsed / deadline).
        silence_slope: f64 = 1.2,
        /// At most.
        silence_most: f64 = 4.0,
        /// A missed wake counts -ln of the learned chance of missing one, at most.
        missed_wake_most: f64 = 3.3,
        /// Missed wakes that count at most.
        missed_wakes_counted: i64 = 3,
        /// A missed wake while the car's other tracker is silent too (one cause may explain both).
        missed_wake_shared: f64 = 1.0,
        /// Power came back.
        power_restored: f64 = -5.0,
        /// A good fix under power after the event.
        fix_after: f64 = -4.0,
        /// At a repair shop, car wash or dealer by day.
        benign_place: f64 = -2.5,
        /// The cut lasted under three minutes.
        short_cut: f64 = -2.0,
        /// Silent at a spot known to have no signal.
        quiet_place: f64 = -3.0,
        /// Silent with the battery running out (design -3.5; -6 offsets three missed wakes with a margin).
        battery_trend: f64 = -6.0,
        /// An outage explains the silence.
        outage: f64 = -6.0,
        /// Parked for days before falling silent.
        long_park: f64 = -2.0,
        /// Within a day of installation.
        install_window: f64 = -4.0,
        /// Half-life of evidence, hours.
        half_life_h: f64 = 6.0,
        /// Half-life of alarms, hours.
        alarm_half_life_h: f64 = 24.0,
        /// Log-odds of `warn`.
        warn: f64 = -1.0,
        /// Log-odds of `high`.
        high: f64 = 1.0,
        /// Log-odds of `critical`.
        critical: f64 = 3.0,
    }

    /// Visits to known sites.
    VisitParameters {
        /// Added around a site's edge, metres.
        margin_m: f64 = 30.0,
        /// Standard deviations by which the centre must lie inside (0.8416 is P = 0.8).
        inside_sigmas: f64 = 0.8416,
        /// Dwell that makes a visit, seconds.
        dwell_s: i64 = 600,
        /// A visit left alive by day before this stays at `warn` (an appraisal), seconds.
        appraisal_s: i64 = 45 * 60,
        /// Slower than this is standing, km/h.
        standing_kph: f64 = 5.0,
        /// A site is near an own place within, metres.
        own_place_m: f64 = 150.0,
        /// Beyond this from every habitual place the approach is unusual, metres.
        far_m: f64 = 5000.0,
        /// Score of `high`.
        high: f64 = 3.0,
        /// Trouble this long after arrival belongs to the visit, seconds.
        trouble_s: i64 = 86_400,
    }

    /// Internal battery.
    BatteryParameters {
        /// Low, percent.
        low_pct: i16 = 20,
        /// Recovered, percent.
        recovered_pct: i16 = 30,
        /// Predicted empty within this is worth a note, seconds (design: up to 14 days ahead).
        forecast_s: i64 = 14 * 86_400,
        /// Predicted empty within this is running out, seconds.
        running_out_s: i64 = 3 * 86_400,
    }
}
