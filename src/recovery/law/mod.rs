//! What the law of the place has against each step of a case now.
//!
//! [`Gate`] gathers what is on file and asks the gate of the domain; [`answers`] asks it for what the case's stage makes
//! possible, for the machines; [`Judged`] is one answer, stored with its action whatever becomes of that.

mod car;
mod charges;
mod contacts;
mod facts;
mod gate;
mod held;
mod judged;
mod maps;
mod people;
mod rules;
mod steps;

pub use car::{Car, judge_cut, judge_export, judge_link, judge_look};
pub(super) use charges::{judge_charges, judge_money, one_fee};
pub use contacts::{contact_action, judge_collection, judge_contact, judge_disposal};
pub use gate::{About, Gate, Said};
pub(super) use held::held_until;
pub use judged::Judged;
pub(super) use judged::{denied, keep};
pub use maps::{KeptBack, kept_back};
pub(super) use steps::dispatch;
pub use steps::{Step, gate_action};

use super::{Doing, OpenCase, RecoveryError};
use lienwatch_domain::compliance::checks::CheckKind;
use lienwatch_domain::compliance::{
    Decision, GateAction, GateActionKind, Ground, LegalBasis, OrderAim, Outcome, SaleChannel,
};
use lienwatch_domain::disposal::Lot;
use lienwatch_domain::ids::VendorId;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::{Authorisation, Law, Order, OrderKind, Stage};
use lienwatch_domain::refusal::Refusal;
use sqlx::PgConnection;

/// Rules on the contractor who gets an order: judged for each vendor that is asked, not for the order.
pub(super) const OF_VENDOR: [CheckKind; 3] =
    [CheckKind::VendorListed, CheckKind::VendorEvaluated, CheckKind::VendorAudited];

/// Of what is asked before a sale, what must be over before a car is cleared for it: the ways of sale and their proof
/// come later (`lifecycle.md` 3: redemption and notice periods elapsed).
const BEFORE_CLEARING: [CheckKind; 5] = [
    CheckKind::RedemptionPeriod,
    CheckKind::NotRedeemed,
    CheckKind::NoticeBefore,
    CheckKind::BankruptcyStay,
    CheckKind::MilitaryService,
];

/// What an action is about, as far as the law cares.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    /// The ground that is asked for; default: the one of the case.
    pub ground: Option<Ground>,
    /// The order; default: the one that takes the car.
    pub order: Option<Order>,
    /// The vendor; default: the one that works on the order.
    pub vendor: Option<VendorId>,
    /// The lot; default: the one that is not withdrawn.
    pub lot: Option<Lot>,
}

/// What the gate has against the steps that a case can take.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    /// As the case machine knows it.
    pub law: Law,
    /// Against visiting the debtor.
    pub visit: Vec<Refusal>,
    /// Each answer by itself.
    pub judged: Vec<Judged>,
}

impl Answers {
    /// The answer to an action of this kind, as it is stored with `step`.
    pub fn of(&self, kind: GateActionKind, step: &'static str) -> Option<Judged> {
        let found = self.judged.iter().find(|judged| judged.action.kind() == kind)?;
        Some(Judged { step, ..found.clone() })
    }
}

fn ground_of(authorisation: &Authorisation) -> Ground {
    Ground { basis: authorisation.request.basis, reference: authorisation.request.reference.clone() }
}

/// The ground that the case was authorised on.
pub(super) fn ground(open: &OpenCase) -> Option<Ground> {
    open.stored.case.stage.authorisation().map(ground_of)
}

/// What an order is about.
pub(super) fn aim_of(kind: OrderKind) -> OrderAim {
    OrderAim::of_order_kind(kind.name()).unwrap_or(OrderAim::Take)
}

/// Asks the gate for every step that the case's stage makes possible.
pub(super) async fn answers(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    wanted: Wanted,
) -> Result<Answers, RecoveryError> {
    let gate = Gate::of(c, doing, open).await?;
    answers_of(c, &gate, doing, open, wanted).await
}

/// As [`answers`], of a gate that is there already.
pub(super) async fn answers_of(
    c: &mut PgConnection,
    gate: &Gate,
    doing: &Doing,
    open: &OpenCase,
    wanted: Wanted,
) -> Result<Answers, RecoveryError> {
    let mut all = Answers::default();
    let ask = |action: GateAction, about: &About| gate.judge(open, doing, "look", action, about, doing.now);
    match &open.stored.case.stage {
        Stage::InReview { request } => {
            let asked = request.as_ref().map(|r| Ground { basis: r.basis, reference: r.reference.clone() });
            match wanted.ground.or(asked) {
                Some(ground) => {
                    let judged = ask(GateAction::Authorise { ground }, &About::default());
                    all.law.authorise = judged.decision.obstacles();
                    all.judged.push(judged);
                }
                None => {
                    let proof = Some(Reason::new("any proof").expect("the text is written here"));
                    let of = |basis: &LegalBasis| {
                        let ground = Ground { basis: *basis, reference: proof.clone() };
                        ask(GateAction::Authorise { ground }, &About::default()).decision
                    };
                    all.law.authorise = common(LegalBasis::ALL.iter().map(of));
                }
            }
        }
        Stage::Authorised { authorisation } | Stage::InRecovery { authorisation, .. } => {
            let ground = ground_of(authorisation);
            let authorise = ask(GateAction::Authorise { ground: ground.clone() }, &About::default());
            all.law.authorise = authorise.decision.obstacles();
            all.judged.push(authorise);
            let order = wanted.order.or_else(|| gate.taker().cloned());
            let about = gate.about_order(c, open, order, wanted.vendor).await?;
            let kind = about.order.as_ref().map_or(OrderKind::Repossess, |order| order.kind);
            let aim = aim_of(kind);
            let dispatch = ask(steps::dispatch(kind, &ground), &about);
            all.law.dispatch = without(&dispatch.decision, &OF_VENDOR).obstacles();
            all.judged.push(dispatch);
            if aim.takes() {
                let take = ask(GateAction::Take { ground }, &about);
                all.law.take = take.decision.obstacles();
                all.judged.push(take);
            }
            if aim == OrderAim::Visit {
                let visit = ask(steps::visit(), &about);
                all.visit = visit.decision.obstacles();
                all.judged.push(visit);
            }
        }
        Stage::InCustody { .. } => {
            let mut judged = ask(GateAction::Sale { channel: SaleChannel::JudicialAuction }, &About::default());
            judged.decision = only(&judged.decision, &BEFORE_CLEARING);
            all.law.dispose = judged.decision.obstacles();
            all.judged.push(judged);
        }
        Stage::ForDisposal { .. } => match wanted.lot.or_else(|| gate.lot().cloned()) {
            Some(lot) => {
                let channel = steps::channel(&lot);
                let judged = ask(GateAction::Sale { channel }, &About { lot: Some(lot), ..About::default() });
                all.law.sell = judged.decision.obstacles();
                all.judged.push(judged);
            }
            None => {
                let of =
                    |channel: &SaleChannel| ask(GateAction::Sale { channel: *channel }, &About::default()).decision;
                all.law.sell = common(SaleChannel::ALL.iter().map(of));
            }
        },
        Stage::Sold { .. } => {
            let profile = super::settle::profile(open)?.name().to_owned();
            let judged = ask(GateAction::Distribute { profile }, &About::default());
            all.law.settle = judged.decision.obstacles();
            all.judged.push(judged);
        }
        Stage::Flagged
        | Stage::Secured { .. }
        | Stage::Settled { .. }
        | Stage::GoingBack { .. }
        | Stage::Closed { .. } => {}
    }
    Ok(all)
}

/// What every one of these has against it: nothing that another choice would mend.
fn common(decisions: impl Iterator<Item = Decision>) -> Vec<Refusal> {
    let all: Vec<Vec<Refusal>> = decisions.map(|decision| decision.obstacles()).collect();
    let Some((first, rest)) = all.split_first() else { return vec![] };
    first.iter().filter(|gap| rest.iter().all(|other| other.contains(gap))).cloned().collect()
}

fn kept(decision: &Decision, keep: impl Fn(CheckKind) -> bool) -> Decision {
    let rules: Vec<_> = decision.rules.iter().filter(|hit| hit.check.is_none_or(&keep)).cloned().collect();
    let denied = Decision { rules: rules.clone(), ..decision.clone() };
    let by: Vec<_> = rules
        .iter()
        .filter(|hit| hit.effect == lienwatch_domain::compliance::HitEffect::Approve)
        .filter_map(|hit| hit.approver)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect();
    let outcome = match (denied.refusals().is_empty(), by.is_empty()) {
        (false, _) => Outcome::Deny,
        (true, false) => Outcome::NeedsApproval { by },
        (true, true) => Outcome::Allow,
    };
    Decision { outcome, ..denied }
}

/// The decision without what some kinds of checks had to say.
pub(super) fn without(decision: &Decision, kinds: &[CheckKind]) -> Decision {
    kept(decision, |check| !kinds.contains(&check))
}

/// The decision with what these kinds of checks had to say alone.
pub(super) fn only(decision: &Decision, kinds: &[CheckKind]) -> Decision {
    kept(decision, |check| kinds.contains(&check))
}
