//! The money of a case: the published vectors, hand-computed cases, and properties over arbitrary ones.

mod invoices;
mod ledgers;
mod money;
mod months;
mod priorities;
mod rate_cards;
mod shadow;
mod statements;
mod vectors;
mod waived;
mod walk;
mod waterfall_properties;

use lienwatch_domain::money::{BasisPoints, Currency, Money};
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::settlement::waterfall::*;
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn cny() -> Currency {
    Currency::new("CNY").expect("a code")
}

fn m(minor: i64) -> Money {
    Money::new(minor, cny())
}

fn bps(share: u32) -> BasisPoints {
    BasisPoints::new(share).expect("a share")
}

fn fixed(kind: CostKind, minor: i64) -> Cost {
    Cost { kind, charge: Charge::Fixed(m(minor)), agreed: true }
}

/// The costs of the published cases: 490 000 and 2 % of the price.
fn costs() -> Vec<Cost> {
    vec![
        fixed(CostKind::Tow, 120_000),
        Cost { kind: CostKind::Storage, charge: Charge::PerDay { days: 30, per_day: m(4_000) }, agreed: true },
        fixed(CostKind::Preparation, 50_000),
        Cost { kind: CostKind::SaleFee, charge: Charge::OfPrice(bps(200)), agreed: true },
        fixed(CostKind::Legal, 200_000),
    ]
}

fn debt(principal: i64, interest: i64, penalty: i64) -> Debt {
    Debt { principal: m(principal), interest: m(interest), penalty: m(penalty), fees: m(0) }
}

fn input(profile: Profile, sale: i64) -> Input {
    Input {
        profile,
        proceeds: m(sale),
        costs: costs(),
        debt: debt(6_000_000, 320_055, 100_000),
        debt_order: None,
        own: OwnLien::default(),
        liens: vec![],
        adjustment: None,
    }
}

fn junior(name: &str, minor: i64) -> Lien {
    Lien {
        name: name.into(),
        amount: m(minor),
        kind: LienKind::Security,
        rank: Some(2),
        registration: Registration::None,
        demand: Demand::Made,
    }
}

#[track_caller]
fn divided(input: &Input) -> Waterfall {
    let waterfall = distribute(input).unwrap_or_else(|r| panic!("{r}"));
    waterfall.verify().unwrap_or_else(|r| panic!("{r}"));
    waterfall
}

#[track_caller]
fn refused(input: &Input) -> Refusal {
    match distribute(input) {
        Err(refusal) => refusal,
        Ok(waterfall) => panic!("distributed: {waterfall:?}"),
    }
}
