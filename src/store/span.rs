//! A stretch of time that a list is about.

use chrono::{DateTime, Utc};

/// From, inclusive, and until, exclusive; either may be open. As the periods of reports, so that the list behind a figure
/// is what the figure counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// At this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Earlier than this.
    pub to: Option<DateTime<Utc>>,
}
