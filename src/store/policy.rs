//! A lender's settings, as its row's `policy` document holds them. Absent keys have their defaults.

use super::StoreError;
use super::lenders::Lender;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use lienwatch_domain::command::CommandPolicy;
use lienwatch_domain::complaint::ComplaintPolicy;
use lienwatch_domain::compliance::{Jurisdiction, LenderKind, PrivacyRecord, Region};
use lienwatch_domain::disposal::buyers::BuyerPolicy;
use lienwatch_domain::disposal::{AppraisalPolicy, LotPolicy};
use lienwatch_domain::lending::{BucketPolicy, FlagPolicy, business_date};
use lienwatch_domain::mobility::AddressPolicy;
use lienwatch_domain::promise::PromisePolicy;
use lienwatch_domain::recovery::{CasePolicy, OrderPolicy, YardPolicy};
use lienwatch_domain::reports::ServiceLevels;
use lienwatch_domain::settlement::invoice::InvoicePolicy;
use lienwatch_domain::settlement::tasks::TaskPolicy;
use lienwatch_domain::vendors::VendorPolicy;
use lienwatch_domain::vendors::matching::MatchingPolicy;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Settings of a lender.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// From how many days past due each bucket begins.
    pub buckets: BucketPolicy,
    /// When a loan is flagged.
    pub flags: FlagPolicy,
    /// What a case needs.
    pub cases: CasePolicy,
    /// How orders are worked.
    pub orders: OrderPolicy,
    /// What vendors need.
    pub vendors: VendorPolicy,
    /// What yards need looking at.
    pub yards: YardPolicy,
    /// Which appraisal counts.
    pub appraisals: AppraisalPolicy,
    /// How lots are sold.
    pub lots: LotPolicy,
    /// Who may buy.
    pub buyers: BuyerPolicy,
    /// How vendors are compared.
    pub matching: MatchingPolicy,
    /// How contractors' invoices are judged.
    pub invoices: InvoicePolicy,
    /// By when a reckoning's tasks are due.
    pub tasks: TaskPolicy,
    /// What may be promised.
    pub promises: PromisePolicy,
    /// By when complaints are handled.
    pub complaints: ComplaintPolicy,
    /// How fast contractors, and the lender itself, should be.
    pub service_levels: ServiceLevels,
    /// What may be asked of trackers.
    pub commands: CommandPolicy,
    /// Words in addresses that are worth a look.
    pub addresses: AddressPolicy,
    /// What rules ask of the lender itself.
    pub compliance: ComplianceSettings,
}

/// What rules ask of a lender.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ComplianceSettings {
    /// What it is: `bank`, `consumer_finance`, `small_loan`, `auto_finance`, `leasing` or `other`.
    pub lender_kind: Option<LenderKind>,
    /// The state or province whose law its contracts are under, e.g. `US-NY`.
    pub region: Option<Region>,
    /// What is on file for each of its contracts, beside what `PUT /loans/{id}/compliance` says of one:
    /// `separate_consent`, `necessity_notice`, `impact_assessment`, `processor_contract`, `third_party_consent`.
    pub privacy: BTreeSet<PrivacyRecord>,
}

/// A lender's settings and where it is.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its settings.
    pub policy: Policy,
    /// Its time zone.
    pub zone: Tz,
    /// Its law.
    pub jurisdiction: Jurisdiction,
}

impl Place {
    /// Of a lender's row.
    pub fn of(lender: &Lender) -> Result<Place, StoreError> {
        let policy = serde_json::from_value(lender.policy.clone())
            .map_err(|e| StoreError::unreadable("lender policy", e.to_string()))?;
        let zone =
            lender.time_zone.parse().map_err(|_| StoreError::unreadable("time zone", lender.time_zone.clone()))?;
        let jurisdiction = Jurisdiction::from_name(&lender.jurisdiction.to_lowercase()).unwrap_or(Jurisdiction::Other);
        Ok(Place { policy, zone, jurisdiction })
    }

    /// The lender's date at an instant.
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        business_date(now, self.zone)
    }
}
