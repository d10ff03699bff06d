//! Trackers: the devices.

use super::cells;
use super::context::Context;
use super::header::{Column, Entity, Privacy};
use super::problem::{Fault, Problem};
use super::row::{Import, Row};
use crate::detect::Role;
use chrono::NaiveDate;

wire_names! {
    /// Where a tracker is in its life.
    StockStatus {
        /// On the shelf.
        InStock = "in_stock",
        /// Meant for a car.
        Assigned = "assigned",
        /// In a car.
        Installed = "installed",
        /// Broken.
        Faulty = "faulty",
        /// Out of use.
        Retired = "retired",
    }
}

/// A tracker as imported.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackerRecord {
    /// What it calls itself on the wire: IMEI, or the terminal id of its protocol.
    pub terminal_id: String,
    /// The protocol that it speaks.
    pub protocol: String,
    /// Model.
    pub model: Option<String>,
    /// How it is fitted.
    pub role: Role,
    /// Configured interval between wake-ups, seconds (wireless).
    pub wake_interval_s: Option<u32>,
    /// SIM card number.
    pub iccid: Option<String>,
    /// Phone number of the SIM.
    pub msisdn: Option<String>,
    /// Where it is in its life.
    pub stock_status: StockStatus,
    /// Last day of the paid service.
    pub service_expires_on: Option<NaiveDate>,
}

const ROLES: &[Role] = &[Role::Wired, Role::Wireless, Role::Obd];

impl Import for TrackerRecord {
    const ENTITY: Entity = Entity::Trackers;
    const KEY_FIELD: &'static str = "terminal_id";
    const COLUMNS: &'static [Column] = &[
        Column::required("terminal_id", &["imei", "设备号", "终端号"], "IMEI or terminal id; the key"),
        Column::required("protocol", &["协议"], "name of the protocol it speaks, e.g. jt808, gt06, teltonika"),
        Column::required("role", &["设备类型", "类型"], "`wired` (有线), `wireless` (无线) or `obd`"),
        Column::optional("model", &["设备型号"], "model"),
        Column::optional("wake_interval_s", &["唤醒间隔"], "seconds between wake-ups of a wireless one, 60 to 2592000"),
        Column::optional("iccid", &[], "SIM card number, 18 to 20 digits"),
        Column::optional("msisdn", &["sim卡号"], "phone number of the SIM, digits").shown_as(Privacy::Identifier),
        Column::optional(
            "stock_status",
            &["库存状态"],
            "`in_stock`, `assigned`, `installed`, `faulty`, `retired`; empty is `in_stock`",
        ),
        Column::optional("service_expires_on", &["服务到期日"], "last day of the paid service"),
    ];

    fn read(row: &mut Row<'_>, context: &Context<'_>) -> Option<Self> {
        let terminal_id = row.required("terminal_id", terminal_id);
        if let Some(id) = terminal_id.as_deref().filter(|id| id.len() == 15 && !luhn(id)) {
            let expected = (0..=9).find(|d| luhn(&format!("{}{d}", &id[..14]))).unwrap_or(0);
            let message = format!("the last digit of this IMEI does not fit; {expected} would");
            row.warn("terminal_id", Fault::new(Problem::BadCheckDigit, message, "compare it with the device's label"));
        }
        let protocol = row.required("protocol", |cell| protocol(cell, context));
        let role =
            row.required("role", cells::one_of(ROLES, Role::name, &[("有线", Role::Wired), ("无线", Role::Wireless)]));
        let model = row.optional("model", cells::text(64));
        let wake_interval_s = row.optional("wake_interval_s", cells::integer(60..=2_592_000));
        if wake_interval_s.is_some() && role.is_some_and(|r| r != Role::Wireless) {
            let fault = Fault::new(
                Problem::Contradiction,
                "only a wireless tracker wakes up at intervals",
                "leave wake_interval_s empty, or write role wireless",
            );
            row.fault("wake_interval_s", fault);
        }
        let iccid = row.optional("iccid", digits(18, 20));
        let msisdn = row.optional("msisdn", |cell| digits(5, 15)(cell.strip_prefix('+').unwrap_or(cell)));
        let statuses = cells::one_of(
            StockStatus::ALL,
            StockStatus::name,
            &[("在库", StockStatus::InStock), ("已安装", StockStatus::Installed)],
        );
        let stock_status = row.optional("stock_status", statuses).unwrap_or(StockStatus::InStock);
        let service_expires_on = row.optional("service_expires_on", cells::date);
        Some(TrackerRecord {
            terminal_id: terminal_id?,
            protocol: protocol?,
            model,
            role: role?,
            wake_interval_s,
            iccid,
            msisdn,
            stock_status,
            service_expires_on,
        })
    }

    fn natural_key(&self) -> String {
        self.terminal_id.clone()
    }
}

/// An IMEI or terminal id: 1 to 32 letters, digits, `-` and `_`.
pub(super) fn terminal_id(cell: &str) -> Result<String, Fault> {
    cells::not_from_a_spreadsheet(cell)?;
    if !cell.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        let message = "a terminal id has letters, digits, hyphens and underscores";
        return Err(Fault::new(Problem::BadCharacters, message, "copy it from the device's label"));
    }
    cells::text(32)(cell)
}

/// A tracker that must be known already.
pub(super) fn known_tracker(cell: &str, context: &Context<'_>) -> Result<String, Fault> {
    let id = terminal_id(cell)?;
    if (context.has_tracker)(&id) {
        return Ok(id);
    }
    let fix = "import the tracker first, or correct it";
    Err(Fault::new(Problem::UnknownTracker, "there is no tracker of this terminal id", fix))
}

fn protocol(cell: &str, context: &Context<'_>) -> Result<String, Fault> {
    let name = cells::text(32)(cell)?.to_lowercase();
    if (context.has_protocol)(&name) {
        return Ok(name);
    }
    Err(Fault::new(Problem::UnknownValue, "this protocol is not spoken here", "see the list of protocols"))
}

fn digits(low: usize, high: usize) -> impl Fn(&str) -> Result<String, Fault> {
    move |cell| {
        cells::not_from_a_spreadsheet(cell)?;
        if !cell.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Fault::new(
                Problem::BadCharacters,
                "there is something else than digits in it",
                "write digits only",
            ));
        }
        if !(low..=high).contains(&cell.len()) {
            let message = format!("it has {} digits, not {low} to {high}", cell.len());
            return Err(Fault::new(Problem::BadLength, message, "copy it from the card"));
        }
        Ok(cell.to_owned())
    }
}

/// The check digit of an IMEI (3GPP TS 23.003, annex B).
fn luhn(imei: &str) -> bool {
    let doubled = |d: u32| if d > 4 { 2 * d - 9 } else { 2 * d };
    let digits: Option<Vec<u32>> = imei.chars().map(|c| c.to_digit(10)).collect();
    // What is not all digits is no IMEI, and has no check digit that could be wrong.
    digits.is_none_or(|ds| {
        ds.iter().rev().enumerate().map(|(i, d)| if i % 2 == 1 { doubled(*d) } else { *d }).sum::<u32>() % 10 == 0
    })
}
