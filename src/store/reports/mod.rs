//! What the KPI sheet is counted from: cases, orders and alerts that began in a period, and what came of them.

mod cases;
mod contacts;
mod orders;
pub mod schedules;
pub mod standing;

use super::{StoreError, lenders};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use lienwatch_domain::alert::Verdict;
use lienwatch_domain::reports::{AlertFacts, Breakdown, Group, PromisesEnded, Sheet, SheetGroup};
use sqlx::{FromRow, PgConnection};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Cases counted in one sheet.
pub const MOST_CASES: i64 = 20_000;
/// Orders counted in one sheet.
pub const MOST_ORDERS: i64 = 50_000;

/// Of which period, and how it is split.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// From, engine time, inclusive.
    pub from: DateTime<Utc>,
    /// Until, exclusive.
    pub to: DateTime<Utc>,
    /// Split by.
    pub by: Breakdown,
    /// Engine time: what came of things counts until then.
    pub now: DateTime<Utc>,
}

/// The figures of a period.
#[derive(Debug)]
pub struct Counted {
    /// Group by group.
    pub groups: Vec<SheetGroup>,
    /// What people call the groups that are ids.
    pub names: BTreeMap<String, String>,
}

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// More than one sheet counts.
    #[error("over {0} {1} began in this period")]
    TooMany(i64, &'static str),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ReportError {
    fn from(error: sqlx::Error) -> ReportError {
        ReportError::Store(error.into())
    }
}

/// Counts what the transaction sees. Each kind of thing is bounded; with more there are no figures, never those of a part.
pub async fn count(c: &mut PgConnection, asked: Asked) -> Result<Counted, ReportError> {
    let mut sheet = Sheet::new(asked.by, asked.now);
    let mut names = BTreeMap::new();
    cases::count(c, asked, &mut sheet, &mut names).await?;
    orders::count(c, asked, &mut sheet, &mut names).await?;
    alerts(c, asked, &mut sheet, &mut names).await?;
    promises(c, asked, &mut sheet, &mut names).await?;
    contacts::count(c, asked, &mut sheet, &mut names).await?;
    let mut groups = sheet.finish();
    if asked.by == Breakdown::Vendor {
        name_vendors(c, &groups, &mut names).await?;
    }
    // A lender without a case has its place, and its zeros.
    if asked.by == Breakdown::Lender {
        groups.sort_by_key(|group| group.group.as_ref().and_then(|id| names.get(id)).cloned());
    }
    Ok(Counted { groups, names })
}

/// What groups are told by.
struct Belongs<'a> {
    lender_id: Uuid,
    lender: &'a str,
    zone: Tz,
    branch: Option<&'a str>,
    bucket: Option<&'a str>,
    vendor: Option<Uuid>,
    began_at: DateTime<Utc>,
}

impl Belongs<'_> {
    fn group(&self, by: Breakdown, names: &mut BTreeMap<String, String>) -> Group {
        match by {
            Breakdown::None => None,
            Breakdown::Lender => {
                let id = self.lender_id.to_string();
                names.entry(id.clone()).or_insert_with(|| self.lender.to_owned());
                Some(id)
            }
            Breakdown::Branch => self.branch.map(str::to_owned),
            Breakdown::Vendor => self.vendor.map(|id| id.to_string()),
            Breakdown::Bucket => self.bucket.map(str::to_owned),
            Breakdown::Month => Some(self.began_at.with_timezone(&self.zone).format("%Y-%m").to_string()),
        }
    }
}

async fn name_vendors(
    c: &mut PgConnection,
    groups: &[SheetGroup],
    names: &mut BTreeMap<String, String>,
) -> Result<(), ReportError> {
    let ids: Vec<Uuid> = groups.iter().filter_map(|g| g.group.as_ref()?.parse().ok()).collect();
    let rows: Vec<(Uuid, String)> =
        sqlx::query_as("select id, name from vendor where id = any ($1)").bind(ids).fetch_all(c).await?;
    names.extend(rows.into_iter().map(|(id, name)| (id.to_string(), name)));
    Ok(())
}

/// Alerts by lender, month and verdict: however many there are, few rows.
async fn alerts(
    c: &mut PgConnection,
    asked: Asked,
    sheet: &mut Sheet,
    names: &mut BTreeMap<String, String>,
) -> Result<(), ReportError> {
    #[derive(FromRow)]
    struct Row {
        lender_no: i32,
        month: DateTime<Utc>,
        verdict: Option<String>,
        count: i64,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select a.lender_no, date_trunc('month', a.raised_at, l.time_zone) as month, a.verdict, count(*) as count
         from alert a join lender l using (lender_no)
         where a.lender_no = l.lender_no and a.raised_at >= $1 and a.raised_at < $2 and a.desk_state = 'resolved'
         group by 1, 2, 3 order by 1, 2, 3",
    )
    .bind(asked.from)
    .bind(asked.to)
    .fetch_all(&mut *c)
    .await?;
    let mut known = BTreeMap::new();
    for row in rows {
        if let std::collections::btree_map::Entry::Vacant(vacant) = known.entry(row.lender_no) {
            let no = lienwatch_domain::ids::LenderNo(row.lender_no);
            vacant.insert(lenders::get_no(c, no).await?);
        }
        let Some(lender) = known.get(&row.lender_no).and_then(Option::as_ref) else { continue };
        let belongs = Belongs {
            lender_id: lender.id,
            lender: &lender.name,
            zone: zone(&lender.time_zone)?,
            branch: None,
            bucket: None,
            vendor: None,
            began_at: row.month,
        };
        let verdict = row.verdict.as_deref().and_then(Verdict::from_name);
        sheet.alerts(&AlertFacts { group: belongs.group(asked.by, names), verdict, count: row.count });
    }
    Ok(())
}

/// Promises by lender, branch, month and how they ended: however many there are, few rows.
async fn promises(
    c: &mut PgConnection,
    asked: Asked,
    sheet: &mut Sheet,
    names: &mut BTreeMap<String, String>,
) -> Result<(), ReportError> {
    #[derive(FromRow)]
    struct Row {
        lender_id: Uuid,
        lender: String,
        time_zone: String,
        branch: Option<String>,
        month: DateTime<Utc>,
        kept: bool,
        count: i64,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select l.id as lender_id, l.name as lender, l.time_zone, n.branch,
                date_trunc('month', p.created_at, l.time_zone) as month, p.state = 'kept' as kept, count(*) as count
         from promise p join lender l using (lender_no) join loan n on n.id = p.loan_id
         where p.created_at >= $1 and p.created_at < $2 and p.state in ('kept', 'broken')
         group by 1, 2, 3, 4, 5, 6 order by 1, 4, 5, 6",
    )
    .bind(asked.from)
    .bind(asked.to)
    .fetch_all(&mut *c)
    .await?;
    for row in rows {
        let belongs = Belongs {
            lender_id: row.lender_id,
            lender: &row.lender,
            zone: zone(&row.time_zone)?,
            branch: row.branch.as_deref(),
            bucket: None,
            vendor: None,
            began_at: row.month,
        };
        sheet.promises(&PromisesEnded { group: belongs.group(asked.by, names), kept: row.kept, count: row.count });
    }
    Ok(())
}

fn zone(name: &str) -> Result<Tz, StoreError> {
    name.parse().map_err(|_| StoreError::unreadable("time zone", name.to_owned()))
}
