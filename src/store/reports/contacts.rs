//! Contacts that the gate was asked about. However many there are, they come as few rows.

use super::{Asked, Belongs, ReportError, zone};
use chrono::{DateTime, Utc};
use lienwatch_domain::reports::Sheet;
use sqlx::{FromRow, PgConnection};
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    lender_id: Uuid,
    lender: String,
    time_zone: String,
    branch: Option<String>,
    bucket: Option<String>,
    month: DateTime<Utc>,
    some: i64,
    all: i64,
}

const CONTACTS: &str = "
    select le.id as lender_id, le.name as lender, le.time_zone, lo.branch, k.flagged_bucket as bucket,
           date_trunc('month', d.at, le.time_zone) as month,
           count(*) filter (where d.refused_by is not null) as some, count(*) as all
    from compliance_decision d join lender le on le.lender_no = d.lender_no join recovery_case k on k.id = d.case_id
    join loan lo on lo.id = k.loan_id
    where d.at >= $1 and d.at < $2 and d.action in ('contact', 'letter', 'field_visit')
    group by 1, 2, 3, 4, 5, 6 order by 1, 4, 5, 6";

/// Counts the contacts that were asked for in the period.
pub(super) async fn count(
    c: &mut PgConnection,
    asked: Asked,
    sheet: &mut Sheet,
    names: &mut BTreeMap<String, String>,
) -> Result<(), ReportError> {
    let rows: Vec<Row> = sqlx::query_as(CONTACTS).bind(asked.from).bind(asked.to).fetch_all(c).await?;
    for row in rows {
        let belongs = Belongs {
            lender_id: row.lender_id,
            lender: &row.lender,
            zone: zone(&row.time_zone)?,
            branch: row.branch.as_deref(),
            bucket: row.bucket.as_deref(),
            vendor: None,
            began_at: row.month,
        };
        sheet.contacts(belongs.group(asked.by, names), row.some, row.all);
    }
    Ok(())
}
