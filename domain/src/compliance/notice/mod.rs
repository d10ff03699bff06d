//! Statutory notices: which are due before an action, whether their time has run, and the life of each.

mod duty;
mod machine;
mod record;

pub use duty::{DayCount, NoticeFact, NoticeRequirement, notice_gaps};
pub use machine::{NoticeApplied, apply_notice, draft_notice};
pub use record::{
    Notice, NoticeAction, NoticeActionKind, NoticeChange, NoticeEffect, NoticeEvent, NoticeStage, NoticeState,
    NoticeTerms, Service,
};

wire_names! {
    /// A statutory notice.
    NoticeKind {
        /// The contract is broken; mend it by a day (UK CCA 87; demand, 催告).
        DefaultNotice = "default_notice",
        /// The default may be cured by a day (US states).
        RightToCure = "right_to_cure",
        /// The car will be taken (TW art. 18).
        Repossession = "repossession",
        /// A contractor will collect (TW).
        Outsourcing = "outsourcing",
        /// The car will be sold (UCC 9-611, TW art. 19).
        Sale = "sale",
        /// The auction is announced to the public (TW art. 19).
        PublicSale = "public_sale",
        /// The engine will be cut.
        EngineCut = "engine_cut",
        /// Surplus or deficiency, explained (UCC 9-616).
        Explanation = "explanation",
        /// Personal things found in the car, and how to get them back.
        PersonalProperty = "personal_property",
    }
}

impl NoticeKind {
    /// In words, to be followed by "notice".
    pub fn words(self) -> String {
        self.name().trim_end_matches("_notice").replace('_', " ")
    }

    /// It tells somebody that the car will be sold.
    pub fn announces_sale(self) -> bool {
        matches!(self, NoticeKind::Sale | NoticeKind::PublicSale)
    }
}

wire_names! {
    /// How a notice is served.
    ServiceMethod {
        /// Registered or certified post.
        RegisteredPost = "registered_post",
        /// Ordinary post.
        Post = "post",
        /// Handed over.
        InPerson = "in_person",
        /// E-mail, where it was agreed.
        Email = "email",
        /// By a notary or bailiff.
        Officer = "officer",
        /// Published.
        Publication = "publication",
        /// Through the lender's app or a message to the agreed address of service.
        Electronic = "electronic",
    }
}

wire_names! {
    /// What a notice says.
    NoticeItem {
        /// Who sends it, with an address.
        Sender = "sender",
        /// Which car and contract.
        Collateral = "collateral",
        /// What was broken.
        Breach = "breach",
        /// What is owed or overdue.
        Amount = "amount",
        /// By when it can be mended.
        RemedyBy = "remedy_by",
        /// What follows otherwise.
        Consequences = "consequences",
        /// How the car will be sold.
        SaleMethod = "sale_method",
        /// When and where, or after which day.
        SaleTime = "sale_time",
        /// That the debtor owes what the sale does not bring.
        DeficiencyLiability = "deficiency_liability",
        /// A telephone number for the sum that redeems the car.
        RedemptionPhone = "redemption_phone",
        /// Where to learn more.
        MoreInformation = "more_information",
        /// The right to an accounting of what is owed.
        Accounting = "accounting",
        /// The name of the contractor.
        Agency = "agency",
        /// How long recordings are kept.
        RecordingKept = "recording_kept",
        /// A telephone number for complaints.
        ComplaintPhone = "complaint_phone",
    }
}
