use super::*;
use crate::label::{Event, Forbid, time};

const T0: i64 = 1_772_400_000;
const HOUR: i64 = 3_600;

fn claim(kind: AlertType, severity: Severity, at: i64) -> Claim {
    let state = AlertState::Open;
    let (event_at, raised_at) = (time(at), time(at));
    let vehicle = "V1".to_owned();
    Claim { vehicle, kind, severity, state, p: 0.9, event_at, raised_at, steps: vec![], point: None, evidence: vec![] }
}

fn expect(kind: AlertType, t: i64, deadline: i64, min_severity: Severity) -> Expect {
    Expect {
        scenario: "cut_silent".into(),
        kind,
        vehicle: "V1".into(),
        t: time(t),
        deadline: time(deadline),
        min_severity,
    }
}

fn labels() -> Labels {
    Labels {
        vehicle_days: 10.0,
        events: vec![Event {
            scenario: "cut_silent".into(),
            vehicle: "V1".into(),
            from: time(T0),
            to: time(T0 + 48 * HOUR),
        }],
        expect: vec![expect(AlertType::Removal, T0, T0 + HOUR, Severity::High)],
        ..Labels::default()
    }
}

fn counts(score: &Score, kind: AlertType) -> (u32, u32, u32) {
    score.types.get(kind.name()).map_or((0, 0, 0), |s| (s.tp, s.fp, s.missed))
}

#[test]
fn found_in_time_counts_with_its_delay() {
    let s = score(&labels(), &[claim(AlertType::Removal, Severity::Critical, T0 + 600)]);
    assert_eq!(counts(&s, AlertType::Removal), (1, 0, 0));
    assert_eq!(s.types["removal"].median_delay_s, Some(600));
}

#[test]
fn removal_below_high_finds_nothing_and_cries_nothing() {
    let s = score(&labels(), &[claim(AlertType::Removal, Severity::Warn, T0 + 600)]);
    assert_eq!(counts(&s, AlertType::Removal), (0, 0, 1));
    assert_eq!(s.misses.len(), 1);
    assert_eq!(s.misses[0].instead.len(), 1);
}

#[test]
fn the_delay_counts_from_when_the_judged_severity_was_reached() {
    let mut c = claim(AlertType::Removal, Severity::High, T0 + 60);
    c.steps = vec![(Severity::Warn, time(T0 + 60)), (Severity::High, time(T0 + 1_800))];
    assert_eq!(score(&labels(), &[c.clone()]).types["removal"].median_delay_s, Some(1_800));
    c.steps[1].1 = time(T0 + 2 * HOUR);
    assert_eq!(counts(&score(&labels(), &[c]), AlertType::Removal), (0, 0, 1), "late, and inside the event: neither");
}

#[test]
fn inside_an_event_other_alerts_count_neither_way_and_outside_they_are_false() {
    let inside = claim(AlertType::Offline, Severity::High, T0 + 3 * HOUR);
    let outside = claim(AlertType::Offline, Severity::High, T0 - 3 * HOUR);
    assert_eq!(counts(&score(&labels(), &[inside]), AlertType::Offline), (0, 0, 0));
    let s = score(&labels(), &[outside]);
    assert_eq!(counts(&s, AlertType::Offline), (0, 1, 0));
    assert_eq!(s.false_high_per_1000_vehicle_days, 100.0);
    assert_eq!(s.false_removal_per_1000_vehicle_days, 0.0);
}

#[test]
fn a_forbidden_alert_is_false_even_inside_an_event() {
    let mut l = labels();
    l.expect.clear();
    l.forbid = vec![Forbid {
        scenario: "blind_zone".into(),
        kind: AlertType::Removal,
        vehicle: "V1".into(),
        from: time(T0),
        to: time(T0 + 30 * HOUR),
    }];
    let s = score(&l, &[claim(AlertType::Removal, Severity::High, T0 + 5 * HOUR)]);
    assert_eq!(counts(&s, AlertType::Removal), (0, 1, 0));
    assert_eq!(s.false_alarms[0].forbidden_by.as_deref(), Some("blind_zone"));
    assert_eq!(s.false_removal_per_1000_vehicle_days, 100.0);
}

#[test]
fn false_alarms_of_one_type_and_vehicle_count_once_a_day() {
    let l = Labels { vehicle_days: 10.0, ..Labels::default() };
    let at = |hours: i64| claim(AlertType::Tow, Severity::Warn, T0 + hours * HOUR);
    let s = score(&l, &[at(0), at(10), at(23), at(25)]);
    assert_eq!(counts(&s, AlertType::Tow), (0, 2, 0));
    let mut other = at(1);
    other.vehicle = "V2".into();
    assert_eq!(counts(&score(&l, &[at(0), other]), AlertType::Tow), (0, 2, 0));
}

#[test]
fn info_is_judged_only_where_a_label_expects_it() {
    let mut l = labels();
    l.expect.push(expect(AlertType::PowerCut, T0, T0 + 600, Severity::Info));
    let s = score(
        &l,
        &[claim(AlertType::PowerCut, Severity::Info, T0 + 30), claim(AlertType::Tow, Severity::Info, T0 - HOUR)],
    );
    assert_eq!(counts(&s, AlertType::PowerCut), (1, 0, 0));
    assert_eq!(counts(&s, AlertType::Tow), (0, 0, 0));
}

#[test]
fn a_retracted_alert_finds_nothing_and_was_cried_all_the_same() {
    let mut c = claim(AlertType::Removal, Severity::High, T0 + 60);
    c.state = AlertState::Retracted;
    assert_eq!(counts(&score(&labels(), &[c.clone()]), AlertType::Removal), (0, 0, 1));
    c.raised_at = time(T0 - 9 * HOUR);
    assert_eq!(counts(&score(&labels(), &[c]), AlertType::Removal), (0, 1, 1));
}

#[test]
fn one_alert_meets_one_expectation() {
    let mut l = labels();
    l.expect.push(expect(AlertType::Removal, T0 + 60, T0 + HOUR, Severity::High));
    let s = score(&l, &[claim(AlertType::Removal, Severity::High, T0 + 600)]);
    assert_eq!(counts(&s, AlertType::Removal), (1, 0, 1));
}

#[test]
fn a_hidden_site_is_found_near_its_centre_after_the_third_car() {
    let hidden = HiddenSite {
        site: "S1".into(),
        lat: 31.0,
        lon: 121.0,
        radius_m: 60.0,
        vehicles: vec!["V1".into(), "V2".into(), "V3".into()],
        ended_at: vec![time(T0 + HOUR), time(T0), time(T0 + 2 * HOUR)],
    };
    let l = Labels { vehicle_days: 10.0, hidden_sites: vec![hidden], ..Labels::default() };
    let mut c = claim(AlertType::SiteDiscovered, Severity::Warn, T0 + 3 * HOUR);
    c.point = Some((31.0005, 121.0));
    let s = score(&l, &[c.clone()]);
    assert_eq!(counts(&s, AlertType::SiteDiscovered), (1, 0, 0));
    assert_eq!(s.types["site_discovered"].median_delay_s, Some(HOUR));
    c.point = Some((31.01, 121.0));
    assert_eq!(counts(&score(&l, &[c]), AlertType::SiteDiscovered), (0, 1, 1));
}

#[test]
fn reads_the_alerts_of_the_api() {
    let item = serde_json::json!({"id": "a", "type": "site_visit", "severity": "warn", "state": "open",
        "desk_state": "new", "vehicle_id": "uuid-1", "tracker_imei": null, "site_id": null, "lat": 31.0, "lon": 121.0,
        "event_at": "2026-03-02T01:00:00Z", "raised_at": "2026-03-02T01:10:00Z", "updated_at": "2026-03-02T01:10:00Z",
        "retracted_at": null, "late": false, "score": 0.9, "evidence": [{"feature": "dwell", "value": 600, "weight": 1.0}]});
    let names = [("uuid-1".to_owned(), "V1".to_owned())].into();
    let c = Claim::from_api(&item, &names).expect("documented shape");
    assert_eq!((c.vehicle.as_str(), c.kind, c.evidence.len()), ("V1", AlertType::SiteVisit, 1));
    assert!(Claim::from_api(&item, &Default::default()).is_err());
}

#[test]
fn scores_of_several_seeds_add_up_with_the_percentiles_of_all_delays() {
    let of = |delay: i64| score(&labels(), &[claim(AlertType::Removal, Severity::High, T0 + delay)]);
    let mut total = Score::default();
    [60, 600, 120, 4 * HOUR].into_iter().for_each(|delay| total.merge(of(delay)));
    let removal = &total.types["removal"];
    assert_eq!((removal.tp, removal.fp, removal.missed), (3, 0, 1));
    assert_eq!((removal.median_delay_s, removal.p95_delay_s), (Some(120), Some(600)));
    assert_eq!((removal.precision(), removal.recall()), (1.0, 0.75));
}

#[test]
fn percentiles_are_nearest_rank() {
    assert_eq!(percentile(&[], 50), None);
    assert_eq!(percentile(&[1, 2, 3, 4], 50), Some(2));
    assert_eq!(percentile(&(1..=100).collect::<Vec<_>>(), 95), Some(95));
}

#[test]
fn places_are_scored_by_distance_rank_and_home() {
    use crate::label::{PlaceLabel, StayLabel};
    let place = |kind: &str, lat: f64| PlaceLabel {
        vehicle: "V1".into(),
        kind: kind.into(),
        lat,
        lon: 121.0,
        visits: 5,
        dwell_s: 9_000,
    };
    let stay = |lat: f64| StayLabel { vehicle: "V1".into(), arrive: time(T0), leave: time(T0 + 900), lat, lon: 121.0 };
    let l = Labels {
        places: vec![place("home", 31.0), place("work", 31.1)],
        stays: vec![stay(31.0), stay(31.1)],
        ..Labels::default()
    };
    let report = |kind: &str, lat: f64| ReportedPlace {
        vehicle: "V1".into(),
        kind: kind.into(),
        point: Point::from_degrees(lat, 121.0).expect("in range"),
    };
    let s = score_places(&l, &[report("home", 31.0005), report("other", 31.3)]).expect("labelled");
    assert_eq!((s.recall(), s.precision_top5(), s.home_accuracy()), (0.5, 0.5, 1.0));
    assert_eq!(score_places(&l, &[]), None);
}

#[test]
fn the_board_adds_up_and_says_what_a_probability_was_worth() {
    let right = Claim { p: 0.9, ..claim(AlertType::Removal, Severity::High, T0 + 600) };
    let wrong = Claim { p: 0.4, vehicle: "V9".into(), ..claim(AlertType::Removal, Severity::Warn, T0 + 600) };
    let naive = [right.clone(), Claim { vehicle: "V9".into(), ..right.clone() }];
    let mut board = Board::of(&labels(), &[right, wrong], &naive);
    let other = Board::of(&labels(), &[], &[]);
    let (caught, said) = (board.confidence.caught.len(), board.confidence.said.clone());
    assert_eq!(said, [(0.9, true), (0.4, false)]);
    let naive = board.naive.types["removal"].clone();
    assert_eq!((naive.tp, naive.fp), (1, 1), "the naive rule is held to removals alone");
    board.add(other);
    assert_eq!(board.confidence.caught.len(), 2 * caught);
    let at = board.confidence.at(&[0.3, 0.8]);
    assert_eq!((at[0].precision, at[1].precision), (Some(0.5), Some(1.0)));
    assert_eq!(at[1].recall, Some(0.5), "the second run caught nothing");
    let removal = &board.by_scenario()["removal/cut_silent"];
    assert_eq!((removal.tp, removal.missed), (1, 1));
    let tables = board.tables();
    assert!(
        tables.contains("| removal/cut_silent") && tables.contains("naive rule") && tables.contains("missed**"),
        "{tables}"
    );
    let json = serde_json::to_value(&board).expect("plain data");
    assert_eq!((&json["types"]["removal"]["tp"], &json["naive"]["removal"]["fp"]), (&1.into(), &1.into()));
    assert_eq!(json["calibration"]["removal"]["statements"], 2);
    for plot in [board.reliability_plot(), board.delay_plot(), board.threshold_plot()] {
        assert!(plot.starts_with("<svg") && plot.ends_with("</svg>\n") && !plot.contains("NaN"), "{plot}");
    }
}
