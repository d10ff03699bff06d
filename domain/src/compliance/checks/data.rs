//! Personal data: positions, exports, records.

use super::super::{Asked, GateAction, GateActionKind, PrivacyRecord, RecordClass};
use super::{Finding, Met, Scene, Test, met, names, need, spared};
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A precise position is sensitive: it is shown for a purpose that is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocationPurpose {}

impl Test for LocationPurpose {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !matches!(scene.action, GateAction::DisclosePosition | GateAction::ExportTracks { .. }) {
            return Ok(());
        }
        need(scene.facts.data.purpose.as_ref(), "what the position is needed for").map(|_| ())
    }
}

/// What must be on file before personal data are used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivacyRecords {
    /// What.
    pub records: BTreeSet<PrivacyRecord>,
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for PrivacyRecords {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if spared(scene, &self.before) {
            return Ok(());
        }
        let have = need(scene.facts.data.records.as_ref(), "which consents and assessments are on file")?;
        let missing = names(self.records.difference(have).copied(), PrivacyRecord::name);
        met(missing.is_empty(), format!("not on file: {missing}"), format!("put on file: {missing}"))
    }
}

/// People who do not owe the debt are told nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoThirdPartyData {}

impl Test for NoThirdPartyData {
    fn test(&self, scene: &Scene<'_>) -> Met {
        match scene.action {
            GateAction::DiscloseToThirdParty { party } if !party.is_liable() => {
                Err(Finding::new(format!("{party} does not owe the debt"), "tell them nothing of debt and debtor"))
            }
            _ => Ok(()),
        }
    }
}

/// How long records of one class are kept, from the last day of what they record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Which records.
    pub class: RecordClass,
    /// At least so many months.
    #[serde(default)]
    pub at_least_months: Option<u16>,
    /// At most so many days.
    #[serde(default)]
    pub at_most_days: Option<u16>,
}

impl Retention {
    /// The first day on which records that end with `last` may be erased.
    pub fn erasable_on(&self, last: NaiveDate) -> NaiveDate {
        let kept = self.at_least_months.and_then(|m| last.checked_add_months(Months::new(u32::from(m))));
        kept.unwrap_or(last)
    }

    /// The last day on which they may still be there.
    pub fn gone_after(&self, last: NaiveDate) -> Option<NaiveDate> {
        last.checked_add_days(Days::new(u64::from(self.at_most_days?)))
    }
}

impl Test for Retention {
    fn test(&self, scene: &Scene<'_>) -> Met {
        match scene.action {
            GateAction::Erase { class, last } if *class == self.class => {
                let on = self.erasable_on(*last);
                met(
                    scene.local.date() >= on,
                    format!("{class} records are kept until {on}"),
                    format!("wait until {on}"),
                )
            }
            // Positions that should be gone are not used any more.
            GateAction::DisclosePosition | GateAction::ExportTracks { .. } if self.class == RecordClass::Track => {
                if self.at_most_days.is_none() {
                    return Ok(());
                }
                let oldest = need(scene.facts.data.oldest_track, "how old the oldest position is that is kept")?;
                let last = self.gone_after(oldest).unwrap_or(NaiveDate::MAX);
                let late = scene.local.date() > last;
                met(!late, format!("positions of {oldest} were to be erased after {last}"), "erase positions that old")
            }
            _ => Ok(()),
        }
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        match (self.at_least_months, self.at_most_days) {
            (None, None) => Some(("at_least_months", "give a least or a most")),
            (Some(months), Some(days)) if u32::from(months) * 31 > u32::from(days) => {
                Some(("at_most_days", "the most must be more than the least"))
            }
            _ => None,
        }
    }
}

/// More track points than this leave only with approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportCap {
    /// Points that are free.
    pub points: u32,
}

impl Test for ExportCap {
    fn test(&self, scene: &Scene<'_>) -> Met {
        match scene.action {
            GateAction::ExportTracks { points } if *points > self.points => Err(Finding::new(
                format!("{points} track points, {} leave without approval", self.points),
                "have the export approved, or export fewer",
            )),
            _ => Ok(()),
        }
    }
}

/// Personal data are erased within so many working days of a request; until then they are not used any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErasureDeadline {
    /// Working days.
    pub working_days: u16,
}

impl Test for ErasureDeadline {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !matches!(scene.action, GateAction::DisclosePosition | GateAction::ExportTracks { .. }) {
            return Ok(());
        }
        let asked = need(scene.facts.data.erasure, "whether the debtor asked for erasure")?;
        let Asked::On(asked) = asked else { return Ok(()) };
        let due = scene.holidays.add_working_days(asked, self.working_days);
        met(
            scene.local.date() <= due,
            format!("erasure was asked for on {asked} and due by {due}"),
            "erase the data, or record why they must be kept",
        )
    }
}
