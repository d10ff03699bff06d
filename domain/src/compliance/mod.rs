//! The law of the place as data: what may be done, on what ground, when, and after which notice. Nothing here is legal
//! advice: every row names its source, and a deployment has its rows reviewed.
//!
//! * [`LegalBasis`], [`BasisTable`]: on what ground a car may be taken, and where that ground is allowed.

mod legal_basis;

pub use legal_basis::{BasisEffect, BasisRule, BasisTable, Jurisdiction, LegalBasis};
