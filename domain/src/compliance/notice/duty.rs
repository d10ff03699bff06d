//! Which notice must have been served, and for how long, before an action.

use super::super::{Calendar, DebtorLocalTime, GateActionKind};
use super::{NoticeItem, NoticeKind, ServiceMethod};
use crate::refusal::{Refusal, names};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

wire_names! {
    /// Which days of a period count.
    DayCount {
        /// Every day.
        Calendar = "calendar",
        /// Working days of the place.
        Working = "working",
    }
}

/// A notice that was served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeFact {
    /// Which.
    pub notice: NoticeKind,
    /// The debtor's date on which it counts as served.
    pub served_on: NaiveDate,
    /// How.
    pub method: ServiceMethod,
    /// What it says.
    #[serde(default)]
    pub items: BTreeSet<NoticeItem>,
}

/// A notice that a rule wants before some actions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRequirement {
    /// Which notice.
    pub notice: NoticeKind,
    /// The rule that wants it.
    pub rule: String,
    /// Where the rule comes from.
    pub source: String,
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
    /// Full days between the day of service and the day of the action: neither of the two counts. With 0 the action may
    /// follow on the day of service.
    pub days: u16,
    /// Which days count.
    pub counted: DayCount,
    /// How it may be served; empty for any way.
    pub methods: BTreeSet<ServiceMethod>,
    /// Days after service for which it is good; for ever without.
    pub valid_days: Option<u16>,
    /// What it must say.
    pub items: BTreeSet<NoticeItem>,
}

impl NoticeRequirement {
    /// The first date of the debtor on which the action may follow a service on `served`.
    pub fn free_on(&self, served: NaiveDate, holidays: &Calendar) -> NaiveDate {
        free_on(served, self.days, self.counted, holidays)
    }

    /// Why none of `notices` satisfies it at `local`; `None` when one does.
    pub fn gap(&self, notices: &[NoticeFact], local: DebtorLocalTime, holidays: &Calendar) -> Option<Refusal> {
        let today = local.date();
        let refuse = |message: String, remedy: String| Refusal::new(self.rule.clone(), message, remedy);
        let (rule, notice) = (self.rule.to_string(), self.notice.name());
        let missing_at_all = [
            ("rule", rule.as_str().into()),
            ("notice", notice.into()),
            ("days", self.days.into()),
            ("counted", self.counted.name().into()),
        ];
        let name = self.notice.words();
        let all: Vec<&NoticeFact> =
            notices.iter().filter(|n| n.notice == self.notice && n.served_on <= today).collect();
        if all.is_empty() {
            let message = format!("no {name} notice was served ({})", self.source);
            let remedy = format!("serve the {name} notice{}, and wait {}", self.ways(), self.period());
            return Some(refuse(message, remedy).told("law.notice_missing", missing_at_all));
        }
        let lacks = |n: &NoticeFact| {
            let missing: Vec<&str> = self.items.difference(&n.items).map(|i| i.name()).collect();
            (!missing.is_empty()).then_some(missing)
        };
        let way = |n: &NoticeFact| self.methods.is_empty() || self.methods.contains(&n.method);
        let fresh = |n: &NoticeFact| {
            self.valid_days.is_none_or(|days| {
                n.served_on.checked_add_days(Days::new(u64::from(days))).is_none_or(|last| today <= last)
            })
        };
        let good: Vec<&NoticeFact> = all.iter().copied().filter(|n| way(n) && lacks(n).is_none()).collect();
        let Some(live) = good.iter().copied().filter(|n| fresh(n)).min_by_key(|n| n.served_on) else {
            let again = format!("serve the {name} notice anew{}, and wait {}", self.ways(), self.period());
            let newest = all.iter().max_by_key(|n| n.served_on).map(|n| (n.method, lacks(n)));
            let (rule, notice) = (("rule", rule.into()), ("notice", notice.into()));
            return Some(match newest {
                _ if !good.is_empty() => {
                    let days = self.valid_days.unwrap_or_default();
                    refuse(format!("the {name} notice is older than the {days} days for which it is good"), again)
                        .told("law.notice_old", [rule, notice, ("days", days.into())])
                }
                Some((_, Some(missing))) => {
                    refuse(format!("the {name} notice does not say: {}", missing.join(", ")), again)
                        .told("law.notice_lacks", [rule, notice, ("missing", names(missing))])
                }
                Some((method, None)) => refuse(format!("the {name} notice was served by {method}"), again)
                    .told("law.notice_way", [rule, notice, ("method", method.name().into())]),
                None => {
                    refuse(format!("no {name} notice was served"), again).told("law.notice_missing", missing_at_all)
                }
            });
        };
        let (rule, notice) = (("rule", rule.into()), ("notice", notice.into()));
        let free = self.free_on(live.served_on, holidays);
        if self.counted == DayCount::Working
            && self.days > 0
            && !(holidays.covers(live.served_on) && holidays.covers(free))
        {
            let message =
                format!("the {name} notice runs in working days, and the holidays of its year are not on file");
            let remedy = "import the holidays of the place for that year".into();
            return Some(refuse(message, remedy).told("law.notice_holidays", [rule, notice]));
        }
        (today < free).then(|| {
            let message = format!("the {name} notice of {} runs until {free}", live.served_on);
            let of = [rule, notice, ("served", live.served_on.to_string().into()), ("until", free.to_string().into())];
            refuse(message, format!("wait until {free}")).told("law.notice_runs", of)
        })
    }

    fn ways(&self) -> String {
        let names: Vec<&str> = self.methods.iter().map(|m| m.name()).collect();
        if names.is_empty() { String::new() } else { format!(" by {}", names.join(" or ")) }
    }

    fn period(&self) -> String {
        match (self.days, self.counted) {
            (0, _) => "for nothing more".into(),
            (days, DayCount::Calendar) => format!("{days} days"),
            (days, DayCount::Working) => format!("{days} working days"),
        }
    }
}

/// The first date on which an action may follow a notice: `days` full days lie between the two.
pub(super) fn free_on(served: NaiveDate, days: u16, counted: DayCount, holidays: &Calendar) -> NaiveDate {
    if days == 0 {
        return served;
    }
    let last = match counted {
        DayCount::Calendar => served.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX),
        DayCount::Working => holidays.add_working_days(served, days),
    };
    last.succ_opt().unwrap_or(NaiveDate::MAX)
}

/// What the notices lack before an action of kind `before`: one refusal for each requirement that is not met, naming
/// its rule. `notices`: those that were served on the case. Orders that do not take the car need none: ask for
/// [`GateActionKind::Dispatch`] only of those that do.
pub fn notice_gaps(
    before: GateActionKind,
    requirements: &[NoticeRequirement],
    notices: &[NoticeFact],
    local: DebtorLocalTime,
    holidays: &Calendar,
) -> Vec<Refusal> {
    let wanted = requirements.iter().filter(|r| r.before.contains(&before));
    wanted.filter_map(|r| r.gap(notices, local, holidays)).collect()
}
