//! What a run left in the database, comparable between runs.

use chrono::{DateTime, Utc};
use sqlx::{Connection, PgConnection, PgPool};
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::time::Duration;

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
    /// What detection remembers of each vehicle, to the last bit: from here on it judges the same.
    pub tracks: Rows,
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
        tracks: tracks(&mut c).await,
    }
}

/// The checkpoints. Sites go by the lender's name for them, because their ids are of the run; and the keys of the last
/// reports are left out, which are of the run where a keep-alive has nothing to tell it from the next.
async fn tracks(c: &mut PgConnection) -> Rows {
    let sites = rows(c, "select concat_ws(' ', id, external_id) from site").await;
    let states =
        "select concat_ws(' ', coalesce(external_id, vin), state) from track_state join vehicle using (vehicle_no)";
    let told = |line: String| {
        let (vehicle, state) = line.split_once(' ').expect("two words");
        let mut state: serde_json::Value = serde_json::from_str(state).expect("JSON");
        for device in state["devices"].as_array_mut().expect("a list") {
            device["clean"].as_object_mut().expect("an object").retain(|name, _| name != "ring" && name != "at");
        }
        let mut text = format!("{vehicle} {state}");
        for (id, name) in sites.iter().filter_map(|line| line.split_once(' ')).filter(|(id, _)| line.contains(id)) {
            text = text.replace(id, name);
        }
        text
    };
    rows(c, states).await.into_iter().map(told).collect()
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
        let Outcome { records, alerts, stays, visits, places, tracks } = o;
        [records, alerts, stays, visits, places, tracks].map(Rows::clone)
    };
    let names = ["records", "alerts", "stays", "visits", "places", "tracks"];
    let mut found = Vec::new();
    for ((name, expected), there) in names.into_iter().zip(parts(undisturbed)).zip(parts(disturbed)) {
        let lost: Vec<_> = expected.difference(&there).collect();
        let surplus: Vec<_> = there.difference(&expected).collect();
        if !lost.is_empty() || !surplus.is_empty() {
            // A track is long: what is shown begins where it becomes another.
            let from = lost.iter().zip(&surplus).map(|(a, b)| apart(a, b)).next().unwrap_or(0);
            let some = |rows: &[&String]| rows.iter().take(10).map(|row| excerpt(row, from)).collect::<Vec<_>>();
            found.push(format!(
                "{name}: {} expected, {} there\n  {} lost: {:#?}\n  {} surplus: {:#?}",
                expected.len(),
                there.len(),
                lost.len(),
                some(&lost),
                surplus.len(),
                some(&surplus),
            ));
        }
    }
    found
}

/// Where two texts part.
fn apart(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// A short row, or the part of a long one around a place.
fn excerpt(row: &str, at: usize) -> String {
    match row.len() {
        0..300 => row.to_owned(),
        _ => {
            row.chars().take(8).chain(" … ".chars()).chain(row.chars().skip(at.saturating_sub(120)).take(200)).collect()
        }
    }
}

/// Waits until nobody else speaks to the database: what a killed server has sent may still be on its way into it.
pub async fn alone(url: &str) {
    let mut c = PgConnection::connect(url).await.expect("connects");
    let others = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
                  and backend_type = 'client backend'";
    let mut look = tokio::time::interval(Duration::from_millis(5));
    while sqlx::query_scalar::<_, i64>(others).fetch_one(&mut c).await.expect("asks") > 0 {
        look.tick().await;
    }
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
