//! The quarterly marks of a vendor: five items of one to five points (`domain.md` A7.6), of which what was brought in
//! is only one (A7.7). Boundaries and weights are a lender's own; the defaults are engineering judgement.

use crate::refusal::Refusal;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A quarter of a calendar year, written `2026-Q3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter {
    year: i32,
    quarter: u32,
}

/// The text is no quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a quarter is written like 2026-Q3, between 2000-Q1 and 2199-Q4")]
pub struct QuarterError;

impl Quarter {
    /// The quarter a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Quarter { year: day.year(), quarter: day.month0() / 3 + 1 }
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        let (year, month) = if self.quarter == 4 { (self.year + 1, 1) } else { (self.year, self.quarter * 3 + 1) };
        NaiveDate::from_ymd_opt(year, month, 1)
            .and_then(|next| next.pred_opt())
            .expect("years are within 2000 to 2199, or come from a date")
    }

    /// The one after it.
    pub fn next(self) -> Self {
        let (year, quarter) = if self.quarter == 4 { (self.year + 1, 1) } else { (self.year, self.quarter + 1) };
        Quarter { year, quarter }
    }
}

impl TryFrom<String> for Quarter {
    type Error = QuarterError;
    fn try_from(text: String) -> Result<Self, QuarterError> {
        let (year, quarter) = text.split_once("-Q").ok_or(QuarterError)?;
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let known = year.len() == 4 && digits(year) && quarter.len() == 1 && digits(quarter);
        let parsed = known.then(|| year.parse().ok().zip(quarter.parse().ok())).flatten();
        let (year, quarter): (i32, u32) = parsed.ok_or(QuarterError)?;
        let fits = (2000..2200).contains(&year) && (1..=4).contains(&quarter);
        fits.then_some(Quarter { year, quarter }).ok_or(QuarterError)
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> String {
        quarter.to_string()
    }
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-Q{}", self.year, self.quarter)
    }
}

wire_names! {
    /// What is marked.
    Item {
        /// Cars recovered, as a share of what was aimed at.
        Results = "results",
        /// Complaints upheld, per orders closed.
        Complaints = "complaints",
        /// Reports and arrivals on time.
        Timeliness = "timeliness",
        /// Files that were complete: records, recordings, photos.
        Records = "records",
        /// Points of the audit that were in order: procedures, people, premises.
        Compliance = "compliance",
    }
}

/// What was counted in a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// Orders that ended.
    pub orders_closed: u32,
    /// Of these, with the car recovered.
    pub recovered: u32,
    /// Share that was aimed at, basis points, 1 to 10 000.
    pub target_bp: u32,
    /// Complaints upheld.
    pub complaints_upheld: u32,
    /// Reports and arrivals that were due.
    pub reports_due: u32,
    /// Of these, on time.
    pub reports_on_time: u32,
    /// Files looked at.
    pub files_checked: u32,
    /// Of these, complete.
    pub files_complete: u32,
    /// Points of the audit.
    pub audit_points: u32,
    /// Of these, in order.
    pub audit_passed: u32,
}

/// How an item is marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemPolicy {
    /// Its weight, basis points; only the proportions count.
    pub weight_bp: u32,
    /// Four boundaries, ascending, basis points: of the share where more is better, of the rate where less is.
    pub bounds_bp: [u32; 4],
    /// Counted cases below which the item is not marked.
    pub min_count: u32,
}

/// A tenant's rules for marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScorecardPolicy {
    /// How each item is marked; an item that is left out is not marked.
    pub items: BTreeMap<Item, ItemPolicy>,
    /// Total below which the quarter is failed, hundredths of a point, 100 to 500.
    pub min_total: u32,
    /// Items in which a single point fails the quarter by itself.
    pub never_one: BTreeSet<Item>,
}

impl Default for ScorecardPolicy {
    fn default() -> Self {
        let item = |weight_bp, bounds_bp, min_count| ItemPolicy { weight_bp, bounds_bp, min_count };
        let items = [
            (Item::Results, item(3000, [5000, 7000, 8500, 10_000], 5)),
            (Item::Complaints, item(2500, [0, 100, 200, 500], 5)),
            (Item::Timeliness, item(1500, [7000, 8500, 9500, 9900], 5)),
            (Item::Records, item(1500, [8000, 9000, 9500, 9900], 5)),
            (Item::Compliance, item(1500, [7000, 8000, 9000, 9700], 5)),
        ];
        let never_one = [Item::Complaints, Item::Compliance].into_iter().collect();
        ScorecardPolicy { items: items.into_iter().collect(), min_total: 300, never_one }
    }
}

/// The points of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemScore {
    /// Which.
    pub item: Item,
    /// What was counted, as a share or rate, basis points.
    pub value_bp: u32,
    /// Out of how many cases.
    pub among: u32,
    /// 1 to 5.
    pub points: u32,
    /// Its weight.
    pub weight_bp: u32,
}

/// A marked quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scorecard {
    /// Which quarter.
    pub quarter: Quarter,
    /// The items that could be marked.
    pub items: Vec<ItemScore>,
    /// Items with too few cases to be marked.
    pub not_marked: Vec<Item>,
    /// Weighted mean, hundredths of a point, 100 to 500.
    pub total: u32,
    /// Why it is failed, one line each; none: passed.
    pub failed: Vec<String>,
    /// When it was marked.
    pub at: DateTime<Utc>,
}

impl Scorecard {
    /// Whether the quarter is passed.
    pub fn passed(&self) -> bool {
        self.failed.is_empty()
    }
}

/// A share of more than this is not told apart from it.
const MOST_BP: u64 = 20_000;

impl Item {
    /// What was counted (share or rate in basis points) and out of how many.
    fn value(self, f: &Figures) -> (u32, u32) {
        let share = |part: u64, whole: u64| (part * 10_000 / whole.max(1)).min(MOST_BP) as u32;
        let of = |part: u32, whole: u32| (share(part.into(), whole.into()), whole);
        match self {
            Item::Results => {
                let reached =
                    share(u64::from(f.recovered) * 10_000, u64::from(f.orders_closed) * u64::from(f.target_bp));
                (reached, f.orders_closed)
            }
            Item::Complaints => of(f.complaints_upheld, f.orders_closed),
            Item::Timeliness => of(f.reports_on_time, f.reports_due),
            Item::Records => of(f.files_complete, f.files_checked),
            Item::Compliance => of(f.audit_passed, f.audit_points),
        }
    }

    fn points(self, value: u32, bounds: [u32; 4]) -> u32 {
        match self {
            Item::Complaints => 5 - bounds.iter().filter(|b| value > **b).count() as u32,
            _ => 1 + bounds.iter().filter(|b| value >= **b).count() as u32,
        }
    }
}

/// Marks a quarter.
pub(super) fn mark(
    quarter: Quarter,
    figures: &Figures,
    now: DateTime<Utc>,
    policy: &ScorecardPolicy,
) -> Result<Scorecard, Refusal> {
    adds_up(figures)?;
    let (mut items, mut not_marked) = (vec![], vec![]);
    for (item, how) in &policy.items {
        let (value_bp, among) = item.value(figures);
        if among < how.min_count.max(1) || how.weight_bp == 0 {
            not_marked.push(*item);
        } else {
            let points = item.points(value_bp, how.bounds_bp);
            items.push(ItemScore { item: *item, value_bp, among, points, weight_bp: how.weight_bp });
        }
    }
    let weights: u64 = items.iter().map(|i| u64::from(i.weight_bp)).sum();
    if weights == 0 {
        let remedy = "mark the quarter when more orders, files or points of audit were counted";
        return Err(Refusal::new("enough_to_mark", "no item has enough cases to be marked", remedy));
    }
    let points: u64 = items.iter().map(|i| u64::from(i.weight_bp) * u64::from(i.points)).sum();
    let total = ((points * 200 + weights) / (2 * weights)) as u32;
    let mut failed = vec![];
    if total < policy.min_total {
        let (mean, least) = (hundredths(total), hundredths(policy.min_total));
        failed.push(format!("{mean} points on the mean, {least} are required"));
    }
    let worst = items.iter().filter(|i| i.points == 1 && policy.never_one.contains(&i.item));
    failed.extend(worst.map(|i| format!("one point in {}", i.item)));
    Ok(Scorecard { quarter, items, not_marked, total, failed, at: now })
}

fn adds_up(f: &Figures) -> Result<(), Refusal> {
    let parts = [
        ("recovered", f.recovered, "orders_closed", f.orders_closed),
        ("reports_on_time", f.reports_on_time, "reports_due", f.reports_due),
        ("files_complete", f.files_complete, "files_checked", f.files_checked),
        ("audit_passed", f.audit_passed, "audit_points", f.audit_points),
    ];
    if let Some((part, n, whole, of)) = parts.into_iter().find(|(_, part, _, whole)| part > whole) {
        let message = format!("{part} is {n}, more than the {of} of {whole}");
        return Err(Refusal::new("figures_add_up", message, format!("correct {part} or {whole}")));
    }
    if f.orders_closed > 0 && !(1..=10_000).contains(&f.target_bp) {
        let message = format!("a target of {} basis points is not a share", f.target_bp);
        return Err(Refusal::new("figures_add_up", message, "give target_bp from 1 to 10000"));
    }
    Ok(())
}

fn hundredths(n: u32) -> String {
    format!("{}.{:02}", n / 100, n % 100)
}
