//! The only place with SQL. One file per aggregate: private row types in, domain types out.
//!
//! Three pools, one per role (see `migrations/0001_roles.sql`): a connection of one pool can do no more than its role.

pub mod admin;
pub mod aging;
pub mod alerts;
pub mod api_keys;
pub mod areas;
pub mod assets;
pub mod assignments;
pub mod bench;
pub mod borrowers;
pub mod buyers;
pub mod captures;
pub mod cars;
pub mod case_files;
pub mod case_list;
pub mod case_opening;
pub mod cases;
pub mod clock;
pub mod commands;
pub mod complaints;
pub mod compliance;
pub mod counts;
pub mod custody;
pub mod decided;
pub mod detection;
pub mod discovered;
pub mod discoveries;
pub mod documents;
pub mod downtime;
pub mod error;
pub mod events;
pub mod evidence;
pub mod export_files;
pub mod facts;
pub mod fleet;
pub mod forecasts;
pub mod groups;
pub mod habits;
pub mod idempotency;
pub mod imports;
pub mod inbox;
pub mod invoices;
pub mod jobs;
pub mod latest;
pub mod ledger;
pub mod lenders;
pub mod letters;
pub mod loan_list;
pub mod loans;
pub mod lot_log;
pub mod map;
pub mod notes;
pub mod notify;
pub mod observations;
pub mod own_rules;
pub mod partitions;
mod pattern;
pub mod payments;
pub mod pipeline;
pub mod policy;
pub mod promises;
pub mod quarantine;
pub mod reception;
pub mod reckonings;
pub mod recorded;
pub mod recovery_links;
pub mod registry;
pub mod reports;
pub mod risk;
pub mod rules;
pub mod seal;
pub mod sealing;
pub mod seed;
pub mod sessions;
pub mod settings;
pub mod shards;
pub mod shelves;
pub mod site_reviews;
pub mod sites;
pub mod sold_cars;
pub mod span;
pub mod standing;
pub mod strangers;
pub mod ticks;
mod traces;
pub mod tracker_list;
pub mod trackers;
pub mod tracks;
pub mod uploads;
pub mod users;
pub mod vehicles;
pub mod vendors;
pub mod waking;
pub mod yard_alerts;

pub use error::{Constraint, StoreError};

use crate::config::Database;
use lienwatch_domain::ids::LenderNo;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, Executor, PgConnection, PgPool, Postgres, Transaction};
use std::collections::HashSet;
use std::time::Duration;

static MIGRATOR: Migrator = sqlx::migrate!();

/// Longest any single statement may run; a statement that needs more says so itself.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(30);

/// One for each writer there can be, and for what is written beside the observations.
const INGEST_CONNECTIONS: u32 = observations::MOST_WRITERS as u32 + 4 + evidence::AT_ONCE as u32;

/// The database, seen through its roles.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) ingest: PgPool,
    pub(crate) worker: PgPool,
    pub(crate) api: PgPool,
    /// Where the API reads what the writers of this process have last heard.
    latest: latest::SharedLatest,
    /// What lists and maps of vehicles are asked about.
    fleet: fleet::SharedBoard,
}

/// Whose rows a transaction may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tenancy {
    /// Before the caller is known: only the tables of proofs.
    Authentication,
    /// One lender's people and integrations.
    Lender(LenderNo),
    /// Operators of the platform: every lender named here (all that exist), and the platform's own rows.
    Platform(Vec<LenderNo>),
}

impl Tenancy {
    /// The lenders it may see.
    pub fn lenders(&self) -> HashSet<LenderNo> {
        match self {
            Tenancy::Authentication => HashSet::new(),
            Tenancy::Lender(lender) => HashSet::from([*lender]),
            Tenancy::Platform(lenders) => lenders.iter().copied().collect(),
        }
    }
}

impl Store {
    /// Opens the pools. The schema must be there: see [`Store::migrate`].
    pub async fn connect(database: &Database, url: &str) -> Result<Store, StoreError> {
        // What is acknowledged or concluded is on disk, whatever the server's own setting.
        let durable = &[("synchronous_commit", "on")][..];
        let pool = |role: &'static str, own_url: Option<&str>, max: u32, settings: &'static [(&str, &str)]| {
            let options: Result<PgConnectOptions, sqlx::Error> = own_url.unwrap_or(url).parse();
            let timeout = STATEMENT_TIMEOUT.as_millis().to_string();
            async move {
                let options = options?.application_name(role).options([("statement_timeout", timeout.as_str())]);
                let options = options.options(settings.iter().copied());
                PgPoolOptions::new()
                    .max_connections(max)
                    .acquire_timeout(Duration::from_secs(10))
                    .after_connect(move |connection, _| {
                        Box::pin(async move {
                            // `role` is one of three constants below.
                            connection.execute(sqlx::AssertSqlSafe(format!("set role {role}"))).await.map(drop)
                        })
                    })
                    .connect_with(options)
                    .await
            }
        };
        let c = database;
        Ok(Store {
            ingest: pool("lw_ingest", c.ingest_url.as_deref(), INGEST_CONNECTIONS, durable).await?,
            worker: pool("lw_worker", c.worker_url.as_deref(), 6, durable).await?,
            // Filters that were not given must not be planned for: one plan for all would fit none.
            api: pool("lw_api", c.api_url.as_deref(), c.api_connections, &[("plan_cache_mode", "force_custom_plan")])
                .await?,
            latest: latest::SharedLatest::default(),
            fleet: fleet::SharedBoard::default(),
        })
    }

    /// Brings the schema up to date. Needs a superuser on a new cluster (roles that bypass row-level security, PostGIS).
    pub async fn migrate(url: &str) -> Result<(), StoreError> {
        let mut connection = PgConnection::connect(url).await?;
        MIGRATOR.run(&mut connection).await?;
        connection.close().await?;
        Ok(())
    }

    /// The migrations' checksum, for those who cache migrated databases.
    pub fn schema_checksum() -> u64 {
        // The numbers too: the database remembers what it has run by them.
        let bytes = MIGRATOR.iter().flat_map(|m| m.version.to_be_bytes().into_iter().chain(m.checksum.iter().copied()));
        bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
    }

    /// A transaction that sees what `tenancy` may see and nothing else.
    pub async fn transaction(&self, tenancy: &Tenancy) -> Result<Transaction<'static, Postgres>, StoreError> {
        let (scope, lenders) = match tenancy {
            Tenancy::Authentication => ("auth", &[][..]),
            Tenancy::Lender(lender) => ("tenant", std::slice::from_ref(lender)),
            Tenancy::Platform(lenders) => ("platform", lenders.as_slice()),
        };
        let list: Vec<String> = lenders.iter().map(|l| l.0.to_string()).collect();
        let mut tx = self.api.begin().await?;
        sqlx::query("select set_config('lienwatch.scope', $1, true), set_config('lienwatch.lenders', $2, true)")
            .bind(scope)
            .bind(format!("{{{}}}", list.join(",")))
            .execute(&mut *tx)
            .await?;
        Ok(tx)
    }

    /// Whether the database answers (readiness).
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("select 1").execute(&self.api).await?;
        Ok(())
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.api.close().await;
        self.worker.close().await;
        self.ingest.close().await;
    }
}
