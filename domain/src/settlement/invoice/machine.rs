//! The invoice machine: a pure function of the invoice, the action, the facts, the time and the policy.

use super::action::{
    InvoiceAction, InvoiceActionKind, InvoiceChange, InvoiceEffect, InvoiceEvent, InvoiceFacts, InvoicePolicy,
};
use super::document::{Approval, Approved, Invoice, InvoiceLine, InvoiceNumber, InvoiceStage, InvoiceState, MAX_LINES};
use super::matching::matched;
use crate::ids::{InvoiceId, OrderId, PaymentId, UserId, VendorId};
use crate::money::{Currency, Money};
use crate::reason::Reason;
use crate::recovery::order::Party;
use crate::refusal::Refusal;
use crate::settlement::waterfall::MAX_MINOR;
use chrono::{DateTime, Utc};

/// The invoice after an action, its log rows, and what must follow.
pub type Applied = (Invoice, Vec<InvoiceEvent>, Vec<InvoiceEffect>);

/// Begins an invoice.
pub fn draft(
    id: InvoiceId,
    number: InvoiceNumber,
    currency: Currency,
    lines: Vec<InvoiceLine>,
    party: Party,
    now: DateTime<Utc>,
) -> Result<Applied, Refusal> {
    let Party::Vendor { vendor, .. } = party else {
        return Err(Refusal::new(
            "vendors_own",
            "a contractor writes its own invoices",
            "have the contractor write it",
        ));
    };
    check(&lines, currency)?;
    let invoice = Invoice { id, vendor, number, currency, lines, stage: InvoiceStage::Draft, version: 1 };
    let (actor, to, change) = (party.actor(), InvoiceState::Draft, InvoiceChange::Begun);
    let event = InvoiceEvent { invoice: id, version: 1, at: now, actor, from: None, to, change };
    Ok((invoice, vec![event], vec![]))
}

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
pub fn apply(
    invoice: &Invoice,
    action: InvoiceAction,
    facts: &InvoiceFacts,
    now: DateTime<Utc>,
    policy: &InvoicePolicy,
) -> Result<Applied, Refusal> {
    let kind = action.kind();
    whose(invoice.vendor, kind, facts.party)?;
    state_allows(invoice.stage.state(), kind)?;
    let mut step = Step { invoice: invoice.clone(), facts, now, policy, changes: vec![], effects: vec![] };
    match action {
        InvoiceAction::Revise { lines } => step.revise(lines)?,
        InvoiceAction::Submit => step.submit(InvoiceChange::Submitted)?,
        InvoiceAction::Match => step.hold_against_fees()?,
        InvoiceAction::Approve { reason } => step.approve(reason)?,
        InvoiceAction::Dispute { reason } => step.dispute(reason)?,
        InvoiceAction::Reject { reason } => {
            let by = step.person()?;
            step.to(InvoiceStage::Rejected { by, reason: reason.clone(), at: now }, InvoiceChange::Rejected { reason });
            step.effects.push(InvoiceEffect::NotifyVendor);
        }
        InvoiceAction::Pay { payment } => step.pay(payment)?,
        InvoiceAction::ChargeBack { order, reason } => step.charge_back(order, reason)?,
    }
    Ok(step.finish(invoice.version))
}

/// The contractor writes and hands in; the lender judges and pays.
pub(super) fn whose(vendor: VendorId, kind: InvoiceActionKind, party: Party) -> Result<(), Refusal> {
    use InvoiceActionKind as A;
    match (kind, party) {
        (A::Revise | A::Submit, Party::Vendor { vendor: theirs, .. }) if theirs == vendor => Ok(()),
        (A::Revise | A::Submit, _) => {
            let message = format!("{kind} is for the contractor whose invoice it is");
            Err(Refusal::new("vendors_own", message, "have that contractor do it"))
        }
        (_, Party::Lender(_)) => Ok(()),
        (_, Party::Vendor { .. }) => {
            Err(Refusal::new("lenders_own", format!("{kind} is for the lender"), "have the lender do it"))
        }
    }
}

/// The table of the machine: which action a state knows.
pub(super) fn state_allows(state: InvoiceState, kind: InvoiceActionKind) -> Result<(), Refusal> {
    use {InvoiceActionKind as A, InvoiceState as S};
    let wanted: &[S] = match kind {
        A::Revise => &[S::Draft, S::Disputed],
        A::Submit => &[S::Draft],
        // Those that were judged again: the fees may have changed.
        A::Match => &[S::Submitted, S::Matched, S::Disputed, S::Approved],
        A::Approve => &[S::Matched, S::Disputed],
        A::Dispute => &[S::Submitted, S::Matched, S::Approved],
        A::Reject => &[S::Submitted, S::Matched, S::Disputed],
        A::Pay => &[S::Approved],
        A::ChargeBack => &[S::Submitted, S::Matched, S::Disputed, S::Approved, S::Paid],
    };
    if wanted.contains(&state) {
        return Ok(());
    }
    let names: Vec<&str> = wanted.iter().map(|s| s.name()).collect();
    let message = format!("{kind} is not possible while the invoice is {state}");
    Err(Refusal::new("wrong_state", message, format!("bring the invoice to {}", names.join(" or "))))
}

fn check(lines: &[InvoiceLine], currency: Currency) -> Result<(), Refusal> {
    let refuse = |message: String, remedy: String| Err(Refusal::new("invoice_lines", message, remedy));
    if lines.is_empty() || lines.len() > MAX_LINES {
        return refuse(format!("{} lines", lines.len()), format!("give 1 to {MAX_LINES}"));
    }
    let mut seen = std::collections::BTreeSet::new();
    for (at, line) in lines.iter().enumerate() {
        if line.amount.currency != currency || !(1..=MAX_MINOR).contains(&line.amount.minor) {
            let message = format!("lines[{at}] asks for {}", line.amount);
            return refuse(message, format!("give 1 to {MAX_MINOR} minor units of {currency}"));
        }
        if !seen.insert(line.order) {
            return refuse(format!("lines[{at}] is of an order that has a line"), "give one line per order".into());
        }
        if line.charged_back {
            return refuse(format!("lines[{at}] is charged back"), "leave out what is not asked for".into());
        }
    }
    Ok(())
}

struct Step<'a> {
    invoice: Invoice,
    facts: &'a InvoiceFacts,
    now: DateTime<Utc>,
    policy: &'a InvoicePolicy,
    changes: Vec<(InvoiceState, InvoiceState, InvoiceChange)>,
    effects: Vec<InvoiceEffect>,
}

impl Step<'_> {
    fn person(&self) -> Result<UserId, Refusal> {
        self.facts.party.actor().person().ok_or_else(|| {
            Refusal::new("person_required", "only a person may do this", "have a signed-in person do it")
        })
    }

    fn to(&mut self, stage: InvoiceStage, change: InvoiceChange) {
        let (from, to) = (self.invoice.stage.state(), stage.state());
        self.invoice.stage = stage;
        self.changes.push((from, to, change));
    }

    fn revise(&mut self, lines: Vec<InvoiceLine>) -> Result<(), Refusal> {
        check(&lines, self.invoice.currency)?;
        self.invoice.lines = lines;
        if self.invoice.stage.state() == InvoiceState::Disputed {
            return self.submit(InvoiceChange::Revised);
        }
        self.to(InvoiceStage::Draft, InvoiceChange::Revised);
        Ok(())
    }

    fn submit(&mut self, change: InvoiceChange) -> Result<(), Refusal> {
        self.to(InvoiceStage::Submitted { at: self.now }, change);
        self.effects.push(InvoiceEffect::MatchNow);
        Ok(())
    }

    /// What people had agreed to before is void: they agreed to other findings.
    fn hold_against_fees(&mut self) -> Result<(), Refusal> {
        let matching = matched(&self.invoice, self.facts, self.policy)?;
        let billed = self.billed_now();
        if !matching.agrees() {
            self.to(InvoiceStage::Disputed { matching, approval: None, reason: None }, InvoiceChange::Disputed);
            self.release(billed);
            self.effects.extend([InvoiceEffect::NotifyVendor, InvoiceEffect::NotifyApprovers]);
            return Ok(());
        }
        let within = matching.within_limits(self.policy)?;
        self.to(InvoiceStage::Matched { matching: matching.clone(), approval: None }, InvoiceChange::Matched);
        if !within {
            self.release(billed);
            self.effects.push(InvoiceEffect::NotifyApprovers);
            return Ok(());
        }
        let approved = Approved::ByLimits { at: self.now };
        self.to(InvoiceStage::Approved { matching, approved }, InvoiceChange::ApprovedByLimits);
        self.bill(&billed);
        Ok(())
    }

    /// A person's doubt asks for two people, or for another version by the contractor.
    fn dispute(&mut self, reason: Reason) -> Result<(), Refusal> {
        self.person()?;
        let matching = matched(&self.invoice, self.facts, self.policy)?;
        let billed = self.billed_now();
        let stage = InvoiceStage::Disputed { matching, approval: None, reason: Some(reason.clone()) };
        self.to(stage, InvoiceChange::Doubted { reason });
        self.release(billed);
        self.effects.extend([InvoiceEffect::NotifyVendor, InvoiceEffect::NotifyApprovers]);
        Ok(())
    }

    /// Orders that count as billed by this invoice: those of an approved one.
    fn billed_now(&self) -> Vec<OrderId> {
        match self.invoice.stage {
            InvoiceStage::Approved { .. } => self.invoice.payments().into_iter().map(|(order, _)| order).collect(),
            _ => vec![],
        }
    }

    /// None of these stays billed by an invoice that nobody pays.
    fn release(&mut self, orders: Vec<OrderId>) {
        self.effects.extend(orders.into_iter().map(|order| InvoiceEffect::OrderReleased { order }));
    }

    fn approve(&mut self, reason: Reason) -> Result<(), Refusal> {
        let by = self.person()?;
        let now = self.now;
        let again = matched(&self.invoice, self.facts, self.policy)?;
        let state = self.invoice.stage.state();
        let (InvoiceStage::Matched { matching, approval } | InvoiceStage::Disputed { matching, approval, .. }) =
            &mut self.invoice.stage
        else {
            return Ok(()); // The table has refused it.
        };
        if *matching != again {
            return Err(Refusal::new(
                "matched_now",
                "the fees have changed since the invoice was matched",
                "match it again, then look at what differs",
            ));
        }
        if !matching.payable.is_positive() {
            return Err(Refusal::new("nothing_to_pay", "no line can be paid", "reject it, or have it revised"));
        }
        let this = Approval { by, at: now, reason: reason.clone() };
        match approval.clone() {
            None => {
                *approval = Some(this);
                self.changes.push((state, state, InvoiceChange::ApprovedOnce { reason }));
                self.effects.push(InvoiceEffect::NotifyApprovers);
            }
            Some(first) if first.by == by => {
                let message = "the person who agreed first cannot agree for the second time";
                return Err(Refusal::new("two_people", message, "have another person approve"));
            }
            Some(first) => {
                let approved = Approved::ByPeople { first, second: this };
                self.to(InvoiceStage::Approved { matching: again, approved }, InvoiceChange::ApprovedTwice { reason });
                self.bill(&[]);
            }
        }
        Ok(())
    }

    /// What it pays for is billed by it from now on; `before` was already, and what it pays for no longer is free again.
    fn bill(&mut self, before: &[OrderId]) {
        let now: Vec<OrderId> = self.invoice.payments().into_iter().map(|(order, _)| order).collect();
        self.release(before.iter().copied().filter(|order| !now.contains(order)).collect());
        let fresh = now.into_iter().filter(|order| !before.contains(order));
        self.effects.extend(fresh.map(|order| InvoiceEffect::OrderInvoiced { order }));
        self.effects.push(InvoiceEffect::NotifyVendor);
    }

    fn pay(&mut self, payment: PaymentId) -> Result<(), Refusal> {
        let InvoiceStage::Approved { matching, approved } = self.invoice.stage.clone() else {
            return Ok(()); // The table has refused it.
        };
        let payments = self.invoice.payments();
        for (order, _) in &payments {
            let fee = self.facts.orders.get(order).ok_or_else(|| not_on_it(*order))?;
            if fee.reversed {
                let message = format!("order {order} was reversed");
                return Err(Refusal::new("order_reversed", message, "charge its line back, then pay the rest"));
            }
            let now = fee.payable.clone()?;
            let then = matching.lines.iter().find(|l| l.order == *order).map(|l| l.computed);
            if then != Some(now) {
                let message = format!("order {order} earns {now} now, which is not what was approved");
                return Err(Refusal::new("matched_now", message, "match the invoice again and have it approved"));
            }
        }
        for (order, amount) in payments {
            let nothing = Money::zero(amount.currency);
            let fee = matching.lines.iter().find(|l| l.order == order).map_or(nothing, |l| l.computed);
            let over = amount.minus(fee)?.most(nothing)?;
            self.effects.push(InvoiceEffect::PayOrder { order, amount, over });
            let rest = fee.minus(amount)?.most(nothing)?;
            if rest.is_positive() {
                self.effects.push(InvoiceEffect::WaiveRest { order, amount: rest });
            }
        }
        self.to(InvoiceStage::Paid { matching, approved, payment, at: self.now }, InvoiceChange::Paid { payment });
        self.effects.push(InvoiceEffect::NotifyVendor);
        Ok(())
    }

    fn charge_back(&mut self, order: OrderId, reason: Reason) -> Result<(), Refusal> {
        let paid = self.invoice.payments().into_iter().find(|(of, _)| *of == order).map(|(_, amount)| amount);
        let line = self.invoice.lines.iter_mut().find(|l| l.order == order && !l.charged_back);
        let line = line.ok_or_else(|| not_on_it(order))?;
        if !self.facts.orders.get(&order).is_some_and(|fee| fee.reversed) {
            let message = format!("order {order} was not reversed");
            return Err(Refusal::new("reversed_first", message, "reverse the order first"));
        }
        line.charged_back = true;
        let payment = match &self.invoice.stage {
            InvoiceStage::Paid { payment, .. } => Some(*payment),
            _ => None,
        };
        if let (Some(_), Some(amount)) = (payment, paid) {
            self.effects.push(InvoiceEffect::ClaimBack { order, amount });
        }
        let change = InvoiceChange::LineChargedBack { order, reason };
        let none_left = self.invoice.asked().next().is_none();
        let state = self.invoice.stage.state();
        match (none_left, state) {
            (true, _) => self.to(InvoiceStage::ChargedBack { at: self.now, payment }, change),
            // What is left is judged again, by people too.
            (false, InvoiceState::Matched | InvoiceState::Disputed) => {
                self.changes.push((state, state, change));
                self.hold_against_fees()?;
            }
            (false, _) => self.changes.push((state, state, change)),
        }
        self.effects.push(InvoiceEffect::NotifyVendor);
        Ok(())
    }

    fn finish(mut self, version: u64) -> Applied {
        self.invoice.version = version + 1;
        let (invoice, at, actor) = (self.invoice.id, self.now, self.facts.party.actor());
        let version = self.invoice.version;
        let event = |(from, to, change)| InvoiceEvent { invoice, version, at, actor, from: Some(from), to, change };
        (self.invoice, self.changes.into_iter().map(event).collect(), self.effects)
    }
}

fn not_on_it(order: OrderId) -> Refusal {
    Refusal::new("no_such_line", format!("the invoice asks nothing for order {order}"), "choose an order of its lines")
}
