//! What stays and places tell: the yardsticks of the literature that the product's detectors are held against and how
//! closely two sets of stays agree, the hours of a week, and the addresses that were declared.

mod agreement;
mod declared;
mod hours;
mod keywords;
mod li2008;
mod past_visits;
mod trace;
mod wilson;

pub use crate::detect::{TracePoint, TraceStay, stays_of_trace};
pub use agreement::{Agreement, Same, agreement};
pub use declared::{DeclaredParameters, Finding, Judged, compare_declared};
pub use hours::{HOURS, HoursOfWeek, PLACES, hours_of_week};
pub use keywords::{AddressPolicy, MOST_WORDS};
pub use li2008::li2008;
pub use past_visits::{Circumstances, PastVisit, judge_past, visited};
pub use trace::{RawPoint, cleaned};
pub use wilson::wilson;
