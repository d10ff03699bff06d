//! Days, retention and profiles that the rules set beside the gate.

use crate::scene::*;
use lienwatch_domain::compliance::*;

fn days(scene: &Scene) -> Vec<(DeadlineKind, String, String)> {
    let all = deadlines(&scene.law(), &scene.facts, scene.local(), &scene.holidays);
    all.into_iter().map(|d| (d.kind, d.rule, d.on.to_string())).collect()
}

fn of(scene: &Scene, kind: DeadlineKind) -> Vec<String> {
    days(scene).into_iter().filter(|(k, ..)| *k == kind).map(|(_, rule, on)| format!("{rule} {on}")).collect()
}

#[test]
fn deadlines_follow_from_possession_requests_and_notices() {
    use DeadlineKind as D;
    let tw = clean("tw", sale()).but(|s| {
        s.facts.sale.possession_on = Some(day("2026-06-01"));
        s.facts.debtor.complaint = Some(Asked::On(day("2026-06-09")));
        s.facts.notices = Some(vec![notice(NoticeKind::Sale, day("2026-06-02"))]);
    });
    assert_eq!(of(&tw, D::SaleBy), ["TW-07-30 2026-07-01"]);
    assert_eq!(of(&tw, D::RedeemableUntil), ["TW-06 2026-06-11"]);
    assert_eq!(of(&tw, D::ComplaintBy), ["TW-04 2026-06-12"]);
    assert_eq!(of(&tw, D::NoticeFree), ["TW-07 2026-06-13"]);
    let held = |s: &Scene| held_until(&s.law(), &s.facts, s.local(), &s.holidays).map(|day| day.to_string());
    assert_eq!(held(&tw).as_deref(), Some("2026-06-12"), "the later of redemption and notice");
    let told = tw.but(|s| s.facts.notices = Some(vec![notice(NoticeKind::Repossession, day("2026-05-20"))]));
    assert_eq!(of(&told, D::RedeemableUntil), [] as [&str; 0]);
    assert_eq!(held(&told), None, "a notice of the taking holds up no sale");

    let ca = clean("us-CA", sale()).but(|s| {
        s.facts.sale.possession_on = Some(day("2026-06-01"));
        s.facts.sale.explanation_sent = Some(false);
        s.facts.sale.explanation_asked = Some(Asked::On(day("2026-06-05")));
    });
    assert_eq!(of(&ca, D::PropertyKeptUntil), ["US-17 2026-07-31"]);
    assert_eq!(of(&ca, D::ExplanationBy), ["US-11 2026-06-19"]);
    assert_eq!(of(&ca, D::SaleBy), [] as [&str; 0], "a sixth is paid, and the rule begins at 60 %");
    let unknown = ca.clone().but(|s| s.facts.debt.price = None);
    assert_eq!(of(&unknown, D::SaleBy), ["US-09 2026-08-30"], "of what is not known the deadline holds");
    let waived = unknown.but(|s| s.facts.sale.deadline_waived = Some(true));
    assert_eq!(of(&waived, D::SaleBy), [] as [&str; 0]);

    let cn = clean("cn", call()).but(|s| {
        s.facts.data.erasure = Some(Asked::On(day("2026-06-10")));
        s.holidays = Calendar::parse("2026-06-19,holiday,端午节").expect("a table");
    });
    assert_eq!(of(&cn, D::ErasureBy), ["CN-11 2026-06-25"]);
    assert_eq!(of(&clean("us-NV", call()), D::TracksUntil), ["US-19 2026-09-08"]);
    let nothing = clean("tw", sale()).but(|s| s.facts = GateFacts::default());
    assert_eq!(days(&nothing), []);
}

#[test]
fn records_are_kept_by_the_strictest_rule() {
    let term = |code: &str, more: &[&str], class| {
        let scene = clean(code, call()).but(|s| s.places.extend(more.iter().map(|code| place(code))));
        retention(&scene.law(), class, scene.local())
    };
    let recording = term("tw", &["us-NV"], RecordClass::Recording);
    assert_eq!((recording.at_least_months, recording.at_most_days), (Some(36), None));
    assert_eq!(recording.rules, ["TW-04", "US-03"]);
    assert_eq!(term("tw", &["us-NV"], RecordClass::Track).at_most_days, Some(180));
    assert_eq!(term("uk", &[], RecordClass::Track), RetentionTerm::default());
}

#[test]
fn each_place_and_contract_has_its_profile() {
    let profile = |code: &str, product| {
        let scene = clean(code, call());
        waterfall_profile(&scene.law(), product, scene.local()).map(|(rule, profile)| format!("{} {profile}", rule.id))
    };
    assert_eq!(profile("cn", Product::Loan).as_deref(), Some("CN-18 cn"));
    assert_eq!(profile("cn", Product::FinanceLease).as_deref(), Some("CN-18 cn_finance_lease"));
    assert_eq!(profile("tw", Product::Loan).as_deref(), Some("TW-08 tw"));
    assert_eq!(profile("us-TX", Product::Loan).as_deref(), Some("US-11 us"));
    assert_eq!(profile("uk", Product::HirePurchase).as_deref(), Some("UK-06 uk_hp"));
    assert_eq!(profile("uk", Product::Loan), None);
    // The profiles are those that the settlement knows.
    for pack in PackSet::default().packs() {
        for check in pack.rules().iter().flat_map(|r| &r.checks) {
            if let checks::Check::Waterfall(check) = check {
                assert!(["us", "cn", "cn_finance_lease", "tw", "uk_hp"].contains(&check.profile.as_str()));
            }
        }
    }
}

#[test]
fn grades_and_damages_are_computed_as_the_law_says() {
    let set = PackSet::default();
    let check = |j, id: &str| {
        let pack = set.of(j).expect("a pack");
        pack.rules().iter().find(|r| r.id == id).expect("the rule").checks[0].clone()
    };
    let checks::Check::LoanGrade(grades) = check(Jurisdiction::Cn, "CN-21") else { panic!("grades") };
    let graded: Vec<Option<&str>> = [90, 91, 270, 271, 360, 361].map(|dpd| grades.of(dpd)).to_vec();
    let (bad, worse, worst) = (Some("substandard"), Some("doubtful"), Some("loss"));
    assert_eq!(graded, [None, bad, bad, worse, worse, worst]);
    let checks::Check::StatutoryDamages(damages) = check(Jurisdiction::Us, "US-12") else { panic!("damages") };
    assert_eq!(damages.least(money(1_000_005), money(90_000)), Some(money(190_001)));
    assert_eq!(damages.least(money(i64::MAX), money(i64::MAX)), None);
}
