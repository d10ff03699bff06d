//! What is owed: loans, schedules, arrears, buckets, and which loan is flagged for recovery.
//!
//! * [`Plan`] and [`Schedule`]: what falls due when. [`arrears`]: what of it is unpaid on a business date.
//! * [`BucketPolicy`]: the ageing bucket of a number of days past due.
//! * [`flag`]: whether a loan should be put before recovery, and why.

mod arrears;
mod buckets;
mod business_day;
mod flag;
mod loan;
mod schedule;

pub use arrears::{
    Arrears, InstalmentLine, InstalmentState, Payment, PaymentError, arrears, check_payments, instalments,
};
pub use buckets::{Bucket, BucketMove, BucketPolicy, BucketPolicyError, Stage, stage};
pub use business_day::{business_date, next_day_start};
pub use flag::{AlertFact, Flag, FlagFacts, FlagPolicy, FlagReason, FlagRule, ManualFlag, flag};
pub use loan::{Loan, LoanStatus, Product};
pub use schedule::{Frequency, Instalment, Method, Plan, Schedule, ScheduleError, Terms};
