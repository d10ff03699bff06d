//! A round of offers of one order.

use super::{Change, Effect, Facts, OfferEvent};
use crate::ids::{OfferId, OrderId, VendorId};
use crate::money::Money;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Vendors a round asks at most.
const MAX_INVITED: usize = 50;

/// Longest time a vendor is given, minutes: two weeks.
const MAX_MINUTES: u32 = 14 * 24 * 60;

/// Who is to be asked, and the id of the offer that would be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The offer.
    pub offer: OfferId,
    /// The vendor.
    pub vendor: VendorId,
}

/// How vendors are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum Mode {
    /// One vendor.
    Direct,
    /// One after another, in the order of the list.
    Cascade,
    /// All at once; quotes are opened together.
    Sealed {
        /// When.
        closes_at: DateTime<Utc>,
    },
}

/// A price named by a vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The whole price of the order, above 0.
    pub price: Money,
    /// When the vendor would be there, minutes from acceptance.
    #[serde(default)]
    pub arrives_in_min: Option<u32>,
}

wire_names! {
    /// Every state of an offer, by its name.
    OfferStatus {
        /// Waits for an answer.
        Open = "open",
        /// Took the order.
        Accepted = "accepted",
        /// The vendor would not.
        Declined = "declined",
        /// No answer in time.
        Expired = "expired",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Another vendor has the order.
        Lost = "lost",
    }
}

/// Where an offer stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OfferState {
    /// Waits for an answer.
    Open,
    /// Took the order.
    Accepted {
        /// When.
        at: DateTime<Utc>,
    },
    /// The vendor would not.
    Declined {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
    /// No answer in time.
    Expired,
    /// Taken back.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
    /// Another vendor has the order.
    Lost,
}

impl OfferState {
    /// The state's name.
    pub fn status(&self) -> OfferStatus {
        match self {
            OfferState::Open => OfferStatus::Open,
            OfferState::Accepted { .. } => OfferStatus::Accepted,
            OfferState::Declined { .. } => OfferStatus::Declined,
            OfferState::Expired => OfferStatus::Expired,
            OfferState::Withdrawn { .. } => OfferStatus::Withdrawn,
            OfferState::Lost => OfferStatus::Lost,
        }
    }
}

/// An offer of the order to one vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Its id.
    pub id: OfferId,
    /// To whom.
    pub vendor: VendorId,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The first moment at which it is over.
    pub until: DateTime<Utc>,
    /// Where it stands.
    pub state: OfferState,
    /// The sealed quote, for the machine and the store; views hide it until the close.
    pub(super) quote: Option<Quote>,
}

impl Offer {
    /// Where it stands at a time: an open offer whose time is over has expired, told or not.
    pub fn status_at(&self, now: DateTime<Utc>) -> OfferStatus {
        match self.state.status() {
            OfferStatus::Open if now >= self.until => OfferStatus::Expired,
            status => status,
        }
    }
}

wire_names! {
    /// Every state of a round, by its name.
    RoundState {
        /// Vendors are being asked.
        Open = "open",
        /// Quotes are opened; the lender chooses.
        Opened = "opened",
        /// A vendor has the order.
        Assigned = "assigned",
        /// Nobody is left to ask.
        Exhausted = "exhausted",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

/// Where a round stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Stage {
    /// Vendors are being asked.
    Open,
    /// Quotes are opened; the lender chooses.
    Opened {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// A vendor has the order.
    Assigned {
        /// By which offer.
        offer: OfferId,
        /// Who.
        vendor: VendorId,
        /// When.
        at: DateTime<Utc>,
    },
    /// Nobody is left to ask.
    Exhausted {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// Taken back.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
}

impl Stage {
    /// The state's name.
    pub fn state(&self) -> RoundState {
        match self {
            Stage::Open => RoundState::Open,
            Stage::Opened { .. } => RoundState::Opened,
            Stage::Assigned { .. } => RoundState::Assigned,
            Stage::Exhausted { .. } => RoundState::Exhausted,
            Stage::Withdrawn { .. } => RoundState::Withdrawn,
        }
    }
}

/// A round of offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Of which order.
    pub order: OrderId,
    /// How many rounds this order has had, from 1.
    pub number: u32,
    /// How vendors are asked.
    pub mode: Mode,
    /// Minutes a vendor has to answer; in a sealed round the close counts.
    pub answer_minutes: u32,
    /// Offers made, in order.
    pub offers: Vec<Offer>,
    /// Who is asked next, in a cascade.
    pub queue: Vec<Invited>,
    /// Where it stands.
    pub stage: Stage,
    /// Counts changes, from 1; the store compares and sets it.
    pub version: u64,
}

impl Round {
    /// The offers that wait for an answer at a time.
    pub fn open_offers(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(move |o| o.status_at(now) == OfferStatus::Open)
    }

    /// When [`super::Action::Tick`] is next needed; `None` when the round is over or waits for a person. In the past
    /// while a cascade waits for the end of what blocks its order: every later tick tries again.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        match (&self.stage, &self.mode) {
            (Stage::Open, Mode::Sealed { closes_at }) => Some(*closes_at),
            (Stage::Open, _) => {
                let open = self.offers.iter().filter(|o| o.state == OfferState::Open).map(|o| o.until).min();
                open.or_else(|| self.offers.iter().map(|o| o.until).max())
            }
            _ => None,
        }
    }
}

impl Opening {
    /// When the round is over at the latest if every timer comes in time: for an order's own term of being offered.
    pub fn ends_by(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let minutes = i64::from(self.answer_minutes.min(MAX_MINUTES));
        let turns = if self.mode == Mode::Cascade { self.invited.len().min(MAX_INVITED) as i64 } else { 1 };
        match self.mode {
            Mode::Sealed { closes_at } => closes_at,
            _ => now + TimeDelta::minutes(minutes * turns),
        }
    }
}

/// How a round begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Of which order.
    pub order: OrderId,
    /// Which round of this order, from 1.
    pub number: u32,
    /// How vendors are asked.
    #[serde(flatten)]
    pub mode: Mode,
    /// Whom, best first; a direct round has one.
    pub invited: Vec<Invited>,
    /// Minutes a vendor has to answer, 1 to two weeks; in a sealed round the close counts.
    pub answer_minutes: u32,
}

/// Opens a round, version 1: the first vendor of a cascade is asked, or all of a sealed round. Vendors that may not
/// have the order are passed over; when none is left, the first reason refuses the round.
pub fn open_round(
    opening: Opening,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<(Round, Vec<OfferEvent>, Vec<Effect>), Refusal> {
    check(&opening, now)?;
    facts.order_blocked.first().map_or(Ok(()), |refusal| Err(refusal.clone()))?;
    let may: Vec<bool> = opening.invited.iter().map(|i| facts.may_have(i.vendor).is_ok()).collect();
    if !may.contains(&true) {
        facts.may_have(opening.invited[0].vendor)?;
    }
    let Opening { order, number, mode, invited, answer_minutes } = opening;
    let changes = vec![Change::Opened { mode: mode.clone(), invited: invited.len() as u32 }];
    let mut round =
        Round { order, number, mode, answer_minutes, offers: vec![], queue: invited, stage: Stage::Open, version: 1 };
    let (mut changes, mut effects) = (changes, vec![]);
    while !round.queue.is_empty() && (round.mode != Mode::Cascade || round.offers.is_empty()) {
        round.ask_next(facts, now, &mut changes, &mut effects);
    }
    let (to, actor) = (RoundState::Open, facts.actor);
    let event = |change| OfferEvent { order, round: number, version: 1, at: now, actor, from: None, to, change };
    let events = changes.into_iter().map(event).collect();
    Ok((round, events, effects))
}

impl Round {
    /// Asks the first of the queue, or passes it over.
    pub(super) fn ask_next(
        &mut self,
        facts: &Facts,
        now: DateTime<Utc>,
        changes: &mut Vec<Change>,
        effects: &mut Vec<Effect>,
    ) {
        let Invited { offer, vendor } = self.queue.remove(0);
        if let Some(gaps) = facts.vendor_blocked.get(&vendor).filter(|gaps| !gaps.is_empty()) {
            changes.push(Change::PassedOver { offer, vendor, refusals: gaps.clone() });
            return;
        }
        let (until, sealed) = match self.mode {
            Mode::Sealed { closes_at } => (closes_at, true),
            _ => (now + TimeDelta::minutes(i64::from(self.answer_minutes)), false),
        };
        self.offers.push(Offer { id: offer, vendor, at: now, until, state: OfferState::Open, quote: None });
        changes.push(Change::Offered { offer, vendor, until });
        effects.push(match sealed {
            true => Effect::InviteQuote { offer, vendor, until },
            false => Effect::OfferTo { offer, vendor, until },
        });
    }
}

fn check(opening: &Opening, now: DateTime<Utc>) -> Result<(), Refusal> {
    let n = opening.invited.len();
    let refuse = |rule: &'static str, message: String, remedy: &str| Err(Refusal::new(rule, message, remedy));
    if n == 0 {
        return refuse("vendors_named", "no vendor is named".into(), "name at least one vendor");
    }
    if n > MAX_INVITED {
        return refuse(
            "vendors_limit",
            format!("{n} vendors are named, at most {MAX_INVITED} are asked"),
            "name fewer",
        );
    }
    if opening.mode == Mode::Direct && n > 1 {
        return refuse("one_vendor", format!("{n} vendors are named"), "name one vendor, or use a cascade");
    }
    let vendors: BTreeSet<VendorId> = opening.invited.iter().map(|i| i.vendor).collect();
    let offers: BTreeSet<OfferId> = opening.invited.iter().map(|i| i.offer).collect();
    if vendors.len() < n || offers.len() < n {
        return refuse("each_once", "a vendor or an offer is named twice".into(), "name each once");
    }
    if !(1..=MAX_MINUTES).contains(&opening.answer_minutes) {
        let message = format!("{} minutes to answer are outside 1 to {MAX_MINUTES}", opening.answer_minutes);
        return refuse("answer_time", message, "give a time from one minute to two weeks");
    }
    if let Mode::Sealed { closes_at } = opening.mode
        && !(TimeDelta::minutes(1)..=TimeDelta::minutes(MAX_MINUTES.into())).contains(&(closes_at - now))
    {
        let message = format!("the round would close at {closes_at}");
        return refuse("closing_time", message, "close it between one minute and two weeks from now");
    }
    Ok(())
}
