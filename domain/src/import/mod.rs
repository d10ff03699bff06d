//! The import of a lender's book: the cells of one row in, a typed record or named errors out.
//!
//! Pure: the shell reads the file, counts its rows and stores what comes out. Columns are found by name
//! ([`Header`]), cells are typed (`cells`), and what cannot be known from the row alone (which VINs exist) comes
//! as a question in [`Context`]. The columns of each file are data ([`Import::COLUMNS`]); `docs/import.md` is made
//! of them and tested against them.

mod borrowers;
mod cells;
mod context;
mod geometry;
mod header;
mod installations;
mod loans;
mod overlaps;
mod payments;
mod problem;
mod row;
mod sites;
mod trackers;
mod vehicles;
mod vin;

pub use borrowers::BorrowerRecord;
pub use context::{Context, Seen};
pub use geometry::{GeometryError, parse_polygon};
pub use header::{Column, Entity, Header, Privacy};
pub use installations::InstallationRecord;
pub use loans::LoanRecord;
pub use overlaps::{Overlap, OverlapWith, Span, check_overlaps};
pub use payments::PaymentRecord;
pub use problem::{FieldError, Problem};
pub use row::{Import, Parsed, Row, parse_row};
pub use sites::SiteRecord;
pub use trackers::{StockStatus, TrackerRecord};
pub use vehicles::VehicleRecord;
pub use vin::{CheckDigit, Vin, VinError};
