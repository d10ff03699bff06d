//! Each rule by its two signals, and what does not make one.

use super::*;

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_380_800 + hours * 3600, 0).expect("a time")
}

fn open(kind: AlertType, hours: i64) -> Signal {
    let (event_at, updated_at) = (at(hours), at(hours));
    Signal { kind, key: hours, severity: Severity::High, state: AlertState::Open, event_at, updated_at, entered: true }
}

fn closed(kind: AlertType, from: i64, to: i64) -> Signal {
    Signal { state: AlertState::Closed, updated_at: at(to), ..open(kind, from) }
}

fn rules(signals: &[Signal], hours: i64) -> Vec<CompositeRule> {
    let found = composites(signals, &LoanFacts::default(), at(hours), &CompositeParameters::default());
    found.into_iter().map(|c| c.rule).collect()
}

#[test]
fn every_rule_of_two_signals_fires_on_them_and_on_neither_alone() {
    use AlertType as A;
    let kinds = [
        (TamperAtPledge, A::Removal, A::SiteVisit),
        (PowerCutAtPledge, A::PowerCut, A::SiteVisit),
        (OfflineAtPledge, A::Offline, A::SiteVisit),
        (TamperInFence, A::Tamper, A::Fence),
        (OfflineAndApart, A::Offline, A::Separation),
        (TamperInGathering, A::Tamper, A::Gathering),
        (AbnormalOffline, A::AbnormalStay, A::Offline),
        (AbnormalStill, A::AbnormalStay, A::ZeroMotion),
        (FenceOffline, A::Fence, A::Offline),
        (FenceStill, A::Fence, A::ZeroMotion),
        (AwayOffline, A::ProvinceExit, A::Offline),
        (AwayStill, A::RegionExit, A::ZeroMotion),
        (AwayPledge, A::ProvinceExit, A::SiteVisit),
        (AwayPowerCut, A::ProvinceExit, A::PowerCut),
        (AwayTamper, A::RegionExit, A::Tamper),
    ];
    assert_eq!(kinds.len(), RULES.len());
    for (rule, a, b) in kinds {
        assert_eq!(rules(&[open(a, 0), open(b, 1)], 30), vec![rule]);
        assert_eq!(rules(&[open(a, 0)], 30), vec![]);
        assert_eq!(rules(&[open(b, 0)], 30), vec![]);
    }
}

#[test]
fn silence_counts_after_a_day_and_states_only_while_they_last() {
    let signals = [open(AlertType::AbnormalStay, 0), open(AlertType::Offline, 5)];
    assert_eq!(rules(&signals, 28), vec![]);
    assert_eq!(rules(&signals, 29), vec![AbnormalOffline]);
    let p = CompositeParameters::default();
    assert_eq!(changes_at(&signals, at(28), &p), Some(at(29)));
    assert_eq!(changes_at(&signals, at(29), &p), None);
    // Power came back before the car went anywhere.
    let signals = [closed(AlertType::PowerCut, 0, 1), open(AlertType::SiteVisit, 40)];
    assert_eq!(rules(&signals, 41), vec![]);
}

#[test]
fn a_visit_counts_for_a_month_and_a_tamper_for_a_week_after_it_ended() {
    let visit = closed(AlertType::SiteVisit, 0, 2);
    let tamper = |h| open(AlertType::Tamper, h);
    assert_eq!(rules(&[visit, tamper(24 * 29)], 24 * 29), vec![TamperAtPledge]);
    assert_eq!(rules(&[visit, tamper(24 * 31)], 24 * 31), vec![]);
    let ended = closed(AlertType::Tamper, 0, 2);
    assert_eq!(rules(&[ended, open(AlertType::SiteVisit, 24 * 6)], 24 * 6), vec![TamperAtPledge]);
    assert_eq!(rules(&[ended, open(AlertType::SiteVisit, 24 * 8)], 24 * 8), vec![]);
}

#[test]
fn what_was_retracted_a_mild_removal_and_a_fence_it_left_make_no_composite() {
    let visit = open(AlertType::SiteVisit, 0);
    let retracted = Signal { state: AlertState::Retracted, ..open(AlertType::Tamper, 0) };
    assert_eq!(rules(&[visit, retracted], 1), vec![]);
    let mild = Signal { severity: Severity::Warn, ..open(AlertType::Removal, 0) };
    assert_eq!(rules(&[visit, mild], 1), vec![]);
    let left = Signal { entered: false, ..open(AlertType::Fence, 0) };
    assert_eq!(rules(&[left, open(AlertType::ZeroMotion, 0)], 1), vec![]);
}

#[test]
fn an_overdue_debt_is_a_step_graver_and_a_first_payment_default_with_a_visit_is_fraud() {
    let p = CompositeParameters::default();
    let signals = [open(AlertType::AbnormalStay, 0), open(AlertType::ZeroMotion, 72)];
    let severity = |loan: LoanFacts| composites(&signals, &loan, at(80), &p)[0].severity;
    assert_eq!(severity(LoanFacts { days_past_due: 29, ..LoanFacts::default() }), Severity::Warn);
    assert_eq!(severity(LoanFacts { days_past_due: 30, ..LoanFacts::default() }), Severity::High);
    let visit = [closed(AlertType::SiteVisit, 24 * 20, 24 * 20 + 1)];
    let loan = LoanFacts { first_instalment_unpaid: true, funded_at: Some(at(0)), ..LoanFacts::default() };
    let found = composites(&visit, &loan, at(24 * 40), &p);
    assert_eq!((found[0].group, found[0].rule), (RiskGroup::Fraud, FirstPaymentPledge));
    let long_ago = LoanFacts { funded_at: Some(at(-24 * 11)), ..loan };
    assert_eq!(composites(&visit, &long_ago, at(24 * 40), &p), vec![]);
}
