//! `lienwatch refit`: what became of removal alerts, put into their weights.

use super::serve::Opened;
use crate::config::Config;
use anyhow::{Context, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::{Parameters, RemovalParameters};
use lienwatch_domain::refit::{Case, FitParameters, Quality, Report, Source, compare};
use lienwatch_simulator::in_process::{Drive, score_in_process};
use lienwatch_simulator::run::{Config as Play, Mix, default_start};
use lienwatch_simulator::score::removal_truth;
use std::path::PathBuf;
use std::process::ExitCode;

/// Decided alerts read at most.
const MOST: u32 = 20_000;
/// In simulated runs removal is told from these log-odds on, so that near misses teach too. Nothing else changes.
const TOLD_FROM: f64 = -5.0;

const HOW: &str = "The weights of removal are fitted by logistic regression, held to those in force: see docs/detection.md. \
Nothing changes by itself: --write makes a [detection.removal] section, which takes effect when it stands in the \
configuration and the service starts anew.";

/// Options of the command.
#[derive(Debug, clap::Args)]
#[command(after_help = HOW)]
pub struct Refit {
    /// Configuration file (TOML): its weights are those in force.
    #[arg(long, env = "LIENWATCH_CONFIG")]
    config: Option<PathBuf>,
    /// Where the embedded database lives, unless DATABASE_URL or the configuration names another.
    #[arg(long, env = "LIENWATCH_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Leave the desk's decisions out, and the database alone.
    #[arg(long)]
    no_desk: bool,
    /// Alerts raised in the last so many days count.
    #[arg(long, default_value_t = 365)]
    days: u32,
    /// Seeds of simulated runs that count too; none by default.
    #[arg(long)]
    seed: Vec<u64>,
    /// Cars per simulated run.
    #[arg(long, default_value_t = 200)]
    vehicles: usize,
    /// Days per simulated run.
    #[arg(long, default_value_t = 10)]
    run_days: u32,
    /// How strongly the weights in force are held to: a weight moves by at most one nat for so many cases.
    #[arg(long, default_value_t = 10.0)]
    strength: f64,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// Write the new weights into this file, which must not exist.
    #[arg(long)]
    write: Option<PathBuf>,
}

impl Refit {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        ensure!(self.strength > 0.0 && self.strength.is_finite(), "--strength must be above 0");
        let mut config = Config::load(self.config.as_deref())?;
        if let Some(dir) = &self.data_dir {
            config.data_dir = dir.clone();
        }
        let config = config.validated()?;
        let before = config.detection.clone();
        let mut cases = Vec::new();
        if !self.no_desk {
            let since = Utc::now() - TimeDelta::days(i64::from(self.days));
            cases.extend(super::runtime()?.block_on(decided(&config, since, &before.removal))?);
        }
        for &seed in &self.seed {
            cases.extend(self.simulated(seed, &before)?);
            eprintln!("seed {seed}: done");
        }
        ensure!(!cases.is_empty(), "nothing to learn from: the desk decided no removal alert, and no --seed is given");
        let fitted = FitParameters { strength: self.strength, ..FitParameters::default() };
        let (fit, report) = compare(&cases, &before.removal, &fitted);
        match self.json {
            true => println!("{}", serde_json::to_string_pretty(&report)?),
            false => print!("{}", tables(&report)),
        }
        if let Some(path) = &self.write {
            let text = section(&before.removal, &fit.parameters, &report);
            let mut file = std::fs::File::create_new(path).with_context(|| {
                format!("failed to make {} (an older version is never overwritten)", path.display())
            })?;
            std::io::Write::write_all(&mut file, text.as_bytes())?;
            eprintln!("wrote {}", path.display());
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Removal alerts of a simulated run whose truth is known.
    fn simulated(&self, seed: u64, before: &Parameters) -> anyhow::Result<Vec<Case>> {
        let config = Play::new(seed, self.vehicles, self.run_days, default_start(), &Mix::tuning())?;
        let mut parameters = before.clone();
        parameters.removal.warn = parameters.removal.warn.min(TOLD_FROM);
        let outcome = score_in_process(&config, parameters, Drive::default())?;
        let case = |claim: &lienwatch_simulator::score::Claim| {
            let removed = removal_truth(&outcome.labels, claim)?;
            Case::of(&claim.evidence, removed, Source::Simulated, &before.removal)
        };
        Ok(outcome.claims.iter().filter_map(case).collect())
    }
}

async fn decided(config: &Config, since: DateTime<Utc>, before: &RemovalParameters) -> anyhow::Result<Vec<Case>> {
    let (opened, store) = Opened::open(config).await?;
    let read = store.decided_removals(since, MOST).await;
    store.close().await;
    opened.close().await?;
    let (alerts, unread) = read.context("failed to read what the desk decided")?;
    if alerts.len() + unread == MOST as usize {
        eprintln!("more than {MOST} decided alerts: the newest count");
    }
    if unread > 0 {
        eprintln!("{unread} alerts have evidence that cannot be read; they are left out");
    }
    let case =
        |a: crate::store::decided::Decided| Case::of(&a.evidence, Case::removed_by(a.verdict)?, Source::Desk, before);
    Ok(alerts.into_iter().filter_map(case).collect())
}

/// Before and after, in words.
fn tables(report: &Report) -> String {
    let share = |s: Option<f64>| s.map_or("-".to_owned(), |s| format!("{s:.3}"));
    let mut out = format!(
        "{} cases of the desk, {} simulated; {} removals\n\n{:<28} {:>9} {:>9} {:>9}\n",
        report.desk, report.simulated, report.removals, "", "before", "after", "held out"
    );
    let [b, a, h] = [&report.before, &report.after, &report.held_out];
    let mut line = |what: &str, of: &dyn Fn(&Quality) -> String| {
        out.push_str(&format!("{what:<28} {:>9} {:>9} {:>9}\n", of(b), of(a), of(h)));
    };
    line("log-loss, nats", &|q| format!("{:.4}", q.log_loss));
    line("at high", &|q| q.high.to_string());
    line("precision at high", &|q| share(q.precision_at_high));
    line("recall at high", &|q| share(q.recall_at_high));
    out.push_str(&format!("\n{:<22} {:>8} {:>8} {:>8} {:>7}\n", "weight", "before", "after", "change", "cases"));
    for w in &report.weights {
        let change = w.after - w.before;
        out.push_str(&format!(
            "{:<22} {:>8.3} {:>8.3} {change:>+8.3} {:>7}\n",
            w.parameter, w.before, w.after, w.cases
        ));
    }
    out
}

/// The section of the configuration: what was set before or is new, and where it comes from.
fn section(before: &RemovalParameters, after: &RemovalParameters, report: &Report) -> String {
    let mut out = format!(
        "# Weights of removal fitted to {} decided alerts and {} simulated ones.\n\
         # Log-loss {:.4} before, {:.4} after, {:.4} on cases held out.\n[detection.removal]\n",
        report.desk, report.simulated, report.before.log_loss, report.after.log_loss, report.held_out.log_loss
    );
    for w in &report.weights {
        out.push_str(&format!("{} = {:?}\n", w.parameter, (w.after * 1e4).round() / 1e4));
    }
    if after.silence_most != before.silence_most {
        out.push_str(&format!("silence_most = {:?}\n", (after.silence_most * 1e4).round() / 1e4));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_as_the_parameters_that_were_fitted() {
        let before = RemovalParameters::default();
        let say = |feature: &str, weight: f64| lienwatch_domain::alert::Evidence {
            feature: feature.into(),
            value: serde_json::Value::Null,
            weight,
        };
        let case = |n: i32| {
            let said = [say("prior", before.prior), say("silence_ratio", 3.0), say("night", f64::from(n % 2))];
            Case::of(&said, n % 3 == 0, Source::Desk, &before).expect("says something")
        };
        let cases: Vec<Case> = (0..60).map(case).collect();
        let (fit, report) = compare(&cases, &before, &FitParameters::default());
        assert!(fit.parameters.silence_slope != before.silence_slope);
        let text = section(&before, &fit.parameters, &report);
        let config: Config = toml::from_str(&text).expect("a section of the configuration");
        let read = config.detection.removal;
        for (a, b) in [
            (read.silence_slope, fit.parameters.silence_slope),
            (read.silence_most, fit.parameters.silence_most),
            (read.night, fit.parameters.night),
            (read.prior, fit.parameters.prior),
            (read.tamper, before.tamper),
            (read.high, before.high),
        ] {
            assert!((a - b).abs() < 1e-4, "{a} {b}: {text}");
        }
        let words = tables(&report);
        assert!(words.contains("held out") && words.contains("silence_slope"), "{words}");
    }
}
