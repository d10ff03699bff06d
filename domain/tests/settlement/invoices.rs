//! The invoice machine: every state by every action, matching, limits, two people, charge-backs.

use super::*;
use chrono::{DateTime, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::ids::*;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::order::Party;
use lienwatch_domain::settlement::invoice::*;
use std::fmt::Write;

fn now() -> DateTime<Utc> {
    "2026-05-02T03:00:00Z".parse().expect("a time")
}

fn why() -> Reason {
    Reason::new("because").expect("a reason")
}

fn order(n: u128) -> OrderId {
    OrderId(id(n))
}

fn vendor() -> VendorId {
    VendorId(id(40))
}

fn garage() -> Party {
    Party::Vendor { vendor: vendor(), actor: Actor::User(UserId(id(5))) }
}

fn person(n: u128) -> Party {
    Party::Lender(Actor::User(UserId(id(n))))
}

fn line(n: u128, minor: i64) -> InvoiceLine {
    InvoiceLine { order: order(n), amount: m(minor), text: None, charged_back: false }
}

fn fee(minor: i64) -> OrderFee {
    OrderFee { vendor: vendor(), payable: Ok(m(minor)), reversed: false, other_invoice: None }
}

/// Two orders that earn 100 000 and 50 000.
fn facts(party: Party) -> InvoiceFacts {
    InvoiceFacts { party, orders: [(order(1), fee(100_000)), (order(2), fee(50_000))].into() }
}

fn drafted(lines: Vec<InvoiceLine>) -> Invoice {
    let number = InvoiceNumber::new("2026-04").expect("a number");
    draft(InvoiceId(id(70)), number, cny(), lines, garage(), now()).expect("begun").0
}

/// Asks for what the fees are, in all 150 000: within the limits.
fn exact() -> Vec<InvoiceLine> {
    vec![line(1, 100_000), line(2, 50_000)]
}

fn strict() -> InvoicePolicy {
    InvoicePolicy { auto_limit_minor: 0, ..InvoicePolicy::default() }
}

fn act(invoice: &Invoice, action: InvoiceAction, facts: &InvoiceFacts) -> Result<Applied, Refusal> {
    apply(invoice, action, facts, now(), &strict())
}

#[track_caller]
fn walk(invoice: Invoice, steps: Vec<(InvoiceAction, Party)>) -> Invoice {
    steps.into_iter().fold(invoice, |invoice, (action, party)| match act(&invoice, action.clone(), &facts(party)) {
        Ok((invoice, ..)) => invoice,
        Err(refusal) => panic!("{action:?}: {refusal}"),
    })
}

fn approve() -> InvoiceAction {
    InvoiceAction::Approve { reason: why() }
}

fn pay() -> InvoiceAction {
    InvoiceAction::Pay { payment: PaymentId(id(80)) }
}

fn charge_back(n: u128) -> InvoiceAction {
    InvoiceAction::ChargeBack { order: order(n), reason: why() }
}

fn submitted(lines: Vec<InvoiceLine>) -> Invoice {
    walk(drafted(lines), vec![(InvoiceAction::Submit, garage())])
}

fn held_against(lines: Vec<InvoiceLine>) -> Invoice {
    walk(submitted(lines), vec![(InvoiceAction::Match, Party::Lender(Actor::System))])
}

fn approved(lines: Vec<InvoiceLine>) -> Invoice {
    walk(held_against(lines), vec![(approve(), person(1)), (approve(), person(2))])
}

fn paid() -> Invoice {
    walk(approved(exact()), vec![(pay(), person(1))])
}

fn reversed(party: Party, orders: &[u128]) -> InvoiceFacts {
    let mut facts = facts(party);
    for n in orders {
        facts.orders.get_mut(&order(*n)).expect("known").reversed = true;
    }
    facts
}

fn situations() -> Vec<(&'static str, Invoice)> {
    let too_much = vec![line(1, 100_000), line(2, 60_000)];
    vec![
        ("draft", drafted(exact())),
        ("submitted", submitted(exact())),
        ("matched", held_against(exact())),
        ("matched+1", walk(held_against(exact()), vec![(approve(), person(1))])),
        ("disputed", held_against(too_much.clone())),
        ("disputed+1", walk(held_against(too_much), vec![(approve(), person(1))])),
        ("approved", approved(exact())),
        ("paid", paid()),
        ("rejected", walk(submitted(exact()), vec![(InvoiceAction::Reject { reason: why() }, person(1))])),
        ("charged_back", {
            let both = reversed(person(1), &[1, 2]);
            let one = act(&paid(), charge_back(1), &both).expect("charged back").0;
            act(&one, charge_back(2), &both).expect("charged back").0
        }),
    ]
}

fn matrix() -> String {
    let mut text = String::from("situation | party | action | result\n");
    for (name, invoice) in situations() {
        for (who, party) in [("vendor", garage()), ("person 1", person(1)), ("person 2", person(2))] {
            for action in [
                InvoiceAction::Revise { lines: exact() },
                InvoiceAction::Submit,
                InvoiceAction::Match,
                approve(),
                InvoiceAction::Dispute { reason: why() },
                InvoiceAction::Reject { reason: why() },
                pay(),
                charge_back(1),
            ] {
                let kind = action.kind();
                let facts = if kind == InvoiceActionKind::ChargeBack { reversed(party, &[1]) } else { facts(party) };
                let result = match act(&invoice, action, &facts) {
                    Ok((after, events, _)) => {
                        let names: Vec<String> = events.iter().map(|e| change(&e.change)).collect();
                        format!("-> {} ({})", after.stage.state(), names.join(", "))
                    }
                    Err(refusal) => format!("refused: {}", refusal.rule),
                };
                writeln!(text, "{name} | {who} | {kind} | {result}").expect("writes to a string");
            }
        }
    }
    text
}

fn change(change: &InvoiceChange) -> String {
    let value = serde_json::to_value(change).expect("serialises");
    value["change"].as_str().expect("a name").to_owned()
}

/// The whole machine on one page. To change it on purpose, print the matrix by the failing test and review the diff.
#[test]
fn the_transition_matrix_is_the_one_on_file() {
    let (made, filed) = (matrix(), include_str!("invoice_matrix.txt"));
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
}

#[test]
fn what_a_screen_offers_is_what_the_machine_allows() {
    for (name, invoice) in situations() {
        for party in [garage(), person(1), person(2)] {
            let facts = reversed(party, &[1]);
            let offered = allowed(&invoice, &facts, now(), &strict());
            assert_eq!(offered.len(), InvoiceActionKind::ALL.len());
            for (kind, refusal) in offered {
                let action = match kind {
                    InvoiceActionKind::Revise => InvoiceAction::Revise { lines: exact() },
                    InvoiceActionKind::Submit => InvoiceAction::Submit,
                    InvoiceActionKind::Match => InvoiceAction::Match,
                    InvoiceActionKind::Approve => approve(),
                    InvoiceActionKind::Dispute => InvoiceAction::Dispute { reason: why() },
                    InvoiceActionKind::Reject => InvoiceAction::Reject { reason: why() },
                    InvoiceActionKind::Pay => pay(),
                    InvoiceActionKind::ChargeBack => charge_back(1),
                };
                assert_eq!(refusal, act(&invoice, action, &facts).err(), "{name} {kind}");
            }
        }
    }
}

fn findings(lines: Vec<InvoiceLine>, facts: &InvoiceFacts) -> Vec<(Finding, i64)> {
    let matching = matched(&submitted(lines), facts, &InvoicePolicy::default()).expect("fits");
    matching.lines.iter().map(|l| (l.finding, l.payable.minor)).collect()
}

#[test]
fn each_line_is_held_against_its_fee() {
    let all = facts(person(1));
    assert_eq!(findings(exact(), &all), [(Finding::Exact, 100_000), (Finding::Exact, 50_000)]);
    // 1 % of 50 000 is 500, but the tolerance is 100 at most.
    let near = findings(vec![line(1, 100_100), line(2, 50_101)], &all);
    assert_eq!(near, [(Finding::WithinTolerance, 100_100), (Finding::More, 50_000)]);
    assert_eq!(findings(vec![line(1, 99_000), line(9, 5)], &all), [(Finding::Less, 99_000), (Finding::NotTheirs, 0)]);

    let mut odd = facts(person(1));
    odd.orders.get_mut(&order(1)).expect("known").other_invoice = Some(InvoiceId(id(71)));
    let refusal = Refusal::new("documents_complete", "documents are missing", "hand them in");
    odd.orders.get_mut(&order(2)).expect("known").payable = Err(refusal);
    assert_eq!(findings(exact(), &odd), [(Finding::InvoicedElsewhere, 0), (Finding::NotPayable, 0)]);
    odd.orders.get_mut(&order(1)).expect("known").reversed = true;
    odd.orders.get_mut(&order(2)).expect("known").vendor = VendorId(id(41));
    assert_eq!(findings(exact(), &odd), [(Finding::Reversed, 0), (Finding::NotTheirs, 0)]);
}

#[test]
fn small_exact_invoices_need_nobody_and_others_need_two_people() {
    let auto = |lines, policy: &InvoicePolicy| {
        let system = facts(Party::Lender(Actor::System));
        let (after, events, effects) =
            apply(&submitted(lines), InvoiceAction::Match, &system, now(), policy).expect("matched");
        (after.stage.state(), events.len(), effects)
    };
    let policy = InvoicePolicy { auto_limit_minor: 150_000, ..InvoicePolicy::default() };
    let (state, rows, effects) = auto(exact(), &policy);
    assert_eq!((state, rows), (InvoiceState::Approved, 2));
    assert_eq!(effects.iter().filter(|e| matches!(e, InvoiceEffect::OrderInvoiced { .. })).count(), 2);
    let lower = InvoicePolicy { auto_limit_minor: 149_999, ..InvoicePolicy::default() };
    assert_eq!(auto(exact(), &lower).0, InvoiceState::Matched);
    assert_eq!(auto(vec![line(1, 100_001)], &policy).0, InvoiceState::Matched, "no variance is allowed");
    let lenient = InvoicePolicy { auto_variance: bps(1), ..policy };
    assert_eq!(auto(vec![line(1, 100_010)], &lenient).0, InvoiceState::Approved);
    assert_eq!(auto(vec![line(1, 100_011)], &lenient).0, InvoiceState::Matched);

    let first = walk(held_against(exact()), vec![(approve(), person(1))]);
    assert_eq!(act(&first, approve(), &facts(person(1))).expect_err("the same person").rule, "two_people");
    let machine = Party::Lender(Actor::ApiKey(ApiKeyId(id(3))));
    assert_eq!(act(&first, approve(), &facts(machine)).expect_err("no person").rule, "person_required");
    let second = walk(first, vec![(approve(), person(2))]);
    assert!(matches!(&second.stage, InvoiceStage::Approved { approved: Approved::ByPeople { first, second }, .. }
        if first.by != second.by));
}

#[test]
fn a_disputed_invoice_is_paid_as_computed_or_handed_in_again() {
    let disputed = held_against(vec![line(1, 100_000), line(2, 60_000)]);
    let agreed = walk(disputed.clone(), vec![(approve(), person(1)), (approve(), person(2))]);
    assert_eq!(agreed.payments(), [(order(1), m(100_000)), (order(2), m(50_000))]);
    let again = walk(disputed.clone(), vec![(InvoiceAction::Revise { lines: exact() }, garage())]);
    assert_eq!(again.stage.state(), InvoiceState::Submitted);

    // Fees that changed in between are looked at again.
    let mut other = facts(person(1));
    other.orders.insert(order(2), fee(40_000));
    assert_eq!(act(&disputed, approve(), &other).expect_err("changed").rule, "matched_now");
    let nothing = held_against(vec![line(9, 5)]);
    assert_eq!(act(&nothing, approve(), &facts(person(1))).expect_err("nothing").rule, "nothing_to_pay");
}

/// An approved invoice that is doubted, or whose fees changed, bills nothing any more.
#[test]
fn what_is_doubted_after_its_approval_bills_nothing() {
    let invoice = approved(exact());
    let doubt = InvoiceAction::Dispute { reason: why() };
    let released = [1, 2].map(|n| InvoiceEffect::OrderReleased { order: order(n) });
    let (doubted, events, effects) = act(&invoice, doubt.clone(), &facts(person(1))).expect("doubted");
    assert_eq!((doubted.stage.state(), events.len(), &effects[..2]), (InvoiceState::Disputed, 1, &released[..]));
    assert!(matches!(&doubted.stage, InvoiceStage::Disputed { reason: Some(_), approval: None, .. }));
    let again = walk(doubted, vec![(approve(), person(1)), (approve(), person(2))]);
    assert_eq!(again.stage.state(), InvoiceState::Approved);
    let machine = Party::Lender(Actor::System);
    assert_eq!(act(&invoice, doubt, &facts(machine)).expect_err("no person").rule, "person_required");

    let mut cut = facts(person(1));
    cut.orders.insert(order(2), fee(40_000));
    let (.., effects) = act(&invoice, InvoiceAction::Match, &cut).expect("judged again");
    assert_eq!(effects[..2], released);
    // Matched again within the limits: what was billed stays billed, once.
    let lenient = InvoicePolicy::default();
    let (after, _, effects) =
        apply(&invoice, InvoiceAction::Match, &facts(person(1)), now(), &lenient).expect("judged again");
    assert_eq!((after.stage.state(), effects), (InvoiceState::Approved, vec![InvoiceEffect::NotifyVendor]));
}

#[test]
fn a_reversed_order_is_not_paid_until_its_line_is_charged_back() {
    let invoice = approved(exact());
    let facts = reversed(person(1), &[2]);
    let refusal = act(&invoice, pay(), &facts).expect_err("reversed");
    assert_eq!(refusal.rule, "order_reversed");
    assert!(refusal.remedy.contains("charge its line back"), "{refusal}");
    let (less, ..) = act(&invoice, charge_back(2), &facts).expect("charged back");
    assert_eq!(less.stage.state(), InvoiceState::Approved);
    let (done, _, effects) = act(&less, pay(), &facts).expect("the rest is paid");
    let payments: Vec<&InvoiceEffect> =
        effects.iter().filter(|e| matches!(e, InvoiceEffect::PayOrder { .. })).collect();
    assert_eq!(payments, [&InvoiceEffect::PayOrder { order: order(1), amount: m(100_000), over: m(0) }]);
    assert_eq!(done.total(), Ok(m(100_000)));

    // A fee that changed after the approval is judged again, not paid.
    let mut cut = facts.clone();
    cut.orders.insert(order(1), fee(90_000));
    assert_eq!(act(&less, pay(), &cut).expect_err("changed").rule, "matched_now");
    let (judged, ..) = act(&less, InvoiceAction::Match, &cut).expect("matched again");
    assert_eq!(judged.stage.state(), InvoiceState::Disputed);

    // Paid, then undone: the contractor owes it back.
    let undone = reversed(person(1), &[1, 2]);
    let (last, _, effects) = act(&done, charge_back(1), &undone).expect("charged back");
    assert_eq!(effects[0], InvoiceEffect::ClaimBack { order: order(1), amount: m(100_000) });
    assert!(matches!(last.stage, InvoiceStage::ChargedBack { payment: Some(_), .. }));
    assert_eq!(act(&done, charge_back(2), &undone).expect_err("twice").rule, "no_such_line");
    assert_eq!(act(&done, charge_back(1), &reversed(person(1), &[])).expect_err("stands").rule, "reversed_first");
}

#[test]
fn what_differs_within_the_tolerance_is_told_to_the_books() {
    let invoice = approved(vec![line(1, 100_100), line(2, 49_000)]);
    let (.., effects) = act(&invoice, pay(), &facts(person(1))).expect("paid");
    assert_eq!(
        effects[..3],
        [
            InvoiceEffect::PayOrder { order: order(1), amount: m(100_100), over: m(100) },
            InvoiceEffect::PayOrder { order: order(2), amount: m(49_000), over: m(0) },
            InvoiceEffect::WaiveRest { order: order(2), amount: m(1_000) },
        ]
    );
}

#[test]
fn lines_that_cannot_be_are_refused() {
    let begin = |lines, party| {
        let number = InvoiceNumber::new("7").expect("a number");
        draft(InvoiceId(id(70)), number, cny(), lines, party, now()).expect_err("refused").rule
    };
    assert_eq!(begin(vec![], garage()), "invoice_lines");
    assert_eq!(begin(vec![line(1, 0)], garage()), "invoice_lines");
    assert_eq!(begin(vec![line(1, 5), line(1, 6)], garage()), "invoice_lines");
    assert_eq!(begin(vec![line(1, 5); MAX_LINES + 1], garage()), "invoice_lines");
    assert_eq!(begin(exact(), person(1)), "vendors_own");
    let foreign = Party::Vendor { vendor: VendorId(id(41)), actor: Actor::User(UserId(id(6))) };
    assert_eq!(
        act(&drafted(exact()), InvoiceAction::Submit, &facts(foreign)).expect_err("foreign").rule,
        "vendors_own"
    );
    for bad in ["", "  ", "a\nb", &"9".repeat(65)] {
        assert!(InvoiceNumber::new(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn an_invoice_survives_the_store() {
    for (name, invoice) in situations() {
        let text = serde_json::to_string(&invoice).expect("serialises");
        assert_eq!(serde_json::from_str::<Invoice>(&text).expect("parses"), invoice, "{name}");
    }
    let (_, events, effects) = act(&submitted(exact()), InvoiceAction::Match, &facts(person(1))).expect("matched");
    let text = serde_json::to_string(&(&events, &effects)).expect("serialises");
    let back: (Vec<InvoiceEvent>, Vec<InvoiceEffect>) = serde_json::from_str(&text).expect("parses");
    assert_eq!(back, (events, effects));
    let policy: InvoicePolicy = serde_json::from_str("{\"auto_limit_minor\": 5}").expect("parses");
    assert_eq!(policy.tolerance_minor, 100);
}
