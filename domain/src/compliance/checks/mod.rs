//! What rules check: typed kinds with parameters, each in a struct that knows when it is not met. No expressions: what a
//! pack can say is what stands here, so that every kind is tested, and a rule can only restrict.

mod contact;
mod data;
mod debt;
mod device;
mod notices;
mod people;
mod sale;
mod taking;

pub use contact::{
    ChannelDenied, ContactFrequency, ContactWindow, Counted, IdentityVerified, LetterLimits, Per, SenderIdentified,
    ThirdPartyContact, WaitAfterConversation, WindowDays, WordsDenied,
};
pub use data::{ErasureDeadline, ExportCap, LocationPurpose, NoThirdPartyData, PrivacyRecords, Retention};
pub use debt::{
    CashDenied, FeeCap, FeeDenied, Grade, Ladder, LiabilityCap, LoanGrade, LoanRecheck, RetakeTerms, StatutoryDamages,
    Waterfall,
};
pub use device::{EngineCut, LockOut};
pub use notices::{CureNoticeAge, NoticeBefore, NoticeContents, RegionKnown, RightToCure};
pub use people::{
    AuthorisationLetter, ComplaintAnswered, LenderScope, MinimumAgents, PoliceReport, RecordingOn, VendorAudited,
    VendorEvaluated, VendorListed, Vulnerability,
};
pub use sale::{
    ExplanationFirst, NotRedeemed, PropertyKept, RedemptionPeriod, SaleDeadline, SaleEvidenceSet, SaleRoute,
};
pub use taking::{
    AbortOn, BankruptcyStay, Basis, LienRegistered, MilitaryService, NoOpenHold, PremisesEntry, PresentRight,
    ProtectedGoods, SelfSaleClause, SingleOrder,
};

use super::{
    Calendar, DebtorLocalTime, GateAction, GateActionKind, GateFacts, NoticeItem, NoticeKind, NoticeRequirement, Place,
    Rule,
};
use crate::refusal::Params;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What a check sees.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What is about to be done.
    pub action: &'a GateAction,
    /// What is known.
    pub facts: &'a GateFacts,
    /// When, where the debtor is.
    pub local: DebtorLocalTime,
    /// Holidays and working days of the place.
    pub holidays: &'a Calendar,
    /// Which place the rule is asked for.
    pub place: &'a Place,
    /// The rule.
    pub rule: &'a Rule,
}

/// Why a check is not met, and what would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub message: String,
    /// What would satisfy the check.
    pub remedy: String,
    /// It is not met because a fact is not recorded.
    pub missing: bool,
}

impl Finding {
    /// The check is not met.
    pub fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Finding { message: message.into(), remedy: remedy.into(), missing: false }
    }
}

/// What a check answers.
pub type Met = Result<(), Finding>;

/// A fact that the check cannot do without. `what`: as in "record `what`".
fn need<T>(fact: Option<T>, what: &str) -> Result<T, Finding> {
    fact.ok_or_else(|| Finding {
        message: format!("it is not recorded {what}"),
        remedy: format!("record {what}"),
        missing: true,
    })
}

/// The check is met, or this is why not.
fn met(holds: bool, message: impl Into<String>, remedy: impl Into<String>) -> Met {
    if holds { Ok(()) } else { Err(Finding::new(message, remedy)) }
}

/// Names of a set, for messages.
fn names<T: Copy>(set: impl IntoIterator<Item = T>, name: impl Fn(T) -> &'static str) -> String {
    set.into_iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Not one of `kinds`: the check has nothing to say.
fn spared(scene: &Scene<'_>, kinds: &BTreeSet<GateActionKind>) -> bool {
    !scene.action.is_one_of(kinds)
}

/// One kind of check.
trait Test {
    /// Ok when it is met, or does not concern the action.
    fn test(&self, scene: &Scene<'_>) -> Met;

    /// A parameter that makes no sense: its field, and what would.
    fn problem(&self) -> Option<(&'static str, &'static str)> {
        None
    }
}

macro_rules! checks {
    ($($(#[$doc:meta])* $variant:ident = $name:literal: $type:ty,)*) => {
        wire_names! {
            /// The kind of a check.
            CheckKind { $($(#[$doc])* $variant = $name,)* }
        }

        /// A check, by its kind.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Check { $($(#[$doc])* #[serde(rename = $name)] $variant($type),)* }

        impl Check {
            /// Its kind.
            pub fn kind(&self) -> CheckKind { match self { $(Check::$variant(_) => CheckKind::$variant,)* } }

            /// Ok when it is met, or does not concern the action of `scene`.
            ///
            /// # Errors
            /// Why it is not met.
            pub fn test(&self, scene: &Scene<'_>) -> Met { match self { $(Check::$variant(c) => c.test(scene),)* } }

            /// A parameter that makes no sense: its field, and what would.
            pub fn problem(&self) -> Option<(&'static str, &'static str)> {
                match self { $(Check::$variant(c) => c.problem(),)* }
            }
        }
    };
}

checks! {
    /// Hours in which the debtor may be reached.
    ContactWindow = "contact_window": ContactWindow,
    /// How often.
    ContactFrequency = "contact_frequency": ContactFrequency,
    /// Days to wait after a conversation.
    WaitAfterConversation = "wait_after_conversation": WaitAfterConversation,
    /// Ways that are not to be used.
    ChannelDenied = "channel_denied": ChannelDenied,
    /// When others than the debtor may be reached.
    ThirdPartyContact = "third_party_contact": ThirdPartyContact,
    /// Whom one speaks to.
    IdentityVerified = "identity_verified": IdentityVerified,
    /// Who speaks.
    SenderIdentified = "sender_identified": SenderIdentified,
    /// Words that are not to be used.
    WordsDenied = "words_denied": WordsDenied,
    /// To whom, where and from which sum letters go.
    LetterLimits = "letter_limits": LetterLimits,
    /// How many agents.
    MinimumAgents = "minimum_agents": MinimumAgents,
    /// Sound or picture is recorded.
    RecordingOn = "recording_on": RecordingOn,
    /// A letter of authorisation.
    AuthorisationLetter = "authorisation_letter": AuthorisationLetter,
    /// The contractor is on the published list.
    VendorListed = "vendor_listed": VendorListed,
    /// The contractor was evaluated.
    VendorEvaluated = "vendor_evaluated": VendorEvaluated,
    /// The contractor was audited.
    VendorAudited = "vendor_audited": VendorAudited,
    /// Complaints are answered in time.
    ComplaintAnswered = "complaint_answered": ComplaintAnswered,
    /// Vulnerable people.
    Vulnerability = "vulnerability": Vulnerability,
    /// The police are told.
    PoliceReport = "police_report": PoliceReport,
    /// For which lenders the rule was written.
    LenderScope = "lender_scope": LenderScope,
    /// The legal basis of a taking.
    Basis = "basis": Basis,
    /// A present right to take.
    PresentRight = "present_right": PresentRight,
    /// What ends an attempt.
    AbortOn = "abort_on": AbortOn,
    /// Premises that are not entered.
    PremisesEntry = "premises_entry": PremisesEntry,
    /// So much is paid that only a court may take it.
    ProtectedGoods = "protected_goods": ProtectedGoods,
    /// Holds.
    NoOpenHold = "no_open_hold": NoOpenHold,
    /// One live order at a time.
    SingleOrder = "single_order": SingleOrder,
    /// Bankruptcy.
    BankruptcyStay = "bankruptcy_stay": BankruptcyStay,
    /// Military service.
    MilitaryService = "military_service": MilitaryService,
    /// The lien is registered.
    LienRegistered = "lien_registered": LienRegistered,
    /// A clause to sell is no right to take.
    SelfSaleClause = "self_sale_clause": SelfSaleClause,
    /// The loan is looked at again.
    LoanRecheck = "loan_recheck": LoanRecheck,
    /// How the debt is graded.
    LoanGrade = "loan_grade": LoanGrade,
    /// Steps before the car is taken.
    Ladder = "ladder": Ladder,
    /// The contract is ended before the car is taken.
    RetakeTerms = "retake_terms": RetakeTerms,
    /// The waterfall's profile.
    Waterfall = "waterfall": Waterfall,
    /// The least that a violation costs.
    StatutoryDamages = "statutory_damages": StatutoryDamages,
    /// The most that is asked of a debtor.
    LiabilityCap = "liability_cap": LiabilityCap,
    /// The most that is charged.
    FeeCap = "fee_cap": FeeCap,
    /// What is not charged.
    FeeDenied = "fee_denied": FeeDenied,
    /// Cash.
    CashDenied = "cash_denied": CashDenied,
    /// A notice before an action.
    NoticeBefore = "notice_before": NoticeBefore,
    /// The right to cure of a state.
    RightToCure = "right_to_cure": RightToCure,
    /// How long a cure notice is good.
    CureNoticeAge = "cure_notice_age": CureNoticeAge,
    /// What a notice says.
    NoticeContents = "notice_contents": NoticeContents,
    /// The state or province must be known.
    RegionKnown = "region_known": RegionKnown,
    /// How a car may be sold.
    SaleRoute = "sale_route": SaleRoute,
    /// Until when it must be sold.
    SaleDeadline = "sale_deadline": SaleDeadline,
    /// Proof of a reasonable sale.
    SaleEvidenceSet = "sale_evidence": SaleEvidenceSet,
    /// A redeemed car is not sold.
    NotRedeemed = "not_redeemed": NotRedeemed,
    /// Days in which it can be redeemed.
    RedemptionPeriod = "redemption_period": RedemptionPeriod,
    /// Surplus or deficiency is explained first.
    ExplanationFirst = "explanation_first": ExplanationFirst,
    /// Personal things are kept.
    PropertyKept = "property_kept": PropertyKept,
    /// Before an engine is cut.
    EngineCut = "engine_cut": EngineCut,
    /// How long it is cut.
    LockOut = "lock_out": LockOut,
    /// Location needs a purpose.
    LocationPurpose = "location_purpose": LocationPurpose,
    /// What the law of personal data wants on file.
    PrivacyRecords = "privacy_records": PrivacyRecords,
    /// Data of people who are not liable.
    NoThirdPartyData = "no_third_party_data": NoThirdPartyData,
    /// How long records are kept, at least and at most.
    Retention = "retention": Retention,
    /// How much is exported without approval.
    ExportCap = "export_cap": ExportCap,
    /// When erasure is due.
    ErasureDeadline = "erasure_deadline": ErasureDeadline,
}

/// Entries of a parameter that is told beside a refusal at most: lists of words are not.
const MAX_TOLD: usize = 16;

impl Check {
    /// Its parameters by name, for whoever tells why it is not met.
    pub fn terms(&self) -> Params {
        let document = serde_json::to_value(self).unwrap_or_default();
        let fields = document.as_object().and_then(|kinds| kinds.values().next()).and_then(Value::as_object);
        let short = |value: &Value| match value {
            Value::Array(entries) => entries.len() <= MAX_TOLD,
            Value::Null | Value::Object(_) => false,
            _ => true,
        };
        let told = fields.into_iter().flatten().filter(|(_, value)| short(value));
        told.map(|(name, value)| (Cow::Owned(name.clone()), value.clone())).collect()
    }

    /// The notice that it wants before an action, as a requirement of `rule`.
    pub fn requirement(&self, rule: &Rule) -> Option<NoticeRequirement> {
        match self {
            Check::NoticeBefore(check) => Some(check.requirement(rule)),
            Check::RightToCure(check) => Some(check.requirement(rule)),
            _ => None,
        }
    }

    /// What it wants a notice to say.
    pub fn wanted_items(&self, rule: &Rule) -> Option<(NoticeKind, BTreeSet<NoticeItem>)> {
        match self {
            Check::NoticeContents(check) => Some((check.notice, check.items.clone())),
            _ => self.requirement(rule).map(|r| (r.notice, r.items)),
        }
    }

    /// Whether a case is meant by a check on notices. Of what is not known the notice is wanted.
    pub fn concerns(&self, facts: &GateFacts) -> bool {
        match self {
            Check::NoticeBefore(check) => check.concerns(facts),
            Check::RightToCure(_) => facts.debt.consumer != Some(false),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{codes, of_check, params_of};

    #[test]
    fn every_check_has_a_code_of_its_refusal() {
        for kind in CheckKind::ALL {
            assert!(params_of(&of_check(kind.name())).is_some(), "add {kind} to refusal/code.rs");
        }
        let of_checks = codes().filter(|(_, params)| params.contains(&"terms")).count();
        assert_eq!(of_checks, CheckKind::ALL.len());
    }

    #[test]
    fn a_check_tells_its_parameters_but_no_lists_of_words() {
        let check: Check = serde_json::from_str(
            r#"{"contact_frequency":{"max":3,"days":1,"count":"conversations","per":"debtor","channels":["call"]}}"#,
        )
        .expect("a check");
        let terms = check.terms();
        assert_eq!((&terms["max"], &terms["channels"]), (&3.into(), &vec!["call"].into()));
        let words: Vec<String> = (0..20).map(|n| format!("w{n}")).collect();
        let check: Check =
            serde_json::from_value(serde_json::json!({"words_denied": {"words": words}})).expect("a check");
        assert!(check.terms().is_empty());
    }
}
