//! Taiwan.

use super::*;
use CheckKind as C;

pub fn rows() -> Vec<Row> {
    vec![
        row("TW-01", C::ContactWindow, "tw", call(), |s| s.at = at(s.zone, "2026-06-10T06:59:00"))
            .given(|s| s.at = at(s.zone, "2026-06-10T07:00:00")),
        row("TW-02", C::NoticeBefore, "tw", dispatch(), |s| without(s, NoticeKind::Outsourcing)),
        row("TW-03", C::NoThirdPartyData, "tw", GateAction::DiscloseToThirdParty { party: Party::Guarantor }, |s| {
            s.action = GateAction::DiscloseToThirdParty { party: Party::Employer };
        }),
        row("TW-03", C::VendorListed, "tw", letter(), |s| vendor(s, false, "2026-05-01", "2026-05-01"))
            .given(|s| vendor(s, true, "2026-05-01", "2026-05-01")),
        row("TW-03", C::PoliceReport, "tw", visit(), |s| s.facts.field.police_told = Some(false)).given(|s| {
            s.facts.field.conduct = Some([Conduct::Threat].into());
            s.facts.field.police_told = Some(true);
        }),
        row(
            "TW-04",
            C::Retention,
            "tw",
            GateAction::Erase { class: RecordClass::Recording, last: day("2025-12-10") },
            |s| s.action = GateAction::Erase { class: RecordClass::Recording, last: day("2025-12-11") },
        ),
        row(
            "TW-04",
            C::Retention,
            "tw",
            GateAction::Erase { class: RecordClass::TrainingRecord, last: day("2025-06-10") },
            |s| s.action = GateAction::Erase { class: RecordClass::TrainingRecord, last: day("2025-12-10") },
        ),
        row("TW-04", C::VendorAudited, "tw", dispatch(), |s| vendor(s, true, "2026-05-01", "2025-11-01")),
        row("TW-04", C::VendorEvaluated, "tw", dispatch(), |s| vendor(s, true, "2026-02-01", "2026-05-01")),
        // Three working days before Wednesday 2026-06-10 is Friday 2026-06-05.
        row("TW-04", C::ComplaintAnswered, "tw", call(), |s| {
            s.facts.debtor.complaint = Some(Asked::On(day("2026-06-04")));
        })
        .given(|s| s.facts.debtor.complaint = Some(Asked::On(day("2026-06-05")))),
        row("TW-04", C::RecordingOn, "tw", call(), |s| s.facts.field.recording = Some(false)),
        row("TW-05", C::Basis, "tw", take(), |s| on_ground(s, LegalBasis::SelfHelpNoBreach)),
        row("TW-06", C::NoticeBefore, "tw", take(), |s| without(s, NoticeKind::Repossession)),
        row("TW-06", C::RedemptionPeriod, "tw", sale(), |s| s.facts.sale.possession_on = Some(day("2026-05-31")))
            .given(|s| {
                without(s, NoticeKind::Repossession);
                s.facts.sale.possession_on = Some(day("2026-05-30"));
            }),
        row("TW-06", C::RedemptionPeriod, "tw", sale(), |s| without(s, NoticeKind::Repossession))
            .given(|s| s.facts.sale.possession_on = Some(day("2026-06-05"))),
        row("TW-06", C::NotRedeemed, "tw", sale(), |s| s.facts.sale.redeemed = Some(true)),
        row("TW-07", C::NoticeBefore, "tw", sale(), |s| without(s, NoticeKind::PublicSale)),
        row("TW-07", C::NoticeBefore, "tw", sale(), |s| without(s, NoticeKind::Sale)),
        row("TW-07", C::SaleRoute, "tw", GateAction::Sale { channel: SaleChannel::OpenAuction }, |s| {
            s.action = GateAction::Sale { channel: SaleChannel::FixedPrice };
        }),
        row("TW-07-30", C::SaleDeadline, "tw", sale(), |s| s.facts.sale.possession_on = Some(day("2026-05-10")))
            .given(|s| s.facts.sale.possession_on = Some(day("2026-05-11"))),
        row("TW-08", C::Waterfall, "tw", GateAction::Distribute { profile: "tw".into() }, |s| {
            s.action = GateAction::Distribute { profile: "cn".into() };
        }),
        row("TW-09", C::Waterfall, "tw", GateAction::Distribute { profile: "tw".into() }, |s| {
            s.action = GateAction::Distribute { profile: "us".into() };
        }),
        row("TW-09", C::ExplanationFirst, "tw", GateAction::PaySurplus, |s| {
            s.facts.sale.explanation_sent = Some(false)
        }),
    ]
}
