//! Quarterly marks.

use super::*;

fn card(figures: Figures) -> Scorecard {
    let vendor = walk(active(), vec![rate("2026-Q1", figures)]);
    vendor.latest_scorecard().expect("marked").clone()
}

fn points(figures: Figures, item: Item) -> u32 {
    card(figures).items.iter().find(|i| i.item == item).expect("marked").points
}

#[test]
fn five_items_make_the_total() {
    let best = card(good_figures());
    assert_eq!(best.items.len(), 5);
    assert_eq!((best.total, best.passed()), (500, true));
    // Results 4 × 3000, the rest 5 × 7000: 4.70.
    let nearly = card(Figures { recovered: 11, ..good_figures() });
    assert_eq!((nearly.total, nearly.items[0].value_bp, nearly.items[0].points), (470, 9166, 4));
}

#[test]
fn every_boundary_of_every_item() {
    let of_100 = |upheld| Figures { orders_closed: 200, recovered: 120, complaints_upheld: upheld, ..good_figures() };
    for (upheld, expected) in [(0, 5), (1, 4), (2, 4), (3, 3), (4, 3), (5, 2), (10, 2), (11, 1)] {
        assert_eq!(points(of_100(upheld), Item::Complaints), expected, "{upheld} of 200");
    }
    let on_time = |n| Figures { reports_due: 10_000, reports_on_time: n, ..good_figures() };
    for (n, expected) in
        [(10_000, 5), (9900, 5), (9899, 4), (9500, 4), (9499, 3), (8500, 3), (8499, 2), (7000, 2), (6999, 1)]
    {
        assert_eq!(points(on_time(n), Item::Timeliness), expected, "{n}");
    }
    let results = |recovered| Figures { orders_closed: 100, recovered, target_bp: 5000, ..good_figures() };
    for (recovered, expected) in [(50, 5), (100, 5), (49, 4), (43, 4), (42, 3), (35, 3), (34, 2), (25, 2), (24, 1)] {
        assert_eq!(points(results(recovered), Item::Results), expected, "{recovered} of a target of 50");
    }
}

#[test]
fn a_failed_quarter_suspends_and_says_why() {
    let poor = Figures { recovered: 1, reports_on_time: 60, files_complete: 10, ..good_figures() };
    let (vendor, events, effects) = act(&active(), rate("2026-Q1", poor), &facts(Actor::System)).expect("allowed");
    let Stage::Suspended { cause: SuspensionCause::Scorecard, reason, .. } = &vendor.stage else {
        panic!("{:?}", vendor.stage)
    };
    assert!(reason.as_str().contains("2.60 points on the mean, 3.00 are required"), "{reason}");
    assert_eq!(events.iter().map(|e| e.change.name()).collect::<Vec<_>>(), ["rated", "suspended"]);
    assert!(effects.contains(&Effect::WithdrawOffers));

    let hated = card(Figures { orders_closed: 10, recovered: 8, complaints_upheld: 1, ..good_figures() });
    assert_eq!((hated.total, hated.failed.as_slice()), (400, ["one point in complaints".to_owned()].as_slice()));
}

#[test]
fn too_few_cases_are_not_marked() {
    let few = card(Figures { orders_closed: 4, recovered: 0, complaints_upheld: 4, ..good_figures() });
    assert_eq!(few.not_marked, [Item::Results, Item::Complaints]);
    assert_eq!((few.total, few.passed()), (500, true), "the others carry the whole weight");
    let refusal = refused(&active(), rate("2026-Q1", Figures::default()), &facts(ann()));
    assert_eq!(refusal.rule, "enough_to_mark");
}

#[test]
fn figures_must_add_up_and_quarters_follow_one_another() {
    let bad = [
        Figures { recovered: 21, ..good_figures() },
        Figures { reports_on_time: 101, ..good_figures() },
        Figures { files_complete: 21, ..good_figures() },
        Figures { audit_passed: 31, ..good_figures() },
        Figures { target_bp: 0, ..good_figures() },
        Figures { target_bp: 10_001, ..good_figures() },
    ];
    for figures in bad {
        assert_eq!(refused(&active(), rate("2026-Q1", figures), &facts(ann())).rule, "figures_add_up");
    }
    assert_eq!(refused(&active(), rate("2026-Q2", good_figures()), &facts(ann())).rule, "quarter_over");
    let last_day = Facts { today: day("2026-03-31"), ..facts(ann()) };
    assert_eq!(refused(&active(), rate("2026-Q1", good_figures()), &last_day).rule, "quarter_over");
    let rated = walk(active(), vec![rate("2026-Q1", good_figures())]);
    for again in ["2026-Q1", "2025-Q4"] {
        assert_eq!(refused(&rated, rate(again, good_figures()), &facts(ann())).rule, "quarter_new");
    }
    let ten: Vec<Action> = (2015..2025).map(|y| rate(&format!("{y}-Q1"), good_figures())).collect();
    let long = walk(active(), ten);
    assert_eq!(long.scorecards.len(), 8);
    assert_eq!(long.scorecards[0].quarter, quarter("2017-Q1"));
}

#[test]
fn a_quarter_is_written_one_way() {
    for good in ["2026-Q1", "2000-Q4", "2199-Q4"] {
        assert_eq!(quarter(good).to_string(), good);
    }
    for bad in ["2026-Q0", "2026-Q5", "26-Q1", "2026Q1", "2026-Q11", "+026-Q1", "1999-Q4", "2200-Q1", "2026-q1", ""] {
        assert!(Quarter::try_from(bad.to_owned()).is_err(), "{bad}");
    }
    assert_eq!(Quarter::of(day("2026-12-31")).last_day(), day("2026-12-31"));
    assert_eq!(quarter("2026-Q4").next(), quarter("2027-Q1"));
    assert_eq!(quarter("2028-Q1").last_day(), day("2028-03-31"));
}
