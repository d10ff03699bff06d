//! The server was down: its own silence is not the devices'.

use super::*;

/// Two days of six vehicles; then the server is down for an hour, and vehicle 1 never comes back.
fn down_for_an_hour(deaf: usize) -> (Vec<Alert>, Vec<Alert>) {
    let s = Stream::new();
    let mut before = Run::default();
    let mut after = Run::default();
    let (down, up) = (2 * DAY + 6 * HOUR, 2 * DAY + 7 * HOUR);
    for v in 1..=6 {
        before.commute(v, 2);
        before.parked(v, 2 * DAY, down, (0.0, 0.0), true);
        before.wakes(WIRELESS + v, 0..3, (0.0, 0.0), |_| 80);
        after.wakes(WIRELESS + v, 3..4, (0.0, 0.0), |_| 80);
        if v > 1 {
            after.parked(v, up + 60, 3 * DAY + 4 * HOUR, (0.0, 0.0), true);
        }
    }
    // A cut just before: whether power came back is not known until we listen again.
    before.push(s.at(down - 60).tracker(2).fix(0.0, 0.0).power(false));
    let mut watch = Watch::new(Parameters::default(), Arc::new(assets(6)));
    let mut out = Vec::new();
    before.sorted().iter().for_each(|o| drop(watch.observe(o, &mut out)));
    for _ in 0..deaf {
        watch.deaf(s.time(down), s.time(up + 120), &mut out);
    }
    watch.advance(s.time(up), &mut out);
    let at_start = last_words(&out);
    after.sorted().iter().for_each(|o| drop(watch.observe(o, &mut out)));
    watch.advance(s.time(3 * DAY + 4 * HOUR), &mut out);
    (at_start, last_words(&out))
}

#[test]
fn an_hour_of_ours_raises_nothing_and_who_is_gone_is_raised_an_hour_later() {
    let silences = |alerts: &[Alert]| {
        let kinds = [AlertType::Offline, AlertType::Removal, AlertType::Outage];
        let mine =
            alerts.iter().filter(|a| kinds.contains(&a.kind) && a.evidence.iter().any(|e| e.feature != "power_cut"));
        mine.map(|a| (a.kind, a.vehicle, a.raised_at)).collect::<Vec<_>>()
    };
    let (unaware, _) = down_for_an_hour(0);
    assert!(!silences(&unaware).is_empty(), "the test can fail: {unaware:?}");
    let (at_start, at_end) = down_for_an_hour(1);
    assert_eq!(silences(&at_start), []);
    let offline: Vec<_> = of(&at_end, AlertType::Offline).into_iter().map(|a| (a.vehicle, a.event_at)).collect();
    let last = Stream::new().time(2 * DAY + 6 * HOUR - 300);
    assert_eq!(offline, [(VehicleNo(1), last)]);
    let raised = of(&at_end, AlertType::Offline)[0].raised_at;
    assert!(raised >= last + TimeDelta::seconds(HOUR + 900), "{raised}");
    assert!(raised <= last + TimeDelta::seconds(3 * HOUR), "{raised}");
    assert_eq!(down_for_an_hour(2), down_for_an_hour(1), "once for each time");
}
