//! One rule at a time: alone it refuses, and it says what would satisfy it.

use super::*;
use OrderActionKind as K;
use OrderState as S;

type Break = fn(&mut OrderFacts, &mut OrderPolicy, &mut DateTime<Utc>);

fn check(order: &Order, action: &OrderAction, rows: &[(&str, &str, Break)]) {
    let kind = action.kind();
    let mut whole = facts_for(order, kind);
    let (mut policy, mut at) = (OrderPolicy::default(), moment(kind));
    let first = order::apply(order, action.clone(), &whole, at, &policy);
    assert!(first.is_ok(), "{kind} of {}: {first:?}", order.kind);
    for (rule, remedy, damage) in rows {
        let kept = (whole.clone(), policy.clone(), at);
        damage(&mut whole, &mut policy, &mut at);
        let refusal = order::apply(order, action.clone(), &whole, at, &policy).expect_err(rule);
        assert_eq!(refusal.rule, *rule, "{kind}: {refusal}");
        assert!(refusal.remedy.contains(remedy), "{rule}: {}", refusal.remedy);
        assert!(!refusal.message.is_empty());
        (whole, policy, at) = kept;
    }
}

/// With all facts in order, the action as it was brought is refused.
fn brings(order: &Order, action: OrderAction, rule: &str, remedy: &str) {
    let refusal = refused_with(order, action.clone(), &facts_for(order, action.kind()));
    assert_eq!(refusal.rule, rule);
    assert!(refusal.remedy.contains(remedy), "{rule}: {}", refusal.remedy);
}

fn says(rule: &'static str) -> Vec<Refusal> {
    vec![Refusal::new(rule, "no", "do as it says")]
}

const HELD: (&str, &str, Break) = ("no_open_hold", "confirm the hold", |f, _, _| f.holds.push(hold_id(1)));
const ELSEWHERE: (&str, &str, Break) = ("order_fits_case", "bring the case to", |f, _, _| f.case = CaseState::InReview);
const TERM_OVER: (&str, &str, Break) = ("term_open", "new order", |f, _, _| f.today = day("2026-05-06"));
const OTHER: (&str, &str, Break) = ("one_taker", "withdraw that order", |f, _, _| f.other_taker = Some(order_id(9)));

#[test]
fn what_an_offer_asks() {
    let rows = [
        HELD,
        ELSEWHERE,
        TERM_OVER,
        OTHER,
        ("term_bounded", "within a year", |f, _, _| f.today = day("2025-05-03")),
        ("CN-01", "do as it says", |f, _, _| f.dispatch = says("CN-01")),
    ];
    for state in [S::Draft, S::Declined, S::Expired] {
        check(&at(OrderKind::Repossess, state), &probe(K::Offer), &rows);
    }
    let draft = new_order(OrderKind::Repossess);
    for until in [now(), now() - TimeDelta::seconds(1), now() + TimeDelta::days(30) + TimeDelta::seconds(1)] {
        brings(&draft, OrderAction::Offer { until }, "offer_until", "within the next 30 days");
    }
    next(&draft, OrderAction::Offer { until: now() + TimeDelta::days(30) });
    // A search may run beside the order that takes the car.
    let search = new_order(OrderKind::Investigate);
    let beside = OrderFacts { other_taker: Some(order_id(9)), ..facts_for(&search, K::Offer) };
    assert!(try_with(&search, probe(K::Offer), &beside).is_ok());
}

#[test]
fn what_an_acceptance_asks() {
    let rows = [
        HELD,
        ELSEWHERE,
        TERM_OVER,
        OTHER,
        ("CN-01", "do as it says", |f: &mut OrderFacts, _: &mut OrderPolicy, _: &mut DateTime<Utc>| {
            f.dispatch = says("CN-01");
        }),
        ("vendor_active", "do as it says", |f, _, _| f.vendor = says("vendor_active")),
        ("offer_open", "offer it again", |_, _, at| *at = until()),
        ("agents_named", "name 3 to 8", |_, p, _| p.min_agents = 3),
        ("agent_may_work", "certificate", |f, _, _| f.agents = vec![agent(1)]),
        ("own_orders", "your own offers", |f, _, _| f.party = of_vendor(2)),
    ];
    let offered = at(OrderKind::Repossess, S::Offered);
    check(&offered, &probe(K::Accept), &rows);
    let accept = |agents: Vec<AgentId>| OrderAction::Accept { vendor: vendor(1), agents, letter: LetterId(id(600)) };
    for agents in [vec![], vec![agent(1)], vec![agent(1), agent(1)], (1..=9).map(agent).collect()] {
        brings(&offered, accept(agents), "agents_named", "each once");
    }
    // A yard needs one name, and no policy sends nobody.
    let store = at(OrderKind::Store, S::Offered);
    next(&store, accept(vec![agent(1)]));
    brings(&store, accept(vec![]), "agents_named", "name 1 to 8");
    let lax = OrderPolicy { min_agents: 0, ..OrderPolicy::default() };
    let nobody = order::apply(&offered, accept(vec![]), &facts_for(&offered, K::Accept), now(), &lax);
    assert_eq!(nobody.expect_err("nobody is named").rule, "agents_named");
}

#[test]
fn what_a_vendor_on_its_way_must_keep_to() {
    let rows: [(&str, &str, Break); 4] =
        [HELD, ELSEWHERE, TERM_OVER, ("agent_may_work", "training", |f, _, _| f.agents = vec![agent(2)])];
    for (state, action) in [(S::Accepted, K::Depart), (S::EnRoute, K::CheckIn), (S::OnSite, K::Hook)] {
        let order = at(OrderKind::Repossess, state);
        check(&order, &probe(action), &rows);
        let stranger = match probe(action) {
            OrderAction::Depart { .. } => OrderAction::Depart { agent: agent(3) },
            OrderAction::Hook { place, evidence, .. } => OrderAction::Hook { agent: agent(3), place, evidence },
            _ => check_in(3),
        };
        brings(&order, stranger, "named_agent", "named agent");
    }
    // The car is in hand already, by whoever: nobody goes on looking for it.
    let order = at(OrderKind::Repossess, S::EnRoute);
    let late = OrderFacts { case: CaseState::Secured, ..facts_for(&order, K::CheckIn) };
    assert_eq!(refused_with(&order, probe(K::CheckIn), &late).rule, "order_fits_case");
    // The way back is not held.
    let tow = at(OrderKind::Tow, S::Accepted);
    let back = OrderFacts { case: CaseState::Redeemed, holds: vec![hold_id(1)], ..facts_for(&tow, K::Depart) };
    assert!(try_with(&tow, probe(K::Depart), &back).is_ok());
}

#[test]
fn a_check_in_counts_where_the_car_is() {
    let order = at(OrderKind::Repossess, S::EnRoute);
    let policy = OrderPolicy { check_in_radius_m: 500, ..OrderPolicy::default() };
    let from = |north: f64| {
        let place = spot().moved_m(1.0, 0.0, north);
        let action = OrderAction::CheckIn { agent: agent(1), place };
        order::apply(&order, action, &facts_for(&order, K::CheckIn), now(), &policy)
    };
    assert!(from(499.0).is_ok());
    let refusal = from(502.0).expect_err("too far");
    assert_eq!(refusal.rule, "check_in_near");
    assert!(refusal.remedy.contains("within 500 m"), "{}", refusal.remedy);
    let nowhere = Order { target: None, ..order.clone() };
    assert!(order::apply(&nowhere, check_in(1), &facts_for(&nowhere, K::CheckIn), now(), &policy).is_ok());
}

#[test]
fn what_the_hook_asks() {
    let on_site = at(OrderKind::Repossess, S::OnSite);
    let rows: [(&str, &str, Break); 4] = [
        OTHER,
        ("CN-01", "do as it says", |f, _, _| f.take = says("CN-01")),
        ("agents_checked_in", "every agent", |_, p, _| p.min_agents = 3),
        ("agents_checked_in", "every agent", |_, _, at| *at = now() + TimeDelta::hours(12) + TimeDelta::seconds(1)),
    ];
    check(&on_site, &probe(K::Hook), &rows);
    let edge = order::apply(
        &on_site,
        probe(K::Hook),
        &facts_for(&on_site, K::Hook),
        now() + TimeDelta::hours(12),
        &OrderPolicy::default(),
    );
    assert!(edge.is_ok(), "twelve hours will do");
    // One agent who checks in twice is one agent.
    let alone = next(&next(&at(OrderKind::Repossess, S::EnRoute), check_in(1)), check_in(1));
    brings(&alone, probe(K::Hook), "agents_checked_in", "every agent");
    let hook = |n| OrderAction::Hook { agent: agent(1), place: spot(), evidence: photos(n) };
    brings(&on_site, hook(0), "hook_evidenced", "photograph");
    brings(&on_site, hook(201), "evidence_bounded", "at most 200");
    // A tow takes nothing from anybody: its hook asks neither the law nor a second agent.
    let tow = at(OrderKind::Tow, S::EnRoute);
    let facts = OrderFacts { take: says("CN-01"), ..facts_for(&tow, K::Hook) };
    assert!(try_with(&tow, probe(K::Hook), &facts).is_ok());
}

#[test]
fn a_visit_is_made_by_two_at_a_decent_hour_and_recorded() {
    let under_way = at(OrderKind::FieldVisit, S::EnRoute);
    let rows: [(&str, &str, Break); 1] = [("CN-01", "do as it says", |f, _, _| f.take = says("CN-01"))];
    check(&under_way, &check_in(1), &rows);
    let alone = next(&under_way, check_in(1));
    brings(&alone, probe(K::Complete), "agents_checked_in", "every agent");
    let both = next(&alone, check_in(2));
    let silent = next(&both, OrderAction::Complete { report: Completion { evidence: vec![], ..report() } });
    brings(&silent, OrderAction::Acknowledge, "documents_complete", "recording");
    // The report may come the day after.
    let next_day = now() + TimeDelta::days(1);
    let complete =
        order::apply(&both, probe(K::Complete), &facts_for(&both, K::Complete), next_day, &OrderPolicy::default());
    assert!(complete.is_ok());
}

#[test]
fn nothing_is_completed_while_the_case_is_held() {
    for kind in OrderKind::ALL {
        let order = at(*kind, kind.route()[kind.route().len() - 2]);
        check(&order, &probe(K::Complete), &[HELD]);
    }
}

#[test]
fn what_an_acknowledgement_asks() {
    let done = at(OrderKind::Repossess, S::Completed);
    let rows: [(&str, &str, Break); 3] = [
        ("person_required", "signed-in person", |f, _, _| f.party = Party::Lender(Actor::System)),
        ("documents_complete", "at least 5", |_, p, _| p.min_photos = 5),
        ("documents_complete", "police", |_, p, _| p.police_reference = true),
    ];
    check(&done, &OrderAction::Acknowledge, &rows);
    let with = |change: fn(&mut Completion)| {
        let mut told = report();
        change(&mut told);
        next(&at(OrderKind::Repossess, S::OnHook), OrderAction::Complete { report: told })
    };
    let acknowledge = || OrderAction::Acknowledge;
    brings(&with(|r| r.evidence.truncate(3)), acknowledge(), "documents_complete", "at least 4");
    brings(&with(|r| r.odometer_km = None), acknowledge(), "documents_complete", "odometer");
    brings(&with(|r| r.vin_matches = None), acknowledge(), "documents_complete", "compare the VIN");
    brings(&with(|r| r.vin_matches = Some(false)), acknowledge(), "vin_matches", "wrong car");
    let told = with(|r| r.police_reference = Some(why()));
    let policy = OrderPolicy { police_reference: true, ..OrderPolicy::default() };
    assert!(order::apply(&told, acknowledge(), &facts_for(&told, K::Acknowledge), now(), &policy).is_ok());
    let too_many = OrderAction::Complete { report: Completion { evidence: photos(201), ..report() } };
    brings(&at(OrderKind::Repossess, S::OnHook), too_many, "evidence_bounded", "at most 200");
    // What does not take the car has no odometer to read.
    let search = at(OrderKind::Investigate, S::Accepted);
    let found = OrderAction::Complete { report: Completion { evidence: vec![], odometer_km: None, ..report() } };
    next(&next(&search, found), OrderAction::Acknowledge);
}

#[test]
fn a_report_is_sent_back_only_while_its_work_goes_on() {
    let rows: [(&str, &str, Break); 4] = [
        ("person_required", "signed-in person", |f, _, _| f.party = Party::Lender(Actor::System)),
        HELD,
        ("order_fits_case", "reverse it", |f, _, _| f.case = CaseState::Closed),
        ("order_fits_case", "reverse it", |f, _, _| f.case = CaseState::InReview),
    ];
    let done = at(OrderKind::Repossess, S::Completed);
    check(&done, &probe(K::SendBack), &rows);
    // Of an earlier recovery of a case whose car another order has taken since.
    let taken_since = OrderFacts { taken_by: Some(order_id(9)), ..facts_for(&done, K::SendBack) };
    assert_eq!(refused_with(&done, probe(K::SendBack), &taken_since).rule, "order_fits_case");
    check(&at(OrderKind::Investigate, S::Completed), &probe(K::SendBack), &[rows[0], rows[1], ELSEWHERE]);
}

#[test]
fn what_has_the_car_is_neither_withdrawn_nor_reversed_from_under_it() {
    let hooked = at(OrderKind::Repossess, S::OnHook);
    let rows: [(&str, &str, Break); 4] = [
        ("car_on_hook", "give the car back", |f, _, _| f.case = CaseState::Secured),
        ("car_on_hook", "give the car back", |f, _, _| f.case = CaseState::InCustody),
        ("car_on_hook", "give the car back", |f, _, _| f.case = CaseState::ForDisposal),
        ("car_on_hook", "give the car back", |f, _, _| f.case = CaseState::Sold),
    ];
    check(&hooked, &probe(K::Withdraw), &rows);
    check(&next(&hooked, probe(K::Hold)), &probe(K::Withdraw), &rows);
    check(&at(OrderKind::Tow, S::OnHook), &probe(K::Withdraw), &rows);
    let rows: [(&str, &str, Break); 3] = [
        ("recovery_stands", "unrepossess", |f, _, _| f.case = CaseState::Secured),
        ("recovery_stands", "unrepossess", |f, _, _| f.case = CaseState::ForDisposal),
        ("recovery_stands", "unrepossess", |f, _, _| f.case = CaseState::Settled),
    ];
    for state in [S::OnHook, S::Completed, S::Acknowledged, S::Invoiced, S::Paid] {
        check(&at(OrderKind::Repossess, state), &probe(K::Reverse), &rows);
    }
    let tow = at(OrderKind::Tow, S::Paid);
    let facts = OrderFacts { case: CaseState::Sold, ..facts_for(&tow, K::Reverse) };
    assert!(try_with(&tow, probe(K::Reverse), &facts).is_ok(), "a tow may be charged back at any time");
}

#[test]
fn what_is_held_says_how_to_go_on() {
    for state in live(OrderKind::Repossess) {
        let held = next(&at(OrderKind::Repossess, state), probe(K::Hold));
        let rows: [(&str, &str, Break); 1] = [HELD];
        check(&held, &OrderAction::Resume, &rows);
        if held.stage.work().is_some() {
            for action in [K::Depart, K::CheckIn, K::Hook, K::Complete, K::Fail] {
                brings(&held, probe(action), "no_open_hold", "confirm the hold");
            }
        }
    }
}
