//! Tables for other programs: CSV, XLSX, GeoJSON and GPX, row by row.
//!
//! Pure but for the [`std::io::Write`] that the caller gives: no clock, no file. An [`Export`] holds a row at a time, so
//! that the length of a table costs no memory. Every export says who took it, when, and what for ([`Mark`]); it is for
//! people to see where a file came from, and removing it is easy.

mod csv;
mod geojson;
mod gpx;
mod table;
mod workbook;
mod xlsx;

pub use table::{Cell, Column, Kind, MAX_COLUMNS, Mark, Table};
pub use xlsx::MAX_XLSX_ROWS;

use std::io::Write;

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, UTF-8 with a byte order mark, because spreadsheets otherwise take it for something else.
    Csv,
    /// ISO/IEC 29500, one sheet of rows and one that says where they came from.
    Xlsx,
    /// RFC 7946: for tables with a position.
    GeoJson,
    /// GPX 1.1: one track, for tables with a position and a time.
    Gpx,
}

impl Format {
    /// For the `Content-Type` header.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8; header=present",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::GeoJson => "application/geo+json",
            Format::Gpx => "application/gpx+xml",
        }
    }

    /// Of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::GeoJson => "geojson",
            Format::Gpx => "gpx",
        }
    }
}

/// Why a table was not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// More rows than an XLSX file may have here.
    #[error("an XLSX export holds at most {MAX_XLSX_ROWS} rows; narrow the filter, or export CSV")]
    TooManyRows,
    /// No column of places.
    #[error("GeoJSON needs a column with a position, this table has none; export CSV or XLSX")]
    NoPosition,
    /// No track.
    #[error("GPX needs a column with a position and one with a time, this table has not both; export CSV or XLSX")]
    NoTrack,
    /// A table that cannot be.
    #[error("a table has 1 to {MAX_COLUMNS} columns with different names and at most one position: {0}")]
    BadTable(String),
    /// A row with another number of cells than the table has columns.
    #[error("row {row} has {cells} cells for {columns} columns")]
    Cells {
        /// Which, from 1.
        row: u64,
        /// How many it has.
        cells: usize,
        /// How many it should have.
        columns: usize,
    },
    /// A cell of another kind than its column.
    #[error("row {row}, column {column}: this column holds {kind:?}")]
    WrongKind {
        /// Which row, from 1.
        row: u64,
        /// Name of the column.
        column: String,
        /// What belongs there.
        kind: Kind,
    },
    /// A text that a cell of a workbook cannot hold.
    #[error("row {row}, column {column}: a cell of XLSX holds at most 32767 characters; export CSV")]
    LongText {
        /// Which row, from 1.
        row: u64,
        /// Name of the column.
        column: String,
    },
    /// Where it is written to failed.
    #[error("the export could not be written: {0}")]
    Write(#[from] std::io::Error),
}

/// An export that is being written.
pub struct Export<W: Write> {
    table: Table,
    rows: u64,
    writer: Writer<W>,
}

enum Writer<W: Write> {
    Csv(Box<csv::Csv<W>>),
    Xlsx(Box<xlsx::Xlsx<W>>),
    GeoJson(geojson::GeoJson<W>),
    Gpx(gpx::Gpx<W>),
}

impl<W: Write> Export<W> {
    /// Writes what stands before the rows.
    pub fn begin(format: Format, out: W, table: Table, mark: &Mark) -> Result<Self, ExportError> {
        let writer = match format {
            Format::Csv => Writer::Csv(Box::new(csv::Csv::begin(out, &table, mark)?)),
            Format::Xlsx => Writer::Xlsx(Box::new(xlsx::Xlsx::begin(out, &table, mark)?)),
            Format::GeoJson => Writer::GeoJson(geojson::GeoJson::begin(out, &table, mark)?),
            Format::Gpx => Writer::Gpx(gpx::Gpx::begin(out, &table, mark)?),
        };
        Ok(Export { table, rows: 0, writer })
    }

    /// Writes a row: one cell a column, of its kind or empty. After an error the export is unfinished and of no use.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        self.rows += 1;
        self.table.check(self.rows, cells)?;
        match &mut self.writer {
            Writer::Csv(csv) => csv.row(cells),
            Writer::Xlsx(xlsx) => xlsx.row(&self.table, self.rows, cells),
            Writer::GeoJson(geojson) => geojson.row(&self.table, cells),
            Writer::Gpx(gpx) => gpx.row(cells),
        }
    }

    /// Rows written until now.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Writes what stands behind the rows, and gives back where it was written to.
    pub fn finish(self) -> Result<W, ExportError> {
        match self.writer {
            Writer::Csv(csv) => csv.finish(),
            Writer::Xlsx(xlsx) => xlsx.finish(self.rows),
            Writer::GeoJson(geojson) => geojson.finish(),
            Writer::Gpx(gpx) => gpx.finish(),
        }
    }
}

/// Writes a whole table.
pub fn write<W: Write>(
    format: Format,
    out: W,
    table: Table,
    mark: &Mark,
    rows: impl IntoIterator<Item = Vec<Cell>>,
) -> Result<W, ExportError> {
    let mut export = Export::begin(format, out, table, mark)?;
    for row in rows {
        export.row(&row)?;
    }
    export.finish()
}
