//! A notice as it is stored: its terms, where it stands, its log.

use super::duty::{DayCount, NoticeFact, NoticeRequirement};
use super::{NoticeItem, NoticeKind, ServiceMethod};
use crate::actor::Actor;
use crate::ids::{CaseId, EvidenceId, NoticeId};
use crate::reason::Reason;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

wire_names! {
    /// Where a notice stands.
    NoticeState {
        /// Being written.
        Drafted = "drafted",
        /// On its way.
        Issued = "issued",
        /// It reached the debtor; its time runs.
        Served = "served",
        /// Its time has run out: what it announced may be done.
        Elapsed = "elapsed",
        /// It came back.
        Undeliverable = "undeliverable",
        /// Taken back. It counts no more.
        Withdrawn = "withdrawn",
    }
}

/// Service, with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// When it counts as served.
    pub at: DateTime<Utc>,
    /// The debtor's date then.
    pub on: NaiveDate,
    /// How.
    pub method: ServiceMethod,
    /// The receipt, photo or record that proves it.
    pub proof: EvidenceId,
    /// The first date on which the action may follow.
    pub free_on: NaiveDate,
}

/// Where a notice stands, with what belongs to that state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum NoticeStage {
    /// Being written.
    Drafted,
    /// On its way.
    Issued {
        /// Since when.
        at: DateTime<Utc>,
        /// The document as it was sent.
        document: EvidenceId,
    },
    /// It reached the debtor.
    Served {
        /// The document as it was sent.
        document: EvidenceId,
        /// How it was served.
        service: Service,
    },
    /// Its time has run out.
    Elapsed {
        /// The document as it was sent.
        document: EvidenceId,
        /// How it was served.
        service: Service,
        /// The debtor's date on which that was seen.
        on: NaiveDate,
    },
    /// It came back.
    Undeliverable {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
    /// Taken back.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
}

impl NoticeStage {
    /// The state's name.
    pub fn state(&self) -> NoticeState {
        match self {
            NoticeStage::Drafted => NoticeState::Drafted,
            NoticeStage::Issued { .. } => NoticeState::Issued,
            NoticeStage::Served { .. } => NoticeState::Served,
            NoticeStage::Elapsed { .. } => NoticeState::Elapsed,
            NoticeStage::Undeliverable { .. } => NoticeState::Undeliverable,
            NoticeStage::Withdrawn { .. } => NoticeState::Withdrawn,
        }
    }
}

/// What a rule asks of a notice, fixed when it is drafted: a later pack does not shorten a period that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeTerms {
    /// Which notice.
    pub notice: NoticeKind,
    /// The rules that want it.
    pub rules: Vec<String>,
    /// Full days between service and action.
    pub days: u16,
    /// Which days count.
    pub counted: DayCount,
    /// How it may be served; empty for any way.
    pub methods: BTreeSet<ServiceMethod>,
    /// What it must say.
    pub items: BTreeSet<NoticeItem>,
}

impl NoticeTerms {
    /// The strictest of all `requirements` on `notice`: the longest period (working days beat calendar days of the same
    /// number), the ways that all allow, everything that any wants said. `None` when no requirement is on it.
    pub fn strictest(notice: NoticeKind, requirements: &[NoticeRequirement]) -> Option<Self> {
        let of_it: Vec<&NoticeRequirement> = requirements.iter().filter(|r| r.notice == notice).collect();
        let longest = of_it.iter().max_by_key(|r| (r.days, r.counted))?;
        let counted = of_it.iter().filter(|r| r.days > 0).map(|r| r.counted).max().unwrap_or(longest.counted);
        let narrowed = of_it.iter().filter(|r| !r.methods.is_empty()).map(|r| r.methods.clone());
        Some(NoticeTerms {
            notice,
            rules: of_it.iter().map(|r| r.rule.clone()).collect(),
            days: longest.days,
            counted,
            methods: narrowed.reduce(|a, b| a.intersection(&b).copied().collect()).unwrap_or_default(),
            items: of_it.iter().flat_map(|r| r.items.iter().copied()).collect(),
        })
    }
}

/// A statutory notice of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// Of which case.
    pub case: CaseId,
    /// What the law asks of it.
    pub terms: NoticeTerms,
    /// Where it stands.
    pub stage: NoticeStage,
    /// How often it was issued.
    pub issues: u16,
    /// Counts changes, from 1; the store compares and sets it.
    pub version: u64,
}

impl Notice {
    /// What the gate is told of it: nothing before service, and nothing after withdrawal.
    pub fn fact(&self) -> Option<NoticeFact> {
        match &self.stage {
            NoticeStage::Served { service, .. } | NoticeStage::Elapsed { service, .. } => Some(NoticeFact {
                notice: self.terms.notice,
                served_on: service.on,
                method: service.method,
                items: self.terms.items.clone(),
            }),
            _ => None,
        }
    }
}

/// What can be done with a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum NoticeAction {
    /// Send it. Also again, after it came back.
    Issue {
        /// The document as it is sent.
        document: EvidenceId,
        /// What its text says.
        items: BTreeSet<NoticeItem>,
    },
    /// It reached the debtor.
    Serve {
        /// When it counts as served.
        at: DateTime<Utc>,
        /// How.
        method: ServiceMethod,
        /// The receipt, photo or record that proves it.
        proof: EvidenceId,
    },
    /// It came back.
    MarkUndeliverable {
        /// Why.
        reason: Reason,
    },
    /// Its time has run out.
    Elapse,
    /// Take it back.
    Withdraw {
        /// Why.
        reason: Reason,
    },
}

wire_names! {
    /// The kind of an action on a notice.
    NoticeActionKind {
        /// Send it.
        Issue = "issue",
        /// It reached the debtor.
        Serve = "serve",
        /// It came back.
        MarkUndeliverable = "mark_undeliverable",
        /// Its time has run out.
        Elapse = "elapse",
        /// Take it back.
        Withdraw = "withdraw",
    }
}

impl NoticeAction {
    /// Its kind.
    pub fn kind(&self) -> NoticeActionKind {
        match self {
            NoticeAction::Issue { .. } => NoticeActionKind::Issue,
            NoticeAction::Serve { .. } => NoticeActionKind::Serve,
            NoticeAction::MarkUndeliverable { .. } => NoticeActionKind::MarkUndeliverable,
            NoticeAction::Elapse => NoticeActionKind::Elapse,
            NoticeAction::Withdraw { .. } => NoticeActionKind::Withdraw,
        }
    }
}

/// What happened to a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum NoticeChange {
    /// It was drafted.
    Drafted {
        /// Which.
        notice: NoticeKind,
        /// The rules that want it.
        rules: Vec<String>,
    },
    /// It was sent.
    Issued {
        /// The document.
        document: EvidenceId,
        /// The how-manieth time.
        issue: u16,
    },
    /// It reached the debtor.
    Served {
        /// How, when, with what proof.
        service: Service,
    },
    /// It came back.
    Undeliverable {
        /// Why.
        reason: Reason,
    },
    /// Its time has run out.
    Elapsed {
        /// The debtor's date on which that was seen.
        on: NaiveDate,
    },
    /// It was taken back.
    Withdrawn {
        /// Why.
        reason: Reason,
    },
}

/// A row of a notice's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeEvent {
    /// Of which notice.
    pub notice: NoticeId,
    /// The version it made.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// The state before, if there was one.
    pub from: Option<NoticeState>,
    /// The state after.
    pub to: NoticeState,
    /// What happened.
    pub change: NoticeChange,
}

/// What must follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum NoticeEffect {
    /// Elapse it on this date of the debtor.
    ElapseOn {
        /// The date.
        on: NaiveDate,
    },
    /// Somebody must find another address, and issue it again.
    RepairAddress,
}
