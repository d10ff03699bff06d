//! The United States, with the states that have rows of their own.

use super::*;
use CheckKind as C;

fn erase(class: RecordClass, last: &str) -> GateAction {
    GateAction::Erase { class, last: day(last) }
}

fn fee(fee: FeeKind, amount: i64) -> GateAction {
    GateAction::ChargeFee { fee, amount: money(amount) }
}

fn cure(rule: &'static str, place: &'static str) -> Row {
    row(rule, C::RightToCure, place, dispatch(), |s| without(s, NoticeKind::RightToCure))
}

fn sale_notice(items: &[NoticeItem]) -> GateAction {
    GateAction::ServeNotice {
        notice: NoticeKind::Sale,
        method: ServiceMethod::Post,
        items: items.iter().copied().collect(),
        text: None,
    }
}

pub fn rows() -> Vec<Row> {
    let mut rows = base();
    rows.extend([
        cure("US-15-MA", "us-MA"),
        cure("US-15-WI", "us-WI"),
        cure("US-15-CO", "us-CO"),
        cure("US-15-IA", "us-IA"),
        cure("US-15-KS", "us-KS"),
        cure("US-15-MO", "us-MO"),
        cure("US-15-NE", "us-NE"),
        cure("US-15-SC", "us-SC"),
        cure("US-15-ME", "us-ME"),
        cure("US-15-WV", "us-WV"),
    ]);
    rows.extend(devices_and_data());
    rows
}

fn base() -> Vec<Row> {
    vec![
        row("US-01", C::ContactWindow, "us-TX", call(), |s| s.at = at(s.zone, "2026-06-10T21:00:00")),
        row("US-02", C::ContactFrequency, "us-TX", call(), |s| contacts(s, 7, 24, ContactOutcome::NoAnswer))
            .given(|s| contacts(s, 6, 24, ContactOutcome::NoAnswer)),
        // The day of the conversation is the first of the seven.
        row("US-02", C::WaitAfterConversation, "us-TX", call(), |s| contacts(s, 1, 1, ContactOutcome::Conversation))
            .given(|s| {
                contacts(s, 1, 1, ContactOutcome::Conversation);
                let week = chrono::TimeDelta::days(7);
                s.facts.debtor.contacts.iter_mut().flatten().for_each(|c| c.at -= week);
            }),
        row("US-03", C::Retention, "us-TX", erase(RecordClass::ContactRecord, "2023-06-10"), |s| {
            s.action = erase(RecordClass::ContactRecord, "2023-06-11");
        }),
        row("US-03", C::Retention, "us-TX", erase(RecordClass::Recording, "2023-06-10"), |s| {
            s.action = erase(RecordClass::Recording, "2023-06-11");
        }),
        row("US-04", C::PresentRight, "us-TX", take(), |s| s.facts.debt.in_default = Some(false)),
        row("US-04", C::PresentRight, "us-TX", dispatch(), |s| s.facts.taking.authorised = Some(false)),
        row("US-05", C::Basis, "us-TX", GateAction::Take { ground: ground(LegalBasis::CourtOrder) }, |s| {
            s.action = GateAction::Take { ground: Ground { basis: LegalBasis::CourtOrder, reference: None } };
        }),
        row("US-05", C::AbortOn, "us-TX", take(), |s| s.facts.field.conduct = Some([Conduct::Objection].into())),
        row("US-05", C::PremisesEntry, "us-TX", GateAction::EnterPremises { premises: Premises::OpenDrive }, |s| {
            s.action = GateAction::EnterPremises { premises: Premises::ClosedStructure };
        }),
        row("US-06", C::NoticeBefore, "us-TX", sale(), |s| without(s, NoticeKind::Sale)),
        row("US-07", C::NoticeContents, "us-TX", sale_notice(NoticeItem::ALL), |s| {
            s.action = sale_notice(&[NoticeItem::SaleMethod, NoticeItem::SaleTime]);
        }),
        row("US-08", C::SaleEvidenceSet, "us-TX", sale(), |s| {
            s.facts.sale.evidence.iter_mut().for_each(|e| {
                e.remove(&SaleEvidence::Bids);
            });
        }),
        row("US-09", C::SaleDeadline, "us-TX", sale(), |s| paid(s, 600, 1_000)).given(|s| {
            paid(s, 599, 1_000);
            s.facts.sale.possession_on = Some(day("2026-03-11"));
        }),
        row("US-09", C::SaleDeadline, "us-TX", sale(), |s| s.facts.sale.possession_on = Some(day("2026-03-11"))).given(
            |s| {
                paid(s, 600, 1_000);
                s.facts.sale.possession_on = Some(day("2026-03-12"));
            },
        ),
        row("US-10", C::NotRedeemed, "us-TX", sale(), |s| s.facts.sale.redeemed = Some(true)),
        row("US-11", C::ExplanationFirst, "us-TX", GateAction::DemandDeficiency { amount: money(1) }, |s| {
            s.facts.sale.explanation_sent = Some(false);
        }),
        row("US-11", C::ExplanationFirst, "us-TX", GateAction::Distribute { profile: "us".into() }, |s| {
            s.facts.sale.explanation_asked = Some(Asked::On(day("2026-05-26")));
        })
        .given(|s| {
            s.facts.sale.explanation_sent = Some(false);
            s.facts.sale.explanation_asked = Some(Asked::On(day("2026-05-27")));
        }),
        row("US-11", C::Waterfall, "us-TX", GateAction::Distribute { profile: "us".into() }, |s| {
            s.action = GateAction::Distribute { profile: "cn".into() };
        }),
        row("US-12", C::StatutoryDamages, "us-TX", take(), |s| s.facts.debt.finance_charge = Some(money(90_000))),
        row("US-13", C::MilitaryService, "us-TX", take(), |s| {
            s.facts.debtor.military =
                Some(MilitaryCheck { on: day("2026-06-10"), active: true, contract_before_service: true });
        }),
        row("US-13", C::MilitaryService, "us-TX", sale(), |s| {
            s.facts.debtor.military =
                Some(MilitaryCheck { on: day("2026-06-08"), active: false, contract_before_service: false });
        })
        .given(|s| {
            s.facts.debtor.military =
                Some(MilitaryCheck { on: day("2026-06-09"), active: false, contract_before_service: false });
        }),
        row("US-14", C::BankruptcyStay, "us-TX", call(), |s| s.facts.debtor.bankruptcy_stay = Some(true)),
        row("US-15", C::RegionKnown, "us-TX", authorise(), |s| s.places = vec![place("us")]),
        row("US-16", C::CureNoticeAge, "us-MA", take(), |s| {
            s.facts.notices = Some(vec![notice(NoticeKind::RightToCure, day("2025-06-09"))]);
        })
        .given(|s| s.facts.notices = Some(vec![notice(NoticeKind::RightToCure, day("2025-06-10"))])),
        row("US-16", C::CureNoticeAge, "us-MA", take(), |s| s.facts.debtor.moved_in_on = Some(day("2026-05-01"))),
    ]
}

fn devices_and_data() -> Vec<Row> {
    vec![
        row("US-17", C::PropertyKept, "us-CA", GateAction::DisposeProperty, |s| {
            s.facts.sale.possession_on = Some(day("2026-04-11"));
        })
        .given(|s| s.facts.sale.possession_on = Some(day("2026-04-10"))),
        row("US-17", C::PropertyKept, "us-CA", GateAction::DisposeProperty, |s| {
            s.facts.sale.contraband_handed_over = Some(false);
        })
        .given(|s| s.facts.sale.possession_on = Some(day("2026-04-10"))),
        row("US-18", C::EngineCut, "us-NJ", GateAction::CutEngine, |s| s.facts.debt.dpd = Some(9))
            .given(|s| s.facts.debt.dpd = Some(10)),
        row("US-18", C::EngineCut, "us-NJ", GateAction::CutEngine, |s| s.facts.debt.weekly = Some(false)).given(|s| {
            s.facts.debt.weekly = Some(true);
            s.facts.debt.dpd = Some(5);
        }),
        row("US-18", C::EngineCut, "us-NJ", GateAction::CutEngine, |s| {
            s.facts.device.warnings.iter_mut().for_each(|w| {
                w.pop();
            });
        }),
        row("US-18", C::EngineCut, "us-NJ", GateAction::CutEngine, |s| {
            let late = s.at - chrono::TimeDelta::hours(72) + chrono::TimeDelta::minutes(1);
            s.facts.device.warnings.iter_mut().flatten().for_each(|w| w.at = late);
        })
        .given(|s| {
            let just = s.at - chrono::TimeDelta::hours(72);
            s.facts.device.warnings.iter_mut().flatten().for_each(|w| w.at = just);
        }),
        row("US-18", C::EngineCut, "us-NJ", GateAction::CutEngine, |s| s.facts.device.moving = Some(true)),
        row("US-18", C::EngineCut, "us-NJ", GateAction::CutEngine, |s| s.facts.device.emergency_restart_h = Some(47)),
        row("US-18", C::FeeDenied, "us-NJ", fee(FeeKind::Device, 0), |s| s.action = fee(FeeKind::Device, 1)),
        row("US-19", C::EngineCut, "us-NV", GateAction::CutEngine, |s| s.facts.device.agreement = Some(false)),
        row("US-19", C::EngineCut, "us-NV", GateAction::CutEngine, |s| s.facts.debt.dpd = Some(29))
            .given(|s| s.facts.debt.dpd = Some(30)),
        row("US-19", C::Retention, "us-NV", GateAction::ExportTracks { points: 3 }, |s| {
            s.facts.data.oldest_track = Some(day("2025-12-11"));
        })
        .given(|s| s.facts.data.oldest_track = Some(day("2025-12-12"))),
        row("US-20", C::LoanRecheck, "us-TX", GateAction::CutEngine, |s| {
            s.facts.debt.checked_at = Some(s.at - chrono::TimeDelta::minutes(61));
        })
        .given(|s| s.facts.debt.checked_at = Some(s.at - chrono::TimeDelta::minutes(60))),
        row("US-21", C::NoOpenHold, "us-TX", dispatch(), |s| s.facts.taking.open_holds = Some(1)),
        row("US-21", C::SingleOrder, "us-TX", dispatch(), |s| s.facts.taking.other_live_orders = Some(1)),
        row("US-21", C::LoanRecheck, "us-TX", sale(), |s| {
            s.facts.debt.checked_at = Some(s.at + chrono::TimeDelta::minutes(6));
        })
        .given(|s| s.facts.debt.checked_at = Some(s.at + chrono::TimeDelta::minutes(5))),
        row("US-22", C::FeeDenied, "us-TX", fee(FeeKind::Retake, 100), |s| {
            s.action = fee(FeeKind::PropertyReturn, 100)
        }),
    ]
}
