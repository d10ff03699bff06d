//! What is known when an action is asked for, from what is on file. What nobody recorded stays unknown.

use super::aim_of;
use super::gate::{About, Filed, Gate};
use crate::recovery::{Doing, OpenCase};
use crate::store::compliance::{Approval, LoanFile};
use crate::store::loans::StoredLoan;
use crate::store::policy::Place;
use crate::store::recorded::Recorded;
use chrono::{DateTime, Days, Utc};
use lienwatch_domain::compliance::{
    Approver, Asked, DataFacts, DebtFacts, GateAction, GateFacts, NoticeKind, PricePaid, PrivacyRecord, Product,
    SaleEvidence, SaleFacts, TakingFacts,
};
use lienwatch_domain::disposal::{Channel, LotState, Proof};
use lienwatch_domain::lending::{Arrears, Instalment, LoanStatus};
use lienwatch_domain::money::Money;
use lienwatch_domain::recovery::{OrderKind, Stage};
use std::collections::BTreeSet;
use uuid::Uuid;

/// An approval is good for so many days.
const APPROVAL_DAYS: u64 = 30;

impl Gate {
    /// Everything that is known of the case for `action` at `at`.
    pub fn facts(
        &self,
        open: &OpenCase,
        doing: &Doing,
        action: &GateAction,
        about: &About,
        at: DateTime<Utc>,
    ) -> GateFacts {
        GateFacts {
            debt: debt(&open.loan, &open.arrears, &open.place, &self.file),
            debtor: self.debtor(open, action, about, at),
            field: self.field(open, doing, action, about, at),
            taking: self.taking(open, about),
            sale: self.sale(open, about),
            device: about.device.clone(),
            data: DataFacts {
                purpose: None,
                records: privacy(&open.place, &self.file),
                erasure: self.file.erasure_asked_on.map(Asked::On),
                oldest_track: None,
            },
            notices: Some(self.notices.clone()),
            approved_by: agreed(&self.approvals, action, about.subject(), doing, at),
        }
    }

    fn taking(&self, open: &OpenCase, about: &About) -> TakingFacts {
        use Recorded as R;
        let case = &open.stored.case;
        let aim = about.order.as_ref().map_or(OrderKind::Repossess, |order| order.kind);
        let rivals = self.orders.iter().filter(|order| {
            let other = about.order.as_ref().is_none_or(|own| own.id != order.id);
            other && order.stage.is_live() && order.stage.work().is_some() && aim_of(order.kind) == aim_of(aim)
        });
        let count = |n: usize| Some(u32::try_from(n).unwrap_or(u32::MAX));
        TakingFacts {
            authorised: Some(case.stage.authorisation().is_some()),
            court_order: self.newest(|filed| matches!(filed.what, R::CourtOrder { .. }).then_some(true)),
            informed_consent: self.newest(|filed| match &filed.what {
                R::InformedConsent { given, .. } => Some(*given),
                _ => None,
            }),
            with_third_party: self.newest(|filed| match &filed.what {
                R::ThirdPartyPossession { with_third_party, .. } => Some(*with_third_party),
                _ => None,
            }),
            open_holds: count(case.open_holds().count()),
            other_live_orders: count(rivals.count()),
        }
    }

    fn sale(&self, open: &OpenCase, about: &About) -> SaleFacts {
        use Recorded as R;
        let stage = &open.stored.case.stage;
        let taken_at = stage.taken().map(|taken| taken.at);
        // What was found in the car of an earlier recovery says nothing of this one.
        let of_this = |filed: &Filed| taken_at.is_none_or(|at| filed.at >= at);
        let redeemed = open.loan.loan.status == LoanStatus::Settled
            || open.arrears.outstanding_minor <= 0
            || matches!(stage, Stage::GoingBack { .. });
        let explained = self.notices.iter().any(|notice| notice.notice == NoticeKind::Explanation);
        let sent = self.newest(|filed| match &filed.what {
            R::Explanation { sent_on: Some(_), .. } => Some(true),
            _ => None,
        });
        SaleFacts {
            possession_on: taken_at.map(|at| self.local(at).date()),
            redeemed: Some(redeemed),
            agreed: self.newest(|filed| match &filed.what {
                R::SaleAgreement { agreed, .. } => Some(*agreed),
                _ => None,
            }),
            deadline_waived: self.newest(|filed| matches!(filed.what, R::DeadlineWaiver { .. }).then_some(true)),
            evidence: Some(self.evidence(about)),
            explanation_sent: if explained { Some(true) } else { sent },
            explanation_asked: self.newest(|filed| match &filed.what {
                R::Explanation { asked_on: Some(on), .. } => Some(Asked::On(*on)),
                _ => None,
            }),
            property_listed: self.newest(|filed| match &filed.what {
                R::PropertyInventory { .. } if of_this(filed) => Some(true),
                _ => None,
            }),
            contraband_handed_over: self.newest(|filed| match &filed.what {
                R::Contraband { handed_over, .. } if of_this(filed) => Some(*handed_over),
                _ => None,
            }),
        }
    }

    /// Proof of a reasonable sale: as recorded, and as notices, appraisals and the lot's own log show. The bids of a lot
    /// that is not closed yet are still to come, and its log keeps every one.
    fn evidence(&self, about: &About) -> BTreeSet<SaleEvidence> {
        let recorded = self.records.iter().filter_map(|filed| match &filed.what {
            Recorded::SaleEvidence { of, .. } => Some(of.iter().copied()),
            _ => None,
        });
        let mut all: BTreeSet<SaleEvidence> = recorded.flatten().collect();
        if self.notices.iter().any(|notice| notice.notice.announces_sale()) {
            all.insert(SaleEvidence::Notices);
        }
        if self.appraised {
            all.insert(SaleEvidence::Appraisal);
        }
        if let Some(lot) = &about.lot {
            all.extend(self.proofs.iter().filter(|(of, _)| *of == lot.id).filter_map(|(_, proof)| proves(proof)));
            use LotState::{Draft, Listed, Open, Relisted};
            let auction = [Channel::OpenAuction, Channel::SealedAuction, Channel::JudicialAuction];
            // Where nobody bids, the one offer that is taken is the bid.
            let to_come = matches!(lot.state(), Draft | Listed | Relisted | Open)
                || !auction.contains(&lot.terms.selling.channel());
            if to_come || !lot.for_seller().all_bids.is_empty() {
                all.insert(SaleEvidence::Bids);
            }
        }
        all
    }
}

/// What a paper of a lot shows to the law.
fn proves(proof: &Proof) -> Option<SaleEvidence> {
    match proof {
        Proof::Notice { .. } => Some(SaleEvidence::Notices),
        Proof::Advertisement { .. } => Some(SaleEvidence::Advertising),
        Proof::Comparable { .. } => Some(SaleEvidence::Comparables),
        Proof::ConditionReport { .. } => None,
    }
}

/// What is on file for a contract: by itself, and with all of the lender's. Where neither says anything, nobody looked.
pub(super) fn privacy(place: &Place, file: &LoanFile) -> Option<BTreeSet<PrivacyRecord>> {
    let all = &place.policy.compliance.privacy;
    match &file.privacy {
        Some(own) => Some(own | all),
        None => (!all.is_empty()).then(|| all.clone()),
    }
}

/// The contract and what is owed.
pub(super) fn debt(stored: &StoredLoan, arrears: &Arrears, place: &Place, file: &LoanFile) -> DebtFacts {
    let loan = &stored.loan;
    let money = |minor: i64| Money::new(minor, loan.currency);
    let sum = |part: fn(&Instalment) -> i64| {
        loan.schedule.instalments().iter().fold(0_i64, |sum, i| sum.saturating_add(part(i)))
    };
    let interest = sum(|i| i.interest_minor);
    let price = file.deposit_minor.map(|deposit| {
        let whole = sum(|i| i.principal_minor).saturating_add(interest);
        let paid = whole.saturating_sub(arrears.outstanding_minor);
        PricePaid { paid: money(paid.saturating_add(deposit)), total: money(whole.saturating_add(deposit)) }
    });
    let default = arrears.dpd >= place.policy.cases.default_dpd.max(1);
    DebtFacts {
        lender_kind: place.policy.compliance.lender_kind,
        product: Product::from_name(loan.product.name()),
        consumer: file.consumer,
        checked_at: Some(stored.balance_as_of),
        in_default: Some(default && loan.status != LoanStatus::Settled),
        dpd: Some(arrears.dpd),
        weekly: Some(weekly(loan.schedule.instalments())),
        overdue: Some(money(arrears.overdue_minor)),
        principal: Some(money(arrears.principal_outstanding_minor)),
        finance_charge: Some(money(interest)),
        price,
        voluntarily_terminated: file.voluntarily_terminated,
        terminated: file.terminated,
        lien_registered: file.lien_registered,
        self_sale_clause: file.self_sale_clause,
    }
}

/// Instalments fall due every seven days.
fn weekly(instalments: &[Instalment]) -> bool {
    instalments.len() > 1 && instalments.windows(2).all(|pair| (pair[1].due - pair[0].due).num_days() == 7)
}

/// Who has agreed to exactly this action about this thing, not longer ago than an approval is good for. Who agrees is
/// another than who does it.
pub(super) fn agreed(
    approvals: &[Approval],
    action: &GateAction,
    subject: Option<Uuid>,
    doing: &Doing,
    at: DateTime<Utc>,
) -> BTreeSet<Approver> {
    let since = at.checked_sub_days(Days::new(APPROVAL_DAYS)).unwrap_or(at);
    let counts = |approval: &&Approval| {
        let same = approval.action == *action && approval.subject_id == subject;
        same && approval.at >= since && approval.by != doing.actor_name
    };
    approvals.iter().filter(counts).map(|approval| approval.approver).collect()
}
