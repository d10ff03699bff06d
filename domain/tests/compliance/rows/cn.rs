//! Mainland China.

use super::*;
use CheckKind as C;

pub fn rows() -> Vec<Row> {
    vec![
        row("CN-01", C::ContactWindow, "cn", call(), |s| s.at = at(s.zone, "2026-06-10T22:00:00")),
        row("CN-02", C::ContactFrequency, "cn", call(), |s| contacts(s, 3, 1, ContactOutcome::Conversation))
            .given(|s| contacts(s, 3, 12, ContactOutcome::Conversation)),
        row("CN-03", C::ContactFrequency, "cn", call(), |s| contacts(s, 6, 1, ContactOutcome::NoAnswer))
            .given(|s| contacts(s, 5, 1, ContactOutcome::NoAnswer)),
        row("CN-04", C::ThirdPartyContact, "cn", call(), |s| contacts(s, 2, 20, ContactOutcome::NoAnswer)).given(|s| {
            reach(s, Channel::Call, Party::EmergencyContact);
            contacts(s, 3, 20, ContactOutcome::NoAnswer);
        }),
        row("CN-04", C::ThirdPartyContact, "cn", call(), |s| s.facts.debtor.third_party_refused = Some(true)).given(
            |s| {
                reach(s, Channel::Call, Party::Household);
                s.facts.debtor.reach = Some(Reach::NumberInvalid);
            },
        ),
        row("CN-04", C::ThirdPartyContact, "cn", call(), |s| {
            s.action = GateAction::Letter { party: Party::Employer, address: AddressKind::Work, text: None };
        })
        .given(|s| {
            reach(s, Channel::Call, Party::Employer);
            s.facts.debtor.reach = Some(Reach::Dead);
        }),
        row("CN-05", C::SenderIdentified, "cn", call(), |s| s.facts.debtor.sender_identified = Some(false)),
        row("CN-05", C::WordsDenied, "cn", call(), |s| say(s, "你这个老 赖,快还钱")).given(|s| say(s, "请尽快还款")),
        row("CN-06", C::VendorListed, "cn", call(), |s| vendor(s, false, "2026-05-01", "2026-05-01")),
        row("CN-07", C::VendorEvaluated, "cn", dispatch(), |s| vendor(s, true, "2025-06-09", "2026-05-01"))
            .given(|s| vendor(s, true, "2025-06-10", "2026-05-01")),
        row("CN-08", C::LenderScope, "cn", call(), |s| s.facts.debt.lender_kind = Some(LenderKind::Leasing)),
        row("CN-09", C::LocationPurpose, "cn", GateAction::DisclosePosition, |s| s.facts.data.purpose = None),
        row("CN-10", C::PrivacyRecords, "cn", GateAction::DisclosePosition, |s| {
            s.facts.data.records.iter_mut().for_each(|r| {
                r.remove(&PrivacyRecord::ImpactAssessment);
            });
        }),
        row("CN-10", C::PrivacyRecords, "cn", GateAction::DiscloseToThirdParty { party: Party::Guarantor }, |s| {
            s.facts.data.records.iter_mut().for_each(|r| {
                r.remove(&PrivacyRecord::ThirdPartyConsent);
            });
        }),
        row(
            "CN-10",
            C::Retention,
            "cn",
            GateAction::Erase { class: RecordClass::ImpactAssessment, last: day("2023-06-10") },
            |s| s.action = GateAction::Erase { class: RecordClass::ImpactAssessment, last: day("2023-06-11") },
        ),
        // Ten working days before Wednesday 2026-06-10 is Wednesday 2026-05-27.
        row("CN-11", C::ErasureDeadline, "cn", GateAction::DisclosePosition, |s| {
            s.facts.data.erasure = Some(Asked::On(day("2026-05-26")));
        })
        .given(|s| s.facts.data.erasure = Some(Asked::On(day("2026-05-27")))),
        row("CN-12", C::ExportCap, "cn", GateAction::ExportTracks { points: 40 }, |s| {
            s.action = GateAction::ExportTracks { points: 41 };
        }),
        row("CN-13", C::Basis, "cn", take(), |s| on_ground(s, LegalBasis::SelfHelpNoBreach)),
        row("CN-14", C::Basis, "cn", take(), |s| on_ground(s, LegalBasis::SelfHelpNoBreach)),
        row("CN-15", C::Basis, "cn", GateAction::Take { ground: ground(LegalBasis::CourtOrder) }, |s| {
            s.action = GateAction::Take { ground: Ground { basis: LegalBasis::CourtOrder, reference: None } };
        }),
        row("CN-15", C::SaleRoute, "cn", GateAction::Sale { channel: SaleChannel::OpenAuction }, |s| {
            s.facts.sale.agreed = Some(false);
        }),
        row("CN-16", C::SelfSaleClause, "cn", take(), |s| s.facts.debt.self_sale_clause = Some(true)),
        row("CN-17", C::LienRegistered, "cn", dispatch(), |s| s.facts.debt.lien_registered = Some(false)),
        row("CN-18", C::RetakeTerms, "cn", take(), |s| s.facts.debt.terminated = Some(false))
            .given(|s| s.facts.debt.product = Some(Product::FinanceLease)),
        row("CN-18", C::NoticeBefore, "cn", take(), |s| without(s, NoticeKind::DefaultNotice))
            .given(|s| s.facts.debt.product = Some(Product::FinanceLease)),
        row("CN-18", C::Waterfall, "cn", GateAction::Distribute { profile: "cn_finance_lease".into() }, |s| {
            s.action = GateAction::Distribute { profile: "cn".into() };
        })
        .given(|s| s.facts.debt.product = Some(Product::FinanceLease)),
        row("CN-18", C::Waterfall, "cn", GateAction::Distribute { profile: "cn".into() }, |s| {
            s.action = GateAction::Distribute { profile: "us".into() };
        }),
        row("CN-19", C::LockOut, "cn", GateAction::CutEngine, |s| s.facts.device.locked_days = Some(7))
            .given(|s| s.facts.device.locked_days = Some(6)),
        row("CN-20", C::AbortOn, "cn", visit(), |s| s.facts.field.conduct = Some([Conduct::Intrusion].into())),
        row("CN-20", C::AbortOn, "cn", take(), |s| s.facts.field.conduct = None),
        row("CN-21", C::LoanGrade, "cn", authorise(), |s| s.facts.debt.dpd = Some(91))
            .given(|s| s.facts.debt.dpd = Some(90)),
        row("CN-22", C::Ladder, "cn", dispatch(), |s| s.facts.debt.dpd = Some(59))
            .given(|s| s.facts.debt.dpd = Some(60)),
        row("CN-22", C::Ladder, "cn", dispatch(), |s| s.facts.field.steps = Some([LadderStep::Calls].into())),
        row("CN-22", C::FeeCap, "cn", GateAction::ChargeFee { fee: FeeKind::Retake, amount: money(750_000) }, |s| {
            s.action = GateAction::ChargeFee { fee: FeeKind::Retake, amount: money(750_001) };
        }),
    ]
}
