//! How long the law keeps a car that stands in a yard from its sale.

use super::rules::Rules;
use crate::recovery::RecoveryError;
use crate::store::compliance::{CarPlace, DebtorPlace};
use crate::store::policy::Place as Settings;
use crate::store::standing::StandingCase;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::compliance::{self, DebtFacts, DebtorLocalTime, GateFacts, Product, SaleFacts};
use sqlx::PgConnection;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The rules of a page of cars: read once for each lender and each place of debtor and car.
pub type Laws = HashMap<(i32, Option<DebtorPlace>, Option<CarPlace>), LawOf>;

/// The rules of some contracts.
#[derive(Debug)]
pub struct LawOf(Rules);

/// The last day on which the rules keep the car from its sale. It asks only what a list needs: when the car was taken,
/// and which notices were served; whether the car may be sold is what [`super::Gate`] says.
///
/// # Errors
/// The database, or rules and holidays that can no longer be read.
pub async fn held_until(
    c: &mut PgConnection,
    now: DateTime<Utc>,
    of: &StandingCase,
    settings: &Settings,
    laws: &mut Laws,
) -> Result<Option<NaiveDate>, RecoveryError> {
    let Some(taken) = of.case.stage.taken() else { return Ok(None) };
    let key = (of.lender_no, of.file.debtor.clone(), of.file.car.clone());
    let LawOf(rules) = match laws.entry(key) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => new.insert(LawOf(Rules::of(c, of.lender_no, settings, &of.file).await?)),
    };
    let local = |at| DebtorLocalTime::new(at, rules.zone);
    let product = Product::from_name(&of.product);
    let facts = GateFacts {
        debt: DebtFacts { product, consumer: of.file.consumer, ..DebtFacts::default() },
        sale: SaleFacts { possession_on: Some(local(taken.at).date()), ..SaleFacts::default() },
        notices: Some(of.served.clone()),
        ..GateFacts::default()
    };
    Ok(compliance::held_until(&rules.law(), &facts, local(now), &rules.holidays))
}
