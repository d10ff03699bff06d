//! Which table holds which documents.

use super::documents::Shelf;
use lienwatch_domain::recovery::{Letter, Order, Yard};
use lienwatch_domain::vendors::Vendor;
use lienwatch_domain::vendors::agents::Agent;
use lienwatch_domain::vendors::offers::Round;

/// Orders to contractors.
pub const ORDERS: Shelf<Order> = Shelf::new("recovery_order");
/// Letters of authorisation.
pub const LETTERS: Shelf<Letter> = Shelf::new("letter");
/// Yards.
pub const YARDS: Shelf<Yard> = Shelf::new("yard");
/// Vendors.
pub const VENDORS: Shelf<Vendor> = Shelf::new("vendor");
/// The people of vendors.
pub const AGENTS: Shelf<Agent> = Shelf::new("agent");
/// Rounds of offers.
pub const ROUNDS: Shelf<Round> = Shelf::new("offer_round");
