//! The KPI sheet: what is counted, exactly, and the counting. Pure: facts in, figures out.
//!
//! * [`Kpi`], [`Definition`]: each figure with its numerator, denominator, unit and period rule, in words that stand in
//!   the answer beside it. Which figures there are: the design page of the life cycle, section 8 (governance).
//! * [`CaseFacts`], [`OrderFacts`], [`AlertFacts`], [`PromisesEnded`]: what is told of each thing.
//! * [`ServiceLevels`]: the limits that a lender sets.
//! * [`Rhythm`]: when a report that was ordered once is due, and of which period.
//! * [`Sheet`]: counts them, group by group; where there is nothing to count it says so, and is never a number.

mod facts;
mod figure;
mod kpi;
mod levels;
mod rhythm;
mod sheet;
mod words;

pub use facts::{AlertFacts, CaseFacts, Group, OrderFacts, PromisesEnded, Settled};
pub use figure::{Figure, Ratio, Spread};
pub use kpi::{Breakdown, Cohort, Definition, Kpi, Unit};
pub use levels::ServiceLevels;
pub use rhythm::{BadRhythm, Every, Rhythm, retry_after};
pub use sheet::{Entry, Sheet, SheetGroup};
