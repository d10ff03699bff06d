//! `lienwatch seed`

use super::serve::Opened;
use crate::config::Config;
use crate::store::seed;
use anyhow::Context;
use chrono::Utc;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Options of the command.
#[derive(Debug, clap::Args)]
pub struct Seed {
    /// How many, each with a tracker, a loan and a last position.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    vehicles: u32,
    /// Configuration file (TOML).
    #[arg(long, env = "LIENWATCH_CONFIG")]
    config: Option<PathBuf>,
    /// Where the embedded database lives. The service must not run there meanwhile: it would not see its last positions.
    #[arg(long, env = "LIENWATCH_DATA_DIR")]
    data_dir: Option<PathBuf>,
}

impl Seed {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut config = Config::load(self.config.as_deref())?;
        if let Some(dir) = self.data_dir {
            config.data_dir = dir;
        }
        super::runtime()?.block_on(fill(config.validated()?, self.vehicles))?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn fill(config: Config, vehicles: u32) -> anyhow::Result<()> {
    let begun = Instant::now();
    let (opened, store) = Opened::open(&config).await?;
    store.close().await;
    let url = match &opened {
        Opened::External(url) => url.clone(),
        Opened::Embedded(embedded) => {
            anyhow::ensure!(!embedded.adopted(), "a service runs in this data directory: stop it first");
            embedded.url().to_owned()
        }
    };
    let seeded = seed::fleet(&url, vehicles, Utc::now()).await.context("failed to fill the database")?;
    if let Opened::Embedded(embedded) = opened {
        tokio::task::spawn_blocking(move || embedded.stop()).await??;
    }
    eprintln!(
        "{} vehicles and {} alerts of the lender {:?} in {:.1} s",
        seeded.vehicles,
        seeded.alerts,
        seed::LENDER,
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}
