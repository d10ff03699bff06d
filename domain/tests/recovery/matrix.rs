//! Every state by every action.

use super::*;
use std::fmt::Write;

/// Every action, with what fits the state of the case.
fn probes(case: &Case) -> Vec<Action> {
    let probes = vec![
        Action::StartReview,
        request(),
        approve(),
        Action::Reject { reason: why() },
        Action::Return { reason: why() },
        place(2),
        Action::ConfirmHold { hold: hold_id(1) },
        release(1),
        loan(3, payment(50)),
        close(fitting_reason(case.stage.state())),
        Action::Reopen { reason: why() },
        dispatch(),
        secure(),
        Action::EnterCustody { yard: yard() },
        clear(),
        sell(),
        Action::UndoSale { reason: why() },
        settle(),
        give_back(GoingBack::Redeemed),
        give_back(GoingBack::Reinstated),
        give_back(GoingBack::Unrepossessed),
    ];
    let kinds: Vec<ActionKind> = probes.iter().map(Action::kind).collect();
    assert_eq!(kinds.len(), ActionKind::ALL.len());
    assert!(ActionKind::ALL.iter().all(|kind| kinds.contains(kind)), "every action is probed");
    probes
}

fn held(base: &Case, phase: Option<HoldPhase>) -> Case {
    let mut case = base.clone();
    case.holds.extend(phase.map(|phase| Hold {
        id: hold_id(1),
        kind: HoldKind::Complaint,
        reason: why(),
        cause: HoldCause::Placed,
        placed_at: now(),
        placed_by: ann(),
        phase,
    }));
    case
}

fn matrix() -> String {
    let mut text = String::from("situation | hold | action | result\n");
    for (name, base) in all_situations() {
        for (hold, phase) in
            [("none", None), ("pending", Some(HoldPhase::Pending)), ("active", Some(HoldPhase::Active))]
        {
            let case = held(&base, phase);
            for action in probes(&case) {
                let kind = action.kind();
                let result = match act(&case, action, &fitting_facts(&case, kind, bob())) {
                    Ok((_, events, _)) if events.is_empty() => "no change".to_owned(),
                    Ok((after, events, effects)) => {
                        let changes: Vec<_> = events.iter().map(|e| e.change.name()).collect();
                        let tags: Vec<_> = effects.iter().map(tag).collect();
                        let then = if tags.is_empty() { String::new() } else { format!(": {}", tags.join(", ")) };
                        format!("-> {} ({}){then}", after.stage.state(), changes.join(", "))
                    }
                    Err(refusal) => format!("refused: {}", refusal.rule),
                };
                writeln!(text, "{name} | {hold} | {kind} | {result}").expect("writes to a string");
            }
        }
    }
    text
}

fn tag(effect: &Effect) -> String {
    let value = serde_json::to_value(effect).expect("serialises");
    value["effect"].as_str().expect("an effect is tagged by its name").to_owned()
}

/// The whole machine on one page. To change it on purpose, print the matrix by the failing test and review the diff.
#[test]
fn the_transition_matrix_is_the_one_on_file() {
    let (made, filed) = (matrix(), include_str!("case_matrix.txt"));
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
}

#[test]
fn what_a_screen_offers_is_what_the_machine_allows() {
    for (name, base) in all_situations() {
        for phase in [None, Some(HoldPhase::Pending)] {
            let case = held(&base, phase);
            for action in probes(&case) {
                let kind = action.kind();
                let nothing_done = Facts { work: WorkFacts::default(), ..facts(bob()) };
                let of_system = fitting_facts(&case, kind, Actor::System);
                for known in [fitting_facts(&case, kind, bob()), nothing_done, of_system] {
                    let offered = allowed(&case, &known, now(), &CasePolicy::default());
                    assert_eq!(offered.len(), ActionKind::ALL.len());
                    let refusal = offered.iter().find(|(k, _)| *k == kind).and_then(|(_, refusal)| refusal.as_ref());
                    let applied = act(&case, action.clone(), &known).err();
                    assert_eq!(refusal.map(|r| &r.rule), applied.as_ref().map(|r| &r.rule), "{name} {kind}");
                }
            }
        }
    }
}
