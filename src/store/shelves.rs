//! Which table holds which documents.

use super::documents::Shelf;
use lienwatch_domain::recovery::{Letter, Order, Yard};

/// Orders to contractors.
pub const ORDERS: Shelf<Order> = Shelf::new("recovery_order");
/// Letters of authorisation.
pub const LETTERS: Shelf<Letter> = Shelf::new("letter");
/// Yards.
pub const YARDS: Shelf<Yard> = Shelf::new("yard");
