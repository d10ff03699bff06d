//! Vendors: every rule, the whole transition matrices, and random walks.

mod agents;
mod coverage;
mod expiry;
mod matching;
mod matrix;
mod offers;
mod onboarding;
mod quotes;
mod scorecards;
mod walks;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::*;
use lienwatch_domain::money::{Currency, Money};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::OrderKind;
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::vendors::*;
use std::collections::BTreeSet;
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn ann() -> Actor {
    Actor::User(UserId(id(1)))
}

fn bob() -> Actor {
    Actor::User(UserId(id(2)))
}

fn why() -> Reason {
    text("because")
}

fn text(words: &str) -> Reason {
    Reason::new(words).expect("a reason")
}

fn now() -> DateTime<Utc> {
    "2026-04-10T02:00:00Z".parse().expect("a time")
}

fn day(date: &str) -> NaiveDate {
    date.parse().expect("a date")
}

fn today() -> NaiveDate {
    day("2026-04-10")
}

fn cny(minor: i64) -> Money {
    Money::new(minor, Currency::new("CNY").expect("a code"))
}

fn at(lat: f64, lon: f64) -> Point {
    Point::from_degrees(lat, lon).expect("on the earth")
}

fn vendor_id(n: u128) -> VendorId {
    VendorId(id(100 + n))
}

fn complaint(n: u128) -> ComplaintId {
    ComplaintId(id(200 + n))
}

fn quarter(name: &str) -> Quarter {
    name.to_owned().try_into().expect("a quarter")
}

fn profile() -> Profile {
    Profile {
        name: Name::new("Swift Recovery").expect("a name"),
        kinds: [OrderKind::Repossess, OrderKind::FieldVisit, OrderKind::ImpoundVoluntary].into_iter().collect(),
        skills: BTreeSet::new(),
        capacity: 3,
        bases: vec![at(31.2, 121.4)],
    }
}

fn paper(kind: DocumentKind, expires_on: &str) -> Document {
    Document {
        kind,
        number: text(&format!("{kind} until {expires_on}")),
        issued_on: day("2025-01-01"),
        expires_on: Some(day(expires_on)),
        evidence: None,
        revoked: None,
    }
}

fn add(kind: DocumentKind, expires_on: &str) -> Action {
    Action::AddDocument { document: paper(kind, expires_on) }
}

fn facts(actor: Actor) -> Facts {
    Facts { actor, today: today(), cleared_agents: 2, has_coverage: true }
}

fn act(vendor: &Vendor, action: Action, facts: &Facts) -> Result<Applied, Refusal> {
    apply(vendor, action, facts, now(), &VendorPolicy::default())
}

fn refused(vendor: &Vendor, action: Action, facts: &Facts) -> Refusal {
    match act(vendor, action, facts) {
        Err(refusal) => refusal,
        Ok(applied) => panic!("allowed: {applied:?}"),
    }
}

/// Applies actions that must all be allowed, by Bob.
fn walk(vendor: Vendor, steps: Vec<Action>) -> Vendor {
    steps.into_iter().fold(vendor, |vendor, action| match act(&vendor, action.clone(), &facts(bob())) {
        Ok((vendor, ..)) => vendor,
        Err(refusal) => panic!("{action:?}: {refusal}"),
    })
}

fn applicant() -> Vendor {
    let (vendor, events, effects) = enter_vendor(vendor_id(1), profile(), ann(), now()).expect("within limits");
    assert_eq!((events.len(), events[0].version, events[0].from, effects.len()), (1, 1, None, 0));
    walk(vendor, DocumentKind::ALL.iter().map(|kind| add(*kind, "2026-12-31")).collect())
}

fn active() -> Vendor {
    walk(applicant(), vec![Action::Activate { reason: why() }])
}

fn suspended() -> Vendor {
    walk(active(), vec![Action::Suspend { cause: SuspensionCause::Audit, reason: why() }])
}

fn terminated() -> Vendor {
    walk(active(), vec![Action::Terminate { reason: why() }])
}

fn grave(n: u128) -> Action {
    Action::RecordComplaint { complaint: complaint(n), severity: Severity::One, reason: why() }
}

fn resolve(n: u128) -> Action {
    Action::ResolveComplaint { complaint: complaint(n), reason: why() }
}

fn good_figures() -> Figures {
    Figures {
        orders_closed: 20,
        recovered: 12,
        target_bp: 6000,
        complaints_upheld: 0,
        reports_due: 100,
        reports_on_time: 99,
        files_checked: 20,
        files_complete: 20,
        audit_points: 30,
        audit_passed: 30,
    }
}

fn rate(name: &str, figures: Figures) -> Action {
    Action::Rate { quarter: quarter(name), figures }
}

fn order(kind: OrderKind) -> OrderFacts {
    OrderFacts { kind, skills: BTreeSet::new(), open_orders: 0, covers: Some(true) }
}

fn rules(refusals: &[Refusal]) -> Vec<&str> {
    assert!(refusals.iter().all(|r| !r.rule.is_empty() && !r.message.is_empty() && !r.remedy.is_empty()));
    refusals.iter().map(|r| r.rule.as_ref()).collect()
}

fn gaps(vendor: &Vendor, order: &OrderFacts) -> Vec<String> {
    let gaps = vendor_gaps(vendor, order, today(), &VendorPolicy::default());
    rules(&gaps).into_iter().map(str::to_owned).collect()
}

fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).expect("serialises");
    assert_eq!(&serde_json::from_str::<T>(&text).expect("parses"), value);
}
