//! What a run left in the database, comparable between runs.

use chrono::{DateTime, Utc};
use sqlx::{Connection, PgConnection, PgPool};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Kinds of rows that belong to connections, not to what devices remember: logins, heartbeats, disconnects.
const OF_CONNECTIONS: &str = "(1, 2, 6)";

/// Rows of a table, in words.
type Rows = BTreeSet<String>;

/// What a run left behind.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Every record that devices sent.
    pub records: Rows,
    /// Alerts that stand: vehicle, type, episode, severity.
    pub alerts: Rows,
    pub stays: Rows,
    pub visits: Rows,
    pub places: Rows,
}

/// Reads what is there; also checks that no record is there twice, and no number.
pub async fn outcome(url: &str) -> Outcome {
    let mut c = PgConnection::connect(url).await.expect("connects");
    let records = format!(
        "with o as (select tracker_no, device_time, digest, kind, lat_e7, lon_e7, alarms, ingest_seq from observation
                    union all
                    select tracker_no, device_time, digest, kind, lat_e7, lon_e7, alarms, ingest_seq from observation_outlier)
         select concat_ws(' ', device_id, extract(epoch from device_time), digest, kind, lat_e7, lon_e7, alarms)
         from o join tracker using (tracker_no) where kind not in {OF_CONNECTIONS}"
    );
    let records = rows(&mut c, &records).await;
    let distinct: BTreeSet<String> = records.iter().cloned().collect();
    assert_eq!(records.len(), distinct.len(), "a record is stored twice");
    let numbers: Vec<String> = rows(
        &mut c,
        "select ingest_seq::text from observation union all select ingest_seq::text from observation_outlier",
    )
    .await;
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len(), "a number is given twice");
    let alerts = "select concat_ws(' ', coalesce(external_id, vin), type, episode_key, severity)
                  from alert join vehicle using (vehicle_no) where state <> 'retracted'";
    let stays = "select concat_ws(' ', coalesce(external_id, vin), arrive, leave, lat_e7, lon_e7) from stay join vehicle using (vehicle_no)";
    let visits = "select concat_ws(' ', v.external_id, s.external_id, arrive, leave)
                  from site_visit join vehicle v using (vehicle_no) join site s on s.id = site_id";
    let places = "select concat_ws(' ', coalesce(external_id, vin), rank, lat_e7, lon_e7, place.kind, visits, dwell_s)
                  from place join vehicle using (vehicle_no)";
    Outcome {
        records: distinct,
        alerts: rows(&mut c, alerts).await.into_iter().collect(),
        stays: rows(&mut c, stays).await.into_iter().collect(),
        visits: rows(&mut c, visits).await.into_iter().collect(),
        places: rows(&mut c, places).await.into_iter().collect(),
    }
}

async fn rows(c: &mut PgConnection, sql: &str) -> Vec<String> {
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_all(c).await.expect("reads")
}

/// Panics with what one has and the other has not.
#[track_caller]
pub fn same(undisturbed: &Outcome, disturbed: &Outcome) {
    let found = differences(undisturbed, disturbed);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What one has and the other has not, a text for each table.
pub fn differences(undisturbed: &Outcome, disturbed: &Outcome) -> Vec<String> {
    let parts = |o: &Outcome| {
        let Outcome { records, alerts, stays, visits, places } = o;
        [("records", records), ("alerts", alerts), ("stays", stays), ("visits", visits), ("places", places)]
            .map(|(name, rows)| (name, rows.clone()))
    };
    let mut found = Vec::new();
    for ((name, expected), (_, there)) in parts(undisturbed).into_iter().zip(parts(disturbed)) {
        let lost: Vec<_> = expected.difference(&there).collect();
        let surplus: Vec<_> = there.difference(&expected).collect();
        if !lost.is_empty() || !surplus.is_empty() {
            found.push(format!(
                "{name}: {} expected, {} there\n  {} lost: {:#?}\n  {} surplus: {:#?}",
                expected.len(),
                there.len(),
                lost.len(),
                &lost[..lost.len().min(10)],
                surplus.len(),
                &surplus[..surplus.len().min(10)],
            ));
        }
    }
    found
}

/// Asserts that every acknowledged record is stored.
pub async fn holds(url: &str, acknowledged: &BTreeSet<(String, DateTime<Utc>)>) {
    let pool = PgPool::connect(url).await.expect("connects");
    let stored: Vec<(String, DateTime<Utc>)> = sqlx::query_as(
        "select device_id, device_time from observation join tracker using (tracker_no)
         union all select device_id, device_time from observation_outlier join tracker using (tracker_no)",
    )
    .fetch_all(&pool)
    .await
    .expect("reads");
    let stored: BTreeSet<_> = stored.into_iter().collect();
    let missing: Vec<_> = acknowledged.difference(&stored).take(10).collect();
    assert!(missing.is_empty(), "acknowledged and not stored: {missing:?}");
}
