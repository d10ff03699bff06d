//! What is known when an action is asked for. `None` is "nobody recorded it", never "no": a rule that needs a fact which
//! is not there denies.

use super::notice::NoticeFact;
use super::{
    Approver, Channel, Conduct, ContactOutcome, LadderStep, LenderKind, Party, PrivacyRecord, Product, Reach,
    SaleEvidence,
};
use crate::money::Money;
use crate::reason::Reason;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Declares a set of facts: a struct of options, all unknown by default.
macro_rules! facts {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: Option<$type>,)* }
    };
}

/// How much of the price is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricePaid {
    /// Paid so far.
    pub paid: Money,
    /// The whole price; for hire purchase, with all instalments.
    pub total: Money,
}

facts! {
    /// The contract and what is owed.
    DebtFacts {
        /// What the lender is.
        lender_kind: LenderKind,
        /// The contract.
        product: Product,
        /// The debtor is a consumer.
        consumer: bool,
        /// When the balance was last known to be right.
        checked_at: DateTime<Utc>,
        /// It was in default then.
        in_default: bool,
        /// Days past due then.
        dpd: u32,
        /// Instalments fall due weekly.
        weekly: bool,
        /// What is overdue.
        overdue: Money,
        /// Principal still owed.
        principal: Money,
        /// The finance charge of the whole contract.
        finance_charge: Money,
        /// How much of the price is paid.
        price: PricePaid,
        /// The debtor ended the contract and gave the car back (UK: voluntary termination).
        voluntarily_terminated: bool,
        /// The lease or contract has been terminated for default.
        terminated: bool,
        /// The lien is registered.
        lien_registered: bool,
        /// The contract has a clause that lets the lender sell by itself.
        self_sale_clause: bool,
    }
}

/// One contact, as the log has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// How.
    pub channel: Channel,
    /// Whom.
    pub party: Party,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// About the debt of the action asked for.
    pub same_debt: bool,
    /// To the number or address of the action asked for.
    pub same_number: bool,
}

/// What the last check of military service said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilitaryCheck {
    /// The day of the check.
    pub on: NaiveDate,
    /// On active duty.
    pub active: bool,
    /// The contract and a payment or deposit are older than the service.
    pub contract_before_service: bool,
}

facts! {
    /// The debtor, and what passed between them and the lender.
    DebtorFacts {
        /// They agreed to be contacted at this time.
        agreed_time: bool,
        /// They are there. A taking while they are there is a contact too.
        present: bool,
        /// Whether they can be reached.
        reach: Reach,
        /// Contacts of at least the last eight days, in any order.
        contacts: Vec<ContactRecord>,
        /// The third party asked not to be contacted again.
        third_party_refused: bool,
        /// Whom one speaks to is who they say.
        identity_verified: bool,
        /// The sender says who they are and on whose behalf.
        sender_identified: bool,
        /// They are ill, pregnant, bereaved, or otherwise vulnerable.
        vulnerable: bool,
        /// Relief (time, a plan) was considered.
        forbearance_considered: bool,
        /// A stay of bankruptcy is in force.
        bankruptcy_stay: bool,
        /// Military service.
        military: MilitaryCheck,
        /// The day they moved to where they live now, if that was after the contract.
        moved_in_on: NaiveDate,
        /// A complaint of theirs is open since this day.
        complaint: Asked,
    }
}

/// Something that a person may have asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// Nobody asked, or it is done.
    No,
    /// Asked on this day, and not yet done.
    On(NaiveDate),
}

/// Who carries the action out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Performer {
    /// The lender's own people.
    Own,
    /// A contractor.
    Vendor {
        /// On the list that the lender publishes.
        #[serde(default)]
        listed: Option<bool>,
        /// The day of the last evaluation.
        #[serde(default)]
        evaluated_on: Option<NaiveDate>,
        /// The day of the last audit.
        #[serde(default)]
        audited_on: Option<NaiveDate>,
    },
}

facts! {
    /// Who acts, and how.
    FieldFacts {
        /// Who carries it out.
        performer: Performer,
        /// Named agents who checked in at the place.
        agents: u8,
        /// Sound, or sound and picture, is being recorded.
        recording: bool,
        /// A letter of authorisation is issued, not expired and not revoked.
        letter_valid: bool,
        /// What happened that must not happen. Empty: the agents attest that nothing did.
        conduct: BTreeSet<Conduct>,
        /// The police were told.
        police_told: bool,
        /// Steps of treatment that were tried.
        steps: BTreeSet<LadderStep>,
    }
}

facts! {
    /// The right to take the car.
    TakingFacts {
        /// The case is authorised by two people.
        authorised: bool,
        /// A court order to take or enter is at hand.
        court_order: bool,
        /// The debtor consented at the time, knowing that they need not.
        informed_consent: bool,
        /// A third party without a right to it has the car.
        with_third_party: bool,
        /// Holds on the case, pending ones too.
        open_holds: u32,
        /// Live orders of the same aim at other contractors.
        other_live_orders: u32,
    }
}

facts! {
    /// Possession, sale and the money.
    SaleFacts {
        /// The day the car was taken.
        possession_on: NaiveDate,
        /// The debt was paid or the car redeemed.
        redeemed: bool,
        /// The debtor agreed to this way of sale after the default, or by the contract.
        agreed: bool,
        /// The debtor waived the deadline after the default.
        deadline_waived: bool,
        /// Proof of a reasonable sale that is on file.
        evidence: BTreeSet<SaleEvidence>,
        /// The explanation of surplus or deficiency was sent.
        explanation_sent: bool,
        /// The debtor asked for that explanation.
        explanation_asked: Asked,
        /// Personal things in the car were listed.
        property_listed: bool,
        /// Weapons and drugs found in it went to the police, or there were none.
        contraband_handed_over: bool,
    }
}

/// A warning of a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutWarning {
    /// When.
    pub at: DateTime<Utc>,
    /// How.
    pub channel: Channel,
}

facts! {
    /// A device that can cut the engine.
    DeviceFacts {
        /// The car moves.
        moving: bool,
        /// Warnings of this cut.
        warnings: Vec<CutWarning>,
        /// A written agreement on the device, apart from the contract.
        agreement: bool,
        /// Hours for which the debtor can restart in an emergency.
        emergency_restart_h: u16,
        /// Days for which the engine has been cut without a break.
        locked_days: u16,
    }
}

facts! {
    /// Personal data.
    DataFacts {
        /// What the position is needed for.
        purpose: Reason,
        /// What is on file.
        records: BTreeSet<PrivacyRecord>,
        /// The debtor asked for erasure.
        erasure: Asked,
        /// The day of the oldest position that is still kept.
        oldest_track: NaiveDate,
    }
}

/// Everything that is known when an action is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GateFacts {
    /// The contract and what is owed.
    pub debt: DebtFacts,
    /// The debtor.
    pub debtor: DebtorFacts,
    /// Who acts, and how.
    pub field: FieldFacts,
    /// The right to take the car.
    pub taking: TakingFacts,
    /// Possession, sale and the money.
    pub sale: SaleFacts,
    /// A device that can cut the engine.
    pub device: DeviceFacts,
    /// Personal data.
    pub data: DataFacts,
    /// Notices that were served. `None`: nobody looked.
    pub notices: Option<Vec<NoticeFact>>,
    /// Who has agreed to exactly this action.
    pub approved_by: BTreeSet<Approver>,
}
