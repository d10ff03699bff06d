//! One fresh, migrated database per test: cloned from a template keyed by the migrations' checksum, so that migrations
//! run once per change, not once per test. Works process-per-test.

use lienwatch::store::Store;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// Held while the template is made.
const TEMPLATE_LOCK: i64 = 7071;

/// The URL of a database of the test's own.
pub async fn fresh() -> String {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL: run through cargo nextest, or ci/postgres.sh");
    let (base, _) = url.rsplit_once('/').expect("a URL that ends in a database");
    let mut admin = PgConnection::connect(&url).await.expect("the test cluster answers");
    let template = format!("template_{:016x}", Store::schema_checksum());
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut admin).await.expect("a lock");
    let ready: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1 and datistemplate)")
            .bind(&template)
            .fetch_one(&mut admin)
            .await
            .expect("a list of databases");
    if !ready {
        run(&mut admin, format!("drop database if exists {template}")).await;
        run(&mut admin, format!("create database {template}")).await;
        Store::migrate(&format!("{base}/{template}")).await.expect("the schema migrates");
        run(&mut admin, format!("alter database {template} is_template true")).await;
    }
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    // Cloning needs the template to itself: under the lock too.
    run(&mut admin, format!("create database {name} template {template}")).await;
    sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(&mut admin).await.expect("a lock");
    format!("{base}/{name}")
}

/// Names above are generated here, never taken from input.
async fn run(c: &mut PgConnection, sql: String) {
    c.execute(AssertSqlSafe(sql)).await.expect("a statement of ours");
}
