//! What a demo prints: what was planted, what was found, which cases opened and why, how they went, and the books.

use super::cast::Cast;
use super::cast::tally::Tally;
use super::stage::Stage;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::alert::AlertType;
use lienwatch_simulator::demo::Planted;
use lienwatch_simulator::score::{Claim, Score};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// The summary, in the documented shape.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// From the start of the command to the summary, seconds.
    pub summary_seconds: f64,
    /// Observations stored.
    pub observations: u64,
    /// Of them with a location.
    pub positions: u64,
    /// Loans by bucket.
    pub buckets: BTreeMap<String, u64>,
    /// Found, false and missed, by alert type.
    pub score: BTreeMap<String, Counts>,
    /// Cases opened.
    pub cases: Vec<Case>,
    /// Cases by where they stand now.
    pub case_states: BTreeMap<String, u64>,
    /// What the people of the cases did, and what they met.
    pub actors: Tally,
    /// The KPI sheet of the whole history.
    pub kpis: Sheet,
    /// The books of all cases.
    pub trial_balance: Trial,
    /// Where the API is.
    pub api_url: String,
}

/// The KPI sheet, as the API answers it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sheet {
    /// What each figure is.
    pub definitions: Vec<Value>,
    /// The figures of everything together.
    pub groups: Vec<Group>,
}

/// Figures that belong together.
#[derive(Debug, Serialize, Deserialize)]
pub struct Group {
    /// Every figure.
    pub kpis: Vec<Kpi>,
}

/// One figure.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kpi {
    /// Which.
    pub kpi: String,
    /// Of what.
    pub unit: String,
    /// ISO 4217, of amounts.
    pub currency: Option<String>,
    /// The figure.
    pub value: Option<f64>,
    /// Of times, the 90th percentile.
    pub p90: Option<f64>,
    /// Above the line.
    pub numerator: Option<i64>,
    /// Below it.
    pub denominator: Option<i64>,
    /// Why there is none.
    pub missing: Option<String>,
}

impl Kpi {
    /// One line for people.
    fn line(&self) -> String {
        let told = match (self.value, self.unit.as_str()) {
            (None, _) => self.missing.clone().unwrap_or_else(|| "-".to_owned()),
            (Some(value), "basis_points") => format!("{:.1} %", value / 100.0),
            (Some(value), "minor_units") => {
                format!("{:.2} {}", value / 100.0, self.currency.as_deref().unwrap_or_default())
            }
            (Some(value), "days") => format!("{value:.1} days"),
            (Some(value), _) => format!("{value}"),
        };
        let ninth = self.p90.map(|days| format!(", 90 % within {days:.1}")).unwrap_or_default();
        let of = match (self.numerator, self.denominator) {
            (Some(above), Some(below)) => format!("   ({above} / {below})"),
            (None, Some(count)) => format!("   (of {count})"),
            _ => String::new(),
        };
        format!("  {:<26} {told}{ninth}{of}", self.kpi)
    }
}

/// The trial balance, as the API answers it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Trial {
    /// Debits equal credits.
    pub balanced: bool,
    /// A line per account.
    pub items: Vec<TrialLine>,
}

/// One account.
#[derive(Debug, Serialize, Deserialize)]
pub struct TrialLine {
    /// Its name.
    pub account: String,
    /// ISO 4217.
    pub currency: String,
    /// Sum of debits, minor units.
    pub debit_minor: i64,
    /// Sum of credits, minor units.
    pub credit_minor: i64,
}

/// Counts of one alert type.
#[derive(Debug, Serialize)]
pub struct Counts {
    /// Found.
    pub tp: u32,
    /// False.
    pub fp: u32,
    /// Missed.
    #[serde(rename = "fn")]
    pub missed: u32,
}

/// An opened case.
#[derive(Debug, Serialize)]
pub struct Case {
    /// The lender's key of the vehicle.
    pub vehicle: String,
    /// The loan.
    pub contract_number: String,
    /// Days past due.
    pub dpd: i64,
    /// Which rule flagged it.
    pub rule: String,
    /// Why, in words.
    pub reasons: Vec<String>,
}

/// Planted stories that were not found.
#[derive(Debug)]
pub struct Missed(Vec<(String, AlertType)>);

impl Missed {
    /// Of the planted stories, by the score.
    pub fn of(stories: &[Planted], score: &Score) -> Missed {
        let planted = |vehicle: &str| stories.iter().any(|s| s.vehicle == vehicle);
        let misses = score.misses.iter().filter(|m| planted(&m.expect.vehicle) && tells(m.expect.kind));
        Missed(misses.map(|m| (m.expect.vehicle.clone(), m.expect.kind)).collect())
    }

    /// Whether everything was found.
    pub fn none(&self) -> bool {
        self.0.is_empty()
    }
}

/// Which alerts a planted story is about; the single signals under them are told, not judged.
fn tells(kind: AlertType) -> bool {
    matches!(kind, AlertType::Removal | AlertType::SiteVisit)
}

impl Summary {
    /// Reads the state of things through the API.
    pub async fn read(
        stage: &Stage,
        vehicles: &HashMap<String, String>,
        score: &Score,
        cast: &Cast,
    ) -> anyhow::Result<Summary> {
        let (observations, positions) = stage.store.observation_counts().await?;
        let loans = stage.client.list("/loans").await?;
        let mut buckets = BTreeMap::new();
        for loan in &loans {
            let bucket = loan["bucket"].as_str().unwrap_or("unknown").to_owned();
            *buckets.entry(bucket).or_insert(0) += 1;
        }
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let cases = stage.client.list("/cases").await?;
        let mut case_states = BTreeMap::new();
        for case in &cases {
            *case_states.entry(text(&case["state"])).or_insert(0) += 1;
        }
        let cases = cases.iter().map(|case| {
            let reasons = case["reasons"].as_array().into_iter().flatten();
            Case {
                vehicle: case["vehicle_id"].as_str().and_then(|id| vehicles.get(id)).cloned().unwrap_or_default(),
                contract_number: text(&case["contract_number"]),
                dpd: case["dpd"].as_i64().unwrap_or(0),
                rule: text(&case["rule"]),
                reasons: reasons.map(|r| r["text"].as_str().or(r.as_str()).unwrap_or_default().to_owned()).collect(),
            }
        });
        let counts = |kind: AlertType| {
            let s = score.types.get(kind.name()).cloned().unwrap_or_default();
            (kind.name().to_owned(), Counts { tp: s.tp, fp: s.fp, missed: s.missed })
        };
        Ok(Summary {
            summary_seconds: 0.0,
            observations,
            positions,
            buckets,
            score: [AlertType::Removal, AlertType::SiteVisit].map(counts).into(),
            cases: cases.collect(),
            case_states,
            actors: cast.tally(),
            kpis: stage.client.get(&sheet(stage)).await?,
            trial_balance: stage.client.get("/ledger/trial-balance").await?,
            api_url: stage.url.clone(),
        })
    }

    /// Prints it for people, on standard error.
    pub fn print(&self, stories: &[Planted], claims: &[Claim], missed: &Missed) {
        eprintln!("\nPlanted and found");
        for story in stories {
            let found: Vec<String> = claims
                .iter()
                .filter(|c| c.vehicle == story.vehicle && tells(c.kind))
                .map(|c| format!("{} {} at {}", c.severity, c.kind, c.raised_at.format("%m-%d %H:%M")))
                .collect();
            let lost = missed.0.iter().filter(|(vehicle, _)| *vehicle == story.vehicle).map(|(_, kind)| kind.name());
            let lost: Vec<&str> = lost.collect();
            let found = if found.is_empty() { "nothing".to_owned() } else { found.join(", ") };
            let lost = if lost.is_empty() { String::new() } else { format!("   MISSED: {}", lost.join(", ")) };
            eprintln!("  {:<10} {:<18} found: {found}{lost}", story.vehicle, story.scenario);
        }
        for (kind, c) in &self.score {
            eprintln!("  {kind:<11} {} found, {} false, {} missed", c.tp, c.fp, c.missed);
        }
        let buckets: Vec<String> = self.buckets.iter().map(|(name, n)| format!("{name} {n}")).collect();
        eprintln!("\nLoans by bucket: {}", buckets.join(" · "));
        eprintln!("Cases opened: {}", self.cases.len());
        for case in &self.cases {
            let why = case.reasons.join("; ");
            eprintln!(
                "  {:<10} {} {:>4} days past due  {:<22} {why}",
                case.vehicle, case.contract_number, case.dpd, case.rule
            );
        }
        self.print_work();
        eprintln!(
            "\n{} observations, {} of them positions, in {:.1} s",
            self.observations, self.positions, self.summary_seconds
        );
    }
    /// How the cases went, and the books.
    fn print_work(&self) {
        let list = |counts: &BTreeMap<String, u32>| {
            let all: Vec<String> = counts.iter().map(|(name, n)| format!("{name} {n}")).collect();
            if all.is_empty() { "none".to_owned() } else { all.join(" · ") }
        };
        let states: Vec<String> = self.case_states.iter().map(|(name, n)| format!("{name} {n}")).collect();
        let actors = &self.actors;
        eprintln!("\nCases now: {}", states.join(" · "));
        eprintln!("{} of them were worked on, in {} steps", actors.worked, actors.steps);
        eprintln!("  closed as          {}", list(&actors.closed));
        eprintln!("  refused, rightly   {}", list(&actors.refused));
        eprintln!("  refused at first   {}", list(&actors.overcome));
        for stuck in &actors.stuck {
            eprintln!("  STUCK  {} {}: {} ({})", stuck.contract_number, stuck.intent, stuck.detail, stuck.rule);
        }
        eprintln!("\nKPI sheet of the whole history");
        for kpi in self.kpis.groups.iter().flat_map(|group| &group.kpis) {
            eprintln!("{}", kpi.line());
        }
        eprintln!("\nTrial balance");
        let major = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
        for line in &self.trial_balance.items {
            let (debit, credit) = (major(line.debit_minor), major(line.credit_minor));
            eprintln!("  {:<24} {:>14} {:>14} {}", line.account, debit, credit, line.currency);
        }
        let sum = |of: fn(&TrialLine) -> i64| major(self.trial_balance.items.iter().map(of).sum());
        let verdict = if self.trial_balance.balanced { "balanced" } else { "NOT BALANCED" };
        let (debit, credit) = (sum(|line| line.debit_minor), sum(|line| line.credit_minor));
        eprintln!("  {:<24} {debit:>14} {credit:>14} {verdict}", "");
    }
}

/// Where the KPI sheet of the last ninety days is.
fn sheet(stage: &Stage) -> String {
    let (from, to) = (stage.now() - TimeDelta::days(90), stage.now() + TimeDelta::hours(1));
    let utc = |time: DateTime<Utc>| time.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    format!("/reports/kpis?from={}&to={}", utc(from), utc(to))
}
