//! Every state by every action.

use super::*;
use std::fmt::Write;

fn situations() -> Vec<(&'static str, Case)> {
    vec![
        ("flagged", fresh()),
        ("in_review", in_review()),
        ("in_review+request", requested()),
        ("authorised", authorised()),
        ("closed", closed()),
    ]
}

fn probes() -> Vec<Action> {
    vec![
        Action::StartReview,
        request(),
        approve(),
        Action::Reject { reason: why() },
        Action::Return { reason: why() },
        place(2),
        Action::ConfirmHold { hold: hold_id(1) },
        release(1),
        loan(3, payment(50)),
        close(CloseReason::LenderCancel),
        Action::Reopen { reason: why() },
    ]
}

fn matrix() -> String {
    let mut text = String::from("situation | hold | action | result\n");
    for (name, base) in situations() {
        for hold in ["none", "pending", "active"] {
            let mut case = base.clone();
            if hold != "none" {
                let phase = if hold == "pending" { HoldPhase::Pending } else { HoldPhase::Active };
                case.holds.push(Hold {
                    id: hold_id(1),
                    kind: HoldKind::Complaint,
                    reason: why(),
                    cause: HoldCause::Placed,
                    placed_at: now(),
                    placed_by: ann(),
                    phase,
                });
            }
            for action in probes() {
                let kind = action.kind();
                let result = match act(&case, action, &facts(bob())) {
                    Ok((_, events, _)) if events.is_empty() => "no change".to_owned(),
                    Ok((after, events, _)) => {
                        let changes: Vec<_> = events.iter().map(|e| e.change.name()).collect();
                        format!("-> {} ({})", after.stage.state(), changes.join(", "))
                    }
                    Err(refusal) => format!("refused: {}", refusal.rule),
                };
                writeln!(text, "{name} | {hold} | {kind} | {result}").expect("writes to a string");
            }
        }
    }
    text
}

/// The whole machine on one page. To change it on purpose, print the matrix by the failing test and review the diff.
#[test]
fn the_transition_matrix_is_the_one_on_file() {
    let (made, filed) = (matrix(), include_str!("case_matrix.txt"));
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
}

#[test]
fn what_a_screen_offers_is_what_the_machine_allows() {
    for (name, case) in situations() {
        let offered = allowed(&case, &facts(bob()), now(), &CasePolicy::default());
        assert_eq!(offered.len(), ActionKind::ALL.len());
        for action in probes() {
            let kind = action.kind();
            let refusal = offered.iter().find(|(k, _)| *k == kind).and_then(|(_, refusal)| refusal.as_ref());
            let applied = act(&case, action, &facts(bob())).err();
            assert_eq!(refusal.map(|r| &r.rule), applied.as_ref().map(|r| &r.rule), "{name} {kind}");
        }
    }
}
