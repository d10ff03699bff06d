//! The registry of buyers.

use super::*;
use buyers::{BlockCause, Buyer, BuyerKind, BuyerPolicy, BuyerState, Check, CheckKind, buyer_gaps, register_buyer};

fn today() -> NaiveDate {
    "2026-04-10".parse().expect("a date")
}

fn by(actor: Actor) -> buyers::Facts {
    buyers::Facts { actor, today: today() }
}

fn check(kind: CheckKind, passed: bool, last: Option<&str>) -> buyers::Action {
    let on = "2026-04-01".parse().expect("a date");
    let last_day = last.map(|d| d.parse().expect("a date"));
    buyers::Action::RecordCheck { check: Check { kind, passed, on, last_day, evidence: None } }
}

fn act(buyer: &Buyer, action: buyers::Action) -> buyers::Applied {
    buyers::apply(buyer, action, &by(ann()), now(), &BuyerPolicy::default()).expect("allowed")
}

fn refused(buyer: &Buyer, action: buyers::Action, actor: Actor) -> Refusal {
    buyers::apply(buyer, action, &by(actor), now(), &BuyerPolicy::default()).expect_err("refused")
}

fn dealer() -> Buyer {
    register_buyer(buyer(1), BuyerKind::Dealer, None, ann(), now()).0
}

fn checked() -> Buyer {
    let kinds = [CheckKind::Identity, CheckKind::Sanctions, CheckKind::BankAccount, CheckKind::DealerLicence];
    kinds.into_iter().fold(dealer(), |b, kind| act(&b, check(kind, true, Some("2026-04-10"))).0)
}

fn verified() -> Buyer {
    act(&checked(), buyers::Action::Verify).0
}

fn block() -> buyers::Action {
    buyers::Action::Block { cause: BlockCause::Fraud, reason: why() }
}

fn unblock() -> buyers::Action {
    buyers::Action::Unblock { reason: why() }
}

fn defaulted(n: u128) -> buyers::Action {
    buyers::Action::RecordDefault { lot: LotId(id(n)) }
}

fn gaps(buyer: &Buyer, day: &str) -> Vec<String> {
    let gaps = buyer_gaps(buyer, day.parse().expect("a date"), &BuyerPolicy::default());
    assert!(gaps.iter().all(|g| !g.remedy.is_empty()));
    gaps.into_iter().map(|g| g.rule.into_owned()).collect()
}

#[test]
fn a_buyer_is_verified_with_every_check_of_its_kind() {
    assert_eq!(refused(&dealer(), buyers::Action::Verify, ann()).rule, "buyer_checked");
    let (poor, _) = act(&checked(), check(CheckKind::DealerLicence, false, None));
    assert!(refused(&poor, buyers::Action::Verify, ann()).message.contains("dealer_licence is not in order"));
    let (old, _) = act(&checked(), check(CheckKind::Identity, true, Some("2026-04-09")));
    assert!(refused(&old, buyers::Action::Verify, ann()).message.contains("identity does not count today"));
    assert_eq!(refused(&checked(), buyers::Action::Verify, Actor::System).rule, "person_required");
    assert_eq!(gaps(&checked(), "2026-04-10"), ["buyer_verified"]);
    assert_eq!(gaps(&verified(), "2026-04-10"), Vec::<String>::new());
    assert_eq!(gaps(&verified(), "2026-04-11"), ["buyer_checked"; 4], "checks end");
    let mut person = verified();
    person.kind = BuyerKind::Person;
    person.checks.remove(&CheckKind::DealerLicence);
    assert_eq!(gaps(&person, "2026-04-10"), Vec::<String>::new(), "a person needs no dealer's licence");
    for (on, last) in [("2026-04-11", None), ("2026-04-02", Some("2026-04-01"))] {
        let parse = |d: &str| d.parse().expect("a date");
        let check =
            Check { kind: CheckKind::Identity, passed: true, on: parse(on), last_day: last.map(parse), evidence: None };
        assert_eq!(refused(&dealer(), buyers::Action::RecordCheck { check }, ann()).rule, "check_dates");
    }
}

#[test]
fn who_does_not_pay_twice_is_blocked() {
    let (once, events) = act(&verified(), defaulted(70));
    assert_eq!((once.stage.state(), events.len()), (BuyerState::Verified, 1));
    assert_eq!(act(&once, defaulted(70)).1, [], "the same lot counts once");
    let (twice, events) = act(&once, defaulted(71));
    let names: Vec<_> = events.iter().map(|e| e.change.name()).collect();
    assert_eq!((twice.stage.state(), names), (BuyerState::Blocked, vec!["default_recorded", "blocked"]));
    assert!(events.iter().all(|e| e.version == twice.version));
    assert_eq!(gaps(&twice, "2026-04-10"), ["buyer_not_blocked"]);
    assert_eq!(refused(&twice, unblock(), Actor::System).rule, "person_required");
    let (back, _) = act(&twice, unblock());
    assert_eq!((back.stage.state(), back.defaults.len()), (BuyerState::Registered, 0), "verified anew");
    let many = (0..200).fold(verified(), |b, n| act(&b, defaulted(1000 + n)).0);
    assert_eq!(many.defaults.len(), 100);
    round_trip(&twice);
    round_trip(&events);
}

#[test]
fn a_connection_is_recorded() {
    let set = |connected| buyers::Action::SetConnection { connected };
    let (known, events) = act(&verified(), set(Some(why())));
    assert_eq!((known.connected.clone(), events[0].change.name()), (Some(why()), "connection_set"));
    assert_eq!(act(&known, set(Some(why()))).1, []);
    assert_eq!(gaps(&known, "2026-04-10"), Vec::<String>::new(), "it may buy; the sale says so");
}

pub fn buyer_matrix() -> String {
    let situations = [("registered", checked()), ("verified", verified()), ("blocked", act(&verified(), block()).0)];
    let probes = [
        check(CheckKind::Address, true, None),
        buyers::Action::SetConnection { connected: Some(why()) },
        buyers::Action::Verify,
        block(),
        unblock(),
        defaulted(70),
    ];
    let mut text = String::from("situation | action | result\n");
    for (name, buyer) in situations {
        for action in &probes {
            let kind = action.kind();
            let result = match buyers::apply(&buyer, action.clone(), &by(ann()), now(), &BuyerPolicy::default()) {
                Ok((after, events)) => {
                    let names: Vec<_> = events.iter().map(|e| e.change.name()).collect();
                    format!("-> {} ({})", after.stage.state(), names.join(", "))
                }
                Err(refusal) => format!("refused: {}", refusal.rule),
            };
            text.push_str(&format!("{name} | {kind} | {result}\n"));
        }
    }
    text
}
