//! What the rules set beside the gate: the days by which something is due, how long records are kept, by which profile
//! proceeds are divided.

use super::checks::Check;
use super::{
    Asked, Calendar, DebtorLocalTime, GateFacts, Law, NoticeKind, Product, RecordClass, Rule, required_notices,
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

wire_names! {
    /// What is due, or ends.
    DeadlineKind {
        /// The last day for the sale.
        SaleBy = "sale_by",
        /// The last day on which the car cannot be sold because it can be redeemed.
        RedeemableUntil = "redeemable_until",
        /// The last day on which personal things are kept.
        PropertyKeptUntil = "property_kept_until",
        /// The last day for explaining surplus or deficiency.
        ExplanationBy = "explanation_by",
        /// The last day for answering a complaint.
        ComplaintBy = "complaint_by",
        /// The last day for erasing personal data.
        ErasureBy = "erasure_by",
        /// The last day on which the oldest position may be there.
        TracksUntil = "tracks_until",
        /// The first day on which an action may follow a notice.
        NoticeFree = "notice_free",
    }
}

/// A day that a rule sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The day, by the debtor's calendar.
    pub on: NaiveDate,
    /// What it is of.
    pub kind: DeadlineKind,
    /// Of which notice, where it is of one.
    pub notice: Option<NoticeKind>,
    /// The rule.
    pub rule: String,
    /// Where the rule comes from.
    pub source: String,
}

/// Every day that the rules in force at `local` set on these facts, earliest first. A check whose facts are not recorded
/// sets none.
pub fn deadlines(law: &Law<'_>, facts: &GateFacts, local: DebtorLocalTime, holidays: &Calendar) -> Vec<Deadline> {
    let mut all: Vec<Deadline> = vec![];
    for (.., rule) in law.rules(local) {
        for check in &rule.checks {
            if let Some((kind, on)) = due(check, facts, holidays) {
                all.push(Deadline { on, kind, notice: None, rule: rule.id.clone(), source: rule.source.clone() });
            }
        }
    }
    for requirement in required_notices(law, facts, local) {
        let served =
            facts.notices.iter().flatten().filter(|n| n.notice == requirement.notice).map(|n| n.served_on).min();
        all.extend(served.map(|served| Deadline {
            on: requirement.free_on(served, holidays),
            kind: DeadlineKind::NoticeFree,
            notice: Some(requirement.notice),
            rule: requirement.rule.clone(),
            source: requirement.source.clone(),
        }));
    }
    all.sort_by(|a, b| (a.on, a.kind, &a.rule).cmp(&(b.on, b.kind, &b.rule)));
    all.dedup();
    all
}

/// The last day on which the rules in force at `local` keep a car from its sale, by what is recorded: the end of its
/// redemption, or the day before a notice of the sale that was served lets it go on. `None`: no rule sets one.
pub fn held_until(law: &Law<'_>, facts: &GateFacts, local: DebtorLocalTime, holidays: &Calendar) -> Option<NaiveDate> {
    let last = |deadline: Deadline| match (deadline.kind, deadline.notice) {
        (DeadlineKind::RedeemableUntil, _) => Some(deadline.on),
        (DeadlineKind::NoticeFree, Some(NoticeKind::Sale | NoticeKind::PublicSale)) => deadline.on.pred_opt(),
        _ => None,
    };
    deadlines(law, facts, local, holidays).into_iter().filter_map(last).max()
}

fn due(check: &Check, facts: &GateFacts, holidays: &Calendar) -> Option<(DeadlineKind, NaiveDate)> {
    let after = |day: NaiveDate, days: u16| day.checked_add_days(Days::new(u64::from(days)));
    let asked = |asked: Option<Asked>| match asked {
        Some(Asked::On(day)) => Some(day),
        _ => None,
    };
    let (sale, debt) = (&facts.sale, &facts.debt);
    Some(match check {
        Check::SaleDeadline(check) => {
            let waived = check.unless_waived && sale.deadline_waived == Some(true);
            let concerned = !waived && check.reached(debt.price).unwrap_or(true);
            let possession = sale.possession_on.filter(|_| concerned)?;
            (DeadlineKind::SaleBy, check.last_day(possession))
        }
        Check::RedemptionPeriod(check) => {
            let possession = sale.possession_on?;
            let told = |kind| facts.notices.iter().flatten().any(|n| n.notice == kind && n.served_on < possession);
            (
                DeadlineKind::RedeemableUntil,
                after(possession, check.days).filter(|_| !check.unless_notice.is_some_and(told))?,
            )
        }
        Check::PropertyKept(check) => (DeadlineKind::PropertyKeptUntil, after(sale.possession_on?, check.days)?),
        Check::ExplanationFirst(check) => {
            let on = asked(sale.explanation_asked).filter(|_| sale.explanation_sent != Some(true))?;
            (DeadlineKind::ExplanationBy, after(on, check.answer_days)?)
        }
        Check::ComplaintAnswered(check) => {
            (DeadlineKind::ComplaintBy, holidays.add_working_days(asked(facts.debtor.complaint)?, check.working_days))
        }
        Check::ErasureDeadline(check) => {
            (DeadlineKind::ErasureBy, holidays.add_working_days(asked(facts.data.erasure)?, check.working_days))
        }
        Check::Retention(check) if check.class == RecordClass::Track => {
            (DeadlineKind::TracksUntil, check.gone_after(facts.data.oldest_track?)?)
        }
        _ => return None,
    })
}

/// How long records of a class are kept, by the strictest of all rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionTerm {
    /// At least so many months after the last day of what they record.
    pub at_least_months: Option<u16>,
    /// At most so many days after it. Where the least is longer, the least holds: what must be kept is kept.
    pub at_most_days: Option<u16>,
    /// The rules that say so.
    pub rules: Vec<String>,
}

/// How long records of `class` are kept.
pub fn retention(law: &Law<'_>, class: RecordClass, local: DebtorLocalTime) -> RetentionTerm {
    let mut term = RetentionTerm::default();
    for (.., rule) in law.rules(local) {
        for check in &rule.checks {
            let Check::Retention(check) = check else { continue };
            if check.class == class {
                term.at_least_months = term.at_least_months.max(check.at_least_months);
                term.at_most_days = [term.at_most_days, check.at_most_days].into_iter().flatten().min();
                term.rules.push(rule.id.clone());
            }
        }
    }
    term.rules.dedup();
    term
}

/// The profile by which proceeds are divided, with the rule that says so. `None` where no rule does; two rules that
/// differ are a conflict for people, and the gate refuses both.
pub fn waterfall_profile<'a>(law: &Law<'a>, product: Product, local: DebtorLocalTime) -> Option<(&'a Rule, &'a str)> {
    law.rules(local).into_iter().find_map(|(.., rule)| {
        rule.checks.iter().find_map(|check| match check {
            Check::Waterfall(check) if check.products.is_empty() || check.products.contains(&product) => {
                Some((rule, check.profile.as_str()))
            }
            _ => None,
        })
    })
}
