//! Fees from what was done.

use super::basis::{Basis, FeeLine};
use super::card::{Rate, RateCard, Tier};
use super::penalty::{Conduct, PenaltyLine, penalties};
use crate::ids::{CaseId, EntryId, OrderId, RateCardId, VendorId};
use crate::money::{Currency, Money, MoneyError};
use crate::recovery::OrderKind;
use crate::refusal::Refusal;
use crate::settlement::ledger::{Cause, Entry, Head, book};
use crate::settlement::waterfall::CostKind;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What an order came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkDone {
    /// Which order.
    pub order: OrderId,
    /// What was asked for.
    pub kind: OrderKind,
    /// By whom it was done.
    pub vendor: VendorId,
    /// When it was accepted: the card of that day prices it.
    pub accepted_on: NaiveDate,
    /// The car was found or taken.
    pub found: bool,
    /// What the recovery brought in money: paid by the borrower, or the price of the car.
    pub recovered: Money,
    /// Distance driven for it.
    pub km: u32,
    /// Days kept.
    pub days: u32,
    /// Keys made.
    pub keys: u32,
    /// Visits made.
    pub visits: u32,
}

/// The fees of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeSheet {
    /// Which order.
    pub order: OrderId,
    /// Who earns them.
    pub vendor: VendorId,
    /// By which card.
    pub card: RateCardId,
    /// Of all amounts.
    pub currency: Currency,
    /// Fees; lines of nothing are told too.
    pub lines: Vec<FeeLine>,
    /// What is cut.
    pub penalties: Vec<PenaltyLine>,
}

/// As which cost a kind of order burdens the borrower.
pub fn cost_of(kind: OrderKind) -> CostKind {
    match kind {
        OrderKind::Repossess
        | OrderKind::VoluntarySurrender
        | OrderKind::ImpoundInvoluntary
        | OrderKind::ImpoundVoluntary
        | OrderKind::Investigate
        | OrderKind::FieldVisit => CostKind::Retake,
        OrderKind::ConditionReport => CostKind::Inspection,
        OrderKind::Tow => CostKind::Tow,
        OrderKind::Transport => CostKind::Transport,
        OrderKind::Store => CostKind::Storage,
        OrderKind::Auction => CostKind::Auction,
        OrderKind::Consign => CostKind::SaleFee,
        OrderKind::MakeKeys => CostKind::Key,
    }
}

impl FeeSheet {
    /// The fees of an order by a card.
    ///
    /// # Errors
    /// The card is of another vendor, does not price the order on that day, or is in another currency.
    pub fn compute(card: &RateCard, done: &WorkDone, conduct: Conduct) -> Result<FeeSheet, Refusal> {
        if card.vendor != done.vendor || !card.has(done.kind) || !card.covers(done.accepted_on) {
            let message = format!("card {} has no price for this {} on {}", card.id, done.kind, done.accepted_on);
            return Err(Refusal::new("rate_card_in_force", message, "use the card that was in force"));
        }
        if done.recovered.compare(Money::zero(card.currency))?.is_lt() {
            let message = format!("recovered is {}", done.recovered);
            return Err(Refusal::new("amount_range", message, "give zero or more"));
        }
        let mut lines = Vec::new();
        for row in card.rows.iter().filter(|row| row.order == done.kind) {
            let cost = row.on_borrower.then(|| cost_of(done.kind));
            let priced = price(&row.rate, done)?;
            lines.extend(priced.into_iter().map(|(basis, amount)| FeeLine { basis, cost, amount }));
        }
        let gross = Money::sum(lines.iter().map(|l| l.amount), card.currency)?;
        let penalties = penalties(card.penalties, conduct, gross)?;
        let (order, vendor, currency) = (done.order, done.vendor, card.currency);
        Ok(FeeSheet { order, vendor, card: card.id, currency, lines, penalties })
    }

    /// Fees before penalties.
    pub fn gross(&self) -> Result<Money, MoneyError> {
        Money::sum(self.lines.iter().map(|l| l.amount), self.currency)
    }

    /// All penalties.
    pub fn penalty(&self) -> Result<Money, MoneyError> {
        Money::sum(self.penalties.iter().map(|l| l.amount), self.currency)
    }

    /// What is due in the end; never below zero.
    pub fn net(&self) -> Result<Money, MoneyError> {
        self.gross()?.minus(self.penalty()?)
    }

    /// The entries that book the fees and the penalties, one for each line that is not of nothing. `ids` are those of
    /// the new entries, at least [`FeeSheet::entry_count`].
    pub fn entries(&self, case: CaseId, at: DateTime<Utc>, ids: &[EntryId]) -> Result<Vec<Entry>, Refusal> {
        let count = self.entry_count();
        if ids.len() < count {
            let message = format!("{} ids for {count} entries", ids.len());
            return Err(Refusal::new("ids", message, "give an id for each entry"));
        }
        let mut ids = ids.iter().copied();
        let mut entries = Vec::with_capacity(count);
        let part = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        for ((n, line), id) in self.fees().zip(&mut ids) {
            let head = Head::new(id, case, at, Cause::OrderFee { order: self.order, part: part(n) });
            entries.push(match line.cost {
                Some(kind) => book::order_fee(head, kind, line.amount)?,
                None => book::commission(head, line.amount)?,
            });
        }
        for ((n, line), id) in self.penalties.iter().enumerate().zip(ids) {
            let head = Head::new(id, case, at, Cause::OrderPenalty { order: self.order, part: part(n) });
            entries.push(book::penalty(head, line.amount)?);
        }
        Ok(entries)
    }

    /// How many entries [`FeeSheet::entries`] makes.
    pub fn entry_count(&self) -> usize {
        self.fees().count() + self.penalties.len()
    }

    fn fees(&self) -> impl Iterator<Item = (usize, &FeeLine)> {
        self.lines.iter().enumerate().filter(|(_, line)| line.amount.is_positive())
    }
}

fn price(rate: &Rate, done: &WorkDone) -> Result<Vec<(Basis, Money)>, MoneyError> {
    Ok(match rate {
        Rate::Flat { amount } => vec![(Basis::Flat, *amount)],
        Rate::Contingent { found, close } => {
            vec![(Basis::Contingent { found: done.found }, if done.found { *found } else { *close })]
        }
        Rate::PercentTiered { tiers } => sliced(tiers, done.recovered)?,
        Rate::PerKmMin { per_km, minimum } => {
            let by_distance = per_km.times(done.km.into())?;
            let least = by_distance.compare(*minimum)?.is_lt();
            let basis = Basis::Distance { km: done.km, per_km: *per_km, minimum: least };
            vec![(basis, if least { *minimum } else { by_distance })]
        }
        Rate::PerDay { per_day, free_days, cap } => {
            let free = done.days.min(*free_days);
            let full = per_day.times((done.days - free).into())?;
            let amount = cap.map_or(Ok(full), |cap| full.least(cap))?;
            let basis = Basis::Days { days: done.days, free, per_day: *per_day, capped: amount != full };
            vec![(basis, amount)]
        }
        Rate::Key { per_key } => {
            vec![(Basis::Keys { keys: done.keys, each: *per_key }, per_key.times(done.keys.into())?)]
        }
        Rate::Visit { per_visit } => {
            vec![(Basis::Visits { visits: done.visits, each: *per_visit }, per_visit.times(done.visits.into())?)]
        }
    })
}

/// Each slice with the share of its tier. Every boundary is rounded once, so that the slices add up to the rounded
/// share of the whole and a higher recovery never earns less.
fn sliced(tiers: &[Tier], whole: Money) -> Result<Vec<(Basis, Money)>, MoneyError> {
    let nothing = Money::zero(whole.currency);
    let mut lines = Vec::with_capacity(tiers.len());
    let (mut from, mut exact, mut told) = (nothing, 0_i128, nothing);
    for tier in tiers {
        let end = tier.up_to.map_or(Ok(whole), |up_to| up_to.least(whole))?;
        if end.compare(from)?.is_le() {
            break;
        }
        let slice = end.minus(from)?;
        // In ten-thousandths of a minor unit: at most 2^63 · 10 000.
        exact += i128::from(slice.minor) * i128::from(tier.share.get());
        let so_far = i64::try_from((exact + 5_000) / 10_000).map_err(|_| MoneyError::Overflow)?;
        let so_far = Money::new(so_far, whole.currency);
        lines.push((Basis::Tier { slice, share: tier.share }, so_far.minus(told)?));
        (from, told) = (end, so_far);
    }
    Ok(lines)
}
