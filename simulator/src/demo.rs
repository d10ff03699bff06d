//! The demonstration: a lender's book of loans in every bucket, cars with planted stories, and what must be found.

use crate::chance::{Purpose, chance, stream};
use crate::label::time;
use crate::run::{Config, Mix, Part, Run, assets};
use crate::scenario::Scenario;
use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};
use lienwatch_domain::alert::{AlertType, Severity};
use lienwatch_protocols::Protocol;
use rand::Rng;
use rand::seq::IndexedRandom;
use serde::Serialize;

/// Days of the twelve cars with a long history.
pub const LONG_DAYS: u32 = 60;
/// Their stories, in order of the cars.
const PLANTED: [Scenario; 12] = [
    Scenario::CutSilent,
    Scenario::CutBackup,
    Scenario::BothRemoved,
    Scenario::WirelessTamper,
    Scenario::PledgeKnown,
    Scenario::PledgeKnown,
    Scenario::PledgeAppraisal,
    Scenario::PledgeRemoval,
    Scenario::PledgeRemoval,
    Scenario::CutSilent,
    Scenario::PledgeKnown,
    Scenario::PledgeAppraisal,
];
/// What the others play, per car: honest lives, with the mishaps that look like crimes.
const LIVES: [(Scenario, f64); 10] = [
    (Scenario::Commuter, 80.0),
    (Scenario::NightShift, 5.0),
    (Scenario::Ridehail, 2.0),
    (Scenario::RepairPowerCut, 2.0),
    (Scenario::UndergroundGarage, 3.0),
    (Scenario::WirelessFlat, 1.0),
    (Scenario::BlindZone, 2.0),
    (Scenario::SiteDriveBy, 2.0),
    (Scenario::SiteNeighbour, 2.0),
    (Scenario::LongPark, 1.0),
];

/// The demonstration's run: `vehicles` cars with `days` of history before `now`, the first twelve with planted
/// stories and sixty days. Stories go on for `live_days` after `now`, so that the fleet can keep moving.
pub fn demo_config(seed: u64, vehicles: usize, days: u32, now: DateTime<Utc>, live_days: u32) -> Config {
    let planted = PLANTED.iter().take(vehicles);
    let mut cast: Vec<Part> =
        planted.map(|&scenario| Part { scenario, days: LONG_DAYS.max(days) + live_days, group: None }).collect();
    let rest = vehicles - cast.len();
    let lives = Mix::weighted(LIVES.to_vec()).cast(seed, rest, days + live_days);
    cast.extend(lives.expect("every life of the list can be played by one car"));
    let protocols = vec![(Protocol::Gt06, 40), (Protocol::Jt808, 30), (Protocol::Teltonika, 15), (Protocol::Json, 15)];
    Config {
        seed,
        end: now + TimeDelta::days(i64::from(live_days)),
        cast,
        protocols,
        cities: Default::default(),
        live_days,
    }
}

/// A planted story and what must be found of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Planted {
    /// External id of the vehicle.
    pub vehicle: String,
    /// Its loan.
    pub contract_number: String,
    /// What it plays.
    pub scenario: &'static str,
    /// Alert types that must be found, with the least severity and the time of what they are about.
    pub find: Vec<(AlertType, Severity, DateTime<Utc>)>,
}

/// The planted stories of a demonstration run.
pub fn planted(run: &Run) -> Vec<Planted> {
    let cars = run.cars.iter().take(PLANTED.len()).enumerate();
    let story = |(index, car): (usize, &crate::run::Car)| Planted {
        vehicle: car.external_id.clone(),
        contract_number: assets::contract_number(index),
        scenario: car.scenario.name(),
        find: run
            .labels
            .expect
            .iter()
            .filter(|e| e.vehicle == car.external_id)
            .map(|e| (e.kind, e.min_severity, e.t))
            .collect(),
    };
    cars.map(story).collect()
}

/// One loan of the book, with the facts that an import states.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LoanStory {
    /// Joins the loan to the vehicle of the assets bundle.
    pub contract_number: String,
    /// External id of the vehicle.
    pub vehicle: String,
    /// 17 characters.
    pub vin: String,
    /// Number plate.
    pub plate: String,
    /// A made-up name.
    pub borrower: String,
    /// Financed amount, fen.
    pub principal_minor: i64,
    /// ISO 4217.
    pub currency: &'static str,
    /// Yearly nominal rate, basis points.
    pub rate_bps: u32,
    /// Paid out on.
    pub funded_on: NaiveDate,
    /// First instalment due on; the others monthly after it.
    pub first_due: NaiveDate,
    /// Monthly instalments.
    pub instalments: u32,
    /// Level instalment, fen.
    pub instalment_minor: i64,
    /// Instalments paid in full, the oldest first.
    pub paid_instalments: u32,
    /// Days past due on the day of the demonstration.
    pub dpd: u32,
}

impl LoanStory {
    /// Payments as they were made: one per paid instalment, on its due date.
    pub fn payments(&self) -> impl Iterator<Item = (NaiveDate, i64)> {
        (0..self.paid_instalments).map(|n| (self.due(n), self.instalment_minor))
    }

    /// Due date of instalment `n` (from 0).
    pub fn due(&self, n: u32) -> NaiveDate {
        self.first_due.checked_add_months(Months::new(n)).unwrap_or(self.first_due)
    }
}

/// Share of loans by the number of instalments overdue: current, then M1 to M6 and beyond.
const OVERDUE: [f64; 8] = [0.68, 0.12, 0.06, 0.04, 0.03, 0.025, 0.02, 0.025];
const FAMILY: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"];
const GIVEN: [&str; 12] = ["伟", "芳", "娜", "敏", "静", "强", "磊", "洋", "勇", "艳", "杰", "涛"];

/// The book: one loan per car of `run` as of `today`. Every bucket from current to M6+ has loans where there are
/// cars enough; the planted cars owe at least one instalment.
pub fn loans(run: &Run, seed: u64, today: NaiveDate) -> Vec<LoanStory> {
    let bundle = run.assets();
    let mut loans = Vec::with_capacity(bundle.vehicles.len());
    for (index, vehicle) in bundle.vehicles.into_iter().enumerate() {
        let mut rng = stream(seed, Purpose::Loans, index as u64);
        let mut draw: f64 = rng.random();
        let mut overdue = OVERDUE.iter().position(|share| {
            draw -= share;
            draw < 0.0
        });
        if index < PLANTED.len() {
            overdue = Some([3, 1, 4, 2][index % 4]);
        } else if index < PLANTED.len() + OVERDUE.len() {
            // So that no bucket of a small book stays empty.
            overdue = Some(index - PLANTED.len());
        }
        let overdue = overdue.unwrap_or(0) as u32;
        let fallen_due = rng.random_range(overdue.max(2)..=overdue + 20);
        // The latest instalment fell due up to 28 days ago; days 1 to 28 keep due dates in every month.
        let latest = today - TimeDelta::days(rng.random_range(1..=28));
        let latest = latest.with_day(latest.day().min(28)).unwrap_or(latest);
        let first_due = latest.checked_sub_months(Months::new(fallen_due - 1)).unwrap_or(latest);
        let instalments = *[24, 36, 36, 48, 60].choose(&mut rng).unwrap_or(&36);
        let principal_minor = rng.random_range(60..300) * 100_000;
        let rate_bps = rng.random_range(600..1_500);
        let paid = fallen_due - overdue;
        let mut loan = LoanStory {
            contract_number: vehicle.contract_number,
            vehicle: vehicle.external_id,
            vin: vehicle.vin,
            plate: vehicle.plate,
            borrower: borrower(&mut rng),
            principal_minor,
            currency: "CNY",
            rate_bps,
            funded_on: first_due.checked_sub_months(Months::new(1)).unwrap_or(first_due),
            first_due,
            instalments,
            instalment_minor: level_instalment(principal_minor, rate_bps, instalments),
            paid_instalments: paid,
            dpd: 0,
        };
        loan.dpd = if overdue == 0 { 0 } else { (today - loan.due(paid)).num_days().max(0) as u32 };
        loans.push(loan);
    }
    loans
}

fn borrower(rng: &mut crate::chance::Stream) -> String {
    let family = FAMILY.choose(rng).copied().unwrap_or_default();
    let first = GIVEN.choose(rng).copied().unwrap_or_default();
    let second = if chance(rng, 0.5) { GIVEN.choose(rng).copied().unwrap_or_default() } else { "" };
    format!("{family}{first}{second}")
}

/// The level instalment of an annuity, rounded up to whole fen so that the last one is the smaller.
fn level_instalment(principal_minor: i64, rate_bps: u32, instalments: u32) -> i64 {
    let monthly = f64::from(rate_bps) / 120_000.0;
    let factor = monthly / (1.0 - (1.0 + monthly).powi(-(instalments as i32)));
    (principal_minor as f64 * factor).ceil() as i64
}

/// The day, in the lender's zone (UTC+8).
pub fn local_day(now: DateTime<Utc>) -> NaiveDate {
    (now + TimeDelta::seconds(crate::world::UTC_OFFSET_S)).date_naive()
}

/// A fixed day for tests and documents: 61 days after the runs' default start.
pub fn example_now() -> DateTime<Utc> {
    time(crate::run::default_start().timestamp() + 61 * 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::generate;

    #[test]
    fn every_bucket_has_loans_and_days_past_due_follow_from_the_payments() {
        let run = generate(&demo_config(1, 60, 3, example_now(), 0));
        let today = local_day(example_now());
        let book = loans(&run, 1, today);
        assert_eq!(book.len(), 60);
        for (low, high) in [(0, 0), (1, 29), (30, 59), (60, 89), (90, 119), (120, 149), (150, 179), (180, 9_999)] {
            assert!(book.iter().any(|l| (low..=high).contains(&l.dpd)), "nobody is {low} to {high} days past due");
        }
        for loan in &book {
            let oldest_unpaid = loan.due(loan.paid_instalments);
            let dpd = (today - oldest_unpaid).num_days().max(0);
            assert_eq!(i64::from(loan.dpd), dpd, "{loan:?}");
            assert!(loan.instalment_minor * i64::from(loan.instalments) > loan.principal_minor);
        }
        assert_eq!(book, loans(&run, 1, today));
        assert_ne!(book, loans(&run, 2, today));
    }

    #[test]
    fn planted_cars_have_sixty_days_and_say_what_must_be_found() {
        let run = generate(&demo_config(1, 40, 3, example_now(), 2));
        let stories = planted(&run);
        assert_eq!(stories.len(), 12);
        assert!(stories.iter().all(|s| !s.find.is_empty()), "{stories:?}");
        let has = |kind, least| stories.iter().filter(|s| s.find.iter().any(|f| f.0 == kind)).count() >= least;
        assert!(has(AlertType::Removal, 6) && has(AlertType::SiteVisit, 6));
        assert_eq!((run.end - run.cars[0].start) / 86_400, 62);
        assert_eq!((run.end - run.cars[20].start) / 86_400, 5);
        let now = example_now().timestamp();
        assert!(
            stories.iter().flat_map(|s| &s.find).all(|f| f.2.timestamp() < now),
            "all of it before the demonstration"
        );
    }
}
