//! Every kind in every state by every action.

use super::*;
use std::collections::BTreeMap;
use std::fmt::Write;

fn tag(effect: &OrderEffect) -> String {
    let value = serde_json::to_value(effect).expect("serialises");
    value["effect"].as_str().expect("an effect is tagged by its name").to_owned()
}

/// What every action does to one order. What its state or kind does not know is left out.
fn row(order: &Order, held: bool) -> String {
    let (mut done, mut refused): (Vec<String>, BTreeMap<String, Vec<&str>>) = Default::default();
    for kind in OrderActionKind::ALL {
        let mut facts = facts_for(order, *kind);
        facts.holds.extend(held.then(|| hold_id(1)));
        match try_with(order, probe(*kind), &facts) {
            Ok((_, events, _)) if events.is_empty() => done.push(format!("{kind} -> no change")),
            Ok((after, _, effects)) => {
                let tags: Vec<_> = effects.iter().map(tag).collect();
                let then = if tags.is_empty() { String::new() } else { format!(" [{}]", tags.join(" ")) };
                done.push(format!("{kind} -> {}{then}", after.stage.state()));
            }
            Err(refusal) if refusal.rule == "wrong_state" || refusal.rule == "step_of_kind" => {}
            Err(refusal) => refused.entry(refusal.rule.into_owned()).or_default().push(kind.name()),
        }
    }
    let done = if done.is_empty() { "nothing".to_owned() } else { done.join("; ") };
    let refused = refused.into_iter().map(|(rule, kinds)| format!("{rule}: {}", kinds.join(" ")));
    [done].into_iter().chain(refused).collect::<Vec<_>>().join(" | ")
}

fn block(kind: OrderKind) -> String {
    let mut text = String::new();
    for (name, mut order) in everywhere(kind) {
        order.term.asked = Some(day("2026-05-12"));
        let (free, held) = (row(&order, false), row(&order, true));
        writeln!(text, "{name} | {free}").expect("writes to a string");
        if held != free {
            writeln!(text, "{name}, case held | {held}").expect("writes to a string");
        }
    }
    text
}

/// Kinds that go the same ways share a page.
fn matrix() -> String {
    let mut pages: Vec<(Vec<&str>, String)> = vec![];
    for kind in OrderKind::ALL {
        let page = block(*kind);
        match pages.iter_mut().find(|(_, text)| *text == page) {
            Some((kinds, _)) => kinds.push(kind.name()),
            None => pages.push((vec![kind.name()], page)),
        }
    }
    pages.iter().map(|(kinds, page)| format!("== {}\n{page}", kinds.join(", "))).collect()
}

/// The whole machine. To change it on purpose, print the matrix by the failing test and review the diff.
#[test]
fn the_transition_matrix_of_orders_is_the_one_on_file() {
    let (made, filed) = (matrix(), include_str!("matrix.txt"));
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
}

#[test]
fn what_a_screen_offers_of_an_order_is_what_the_machine_allows() {
    for kind in OrderKind::ALL {
        for (name, order) in everywhere(*kind) {
            for held in [false, true] {
                for party in [lender(), of_vendor(1), of_vendor(2), Party::Lender(Actor::System)] {
                    for action in OrderActionKind::ALL {
                        let mut facts = facts_for(&order, *action);
                        facts.party = party;
                        facts.holds.extend(held.then(|| hold_id(1)));
                        let at = moment(*action);
                        let offered = order::allowed(&order, &facts, at, &OrderPolicy::default());
                        assert_eq!(offered.len(), OrderActionKind::ALL.len());
                        let refusal = offered.into_iter().find(|(k, _)| k == action).and_then(|(_, refusal)| refusal);
                        let applied = try_with(&order, probe(*action), &facts).err();
                        // What an acceptance brings is its own vendor's business.
                        if refusal.is_none() && *action == OrderActionKind::Accept && party == of_vendor(2) {
                            assert_eq!(applied.expect("refused").rule, "own_orders");
                            continue;
                        }
                        assert_eq!(
                            refusal.map(|r| r.rule),
                            applied.map(|r| r.rule),
                            "{kind} {name} {action} {party:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn an_order_knows_the_steps_of_its_kind_and_no_other() {
    use OrderActionKind as K;
    for (step, action) in
        [(OrderState::EnRoute, K::Depart), (OrderState::OnSite, K::CheckIn), (OrderState::OnHook, K::Hook)]
    {
        for kind in OrderKind::ALL.iter().filter(|kind| !kind.route().contains(&step)) {
            let order = at(*kind, OrderState::Accepted);
            let refusal = refused_with(&order, probe(action), &facts_for(&order, action));
            assert_eq!(refusal.rule, "step_of_kind", "{kind} {action}");
            assert!(refusal.remedy.contains("completed"), "{}", refusal.remedy);
        }
    }
}
