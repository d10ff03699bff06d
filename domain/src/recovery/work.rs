//! What must hold before the car is looked for, taken, cleared, sold and settled.

use super::guards::{CLOCK_TOLERANCE, no_open_hold};
use super::{Case, CasePolicy, Custodian, Facts, authorisation_gaps};
use crate::lending::LoanStatus;
use crate::money::Money;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};

/// What the compliance gate and the statutory notices have against each step now; nothing where they agree. Every
/// refusal blocks, whatever else holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Law {
    /// Against authorising.
    pub authorise: Vec<Refusal>,
    /// Against sending somebody.
    pub dispatch: Vec<Refusal>,
    /// Against taking the car here and now.
    pub take: Vec<Refusal>,
    /// Against clearing it for disposal.
    pub dispose: Vec<Refusal>,
    /// Against selling it.
    pub sell: Vec<Refusal>,
    /// Against dividing what the sale brought.
    pub settle: Vec<Refusal>,
}

/// What field work, the yard and the sale have brought since the car was taken last: a case that was reopened may have
/// taken it before. The default knows nothing, and so allows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkFacts {
    /// Who has the car; `None`: nothing was handed over yet.
    pub custodian: Option<Custodian>,
    /// The lender acknowledged the order that took the car ([`super::Taken::order`]), and it was not reversed since.
    pub acknowledged: bool,
    /// What was found in the car is listed, and given back or kept as the law asks.
    pub property_handled: bool,
    /// Liens and title were checked and allow a sale.
    pub title_clear: bool,
    /// When the newest appraisal of the car as it was taken was made.
    pub appraised_at: Option<DateTime<Utc>>,
    /// The buyer of the sale that stands paid, and was not refunded.
    pub sale_paid: bool,
    /// Orders that are neither acknowledged nor over otherwise (not [`super::OrderStage::is_finished`]).
    pub unfinished_orders: u32,
    /// Costs without a document.
    pub unevidenced_costs: u32,
    /// What the ledger still has undistributed, minor units; `None`: it has no statement.
    pub undistributed_minor: Option<i64>,
}

/// Everything that keeps an order to find or take the car from going out now: all that authorised the case, again, and
/// what the law says of sending somebody.
pub fn dispatch_gaps(case: &Case, facts: &Facts, now: DateTime<Utc>, policy: &CasePolicy) -> Vec<Refusal> {
    let Some(authorisation) = case.stage.authorisation() else {
        return vec![Refusal::new("authorised", "nobody authorised this recovery", "request authorisation")];
    };
    let basis = (authorisation.request.basis, authorisation.request.reference.as_ref());
    let mut gaps = authorisation_gaps(case, Some(basis), facts, now, policy);
    gaps.extend(facts.law.dispatch.iter().cloned());
    gaps
}

/// Everything that keeps the car from being taken here and now.
pub fn take_gaps(case: &Case, facts: &Facts, now: DateTime<Utc>, policy: &CasePolicy) -> Vec<Refusal> {
    let mut gaps = dispatch_gaps(case, facts, now, policy);
    gaps.extend(facts.law.take.iter().cloned());
    gaps
}

/// Everything that keeps the car from being cleared for disposal.
pub(super) fn disposal_gaps(case: &Case, facts: &Facts) -> Vec<Refusal> {
    let work = &facts.work;
    let mut gaps: Vec<Refusal> = no_open_hold(case).into_iter().chain(not_redeemed(facts)).collect();
    if !work.acknowledged {
        gaps.push(Refusal::new(
            "recovery_acknowledged",
            "the recovery is not acknowledged",
            "check photos, odometer and VIN of the order that took the car, and acknowledge it",
        ));
    }
    if !work.property_handled {
        gaps.push(Refusal::new(
            "property_handled",
            "what was found in the car is not settled",
            "list the personal property and record its return or storage; an empty car has an empty list",
        ));
    }
    if !work.title_clear {
        gaps.push(Refusal::new(
            "title_clear",
            "liens and title are not checked",
            "record the title check and every other lien",
        ));
    }
    gaps.extend(facts.law.dispose.iter().cloned());
    gaps
}

/// Everything that keeps the car from being sold.
pub fn sale_gaps(case: &Case, facts: &Facts, now: DateTime<Utc>, policy: &CasePolicy) -> Vec<Refusal> {
    let mut gaps: Vec<Refusal> = no_open_hold(case)
        .into_iter()
        .chain(super::guards::balance_fresh(facts, now, policy))
        .chain(not_redeemed(facts))
        .collect();
    let days = policy.appraisal_max_age_days;
    match facts.work.appraised_at {
        Some(at) if at > now + CLOCK_TOLERANCE => gaps.push(Refusal::new(
            "appraisal_fresh",
            "the newest appraisal is dated in the future",
            "correct its date",
        )),
        Some(at) if now - at <= TimeDelta::days(i64::from(days)) => {}
        Some(_) => gaps.push(
            Refusal::new(
                "appraisal_fresh",
                format!("the newest appraisal is over {days} days old"),
                "have the car appraised again",
            )
            .told("appraisal_fresh.age", [("days", days.into())]),
        ),
        None => gaps.push(Refusal::new("appraisal_fresh", "the car is not appraised", "have the car appraised")),
    }
    gaps.extend(facts.law.sell.iter().cloned());
    gaps
}

pub(super) fn sale_price(price: Money) -> Result<(), Refusal> {
    if price.minor > 0 {
        return Ok(());
    }
    Err(Refusal::new("sale_price", "the price is not above zero", "give the price that the buyer pays"))
}

/// Why a sale can no longer be undone: money or the car changed hands.
pub(super) fn undo_sale_gap(facts: &Facts) -> Option<Refusal> {
    if facts.work.sale_paid {
        let remedy = "settle the case, or refund the buyer first";
        return Some(Refusal::new("sale_unpaid", "the buyer has paid", remedy));
    }
    matches!(facts.work.custodian, Some(Custodian::Buyer { .. }))
        .then(|| Refusal::new("car_not_delivered", "the buyer has the car", "record the hand-over of its return first"))
}

/// Everything that keeps the case from being settled.
pub(super) fn settlement_gaps(facts: &Facts) -> Vec<Refusal> {
    let work = &facts.work;
    let mut gaps = vec![];
    if !work.sale_paid {
        gaps.push(Refusal::new("sale_paid", "the buyer has not paid", "record the buyer's payment, or undo the sale"));
    }
    if work.unfinished_orders > 0 {
        let message = format!("{} orders are not finished", work.unfinished_orders);
        gaps.push(Refusal::new("orders_finished", message, "acknowledge, fail, withdraw or reverse every order"));
    }
    if work.unevidenced_costs > 0 {
        let message = format!("{} costs have no document", work.unevidenced_costs);
        gaps.push(Refusal::new("costs_evidenced", message, "attach the invoice or receipt of every cost"));
    }
    match work.undistributed_minor {
        Some(0) => {}
        Some(left) => gaps.push(Refusal::new(
            "ledger_balanced",
            format!("{left} minor units are not distributed"),
            "compute the statement anew",
        )),
        None => gaps.push(Refusal::new("ledger_balanced", "there is no statement", "compute the statement first")),
    }
    gaps.extend(facts.law.settle.iter().cloned());
    gaps
}

/// Until the sale the borrower may redeem the car by paying all (UCC 9-623; Civil Code 410 by its nature): then there
/// is nothing to sell for.
fn not_redeemed(facts: &Facts) -> Option<Refusal> {
    let loan = &facts.loan;
    (loan.status == LoanStatus::Settled || loan.arrears.outstanding_minor <= 0)
        .then(|| Refusal::new("redeemed", "the debt is paid", "give the car back to the borrower: redeem"))
}

/// Why the car may not go back for this reason; before the sale it may always go back as wrongly taken.
pub(super) fn give_back_gap(because: super::GoingBack, facts: &Facts) -> Option<Refusal> {
    use super::GoingBack::*;
    let loan = &facts.loan;
    match because {
        Redeemed if not_redeemed(facts).is_none() => Some(Refusal::new(
            "debt_paid",
            format!("{} minor units are still owed", loan.arrears.outstanding_minor),
            "record the payment of everything that is owed, or reinstate when the arrears are paid",
        )),
        Reinstated if loan.arrears.dpd > 0 => Some(
            Refusal::new(
                "arrears_paid",
                format!("the loan is still {} days past due", loan.arrears.dpd),
                "record the payment of the arrears",
            )
            .told("arrears_paid", [("dpd", loan.arrears.dpd.into())]),
        ),
        _ => None,
    }
}
