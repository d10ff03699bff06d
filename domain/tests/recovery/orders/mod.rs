//! The order machine: an order of every kind in every state, reached by the machine itself.

mod guards;
mod life;
mod matrix;
mod parties;
mod stored;
mod terms;

use super::*;
use lienwatch_domain::recovery::order::*;

pub fn vendor(n: u128) -> VendorId {
    VendorId(id(200 + n))
}

pub fn agent(n: u128) -> AgentId {
    AgentId(id(300 + n))
}

pub fn lender() -> Party {
    Party::Lender(ann())
}

pub fn of_vendor(n: u128) -> Party {
    Party::Vendor { vendor: vendor(n), actor: Actor::User(UserId(id(400 + n))) }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub fn today() -> NaiveDate {
    day("2026-04-10")
}

pub fn until() -> DateTime<Utc> {
    now() + TimeDelta::hours(1)
}

pub fn photos(n: u128) -> Vec<EvidenceId> {
    (0..n).map(|n| EvidenceId(id(700 + n))).collect()
}

pub fn report() -> Completion {
    Completion {
        summary: why(),
        evidence: photos(4),
        odometer_km: Some(51_000),
        vin_matches: Some(true),
        keys: Some(1),
        police_reference: None,
        km: Some(12),
    }
}

pub fn new_order(kind: OrderKind) -> Order {
    let term = Term { ends_on: day("2026-05-05"), asked: None };
    let new = NewOrder { id: order_id(1), case: CaseId(id(7)), kind, instructions: None, target: Some(spot()), term };
    let (order, event) = draft(new, ann(), now());
    assert_eq!((order.version, event.version, event.from, event.to), (1, 1, None, OrderState::Draft));
    order
}

/// An action of each kind, with what it must bring.
pub fn probe(kind: OrderActionKind) -> OrderAction {
    use {OrderAction as A, OrderActionKind as K};
    match kind {
        K::Offer => A::Offer { until: until() },
        K::Accept => A::Accept { vendor: vendor(1), agents: vec![agent(1), agent(2)], letter: LetterId(id(600)) },
        K::Decline => A::Decline { reason: why() },
        K::Expire => A::Expire,
        K::Depart => A::Depart { agent: agent(1) },
        K::CheckIn => check_in(1),
        K::Hook => A::Hook { agent: agent(1), place: spot(), evidence: photos(1) },
        K::Complete => A::Complete { report: report() },
        K::Acknowledge => A::Acknowledge,
        K::SendBack => A::SendBack { reason: why() },
        K::Invoice => A::Invoice { invoice: InvoiceId(id(601)) },
        K::Unbill => A::Unbill { reason: why() },
        K::Pay => A::Pay,
        K::Hold => A::Hold { hold: hold_id(2) },
        K::ConfirmHold => A::ConfirmHold,
        K::Resume => A::Resume,
        K::Withdraw => A::Withdraw { reason: why() },
        K::Fail => A::Fail { because: FailReason::NotFound, reason: why() },
        K::Reverse => A::Reverse { reason: why() },
        K::AskExtension => A::AskExtension { until: day("2026-05-20"), reason: why() },
        K::AnswerExtension => A::AnswerExtension { granted: true },
    }
}

pub fn check_in(n: u128) -> OrderAction {
    OrderAction::CheckIn { agent: agent(n), place: spot() }
}

/// Who may do what, where both sides of the table may it is the lender.
pub fn party_for(kind: OrderActionKind) -> Party {
    use OrderActionKind as K;
    match kind {
        K::Accept | K::Depart | K::CheckIn | K::Hook | K::Complete | K::ConfirmHold | K::Fail | K::AskExtension => {
            of_vendor(1)
        }
        _ => lender(),
    }
}

/// Where a case stands while this is done to an order of this kind.
pub fn case_for(kind: OrderKind, action: OrderActionKind) -> CaseState {
    use OrderActionKind as K;
    match (kind, action) {
        (_, K::Withdraw | K::Reverse) => CaseState::Unrepossessed,
        (kind, K::SendBack | K::Complete | K::Acknowledge) if kind.takes() => CaseState::Secured,
        (kind, _) if kind.in_the_field() => CaseState::InRecovery,
        (OrderKind::Auction | OrderKind::Consign, _) => CaseState::ForDisposal,
        _ => CaseState::Secured,
    }
}

/// What lets an action happen, so that only the state of the order can refuse it.
pub fn facts_for(order: &Order, action: OrderActionKind) -> OrderFacts {
    OrderFacts {
        party: party_for(action),
        case: case_for(order.kind, action),
        holds: vec![],
        other_taker: None,
        taken_by: Some(order.id),
        dispatch: vec![],
        take: vec![],
        vendor: vec![],
        agents: vec![agent(1), agent(2), agent(3)],
        today: if action == OrderActionKind::Expire { day("2026-05-06") } else { today() },
    }
}

pub fn moment(action: OrderActionKind) -> DateTime<Utc> {
    if action == OrderActionKind::Expire { until() } else { now() }
}

pub fn try_with(order: &Order, action: OrderAction, facts: &OrderFacts) -> Result<order::Applied, Refusal> {
    let at = moment(action.kind());
    order::apply(order, action, facts, at, &OrderPolicy::default())
}

pub fn done_to(order: &Order, action: OrderAction) -> order::Applied {
    let facts = facts_for(order, action.kind());
    match try_with(order, action.clone(), &facts) {
        Ok(applied) => applied,
        Err(refusal) => panic!("{action:?} on {}: {refusal}", order.stage.state()),
    }
}

pub fn next(order: &Order, action: OrderAction) -> Order {
    done_to(order, action).0
}

pub fn refused_with(order: &Order, action: OrderAction, facts: &OrderFacts) -> Refusal {
    match try_with(order, action, facts) {
        Err(refusal) => refusal,
        Ok(applied) => panic!("allowed: {applied:?}"),
    }
}

/// An order of a kind in a state; one that left its route left it from the first step of it.
pub fn at(kind: OrderKind, state: OrderState) -> Order {
    use {OrderActionKind as K, OrderState as S};
    let along = |order: Order, state: S| -> Order {
        let route = kind.route();
        let steps = route.iter().take_while(|s| **s != state).chain([&state]).filter(|s| **s != S::Accepted);
        steps.fold(order, |order, step| match step {
            S::EnRoute => next(&order, probe(K::Depart)),
            S::OnSite => next(&next(&order, check_in(1)), check_in(2)),
            S::OnHook => next(&order, probe(K::Hook)),
            S::Completed => next(&order, probe(K::Complete)),
            other => panic!("{other} is no step"),
        })
    };
    let draft = new_order(kind);
    let from = |state: S, action: K| next(&at(kind, state), probe(action));
    match state {
        S::Draft => draft,
        S::Offered => from(S::Draft, K::Offer),
        S::Accepted => from(S::Offered, K::Accept),
        S::EnRoute | S::OnSite | S::OnHook | S::Completed => along(at(kind, S::Accepted), state),
        S::Acknowledged => from(S::Completed, K::Acknowledge),
        S::Invoiced => from(S::Acknowledged, K::Invoice),
        S::Paid => from(S::Invoiced, K::Pay),
        S::Declined => from(S::Offered, K::Decline),
        S::Expired => from(S::Offered, K::Expire),
        S::OnHold => from(S::Accepted, K::Hold),
        S::Withdrawn => from(S::Accepted, K::Withdraw),
        S::Failed => from(S::Accepted, K::Fail),
        S::Reversed => from(S::Completed, K::Reverse),
    }
}

/// States in which a vendor may act on an order of a kind, once nothing holds it.
pub fn live(kind: OrderKind) -> Vec<OrderState> {
    let steps = kind.route().iter().copied().filter(|s| *s != OrderState::Completed);
    [OrderState::Offered].into_iter().chain(steps).collect()
}

/// An order of a kind everywhere it can stand, by name.
pub fn everywhere(kind: OrderKind) -> Vec<(String, Order)> {
    use {OrderActionKind as K, OrderState as S};
    let has =
        |state: &S| !matches!(state, S::EnRoute | S::OnSite | S::OnHook | S::OnHold) || kind.route().contains(state);
    let plain = S::ALL.iter().filter(|state| has(state)).map(|state| (state.name().to_owned(), at(kind, *state)));
    let held = live(kind).into_iter().flat_map(|state| {
        let held = next(&at(kind, state), OrderAction::Hold { hold: hold_id(1) });
        let confirmed = held.stage.waits_for_vendor().then(|| next(&held, probe(K::ConfirmHold)));
        let name = format!("on_hold ({state})");
        let confirmed = confirmed.map(|order| (format!("{name}, confirmed"), order));
        [(name, held)].into_iter().chain(confirmed)
    });
    let term_over = ("expired (accepted)".to_owned(), next(&at(kind, S::Accepted), probe(K::Expire)));
    plain.chain([term_over]).chain(held).collect()
}
