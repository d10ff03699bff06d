//! What people write down about a case: typed kinds, so that the gate can read what was recorded.

use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::compliance::{
    AddressKind, Channel, Conduct, ContactOutcome, LadderStep, Party, Reach, SaleEvidence,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A contact that took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactEntry {
    /// `call`, `sms`, `email`, `letter`, `visit`, `messenger` or `app`.
    #[schema(value_type = String)]
    pub channel: Channel,
    /// `debtor`, `co_debtor`, `guarantor`, `emergency_contact`, `household`, `employer` or `third_party`.
    #[schema(value_type = String)]
    pub party: Party,
    /// `conversation`, `no_answer`, `invalid_number` or `delivered`.
    #[schema(value_type = String)]
    pub outcome: ContactOutcome,
    /// When, RFC 3339; default: now.
    #[serde(default)]
    pub at: Option<DateTime<Utc>>,
    /// Which number or address, as the lender tells them apart (`mobile`, `office`); never the number itself.
    #[serde(default)]
    pub to: Option<String>,
    /// Of a letter: `home`, `postal`, `work`, `public_office` or `other` (default).
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub address: Option<AddressKind>,
    /// The debt or the default was spoken of.
    #[serde(default)]
    pub mentions_debt: bool,
    /// Whom one spoke to was verified to be who they say.
    #[serde(default)]
    pub identity_verified: Option<bool>,
    /// The sender said who they are and for whom they act.
    #[serde(default)]
    pub sender_identified: Option<bool>,
    /// Sound was recorded.
    #[serde(default)]
    pub recording: Option<bool>,
    /// Where the recording is.
    #[serde(default)]
    pub recording_reference: Option<String>,
    /// They asked not to be contacted again.
    #[serde(default)]
    pub declined: bool,
    /// What was sent, where it was a text.
    #[serde(default)]
    pub text: Option<String>,
    /// What came of it, in words.
    #[serde(default)]
    pub note: Option<String>,
}

/// What the agents of an order attest of the place before they act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteReport {
    /// What happened that must not: `objection`, `force`, `threat`, `insult`, `locked_structure`, `intrusion`,
    /// `detention`, `stalking`, `public_exposure`, `police_help`, `impersonation`, `things_taken`. Empty: nothing did.
    #[schema(value_type = Vec<String>)]
    pub conduct: BTreeSet<Conduct>,
    /// Sound, or sound and picture, is being recorded.
    pub recording: bool,
    /// The debtor is there.
    pub debtor_present: bool,
    /// The agents said who they are and for whom they act, or nobody was there to be told.
    #[serde(default)]
    pub identified: Option<bool>,
    /// In words.
    #[serde(default)]
    pub note: Option<String>,
}

/// What became of the things found in a car.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// Given back, or there was nothing.
    Returned,
    /// Kept as the law asks.
    Stored,
    /// Thrown away or sold: passes the gate.
    Disposed,
}

/// A record to add. Its kind says what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = RecordBody)]
pub enum Recorded {
    /// What was found in the car.
    PropertyInventory {
        /// Each thing, in words; an empty car has an empty list.
        items: Vec<String>,
    },
    /// What was found in the car was given back, is kept, or was disposed of as the law allows.
    PropertyHandled {
        /// How, in words.
        note: String,
        /// `returned` (default), `stored` or `disposed`.
        #[serde(default)]
        how: Option<Handling>,
    },
    /// Liens and title were checked.
    TitleCheck {
        /// A sale is possible.
        clear: bool,
        /// Where it was checked, and what was found.
        note: String,
    },
    /// Somebody was reached, or not. It is written down whatever the gate says of it; a planned contact is judged by
    /// `POST /cases/{id}/compliance/check`.
    Contact(ContactEntry),
    /// What the agents attest of the place, before a taking or at a visit.
    Site(SiteReport),
    /// Something went wrong: to be dealt with within 24 hours.
    Incident {
        /// 1 is the gravest.
        severity: u8,
        /// What happened.
        note: String,
    },
    /// The state of the car.
    Condition {
        /// 0 (wreck) to 5 (as new).
        grade: u8,
        /// What is damaged, panel by panel.
        damages: Vec<String>,
        /// Odometer, km.
        odometer_km: Option<u32>,
        /// Keys that are there.
        keys: Option<u8>,
        /// A tracker was found in it.
        tracker_found: Option<bool>,
        /// Fuel in the tank, or charge of the battery, percent.
        #[serde(default)]
        energy_percent: Option<u8>,
        /// When it was looked at, RFC 3339, where it is told later: a phone without a connection.
        #[serde(default)]
        at: Option<DateTime<Utc>>,
    },
    /// Whether the debtor is ill, pregnant, bereaved or otherwise vulnerable was asked.
    Vulnerability {
        /// They are.
        vulnerable: bool,
        /// How it was found out.
        note: String,
    },
    /// Relief (time, a plan) was considered.
    Forbearance {
        /// It was.
        considered: bool,
        /// What, and why it was not given.
        note: String,
    },
    /// The registers of bankruptcy were searched.
    BankruptcySearch {
        /// A stay is in force.
        stay: bool,
        /// Where it was searched, and what was found.
        note: String,
    },
    /// Military service was checked.
    MilitaryCheck {
        /// The day of the check.
        on: NaiveDate,
        /// On active duty.
        active: bool,
        /// Contract and a payment or deposit are older than the service.
        contract_before_service: bool,
        /// The certificate's number, or what was found.
        note: String,
    },
    /// Whether the debtor can be reached.
    Reach {
        /// `reachable`, `number_invalid`, `dead` or `incapable`.
        #[schema(value_type = String)]
        reach: Reach,
        /// How it is known.
        note: String,
    },
    /// The debtor agreed to be contacted at a time.
    AgreedTime {
        /// From, RFC 3339.
        from: DateTime<Utc>,
        /// Until.
        until: DateTime<Utc>,
        /// How they agreed.
        note: String,
    },
    /// The debtor consented to the taking, knowing that they need not.
    InformedConsent {
        /// They did.
        given: bool,
        /// When, how, in front of whom.
        note: String,
    },
    /// A court ordered the taking or the entry.
    CourtOrder {
        /// Court and case number.
        reference: String,
    },
    /// A third party without a right to it has the car.
    ThirdPartyPossession {
        /// It has.
        with_third_party: bool,
        /// Who, and how it is known.
        note: String,
    },
    /// The police were told.
    PoliceTold {
        /// The reference that they gave.
        reference: String,
    },
    /// Weapons and drugs found in the car went to the police, or there were none.
    Contraband {
        /// They did, or there were none.
        handed_over: bool,
        /// What was found, and the reference that the police gave.
        note: String,
    },
    /// Whether the debtor agreed to the way of sale, after the default or by the contract.
    SaleAgreement {
        /// They did.
        agreed: bool,
        /// When and how.
        note: String,
    },
    /// The debtor waived the deadline for the sale, after the default.
    DeadlineWaiver {
        /// When and how.
        note: String,
    },
    /// Proof that the sale is reasonable was put on file.
    SaleEvidence {
        /// Of these: `notices`, `advertising`, `appraisal`, `bids`, `comparables`.
        #[schema(value_type = Vec<String>)]
        of: BTreeSet<SaleEvidence>,
        /// Where it is.
        note: String,
    },
    /// The explanation of surplus or deficiency was asked for, or sent.
    Explanation {
        /// Asked for on this day.
        #[serde(default)]
        asked_on: Option<NaiveDate>,
        /// Sent on this day.
        #[serde(default)]
        sent_on: Option<NaiveDate>,
        /// In words.
        note: String,
    },
    /// A step of treatment that was tried.
    LadderStep {
        /// `calls`, `letter`, `lawyer_letter` or `visit`.
        #[schema(value_type = String)]
        step: LadderStep,
        /// What came of it.
        note: String,
    },
}

impl Recorded {
    /// Its kind, as it is stored beside it.
    pub fn kind(&self) -> &'static str {
        use Recorded::*;
        match self {
            PropertyInventory { .. } => "property_inventory",
            PropertyHandled { .. } => "property_handled",
            TitleCheck { .. } => "title_check",
            Contact(_) => "contact",
            Site(_) => "site",
            Incident { .. } => "incident",
            Condition { .. } => "condition",
            Vulnerability { .. } => "vulnerability",
            Forbearance { .. } => "forbearance",
            BankruptcySearch { .. } => "bankruptcy_search",
            MilitaryCheck { .. } => "military_check",
            Reach { .. } => "reach",
            AgreedTime { .. } => "agreed_time",
            InformedConsent { .. } => "informed_consent",
            CourtOrder { .. } => "court_order",
            ThirdPartyPossession { .. } => "third_party_possession",
            PoliceTold { .. } => "police_told",
            Contraband { .. } => "contraband",
            SaleAgreement { .. } => "sale_agreement",
            DeadlineWaiver { .. } => "deadline_waiver",
            SaleEvidence { .. } => "sale_evidence",
            Explanation { .. } => "explanation",
            LadderStep { .. } => "ladder_step",
        }
    }

    /// Whether contractors may add it: what they see and do themselves.
    pub fn by_contractors(&self) -> bool {
        use Recorded::*;
        matches!(
            self,
            PropertyInventory { .. }
                | Contact(_)
                | Site(_)
                | Incident { .. }
                | Condition { .. }
                | InformedConsent { .. }
                | PoliceTold { .. }
                | Contraband { .. }
        )
    }

    /// Its texts, each with its field.
    pub fn texts(&self) -> Vec<(&'static str, &str)> {
        use Recorded::*;
        match self {
            PropertyInventory { items } => items.iter().map(|i| ("items", i.as_str())).collect(),
            Condition { damages, .. } => damages.iter().map(|d| ("damages", d.as_str())).collect(),
            Contact(entry) => {
                let all = [
                    ("to", &entry.to),
                    ("recording_reference", &entry.recording_reference),
                    ("text", &entry.text),
                    ("note", &entry.note),
                ];
                all.into_iter().filter_map(|(field, text)| text.as_deref().map(|text| (field, text))).collect()
            }
            Site(report) => report.note.iter().map(|note| ("note", note.as_str())).collect(),
            CourtOrder { reference } | PoliceTold { reference } => vec![("reference", reference)],
            PropertyHandled { note, .. }
            | TitleCheck { note, .. }
            | Incident { note, .. }
            | Vulnerability { note, .. }
            | Forbearance { note, .. }
            | BankruptcySearch { note, .. }
            | MilitaryCheck { note, .. }
            | Reach { note, .. }
            | AgreedTime { note, .. }
            | InformedConsent { note, .. }
            | ThirdPartyPossession { note, .. }
            | Contraband { note, .. }
            | SaleAgreement { note, .. }
            | DeadlineWaiver { note }
            | SaleEvidence { note, .. }
            | Explanation { note, .. }
            | LadderStep { note, .. } => vec![("note", note)],
        }
    }
}
