//! What is charged to the debtor, asked of them, or paid to them.

use super::gate::{About, Gate};
use super::judged::{Judged, passed};
use crate::recovery::{Doing, OpenCase, RecoveryError};
use lienwatch_domain::compliance::{FeeKind, GateAction};
use lienwatch_domain::money::Money;
use lienwatch_domain::settlement::waterfall::CostKind;
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// As rules know what a cost was for.
fn fee_of(kind: CostKind) -> FeeKind {
    match kind {
        CostKind::Retake | CostKind::Tow => FeeKind::Retake,
        CostKind::Storage => FeeKind::Storage,
        _ => FeeKind::Expenses,
    }
}

/// Both are charged as one fee.
pub(in crate::recovery) fn one_fee(one: CostKind, other: CostKind) -> bool {
    fee_of(one) == fee_of(other)
}

/// Whether costs may be charged to the debtor: each kind of fee by itself, with all that is charged of it. `step`: as
/// the API names what is done.
///
/// # Errors
/// A rule refuses one of them, their sum cannot be written, or the database.
pub(in crate::recovery) async fn judge_charges(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    step: &'static str,
    costs: impl IntoIterator<Item = (CostKind, Money)>,
) -> Result<(), RecoveryError> {
    let mut fees: BTreeMap<FeeKind, Money> = BTreeMap::new();
    for (kind, amount) in costs {
        let sum = fees.entry(fee_of(kind)).or_insert(Money::zero(amount.currency));
        *sum = sum.plus(amount).map_err(crate::recovery::money::money)?;
    }
    fees.retain(|_, amount| amount.is_positive());
    if fees.is_empty() {
        return Ok(());
    }
    let gate = Gate::of(c, doing, open).await?;
    let ask = |(fee, amount)| {
        gate.judge(open, doing, step, GateAction::ChargeFee { fee, amount }, &About::default(), doing.now)
    };
    let judged: Vec<Judged> = fees.into_iter().map(ask).collect();
    passed(c, doing, open, &judged).await
}

/// Asks the gate for one action on the money of a case.
///
/// # Errors
/// A rule refuses, or the database.
pub(in crate::recovery) async fn judge_money(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    step: &'static str,
    action: GateAction,
) -> Result<(), RecoveryError> {
    let gate = Gate::of(c, doing, open).await?;
    let judged = gate.judge(open, doing, step, action, &About::default(), doing.now);
    passed(c, doing, open, std::slice::from_ref(&judged)).await
}
