//! Devices that cut engines. The gate of a command (speed 0 on a fresh fix, two people, the loan at the moment of sending)
//! stands where commands are; here stands what the law of the place adds.

use super::super::{Channel, GateAction};
use super::{Finding, Met, Scene, Test, met, need};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Before an engine is cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EngineCut {
    /// Days past due at least.
    pub min_dpd: u32,
    /// Days past due at least where instalments fall due weekly; as the others, without.
    #[serde(default)]
    pub min_dpd_weekly: Option<u32>,
    /// Hours between the warning and the cut.
    #[serde(default)]
    pub warning_h: u32,
    /// Different ways by which the debtor was warned.
    #[serde(default)]
    pub warning_ways: u8,
    /// Hours for which the debtor can restart in an emergency.
    #[serde(default)]
    pub restart_h: u16,
    /// A written agreement on the device, apart from the contract.
    #[serde(default)]
    pub agreement: bool,
    /// Not while the car moves.
    #[serde(default)]
    pub standing: bool,
}

impl EngineCut {
    fn warned(&self, scene: &Scene<'_>) -> Met {
        if self.warning_h == 0 && self.warning_ways == 0 {
            return Ok(());
        }
        let warnings = need(scene.facts.device.warnings.as_ref(), "how and when the debtor was warned")?;
        let latest = scene.local.at - TimeDelta::hours(i64::from(self.warning_h));
        let ways: BTreeSet<Channel> = warnings.iter().filter(|w| w.at <= latest).map(|w| w.channel).collect();
        met(
            ways.len() >= usize::from(self.warning_ways.max(1)),
            format!("the debtor was warned in {} ways at least {} hours ago", ways.len(), self.warning_h),
            format!("warn them in {} ways and wait {} hours", self.warning_ways.max(1), self.warning_h),
        )
    }
}

impl Test for EngineCut {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !matches!(scene.action, GateAction::CutEngine) {
            return Ok(());
        }
        let (debt, device) = (&scene.facts.debt, &scene.facts.device);
        let default = need(debt.in_default, "whether the loan is in default")?;
        met(default, "the loan is not in default", "cut no engine of a car whose loan is not in default")?;
        let dpd = need(debt.dpd, "how many days past due the loan is")?;
        let wanted = match self.min_dpd_weekly {
            Some(weekly) if weekly != self.min_dpd => {
                if need(debt.weekly, "whether instalments fall due weekly")? {
                    weekly
                } else {
                    self.min_dpd
                }
            }
            _ => self.min_dpd,
        };
        met(dpd >= wanted, format!("{dpd} days past due, {wanted} are needed"), "wait, or do without the cut")?;
        if self.standing {
            met(!need(device.moving, "whether the car moves")?, "the car moves", "wait until it stands")?;
        }
        if self.agreement {
            let agreed = need(device.agreement, "whether there is a written agreement on the device")?;
            met(agreed, "there is no written agreement on the device", "make one, apart from the contract")?;
        }
        self.warned(scene)?;
        if self.restart_h == 0 {
            return Ok(());
        }
        let restart = need(device.emergency_restart_h, "for how long the debtor can restart in an emergency")?;
        met(
            restart >= self.restart_h,
            format!("an emergency restart lasts {restart} hours, {} are needed", self.restart_h),
            "provide the emergency restart",
        )
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        match (self.warning_h > 8760, usize::from(self.warning_ways) > Channel::ALL.len()) {
            (true, _) => Some(("warning_h", "0 to 8760 hours")),
            (_, true) => Some(("warning_ways", "no more ways than there are")),
            _ => None,
        }
    }
}

/// An engine that is cut for longer than so many days needs approval, or ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockOut {
    /// Days.
    pub max_days: u16,
}

impl Test for LockOut {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !matches!(scene.action, GateAction::CutEngine) {
            return Ok(());
        }
        let days = need(scene.facts.device.locked_days, "for how many days the engine has been cut")?;
        let message = format!("the engine has been cut for {days} days, at most {} are allowed", self.max_days);
        if days < self.max_days { Ok(()) } else { Err(Finding::new(message, "let the car start, or have it agreed")) }
    }
}
