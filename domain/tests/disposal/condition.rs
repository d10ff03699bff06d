//! Condition reports and grades.

use super::*;

fn report() -> ConditionReport {
    let shots = Shot::ALL.iter().filter(|s| !matches!(s, Shot::Damage | Shot::Other));
    ConditionReport {
        at: now(),
        vin_matches: true,
        odometer_km: Some(52_000),
        keys: 1,
        drives: Drives::Drives,
        structural_damage: false,
        flood_damage: false,
        airbags_open: false,
        damage: vec![],
        photos: shots.zip(1..).map(|(shot, n)| Photo { shot: *shot, evidence: evidence(n) }).collect(),
        trackers: TrackerFound::All,
        grade: Grade::Derived { grade: 5 },
        remarks: None,
    }
}

fn with(minor: usize, moderate: usize, severe: usize) -> ConditionReport {
    let damage =
        |severity| Damage { panel: Panel::LeftFrontDoor, kind: DamageKind::Dent, severity, photos: vec![evidence(99)] };
    let all = [(Severity::Minor, minor), (Severity::Moderate, moderate), (Severity::Severe, severe)];
    let damage = all.into_iter().flat_map(|(severity, n)| vec![damage(severity); n]).collect();
    ConditionReport { damage, ..report() }
}

fn grade(report: &ConditionReport) -> u8 {
    derive_grade(report, &GradePolicy::default()).grade
}

fn rules(report: &ConditionReport) -> Vec<String> {
    let gaps = report_gaps(report, now(), &ReportPolicy::default());
    assert!(gaps.iter().all(|g| !g.remedy.is_empty()));
    gaps.into_iter().map(|g| g.rule.into_owned()).collect()
}

#[test]
fn damages_make_the_grade_by_their_points() {
    for (minor, moderate, severe, expected) in [
        (0, 0, 0, 5),
        (2, 0, 0, 5),
        (3, 0, 0, 4),
        (0, 0, 1, 4),
        (0, 3, 0, 3),
        (4, 0, 2, 3),
        (5, 0, 2, 2),
        (0, 0, 5, 2),
        (1, 0, 5, 1),
        (0, 0, 100, 1),
    ] {
        assert_eq!(grade(&with(minor, moderate, severe)), expected, "{minor} {moderate} {severe}");
    }
}

#[test]
fn what_is_grave_caps_the_grade_and_says_so() {
    let starts = ConditionReport { drives: Drives::StartsOnly, ..report() };
    assert_eq!(grade(&starts), 2);
    let dead = ConditionReport { drives: Drives::DoesNotStart, ..report() };
    let bent = ConditionReport { structural_damage: true, ..report() };
    let wet = ConditionReport { flood_damage: true, ..report() };
    let crashed = ConditionReport { airbags_open: true, ..report() };
    for one in [&dead, &bent, &wet, &crashed] {
        assert_eq!(grade(one), 1);
    }
    assert_eq!(grade(&ConditionReport { structural_damage: true, ..crashed }), 0);
    let derived = derive_grade(&bent, &GradePolicy::default());
    assert_eq!(derived.because, ["0 points for 0 minor, 0 moderate, 0 severe: 5", "the frame is damaged: at most 1"]);
    let untried = ConditionReport { drives: Drives::NotTried, ..report() };
    assert_eq!(grade(&untried), 5, "not knowing is no fault, but is told");
    assert!(derive_grade(&untried, &GradePolicy::default()).because[1].contains("nobody could try"));
}

#[test]
fn a_grade_is_derived_or_given_with_a_reason() {
    let policy = GradePolicy::default();
    assert!(Grade::Derived { grade: 5 }.check(&report(), &policy).is_ok());
    let refusal = Grade::Derived { grade: 4 }.check(&report(), &policy).expect_err("refused");
    assert_eq!(refusal.rule, "grade_derived");
    let given = |grade| Grade::Given { grade, reason: why() };
    assert!(given(3).check(&report(), &policy).is_ok());
    assert_eq!(given(6).check(&report(), &policy).expect_err("refused").rule, "grade_range");
    assert_eq!(given(3).value(), 3);
}

#[test]
fn a_report_is_complete_with_its_photos() {
    assert_eq!(rules(&report()), Vec::<String>::new());
    let mut bare = report();
    bare.photos.retain(|p| p.shot != Shot::VinPlate);
    assert_eq!(rules(&bare), ["shots_taken"]);
    let mut hidden = with(1, 1, 0);
    hidden.damage.iter_mut().for_each(|d| d.photos.clear());
    assert_eq!(rules(&hidden), ["damage_shown"], "a scratch needs none");
    assert_eq!(rules(&ConditionReport { vin_matches: false, ..report() }), ["vin_matches"]);
    assert_eq!(rules(&ConditionReport { at: min(1), ..report() }), ["report_dated"]);
    let unread = ConditionReport { odometer_km: None, ..report() };
    assert_eq!(rules(&unread), ["odometer_read"]);
    assert_eq!(rules(&ConditionReport { remarks: Some(why()), ..unread }), Vec::<String>::new());
    assert_eq!(rules(&with(201, 0, 0)), ["report_limit"]);
    round_trip(&with(1, 1, 1));
    round_trip(&ReportPolicy::default());
    round_trip(&GradePolicy::default());
}
