//! One row: its cells by column name, and everything that is wrong with it at once.

use super::context::{Context, Seen};
use super::header::{Column, Entity, Header, Privacy};
use super::problem::{Fault, FieldError, Problem};

/// A kind of record that a row can be.
pub trait Import: Sized {
    /// Which file.
    const ENTITY: Entity;
    /// Its columns.
    const COLUMNS: &'static [Column];
    /// The column that names the record in an error about its natural key.
    const KEY_FIELD: &'static str;
    /// Reads the row; `None` where a needed cell was bad (the row knows why).
    fn read(row: &mut Row<'_>, context: &Context<'_>) -> Option<Self>;
    /// What makes it the same record when it is imported again.
    fn natural_key(&self) -> String;
}

/// A record, and what is odd about its row without being wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed<R> {
    /// The record.
    pub record: R,
    /// Worth a look.
    pub warnings: Vec<FieldError>,
}

/// The cells of a row.
pub struct Row<'a> {
    columns: &'static [Column],
    positions: &'a [Option<usize>],
    record: &'a [&'a str],
    errors: Vec<FieldError>,
    warnings: Vec<FieldError>,
}

/// Reads one row. Every bad cell is told at once; a key that an accepted row of this file had is a duplicate.
pub fn parse_row<R: Import>(
    header: &Header<R>,
    record: &[&str],
    context: &Context<'_>,
    seen: &mut Seen,
) -> Result<Parsed<R>, Vec<FieldError>> {
    if record.len() != header.width {
        let message = format!("the row has {} cells, the header {}", record.len(), header.width);
        let fix = "look for a missing or an unquoted separator in this row";
        return Err(vec![Fault::new(Problem::WrongColumnCount, message, fix).at("row", None, Privacy::Public)]);
    }
    let mut row = Row { columns: R::COLUMNS, positions: &header.positions, record, errors: vec![], warnings: vec![] };
    let read = R::read(&mut row, context);
    if let Some(found) = read.as_ref().filter(|_| row.errors.is_empty())
        && !seen.insert(&found.natural_key())
    {
        let message = format!("another row of this file has the same {}", R::KEY_FIELD);
        row.fault(R::KEY_FIELD, Fault::new(Problem::Duplicate, message, "keep one of the two rows"));
    }
    match read {
        Some(record) if row.errors.is_empty() => Ok(Parsed { record, warnings: row.warnings }),
        _ => Err(row.errors),
    }
}

impl<'a> Row<'a> {
    /// The trimmed cell of a column; `None` where it is empty or the file has no such column.
    pub fn cell(&self, field: &str) -> Option<&'a str> {
        let index = self.columns.iter().position(|c| c.name == field)?;
        let text = self.record.get(self.positions[index]?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// A cell that may be empty.
    pub fn optional<T>(&mut self, field: &str, read: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        match read(self.cell(field)?) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.fault(field, fault);
                None
            }
        }
    }

    /// A cell that may not be empty.
    pub fn required<T>(&mut self, field: &str, read: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        if self.cell(field).is_none() {
            let fault = Fault::new(Problem::MissingValue, format!("{field} is empty"), "fill it in");
            self.fault(field, fault);
            return None;
        }
        self.optional(field, read)
    }

    /// Something is wrong with a column's cell.
    pub fn fault(&mut self, field: &str, fault: Fault) {
        let error = fault.at(field, self.cell(field), self.privacy(field));
        self.errors.push(error);
    }

    /// Something is odd about a column's cell.
    pub fn warn(&mut self, field: &str, fault: Fault) {
        let warning = fault.at(field, self.cell(field), self.privacy(field));
        self.warnings.push(warning);
    }

    fn privacy(&self, field: &str) -> Privacy {
        self.columns.iter().find(|c| c.name == field).map_or(Privacy::Public, |c| c.privacy)
    }
}
