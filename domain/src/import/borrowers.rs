//! Borrowers: who owes.

use super::cells;
use super::context::Context;
use super::header::{Column, Entity, Privacy};
use super::problem::{Fault, Problem};
use super::row::{Import, Row};
use crate::geo::Point;

/// A borrower as imported. All of it but the number is personal data.
#[derive(Debug, Clone, PartialEq)]
pub struct BorrowerRecord {
    /// The lender's number of the borrower.
    pub borrower_no: String,
    /// Name.
    pub name: String,
    /// Identity document number.
    pub id_number: Option<String>,
    /// Phone, digits with an optional leading `+`.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Declared home (WGS-84).
    pub home: Option<Point>,
    /// Declared work place (WGS-84).
    pub work: Option<Point>,
    /// On the lender's internal watch-list.
    pub watch_listed: bool,
    /// To be treated with special care.
    pub vulnerable: bool,
}

impl Import for BorrowerRecord {
    const ENTITY: Entity = Entity::Borrowers;
    const KEY_FIELD: &'static str = "borrower_no";
    const COLUMNS: &'static [Column] = &[
        Column::required("borrower_no", &["客户编号", "borrower_id"], "the lender's number of the borrower; the key"),
        Column::required("name", &["借款人", "姓名"], "up to 200 characters").shown_as(Privacy::Personal),
        Column::optional("id_number", &["证件号", "身份证号"], "identity document").shown_as(Privacy::Personal),
        Column::optional("phone", &["手机号", "电话"], "digits, `+`, spaces and `-`").shown_as(Privacy::Personal),
        Column::optional("email", &["邮箱"], "e-mail address").shown_as(Privacy::Personal),
        Column::optional("address", &["地址", "住址"], "up to 500 characters").shown_as(Privacy::Personal),
        Column::optional("home_lat", &["住址纬度"], "declared home, degrees (WGS-84)").shown_as(Privacy::Personal),
        Column::optional("home_lon", &["住址经度"], "declared home, degrees (WGS-84)").shown_as(Privacy::Personal),
        Column::optional("work_lat", &["单位纬度"], "declared work, degrees (WGS-84)").shown_as(Privacy::Personal),
        Column::optional("work_lon", &["单位经度"], "declared work, degrees (WGS-84)").shown_as(Privacy::Personal),
        Column::optional("watch_listed", &["黑名单", "重点关注"], "true or false; empty is false"),
        Column::optional("vulnerable", &["特殊关怀"], "true or false; empty is false"),
    ];

    fn read(row: &mut Row<'_>, _: &Context<'_>) -> Option<Self> {
        let borrower_no = row.required("borrower_no", cells::code);
        let name = row.required("name", cells::text(200));
        let id_number = row.optional("id_number", id_number);
        let phone = row.optional("phone", phone);
        let email = row.optional("email", email);
        let address = row.optional("address", cells::text(500));
        let home = place(row, "home_lat", "home_lon");
        let work = place(row, "work_lat", "work_lon");
        let watch_listed = row.optional("watch_listed", cells::boolean).unwrap_or(false);
        let vulnerable = row.optional("vulnerable", cells::boolean).unwrap_or(false);
        let (borrower_no, name) = (borrower_no?, name?);
        Some(BorrowerRecord {
            borrower_no,
            name,
            id_number,
            phone,
            email,
            address,
            home,
            work,
            watch_listed,
            vulnerable,
        })
    }

    fn natural_key(&self) -> String {
        self.borrower_no.clone()
    }
}

/// Both or neither of two coordinates.
fn place(row: &mut Row<'_>, lat_field: &str, lon_field: &str) -> Option<Point> {
    for (here, there) in [(lat_field, lon_field), (lon_field, lat_field)] {
        if row.cell(here).is_none() && row.cell(there).is_some() {
            let message = format!("{there} is there without {here}");
            row.fault(here, Fault::new(Problem::Contradiction, message, "give both or neither"));
        }
    }
    let (lat, lon) = (row.optional(lat_field, cells::latitude), row.optional(lon_field, cells::longitude));
    cells::point(lat?, lon?).map_err(|fault| row.fault(lat_field, fault)).ok()
}

fn id_number(cell: &str) -> Result<String, Fault> {
    cells::not_from_a_spreadsheet(cell)?;
    let plain = cell.to_ascii_uppercase();
    if !plain.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        let message = "an identity number has letters, digits and hyphens";
        return Err(Fault::new(Problem::BadCharacters, message, "remove what is neither"));
    }
    cells::text(32)(&plain)
}

/// Keeps a leading `+` and the digits, 5 to 15 of them (E.164).
fn phone(cell: &str) -> Result<String, Fault> {
    cells::not_from_a_spreadsheet(cell)?;
    if !cell.chars().enumerate().all(|(i, c)| c.is_ascii_digit() || " -()".contains(c) || (c == '+' && i == 0)) {
        return Err(Fault::new(Problem::BadCharacters, "this is not a phone number", "write e.g. +86 138 0000 0000"));
    }
    let number: String = cell.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    match number.trim_start_matches('+').len() {
        5..=15 => Ok(number),
        n => Err(Fault::new(Problem::BadLength, format!("{n} digits are no phone number"), "write 5 to 15 digits")),
    }
}

fn email(cell: &str) -> Result<String, Fault> {
    let fault = || Fault::new(Problem::BadCharacters, "this is not an e-mail address", "write e.g. name@example.com");
    let (user, host) = cell.rsplit_once('@').ok_or_else(fault)?;
    if user.is_empty() || !host.contains('.') || host.starts_with('.') || host.ends_with('.') || cell.contains(' ') {
        return Err(fault());
    }
    cells::text(254)(cell)
}
