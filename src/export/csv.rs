//! CSV (RFC 4180).

use super::table::{Cell, Mark, Table, degrees};
use super::{Column, ExportError};
use std::io::Write;

/// A CSV file that is being written.
pub(super) struct Csv<W: Write> {
    out: csv::Writer<W>,
    mark: Mark,
    columns: Vec<Column>,
}

impl<W: Write> Csv<W> {
    /// A first line `# Exported by …` that readers skip as a comment, and the headings.
    pub(super) fn begin(mut out: W, table: &Table, mark: &Mark) -> Result<Self, ExportError> {
        // What would end the cell, or the line, is a space: the line is not quoted, else it was no comment.
        let line: String =
            mark.line().chars().map(|c| if c.is_control() || matches!(c, '"' | ',' | ';') { ' ' } else { c }).collect();
        out.write_all(format!("\u{feff}# {line}\r\n").as_bytes())?;
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .quote_style(csv::QuoteStyle::NonNumeric)
            .from_writer(out);
        for column in table.columns() {
            for heading in column.headings() {
                out.write_field(harmless(&heading)).map_err(failed)?;
            }
        }
        out.write_record(None::<&[u8]>).map_err(failed)?;
        Ok(Csv { out, mark: mark.clone(), columns: table.columns().to_vec() })
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        for (column, cell) in self.columns.iter().zip(cells) {
            let fields = match cell {
                Cell::Empty => vec![String::new(); column.headings().len()],
                Cell::Text(text) => vec![harmless(text)],
                Cell::Integer(number) => vec![number.to_string()],
                Cell::Money(amount) => vec![amount.to_major(), amount.currency.code().to_owned()],
                Cell::Time(at) => vec![self.mark.moment(*at)],
                Cell::Boolean(flag) => vec![flag.to_string()],
                Cell::Position(place) => vec![degrees(place.lat_e7), degrees(place.lon_e7)],
                Cell::Area(geometry) => vec![geometry.to_string()],
            };
            for field in fields {
                self.out.write_field(field).map_err(failed)?;
            }
        }
        self.out.write_record(None::<&[u8]>).map_err(failed)
    }

    pub(super) fn finish(mut self) -> Result<W, ExportError> {
        self.out.flush()?;
        self.out.into_inner().map_err(|error| ExportError::Write(error.into_error()))
    }
}

/// A writer of rows that are all of one length fails only where it writes to.
fn failed(error: csv::Error) -> ExportError {
    ExportError::Write(std::io::Error::other(error))
}

/// A text that no spreadsheet takes for a formula: one that begins like a formula, and is no number, has an apostrophe
/// before it (OWASP, CSV injection). The wide forms are those of Chinese and Japanese input, which some programs accept.
fn harmless(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if formula && !is_number(text) { format!("'{text}") } else { text.to_owned() }
}

/// Digits with a sign and a point at most.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    plain(whole) && plain(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_numbers_stay() {
        for text in ["=1+1", "+86 21 5555", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-", "+1.", "-.5", "+1e3"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "-1", "+8621", "-12.50", "a=b", "王小明", "1-2"] {
            assert_eq!(harmless(text), text);
        }
    }
}
