//! How often alerts were right, by type and month, as the desk decided.

use super::kpis::LONGEST;
use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Query, Timestamp};
use crate::store::decided::{self, Tally};
use axum::Json;
use chrono::{DateTime, Utc};
use lienwatch_domain::mobility::wilson;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Of which period.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Period {
    /// Raised from (inclusive), engine time.
    pub from: Timestamp,
    /// Raised until (exclusive); at most 366 days later.
    pub to: Timestamp,
}

/// How often alerts were right.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertPrecision {
    /// From (inclusive).
    pub from: DateTime<Utc>,
    /// Until (exclusive).
    pub to: DateTime<Utc>,
    /// Every type of which the desk decided one, by name.
    pub types: Vec<TypePrecision>,
}

/// One type.
#[derive(Debug, Serialize, ToSchema)]
pub struct TypePrecision {
    /// Alert type, e.g. `removal`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The whole period.
    pub total: VerdictShare,
    /// The months in which alerts of it were raised, oldest first.
    pub months: Vec<MonthPrecision>,
}

/// One month of one type.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthPrecision {
    /// In the lender's time zone, e.g. `2026-09`.
    pub month: String,
    /// Its verdicts.
    #[serde(flatten)]
    pub precision: VerdictShare,
}

/// Verdicts, and the share of them that confirmed the alert.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct VerdictShare {
    /// It was what it claimed.
    pub confirmed: i64,
    /// It was not.
    pub false_positive: i64,
    /// True, but harmless.
    pub benign: i64,
    /// Tests: they count for nothing.
    pub test: i64,
    /// Confirmed among all but tests, 0 to 1; null without any.
    pub precision: Option<f64>,
    /// Lower end of the 95 % score interval (Wilson 1927); 0 without any.
    pub low: f64,
    /// Its upper end; 1 without any.
    pub high: f64,
}

impl VerdictShare {
    fn take(&mut self, verdict: &str, count: i64) {
        match verdict {
            "confirmed" => self.confirmed += count,
            "false_positive" => self.false_positive += count,
            "benign" => self.benign += count,
            _ => self.test += count,
        }
    }

    fn worked_out(mut self) -> VerdictShare {
        let decided = self.confirmed + self.false_positive + self.benign;
        let count = |n: i64| usize::try_from(n).unwrap_or(0);
        (self.low, self.high) = wilson(count(self.confirmed), count(decided));
        self.precision = (decided > 0).then(|| self.confirmed as f64 / decided as f64);
        self
    }
}

/// Months by name, and the whole period.
pub(super) fn types(tallies: Vec<Tally>) -> Vec<TypePrecision> {
    let mut types: BTreeMap<String, (VerdictShare, BTreeMap<String, VerdictShare>)> = BTreeMap::new();
    for tally in tallies {
        let (total, months) = types.entry(tally.kind).or_default();
        total.take(&tally.verdict, tally.count);
        months.entry(tally.month).or_default().take(&tally.verdict, tally.count);
    }
    let month =
        |(month, precision): (String, VerdictShare)| MonthPrecision { month, precision: precision.worked_out() };
    let kind = |(kind, (total, months)): (String, (VerdictShare, BTreeMap<String, VerdictShare>))| TypePrecision {
        kind,
        total: total.worked_out(),
        months: months.into_iter().map(month).collect(),
    };
    types.into_iter().map(kind).collect()
}

/// How often alerts were right
///
/// By type and by the month in which they were raised, of what the desk decided: confirmed against false and harmless
/// ones, with an interval that says how much so few can say. The service takes nothing from it by itself; `lienwatch
/// refit` does when asked.
#[utoipa::path(get, path = "/reports/alert-precision", tag = "reports", params(Period),
    responses((status = 200, body = AlertPrecision), (status = 422, body = crate::api::Problem)))]
pub async fn alert_precision(caller: Caller, Query(period): Query<Period>) -> Result<Json<AlertPrecision>> {
    let (from, to) = (period.from.0, period.to.0);
    if to <= from || to - from > LONGEST {
        let detail = "the period is empty or longer than 366 days";
        return Err(Error::invalid("period_out_of_range", "to", detail, "ask for at most 366 days at a time"));
    }
    let mut tx = caller.begin().await?;
    let tallies = decided::tallies(&mut tx, from, to).await?;
    tx.commit().await?;
    Ok(Json(AlertPrecision { from, to, types: types(tallies) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_count_for_nothing_and_few_say_little() {
        let tally = |month: &str, verdict: &str, count| Tally {
            kind: "removal".into(),
            month: month.into(),
            verdict: verdict.into(),
            count,
        };
        let all = types(vec![
            tally("2026-08", "confirmed", 3),
            tally("2026-08", "test", 40),
            tally("2026-09", "benign", 1),
            tally("2026-10", "test", 2),
        ]);
        let removal = &all[0];
        assert_eq!((removal.total.precision, removal.total.test), (Some(0.75), 42));
        assert!(removal.total.low < 0.35 && removal.total.high < 0.96);
        let months: Vec<_> = removal.months.iter().map(|m| (m.month.as_str(), m.precision.precision)).collect();
        assert_eq!(months, [("2026-08", Some(1.0)), ("2026-09", Some(0.0)), ("2026-10", None)]);
        assert_eq!((removal.months[2].precision.low, removal.months[2].precision.high), (0.0, 1.0));
    }
}
