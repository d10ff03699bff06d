//! Which appraisal counts.

use super::*;

fn appraisal(n: u128, source: AppraisalSource, days_old: i64, minor: i64) -> Appraisal {
    let at = now() - TimeDelta::days(days_old);
    Appraisal { id: AppraisalId(id(n)), source, by: why(), value: cny(minor), at, evidence: None }
}

fn counts(appraisals: &[Appraisal]) -> Authoritative {
    authoritative(appraisals, now(), &AppraisalPolicy::default()).expect("one counts")
}

#[test]
fn the_strongest_source_that_is_fresh_counts_then_the_latest_then_the_lowest() {
    use AppraisalSource::*;
    let chosen = |list: &[Appraisal]| counts(list).appraisal.0.as_u128();
    assert_eq!(chosen(&[appraisal(1, PriceGuide, 0, 100), appraisal(2, Independent, 59, 90)]), 2);
    assert_eq!(chosen(&[appraisal(1, Independent, 10, 100), appraisal(2, Independent, 9, 110)]), 2);
    assert_eq!(chosen(&[appraisal(1, Independent, 9, 110), appraisal(2, Independent, 9, 100)]), 2);
    assert_eq!(chosen(&[appraisal(2, Independent, 9, 100), appraisal(1, Independent, 9, 100)]), 1);
    assert_eq!(chosen(&[appraisal(1, Court, 61, 100), appraisal(2, Lender, 60, 90)]), 2, "sixty days count");
}

#[test]
fn why_and_why_not_are_told() {
    use AppraisalSource::*;
    let list = [
        appraisal(1, Independent, 10, 10_000),
        appraisal(2, Independent, 70, 10_000),
        appraisal(3, DealerOffer, 1, 7900),
        appraisal(4, DealerOffer, -1, 9000),
        appraisal(5, Lender, 1, 0),
    ];
    let answer = counts(&list);
    assert_eq!((answer.appraisal, answer.value), (AppraisalId(id(1)), cny(10_000)));
    assert!(answer.because[0].contains("independent is the strongest"), "{:?}", answer.because);
    assert!(answer.because[2].contains("dealer_offer, differs by 21 %"), "{:?}", answer.because);
    let passed: Vec<_> = answer.passed_over.iter().map(|p| (p.appraisal.0.as_u128(), p.because.as_str())).collect();
    assert_eq!(
        passed,
        [
            (2, "it is 70 days old, at most 60 count"),
            (4, "it is dated in the future"),
            (5, "its value is not above zero"),
            (3, "a stronger source counts"),
        ]
    );
    let near = [appraisal(1, Independent, 10, 10_000), appraisal(3, DealerOffer, 1, 8000)];
    assert_eq!(counts(&near).because.len(), 2, "20 % is not above 20 %");
    round_trip(&answer);
}

#[test]
fn without_one_that_counts_there_is_none() {
    let refuse = |list: &[Appraisal]| authoritative(list, now(), &AppraisalPolicy::default()).expect_err("refused");
    assert_eq!(refuse(&[]).rule, "appraisal_fresh");
    let old = refuse(&[appraisal(1, AppraisalSource::Court, 61, 100)]);
    assert!(old.message.contains("61 days old"), "{old}");
    assert_eq!(refuse(&vec![appraisal(1, AppraisalSource::Court, 1, 100); 101]).rule, "appraisal_limit");
    let only_guides = AppraisalPolicy { order: vec![AppraisalSource::PriceGuide], ..AppraisalPolicy::default() };
    let refusal = authoritative(&[appraisal(1, AppraisalSource::Court, 1, 100)], now(), &only_guides);
    assert!(refusal.expect_err("refused").message.contains("court does not count here"));
}
