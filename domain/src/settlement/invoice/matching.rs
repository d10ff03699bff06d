//! An invoice against the fees.

use super::action::{InvoiceFacts, InvoicePolicy};
use super::document::{Invoice, InvoiceLine};
use crate::ids::OrderId;
use crate::language::Language;
use crate::money::{Money, MoneyError};
use serde::{Deserialize, Serialize};

wire_names! {
    /// What matching found of a line.
    Finding {
        /// It asks for what the fee is.
        Exact = "exact",
        /// It asks for a little more, within the tolerance: it is paid as asked.
        WithinTolerance = "within_tolerance",
        /// It asks for less: it is paid as asked.
        Less = "less",
        /// It asks for more than the fee and the tolerance.
        More = "more",
        /// The order earns nothing now: not acknowledged, documents missing, or paid.
        NotPayable = "not_payable",
        /// The order was reversed.
        Reversed = "reversed",
        /// Another invoice asks for it.
        InvoicedElsewhere = "invoiced_elsewhere",
        /// The order is another contractor's, or none.
        NotTheirs = "not_theirs",
    }
}

impl Finding {
    /// Whether the line may be paid as it is asked for.
    pub fn agrees(self) -> bool {
        matches!(self, Finding::Exact | Finding::WithinTolerance | Finding::Less)
    }

    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Finding::Exact => ("as computed", "与计算一致"),
            Finding::WithinTolerance => ("within tolerance", "在容差内"),
            Finding::Less => ("less than computed", "低于计算额"),
            Finding::More => ("more than computed", "高于计算额"),
            Finding::NotPayable => ("not payable yet", "尚不可支付"),
            Finding::Reversed => ("order reversed", "工单已冲销"),
            Finding::InvoicedElsewhere => ("on another invoice", "已列入其他发票"),
            Finding::NotTheirs => ("not this contractor's order", "非该机构工单"),
        };
        language.pick(english, chinese)
    }
}

/// A line against its fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchedLine {
    /// Of which order.
    pub order: OrderId,
    /// Asked for.
    pub invoiced: Money,
    /// The fee; zero if there is none.
    pub computed: Money,
    /// What is paid if the invoice is approved: what is asked for if the line agrees, else no more than the fee.
    pub payable: Money,
    /// What was found.
    pub finding: Finding,
    /// Why the order earns nothing now.
    pub because: Option<String>,
}

/// An invoice against the fees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// Line by line, without those that were charged back.
    pub lines: Vec<MatchedLine>,
    /// All that is asked for.
    pub invoiced: Money,
    /// All fees.
    pub computed: Money,
    /// All that is paid if it is approved.
    pub payable: Money,
}

impl Matching {
    /// Every line agrees.
    pub fn agrees(&self) -> bool {
        self.lines.iter().all(|l| l.finding.agrees())
    }

    /// What is paid for an order.
    pub fn payable(&self, order: OrderId) -> Option<Money> {
        self.lines.iter().find(|l| l.order == order).map(|l| l.payable)
    }

    /// Whether it may be approved without people.
    pub fn within_limits(&self, policy: &InvoicePolicy) -> Result<bool, MoneyError> {
        let differs = self.invoiced.minus(self.computed)?;
        let differs = if differs.is_negative() { differs.negated()? } else { differs };
        let small = differs.compare(self.computed.share(policy.auto_variance)?)?.is_le();
        Ok(self.agrees() && small && self.invoiced.minor <= policy.auto_limit_minor)
    }
}

/// Holds an invoice against the fees of its orders.
pub fn matched(invoice: &Invoice, facts: &InvoiceFacts, policy: &InvoicePolicy) -> Result<Matching, MoneyError> {
    let lines = invoice.asked().map(|line| against(line, invoice, facts, policy)).collect::<Result<Vec<_>, _>>()?;
    let sum = |of: fn(&MatchedLine) -> Money| Money::sum(lines.iter().map(of), invoice.currency);
    let (invoiced, computed, payable) = (sum(|l| l.invoiced)?, sum(|l| l.computed)?, sum(|l| l.payable)?);
    Ok(Matching { lines, invoiced, computed, payable })
}

fn against(
    line: &InvoiceLine,
    invoice: &Invoice,
    facts: &InvoiceFacts,
    policy: &InvoicePolicy,
) -> Result<MatchedLine, MoneyError> {
    let nothing = Money::zero(invoice.currency);
    let (invoiced, order) = (line.amount, line.order);
    let none =
        |finding, because| Ok(MatchedLine { order, invoiced, computed: nothing, payable: nothing, finding, because });
    let fee = match facts.orders.get(&order) {
        Some(fee) if fee.vendor == invoice.vendor => fee,
        _ => return none(Finding::NotTheirs, None),
    };
    if fee.reversed {
        return none(Finding::Reversed, None);
    }
    if let Some(other) = fee.other_invoice {
        return none(Finding::InvoicedElsewhere, Some(other.to_string()));
    }
    let computed = match &fee.payable {
        Ok(computed) => *computed,
        Err(refusal) => return none(Finding::NotPayable, Some(refusal.to_string())),
    };
    let tolerance = computed.share(policy.tolerance)?.least(Money::new(policy.tolerance_minor, invoice.currency))?;
    let finding = match invoiced.compare(computed)? {
        std::cmp::Ordering::Equal => Finding::Exact,
        std::cmp::Ordering::Less => Finding::Less,
        std::cmp::Ordering::Greater if invoiced.compare(computed.plus(tolerance)?)?.is_le() => Finding::WithinTolerance,
        std::cmp::Ordering::Greater => Finding::More,
    };
    let payable = if finding.agrees() { invoiced } else { computed };
    Ok(MatchedLine { order, invoiced, computed, payable, finding, because: None })
}
