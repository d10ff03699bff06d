//! What is known when a car has been sold.

use super::lien::{Lien, OwnLien};
use super::profile::Profile;
use crate::language::Language;
use crate::money::{BasisPoints, Money, MoneyError};
use crate::recovery::StorageFee;
use serde::{Deserialize, Serialize};

/// Most costs of one sale.
pub const MAX_COSTS: usize = 100;
/// Most other liens on one car.
pub const MAX_LIENS: usize = 50;
/// Largest single amount, minor units: ten trillion of a currency with two decimals. All sums of a waterfall fit.
pub const MAX_MINOR: i64 = 1_000_000_000_000_000;
/// Most days of one charge: a century.
pub const MAX_DAYS: u32 = 36_525;
/// Longest name of a lien's holder, characters.
pub const MAX_NAME_CHARS: usize = 100;

wire_names! {
    /// What a cost of recovering, keeping or selling the car was for.
    CostKind {
        /// Taking the car back.
        Retake = "retake",
        /// Towing it.
        Tow = "tow",
        /// Carrying it further.
        Transport = "transport",
        /// Keeping it in a yard.
        Storage = "storage",
        /// Making keys.
        Key = "key",
        /// Inspecting it.
        Inspection = "inspection",
        /// Appraising it.
        Appraisal = "appraisal",
        /// Cleaning and repairing it for the sale.
        Preparation = "preparation",
        /// Advertising the sale.
        Advertising = "advertising",
        /// Holding an auction.
        Auction = "auction",
        /// The seller's fee.
        SaleFee = "sale_fee",
        /// Lawyers.
        Legal = "legal",
        /// A court.
        Court = "court",
        /// Taxes and duties of the sale.
        Tax = "tax",
        /// Insuring it until the sale.
        Insurance = "insurance",
        /// Anything else that was needed.
        Other = "other",
    }
}

impl CostKind {
    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            CostKind::Retake => ("Retaking", "收车费"),
            CostKind::Tow => ("Towing", "拖车费"),
            CostKind::Transport => ("Transport", "运输费"),
            CostKind::Storage => ("Storage", "保管费"),
            CostKind::Key => ("Keys", "配钥匙费"),
            CostKind::Inspection => ("Inspection", "验车费"),
            CostKind::Appraisal => ("Appraisal", "评估费"),
            CostKind::Preparation => ("Preparation for sale", "整备费"),
            CostKind::Advertising => ("Advertising", "公告费"),
            CostKind::Auction => ("Auction", "拍卖费"),
            CostKind::SaleFee => ("Sale fee", "销售佣金"),
            CostKind::Legal => ("Legal", "律师费"),
            CostKind::Court => ("Court", "诉讼及执行费"),
            CostKind::Tax => ("Tax", "税费"),
            CostKind::Insurance => ("Insurance", "保险费"),
            CostKind::Other => ("Other", "其他费用"),
        };
        language.pick(english, chinese)
    }
}

wire_names! {
    /// A part of what the borrower owes.
    DebtComponent {
        /// The sum lent; in a finance lease the rent that is unpaid.
        Principal = "principal",
        /// Interest.
        Interest = "interest",
        /// Penalties and late charges.
        Penalty = "penalty",
        /// Fees of the contract; in a finance lease the charges beside the rent.
        Fees = "fees",
    }
}

impl DebtComponent {
    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            DebtComponent::Principal => ("Principal", "本金"),
            DebtComponent::Interest => ("Interest", "利息"),
            DebtComponent::Penalty => ("Penalties and late charges", "违约金及滞纳金"),
            DebtComponent::Fees => ("Contract fees", "合同费用"),
        };
        language.pick(english, chinese)
    }
}

/// What the borrower owes, by component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debt {
    /// The sum lent.
    pub principal: Money,
    /// Interest.
    pub interest: Money,
    /// Penalties and late charges.
    pub penalty: Money,
    /// Fees of the contract.
    pub fees: Money,
}

impl Debt {
    /// One component.
    pub fn of(&self, component: DebtComponent) -> Money {
        match component {
            DebtComponent::Principal => self.principal,
            DebtComponent::Interest => self.interest,
            DebtComponent::Penalty => self.penalty,
            DebtComponent::Fees => self.fees,
        }
    }

    /// All of it.
    pub fn total(&self) -> Result<Money, MoneyError> {
        Money::sum(DebtComponent::ALL.iter().map(|c| self.of(*c)), self.principal.currency)
    }
}

/// How a cost is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    /// An amount.
    Fixed(Money),
    /// An amount for each day.
    PerDay {
        /// How many days, at most [`MAX_DAYS`].
        days: u32,
        /// For each.
        per_day: Money,
    },
    /// A share of the price.
    OfPrice(BasisPoints),
}

impl Charge {
    /// What it comes to at a price; a share is rounded to the minor unit, a half upwards.
    pub fn amount(self, price: Money) -> Result<Money, MoneyError> {
        match self {
            Charge::Fixed(amount) => Ok(amount),
            Charge::PerDay { days, per_day } => per_day.times(days.into()),
            Charge::OfPrice(share) => price.share(share),
        }
    }
}

/// A cost of the recovery or the sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// What for.
    pub kind: CostKind,
    /// How much.
    pub charge: Charge,
    /// Whether agreement and law put it on the borrower. What they do not is the lender's own: it is neither taken
    /// from the proceeds nor claimed as deficiency (UCC 9-615(a)(1) for lawyers' fees; 9-615(a)(1) "reasonable";
    /// Civil Code 389 "unless otherwise agreed").
    pub agreed: bool,
}

impl Cost {
    /// What a stay in a yard costs the borrower: its charged days, or the amount where a cap was reached.
    pub fn of_stay(fee: &StorageFee) -> Self {
        let days = fee.days.saturating_sub(fee.free_days);
        let charge = match fee.capped {
            true => Charge::Fixed(fee.fee),
            false => Charge::PerDay { days, per_day: fee.per_day },
        };
        Cost { kind: CostKind::Storage, charge, agreed: true }
    }
}

/// What changes the sum by the law of one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Adjustment {
    /// The secured party, somebody related to it or a guarantor bought the car, significantly below what others would
    /// have paid: surplus and deficiency are those of a proper sale (UCC 9-615(f); `us` only).
    InsiderSale {
        /// What a proper sale to somebody else would have brought.
        fair: Money,
    },
    /// The hirer ended the agreement: he owes what was due then, and what is missing to half of the total price
    /// (Consumer Credit Act 1974, section 100(1); `uk_hp` only).
    VoluntaryTermination {
        /// The total price of the agreement.
        total_price: Money,
        /// Paid before the termination.
        paid: Money,
        /// Due and unpaid at the termination.
        due: Money,
    },
}

/// Everything that the distribution depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The law of the place.
    pub profile: Profile,
    /// What the sale brought. Its currency is that of everything else.
    pub proceeds: Money,
    /// Costs in the order in which the proceeds pay them, at most [`MAX_COSTS`].
    pub costs: Vec<Cost>,
    /// What is owed to the lender who sells.
    pub debt: Debt,
    /// The order that the contract gives for the components; those it leaves out follow in the order of the profile.
    pub debt_order: Option<Vec<DebtComponent>>,
    /// The lien under which the car was sold.
    pub own: OwnLien,
    /// The other liens on the car, at most [`MAX_LIENS`].
    pub liens: Vec<Lien>,
    /// What the law of the place changes.
    pub adjustment: Option<Adjustment>,
}

impl Input {
    /// The order in which the debt's components are paid: the contract's, then what it left out in the profile's.
    pub fn order(&self) -> Vec<DebtComponent> {
        let mut order = self.debt_order.clone().unwrap_or_default();
        for component in self.profile.debt_order() {
            if !order.contains(&component) {
                order.push(component);
            }
        }
        order
    }
}
