//! What an input must be before money is divided by it. Each refusal names the field as the flat form spells it.

use super::input::{
    Adjustment, Charge, DebtComponent, Input, MAX_COSTS, MAX_DAYS, MAX_LIENS, MAX_MINOR, MAX_NAME_CHARS,
};
use super::lien::LienKind;
use super::profile::Profile;
use crate::money::{Currency, Money};
use crate::refusal::Refusal;

/// Refuses what cannot be true, with the field and what would be right.
pub(super) fn check(input: &Input) -> Result<(), Refusal> {
    let currency = input.proceeds.currency;
    amount("sale_minor", input.proceeds, currency)?;
    at_most("costs", input.costs.len(), MAX_COSTS)?;
    at_most("liens", input.liens.len(), MAX_LIENS)?;
    for (at, cost) in input.costs.iter().enumerate() {
        match cost.charge {
            Charge::Fixed(fixed) => amount(&format!("costs[{at}].minor"), fixed, currency)?,
            Charge::OfPrice(_) => {}
            Charge::PerDay { days, per_day } => {
                amount(&format!("costs[{at}].per_day_minor"), per_day, currency)?;
                if days > MAX_DAYS {
                    let message = format!("costs[{at}].days is {days}");
                    return Err(Refusal::new("days", message, format!("give 0 to {MAX_DAYS} days")));
                }
                amount(&format!("costs[{at}] (days × per_day_minor)"), per_day.times(days.into())?, currency)?;
            }
        }
    }
    for component in DebtComponent::ALL {
        amount(&format!("debt.{component}_minor"), input.debt.of(*component), currency)?;
    }
    for (at, lien) in input.liens.iter().enumerate() {
        amount(&format!("liens[{at}].minor"), lien.amount, currency)?;
        name(at, &lien.name)?;
        kind(at, lien.kind, input.profile, currency)?;
    }
    order(input.debt_order.as_deref().unwrap_or_default())?;
    adjustment(input, currency)
}

/// A debt that is paid: nothing may be sold for it (UCC 9-623; Civil Code 393(1)).
pub(super) fn has_no_debt(input: &Input) -> Result<(), Refusal> {
    if input.debt.total()?.is_positive() {
        return Ok(());
    }
    Err(Refusal::new(
        "redeemed",
        "debt: nothing is owed, the debt was paid before the sale",
        "cancel the sale and give the car back; if something is still owed, state it in debt",
    ))
}

fn amount(field: &str, amount: Money, currency: Currency) -> Result<(), Refusal> {
    if amount.currency != currency {
        let message = format!("{field} is in {}, the proceeds are in {currency}", amount.currency);
        return Err(Refusal::new("one_currency", message, format!("give it in {currency}")));
    }
    if (0..=MAX_MINOR).contains(&amount.minor) {
        return Ok(());
    }
    let message = format!("{field} is {}", amount.minor);
    Err(Refusal::new("amount_range", message, format!("give 0 to {MAX_MINOR} minor units")))
}

fn at_most(field: &str, given: usize, most: usize) -> Result<(), Refusal> {
    if given <= most {
        return Ok(());
    }
    let message = format!("{field} has {given} entries");
    Err(Refusal::new("too_many", message, format!("give at most {most}; put small ones of one kind together")))
}

fn name(at: usize, name: &str) -> Result<(), Refusal> {
    let chars = name.chars().count();
    if !name.trim().is_empty() && chars <= MAX_NAME_CHARS && !name.chars().any(char::is_control) {
        return Ok(());
    }
    let message = format!("liens[{at}].name has {chars} characters, or none that can be read");
    Err(Refusal::new("lien_name", message, format!("give the holder's name, 1 to {MAX_NAME_CHARS} characters")))
}

fn kind(at: usize, kind: LienKind, profile: Profile, currency: Currency) -> Result<(), Refusal> {
    match kind {
        LienKind::Consignor if profile != Profile::Us => Err(Refusal::new(
            "profile_facts",
            format!("liens[{at}].consignor: {profile} knows no consignor's share"),
            "leave it out, or choose the profile us",
        )),
        LienKind::Possessory { value_added: Some(added) } => {
            amount(&format!("liens[{at}].value_added_minor"), added, currency)?;
            if profile == Profile::Tw {
                return Ok(());
            }
            Err(Refusal::new(
                "profile_facts",
                format!("liens[{at}].value_added_minor: only tw limits a possessory lien to the value it added"),
                "leave it out, or choose the profile tw",
            ))
        }
        _ => Ok(()),
    }
}

fn order(order: &[DebtComponent]) -> Result<(), Refusal> {
    for (at, component) in order.iter().enumerate() {
        if order[..at].contains(component) {
            let message = format!("debt_order[{at}]: {component} stands twice");
            return Err(Refusal::new("debt_order", message, "name each component once; left out ones follow"));
        }
    }
    Ok(())
}

fn adjustment(input: &Input, currency: Currency) -> Result<(), Refusal> {
    let (field, profile) = match input.adjustment {
        None => return Ok(()),
        Some(Adjustment::InsiderSale { fair }) => {
            amount("fair_minor", fair, currency)?;
            ("fair_minor", Profile::Us)
        }
        Some(Adjustment::VoluntaryTermination { total_price, paid, due }) => {
            amount("voluntary_termination.total_price_minor", total_price, currency)?;
            amount("voluntary_termination.paid_minor", paid, currency)?;
            amount("voluntary_termination.due_minor", due, currency)?;
            ("voluntary_termination", Profile::UkHp)
        }
    };
    if input.profile == profile {
        return Ok(());
    }
    let message = format!("{field} has no meaning under {}", input.profile);
    Err(Refusal::new("profile_facts", message, format!("leave it out, or choose the profile {profile}")))
}
