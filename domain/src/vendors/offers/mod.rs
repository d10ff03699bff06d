//! Asking vendors for an order: one directly, several one after another, or several at once for sealed quotes. A round
//! has at most one winner, and asks each vendor at most once.
//!
//! * [`Round`]: what was asked of whom. [`open_round`], [`apply`]: the machine. Its offers expire by the time alone;
//!   [`Action::Tick`] tells what has expired and goes on.
//! * [`VendorView`], [`LenderView`]: what each side may see. Quotes are hidden from both until the round closes.

mod action;
mod event;
mod machine;
mod round;
mod sealed;
mod view;

pub use action::{Action, ActionKind};
pub use event::{Change, Effect, OfferEvent};
pub use machine::{Applied, Facts, apply};
pub use round::{Invited, Mode, Offer, OfferState, OfferStatus, Opening, Quote, Round, RoundState, Stage, open_round};
pub use view::{LenderView, OfferLine, VendorView};
