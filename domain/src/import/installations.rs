//! Installations: which tracker was in which car from when until when.

use super::context::Context;
use super::header::{Column, Entity, Privacy};
use super::problem::{Fault, Problem};
use super::row::{Import, Row};
use super::vin::Vin;
use super::{cells, trackers, vehicles};
use chrono::{DateTime, Utc};

/// An installation as imported.
#[derive(Debug, Clone, PartialEq)]
pub struct InstallationRecord {
    /// Which tracker.
    pub terminal_id: String,
    /// In which car.
    pub vin: Vin,
    /// From (inclusive).
    pub installed_at: DateTime<Utc>,
    /// Until (exclusive); `None` is "still".
    pub removed_at: Option<DateTime<Utc>>,
    /// Where in the car.
    pub position: Option<String>,
    /// By whom.
    pub installer: Option<String>,
}

impl Import for InstallationRecord {
    const ENTITY: Entity = Entity::Installations;
    const KEY_FIELD: &'static str = "terminal_id";
    const COLUMNS: &'static [Column] = &[
        Column::required("terminal_id", &["imei", "设备号", "终端号"], "IMEI or terminal id of a known tracker"),
        Column::required("vin", &["车架号"], "VIN of a known vehicle").shown_as(Privacy::Identifier),
        Column::required("installed_at", &["安装时间", "绑定时间"], "date and time; with terminal id and VIN the key"),
        Column::optional("removed_at", &["拆除时间", "解绑时间"], "date and time after it; empty while it is there"),
        Column::optional("position", &["安装位置"], "where in the car"),
        Column::optional("installer", &["安装人员"], "who installed it").shown_as(Privacy::Personal),
    ];

    fn read(row: &mut Row<'_>, context: &Context<'_>) -> Option<Self> {
        let terminal_id = row.required("terminal_id", |cell| trackers::known_tracker(cell, context));
        let vin = row.required("vin", |cell| vehicles::known_vin(cell, context));
        let installed_at = row.required("installed_at", cells::instant(context.zone));
        let removed_at = row.optional("removed_at", cells::instant(context.zone));
        if let (Some(from), Some(until)) = (installed_at, removed_at)
            && until <= from
        {
            let message = "removed_at is not after installed_at";
            row.fault("removed_at", Fault::new(Problem::Contradiction, message, "correct one of the two times"));
        }
        let position = row.optional("position", cells::text(128));
        let installer = row.optional("installer", cells::text(128));
        Some(InstallationRecord {
            terminal_id: terminal_id?,
            vin: vin?,
            installed_at: installed_at?,
            removed_at,
            position,
            installer,
        })
    }

    fn natural_key(&self) -> String {
        format!("{}\n{}\n{}", self.terminal_id, self.vin, self.installed_at.to_rfc3339())
    }
}
