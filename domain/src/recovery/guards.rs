//! What must hold before a case may be authorised.

use super::Case;
use super::work::{Law, WorkFacts};
use crate::actor::Actor;
use crate::compliance::{BasisTable, Jurisdiction, LegalBasis};
use crate::lending::{Arrears, LoanStatus};
use crate::reason::Reason;
use crate::refusal::{Refusal, names};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

wire_names! {
    /// What is collected at intake.
    IntakeItem {
        /// The signed contract (借款合同).
        LoanContract = "loan_contract",
        /// What was paid when (还款记录).
        PaymentHistory = "payment_history",
        /// Who the borrower is (客户信息).
        BorrowerDetails = "borrower_details",
        /// The credit assessment (信用评估).
        CreditAssessment = "credit_assessment",
        /// Which car: VIN, plate, make, model, colour.
        VehicleDetails = "vehicle_details",
        /// Whether and where the lien is registered.
        LienRegistration = "lien_registration",
        /// What the car is worth.
        Valuation = "valuation",
        /// How many keys the lender has.
        Keys = "keys",
    }
}

/// A tenant's rules for cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CasePolicy {
    /// A balance older than this many hours authorises nothing.
    pub balance_max_age_h: u32,
    /// Days past due that count as default, at least 1.
    pub default_dpd: u32,
    /// What intake must have.
    pub required_intake: BTreeSet<IntakeItem>,
    /// Which legal basis is allowed where.
    pub basis: BasisTable,
    /// An appraisal older than this many days sells nothing.
    pub appraisal_max_age_days: u32,
}

impl Default for CasePolicy {
    fn default() -> Self {
        use IntakeItem::*;
        let required_intake =
            [LoanContract, PaymentHistory, BorrowerDetails, CreditAssessment, VehicleDetails].into_iter().collect();
        CasePolicy {
            balance_max_age_h: 24,
            default_dpd: 1,
            required_intake,
            basis: BasisTable::default(),
            appraisal_max_age_days: 60,
        }
    }
}

/// The loan, as last checked with the lender's books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoanCheck {
    /// When the balance was known to be right.
    pub balance_at: DateTime<Utc>,
    /// Its status.
    pub status: LoanStatus,
    /// Its arrears.
    pub arrears: Arrears,
}

/// What is known when an action is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Who asks.
    pub actor: Actor,
    /// The law of which place applies.
    pub jurisdiction: Jurisdiction,
    /// What intake has.
    pub intake: BTreeSet<IntakeItem>,
    /// The loan.
    pub loan: LoanCheck,
    /// Orders of the case that are live and that a vendor works on ([`super::OrderStage::work`]): their vendors must
    /// confirm a hold before it is active.
    pub open_orders: u32,
    /// The loan or the vehicle has another open case.
    pub other_open_case: bool,
    /// What the law of the place says now.
    pub law: Law,
    /// What field work, the yard and the sale have brought.
    pub work: WorkFacts,
}

/// Clocks of two systems differ by seconds; a balance from further ahead is an error, not fresh.
pub(super) const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Everything that keeps `case` from being authorised on this basis now, in the order a person would mend it.
/// The two people are checked by the machine, on approval. `basis` is `None` while none is chosen.
pub fn authorisation_gaps(
    case: &Case,
    basis: Option<(LegalBasis, Option<&Reason>)>,
    facts: &Facts,
    now: DateTime<Utc>,
    policy: &CasePolicy,
) -> Vec<Refusal> {
    let basis = match basis {
        Some((basis, reference)) => policy.basis.check(facts.jurisdiction, basis, reference).err(),
        None => {
            Some(Refusal::new("legal_basis", "no legal basis is given", "choose the legal basis and name its proof"))
        }
    };
    let gaps = [
        no_open_hold(case),
        intake_complete(facts, policy),
        basis,
        balance_fresh(facts, now, policy),
        in_default(facts, policy),
    ];
    gaps.into_iter().flatten().chain(facts.law.authorise.iter().cloned()).collect()
}

/// Pending already blocks.
pub(super) fn no_open_hold(case: &Case) -> Option<Refusal> {
    let kinds: Vec<&str> = case.open_holds().map(|h| h.kind.name()).collect();
    (!kinds.is_empty()).then(|| {
        let list = kinds.join(", ");
        Refusal::new("no_open_hold", format!("the case is on hold: {list}"), format!("resolve and release: {list}"))
            .told("no_open_hold.kinds", [("holds", names(kinds))])
    })
}

fn intake_complete(facts: &Facts, policy: &CasePolicy) -> Option<Refusal> {
    let missing: Vec<&str> = policy.required_intake.difference(&facts.intake).map(|i| i.name()).collect();
    (!missing.is_empty()).then(|| {
        let list = missing.join(", ");
        Refusal::new("intake_complete", format!("intake is not complete: {list}"), format!("add {list}"))
            .told("intake_complete", [("missing", names(missing))])
    })
}

pub(super) fn balance_fresh(facts: &Facts, now: DateTime<Utc>, policy: &CasePolicy) -> Option<Refusal> {
    let age = now - facts.loan.balance_at;
    let remedy = "import or confirm the current balance from the lender's books";
    if age < -CLOCK_TOLERANCE {
        return Some(Refusal::new("balance_fresh", "the balance is dated in the future", remedy));
    }
    (age > TimeDelta::hours(i64::from(policy.balance_max_age_h))).then(|| {
        let (hours, limit) = (age.num_hours(), policy.balance_max_age_h);
        Refusal::new("balance_fresh", format!("the balance is {hours} hours old, at most {limit} are allowed"), remedy)
            .told("balance_fresh.age", [("hours", hours.into()), ("limit", limit.into())])
    })
}

/// The loan is neither settled nor out of default.
fn in_default(facts: &Facts, policy: &CasePolicy) -> Option<Refusal> {
    let (dpd, limit) = (facts.loan.arrears.dpd, policy.default_dpd.max(1));
    if facts.loan.status == LoanStatus::Settled {
        return Some(Refusal::new("still_in_default", "the loan is settled", "close the case as settled"));
    }
    (dpd < limit).then(|| {
        let message = format!("the loan is {dpd} days past due, {limit} are default");
        Refusal::new("still_in_default", message, "close the case as cured, or wait for a new default")
            .told("still_in_default.dpd", [("dpd", dpd.into()), ("limit", limit.into())])
    })
}
