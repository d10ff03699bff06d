//! Ten thousand steps.

use super::chance::Chance;
use super::*;

const STEPS: usize = 10_000;

/// What a walk went through: how often each state was entered, and what was refused.
#[derive(Debug, Default)]
struct Seen {
    cases: BTreeMap<CaseState, usize>,
    orders: BTreeMap<OrderState, usize>,
    refused: BTreeMap<String, usize>,
    paid: BTreeMap<OrderKind, usize>,
    worlds: usize,
}

fn walk(seed: u64, forgets: Option<&'static str>, seen: &mut Seen) {
    let mut chance = Chance::new(seed);
    let mut world = World::new(now(), forgets);
    for _ in 0..STEPS {
        let case = world.case.stage.state();
        let orders: Vec<OrderState> = world.orders.iter().map(|o| o.stage.state()).collect();
        if let Err(refusal) = world.step(&mut chance) {
            assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty(), "{refusal}");
            *seen.refused.entry(refusal.rule.into_owned()).or_insert(0) += 1;
        }
        world.keep_the_laws();
        let entered = world.case.stage.state();
        if entered != case {
            *seen.cases.entry(entered).or_insert(0) += 1;
        }
        for (n, order) in world.orders.iter().enumerate() {
            let state = order.stage.state();
            if orders.get(n) != Some(&state) {
                *seen.orders.entry(state).or_insert(0) += 1;
                if state == OrderState::Paid {
                    *seen.paid.entry(order.kind).or_insert(0) += 1;
                }
            }
        }
        let over = matches!(world.case.stage, Stage::Closed { .. });
        let worn_out = world.orders.len() > 25 || world.case.holds.len() > 40;
        if over && (worn_out || chance.percent(10)) || world.case.holds.len() > 150 {
            world = World::new(world.now, forgets);
            seen.worlds += 1;
        }
    }
}

fn reaches_everything(seed: u64) {
    let mut seen = Seen::default();
    walk(seed, None, &mut seen);
    // A walk that went nowhere would prove nothing.
    println!("{seen:#?}");
    let missing: Vec<_> = CaseState::ALL.iter().filter(|s| !seen.cases.contains_key(s)).collect();
    // Every world begins flagged, whether or not one goes back to it.
    assert!(missing.iter().all(|s| **s == CaseState::Flagged), "no case was ever {missing:?}");
    let missing: Vec<_> = OrderState::ALL.iter().filter(|s| !seen.orders.contains_key(s)).collect();
    assert!(missing.is_empty(), "no order was ever {missing:?}");
    assert!(seen.paid.keys().any(|kind| kind.takes()), "no recovery was ever paid for");
    for rule in
        ["no_open_hold", "one_taker", "agents_checked_in", "recovery_stands", "custody_unbroken", "car_returned"]
    {
        assert!(seen.refused.contains_key(rule), "{rule} never refused");
    }
}

#[test]
fn ten_thousand_steps_reach_every_state_and_nothing_forbidden() {
    reaches_everything(1);
}

#[test]
fn ten_thousand_other_steps_reach_every_state_and_nothing_forbidden() {
    reaches_everything(2);
}

/// The laws notice whichever effect a shell forgets: so each is needed, and the walk can fail.
#[test]
fn no_effect_can_be_forgotten() {
    let effects = [
        "kill_recovery_links",
        "hold_orders",
        "resume_orders",
        "withdraw_orders",
        "withdraw_search",
        "revoke_authorisation",
        "reverse_orders",
        "case_dispatched",
        "issue_letter",
        "revoke_letter",
        "kill_links",
        "revoke_access",
        "case_secured",
        "fees_due",
        "reverse_fees",
        "hold_confirmed",
    ];
    let goes_unnoticed = |name: &&&'static str| {
        let name = **name;
        std::panic::catch_unwind(move || walk(1, Some(name), &mut Seen::default())).is_ok()
    };
    let unnoticed: Vec<_> = effects.iter().filter(goes_unnoticed).collect();
    assert!(unnoticed.is_empty(), "forgotten, and nothing is amiss: {unnoticed:?}");
}
