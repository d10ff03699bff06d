//! Places without a pack of their own, and what a lender asks of itself.

use super::*;
use CheckKind as C;

fn mail(address: AddressKind) -> GateAction {
    GateAction::Letter { party: Party::Debtor, address, text: None }
}

/// A row of the lender's own rules, at a place that has few of its own.
fn own(rule: &'static str, check: CheckKind, action: GateAction, wrong: fn(&mut Scene)) -> Row {
    row(rule, check, "us-TX", action, wrong).given(lender)
}

fn lender(s: &mut Scene) {
    s.lender = Pack::lender_default().clone();
}

pub fn rows() -> Vec<Row> {
    let mut rows = elsewhere();
    rows.extend(contact());
    rows.extend(field_and_money());
    rows
}

fn elsewhere() -> Vec<Row> {
    vec![
        row("OT-01", C::Basis, "other", take(), |s| on_ground(s, LegalBasis::ConsentedRecovery)),
        row("OT-02", C::ContactWindow, "other", call(), |s| s.at = at(s.zone, "2026-06-10T07:59:00")),
        row("OT-03", C::NoticeBefore, "other", take(), |s| without(s, NoticeKind::DefaultNotice)),
        row("OT-03", C::NoticeBefore, "other", sale(), |s| without(s, NoticeKind::Sale)),
        row("OT-04", C::PremisesEntry, "other", GateAction::EnterPremises { premises: Premises::OpenGround }, |s| {
            s.action = GateAction::EnterPremises { premises: Premises::Dwelling };
        }),
        row("OT-05", C::LocationPurpose, "other", GateAction::DisclosePosition, |s| s.facts.data.purpose = None),
        row("OT-05", C::PrivacyRecords, "other", GateAction::DisclosePosition, |s| {
            s.facts.data.records = Some([].into())
        }),
        row("OT-06", C::LockOut, "other", GateAction::DisclosePosition, |s| s.action = GateAction::CutEngine),
    ]
}

fn contact() -> Vec<Row> {
    vec![
        own("LP-01", C::ContactWindow, call(), |s| s.at = at(s.zone, "2026-06-10T07:59:00")),
        own("LP-02", C::IdentityVerified, call(), |s| s.facts.debtor.identity_verified = None),
        own("LP-03", C::SenderIdentified, call(), |s| s.facts.debtor.sender_identified = Some(false)),
        own("LP-04", C::ChannelDenied, call(), |s| reach(s, Channel::Messenger, Party::Debtor)),
        own("LP-05", C::WordsDenied, letter(), |s| say(s, "You dead-beat, pay. Deadbeat!")),
        own("LP-06", C::LetterLimits, mail(AddressKind::Home), |s| s.action = mail(AddressKind::Work)),
        own("LP-06", C::LetterLimits, mail(AddressKind::Home), |s| s.facts.debt.overdue = Some(money(0))),
        own("LP-06", C::LetterLimits, mail(AddressKind::Home), |s| {
            s.action = GateAction::Letter { party: Party::Household, address: AddressKind::Home, text: None };
        }),
        own("LP-07", C::Vulnerability, call(), |s| s.facts.debtor.vulnerable = Some(true)),
    ]
}

fn field_and_money() -> Vec<Row> {
    vec![
        own("LP-08", C::MinimumAgents, visit(), |s| s.facts.field.agents = Some(1)),
        own("LP-08", C::RecordingOn, visit(), |s| s.facts.field.recording = Some(false)),
        own("LP-08", C::AuthorisationLetter, take(), |s| s.facts.field.letter_valid = Some(false)),
        own("LP-09", C::AbortOn, visit(), |s| s.facts.field.conduct = Some([Conduct::ThingsTaken].into())),
        own("LP-10", C::CashDenied, call(), |s| s.action = GateAction::AcceptCash),
        own("LP-11", C::LoanRecheck, authorise(), |s| s.facts.debt.in_default = Some(false)),
        own("LP-11", C::NoOpenHold, GateAction::CutEngine, |s| s.facts.taking.open_holds = Some(2)),
        own("LP-11", C::SingleOrder, take(), |s| s.facts.taking.other_live_orders = None),
        own("LP-11", C::PresentRight, take(), |s| s.facts.taking.authorised = None),
        own("LP-12", C::NotRedeemed, sale(), |s| s.facts.sale.redeemed = None),
        own("LP-12", C::SaleEvidenceSet, sale(), |s| s.facts.sale.evidence = Some([].into())),
        own("LP-13", C::LocationPurpose, GateAction::DisclosePosition, |s| s.facts.data.purpose = None),
        own("LP-13", C::ExportCap, GateAction::ExportTracks { points: 40 }, |s| {
            s.action = GateAction::ExportTracks { points: 50 };
        }),
        own("LP-14", C::NoThirdPartyData, GateAction::DiscloseToThirdParty { party: Party::CoDebtor }, |s| {
            s.action = GateAction::DiscloseToThirdParty { party: Party::Household };
        }),
    ]
}
