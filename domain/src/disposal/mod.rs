//! The sale of a recovered car: appraisals, channels, lots, bids and buyers.
//!
//! * [`ConditionReport`]: what the car is like, with its grade. [`authoritative`]: which appraisal counts, and why.
//! * [`Lot`], [`apply`]: the car offered for sale, from draft to delivery; every channel, one winner, deposits and
//!   payments. [`SellerView`], [`BuyerView`], [`PublicView`]: who may see what of it.
//! * [`reasonableness`]: the evidence that the sale was commercially reasonable. [`buyers`]: who may buy.

mod action;
mod allowed;
mod appraisal;
mod bid;
mod bidding;
pub mod buyers;
mod closing;
mod condition;
mod event;
mod grade;
mod lot;
mod machine;
mod payment;
mod policy;
mod proof;
mod terms;
mod view;

pub use action::{Action, ActionKind};
pub use allowed::allowed;
pub use appraisal::{Appraisal, AppraisalPolicy, AppraisalSource, Authoritative, PassedOver, authoritative};
pub use bid::{Award, Bid, Deposit, DepositState, Payment};
pub use condition::{
    ConditionReport, Damage, DamageKind, Drives, Panel, Photo, ReportPolicy, Severity, Shot, TrackerFound, report_gaps,
};
pub use event::{Change, Effect, LotEvent};
pub use grade::{Derived, Grade, GradePolicy, derive_grade};
pub use lot::{Drafted, Lot, LotState, Stage, UnsoldReason, draft_lot};
pub use machine::{Applied, BuyerFacts, Facts, apply};
pub use policy::LotPolicy;
pub use proof::{CheckItem, Checklist, OnFile, Proof, ProofKind, reasonableness};
pub use terms::{Channel, LateBids, Selling, Terms};
pub use view::{BidLine, BuyerView, PublicView, SellerView};
