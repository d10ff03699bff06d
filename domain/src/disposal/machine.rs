//! The lot machine: a pure function of the lot, the action, the facts, the time and the policy. What belongs to bids is
//! in `bidding`, to the end of a round in `closing`, to money in `payment`.

use super::{
    Action, ActionKind, Change, Effect, Lot, LotEvent, LotPolicy, LotState, Proof, Selling, Stage, Terms, UnsoldReason,
};
use crate::actor::Actor;
use crate::ids::{AppraisalId, BuyerId, UserId};
use crate::money::Money;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// The lot after an action, its log rows, and what must follow. Without log rows nothing changed, the version neither:
/// it had already been told.
pub type Applied = (Lot, Vec<LotEvent>, Vec<Effect>);

/// What is known of the buyer whom an action names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuyerFacts {
    /// Who.
    pub id: BuyerId,
    /// What keeps the buyer from buying ([`super::buyers::buyer_gaps`]).
    pub gaps: Vec<Refusal>,
    /// The buyer is connected to the lender or to the vendor who has the car.
    pub connected: bool,
}

/// What is known when an action is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Who asks.
    pub actor: Actor,
    /// The buyer whom the action names; for an award, [`Lot::candidate`].
    pub buyer: Option<BuyerFacts>,
    /// What keeps the car from being sold: a hold, a redemption, a notice, an old appraisal
    /// ([`crate::recovery::sale_gaps`]).
    pub blocked: Vec<Refusal>,
    /// The appraisal that counts ([`super::authoritative`]).
    pub appraised: Option<(AppraisalId, Money)>,
}

impl Facts {
    /// The buyer, if he is known and may buy.
    pub(super) fn may_buy(&self, buyer: BuyerId) -> Result<&BuyerFacts, Refusal> {
        let known = self.buyer.as_ref().filter(|facts| facts.id == buyer).ok_or_else(|| {
            Refusal::new("buyer_known", "the buyer is not in the registry", "register and verify the buyer first")
        })?;
        first(&known.gaps)?;
        Ok(known)
    }
}

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
pub fn apply(
    lot: &Lot,
    action: Action,
    facts: &Facts,
    now: DateTime<Utc>,
    policy: &LotPolicy,
) -> Result<Applied, Refusal> {
    if told_already(lot, &action)? {
        return Ok((lot.clone(), vec![], vec![]));
    }
    state_allows(lot, action.kind())?;
    let mut step = Step::new(lot, facts, now, policy);
    match action {
        Action::ChangeTerms { terms } => {
            terms.check()?;
            step.lot.terms = terms.clone();
            step.lot.terms_by = facts.actor;
            step.note(Change::TermsChanged { terms });
        }
        Action::RecordProof { proof } => {
            priced(lot, &proof)?;
            step.note(Change::ProofRecorded { proof });
        }
        Action::List { appraisal } => {
            let value = step.may_list(&lot.terms, appraisal)?;
            step.to(Stage::Listed { at: now, appraisal }, Change::Listed { appraisal, value, round: lot.round });
            step.effects.push(Effect::PublishListing);
        }
        Action::Relist { terms, appraisal } => step.relist(terms, appraisal)?,
        Action::LodgeDeposit { buyer, amount } => step.lodge(buyer, amount)?,
        Action::ReturnDeposit { buyer } => step.give_back(buyer)?,
        Action::Bid { bid, buyer, amount } => step.bid(bid, buyer, amount)?,
        Action::Buy { bid, buyer } => step.buy(bid, buyer)?,
        Action::ReportSale { bid, buyer, price, reference } => step.report_sale(bid, buyer, price, reference)?,
        Action::Tick => step.tick(),
        Action::ApproveReserve { reason } => step.approve(reason)?,
        Action::RejectBids { reason } => {
            step.person()?;
            step.unsold(UnsoldReason::BidsRejected, Some(reason));
        }
        Action::PassOver { reason } => step.pass_over(reason)?,
        Action::Award => step.award()?,
        Action::AcceptOffer { buyer } => step.accept_offer(buyer)?,
        Action::DeclineOffer { buyer } => step.decline_offer(buyer)?,
        Action::RecordPayment { payment, amount } => step.pay(payment, amount)?,
        Action::ExtendPayment { pay_by, reason } => step.extend(pay_by, reason)?,
        Action::Deliver { hand_over } => step.deliver(hand_over),
        Action::Withdraw { reason } => step.withdraw(reason)?,
    }
    Ok(step.finish(lot))
}

/// What a comparable car was sold for is an amount, in the lot's currency.
fn priced(lot: &Lot, proof: &Proof) -> Result<(), Refusal> {
    let Proof::Comparable { price, .. } = proof else { return Ok(()) };
    if price.minor <= 0 {
        return Err(Refusal::new("price_positive", "the price is not above 0", "give what the other car was sold for"));
    }
    let currency = lot.terms.currency();
    if price.currency == currency {
        return Ok(());
    }
    let message = format!("the price is in {}, the lot in {currency}", price.currency);
    Err(Refusal::new("one_currency", message, format!("give it in {currency}")))
}

/// A bid, purchase, report or payment that came before, under the same id: told again it changes nothing; told
/// otherwise it is refused.
fn told_already(lot: &Lot, action: &Action) -> Result<bool, Refusal> {
    let same = match action {
        Action::Bid { bid, buyer, amount } | Action::ReportSale { bid, buyer, price: amount, .. } => {
            lot.bid(*bid).map(|known| known.buyer == *buyer && known.amount == *amount)
        }
        Action::Buy { bid, buyer } => lot.bid(*bid).map(|known| known.buyer == *buyer),
        Action::RecordPayment { payment, amount } => {
            let payments = lot.award().map_or(&[][..], |award| &award.payments);
            payments.iter().find(|p| p.id == *payment).map(|known| known.amount == *amount)
        }
        _ => None,
    };
    if same == Some(false) {
        let message = "this id already stands for something else";
        return Err(Refusal::new("id_new", message, "give what is new a new id"));
    }
    Ok(same == Some(true))
}

/// The table of the machine: which action a state knows.
pub(super) fn state_allows(lot: &Lot, kind: ActionKind) -> Result<(), Refusal> {
    use {ActionKind as A, LotState as S};
    let wanted: &[S] = match kind {
        A::ChangeTerms | A::List => &[S::Draft],
        A::LodgeDeposit => &[S::Listed, S::Relisted, S::Open],
        A::ReturnDeposit => &[S::Listed, S::Relisted, S::Open],
        A::Bid | A::Buy | A::ReportSale => &[S::Open],
        A::ApproveReserve | A::RejectBids | A::PassOver | A::Award => &[S::Closed],
        A::AcceptOffer | A::DeclineOffer => &[S::Offered],
        A::RecordPayment | A::ExtendPayment => &[S::Awarded],
        A::Deliver => &[S::Paid],
        A::Relist => &[S::Unsold],
        A::Withdraw => &[S::Draft, S::Listed, S::Relisted, S::Open, S::Closed, S::Offered, S::Awarded, S::Unsold],
        // Proofs come late; and a timer may come when there is nothing to tell.
        A::RecordProof | A::Tick => return Ok(()),
    };
    let state = lot.state();
    if wanted.contains(&state) {
        return channel_allows(lot, kind);
    }
    let message = format!("{kind} is not possible while the lot is {state}");
    let names: Vec<&str> = wanted.iter().map(|s| s.name()).collect();
    let remedy = match state {
        S::Listed | S::Relisted if wanted == [S::Open] => format!("the lot opens at {}", lot.terms.opens_at),
        S::Withdrawn | S::Delivered => "draft another lot".to_owned(),
        _ => format!("it is possible while the lot is {}", names.join(", ")),
    };
    Err(Refusal::new("wrong_state", message, remedy))
}

/// Each channel finds its buyer its own way.
fn channel_allows(lot: &Lot, kind: ActionKind) -> Result<(), Refusal> {
    let (way, remedy) = match &lot.terms.selling {
        Selling::OpenAuction { .. } | Selling::SealedAuction { .. } => (ActionKind::Bid, "place a bid"),
        Selling::FixedPrice { .. } | Selling::BuyBack { .. } => (ActionKind::Buy, "buy at the fixed price"),
        Selling::Consignment { .. } | Selling::JudicialAuction { .. } => {
            (ActionKind::ReportSale, "have the sale reported by whoever sells it")
        }
    };
    if !matches!(kind, ActionKind::Bid | ActionKind::Buy | ActionKind::ReportSale) || kind == way {
        return Ok(());
    }
    let message = format!("{kind} does not fit a lot that is sold by {}", lot.terms.selling.channel());
    Err(Refusal::new("wrong_channel", message, remedy))
}

/// The first of what is in the way.
pub(super) fn first(gaps: &[Refusal]) -> Result<(), Refusal> {
    gaps.first().map_or(Ok(()), |refusal| Err(refusal.clone()))
}

pub(super) struct Step<'a> {
    pub(super) lot: Lot,
    pub(super) facts: &'a Facts,
    pub(super) now: DateTime<Utc>,
    pub(super) policy: &'a LotPolicy,
    changes: Vec<(LotState, LotState, Change)>,
    pub(super) effects: Vec<Effect>,
}

impl<'a> Step<'a> {
    pub(super) fn new(lot: &Lot, facts: &'a Facts, now: DateTime<Utc>, policy: &'a LotPolicy) -> Self {
        Step { lot: lot.clone(), facts, now, policy, changes: vec![], effects: vec![] }
    }
}

impl Step<'_> {
    pub(super) fn person(&self) -> Result<UserId, Refusal> {
        self.facts.actor.person().ok_or_else(|| {
            Refusal::new("person_required", "only a person may do this", "have a signed-in person do it")
        })
    }

    pub(super) fn to(&mut self, stage: Stage, change: Change) {
        let from = self.lot.state();
        self.lot.stage = stage;
        self.changes.push((from, self.lot.state(), change));
    }

    pub(super) fn note(&mut self, change: Change) {
        let state = self.lot.state();
        self.changes.push((state, state, change));
    }

    /// The appraisal's value, if nothing keeps the lot from being shown on these terms.
    pub(super) fn may_list(&self, terms: &Terms, appraisal: AppraisalId) -> Result<Money, Refusal> {
        first(&self.facts.blocked)?;
        if terms.closes_at <= self.now {
            let message = "the time in which the lot would be open is over";
            return Err(Refusal::new("open_time", message, "give later opens_at and closes_at"));
        }
        let remedy = "name the appraisal that counts now";
        let (counts, value) = self
            .facts
            .appraised
            .ok_or_else(|| Refusal::new("appraisal_fresh", "no appraisal of the car counts", "have it appraised"))?;
        if counts != appraisal {
            return Err(Refusal::new("appraisal_fresh", "another appraisal counts now", remedy));
        }
        if value.currency != terms.currency() {
            let message = format!("the appraisal is in {}, the lot in {}", value.currency, terms.currency());
            return Err(Refusal::new("one_currency", message, "give both in one currency"));
        }
        let channel = terms.selling.channel();
        let share = self.policy.floor_bp.get(&channel).copied().unwrap_or(0);
        let floor = i128::from(value.minor) * i128::from(share);
        if i128::from(terms.selling.floor().minor) * 10_000 < floor {
            let message =
                format!("a {channel} starts at {share} basis points of the appraisal of {} at least", value.to_major());
            return Err(Refusal::new("price_floor", message, "raise the price, or have the car appraised again"));
        }
        Ok(value)
    }

    fn relist(&mut self, terms: Terms, appraisal: AppraisalId) -> Result<(), Refusal> {
        terms.check()?;
        let value = self.may_list(&terms, appraisal)?;
        self.lot.round += 1;
        self.lot.bids.clear();
        self.lot.bids_opened = false;
        self.lot.deposits.clear();
        self.lot.out = BTreeSet::new();
        self.lot.approval = None;
        self.lot.terms = terms.clone();
        self.lot.terms_by = self.facts.actor;
        let round = self.lot.round;
        self.to(Stage::Listed { at: self.now, appraisal }, Change::Relisted { appraisal, value, round, terms });
        self.effects.push(Effect::PublishListing);
        Ok(())
    }

    fn finish(self, before: &Lot) -> Applied {
        let Step { mut lot, facts, now, changes, effects, .. } = self;
        if !changes.is_empty() {
            lot.version = before.version + 1;
        }
        let (id, version) = (lot.id, lot.version);
        let event = |(from, to, change)| LotEvent {
            lot: id,
            version,
            at: now,
            actor: facts.actor,
            from: Some(from),
            to,
            change,
        };
        let events = changes.into_iter().map(event).collect();
        (lot, events, effects)
    }
}
