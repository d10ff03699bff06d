//! The law of a place, as far as it divides money.

use super::input::DebtComponent;
use super::rule::Rule;
use crate::language::Language;

wire_names! {
    /// Which rules divide the proceeds.
    Profile {
        /// United States: Uniform Commercial Code, article 9.
        Us = "us",
        /// Mainland China, mortgage: Civil Code.
        Cn = "cn",
        /// Mainland China, finance lease: Civil Code and the judicial interpretation on finance leases.
        CnFinanceLease = "cn_finance_lease",
        /// Taiwan: Personal Property Secured Transactions Act.
        Tw = "tw",
        /// United Kingdom, hire purchase: the agreement and the Consumer Credit Act 1974.
        UkHp = "uk_hp",
    }
}

impl Profile {
    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Profile::Us => ("United States (UCC article 9)", "美国(统一商法典第九编)"),
            Profile::Cn => ("Mainland China, mortgage", "中国大陆(抵押)"),
            Profile::CnFinanceLease => ("Mainland China, finance lease", "中国大陆(融资租赁)"),
            Profile::Tw => ("Taiwan", "台湾(动产担保交易法)"),
            Profile::UkHp => ("United Kingdom, hire purchase", "英国(租购)"),
        };
        language.pick(english, chinese)
    }

    /// The order of the debt's components where the contract gives none: charges before interest before principal
    /// (Civil Code 561; 動產擔保交易法 20), penalties with the interest. Where the order is the contract's alone
    /// (`us`, `uk_hp`) it is the same, for want of another.
    pub fn debt_order(self) -> [DebtComponent; 4] {
        [DebtComponent::Fees, DebtComponent::Interest, DebtComponent::Penalty, DebtComponent::Principal]
    }

    /// By which rule the proceeds pay costs.
    pub(super) fn cost_rule(self) -> Rule {
        match self {
            Profile::Us => Rule::UsCosts,
            Profile::Cn => Rule::CnCosts,
            Profile::CnFinanceLease => Rule::LeaseCosts,
            Profile::Tw => Rule::TwCosts,
            Profile::UkHp => Rule::UkCosts,
        }
    }

    /// By which rule they pay a component of the debt, and whether the contract itself gave the order.
    pub(super) fn debt_rule(self, component: DebtComponent, agreed: bool) -> Rule {
        match (self, component) {
            (Profile::Us, _) => Rule::UsDebt,
            (Profile::UkHp, _) => Rule::UkDebt,
            (Profile::Cn, _) if agreed => Rule::CnAgreedOrder,
            (Profile::Cn, DebtComponent::Principal) => Rule::CnPrincipal,
            (Profile::Cn, _) => Rule::CnInterest,
            (Profile::CnFinanceLease, _) => Rule::LeaseLoss,
            (Profile::Tw, DebtComponent::Principal) => Rule::TwPrincipal,
            (Profile::Tw, _) => Rule::TwInterest,
        }
    }

    /// By which rule somebody keeps what is left.
    pub(super) fn surplus_rule(self) -> Rule {
        match self {
            Profile::Us => Rule::UsSurplus,
            Profile::Cn => Rule::CnSurplus,
            Profile::CnFinanceLease => Rule::LeaseSurplus,
            Profile::Tw => Rule::TwSurplus,
            Profile::UkHp => Rule::UkRemainder,
        }
    }
}
