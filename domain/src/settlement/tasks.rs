//! What a month's reckoning asks people to do, each with a time by which it is due. A person does it; the books follow.

use super::reconciliation::{Month, Task, TaskKind};
use crate::actor::Actor;
use crate::ids::{CaseId, OrderId, PaymentId, TaskId, UserId, VendorId};
use crate::money::Money;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// The state of a task.
    TaskState {
        /// To be done.
        Open = "open",
        /// To be done, and late.
        Overdue = "overdue",
        /// A person did it.
        Done = "done",
        /// A later run found that nothing is left to do.
        Met = "met",
    }
}

/// Where a task stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TaskStage {
    /// To be done.
    Open,
    /// To be done, and late.
    Overdue {
        /// Since when it has counted as late.
        since: DateTime<Utc>,
    },
    /// A person did it.
    Done {
        /// Who.
        by: UserId,
        /// When.
        at: DateTime<Utc>,
        /// By which payment.
        payment: Option<PaymentId>,
        /// What they did, in words.
        reason: Reason,
    },
    /// A later run found that nothing is left to do.
    Met {
        /// When.
        at: DateTime<Utc>,
    },
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyTask {
    /// Its id.
    pub id: TaskId,
    /// With which contractor.
    pub vendor: VendorId,
    /// Of which case.
    pub case: CaseId,
    /// Of which order.
    pub order: OrderId,
    /// Of which month's reckoning.
    pub month: Month,
    /// What.
    pub kind: TaskKind,
    /// How much; above zero.
    pub amount: Money,
    /// By when.
    pub due_at: DateTime<Utc>,
    /// Where it stands.
    #[serde(flatten)]
    pub stage: TaskStage,
    /// Counts changes, from 1.
    pub version: u64,
}

/// What is asked of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum TaskAction {
    /// A person did it.
    Complete {
        /// By which payment, where money moved.
        payment: Option<PaymentId>,
        /// What they did.
        reason: Reason,
    },
    /// The time has come.
    Tick,
    /// A run found that nothing is left to do.
    Meet,
}

/// What the shell must do in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum TaskEffect {
    /// The contractor gave back: the books say so.
    VendorRepaid {
        /// By which payment.
        payment: PaymentId,
    },
    /// The borrower got back: the books say so.
    BorrowerRefunded,
}

/// A lender's times for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TaskPolicy {
    /// A borrower gets back within so many hours what was taken too much: "at once" (a month's check of accounts,
    /// what was over-collected is returned immediately).
    pub borrower_refund_h: u32,
    /// Everything between lender and contractor is done within so many days.
    pub between_us_days: u32,
}

impl Default for TaskPolicy {
    fn default() -> Self {
        TaskPolicy { borrower_refund_h: 24, between_us_days: 10 }
    }
}

/// A task that a run asks for, version 1.
pub fn ask(
    id: TaskId,
    (vendor, case, month): (VendorId, CaseId, Month),
    task: &Task,
    now: DateTime<Utc>,
    policy: &TaskPolicy,
) -> MoneyTask {
    let within = match task.kind {
        TaskKind::BorrowerRefund => TimeDelta::hours(policy.borrower_refund_h.into()),
        _ => TimeDelta::days(policy.between_us_days.into()),
    };
    let Task { kind, order, amount } = *task;
    let due_at = now + within;
    MoneyTask { id, vendor, case, order, month, kind, amount, due_at, stage: TaskStage::Open, version: 1 }
}

impl MoneyTask {
    /// The state's name.
    pub fn state(&self) -> TaskState {
        match self.stage {
            TaskStage::Open => TaskState::Open,
            TaskStage::Overdue { .. } => TaskState::Overdue,
            TaskStage::Done { .. } => TaskState::Done,
            TaskStage::Met { .. } => TaskState::Met,
        }
    }

    /// Nobody has done it yet.
    pub fn is_open(&self) -> bool {
        matches!(self.stage, TaskStage::Open | TaskStage::Overdue { .. })
    }

    /// When time itself changes it.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        matches!(self.stage, TaskStage::Open).then_some(self.due_at)
    }

    /// The task after an action and what must follow. A version that stays says that nothing changed.
    ///
    /// # Errors
    /// It is over; a person or a payment is missing; it is done by another way.
    pub fn apply(
        &self,
        action: TaskAction,
        actor: Actor,
        now: DateTime<Utc>,
    ) -> Result<(MoneyTask, Option<TaskEffect>), Refusal> {
        if !self.is_open() {
            let message = format!("the task is {}", self.state());
            return Err(Refusal::new("wrong_state", message, "run the month again: it asks for what is left"));
        }
        let (stage, effect) = match action {
            TaskAction::Tick if now < self.due_at || self.stage != TaskStage::Open => return Ok((self.clone(), None)),
            TaskAction::Tick => (TaskStage::Overdue { since: now }, None),
            TaskAction::Meet => (TaskStage::Met { at: now }, None),
            TaskAction::Complete { payment, reason } => {
                let by = actor.person().ok_or_else(|| {
                    Refusal::new("person_required", "only a person may say so", "have a signed-in person do it")
                })?;
                let effect = self.follows(payment)?;
                (TaskStage::Done { by, at: now, payment, reason }, effect)
            }
        };
        Ok((MoneyTask { stage, version: self.version + 1, ..self.clone() }, effect))
    }

    fn follows(&self, payment: Option<PaymentId>) -> Result<Option<TaskEffect>, Refusal> {
        let needs = || {
            let message = format!("no payment of {} is named", self.amount);
            Refusal::new("payment_named", message, "name the payment by which the money moved")
        };
        Ok(match self.kind {
            TaskKind::VendorRefund | TaskKind::ReturnCollection => {
                Some(TaskEffect::VendorRepaid { payment: payment.ok_or_else(needs)? })
            }
            TaskKind::BorrowerRefund => {
                payment.ok_or_else(needs)?;
                Some(TaskEffect::BorrowerRefunded)
            }
            TaskKind::AskForInvoice => None,
            TaskKind::PayBalance => {
                let message = "a balance is paid by paying its invoice";
                return Err(Refusal::new(
                    "paid_by_invoice",
                    message,
                    "approve and pay the invoice, then run the month again",
                ));
            }
        })
    }
}
