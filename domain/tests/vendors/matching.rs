//! Ranking: hard filters, then the explained score.

use super::*;
use lienwatch_domain::vendors::matching::*;
use proptest::prelude::*;
use std::sync::LazyLock;

fn here() -> Point {
    at(31.2, 121.4)
}

/// One area for all: thousands of cells take their time to find.
static SHANGHAI: LazyLock<Coverage> = LazyLock::new(|| {
    let text =
        r#"{"type":"Polygon","coordinates":[[[121.3,31.1],[121.5,31.1],[121.5,31.3],[121.3,31.3],[121.3,31.1]]]}"#;
    Coverage::from_geojson(text).expect("an area")
});

static MARKED: LazyLock<Vendor> = LazyLock::new(|| walk(active(), vec![rate("2026-Q1", good_figures())]));

fn shanghai() -> &'static Coverage {
    &SHANGHAI
}

fn request(target: Target) -> Request {
    let currency = Currency::new("CNY").expect("a code");
    Request { kind: OrderKind::Repossess, skills: BTreeSet::new(), target, currency, tried: BTreeSet::new() }
}

fn place() -> Target {
    Target::Place { place: here() }
}

/// A vendor of a number, otherwise like the others.
fn numbered(n: u128) -> Vendor {
    Vendor { id: vendor_id(n), scorecards: vec![], ..MARKED.clone() }
}

fn candidate<'a>(vendor: &'a Vendor, coverage: &'a Coverage) -> Candidate<'a> {
    let record = Record { offered: 10, accepted: 8, closed: 10, recovered: 5 };
    Candidate { vendor, coverage, open_orders: 0, record, price: Some(cny(100_000)), serves_debtor: false }
}

fn ranked(candidates: &[Candidate<'_>], request: &Request) -> Ranking {
    rank(candidates, request, today(), &VendorPolicy::default(), &MatchingPolicy::default()).expect("ranked")
}

fn order_of(ranking: &Ranking) -> Vec<VendorId> {
    ranking.ranked.iter().map(|s| s.vendor).collect()
}

#[test]
fn every_term_shows_its_value_its_weight_and_what_it_adds() {
    let (vendor, coverage) = (MARKED.clone(), shanghai());
    let ranking = ranked(&[candidate(&vendor, coverage)], &request(place()));
    let [scored] = ranking.ranked.as_slice() else { panic!("{ranking:?}") };
    let lines: Vec<_> =
        scored.terms.iter().map(|t| (t.term.name(), t.value.as_str(), t.norm_bp, t.weight_bp, t.adds_bp)).collect();
    assert_eq!(
        lines,
        [
            ("travel", "0 min (estimate)", 10_000, 3000, 3000),
            ("acceptance", "8 of 10 offers accepted", 7000, 1500, 1050),
            ("recovery", "5 of 10 orders done", 5000, 2500, 1250),
            ("compliance", "5.00 of 5 points in 2026-Q1", 10_000, 2000, 2000),
            ("price", "1000.00 CNY", 10_000, 1000, 1000),
        ]
    );
    assert_eq!(scored.score_bp, 8300);
    round_trip(&ranking);
    round_trip(&MatchingPolicy::default());
    round_trip(&request(place()));
}

#[test]
fn travel_is_the_great_circle_times_one_point_four_at_forty_kilometres_an_hour() {
    // One degree of latitude is 111.195 km on the mean sphere: 155.67 km of road, 233.5 minutes.
    assert_eq!(travel_minutes(at(31.0, 121.0), at(32.0, 121.0)), 234);
    assert_eq!(travel_minutes(here(), here()), 0);
    let (near, far, coverage) = (numbered(1), numbered(2), shanghai());
    let far = Vendor { profile: Profile { bases: vec![at(31.9, 121.9), at(31.5, 121.4)], ..profile() }, ..far };
    let ranking = ranked(&[candidate(&far, coverage), candidate(&near, coverage)], &request(place()));
    assert_eq!(order_of(&ranking), [vendor_id(1), vendor_id(2)]);
    assert_eq!(ranking.ranked[1].terms[0].value, "71 min (estimate)", "from the nearer of its places");
}

#[test]
fn every_hard_filter_shows_its_refusal() {
    let coverage = shanghai();
    let nowhere = Coverage::default();
    let (a, b, c, d, e) = (numbered(1), numbered(2), suspended(), numbered(4), numbered(5));
    let c = Vendor { id: vendor_id(3), ..c };
    let usd = Money::new(1, Currency::new("USD").expect("a code"));
    let candidates = [
        Candidate { price: Some(usd), ..candidate(&e, coverage) },
        candidate(&d, coverage),
        candidate(&c, coverage),
        Candidate { open_orders: 3, ..candidate(&b, &nowhere) },
        candidate(&a, coverage),
    ];
    let request = Request { tried: [vendor_id(4)].into_iter().collect(), ..request(place()) };
    let ranking = ranked(&candidates, &request);
    assert_eq!(order_of(&ranking), [vendor_id(1)]);
    let passed: Vec<_> = ranking.passed.iter().map(|p| (p.vendor, rules(&p.refusals))).collect();
    assert_eq!(
        passed,
        [
            (vendor_id(2), vec!["covers_place", "has_capacity"]),
            (vendor_id(3), vec!["vendor_active"]),
            (vendor_id(4), vec!["not_asked_before"]),
            (vendor_id(5), vec!["one_currency"]),
        ]
    );
}

#[test]
fn a_ranked_list_of_places_counts_by_its_weights() {
    let (vendor, coverage) = (numbered(1), shanghai());
    let outside = at(30.5, 121.4);
    let target = |inside_bp, outside_bp| Target::Ranked {
        places: vec![
            RankedPlace { place: here(), weight_bp: inside_bp },
            RankedPlace { place: outside, weight_bp: outside_bp },
        ],
    };
    let fits = |target| ranked(&[candidate(&vendor, coverage)], &request(target));
    // 77.8 km of great circle to the second: 164 minutes, half of it by the weights.
    assert_eq!(fits(target(50, 50)).ranked[0].terms[0].value, "82 min (estimate)");
    assert_eq!(rules(&fits(target(49, 51)).passed[0].refusals), ["covers_place"]);
    assert_eq!(fits(Target::Unknown).ranked[0].terms[0].value, "not known");
    let policy = (VendorPolicy::default(), MatchingPolicy::default());
    let refuse = |target| {
        rank(&[candidate(&vendor, coverage)], &request(target), today(), &policy.0, &policy.1)
            .expect_err("refused")
            .rule
    };
    assert_eq!(refuse(target(0, 0)), "places_weighted");
    assert_eq!(refuse(Target::Ranked { places: vec![] }), "places_weighted");
    let many = vec![RankedPlace { place: here(), weight_bp: 1 }; 21];
    assert_eq!(refuse(Target::Ranked { places: many }), "places_limit");
    let crowd = vec![candidate(&vendor, coverage); 1001];
    let refusal = rank(&crowd, &request(place()), today(), &policy.0, &policy.1).expect_err("refused");
    assert_eq!(refusal.rule, "candidates_limit");
}

#[test]
fn a_debtors_orders_stay_with_one_vendor() {
    let (good, known, coverage) = (numbered(1), numbered(2), shanghai());
    let poor = Record { offered: 10, accepted: 1, closed: 10, recovered: 0 };
    let known_candidate = Candidate { serves_debtor: true, record: poor, ..candidate(&known, coverage) };
    let ranking = ranked(&[candidate(&good, coverage), known_candidate], &request(place()));
    assert_eq!(order_of(&ranking), [vendor_id(2), vendor_id(1)]);
    assert!(ranking.ranked[0].sticky && ranking.ranked[0].score_bp < ranking.ranked[1].score_bp);
    let full = Candidate { open_orders: 3, ..known_candidate };
    let ranking = ranked(&[candidate(&good, coverage), full], &request(place()));
    assert_eq!(order_of(&ranking), [vendor_id(1)], "but not over a hard filter");
}

#[test]
fn ties_are_broken_by_id_and_the_input_order_does_not_matter() {
    let vendors: Vec<Vendor> = [3, 1, 2].into_iter().map(numbered).collect();
    let coverage = shanghai();
    let mut candidates: Vec<_> = vendors.iter().map(|v| candidate(v, coverage)).collect();
    let wanted = [vendor_id(1), vendor_id(2), vendor_id(3)];
    for _ in 0..3 {
        assert_eq!(order_of(&ranked(&candidates, &request(place()))), wanted);
        candidates.rotate_left(1);
    }
}

/// Something better in one term of a vendor, the others as they are.
fn better<'a>(candidate: Candidate<'a>, term: usize, by: u32, nearer: &'a Vendor, marked: &'a Vendor) -> Candidate<'a> {
    let mut better = candidate;
    match term {
        0 => better.vendor = nearer,
        1 => better.record.accepted = (better.record.accepted + by).min(better.record.offered),
        2 => better.record.recovered = (better.record.recovered + by).min(better.record.closed),
        3 => better.vendor = marked,
        _ => better.price = better.price.map(|p| Money::new((p.minor - i64::from(by) * 1000).max(1), p.currency)),
    }
    better
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn a_better_term_never_lowers_the_score_and_never_the_place(
        (offered, accepted, closed, recovered) in (0..50_u32, 0..50_u32, 0..50_u32, 0..50_u32),
        (price, rival_price) in (1..500_000_i64, 1..500_000_i64),
        (term, by) in (0..5_usize, 1..40_u32),
        (lat, total, gain) in (0.0..0.5_f64, 100..500_u32, 1..100_u32),
    ) {
        let coverage = shanghai();
        let card = |total: u32| {
            let card = MARKED.latest_scorecard().expect("marked").clone();
            vec![Scorecard { total: total.min(500), ..card }]
        };
        let with = |lat: f64, total: u32| Vendor {
            profile: Profile { bases: vec![at(31.2 + lat, 121.4)], ..profile() },
            scorecards: card(total),
            ..numbered(1)
        };
        let (base, nearer, marked) = (with(lat, total), with(lat * 0.5, total), with(lat, total + gain));
        let rival = numbered(2);
        let record = Record { offered, accepted: accepted.min(offered), closed, recovered: recovered.min(closed) };
        let before = Candidate { record, price: Some(cny(price)), ..candidate(&base, coverage) };
        let rival = Candidate { price: Some(cny(rival_price)), ..candidate(&rival, coverage) };
        let after = better(before, term, by, &nearer, &marked);
        let look = |c: Candidate<'_>| {
            let ranking = ranked(&[c, rival], &request(place()));
            let index = ranking.ranked.iter().position(|s| s.vendor == vendor_id(1)).expect("ranked");
            (index, ranking.ranked[index].clone())
        };
        let ((place_before, before), (place_after, after)) = (look(before), look(after));
        prop_assert!(after.score_bp >= before.score_bp, "{:?} {:?}", before, after);
        prop_assert!(place_after <= place_before);
        for (old, new) in before.terms.iter().zip(&after.terms) {
            prop_assert!(new.adds_bp >= old.adds_bp && new.norm_bp <= 10_000);
            prop_assert_eq!(new.adds_bp, new.norm_bp * new.weight_bp / 10_000);
        }
        prop_assert_eq!(after.score_bp, after.terms.iter().map(|t| t.adds_bp).sum::<u32>());
        prop_assert!(after.score_bp <= 10_000);
    }
}
