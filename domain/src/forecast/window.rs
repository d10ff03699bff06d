//! The window that a forecast is asked for.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

/// The longest window, seconds: a week.
pub const MOST_WINDOW_S: i64 = 7 * 86_400;

/// A time span: `from` inclusive, `to` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Window {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

/// Why a span is no window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// It ends where it begins, or before.
    #[error("`to` must be after `from`")]
    Empty,
    /// It is longer than a week.
    #[error("the window is longer than 7 days")]
    TooLong,
}

impl Window {
    /// The window from `from` until `to`.
    ///
    /// # Errors
    /// Where it is empty or longer than [`MOST_WINDOW_S`].
    pub fn new(from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Window, WindowError> {
        match to - from {
            length if length <= TimeDelta::zero() => Err(WindowError::Empty),
            length if length > TimeDelta::seconds(MOST_WINDOW_S) => Err(WindowError::TooLong),
            _ => Ok(Window { from, to }),
        }
    }

    /// Its beginning.
    pub fn from(&self) -> DateTime<Utc> {
        self.from
    }

    /// Its end.
    pub fn to(&self) -> DateTime<Utc> {
        self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_neither_empty_nor_longer_than_a_week() {
        let t = DateTime::UNIX_EPOCH;
        let window = |s| Window::new(t, t + TimeDelta::seconds(s));
        assert_eq!(window(0), Err(WindowError::Empty));
        assert_eq!(window(-1), Err(WindowError::Empty));
        assert_eq!(window(MOST_WINDOW_S + 1), Err(WindowError::TooLong));
        assert!(window(1).is_ok() && window(MOST_WINDOW_S).is_ok());
    }
}
