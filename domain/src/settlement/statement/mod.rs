//! The settlement statement: how surplus or deficiency came about, in the order that UCC 9-616(c) gives, for every
//! place the same. Its text is in labels, so that one statement is printed in each language.
//!
//! * [`Facts`]: what it is made of. [`Statement`]: the versions of it, each whole in itself.
//! * [`StatementLine`], [`LineKind`]: its lines. [`Outcome`]: what it comes to.
//!
//! | number | line |
//! |---|---|
//! | 1 | what was owed on a day, by component; a rebate of unearned interest in it is noted |
//! | 2 | proceeds |
//! | 3 | what was owed after the proceeds (below zero: more came in than was owed) |
//! | 4 | expenses, one by one; then what went to other liens |
//! | 5 | credits that line 1 does not hold; what a statute does not let the lender claim |
//! | 6 | surplus or deficiency |

mod credit;
mod line;
mod make;
mod verify;

pub use credit::{Credit, CreditKind, MAX_CREDITS};
pub use line::{LineKind, Outcome, StatementLine};
pub use make::{Facts, Statement};
