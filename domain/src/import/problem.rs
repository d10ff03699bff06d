//! What is wrong with a cell, and how to mend it.

use super::header::Privacy;
use serde::{Deserialize, Serialize};

wire_names! {
    /// The kinds of trouble, by stable name.
    Problem {
        /// The file lacks a column that it needs.
        MissingColumn = "missing_column",
        /// Two columns mean the same.
        DuplicateColumn = "duplicate_column",
        /// The row has more or fewer cells than the header.
        WrongColumnCount = "wrong_column_count",
        /// The cell is empty and may not be.
        MissingValue = "missing_value",
        /// Not a number, not yes or no.
        WrongType = "wrong_type",
        /// Characters that may not be there.
        BadCharacters = "bad_characters",
        /// Too long or too short.
        BadLength = "bad_length",
        /// The check digit does not fit.
        BadCheckDigit = "bad_check_digit",
        /// Not one of the allowed values.
        UnknownValue = "unknown_value",
        /// A number outside its range.
        OutOfRange = "out_of_range",
        /// Not an ISO 8601 date or time.
        BadDate = "bad_date",
        /// Not an amount of money.
        BadMoney = "bad_money",
        /// Not a polygon.
        BadGeometry = "bad_geometry",
        /// No such vehicle.
        UnknownVin = "unknown_vin",
        /// No such loan.
        UnknownContract = "unknown_contract",
        /// No such tracker.
        UnknownTracker = "unknown_tracker",
        /// No such borrower.
        UnknownBorrower = "unknown_borrower",
        /// Its natural key is already in this file.
        Duplicate = "duplicate",
        /// Two cells do not go together.
        Contradiction = "contradiction",
    }
}

/// One cell, what is wrong with it and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The column's name (English), or `row` for the row as a whole.
    pub field: String,
    /// What the cell says, shortened, and masked where it is personal; `None` where it says nothing.
    pub value: Option<String>,
    /// What kind of trouble.
    pub problem: Problem,
    /// What is wrong, for a person; never repeats a personal value.
    pub message: String,
    /// What to do about it.
    pub fix: String,
}

/// Trouble with a value, before it is known in which column it stands. The text never repeats the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub problem: Problem,
    pub message: String,
    pub fix: String,
}

impl Fault {
    pub fn new(problem: Problem, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Fault { problem, message: message.into(), fix: fix.into() }
    }

    pub fn at(self, field: &str, value: Option<&str>, privacy: Privacy) -> FieldError {
        let Fault { problem, message, fix } = self;
        let value = value.filter(|v| !v.is_empty()).map(|v| privacy.show(v));
        FieldError { field: field.to_owned(), value, problem, message, fix }
    }
}
