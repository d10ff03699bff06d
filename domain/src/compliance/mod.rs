//! The law of the place as data: what may be done, on what ground, when, and after which notice. Nothing here is legal
//! advice: every row names its source, and a deployment has its rows reviewed.
//!
//! * [`decide`]: the gate. An action ([`GateAction`]), the places it touches and the rules of lender and contract
//!   ([`Law`]), what is known ([`GateFacts`]), and when: a [`Decision`], with every rule that had something to say.
//! * [`Pack`], [`PackSet`], [`Rule`]: the rules as versioned data, under `packs/`; [`checks`]: the kinds of what they check.
//! * [`required_notices`], [`notice_gaps`], [`Notice`]: statutory notices. [`text`]: what they say.
//! * [`deadlines`], [`held_until`], [`retention`], [`waterfall_profile`]: what the rules set beside the gate.
//! * [`Calendar`], [`DebtorLocalTime`]: holidays, working days, and the clock where the debtor is.
//! * [`LegalBasis`], [`BasisTable`]: on what ground a car may be taken, and where that ground is allowed.

mod action;
mod calendar;
pub mod checks;
mod decide;
mod facts;
mod legal_basis;
mod local_time;
mod notice;
mod pack;
mod place;
mod rule;
mod term;
pub mod text;
mod words;

pub use action::{GateAction, GateActionKind, Ground};
pub use calendar::{Calendar, CalendarProblem, DayKind};
pub use decide::{Decision, HitEffect, Law, Outcome, RuleHit, decide, required_notices};
pub use facts::{
    Asked, ContactRecord, CutWarning, DataFacts, DebtFacts, DebtorFacts, DeviceFacts, FieldFacts, GateFacts,
    MilitaryCheck, Performer, PricePaid, SaleFacts, TakingFacts,
};
pub use legal_basis::{BasisEffect, BasisRule, BasisTable, Jurisdiction, LegalBasis};
pub use local_time::{BadClockTime, ClockTime, DebtorLocalTime};
pub use notice::{
    DayCount, Notice, NoticeAction, NoticeActionKind, NoticeApplied, NoticeChange, NoticeEffect, NoticeEvent,
    NoticeFact, NoticeItem, NoticeKind, NoticeRequirement, NoticeStage, NoticeState, NoticeTerms, Service,
    ServiceMethod, apply_notice, draft_notice, notice_gaps,
};
pub use pack::{Layer, Pack, PackProblem, PackSet, PackVersion};
pub use place::{BadRegion, Place, Region};
pub use rule::{Certainty, Effect, Rule, Subject};
pub use term::{Deadline, DeadlineKind, RetentionTerm, deadlines, held_until, retention, waterfall_profile};
pub use words::{
    AddressKind, Approver, Channel, Conduct, ContactOutcome, FeeKind, LadderStep, LenderKind, OrderAim, Party,
    Premises, PrivacyRecord, Product, Reach, RecordClass, SaleChannel, SaleEvidence,
};
