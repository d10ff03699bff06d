//! A lender's rules for commands.

use serde::{Deserialize, Serialize};

/// Settings under `policy.commands` of a lender. Only an administrator in person changes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CommandPolicy {
    /// Engines may be cut at all. Off unless the lender's law and contracts allow it.
    pub engine_cut_allowed: bool,
    /// Hours between the recorded warning to the borrower and the earliest moment of the cut, 0..=720.
    pub cut_warning_h: u32,
    /// A warning time of 0 hours is meant.
    pub cut_without_waiting: bool,
    /// A cut needs an authorised case without open holds, beside the loan's default.
    pub cut_needs_case: bool,
    /// Wireless trackers below this charge are not chased with, percent 0..=100.
    pub chase_battery_floor_pct: u8,
    /// Reporting interval to go back to where none is known of a tracker, seconds 10..=86 400.
    pub report_every_s: u32,
}

impl Default for CommandPolicy {
    fn default() -> Self {
        CommandPolicy {
            engine_cut_allowed: false,
            cut_warning_h: 24,
            cut_without_waiting: false,
            cut_needs_case: true,
            chase_battery_floor_pct: 30,
            report_every_s: 60,
        }
    }
}

impl CommandPolicy {
    /// What is out of range: the setting, and what would be right.
    pub fn problem(&self) -> Option<(&'static str, &'static str)> {
        let rules = [
            (self.cut_warning_h <= 720, "cut_warning_h", "0 to 720 hours"),
            (
                self.cut_warning_h > 0 || self.cut_without_waiting,
                "cut_warning_h",
                "at least 1 hour; for none at all set cut_without_waiting too",
            ),
            (self.chase_battery_floor_pct <= 100, "chase_battery_floor_pct", "0 to 100 percent"),
            ((10..=86_400).contains(&self.report_every_s), "report_every_s", "10 to 86400 seconds"),
        ];
        rules.into_iter().find(|(holds, ..)| !holds).map(|(_, field, fix)| (field, fix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_warning_at_all_is_said_twice() {
        let problem = |change: fn(&mut CommandPolicy)| {
            let mut policy = CommandPolicy::default();
            change(&mut policy);
            policy.problem().map(|(field, _)| field)
        };
        assert_eq!(problem(|_| {}), None);
        assert_eq!(problem(|p| p.cut_warning_h = 0), Some("cut_warning_h"));
        assert_eq!(problem(|p| (p.cut_warning_h, p.cut_without_waiting) = (0, true)), None);
        assert_eq!(problem(|p| p.cut_warning_h = 721), Some("cut_warning_h"));
        assert_eq!(problem(|p| p.chase_battery_floor_pct = 101), Some("chase_battery_floor_pct"));
        assert_eq!(problem(|p| p.report_every_s = 9), Some("report_every_s"));
    }
}
