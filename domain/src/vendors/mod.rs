//! Contractors: who may work for a lender, where, at what price, and which of them gets an order.
//!
//! * [`Vendor`], [`apply`]: the contractor and its machine, from applicant to active, suspended and terminated.
//! * [`agents`]: the people who work for it. [`Coverage`]: where it works. [`Scorecard`]: its quarterly marks.
//! * [`vendor_gaps`]: everything that keeps a vendor from an order. [`expiring`]: papers that end soon.
//! * [`matching`]: who fits an order best, and why. [`offers`]: asking one, one after another, or for sealed quotes.

mod action;
pub mod agents;
mod coverage;
mod document;
mod event;
mod expiry;
mod gaps;
mod machine;
pub mod matching;
mod name;
pub mod offers;
mod policy;
mod polygons;
mod profile;
mod scorecard;
mod vendor;

pub use action::{Action, ActionKind, Severity};
pub use coverage::{Coverage, CoverageError, MAX_CELLS};
pub use document::{Document, DocumentKind, Revocation};
pub use event::{Change, Effect, VendorEvent};
pub use expiry::{Expiring, Expiry, expiring};
pub use gaps::{OrderFacts, onboarding_gaps, vendor_gaps};
pub use machine::{Applied, Facts, allowed, apply};
pub use name::{Name, NameError};
pub use policy::VendorPolicy;
pub use profile::{Profile, Skill};
pub use scorecard::{Figures, Item, ItemPolicy, ItemScore, Quarter, Scorecard, ScorecardPolicy};
pub use vendor::{Opened, Stage, SuspensionCause, Vendor, VendorState, enter_vendor};
