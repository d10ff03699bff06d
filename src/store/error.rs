//! What can go wrong in the store, told apart as far as callers act on it.

use std::borrow::Cow;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A named constraint refused the write: somebody else's row is in the way, or a reference is missing.
    #[error("constraint {} refused the write", .0.name)]
    Constraint(Constraint),
    /// The row was changed since it was read.
    #[error("the row has changed since version {expected}")]
    Stale {
        /// The version the caller knew.
        expected: i32,
    },
    /// Another process numbers rows as the same writer: this one must not go on.
    #[error("another process writes as writer {writer}: the numbering has moved past {expected}")]
    Fenced {
        /// Which writer.
        writer: i16,
        /// The last number that this process knows of.
        expected: i64,
    },
    /// A stored value that this version cannot read.
    #[error("stored {what} cannot be read: {why}")]
    Unreadable {
        /// Which value.
        what: &'static str,
        /// Why not.
        why: String,
    },
    /// Everything else: connection, time-out, programming error.
    #[error("failed to reach the database: {0}")]
    Database(#[source] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("failed to migrate the schema: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// A named constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// Its name in the schema.
    pub name: String,
}

impl StoreError {
    /// The name of the constraint that refused, if one did.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            StoreError::Constraint(c) => Some(&c.name),
            _ => None,
        }
    }

    /// A value read back that cannot be what was written.
    pub fn unreadable(what: &'static str, why: impl Into<Cow<'static, str>>) -> Self {
        StoreError::Unreadable { what, why: why.into().into_owned() }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error().and_then(|e| e.constraint()) {
            Some(name) => StoreError::Constraint(Constraint { name: name.to_owned() }),
            None => StoreError::Database(error),
        }
    }
}
