//! How fast a lender wants its contractors, and itself, to be.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// A lender's service levels: the limits that the KPI sheet counts by, the time to choose among quotes, and the desk's time
/// for a new alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServiceLevels {
    /// A vendor takes an order within so many hours of the first offer, 1 to 720. Default 24 (design page `domain.md`, G:
    /// accept SLA, AutoIMS).
    pub accept_within_h: u32,
    /// The first agent is there within so many days of the vendor's acceptance, 1 to 90. Default 3 (`domain.md`, G: arrive
    /// SLA, AutoIMS).
    pub arrive_within_days: u32,
    /// The lender chooses among sealed quotes within so many days of their opening, 1 to 30. Default 3, a choice of ours.
    pub award_within_days: u32,
    /// Somebody at the desk looks at a new alert within so many minutes, 5 to 10 080. Default 240, a choice of ours.
    pub alert_within_min: u32,
}

impl Default for ServiceLevels {
    fn default() -> Self {
        ServiceLevels { accept_within_h: 24, arrive_within_days: 3, award_within_days: 3, alert_within_min: 240 }
    }
}

impl ServiceLevels {
    /// What is out of range: the setting, and what would be right.
    pub fn problem(&self) -> Option<(&'static str, &'static str)> {
        let rules = [
            ((1..=720).contains(&self.accept_within_h), "accept_within_h", "1 to 720 hours"),
            ((1..=90).contains(&self.arrive_within_days), "arrive_within_days", "1 to 90 days"),
            ((1..=30).contains(&self.award_within_days), "award_within_days", "1 to 30 days"),
            ((5..=10_080).contains(&self.alert_within_min), "alert_within_min", "5 to 10080 minutes"),
        ];
        rules.into_iter().find(|(holds, ..)| !holds).map(|(_, field, fix)| (field, fix))
    }

    /// Time for a vendor to take an order.
    pub fn accept_within(&self) -> TimeDelta {
        TimeDelta::hours(i64::from(self.accept_within_h))
    }

    /// Time for an agent to be there.
    pub fn arrive_within(&self) -> TimeDelta {
        TimeDelta::days(i64::from(self.arrive_within_days))
    }

    /// Time for the desk to look at a new alert.
    pub fn alert_within(&self) -> TimeDelta {
        TimeDelta::minutes(i64::from(self.alert_within_min))
    }

    /// Time to choose among quotes.
    pub fn award_within(&self) -> TimeDelta {
        TimeDelta::days(i64::from(self.award_within_days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_that_make_no_sense_are_named() {
        assert_eq!(ServiceLevels::default().problem(), None);
        for (text, field) in [
            (r#"{"accept_within_h": 0}"#, "accept_within_h"),
            (r#"{"accept_within_h": 721}"#, "accept_within_h"),
            (r#"{"arrive_within_days": 91}"#, "arrive_within_days"),
            (r#"{"award_within_days": 0}"#, "award_within_days"),
            (r#"{"alert_within_min": 1}"#, "alert_within_min"),
        ] {
            let levels: ServiceLevels = serde_json::from_str(text).expect("read");
            assert_eq!(levels.problem().map(|(field, _)| field), Some(field), "{text}");
        }
    }
}
