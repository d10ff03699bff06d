//! What a contractor can be asked to do, when, and by which steps.

use super::OrderState;
use crate::language::Language;
use crate::recovery::CaseState;
use crate::refusal::Refusal;

wire_names! {
    /// The kind of an order.
    OrderKind {
        /// Find the car and take it.
        Repossess = "repossess",
        /// Receive the car from a borrower who hands it over.
        VoluntarySurrender = "voluntary_surrender",
        /// Get the car out of an impound lot that an authority put it in.
        ImpoundInvoluntary = "impound_involuntary",
        /// Get the car out of a lot where its holder left it.
        ImpoundVoluntary = "impound_voluntary",
        /// Find out where the car is.
        Investigate = "investigate",
        /// Visit the borrower.
        FieldVisit = "field_visit",
        /// Report on the car's condition.
        ConditionReport = "condition_report",
        /// Carry the car to a yard.
        Tow = "tow",
        /// Carry the car from place to place.
        Transport = "transport",
        /// Keep the car.
        Store = "store",
        /// Sell the car by auction.
        Auction = "auction",
        /// Sell the car on the lender's behalf.
        Consign = "consign",
        /// Make keys.
        MakeKeys = "make_keys",
    }
}

impl OrderKind {
    /// What is asked for, in words, as letters and public pages tell it.
    pub fn label(self, language: Language) -> &'static str {
        use OrderKind::*;
        match self {
            Repossess => language.pick("Repossession", "收车"),
            VoluntarySurrender => language.pick("Voluntary surrender", "自愿交车"),
            ImpoundInvoluntary => language.pick("Release from an impound lot", "扣押场提车"),
            ImpoundVoluntary => language.pick("Release from an impound lot, agreed", "扣押场提车（同意）"),
            Investigate => language.pick("Investigation", "调查"),
            FieldVisit => language.pick("Field visit", "上门走访"),
            ConditionReport => language.pick("Condition report", "车况报告"),
            Tow => language.pick("Tow", "拖车"),
            Transport => language.pick("Transport", "运输"),
            Store => language.pick("Storage", "保管"),
            Auction => language.pick("Auction", "拍卖"),
            Consign => language.pick("Consignment", "寄售"),
            MakeKeys => language.pick("Keys", "配钥匙"),
        }
    }

    /// The order takes the car from whoever has it.
    pub fn takes(self) -> bool {
        use OrderKind::*;
        matches!(self, Repossess | VoluntarySurrender | ImpoundInvoluntary | ImpoundVoluntary)
    }

    /// The contractor looks for the car or meets the borrower: what the law says of sending somebody applies, and a
    /// position may be shared.
    pub fn in_the_field(self) -> bool {
        self.takes() || matches!(self, OrderKind::Investigate | OrderKind::FieldVisit)
    }

    /// The steps between acceptance and completion; an order has those of its kind and no other.
    pub fn route(self) -> &'static [OrderState] {
        use OrderKind as K;
        use OrderState::*;
        match self {
            K::Repossess | K::VoluntarySurrender | K::ImpoundInvoluntary | K::ImpoundVoluntary => {
                &[Accepted, EnRoute, OnSite, OnHook, Completed]
            }
            K::Tow | K::Transport => &[Accepted, EnRoute, OnHook, Completed],
            K::FieldVisit | K::ConditionReport | K::MakeKeys => &[Accepted, EnRoute, OnSite, Completed],
            K::Investigate | K::Store | K::Auction | K::Consign => &[Accepted, Completed],
        }
    }

    /// Whether a case in this state can have the order done.
    ///
    /// # Errors
    /// The case is not there yet, or past it.
    pub fn fits(self, state: CaseState) -> Result<(), Refusal> {
        use CaseState as S;
        use OrderKind as K;
        let wanted: &[S] = match self {
            kind if kind.in_the_field() => &[S::Authorised, S::InRecovery],
            K::Auction | K::Consign => &[S::ForDisposal],
            K::Tow => &[S::Secured, S::InCustody, S::ForDisposal, S::Redeemed, S::Reinstated, S::Unrepossessed],
            _ => &[S::Secured, S::InCustody, S::ForDisposal, S::Sold, S::Redeemed, S::Reinstated, S::Unrepossessed],
        };
        if wanted.contains(&state) {
            return Ok(());
        }
        let names: Vec<&str> = wanted.iter().map(|s| s.name()).collect();
        let message = format!("a {self} order is not possible while the case is {state}");
        let of = [
            ("state", state.name().into()),
            ("kind", self.name().into()),
            ("wanted", crate::refusal::names(names.iter().copied())),
        ];
        let refusal = Refusal::new("order_fits_case", message, format!("bring the case to {}", names.join(" or ")));
        Err(refusal.told("order_fits_case.state", of))
    }
}
