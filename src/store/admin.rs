//! Databases themselves, as seen by the embedded cluster's superuser.

use sqlx::{AssertSqlSafe, Executor, PgConnection};

/// Whether a database of that name exists.
pub async fn database_exists(connection: &mut PgConnection, name: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(name)
        .fetch_one(connection)
        .await
}

/// Makes a database. `name` is a constant of ours, never input.
pub async fn create_database(connection: &mut PgConnection, name: &'static str) -> Result<(), sqlx::Error> {
    connection.execute(AssertSqlSafe(format!("create database {name}"))).await.map(drop)
}
