//! The KPI sheet.

use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::import_assets::known;
use crate::api::request::{Query, Timestamp};
use crate::store::reports::{self, Asked, ReportError};
use axum::Json;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::reports::{Breakdown, Definition, Entry, Figure, Sheet, SheetGroup, Unit};
use serde::{Deserialize, Serialize};
use serde_json::Number;
use utoipa::{IntoParams, ToSchema};

/// Longest period of one sheet.
pub(super) const LONGEST: TimeDelta = TimeDelta::days(366);

/// Of which period, and how it is split.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Period {
    /// From (inclusive), engine time.
    pub from: Timestamp,
    /// Until (exclusive); at most 366 days later.
    pub to: Timestamp,
    /// `none` (default), `lender`, `branch`, `vendor`, `bucket` or `month`.
    pub by: Option<String>,
}

/// The KPI sheet of a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct KpiSheet {
    /// From (inclusive).
    pub from: DateTime<Utc>,
    /// Until (exclusive).
    pub to: DateTime<Utc>,
    /// What came of things counts until then, engine time.
    pub as_of: DateTime<Utc>,
    /// How it is split.
    pub by: String,
    /// What each figure is: `{"kpi", "unit", "by_currency", "numerator", "denominator", "period"}`.
    #[schema(value_type = Vec<Object>)]
    pub definitions: Vec<Definition>,
    /// The figures, group by group.
    pub groups: Vec<KpiGroup>,
}

/// The figures of one group.
#[derive(Debug, Serialize, ToSchema)]
pub struct KpiGroup {
    /// Lender or vendor id, branch, bucket, month; null: everything, or what belongs to none.
    pub group: Option<String>,
    /// What people call it, where it is an id.
    pub name: Option<String>,
    /// Every KPI in the order of the definitions; one that is an amount once for each currency.
    pub kpis: Vec<KpiFigure>,
}

/// A figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct KpiFigure {
    /// Which, e.g. `recovery_rate_units`.
    pub kpi: String,
    /// `basis_points`, `days`, `minor_units`, `per_hundred`, `count`.
    pub unit: String,
    /// ISO 4217, for those that are amounts.
    pub currency: Option<String>,
    /// The figure; of times the median. Null: see `missing`.
    #[schema(value_type = Option<f64>)]
    pub value: Option<Number>,
    /// Of times, the 90th percentile.
    #[schema(value_type = Option<f64>)]
    pub p90: Option<Number>,
    /// The sum above the line.
    pub numerator: Option<i64>,
    /// The sum below it; of times, how many there are.
    pub denominator: Option<i64>,
    /// Why there is no figure.
    pub missing: Option<String>,
}

impl KpiFigure {
    fn of(entry: Entry) -> KpiFigure {
        let unit = entry.kpi.unit();
        let number = |value: i64| match unit {
            Unit::Days | Unit::PerHundred => Number::from_f64(value as f64 / 100.0),
            Unit::BasisPoints | Unit::MinorUnits | Unit::Count => Some(Number::from(value)),
        };
        let (value, p90, numerator, denominator) = match entry.value {
            None => (None, None, None, None),
            Some(Figure::Ratio { value, numerator, denominator }) => {
                (number(value), None, Some(numerator), Some(denominator))
            }
            Some(Figure::Spread { median, p90, count }) => (number(median), number(p90), None, Some(count)),
        };
        KpiFigure {
            kpi: entry.kpi.name().to_owned(),
            unit: unit.name().to_owned(),
            currency: entry.currency.map(|c| c.code().to_owned()),
            value,
            p90,
            numerator,
            denominator,
            missing: entry.missing.map(str::to_owned),
        }
    }
}

/// The KPI sheet
///
/// Each figure comes with its numerator and denominator, and the sheet with what they are. What has no source yet, or
/// nothing to divide by, is null and says why.
#[utoipa::path(get, path = "/reports/kpis", tag = "reports", params(Period),
    responses((status = 200, body = KpiSheet), (status = 422, body = crate::api::Problem)))]
pub async fn sheet(caller: Caller, Query(period): Query<Period>) -> Result<Json<KpiSheet>> {
    let (from, to) = (period.from.0, period.to.0);
    if to <= from || to - from > LONGEST {
        let detail = "the period is empty or longer than 366 days";
        return Err(Error::invalid("period_out_of_range", "to", detail, "ask for at most 366 days at a time"));
    }
    let all: Vec<&str> = Breakdown::ALL.iter().map(|b| b.name()).collect();
    let by = known("by", period.by.as_deref().unwrap_or("none"), Breakdown::from_name, &all.join(", "))?;
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let counted = reports::count(&mut tx, Asked { from, to, by, now }).await.map_err(|error| match error {
        ReportError::Store(error) => Error::from(error),
        many @ ReportError::TooMany(..) => {
            Error::invalid("period_too_full", "to", many.to_string(), "ask for a shorter period, or for one lender")
        }
    })?;
    tx.commit().await?;
    let name = |group: &Option<String>| group.as_ref().and_then(|id| counted.names.get(id)).cloned();
    let shown = |SheetGroup { group, entries }: SheetGroup| KpiGroup {
        name: name(&group),
        kpis: entries.into_iter().map(KpiFigure::of).collect(),
        group,
    };
    let groups = counted.groups.into_iter().map(shown).collect();
    let by = by.name().to_owned();
    Ok(Json(KpiSheet { from, to, as_of: now, by, definitions: Sheet::definitions(), groups }))
}
