//! XLSX: the sheet of rows, written as it comes. The parts around it are in [`super::workbook`].

use super::ExportError;
use super::table::{Cell, Kind, Mark, Table, degrees};
use super::workbook::{self, Look};
use chrono::{DateTime, NaiveDate, Utc};
use std::fmt::Write as _;
use std::io::Write;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// Most rows of an XLSX export: what a person still opens. A sheet itself ends at 1 048 576.
pub const MAX_XLSX_ROWS: u64 = 100_000;

/// Longest text of a cell, UTF-16 units (ISO/IEC 29500-1, 18.3.1.96; what spreadsheets hold).
const MAX_CELL: usize = 32_767;
/// Largest whole number that a spreadsheet shows exactly: 15 digits.
const MAX_EXACT: u64 = 999_999_999_999_999;

/// A workbook that is being written. Its parts are written one after another into a ZIP archive that is never sought in.
pub(super) struct Xlsx<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    mark: Mark,
    /// The row in the making.
    row: String,
    /// How many columns the file has: more than the table, where a value is two.
    width: usize,
}

impl<W: Write> Xlsx<W> {
    pub(super) fn begin(out: W, table: &Table, mark: &Mark) -> Result<Self, ExportError> {
        let mut zip = ZipWriter::new_stream(out);
        for (name, text) in workbook::parts(mark) {
            part(&mut zip, name)?;
            zip.write_all(text.as_bytes())?;
        }
        part(&mut zip, "xl/worksheets/sheet1.xml")?;
        let headings: Vec<(String, Kind)> = table
            .columns()
            .iter()
            .flat_map(|column| column.headings().into_iter().map(|heading| (heading, column.kind)))
            .collect();
        zip.write_all(workbook::rows_head(&headings).as_bytes())?;
        let mut xlsx = Xlsx { zip, mark: mark.clone(), row: String::new(), width: headings.len() };
        xlsx.row.push_str("<row r=\"1\">");
        for (heading, _) in &headings {
            workbook::text(&mut xlsx.row, heading, Look::Heading);
        }
        xlsx.end_row()?;
        Ok(xlsx)
    }

    pub(super) fn row(&mut self, table: &Table, row: u64, cells: &[Cell]) -> Result<(), ExportError> {
        if row > MAX_XLSX_ROWS {
            return Err(ExportError::TooManyRows);
        }
        let _ = write!(self.row, "<row r=\"{}\">", row + 1);
        for (column, cell) in table.columns().iter().zip(cells) {
            match cell {
                // A cell without a value still takes its place, because places are counted, not named.
                Cell::Empty => (0..column.headings().len()).for_each(|_| self.row.push_str("<c/>")),
                Cell::Text(text) if text.encode_utf16().count() > MAX_CELL => {
                    return Err(ExportError::LongText { row, column: column.name.clone() });
                }
                Cell::Text(text) => workbook::text(&mut self.row, text, Look::Plain),
                Cell::Area(geometry) => {
                    let text = geometry.to_string();
                    if text.encode_utf16().count() > MAX_CELL {
                        return Err(ExportError::LongText { row, column: column.name.clone() });
                    }
                    workbook::text(&mut self.row, &text, Look::Plain);
                }
                Cell::Integer(number) if number.unsigned_abs() > MAX_EXACT => {
                    workbook::text(&mut self.row, &number.to_string(), Look::Plain);
                }
                Cell::Integer(number) => workbook::number(&mut self.row, &number.to_string(), Look::Integer),
                Cell::Money(amount) => {
                    if amount.minor.unsigned_abs() > MAX_EXACT {
                        workbook::text(&mut self.row, &amount.to_major(), Look::Plain);
                    } else {
                        workbook::number(&mut self.row, &amount.to_major(), Look::Money);
                    }
                    workbook::text(&mut self.row, amount.currency.code(), Look::Plain);
                }
                Cell::Time(at) => match serial(*at, &self.mark) {
                    Some(days) => workbook::number(&mut self.row, &days, Look::Time),
                    None => workbook::text(&mut self.row, &self.mark.moment(*at), Look::Plain),
                },
                Cell::Boolean(flag) => workbook::boolean(&mut self.row, *flag),
                Cell::Position(place) => {
                    workbook::number(&mut self.row, &degrees(place.lat_e7), Look::Plain);
                    workbook::number(&mut self.row, &degrees(place.lon_e7), Look::Plain);
                }
            }
        }
        self.end_row()
    }

    fn end_row(&mut self) -> Result<(), ExportError> {
        self.row.push_str("</row>\n");
        self.zip.write_all(self.row.as_bytes())?;
        self.row.clear();
        Ok(())
    }

    pub(super) fn finish(mut self, rows: u64) -> Result<W, ExportError> {
        self.zip.write_all(workbook::rows_foot(self.width, rows, &self.mark).as_bytes())?;
        part(&mut self.zip, "xl/worksheets/sheet2.xml")?;
        self.zip.write_all(workbook::about(&self.mark, rows).as_bytes())?;
        let mut out = self.zip.finish().map_err(failed)?.into_inner();
        out.flush()?;
        Ok(out)
    }
}

/// Begins a part of the archive. Its time is the first that ZIP knows, so that the same rows are the same bytes.
fn part<W: Write>(zip: &mut ZipWriter<StreamWriter<W>>, name: &str) -> Result<(), ExportError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    zip.start_file(name, options).map_err(failed)
}

fn failed(error: zip::result::ZipError) -> ExportError {
    ExportError::Write(std::io::Error::other(error))
}

/// A moment as days since 30 December 1899 in the lender's zone, which spreadsheets count from March 1900 on.
fn serial(at: DateTime<Utc>, mark: &Mark) -> Option<String> {
    let local = at.with_timezone(&mark.zone).naive_local();
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    let seconds = (local - epoch).num_seconds();
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // 61 is 1 March 1900; the day before is a 29 February that never was.
    (61..=2_958_465).contains(&days).then(|| {
        // A millionth of a second is lost; spreadsheets round to milliseconds.
        let billionths = (rest * 100_000_000_000 / 86_400 + 5) / 10;
        format!("{days}.{billionths:010}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn times_are_days_of_the_lenders_calendar() {
        let mark = Mark { by: String::new(), at: DateTime::UNIX_EPOCH, purpose: String::new(), zone: chrono_tz::UTC };
        let at = |y, m, d, h| Utc.with_ymd_and_hms(y, m, d, h, 0, 0).single().expect("a time");
        assert_eq!(serial(at(1970, 1, 1, 0), &mark).as_deref(), Some("25569.0000000000"));
        assert_eq!(serial(at(2026, 11, 22, 18), &mark).as_deref(), Some("46348.7500000000"));
        assert_eq!(serial(at(1900, 2, 28, 0), &mark), None);
        let shanghai = Mark { zone: chrono_tz::Asia::Shanghai, ..mark };
        assert_eq!(serial(at(2026, 11, 22, 18), &shanghai).as_deref(), Some("46349.0833333333"));
    }
}
