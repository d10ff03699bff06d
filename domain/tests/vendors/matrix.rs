//! Every state by every action, of the three machines.

use super::agents::*;
use super::offers::*;
use super::quotes::*;
use super::*;
use lienwatch_domain::vendors::agents as people;
use lienwatch_domain::vendors::offers as asking;
use std::fmt::Write;

fn line(text: &mut String, situation: &str, kind: &str, result: Result<(String, Vec<&str>), Refusal>) {
    let result = match result {
        Ok((_, changes)) if changes.is_empty() => "no change".to_owned(),
        Ok((to, changes)) => format!("-> {to} ({})", changes.join(", ")),
        Err(refusal) => {
            assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty(), "{refusal:?}");
            format!("refused: {}", refusal.rule)
        }
    };
    writeln!(text, "{situation} | {kind} | {result}").expect("writes to a string");
}

fn vendor_situations() -> Vec<(&'static str, Vendor)> {
    vec![
        ("applicant", applicant()),
        ("applicant+complaint", walk(applicant(), vec![grave(1)])),
        ("active", active()),
        ("suspended", suspended()),
        ("suspended+complaint", walk(active(), vec![grave(1)])),
        ("terminated", terminated()),
    ]
}

fn vendor_probes() -> Vec<Action> {
    let kind = DocumentKind::Bond;
    vec![
        Action::ChangeProfile { profile: Profile { capacity: 1, ..profile() } },
        add(kind, "2026-12-30"),
        Action::RevokeDocument { kind, number: paper(kind, "2026-12-31").number, reason: why() },
        Action::Activate { reason: why() },
        Action::Suspend { cause: SuspensionCause::LenderDecision, reason: why() },
        Action::Reinstate { reason: why() },
        Action::Terminate { reason: why() },
        grave(2),
        resolve(1),
        rate("2026-Q1", good_figures()),
    ]
}

#[test]
fn the_matrix_of_vendors_is_the_one_on_file() {
    let mut made = String::from("situation | action | result\n");
    for (name, vendor) in vendor_situations() {
        for action in vendor_probes() {
            let kind = action.kind();
            let result = act(&vendor, action, &facts(bob())).map(|(after, events, _)| {
                (after.stage.state().to_string(), events.iter().map(|e| e.change.name()).collect())
            });
            line(&mut made, name, kind.name(), result);
        }
    }
    let filed = include_str!("vendor_matrix.txt");
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
}

#[test]
fn what_a_screen_offers_is_what_the_machine_allows() {
    let bare = enter_vendor(vendor_id(1), profile(), ann(), now()).expect("within limits").0;
    let situations = vendor_situations().into_iter().chain([("bare", bare)]);
    for (name, vendor) in situations {
        for actor in [ann(), bob(), Actor::System] {
            let offered = allowed(&vendor, &facts(actor), &VendorPolicy::default());
            assert_eq!(offered.len(), ActionKind::ALL.len());
            for action in vendor_probes() {
                let kind = action.kind();
                // What the action itself must bring is left open: a known paper, a person who resolves.
                if matches!(kind, ActionKind::RevokeDocument | ActionKind::ResolveComplaint) {
                    continue;
                }
                let refusal = offered.iter().find(|(k, _)| *k == kind).and_then(|(_, refusal)| refusal.as_ref());
                let applied = act(&vendor, action, &facts(actor)).err();
                assert_eq!(refusal.map(|r| &r.rule), applied.as_ref().map(|r| &r.rule), "{name} {kind}");
            }
        }
    }
}

#[test]
fn the_matrix_of_people_is_the_one_on_file() {
    let suspend = || people::Action::Suspend { reason: why() };
    let situations = [
        ("active", cleared(1)),
        ("suspended", done(cleared(1), vec![suspend()])),
        ("left", done(cleared(1), vec![leave(people::LeaverReason::Resigned)])),
    ];
    let probes = || {
        vec![
            certificate("2026-01-01", "2027-01-01"),
            background("2026-04-01", true),
            training("2026-04-01", 90),
            undertaking("2026-04-01"),
            suspend(),
            people::Action::Reinstate { reason: why() },
            leave(people::LeaverReason::TermOver),
        ]
    };
    let mut made = String::from("situation | action | result\n");
    for (name, agent) in situations {
        for action in probes() {
            let kind = action.kind();
            let result = people::apply(&agent, action, &people_facts(bob()), now()).map(|(after, events, _)| {
                (after.stage.state().to_string(), events.iter().map(|e| e.change.name()).collect())
            });
            line(&mut made, name, kind.name(), result);
        }
    }
    let filed = include_str!("agent_matrix.txt");
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
}

#[test]
fn the_matrix_of_rounds_is_the_one_on_file() {
    let direct = || opened(asking::Mode::Direct, 1);
    let step =
        |round, action, facts: asking::Facts| asking::apply(&round, action, &facts, later(1)).expect("allowed").0;
    let situations = [
        ("direct", direct()),
        ("cascade", opened(asking::Mode::Cascade, 2)),
        ("sealed", opened(sealed(), 2)),
        ("sealed+quote", step(opened(sealed(), 2), quote(1, 500), from(1))),
        ("opened", chosen_from()),
        ("assigned", step(direct(), accept(1), from(1))),
        ("exhausted", step(direct(), decline(1), from(1))),
        ("withdrawn", step(direct(), cancel(), lender())),
    ];
    let probes =
        || vec![accept(1), decline(1), quote(1, 400), withdraw(1), cancel(), award(1, None), asking::Action::Tick];
    let mut made = String::from("situation | by and when | action | result\n");
    for (name, round) in situations {
        for (who, facts, minutes) in [
            ("vendor in time", from(1), 59),
            ("lender in time", asking::Facts { ranked: scored(&[1, 2]), ..lender() }, 59),
            ("lender late", asking::Facts { ranked: scored(&[1, 2]), ..lender() }, 60),
        ] {
            for action in probes() {
                let kind = action.kind();
                let result = asking::apply(&round, action, &facts, later(minutes)).map(|(after, events, _)| {
                    (after.stage.state().to_string(), events.iter().map(|e| e.change.name()).collect())
                });
                line(&mut made, &format!("{name} | {who}"), kind.name(), result);
            }
        }
    }
    let filed = include_str!("round_matrix.txt");
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
}
