//! Where each of the other liens stands, and whether it is paid at all.

use super::input::Input;
use super::lien::{Demand, Lien, LienKind, OwnLien, Registration};
use super::outcome::Step;
use super::profile::Profile;
use super::rule::Rule;
use crate::refusal::Refusal;
use chrono::NaiveDate;

/// A lien against ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Possessory,
    PurchaseMoney,
    Senior,
    Equal,
    Junior,
    Consignor,
}

/// What comes first among the liens of a step: those with a rank by their rank, then registered ones by their date,
/// then registered ones without one, then unregistered ones. Equal keys share pro rata.
pub(super) type Key = (u32, u8, Option<NaiveDate>);

/// Where a lien is paid, or why it is not ([`Step::NotPaid`]).
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Its position in the input.
    pub lien: usize,
    /// At which step.
    pub step: Step,
    /// By which rule.
    pub rule: Rule,
    /// Its order within the step.
    pub key: Key,
}

/// The place of every lien, in the order in which they are paid.
pub(super) fn places(input: &Input) -> Result<Vec<Place>, Refusal> {
    let mut places = Vec::with_capacity(input.liens.len());
    for (at, lien) in input.liens.iter().enumerate() {
        // Where only those who keep the car are paid, nobody needs to know how the others stand.
        let possessory = matches!(lien.kind, LienKind::Possessory { .. });
        let standing = match input.profile {
            Profile::Tw | Profile::UkHp if !possessory => Standing::Junior,
            _ => standing(at, lien, input.own)?,
        };
        let (step, rule) = treatment(input.profile, lien, standing);
        let key = if step == Step::Possessory { (0, 0, None) } else { key(lien) };
        places.push(Place { lien: at, step, rule, key });
    }
    places.sort_by_key(|p| (p.step, p.key, p.lien));
    Ok(places)
}

fn key(lien: &Lien) -> Key {
    let (class, date) = match lien.registration {
        Registration::On(date) => (0, Some(date)),
        Registration::Undated => (1, None),
        Registration::None => (2, None),
    };
    match lien.rank {
        Some(rank) => (rank, 0, None),
        None => (u32::MAX, class, date),
    }
}

/// Possession and the price of the car come before any rank; a rank before what can be read off the registrations.
fn standing(at: usize, lien: &Lien, own: OwnLien) -> Result<Standing, Refusal> {
    match lien.kind {
        LienKind::Possessory { .. } => return Ok(Standing::Possessory),
        LienKind::Consignor => return Ok(Standing::Consignor),
        LienKind::PurchaseMoney if !own.purchase_money => return Ok(Standing::PurchaseMoney),
        LienKind::Security if own.purchase_money => return Ok(Standing::Junior),
        LienKind::PurchaseMoney | LienKind::Security => {}
    }
    let order = match (lien.rank, lien.registration, own.registration) {
        (Some(rank), ..) => rank.cmp(&own.rank),
        (None, Registration::None, Registration::None) => std::cmp::Ordering::Equal,
        (None, Registration::None, _) => std::cmp::Ordering::Greater,
        (None, _, Registration::None) => std::cmp::Ordering::Less,
        (None, Registration::On(theirs), Registration::On(ours)) => theirs.cmp(&ours),
        (None, Registration::Undated, _) | (None, _, Registration::Undated) => {
            return Err(Refusal::new(
                "lien_rank",
                format!("liens[{at}]: nothing tells whether it comes before or after this lien"),
                format!(
                    "give liens[{at}].rank, or the registration dates of both (liens[{at}].registered_on, own.registered_on)"
                ),
            ));
        }
    };
    Ok(match order {
        std::cmp::Ordering::Less => Standing::Senior,
        std::cmp::Ordering::Equal => Standing::Equal,
        std::cmp::Ordering::Greater => Standing::Junior,
    })
}

fn treatment(profile: Profile, lien: &Lien, standing: Standing) -> (Step, Rule) {
    match (profile, standing) {
        (Profile::Us, Standing::Possessory | Standing::PurchaseMoney | Standing::Senior) => {
            (Step::NotPaid, Rule::UsSenior)
        }
        (Profile::Us, Standing::Equal) => (Step::Debt, Rule::UsEqual),
        (Profile::Us, Standing::Junior | Standing::Consignor) => match (lien.demand, standing) {
            (Demand::None, _) => (Step::NotPaid, Rule::UsNoDemand),
            (Demand::Unproved, _) => (Step::NotPaid, Rule::UsNoProof),
            (Demand::Made, Standing::Consignor) => (Step::Consignors, Rule::UsConsignor),
            (Demand::Made, _) => (Step::Juniors, Rule::UsJunior),
        },
        (Profile::Cn | Profile::CnFinanceLease, standing) => match standing {
            Standing::Possessory => (Step::Possessory, Rule::CnPossessory),
            Standing::PurchaseMoney => (Step::PurchaseMoney, Rule::CnPurchaseMoney),
            Standing::Senior => (Step::Seniors, Rule::CnEarlier),
            Standing::Equal => (Step::Debt, Rule::CnEqual),
            Standing::Junior | Standing::Consignor => (Step::Juniors, Rule::CnLater),
        },
        (Profile::Tw, Standing::Possessory) => (Step::Possessory, Rule::TwRepair),
        (Profile::Tw, _) => (Step::NotPaid, Rule::TwOther),
        (Profile::UkHp, Standing::Possessory) => (Step::Possessory, Rule::UkPossessory),
        (Profile::UkHp, _) => (Step::NotPaid, Rule::UkOther),
    }
}
