//! A driven clock over a server that is killed now and then: devices log in anew and say again what was not
//! acknowledged, and detection goes on from its checkpoints. What it knows and what it says is that of an undisturbed
//! run, to the last bit.

use super::restart::{eventful, restarted, tracks};
use super::*;
use crate::detect::{arrivals, heeded};
use crate::observation::ObservationKind;
use proptest::prelude::*;

/// A kill: in which tick, and which trackers log in anew, each before which of its records of the tick.
#[derive(Debug, Clone)]
struct Kill {
    tick: usize,
    logins: Vec<(i32, usize)>,
}

fn login(tracker: i32) -> Observation {
    let mut o = Stream::new().at(0).tracker(tracker).heartbeat().observation();
    o.kind = ObservationKind::Login;
    o
}

/// Reports as they come in ticks of `tick_s`, with kills.
fn driven(reports: &[Observation], until: i64, tick_s: i64, kills: &[Kill]) -> (Vec<Alert>, Vec<String>) {
    let s = Stream::new();
    let mut watch = Watch::new(Parameters::default(), Arc::new(assets(6)));
    let (mut out, mut left) = (Vec::new(), reports);
    for (tick, last) in (0..until).step_by(tick_s as usize).enumerate() {
        let (last, now) = (s.time(last), s.time(last + tick_s));
        let due;
        (due, left) = left.split_at(left.partition_point(|o| o.received_at < now));
        let mut by_tracker: BTreeMap<TrackerNo, Vec<Observation>> = BTreeMap::new();
        for o in due {
            by_tracker.entry(o.tracker).or_default().push(o.clone());
        }
        let killed = kills.iter().filter(|kill| kill.tick == tick);
        for &(tracker, before) in killed.clone().flat_map(|kill| &kill.logins) {
            let own = by_tracker.entry(TrackerNo(tracker)).or_default();
            own.insert(before.min(own.len()), login(tracker));
        }
        if killed.count() > 0 {
            watch = restarted(&watch);
        }
        let mut received = Vec::new();
        for (tracker, mut own) in by_tracker {
            let times = arrivals(&own.iter().collect::<Vec<_>>(), last, now, &watch.rhythm(tracker, last));
            own.iter_mut().zip(times).for_each(|(o, at)| o.received_at = at);
            received.extend(own);
        }
        received.retain(heeded);
        received.sort_by_key(|o| (o.received_at, o.tracker));
        received.iter().for_each(|o| drop(watch.observe(o, &mut out)));
        watch.advance(now, &mut out);
    }
    (last_words(&out), tracks(&watch))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn kills_change_nothing(
        tick_s in prop_oneof![Just(600), Just(HOUR), Just(2 * HOUR)],
        kills in prop::collection::vec(
            (0usize..800, prop::collection::vec((prop_oneof![1i32..7, 1001i32..1007], 0usize..30), 0..8)),
            1..60,
        ),
    ) {
        let (reports, until) = eventful();
        let kills: Vec<Kill> = kills.into_iter().map(|(tick, logins)| Kill { tick, logins }).collect();
        let (expected, there) = (driven(&reports, until, tick_s, &[]), driven(&reports, until, tick_s, &kills));
        prop_assert_eq!(there.0, expected.0);
        // Too long to be printed.
        prop_assert!(there.1 == expected.1, "a track differs");
    }
}

#[test]
fn the_driven_run_has_events() {
    let (reports, until) = eventful();
    let (alerts, _) = driven(&reports, until, HOUR, &[]);
    for kind in [AlertType::Removal, AlertType::SiteVisit, AlertType::Outage, AlertType::Offline, AlertType::Tamper] {
        assert!(!of(&alerts, kind).is_empty(), "{kind} missing");
    }
}
