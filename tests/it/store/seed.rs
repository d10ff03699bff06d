//! A seeded fleet, and what lists of a large one read.

use crate::support::app::TestApp;
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::config::Http;
use lienwatch::engine::{Clock, Handle};
use lienwatch::store::{Store, alerts, loans, seed};
use lienwatch_domain::ids::LenderNo;
use serde_json::{Value, json};
use sqlx::{PgPool, Row};
use uuid::Uuid;

const VEHICLES: u32 = 2_000;

async fn seeded() -> (TestApp, String, DateTime<Utc>) {
    let url = database::fresh().await;
    let now = crate::support::app::engine_now();
    let made = seed::fleet(&url, VEHICLES, now).await.expect("makes a fleet");
    assert_eq!((made.vehicles, made.alerts), (VEHICLES, u64::from(VEHICLES) / 25));
    let (engine, _) = Handle::new(Clock::driven(now));
    let app = TestApp::over(&url, engine, Http { requests_per_second: 10_000, ..Http::default() }).await;
    (app, url, now)
}

#[tokio::test]
async fn a_seeded_fleet_is_one_that_the_service_understands() {
    let (app, url, now) = seeded().await;
    let one = async |path: &str| app.platform().get(path).await.expect(200);
    let map = one("/map/vehicles?zoom=4").await;
    assert_eq!((&map["total"], &map["in_view"]), (&json!(VEHICLES), &json!(VEHICLES - VEHICLES / 40)));
    assert_eq!(one("/vehicles?dpd_min=60").await["total"], json!(VEHICLES / 100));
    assert_eq!(one("/vehicles?severity=info,warn,high,critical").await["total"], json!(VEHICLES / 50));
    assert_eq!(one("/vehicles?no_fix_h=24").await["total"], json!(VEHICLES / 10 + VEHICLES / 40));
    let worst = one("/vehicles?sort=dpd&limit=1").await["items"][0].clone();
    assert!(worst["dpd"].as_i64().is_some_and(|dpd| dpd >= 90), "{worst}");
    // What is stored is what the loans' own terms say, and the usual rules flag the worst.
    let done = app.state.store.age_book(now, now, Uuid::now_v7).await.expect("ages");
    assert_eq!((done.loans, done.cases), (0, u64::from(VEHICLES) / 100));
    let tomorrow = now + TimeDelta::days(1);
    let aged = app.state.store.age_book(tomorrow, tomorrow, Uuid::now_v7).await.expect("ages");
    assert!(aged.loans > 0);
    assert!(seed::fleet(&url, 1, now).await.is_err(), "there is one already");
    assert_eq!(one("/cases?limit=1").await["items"][0]["next_action"], "start_review");
}

/// The plan of a page as the API's role would run it, with what it was asked for.
async fn plan(store: &Store, lender: i32, sql: &'static str, bind: fn(Query<'_>) -> Query<'_>) -> Value {
    let tenancy = lienwatch::store::Tenancy::Lender(LenderNo(lender));
    let mut tx = store.transaction(&tenancy).await.expect("begins");
    let explain = format!("explain (analyze, format json, timing off) {sql}");
    let row = bind(sqlx::query(sqlx::AssertSqlSafe(explain))).fetch_one(&mut *tx).await.expect("explains");
    row.get::<Value, _>(0)[0]["Plan"].clone()
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

/// Every node of a plan.
fn nodes(plan: &Value) -> Vec<&Value> {
    let below = plan["Plans"].as_array().into_iter().flatten();
    std::iter::once(plan).chain(below.flat_map(nodes)).collect()
}

/// A page reads about a page: by an index in the list's own order, and nothing whole is read or sorted.
#[track_caller]
fn bounded(plan: &Value, table: &str, what: &str) {
    // What is joined to a page is small in a test, and may be read whole.
    let of_list = |node: &&Value| node["Relation Name"] == table || node["Node Type"] == "Sort";
    for node in nodes(plan).into_iter().filter(of_list) {
        let rows = node["Actual Rows"].as_f64().unwrap_or(0.0) + node["Rows Removed by Filter"].as_f64().unwrap_or(0.0);
        assert!(rows <= 200.0, "{what}: {node}");
        let whole = node["Node Type"] == "Seq Scan" && node["Relation Name"] == table;
        assert!(!whole, "{what} reads the whole table: {node}");
    }
    let ordered = |node: &Value| {
        node["Node Type"].as_str().is_some_and(|kind| kind.starts_with("Index")) && node["Relation Name"] == table
    };
    assert!(nodes(plan).into_iter().any(ordered), "{what} uses no index: {plan}");
}

#[tokio::test]
async fn a_page_of_a_large_list_reads_a_page() {
    let (app, _, now) = seeded().await;
    let owner: &PgPool = &app.owner;
    app.state.store.age_book(now, now, Uuid::now_v7).await.expect("ages");
    sqlx::query(
        "insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, event_at, raised_at,
                            updated_at, late, evidence)
         select gen_random_uuid(), v.lender_no, v.vehicle_no, 'tow', 1000 + n, 'warn', 'closed', 0.5, $1, $1,
                $1 - make_interval(secs => v.vehicle_no * 7 + n), false, '[]'
         from vehicle v, generate_series(1, 5) n",
    )
    .bind(now)
    .execute(owner)
    .await
    .expect("alerts");
    sqlx::query("analyze").execute(owner).await.expect("analyzes");
    let lender: i32 = app.one("select lender_no from lender where name = $1", seed::LENDER).await;
    let store = &app.state.store;
    fn alert_page(q: Query<'_>) -> Query<'_> {
        let none = None::<Vec<String>>;
        q.bind(None::<DateTime<Utc>>)
            .bind(None::<Uuid>)
            .bind(none.clone())
            .bind(none.clone())
            .bind(none.clone())
            .bind(none)
            .bind(None::<DateTime<Utc>>)
            .bind(None::<Uuid>)
            .bind(51_i64)
            .bind(None::<Uuid>)
            .bind(None::<bool>)
            .bind(None::<Vec<Uuid>>)
            .bind(None::<DateTime<Utc>>)
            .bind(None::<DateTime<Utc>>)
            .bind(None::<Uuid>)
    }
    fn open_alerts(q: Query<'_>) -> Query<'_> {
        let none = None::<Vec<String>>;
        q.bind(None::<DateTime<Utc>>)
            .bind(None::<Uuid>)
            .bind(none.clone())
            .bind(Some(vec!["open".to_owned()]))
            .bind(none.clone())
            .bind(none)
            .bind(None::<DateTime<Utc>>)
            .bind(None::<Uuid>)
            .bind(51_i64)
            .bind(None::<Uuid>)
            .bind(None::<bool>)
            .bind(None::<Vec<Uuid>>)
            .bind(None::<DateTime<Utc>>)
            .bind(None::<DateTime<Utc>>)
            .bind(None::<Uuid>)
    }
    fn alerts_of_a_site(q: Query<'_>) -> Query<'_> {
        let none = None::<Vec<String>>;
        q.bind(None::<DateTime<Utc>>)
            .bind(None::<Uuid>)
            .bind(none.clone())
            .bind(none.clone())
            .bind(none.clone())
            .bind(none)
            .bind(None::<DateTime<Utc>>)
            .bind(None::<Uuid>)
            .bind(51_i64)
            .bind(None::<Uuid>)
            .bind(None::<bool>)
            .bind(None::<Vec<Uuid>>)
            .bind(None::<DateTime<Utc>>)
            .bind(None::<DateTime<Utc>>)
            .bind(Some(Uuid::from_u128(1)))
    }
    fn loan_page(q: Query<'_>) -> Query<'_> {
        q.bind(None::<Vec<String>>)
            .bind(None::<Vec<String>>)
            .bind(None::<i32>)
            .bind(None::<Uuid>)
            .bind(None::<String>)
            .bind(Some(Uuid::from_u128(1 << 126)))
            .bind(51_i64)
    }
    bounded(&plan(store, lender, alerts::OLDEST_FIRST, alert_page).await, "alert", "alerts");
    bounded(&plan(store, lender, alerts::NEWEST_FIRST, alert_page).await, "alert", "alerts, newest first");
    bounded(&plan(store, lender, alerts::NEWEST_FIRST, open_alerts).await, "alert", "open alerts");
    let of_a_site = plan(store, lender, alerts::NEWEST_FIRST, alerts_of_a_site).await;
    bounded(&of_a_site, "alert", "alerts of a site");
    bounded(&plan(store, lender, loans::PAGE, loan_page).await, "loan", "loans");
}
