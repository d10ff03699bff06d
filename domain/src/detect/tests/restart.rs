//! Replay: a restart at any point, resends in any order, and nonsense.

use super::*;
use crate::observation::ObservationKind;
use lienwatch_protocols::message::Alarm;
use proptest::prelude::*;

/// Something of everything: three vehicles, a cut, a visit, missed wakes, an outage.
pub(super) fn eventful() -> (Vec<Observation>, i64) {
    let mut run = Run::default();
    let s = Stream::new();
    for v in 1..=6 {
        run.commute(v, 2);
        run.parked(v, 2 * DAY, 2 * DAY + 6 * HOUR, (0.0, 0.0), true);
    }
    // The first five are out for two hours; the sixth is cut; the first goes to the site and comes back.
    for v in 1..=5 {
        run.parked(v, 2 * DAY + 8 * HOUR + i64::from(v), 2 * DAY + 9 * HOUR, (0.0, 0.0), true);
    }
    run.wakes(WIRELESS + 2, 0..1, (0.0, 0.0), |_| 80);
    run.push(s.at(2 * DAY + 6 * HOUR).tracker(6).fix(0.0, 0.0).power(false).alarm(Alarm::PowerCut));
    let there = run.drive(1, 2 * DAY + 10 * HOUR, (0.0, 0.0), (0.0, 4000.0));
    run.parked(1, there, there + 50 * 60, (0.0, 4000.0), true);
    let t = run.drive(1, there + 50 * 60, (0.0, 4000.0), (0.0, 0.0));
    run.push(s.at(t + 600).tracker(WIRELESS + 3).fix(0.0, 0.0).alarm(Alarm::Light));
    // The second was in a blind zone and uploads what it stored there after its first live report.
    let blind = 2 * DAY + 20 * HOUR;
    run.push(s.at(blind).tracker(2).fix(3000.0, 0.0).speed(40.0).ignition(true).power(true));
    for i in 0..40 {
        let stored = s.at(2 * DAY + 12 * HOUR + i * 600).tracker(2).fix(6000.0, 0.0).ignition(false).power(true);
        run.push(stored.received(blind + 2 + i / 5).buffered());
    }
    (run.sorted(), 6 * DAY)
}

fn undisturbed(reports: &[Observation], until: i64) -> (Vec<Alert>, Vec<String>) {
    let mut watch = Watch::new(Parameters::default(), Arc::new(assets(6)));
    let mut out = Vec::new();
    reports.iter().for_each(|o| drop(watch.observe(o, &mut out)));
    watch.advance(Stream::new().time(until), &mut out);
    (last_words(&out), tracks(&watch))
}

pub(super) fn tracks(watch: &Watch) -> Vec<String> {
    (1..=6)
        .map(|v| watch.track(VehicleNo(v)).map_or(String::new(), |t| serde_json::to_string(t).expect("plain data")))
        .collect()
}

/// A watch restored from the checkpoints of another, through JSON.
pub(super) fn restarted(watch: &Watch) -> Watch {
    let mut fresh = Watch::new(Parameters::default(), Arc::new(assets(6)));
    for (v, json) in (1..).zip(tracks(watch)) {
        if !json.is_empty() {
            fresh.restore(VehicleNo(v), serde_json::from_str(&json).expect("its own checkpoint"));
        }
    }
    fresh
}

#[test]
fn the_eventful_run_has_events() {
    let (reports, until) = eventful();
    let (alerts, _) = undisturbed(&reports, until);
    for kind in [AlertType::Removal, AlertType::SiteVisit, AlertType::Outage, AlertType::PowerCut, AlertType::Tamper] {
        assert!(!of(&alerts, kind).is_empty(), "{kind} missing");
    }
}

#[test]
fn a_restart_at_any_point_ends_the_same() {
    let (reports, until) = eventful();
    let whole = undisturbed(&reports, until);
    for cut in (0..reports.len()).step_by(97).chain([reports.len()]) {
        let mut watch = Watch::new(Parameters::default(), Arc::new(assets(6)));
        let mut out = Vec::new();
        reports[..cut].iter().for_each(|o| drop(watch.observe(o, &mut out)));
        let mut watch = restarted(&watch);
        reports[cut..].iter().for_each(|o| drop(watch.observe(o, &mut out)));
        watch.advance(Stream::new().time(until), &mut out);
        assert_eq!(last_words(&out), whole.0, "alerts after a restart at {cut}");
        for (a, b) in tracks(&watch).iter().zip(&whole.1) {
            let apart = a.bytes().zip(b.bytes()).position(|(x, y)| x != y).unwrap_or(0);
            let around = |s: &str| s.get(apart.saturating_sub(200)..(apart + 200).min(s.len())).map(str::to_owned);
            assert_eq!(around(a), around(b), "track after a restart at {cut}");
            assert_eq!(a.len(), b.len());
        }
    }
}

#[test]
fn checkpoints_stay_small() {
    let (reports, until) = eventful();
    let (_, tracks) = undisturbed(&reports, until);
    assert!(tracks.iter().all(|t| t.len() < 24 * 1024), "{:?}", tracks.iter().map(String::len).collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn resends_change_nothing(picks in prop::collection::vec((0usize..10_000, 0usize..20), 0..60)) {
        let (reports, until) = eventful();
        let mut with: Vec<(usize, Observation)> = reports.iter().cloned().enumerate().collect();
        for (pick, later) in picks {
            let at = pick % reports.len();
            let mut again = reports[at].clone();
            let after = (at + later).min(reports.len() - 1);
            // A resend repeats what has a time of its own, within the ring's reach.
            if again.kind != ObservationKind::Heartbeat {
                again.received_at = again.received_at.max(reports[after].received_at);
                with.push((after, again));
            }
        }
        with.sort_by_key(|(at, _)| *at);
        let with: Vec<_> = with.into_iter().map(|x| x.1).collect();
        prop_assert_eq!(undisturbed(&with, until).0, undisturbed(&reports, until).0);
    }

    #[test]
    fn nonsense_does_no_harm(reports in prop::collection::vec(any_report(), 1..200)) {
        let mut watch = Watch::new(Parameters::default(), Arc::new(assets(3)));
        let mut out = Vec::new();
        for o in &reports {
            watch.observe(o, &mut out);
        }
        for v in 1..=3 {
            if let Some(track) = watch.track(VehicleNo(v)) {
                let json = serde_json::to_string(track).expect("plain data");
                let back: crate::detect::Track = serde_json::from_str(&json).expect("its own checkpoint");
                prop_assert_eq!(&back, track);
            }
        }
    }
}

fn any_report() -> impl Strategy<Value = Observation> {
    let time = prop_oneof![
        4 => (0i64..40 * DAY).prop_map(|s| Stream::new().time(s)),
        1 => Just(chrono::DateTime::<chrono::Utc>::MIN_UTC),
        1 => Just(chrono::DateTime::<chrono::Utc>::MAX_UTC),
        1 => Just(chrono::DateTime::UNIX_EPOCH),
    ];
    let place = (-900_000_000i32..=900_000_000, -1_800_000_000i32..=1_800_000_000);
    (
        (prop_oneof![1i32..4, 1001i32..1004], 1i16..=9, time.clone(), time),
        (any::<i32>(), any::<u64>(), any::<i32>(), prop::option::of(place)),
        (any::<Option<i16>>(), any::<Option<i16>>(), any::<Option<i16>>(), any::<Option<i32>>()),
    )
        .prop_map(|((tracker, kind, device_time, received_at), (flags, alarms, digest, at), (a, b, c, mv))| {
            let mut o = Stream::new().at(0).tracker(tracker).observation();
            o.kind = ObservationKind::from_stored(kind).expect("1..=9");
            (o.device_time, o.received_at) = (device_time, received_at);
            o.flags = crate::observation::Flags(flags);
            o.alarms = lienwatch_protocols::message::Alarms::from_bits(alarms);
            o.digest = digest;
            o.point = at.map(|(lat_e7, lon_e7)| crate::geo::Point { lat_e7, lon_e7 });
            (o.speed_dkph, o.satellites, o.battery_pct, o.power_mv) = (a, b, c, mv);
            o
        })
}
