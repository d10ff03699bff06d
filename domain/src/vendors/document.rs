//! The papers of a vendor: what each is, and on which days it counts.

use crate::ids::EvidenceId;
use crate::reason::Reason;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// What a paper is (`domain.md` A7.1, A7.8, A7.10).
    DocumentKind {
        /// It is a company (营业执照).
        BusinessLicence = "business_licence",
        /// The contract with the lender: scope, liability, audit, rules of work, penalties, end.
        Contract = "contract",
        /// The firm's undertaking to keep what it learns to itself.
        Confidentiality = "confidentiality",
        /// Who answers for the firm, and that nothing is held against that person.
        ResponsiblePerson = "responsible_person",
        /// Attestation of the premises: access control, cameras, closed network, recordings that can be called up.
        SiteAttestation = "site_attestation",
        /// Insurance against damage done to others.
        LiabilityInsurance = "liability_insurance",
        /// Insurance of the car while it hangs on the truck.
        OnHookInsurance = "on_hook_insurance",
        /// Insurance of cars kept in a yard.
        GaragekeepersInsurance = "garagekeepers_insurance",
        /// A surety that pays when the firm does not.
        Bond = "bond",
        /// Licence to recover cars or to collect, where the place asks for one.
        RecoveryLicence = "recovery_licence",
        /// Licence to carry cars by road.
        TransportLicence = "transport_licence",
        /// Licence to sell by auction.
        AuctionLicence = "auction_licence",
        /// Licence to open locks and make keys.
        LocksmithLicence = "locksmith_licence",
    }
}

/// A paper was found wrong or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: Reason,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Its number, or how it is known.
    pub number: Reason,
    /// First day on which it counts.
    pub issued_on: NaiveDate,
    /// Last day on which it counts; none: until further notice.
    #[serde(default)]
    pub expires_on: Option<NaiveDate>,
    /// The copy of it.
    #[serde(default)]
    pub evidence: Option<EvidenceId>,
    /// It does not count any more.
    #[serde(default)]
    pub revoked: Option<Revocation>,
}

impl Document {
    /// Whether it counts on a day. The day it expires on is its last.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.revoked.is_none() && self.issued_on <= day && self.expires_on.is_none_or(|last| day <= last)
    }
}
