//! Composites that are alerts of their own: raised once when two signals meet, closed when they part.

use super::*;

const SITE: (f64, f64) = (0.0, 4000.0);

/// Ten days of work, then to the second-pledge site, where it stands for three hours before its power is cut and for
/// nine hours after. Returns when it came there and the end.
fn pledged() -> (Run, i64, i64) {
    let mut run = Run::default();
    let t = run.commute(1, 10);
    run.parked(1, t, t + 10 * HOUR, (0.0, 0.0), true);
    let there = run.drive(1, t + 10 * HOUR, (0.0, 0.0), SITE);
    run.parked(1, there, there + 3 * HOUR, SITE, true);
    run.parked(1, there + 3 * HOUR, there + 12 * HOUR, SITE, false);
    (run, there, there + 12 * HOUR)
}

#[test]
fn a_tracker_that_suffers_at_a_pledge_site_is_a_removal_risk_that_rests_on_both() {
    let (run, there, end) = pledged();
    let alerts = run.alerts(assets(1), end);
    let risks = of(&alerts, AlertType::RemovalRisk);
    assert_eq!(risks.len(), 1, "{alerts:?}");
    assert!(risks[0].severity >= Severity::High && risks[0].state == AlertState::Open, "{:?}", risks[0]);
    assert!(second(risks[0].event_at) >= there + 3 * HOUR, "not before the second of them");
    let rule = risks[0].evidence.iter().find(|e| e.feature == "composite_rule").expect("why");
    assert!(rule.value.as_str().is_some_and(|rule| rule.ends_with("at_pledge_site")), "{rule:?}");
    // The visit alone is none, nor the cut at home.
    let (visit, _, _) = pledged();
    let mut visit = visit;
    visit.reports.retain(|o| o.flags.external_power() != Some(false));
    assert_eq!(of(&visit.alerts(assets(1), there + 3 * HOUR), AlertType::RemovalRisk).len(), 0);
    let mut home = Run::default();
    let t = home.commute(1, 10);
    home.parked(1, t, t + 12 * HOUR, (0.0, 0.0), false);
    assert_eq!(of(&home.alerts(assets(1), t + 12 * HOUR), AlertType::RemovalRisk).len(), 0);
}

#[test]
fn a_first_instalment_that_is_not_paid_makes_an_earlier_visit_fraud_until_it_is_paid() {
    let (mut run, there, _) = pledged();
    run.reports.retain(|o| o.flags.external_power() != Some(false));
    let back = run.drive(1, there + 3 * HOUR, SITE, (0.0, 0.0));
    let end = back + 25 * DAY;
    run.parked(1, back, end, (0.0, 0.0), true);
    let reports = run.sorted();
    let funded = |unpaid: bool| {
        let mut assets = assets(1);
        let car = assets.vehicles.get_mut(&VehicleNo(1)).expect("the car");
        (car.funded_at, car.first_instalment_unpaid) = (Some(Stream::new().time(5 * DAY)), unpaid);
        Arc::new(assets)
    };
    let mut watch = Watch::new(Parameters::default(), funded(false));
    let mut out = Vec::new();
    let due = Stream::new().time(back + 20 * DAY);
    let (before, after) = reports.split_at(reports.partition_point(|o| o.received_at < due));
    before.iter().for_each(|o| drop(watch.observe(o, &mut out)));
    assert_eq!(of(&last_words(&out), AlertType::Fraud).len(), 0, "nothing is due yet");
    watch.set_assets(funded(true));
    after[..100].iter().for_each(|o| drop(watch.observe(o, &mut out)));
    let said = last_words(&out);
    let fraud = of(&said, AlertType::Fraud);
    assert_eq!((fraud.len(), fraud[0].severity, fraud[0].state), (1, Severity::Critical, AlertState::Open));
    watch.set_assets(funded(false));
    after[100..].iter().for_each(|o| drop(watch.observe(o, &mut out)));
    assert_eq!(of(&last_words(&out), AlertType::Fraud)[0].state, AlertState::Closed);
}
