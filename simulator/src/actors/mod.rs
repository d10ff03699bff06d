//! The people around a recovery case: the borrower, the lender's desk, contractors, the yard, bidders.
//!
//! A [`Story`] is dealt to each case by number and seed ([`Plot::deal`]). It is asked again and again what happens next,
//! given what can be seen of the case now ([`Seen`]), and answers an [`Intent`], or when to ask again. It knows no clock
//! and no network: whoever plays it reads the case, does what is intended as the person whose intent it is, and says how
//! that went. Working hours and the hours of the debtor are kept by [`Hours`].

mod hours;
mod intent;
mod memory;
mod plot;
mod seen;
mod story;
mod wishes;

#[cfg(test)]
mod tests;

pub use hours::Hours;
pub use intent::{Ask, Intent, Who};
pub use plot::{Borrower, Effort, Ground, Plot, Rests, Way};
pub use seen::{LotSeen, OrderSeen, Seen};
pub use story::{After, Next, Story};
