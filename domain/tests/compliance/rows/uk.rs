//! The United Kingdom.

use super::*;
use CheckKind as C;

fn demand(minor: i64) -> GateAction {
    GateAction::DemandDeficiency { amount: money(minor) }
}

fn hire_purchase(s: &mut Scene) {
    s.facts.debt.product = Some(Product::HirePurchase);
}

pub fn rows() -> Vec<Row> {
    vec![
        row("UK-01", C::NoticeBefore, "uk", take(), |s| without(s, NoticeKind::DefaultNotice)),
        row("UK-02", C::ProtectedGoods, "uk", take(), |s| paid(s, 333_334, 1_000_000)).given(|s| {
            hire_purchase(s);
            paid(s, 333_333, 1_000_000);
        }),
        row("UK-02", C::ProtectedGoods, "uk", take(), |s| s.facts.taking.informed_consent = Some(false)).given(|s| {
            hire_purchase(s);
            paid(s, 900, 1_000);
            s.facts.taking.informed_consent = Some(true);
        }),
        row("UK-02", C::ProtectedGoods, "uk", GateAction::Take { ground: ground(LegalBasis::CourtOrder) }, |s| {
            on_ground(s, LegalBasis::ImpoundRelease);
        })
        .given(|s| {
            hire_purchase(s);
            paid(s, 900, 1_000);
        }),
        row("UK-02", C::Basis, "uk", take(), |s| on_ground(s, LegalBasis::SelfHelpNoBreach)),
        row("UK-03", C::ProtectedGoods, "uk", take(), |s| paid(s, 500, 1_000)).given(hire_purchase),
        row("UK-04", C::Basis, "uk", GateAction::Take { ground: ground(LegalBasis::ConsentedRecovery) }, |s| {
            s.action = GateAction::Take { ground: Ground { basis: LegalBasis::ConsentedRecovery, reference: None } };
        }),
        row("UK-05", C::PremisesEntry, "uk", GateAction::EnterPremises { premises: Premises::OpenDrive }, |s| {
            s.facts.taking.court_order = Some(false);
        })
        .given(|s| s.facts.taking.court_order = Some(true)),
        // Half of six million is three; one is paid.
        row("UK-06", C::LiabilityCap, "uk", demand(2_000_000), |s| s.action = demand(2_000_001))
            .given(|s| s.facts.debt.voluntarily_terminated = Some(true)),
        row("UK-06", C::Waterfall, "uk", GateAction::Distribute { profile: "uk_hp".into() }, |s| {
            s.action = GateAction::Distribute { profile: "us".into() };
        })
        .given(hire_purchase),
        row("UK-07", C::Vulnerability, "uk", visit(), |s| s.facts.debtor.vulnerable = Some(true)),
        row("UK-07", C::Vulnerability, "uk", authorise(), |s| s.facts.debtor.forbearance_considered = Some(false)),
        row("UK-08", C::ContactWindow, "uk", call(), |s| s.at = at(s.zone, "2026-06-10T21:00:00")),
        row("UK-09", C::SenderIdentified, "uk", letter(), |s| s.facts.debtor.sender_identified = Some(false)),
        row("UK-09", C::WordsDenied, "uk", call(), |s| say(s, "Our BAILIFFS will come."))
            .given(|s| say(s, "Please call us.")),
    ]
}
