//! However the reports come, the same alerts stand in the end: after restarts, when a network is lost for three days and
//! brings what was stored, and when reports overtake each other. Every scenario takes part.

use chrono::{DateTime, Utc};
use lienwatch_domain::alert::{Alert, AlertState, AlertType};
use lienwatch_domain::detect::{Assets, Change, Parameters, Watch, arrivals, heeded};
use lienwatch_domain::ids::{LenderNo, TrackerNo, VehicleNo};
use lienwatch_domain::observation::Observation;
use lienwatch_simulator::device::{Emission, ReportKind};
use lienwatch_simulator::in_process::domain_assets;
use lienwatch_simulator::run::{Config, Mix, default_start, generate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const TICK_S: i64 = 300;
const DAY: i64 = 86_400;

/// A run as it was sent, and what is needed to judge it.
struct Heard {
    assets: Arc<Assets>,
    sent: Vec<Emission>,
    start: i64,
    end: i64,
    scenarios: BTreeMap<VehicleNo, &'static str>,
}

fn hear(seed: u64, vehicles: usize, days: u32) -> Heard {
    let config = Config::new(seed, vehicles, days, default_start(), &Mix::tuning()).expect("playable");
    let mut run = generate(&config);
    let mut sent = Vec::new();
    run.take_until(run.end, &mut sent);
    sent.sort_by_key(|e| (e.at, e.tracker, e.order));
    let scenarios = (1..).map(VehicleNo).zip(run.cars.iter().map(|c| c.scenario.name())).collect();
    Heard { assets: Arc::new(domain_assets(&run)), sent, start: run.start, end: run.end, scenarios }
}

fn time(t: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(t, 0).expect("in range")
}

/// What stands in the end, and how it was told.
fn stands(heard: &Heard, sent: &[Emission], restart_every: Option<i64>) -> Alerts {
    let mut watch = Watch::new(Parameters::default(), Arc::clone(&heard.assets));
    let (mut out, mut last_words) = (Vec::new(), BTreeMap::new());
    let mut next = 0;
    let mut tick = heard.start;
    let mut ticks = 0;
    while tick < heard.end {
        let last = tick;
        tick = (tick + TICK_S).min(heard.end);
        let mut received: Vec<Observation> = Vec::new();
        while let Some(emission) = sent.get(next).filter(|e| e.at < tick) {
            next += 1;
            let tracker = TrackerNo(emission.tracker as i32);
            match emission.message() {
                Some(m) => received.push(Observation::of(&m, tracker, LenderNo(1), time(last))),
                None => received.push(Observation::disconnect(tracker, LenderNo(1), time(last))),
            }
        }
        let mut by_tracker: BTreeMap<TrackerNo, Vec<usize>> = BTreeMap::new();
        for (index, o) in received.iter().enumerate() {
            by_tracker.entry(o.tracker).or_default().push(index);
        }
        for (tracker, indices) in by_tracker {
            let own: Vec<&Observation> = indices.iter().map(|&i| &received[i]).collect();
            let times = arrivals(&own, time(last), time(tick), &watch.rhythm(tracker, time(last)));
            for (index, at) in indices.into_iter().zip(times) {
                received[index].received_at = at;
            }
        }
        received.retain(heeded);
        received.sort_by_key(|o| (o.received_at, o.tracker));
        received.iter().for_each(|o| drop(watch.observe(o, &mut out)));
        watch.advance(time(tick), &mut out);
        for change in out.drain(..) {
            if let Change::Alert(alert) = change {
                last_words.insert((alert.vehicle.0, alert.kind, alert.episode_key), alert);
            }
        }
        ticks += 1;
        if restart_every.is_some_and(|every| ticks % every == 0) {
            let mut fresh = Watch::new(Parameters::default(), Arc::clone(&heard.assets));
            for vehicle in heard.scenarios.keys() {
                if let Some(track) = watch.track(*vehicle) {
                    let json = serde_json::to_string(track).expect("plain data");
                    fresh.restore(*vehicle, serde_json::from_str(&json).expect("its own checkpoint"));
                }
            }
            watch = fresh;
        }
    }
    last_words.retain(|_, alert: &mut Alert| alert.state != AlertState::Retracted);
    last_words
}

/// An alert as a person would call it the same: whose, what, and when it happened.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    vehicle: VehicleNo,
    scenario: &'static str,
    kind: AlertType,
    at: i64,
}

/// What one of them tells and the other does not. `apart_s` is how far two tellings of one event may be apart.
fn differences(
    heard: &Heard,
    clean: &Alerts,
    other: &Alerts,
    apart_s: impl Fn(AlertType) -> i64,
    exempt: &[AlertType],
) -> Vec<(char, Told)> {
    let told = |alerts: &Alerts| -> Vec<Told> {
        let all = alerts.values().filter(|a| !exempt.contains(&a.kind));
        all.map(|a| {
            let scenario = heard.scenarios[&a.vehicle];
            Told { vehicle: a.vehicle, scenario, kind: a.kind, at: a.event_at.timestamp() }
        })
        .collect()
    };
    let missing = |from: &[Told], sign: char, all: Vec<Told>| -> Vec<(char, Told)> {
        let is =
            |a: &Told, b: &Told| a.vehicle == b.vehicle && a.kind == b.kind && (a.at - b.at).abs() <= apart_s(a.kind);
        all.into_iter().filter(|one| !from.iter().any(|b| is(one, b))).map(|one| (sign, one)).collect()
    };
    let (a, b) = (told(clean), told(other));
    let mut found = missing(&b, '-', a.clone());
    found.extend(missing(&a, '+', b));
    found
}

type Alerts = BTreeMap<(i32, AlertType, i64), Alert>;

#[test]
fn after_any_restart_the_same_is_told_word_for_word() {
    let heard = hear(31, 72, 12);
    let clean = stands(&heard, &heard.sent, None);
    let kinds: BTreeSet<AlertType> = clean.values().map(|a| a.kind).collect();
    assert!(kinds.len() >= 15 && clean.len() >= 200, "{} alerts of {kinds:?}", clean.len());
    for every in [97, 1013] {
        let restarted = stands(&heard, &heard.sent, Some(every));
        for (key, alert) in &clean {
            assert_eq!(restarted.get(key), Some(alert), "a restart each {every} ticks");
        }
        assert_eq!(restarted.len(), clean.len(), "a restart each {every} ticks");
    }
}

#[test]
fn reports_that_overtake_each_other_tell_the_same() {
    let heard = hear(32, 72, 12);
    let clean = stands(&heard, &heard.sent, None);
    // Every 23rd report is on its way for half a minute to nearly two.
    let mut late = heard.sent.clone();
    for (i, e) in late.iter_mut().enumerate().filter(|(i, e)| i % 23 == 0 && e.report.kind == ReportKind::Position) {
        e.at += 30 + (i as i64 * 7919) % 80;
    }
    late.sort_by_key(|e| (e.at, e.tracker, e.order));
    let reordered = stands(&heard, &late, None);
    assert_eq!(differences(&heard, &clean, &reordered, |_| TICK_S, &[]), []);
}

/// A third of all trackers lose the network for three days, and bring what they stored when it is back. Exempt is what is
/// said of silence itself, which there was: that nothing was heard, and what rests on that. A suspicion that began with the
/// silence goes on where the removal is found, and trackers can be compared where both were heard or the wired one stood:
/// those are told as well, and may name another moment of the same days. That a tracker lives on elsewhere is concluded from
/// days of both: it may come after the end of the run.
#[test]
fn what_was_stored_for_three_days_tells_the_same_as_if_it_had_come_live() {
    let heard = hear(31, 72, 12);
    let clean = stands(&heard, &heard.sent, None);
    let exempt = [
        AlertType::Offline,
        AlertType::Outage,
        AlertType::ClockError,
        AlertType::LifePattern,
        AlertType::OutOfArea,
        AlertType::RemovalRisk,
        AlertType::GsmJamming,
        AlertType::DeviceMoved,
    ];
    for day in [3, 6] {
        let from = heard.end - 12 * DAY + day * DAY + 5 * 3600;
        let back = from + 3 * DAY;
        let alive: BTreeSet<u32> = heard.sent.iter().filter(|e| e.at >= back).map(|e| e.tracker).collect();
        let mut sent: Vec<Emission> = Vec::new();
        let mut stored: BTreeMap<u32, i64> = BTreeMap::new();
        for e in &heard.sent {
            let lost = e.tracker % 3 == 0 && (from..back).contains(&e.at) && alive.contains(&e.tracker);
            if !lost {
                sent.push(*e);
            } else if matches!(e.report.kind, ReportKind::Position | ReportKind::Alarm) {
                let n = stored.entry(e.tracker).or_default();
                sent.push(Emission { at: back + 5 + *n / 5, buffered: true, ..*e });
                *n += 1;
            }
        }
        assert!(stored.len() >= 20 && stored.values().sum::<i64>() >= 10_000, "{stored:?}");
        sent.sort_by_key(|e| (e.at, e.tracker, e.order));
        let backfilled = stands(&heard, &sent, None);
        let apart_s = |kind| match kind {
            AlertType::Removal | AlertType::Separation => 4 * DAY,
            _ => TICK_S,
        };
        assert_eq!(differences(&heard, &clean, &backfilled, apart_s, &exempt), [], "from day {day}");
    }
}
