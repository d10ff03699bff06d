//! Rows that are a document: what a state machine knows, beside the columns that the database computes from it.

use super::StoreError;
use super::span::Span;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, FromRow, PgConnection};
use std::marker::PhantomData;
use uuid::Uuid;

/// A table of documents of one type. Only this folder makes them, from constants.
pub struct Shelf<T> {
    table: &'static str,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Shelf<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Shelf<T> {}

/// A stored document.
#[derive(Debug, Clone)]
pub struct Stored<T> {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub lender_no: i32,
    /// What it is.
    pub value: T,
    /// When time itself may change it.
    pub due_at: Option<DateTime<Utc>>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row<T> {
    id: Uuid,
    lender_no: i32,
    detail: Json<T>,
    due_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl<T> From<Row<T>> for Stored<T> {
    fn from(row: Row<T>) -> Stored<T> {
        let Row { id, lender_no, detail, due_at, created_at, updated_at } = row;
        Stored { id, lender_no, value: detail.0, due_at, created_at, updated_at }
    }
}

/// Which documents of a shelf.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    /// In these states.
    pub states: Option<&'a [String]>,
    /// Of this case.
    pub case_id: Option<Uuid>,
    /// Of this vendor.
    pub vendor_id: Option<Uuid>,
    /// Changed at or after this time.
    pub since: Option<DateTime<Utc>>,
    /// Written then.
    pub written: Span,
    /// The newest first.
    pub newest_first: bool,
}

/// What a new document is made of.
#[derive(Debug, Clone, Copy)]
pub struct New<'a, T> {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub lender_no: i32,
    /// What it is.
    pub value: &'a T,
    /// When time itself may change it.
    pub due_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "id, lender_no, detail, due_at, created_at, updated_at";

impl<T: Serialize + DeserializeOwned + Send + Sync + Unpin + 'static> Shelf<T> {
    /// Of a table of the schema.
    pub(in crate::store) const fn new(table: &'static str) -> Shelf<T> {
        Shelf { table, of: PhantomData }
    }

    /// One, to look at.
    pub async fn get(self, c: &mut PgConnection, id: Uuid) -> Result<Option<Stored<T>>, StoreError> {
        self.one(c, id, "").await
    }

    /// One, locked until the transaction ends.
    pub async fn for_update(self, c: &mut PgConnection, id: Uuid) -> Result<Option<Stored<T>>, StoreError> {
        self.one(c, id, "for update").await
    }

    async fn one(self, c: &mut PgConnection, id: Uuid, lock: &str) -> Result<Option<Stored<T>>, StoreError> {
        let sql = format!("select {COLUMNS} from {} where id = $1 {lock}", self.table);
        let row: Option<Row<T>> = sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await?;
        Ok(row.map(Stored::from))
    }

    /// Every one of a case, at most 500, locked, in the order of their ids: so two changes never wait for each other.
    pub async fn of_case_for_update(self, c: &mut PgConnection, case: Uuid) -> Result<Vec<Stored<T>>, StoreError> {
        let sql = format!("select {COLUMNS} from {} where case_id = $1 order by id limit 500 for update", self.table);
        let rows: Vec<Row<T>> = sqlx::query_as(AssertSqlSafe(sql)).bind(case).fetch_all(c).await?;
        Ok(rows.into_iter().map(Stored::from).collect())
    }

    /// A page, by id.
    pub async fn list(
        self,
        c: &mut PgConnection,
        filter: Filter<'_>,
        after: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<Stored<T>>, StoreError> {
        // Ids rise with time.
        let (beyond, order) = if filter.newest_first { ("<", "desc") } else { (">", "asc") };
        let sql = format!(
            "select {COLUMNS} from {} where ($1::text[] is null or state = any ($1)) and ($2::uuid is null or case_id = $2)
               and ($3::uuid is null or vendor_id = $3) and ($4::uuid is null or id {beyond} $4)
               and ($6::timestamptz is null or updated_at >= $6) and ($7::timestamptz is null or created_at >= $7)
               and ($8::timestamptz is null or created_at < $8) order by id {order} limit $5",
            self.table
        );
        let rows: Vec<Row<T>> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(filter.states)
            .bind(filter.case_id)
            .bind(filter.vendor_id)
            .bind(after)
            .bind(limit)
            .bind(filter.since)
            .bind(filter.written.from)
            .bind(filter.written.to)
            .fetch_all(c)
            .await?;
        Ok(rows.into_iter().map(Stored::from).collect())
    }

    /// Those that time may change by `now`, soonest first: their ids and lenders.
    pub async fn due(
        self,
        c: &mut PgConnection,
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<(Uuid, i32)>, StoreError> {
        let sql = format!("select id, lender_no from {} where due_at <= $1 order by due_at limit $2", self.table);
        Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(now).bind(limit).fetch_all(c).await?)
    }

    /// Looks at one again later: what time could not change now must not stand before what it can.
    pub async fn postpone(
        self,
        c: &mut PgConnection,
        id: Uuid,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql = format!("update {} set due_at = $3 where id = $1 and due_at <= $2", self.table);
        sqlx::query(AssertSqlSafe(sql)).bind(id).bind(now).bind(until).execute(c).await?;
        Ok(())
    }

    /// Time has nothing to change in one any more.
    pub async fn due_never(self, c: &mut PgConnection, id: Uuid) -> Result<(), StoreError> {
        let sql = format!("update {} set due_at = null where id = $1", self.table);
        sqlx::query(AssertSqlSafe(sql)).bind(id).execute(c).await?;
        Ok(())
    }

    /// Stores a new one.
    pub async fn insert(self, c: &mut PgConnection, new: New<'_, T>, now: DateTime<Utc>) -> Result<(), StoreError> {
        let sql = format!(
            "insert into {} (id, lender_no, detail, due_at, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)",
            self.table
        );
        sqlx::query(AssertSqlSafe(sql))
            .bind(new.id)
            .bind(new.lender_no)
            .bind(Json(new.value))
            .bind(new.due_at)
            .bind(now)
            .execute(c)
            .await?;
        Ok(())
    }

    /// Stores a changed one whose version was `expected`.
    pub async fn update(
        self,
        c: &mut PgConnection,
        id: Uuid,
        expected: u64,
        value: &T,
        due_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let expected = i32::try_from(expected).unwrap_or(i32::MAX);
        let sql = format!(
            "update {} set detail = $3, due_at = $4, updated_at = $5 where id = $1 and version = $2",
            self.table
        );
        let done = sqlx::query(AssertSqlSafe(sql))
            .bind(id)
            .bind(expected)
            .bind(Json(value))
            .bind(due_at)
            .bind(now)
            .execute(c)
            .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Stale { expected }) }
    }
}
