//! Columns, cells, and the mark that every export carries.

use super::ExportError;
use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use lienwatch_domain::geo::Point;
use lienwatch_domain::money::Money;

/// Most columns of a table.
pub const MAX_COLUMNS: usize = 200;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Amounts: a column of major units and one, named `…_currency`, of ISO 4217 codes.
    Money,
    /// Moments, written in the lender's zone.
    Time,
    /// Yes or no.
    Boolean,
    /// A place: a column `…_lat` and one `…_lon`, WGS-84 degrees.
    Position,
    /// An area: a column of GeoJSON geometries as text.
    Area,
}

impl Kind {
    /// The geometry of a feature.
    pub(super) fn is_place(self) -> bool {
        matches!(self, Kind::Position | Kind::Area)
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

impl Column {
    /// A column.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Column { name: name.into(), kind }
    }

    /// The headings it has in a file: two where its values are two.
    pub(super) fn headings(&self) -> Vec<String> {
        match self.kind {
            Kind::Money => vec![self.name.clone(), format!("{}_currency", self.name)],
            Kind::Position => vec![format!("{}_lat", self.name), format!("{}_lon", self.name)],
            _ => vec![self.name.clone()],
        }
    }
}

/// The columns of an export, found to be fit for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
}

impl Table {
    /// A table with these columns, from left to right.
    pub fn new(columns: Vec<Column>) -> Result<Self, ExportError> {
        let bad = |what: String| Err(ExportError::BadTable(what));
        if columns.is_empty() || columns.len() > MAX_COLUMNS {
            return bad(format!("{} columns", columns.len()));
        }
        if columns.iter().filter(|column| column.kind.is_place()).count() > 1 {
            return bad("two positions".to_owned());
        }
        let mut headings: Vec<String> = columns.iter().flat_map(Column::headings).collect();
        headings.sort_unstable();
        if let Some(twice) = headings.windows(2).find(|pair| pair[0] == pair[1]) {
            return bad(format!("two columns named {:?}", twice[0]));
        }
        Ok(Table { columns })
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Refuses a row that does not fit.
    pub(super) fn check(&self, row: u64, cells: &[Cell]) -> Result<(), ExportError> {
        if cells.len() != self.columns.len() {
            return Err(ExportError::Cells { row, cells: cells.len(), columns: self.columns.len() });
        }
        let wrong = self.columns.iter().zip(cells).find(|(column, cell)| cell.kind().is_some_and(|k| k != column.kind));
        match wrong {
            Some((column, _)) => Err(ExportError::WrongKind { row, column: column.name.clone(), kind: column.kind }),
            None => Ok(()),
        }
    }
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing; fits each column.
    Empty,
    /// Of [`Kind::Text`].
    Text(String),
    /// Of [`Kind::Integer`].
    Integer(i64),
    /// Of [`Kind::Money`].
    Money(Money),
    /// Of [`Kind::Time`].
    Time(DateTime<Utc>),
    /// Of [`Kind::Boolean`].
    Boolean(bool),
    /// Of [`Kind::Position`].
    Position(Point),
    /// Of [`Kind::Area`]: a GeoJSON geometry.
    Area(serde_json::Value),
}

impl Cell {
    /// The kind of column it needs.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Cell::Empty => None,
            Cell::Text(_) => Some(Kind::Text),
            Cell::Integer(_) => Some(Kind::Integer),
            Cell::Money(_) => Some(Kind::Money),
            Cell::Time(_) => Some(Kind::Time),
            Cell::Boolean(_) => Some(Kind::Boolean),
            Cell::Position(_) => Some(Kind::Position),
            Cell::Area(_) => Some(Kind::Area),
        }
    }
}

/// The value, or an empty cell.
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Integer(number)
    }
}

impl From<Money> for Cell {
    fn from(amount: Money) -> Cell {
        Cell::Money(amount)
    }
}

impl From<DateTime<Utc>> for Cell {
    fn from(at: DateTime<Utc>) -> Cell {
        Cell::Time(at)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Cell {
        Cell::Boolean(flag)
    }
}

impl From<Point> for Cell {
    fn from(place: Point) -> Cell {
        Cell::Position(place)
    }
}

/// Who took an export, when, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// A person or a key, in words.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What for, as the caller said.
    pub purpose: String,
    /// The lender's zone: times are written in it.
    pub zone: Tz,
}

impl Mark {
    /// The mark as one line.
    pub(super) fn line(&self) -> String {
        format!("Exported by {} at {} for: {}", self.by, self.moment(self.at), self.purpose)
    }

    /// A time in the lender's zone (RFC 3339).
    pub(super) fn moment(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}

/// Integer 1e-7 degrees as decimal degrees, exactly.
pub(super) fn degrees(e7: i32) -> String {
    let (sign, units) = (if e7 < 0 { "-" } else { "" }, e7.unsigned_abs());
    format!("{sign}{}.{:07}", units / 10_000_000, units % 10_000_000)
}
