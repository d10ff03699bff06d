//! The machine of a round: a pure function of the round, the action, the facts and the time.

use super::round::{Mode, OfferState, OfferStatus, Round, RoundState, Stage};
use super::{Action, ActionKind, Change, Effect, OfferEvent, sealed};
use crate::actor::Actor;
use crate::ids::{OfferId, VendorId};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::vendors::matching::Scored;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// The round after an action, its log rows, and what must follow. Without log rows nothing changed, the version
/// neither.
pub type Applied = (Round, Vec<OfferEvent>, Vec<Effect>);

/// What is known when an action is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Who asks.
    pub actor: Actor,
    /// The vendor whom the actor works for; `None`: the lender.
    pub vendor: Option<VendorId>,
    /// What keeps the order from being given to anybody: a hold, a law, a lost authorisation.
    pub order_blocked: Vec<Refusal>,
    /// What keeps vendors from it ([`crate::vendors::vendor_gaps`]); a vendor that is left out has no gaps.
    pub vendor_blocked: BTreeMap<VendorId, Vec<Refusal>>,
    /// Vendors by score with the opened quotes as prices, best first ([`crate::vendors::matching::rank`]).
    pub ranked: Vec<Scored>,
}

impl Facts {
    /// First thing that keeps a vendor from the order.
    pub(super) fn may_have(&self, vendor: VendorId) -> Result<(), Refusal> {
        let gaps = self.vendor_blocked.get(&vendor).into_iter().flatten();
        self.order_blocked.iter().chain(gaps).next().map_or(Ok(()), |refusal| Err(refusal.clone()))
    }
}

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
pub fn apply(round: &Round, action: Action, facts: &Facts, now: DateTime<Utc>) -> Result<Applied, Refusal> {
    own(round, &action, facts)?;
    state_allows(round, action.kind())?;
    let mut step = Step { round: round.clone(), facts, now, changes: vec![], effects: vec![] };
    match action {
        Action::Accept { offer } => {
            let index = step.open(offer)?;
            let vendor = round.offers[index].vendor;
            facts.may_have(vendor)?;
            step.change(Change::Accepted { offer, vendor });
            step.win(index, None);
        }
        Action::Decline { offer, reason } => {
            let index = step.open(offer)?;
            let vendor = step.end(index, OfferState::Declined { at: now, reason: reason.clone() });
            step.change(Change::Declined { offer, vendor, reason });
            step.go_on();
        }
        Action::Quote { offer, quote } => {
            let index = step.open(offer)?;
            let vendor = round.offers[index].vendor;
            facts.may_have(vendor)?;
            sealed::within_limits(round, &quote)?;
            step.round.offers[index].quote = Some(quote);
            step.change(Change::Quoted { offer, vendor });
        }
        Action::Withdraw { offer, reason } => {
            step.lender()?;
            let index = step.open(offer)?;
            let vendor = step.end(index, OfferState::Withdrawn { at: now, reason: reason.clone() });
            step.change(Change::Withdrawn { offer, vendor, reason });
            step.effects.push(Effect::OfferOver { offer, vendor });
            step.go_on();
        }
        Action::Cancel { reason } => {
            step.lender()?;
            step.end_open(|| OfferState::Withdrawn { at: now, reason: reason.clone() });
            step.round.queue.clear();
            step.to(Stage::Withdrawn { at: now, reason: reason.clone() }, Change::Cancelled { reason });
        }
        Action::Award { offer, reason } => {
            step.lender()?;
            let award = sealed::award(round, offer, reason, facts)?;
            let price = award.price;
            step.change(award.change);
            step.win(award.index, Some(price));
        }
        Action::Tick => step.tick(),
    }
    Ok(step.finish(round))
}

/// A vendor answers its own offers only; another's is not told from one that does not exist. The lender may record an
/// acceptance or a refusal that a vendor gave by word of mouth, but no sealed quote.
fn own(round: &Round, action: &Action, facts: &Facts) -> Result<(), Refusal> {
    let offer = match (action, facts.vendor) {
        (Action::Accept { offer } | Action::Decline { offer, .. } | Action::Quote { offer, .. }, Some(_)) => offer,
        (Action::Quote { .. }, None) => {
            let message = "only the vendor knows its quote before the close";
            return Err(Refusal::new("vendor_only", message, "have the vendor give its quote"));
        }
        _ => return Ok(()),
    };
    let own = round.offers.iter().any(|o| o.id == *offer && Some(o.vendor) == facts.vendor);
    if own { Ok(()) } else { Err(no_such_offer()) }
}

/// The table of the machine: which action a state and a mode know.
fn state_allows(round: &Round, kind: ActionKind) -> Result<(), Refusal> {
    use {ActionKind as A, RoundState as S};
    let wanted: &[S] = match kind {
        A::Accept | A::Decline | A::Quote | A::Withdraw => &[S::Open],
        A::Cancel => &[S::Open, S::Opened],
        A::Award => &[S::Opened],
        // A timer may come late; then there is nothing to tell.
        A::Tick => return Ok(()),
    };
    let state = round.stage.state();
    if !wanted.contains(&state) {
        let message = format!("{kind} is not possible while the round is {state}");
        let remedy = match state {
            _ if matches!(kind, A::Accept | A::Decline | A::Quote) => "ask the lender for another offer",
            S::Open => "wait until the round closes",
            S::Opened => "award one of the quotes, or cancel the round",
            S::Assigned | S::Exhausted | S::Withdrawn => "open another round",
        };
        return Err(Refusal::new("wrong_state", message, remedy));
    }
    match (kind, &round.mode) {
        (A::Accept, Mode::Sealed { .. }) => {
            Err(Refusal::new("wrong_mode", "this round asks for quotes", "give a quote; the lender awards"))
        }
        (A::Quote, Mode::Direct | Mode::Cascade) => {
            Err(Refusal::new("wrong_mode", "this round does not ask for quotes", "accept or decline the offer"))
        }
        _ => Ok(()),
    }
}

struct Step<'a> {
    round: Round,
    facts: &'a Facts,
    now: DateTime<Utc>,
    changes: Vec<(RoundState, RoundState, Change)>,
    effects: Vec<Effect>,
}

impl Step<'_> {
    fn lender(&self) -> Result<(), Refusal> {
        match self.facts.vendor {
            None => Ok(()),
            Some(_) => Err(Refusal::new("lender_only", "only the lender may do this", "ask the lender, or decline")),
        }
    }

    fn to(&mut self, stage: Stage, change: Change) {
        let (from, to) = (self.round.stage.state(), stage.state());
        self.round.stage = stage;
        self.changes.push((from, to, change));
    }

    fn change(&mut self, change: Change) {
        let state = self.round.stage.state();
        self.changes.push((state, state, change));
    }

    /// The offer, if it waits for an answer now.
    fn open(&self, offer: OfferId) -> Result<usize, Refusal> {
        let index = self.round.offers.iter().position(|o| o.id == offer).ok_or_else(no_such_offer)?;
        let found = &self.round.offers[index];
        match found.status_at(self.now) {
            OfferStatus::Open => Ok(index),
            OfferStatus::Expired => {
                let message = format!("the offer expired at {}", found.until);
                Err(Refusal::new("offer_in_time", message, "ask the lender for another offer"))
            }
            status => {
                let message = format!("the offer is {status}");
                Err(Refusal::new("offer_open", message, "ask the lender for another offer"))
            }
        }
    }

    fn end(&mut self, index: usize, state: OfferState) -> VendorId {
        self.round.offers[index].state = state;
        self.round.offers[index].vendor
    }

    /// Ends every offer that is still open, and tells its vendor.
    fn end_open(&mut self, state: impl Fn() -> OfferState) {
        for offer in self.round.offers.iter_mut().filter(|o| o.state == OfferState::Open) {
            offer.state = state();
            self.effects.push(Effect::OfferOver { offer: offer.id, vendor: offer.vendor });
        }
    }

    fn win(&mut self, index: usize, price: Option<Money>) {
        let (offer, vendor) = (self.round.offers[index].id, self.round.offers[index].vendor);
        self.round.offers[index].state = OfferState::Accepted { at: self.now };
        self.end_open(|| OfferState::Lost);
        self.round.queue.clear();
        self.round.stage = Stage::Assigned { offer, vendor, at: self.now };
        if let Some((_, to, _)) = self.changes.last_mut() {
            *to = RoundState::Assigned;
        }
        self.effects.push(Effect::Assign { offer, vendor, price });
    }

    fn tick(&mut self) {
        if self.round.stage != Stage::Open {
            return;
        }
        if let Mode::Sealed { closes_at } = self.round.mode {
            if self.now >= closes_at {
                self.open_quotes();
            }
            return;
        }
        for index in 0..self.round.offers.len() {
            let (offer, state) = (self.round.offers[index].id, self.round.offers[index].state.status());
            if state == OfferStatus::Open && self.round.offers[index].status_at(self.now) == OfferStatus::Expired {
                let vendor = self.end(index, OfferState::Expired);
                self.change(Change::Expired { offer, vendor });
                self.effects.push(Effect::OfferOver { offer, vendor });
            }
        }
        self.go_on();
    }

    /// At the close of a sealed round: offers without a quote have expired, the others are shown.
    fn open_quotes(&mut self) {
        for index in 0..self.round.offers.len() {
            let found = &self.round.offers[index];
            if found.state == OfferState::Open && found.quote.is_none() {
                let offer = found.id;
                let vendor = self.end(index, OfferState::Expired);
                self.change(Change::Expired { offer, vendor });
                self.effects.push(Effect::OfferOver { offer, vendor });
            }
        }
        let quotes = sealed::opened(&self.round);
        if quotes.is_empty() {
            return self.exhaust();
        }
        self.to(Stage::Opened { at: self.now }, Change::QuotesOpened { quotes });
        self.effects.push(Effect::ChooseQuote);
    }

    /// After an offer ended without a winner: the next is asked, or nobody is left. While the order is blocked nobody
    /// is asked; the next tick tries again.
    fn go_on(&mut self) {
        if self.round.offers.iter().any(|o| o.state == OfferState::Open) {
            return;
        }
        while !self.round.queue.is_empty() {
            if !self.facts.order_blocked.is_empty() {
                return;
            }
            let mut changes = vec![];
            self.round.ask_next(self.facts, self.now, &mut changes, &mut self.effects);
            let asked = changes.iter().any(|change| matches!(change, Change::Offered { .. }));
            changes.into_iter().for_each(|change| self.change(change));
            if asked {
                return;
            }
        }
        self.exhaust();
    }

    fn exhaust(&mut self) {
        self.to(Stage::Exhausted { at: self.now }, Change::Exhausted);
        self.effects.push(Effect::Exhausted);
    }

    fn finish(self, before: &Round) -> Applied {
        let Step { mut round, facts, now, changes, effects } = self;
        if !changes.is_empty() {
            round.version = before.version + 1;
        }
        let (order, number, version) = (round.order, round.number, round.version);
        let event = |(from, to, change)| OfferEvent {
            order,
            round: number,
            version,
            at: now,
            actor: facts.actor,
            from: Some(from),
            to,
            change,
        };
        let events = changes.into_iter().map(event).collect();
        (round, events, effects)
    }
}

fn no_such_offer() -> Refusal {
    Refusal::new("no_such_offer", "the round has no such offer", "choose one of your offers")
}
