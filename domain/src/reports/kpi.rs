//! What each figure is.

use serde::Serialize;

wire_names! {
    /// A figure of the sheet.
    Kpi {
        /// Money recovered of what was owed.
        RecoveryRateAmount = "recovery_rate_amount",
        /// Cars recovered of those that somebody was sent for.
        RecoveryRateUnits = "recovery_rate_units",
        /// From the flag to the second signature.
        DaysToAuthorise = "days_to_authorise",
        /// From the flag to the car.
        DaysToLocate = "days_to_locate",
        /// From the flag to the hook.
        DaysToSecure = "days_to_secure",
        /// From the flag to the sale.
        DaysToSale = "days_to_sale",
        /// What a recovered car cost.
        CostPerRecovery = "cost_per_recovery",
        /// How long a car stands in yards.
        StorageDays = "storage_days",
        /// What a sale brings of what the car was worth.
        SaleToAppraisal = "sale_to_appraisal",
        /// What is lost of what was owed.
        LossGivenDefault = "loss_given_default",
        /// Promises that were kept.
        PromiseKeptRate = "promise_kept_rate",
        /// Alerts that were right.
        AlertPrecision = "alert_precision",
        /// Complaints, by the hundred cases.
        ComplaintsPer100Cases = "complaints_per_100_cases",
        /// Orders taken in time.
        SlaAccept = "sla_accept",
        /// Orders whose agents were there in time.
        SlaArrive = "sla_arrive",
        /// Orders done within their term.
        SlaTerm = "sla_term",
        /// Contacts that a rule forbade.
        ContactRuleRefusals = "contact_rule_refusals",
    }
}

wire_names! {
    /// In what a figure is counted.
    Unit {
        /// Hundredths of a percent, rounded half up.
        BasisPoints = "basis_points",
        /// Days, two decimals.
        Days = "days",
        /// Minor units of the currency beside it, rounded half up.
        MinorUnits = "minor_units",
        /// So many of a hundred, two decimals.
        PerHundred = "per_hundred",
        /// How many.
        Count = "count",
    }
}

wire_names! {
    /// What is split by.
    Breakdown {
        /// Everything in one.
        None = "none",
        /// By lender.
        Lender = "lender",
        /// By the branch that the loan is kept at.
        Branch = "branch",
        /// By the vendor whose order took the car, or else the last that took such an order.
        Vendor = "vendor",
        /// By the days-past-due bucket of the loan when it was flagged.
        Bucket = "bucket",
        /// By the month, in the lender's zone, in which the thing began.
        Month = "month",
    }
}

wire_names! {
    /// Which things a period takes in: those that began in it. What came of them counts until the moment of the answer.
    Cohort {
        /// Cases that were opened from `from` (inclusive) to `to` (exclusive).
        Cases = "cases",
        /// Orders that were written in it.
        Orders = "orders",
        /// Alerts that were raised in it.
        Alerts = "alerts",
        /// Promises to pay that were made in it.
        Promises = "promises",
        /// Contacts that the gate was asked about in it.
        Contacts = "contacts",
    }
}

impl Cohort {
    /// The rule of the period, in words.
    pub fn period(self) -> &'static str {
        match self {
            Cohort::Cases => {
                "cases opened from `from` (inclusive) to `to` (exclusive), engine time; what came of them until the \
                 moment of the answer"
            }
            Cohort::Orders => {
                "orders written from `from` (inclusive) to `to` (exclusive), engine time; what came of them until the \
                 moment of the answer"
            }
            Cohort::Alerts => {
                "alerts raised from `from` (inclusive) to `to` (exclusive), engine time; as they are decided at the \
                 moment of the answer"
            }
            Cohort::Promises => {
                "promises made from `from` (inclusive) to `to` (exclusive), engine time; as they stand at the moment of the \
                 answer"
            }
            Cohort::Contacts => {
                "contacts (calls, messages, visits, letters) asked of the gate from `from` (inclusive) to `to` \
                 (exclusive), engine time"
            }
        }
    }

    /// Whether its things can be split so: alerts are about cars, and belong to no vendor, bucket or branch;
    /// promises are about loans, and belong to no vendor and no bucket.
    pub fn splits_by(self, by: Breakdown) -> bool {
        use Breakdown::*;
        match self {
            Cohort::Cases => true,
            Cohort::Orders => true,
            Cohort::Alerts => matches!(by, None | Lender | Month),
            Cohort::Promises => matches!(by, None | Lender | Branch | Month),
            Cohort::Contacts => by != Vendor,
        }
    }
}

/// A figure, defined. The texts are part of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// Which figure.
    pub kpi: Kpi,
    /// In what it is counted.
    pub unit: Unit,
    /// Whether there is one for each currency.
    pub by_currency: bool,
    /// What is counted.
    pub numerator: &'static str,
    /// Of what.
    pub denominator: &'static str,
    /// Which things the period takes in.
    pub period: &'static str,
}

impl Kpi {
    /// Which things it is about.
    pub fn cohort(self) -> Cohort {
        use Kpi::*;
        match self {
            PromiseKeptRate => Cohort::Promises,
            ContactRuleRefusals => Cohort::Contacts,
            AlertPrecision => Cohort::Alerts,
            SlaAccept | SlaArrive | SlaTerm => Cohort::Orders,
            _ => Cohort::Cases,
        }
    }

    /// In what it is counted.
    pub fn unit(self) -> Unit {
        use Kpi::*;
        match self {
            RecoveryRateAmount | RecoveryRateUnits | SaleToAppraisal | LossGivenDefault | PromiseKeptRate
            | AlertPrecision | SlaAccept | SlaArrive | SlaTerm => Unit::BasisPoints,
            DaysToAuthorise | DaysToLocate | DaysToSecure | DaysToSale | StorageDays => Unit::Days,
            CostPerRecovery => Unit::MinorUnits,
            ComplaintsPer100Cases => Unit::PerHundred,
            ContactRuleRefusals => Unit::Count,
        }
    }

    /// Whether there is one for each currency.
    pub fn by_currency(self) -> bool {
        use Kpi::*;
        matches!(self, RecoveryRateAmount | CostPerRecovery | SaleToAppraisal | LossGivenDefault)
    }

    /// The figure, defined.
    pub fn definition(self) -> Definition {
        let (numerator, denominator) = self.texts();
        Definition {
            kpi: self,
            unit: self.unit(),
            by_currency: self.by_currency(),
            numerator,
            denominator,
            period: self.cohort().period(),
        }
    }

    fn texts(self) -> (&'static str, &'static str) {
        match self {
            // Seed of the design: recovery rate = what was recovered / what was overdue; here of all that was owed,
            // because a sale and a redemption pay the whole debt, not only what is overdue.
            Kpi::RecoveryRateAmount => (
                "payments of the loan, reversals deducted, dated from the lender's day of the flag to the day the case \
                 was closed, and what settlements paid of the debt out of sales (account lender_recovery)",
                "what was unpaid of the whole schedule when the case was opened; cases for which that was not kept are \
                 left out of both",
            ),
            Kpi::RecoveryRateUnits => (
                "cases whose car was taken, and not given back as wrongly taken since",
                "cases for which an order to find or take the car went out",
            ),
            Kpi::DaysToAuthorise => (
                "time from the opening of the case to its first authorisation: median and 90th percentile, nearest rank",
                "cases that were authorised",
            ),
            Kpi::DaysToLocate => (
                "time from the opening of the case to the first check-in of an agent at the car, or to the taking \
                 where nobody checked in before: median and 90th percentile, nearest rank",
                "cases with such a check-in, or whose car was taken",
            ),
            Kpi::DaysToSecure => (
                "time from the opening of the case to the first taking of the car: median and 90th percentile, nearest rank",
                "cases whose car was taken, and not given back as wrongly taken since",
            ),
            Kpi::DaysToSale => (
                "time from the opening of the case to the sale that stands: median and 90th percentile, nearest rank",
                "cases whose car is sold",
            ),
            Kpi::CostPerRecovery => (
                "costs and success fees in the books of all the cases, also of those without a recovery, what was \
                 charged back deducted (accounts cost:* and commission, before settlements clear them)",
                "cases whose car was taken, and not given back as wrongly taken since",
            ),
            Kpi::StorageDays => (
                "days begun in yards, by the lender's calendar, as storage is charged",
                "cases whose car was in a yard",
            ),
            Kpi::SaleToAppraisal => (
                "prices of the sales that stand",
                "for the same sales the appraisal that counted when the lot was listed last",
            ),
            Kpi::LossGivenDefault => (
                "deficiencies of the statements that settled the cases: debt and agreed costs that sale and credits \
                 did not cover; none where there was a surplus. What the borrower pays of it later is not deducted",
                "what was owed by line 1 of the same statements",
            ),
            Kpi::PromiseKeptRate => ("promises that were kept", "promises that were kept or broken"),
            Kpi::AlertPrecision => (
                "alerts that the desk resolved as confirmed",
                "alerts that the desk resolved with any verdict but test",
            ),
            Kpi::ComplaintsPer100Cases => ("complaints about the cases that were not taken back", "cases"),
            Kpi::SlaAccept => (
                "orders that a vendor took within the lender's limit after the first offer \
                 (policy.service_levels.accept_within_h, 24 hours unless it says otherwise)",
                "orders that were offered, and taken since or offered longer ago than that limit; withdrawn ones only \
                 if they had been taken",
            ),
            Kpi::SlaArrive => (
                "orders whose first agent checked in within the lender's limit after the vendor's acceptance \
                 (policy.service_levels.arrive_within_days, 3 days unless it says otherwise)",
                "orders of kinds with a check-in that were taken, and where somebody checked in or that limit is over; \
                 not those that were withdrawn before",
            ),
            Kpi::SlaTerm => (
                "orders that were completed by the last day of their term, by the lender's calendar",
                "orders that were taken, and completed or still open or run out after that day; not those that were \
                 withdrawn or failed",
            ),
            Kpi::ContactRuleRefusals => (
                "contacts that the gate or a machine refused; the figure is this count",
                "contacts that were asked for",
            ),
        }
    }
}
