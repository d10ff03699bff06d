//! `lienwatch demo`

use crate::demo::cast::{self, Cast, Script};
use crate::demo::report::{Missed, Summary};
use crate::demo::{Stage, book, stage};
use crate::postgres::Durability;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lienwatch_simulator::demo::{self as script, planted};
use lienwatch_simulator::run::generate;
use lienwatch_simulator::score::score;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Days of story the fleet has after the summary.
const LIVE_DAYS: u32 = 7;
/// Cases that the lender's people work on; the others wait for whoever looks at the demonstration.
const WORKED: usize = 40;
/// Who may log in to the demo.
const ADMIN: &str = "admin@demo.lienwatch";

/// Options of the command.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Exit after the summary; non-zero when a planted critical story was missed, when the books do not balance, or when
    /// a case is stuck.
    #[arg(long)]
    once: bool,
    /// Print the summary as JSON on standard output.
    #[arg(long)]
    json: bool,
    /// Same seed, same fleet and stories.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Financed cars, 12 of them with planted stories.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(12..=20_000))]
    vehicles: u32,
    /// Days of history for every car; the planted ones have sixty.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..=60))]
    days: u32,
    /// Keep everything in this directory; default: a fresh one that is removed at the end.
    #[arg(long)]
    data_dir: Option<PathBuf>,
    /// Where the API is wanted.
    #[arg(long, default_value = "127.0.0.1:8080")]
    http: SocketAddr,
}

impl Demo {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let place = Place::choose(self.data_dir.clone())?;
        super::runtime()?.block_on(self.play(&place))
    }

    async fn play(self, place: &Place) -> anyhow::Result<ExitCode> {
        let begun = Instant::now();
        let now = stage::today();
        let mut config = script::demo_config(self.seed, self.vehicles as usize, self.days, now, LIVE_DAYS);
        stage::speakable(&mut config.protocols);
        let run = generate(&config);
        let loans = script::loans(&run, self.seed, script::local_day(now));
        let stories = planted(&run);
        // All stories are over by now; the days after it are not scored.
        let mut labels = run.labels.clone();
        labels.vehicle_days -= f64::from(self.vehicles * LIVE_DAYS);

        eprintln!("starting the database, the service and {} trackers", run.trackers().count());
        let http = if self.once { SocketAddr::from(([127, 0, 0, 1], 0)) } else { self.http };
        let stage = Stage::open(&place.dir, place.durability(), http, Stage::start_of(&run)).await?;
        let book_date = script::local_day(Stage::start_of(&run));
        let vehicles = stage.import(&run).await?;
        book::import(&stage.client, &loans, book_date).await.context("failed to import the book")?;
        let known = stage::known(&run, &loans);
        let mut fleet = stage.connect(run).await?;
        let password = stage::password();
        let script = Script { seed: self.seed, most: WORKED, plots: vec![] };
        let cast = Cast::open(&stage.client, script, known, &password, stage.now()).await;
        let mut cast = cast.context("failed to make the lender's people, contractors, yards and buyers")?;

        let bar = progress_bar(self.json);
        let play = stage
            .play(&mut fleet, Some(&mut cast), now, |done, observations| {
                bar.set_position((done * 1000.0) as u64);
                bar.set_message(format!("{observations} observations"));
            })
            .await?;
        bar.finish_and_clear();
        tracing::debug!(?play, "played");

        let claims = stage.claims(&vehicles).await?;
        let sold = stage.let_go(&vehicles).await?;
        let gone = |vehicle: &str, at| sold.get(vehicle).is_some_and(|&since| since <= at);
        labels.expect.retain(|e| !gone(&e.vehicle, e.t));
        let result = score(&labels, &claims);
        let missed = Missed::of(&stories, &result);
        let mut summary = Summary::read(&stage, &vehicles, &result, &cast).await?;
        summary.summary_seconds = begun.elapsed().as_secs_f64();
        if self.json {
            println!("{}", serde_json::to_string_pretty(&summary)?);
        }
        summary.print(&stories, &claims, &missed);
        for story in stories.iter().filter(|s| s.find.iter().any(|(.., at)| gone(&s.vehicle, *at))) {
            eprintln!("  {} was sold before its story: nobody follows it any more", story.vehicle);
        }
        if !self.once {
            self.go_live(&stage, &mut fleet, &mut cast, &password).await?;
        }
        drop(fleet);
        stage.close().await?;
        let well = missed.none() && summary.trial_balance.balanced && summary.actors.stuck.is_empty();
        Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    async fn go_live(
        &self,
        stage: &Stage,
        fleet: &mut lienwatch_simulator::feed::Fleet,
        cast: &mut Cast,
        password: &str,
    ) -> anyhow::Result<()> {
        eprintln!("\nThe fleet keeps moving. Stop with Ctrl-C.");
        let left = cast.leave_one(stage.now()).await.context("failed to prepare a car that waits")?;
        let chosen = left.map(|vehicle| format!("&v={vehicle}")).unwrap_or_default();
        eprintln!(
            "  open     {}/alerts?queue=critical{chosen}  (the dashboard; docs/tour.md walks through it)",
            stage.url
        );
        eprintln!("  API      {}/api/v1  (document: /api/v1/openapi.json)", stage.url);
        eprintln!("  API key  {}", stage.key);
        if stage.administrator(ADMIN, password).await? {
            eprintln!("  login    {ADMIN}  {password}");
        }
        let staff: Vec<String> = cast::STAFF.iter().map(|(name, ..)| cast::address(name)).collect();
        eprintln!("           the same password: {}", staff.join(", "));
        eprintln!(
            "  try      curl -H 'Authorization: Bearer {}' '{}/api/v1/alerts?type=removal'",
            stage.key, stage.url
        );
        if let Some((case, contract)) = cast.finished() {
            eprintln!(
                "  follow   {contract}, from its flag to its statement (README, \"Follow one case\"): CASE={case}"
            );
            let (key, url) = (&stage.key, &stage.url);
            eprintln!("           curl -H 'Authorization: Bearer {key}' '{url}/api/v1/cases/{case}'");
        }
        stage.live(fleet, cast, super::serve::stop_signal()).await
    }
}

fn progress_bar(quiet: bool) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(
        Some(1000),
        if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() },
    );
    let style = ProgressStyle::with_template("{elapsed_precise} [{bar:40}] {percent}%  {msg}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Where the demo keeps its files.
struct Place {
    dir: PathBuf,
    /// Ours to remove.
    temporary: bool,
}

impl Place {
    /// What is removed at the end need not survive a power cut.
    fn durability(&self) -> Durability {
        if self.temporary { Durability::Throwaway } else { Durability::Kept }
    }

    fn choose(given: Option<PathBuf>) -> anyhow::Result<Place> {
        match given {
            Some(dir) => {
                let used = dir.join("postgres").join("data").join("PG_VERSION").exists();
                anyhow::ensure!(
                    !used,
                    "{} already holds a database: name an empty directory, or remove it",
                    dir.display()
                );
                std::fs::create_dir_all(&dir).with_context(|| format!("failed to create {}", dir.display()))?;
                // The database's user must find it whatever our working directory is.
                Ok(Place { dir: dir.canonicalize()?, temporary: false })
            }
            None => {
                let dir = std::env::temp_dir().join(format!("lienwatch-demo-{}", std::process::id()));
                std::fs::create_dir(&dir).with_context(|| format!("failed to create {}", dir.display()))?;
                Ok(Place { dir, temporary: true })
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.temporary
            && let Err(error) = std::fs::remove_dir_all(&self.dir)
        {
            eprintln!("failed to remove {}: {error}", self.dir.display());
        }
    }
}
