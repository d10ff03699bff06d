//! What follows for cars that stand in yards: what they cost, and how long the law keeps them from their sale.

use super::law::held_until;
use super::{Doing, RecoveryError};
use crate::store::lenders;
use crate::store::policy::Place;
use crate::store::shelves::YARDS;
use crate::store::standing::{self, StandingCar};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::money::Money;
use lienwatch_domain::recovery::{VehicleClass, Yard, YardStay, stays, storage_fee};
use sqlx::PgConnection;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

/// Computes it for a page of cars.
///
/// # Errors
/// The database, or settings and rules that can no longer be read.
pub async fn reckon(c: &mut PgConnection, doing: &Doing, cars: &mut [StandingCar]) -> Result<(), RecoveryError> {
    let ids: Vec<Uuid> = cars.iter().map(|car| car.case_id).collect();
    let cases = standing::cases_of(c, &ids).await?;
    let mut places: HashMap<i32, Place> = HashMap::new();
    let mut yards: HashMap<Uuid, Option<Yard>> = HashMap::new();
    let mut laws = HashMap::new();
    for car in cars {
        let Some(case) = cases.get(&car.case_id) else { continue };
        let place = match places.entry(case.lender_no) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let lender =
                    lenders::get_no(c, LenderNo(case.lender_no)).await?.ok_or(RecoveryError::NotFound("lender"))?;
                new.insert(Place::of(&lender)?)
            }
        };
        let stays = stays(&case.chain, doing.now, place.zone);
        for stay in &stays {
            if let Entry::Vacant(new) = yards.entry(stay.yard.0) {
                new.insert(YARDS.get(c, stay.yard.0).await?.map(|stored| stored.value));
            }
        }
        car.days = stays.last().filter(|stay| stay.open).map_or(0, |stay| stay.days());
        car.cost = VehicleClass::from_name(&car.class).and_then(|class| cost(&stays, class, &yards));
        car.hold_until = held_until(c, doing.now, case, place, &mut laws).await?;
    }
    Ok(())
}

/// What the stays cost together; `None`: one of them has no price, or they are in two currencies.
fn cost(stays: &[YardStay], class: VehicleClass, yards: &HashMap<Uuid, Option<Yard>>) -> Option<Money> {
    let mut sum: Option<Money> = None;
    for stay in stays {
        let fee = storage_fee(*stay, class, &yards.get(&stay.yard.0)?.as_ref()?.rates).ok()?.fee;
        sum = Some(match sum {
            Some(sum) => sum.plus(fee).ok()?,
            None => fee,
        });
    }
    sum
}
