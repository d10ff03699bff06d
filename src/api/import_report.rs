//! What became of the rows of an import.

use super::error::Result;
use super::import_rows::RowError;
use lienwatch_domain::import::FieldError;
use serde::Serialize;
use utoipa::ToSchema;

/// Bad cells reported; beyond that they are only counted.
const MAX_REPORTED: usize = 1000;

/// A bad cell.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportedError {
    /// Which row; the header is row 1.
    pub row: u32,
    /// Which column, or `row`.
    pub field: String,
    /// What it says, shortened, masked where it is personal.
    pub value: Option<String>,
    /// Stable name of the problem.
    pub problem: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub fix: String,
}

/// What became of the rows.
#[derive(Debug, Default)]
pub struct Report {
    /// Taken.
    pub ok: i32,
    /// Refused.
    pub bad: i32,
    /// The first of the bad cells.
    pub errors: Vec<ReportedError>,
}

impl Report {
    /// One more bad cell.
    pub fn add(&mut self, error: ReportedError) {
        if self.errors.len() < MAX_REPORTED {
            self.errors.push(error);
        }
    }

    /// The bad cells of a row.
    pub fn cells(&mut self, row: u32, errors: Vec<FieldError>) {
        for e in errors {
            let problem = e.problem.name().to_owned();
            self.add(ReportedError { row, field: e.field, value: e.value, problem, message: e.message, fix: e.fix });
        }
    }

    /// A row that the store refused.
    pub fn refused(&mut self, row: u32, error: RowError) -> Result<()> {
        let (problem, field, message, fix) = error.told()?;
        self.bad += 1;
        self.add(ReportedError { row, field, value: None, problem: problem.to_owned(), message, fix });
        Ok(())
    }
}
