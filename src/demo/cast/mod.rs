//! The people of the cases, at work: a thin shell that reads the API's lists, asks the simulator's actors what happens
//! next, and does it through the API as the person whose intent it is. Nothing is written past the API.

mod company;
mod desk;
mod field;
mod file;
mod person;
mod picture;
mod player;
mod sale;
mod sight;
pub mod tally;
mod vendors;
mod waiting;

pub use company::{Book, STAFF, Spot, address};

use crate::client::Client;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use company::{Company, Yard};
use futures_util::stream::{FuturesUnordered, TryStreamExt};
use lienwatch_simulator::actors::{Plot, Story};
use lienwatch_simulator::demo::local_day;
use lienwatch_simulator::world::{CITIES, UTC_OFFSET_S};
use player::Player;
use sight::Sight;
use std::collections::HashSet;
use tally::Tally;

/// The people look at their cases this often at most.
const LOOK: TimeDelta = TimeDelta::minutes(55);
/// New cases are noticed at least so often.
const NOTICE: TimeDelta = TimeDelta::hours(6);

/// How the play goes.
#[derive(Debug, Clone)]
pub struct Script {
    /// Same seed, same stories.
    pub seed: u64,
    /// Cases that are worked on; the others wait for somebody at the dashboard.
    pub most: usize,
    /// Stories of the first cases; then those that are dealt.
    pub plots: Vec<Plot>,
}

/// What came of an intent that was not refused.
enum Deed {
    /// It was done.
    Done,
    /// It cannot be done before then.
    Later(DateTime<Utc>),
}

/// The moment at which somebody acts, and the people around.
struct Act<'a> {
    company: &'a Company,
    now: DateTime<Utc>,
}

/// Everybody, and the cases they work on.
pub struct Cast {
    script: Script,
    company: Company,
    players: Vec<Player>,
    known: HashSet<String>,
    looked: Option<DateTime<Utc>>,
    notice: DateTime<Utc>,
    tally: Tally,
}

impl Cast {
    /// Makes everybody through the API, as of `now`, engine time. The password is that of every login.
    pub async fn open(
        api: &Client,
        script: Script,
        book: Book,
        password: &str,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Cast> {
        let company = Company::open(api, book, password, now).await?;
        let (players, known, tally) = (vec![], HashSet::new(), Tally::default());
        Ok(Cast { script, company, players, known, looked: None, notice: now, tally })
    }

    /// What is due by `now`, engine time, is done.
    pub async fn act(&mut self, now: DateTime<Utc>) -> anyhow::Result<()> {
        if self.looked.is_some_and(|at| now - at < LOOK) {
            return Ok(());
        }
        let due = self.players.iter().any(|player| player.due.is_some_and(|at| at <= now));
        if !due && now < self.notice {
            return Ok(());
        }
        (self.looked, self.notice) = (Some(now), now + NOTICE);
        self.company.look_into_complaints(now).await?;
        let sight = Sight::read(&self.company.api).await?;
        self.deal(&sight, now);
        let act = Act { company: &self.company, now };
        let at_work = self.players.iter_mut().filter(|player| player.due.is_some_and(|at| at <= now));
        let deeds: FuturesUnordered<_> = at_work.map(|player| player.play(&act, &sight)).collect();
        let done = deeds.try_fold(Tally::default(), async |mut sum, tally| {
            sum.add(tally);
            Ok(sum)
        });
        self.tally.add(done.await?);
        Ok(())
    }

    /// Gives the next stories to cases that nobody works on yet.
    fn deal(&mut self, sight: &Sight, now: DateTime<Utc>) {
        for row in sight.cases() {
            let (case, number) = (person::id(row), self.players.len());
            if number >= self.script.most || !self.known.insert(case) {
                continue;
            }
            let story = match self.script.plots.get(number) {
                Some(plot) => Story::of(*plot, self.script.seed, number),
                None => Story::new(self.script.seed, number),
            };
            self.players.push(Player::new(row, story, number, now));
        }
    }

    /// What came of it until now.
    pub fn tally(&self) -> Tally {
        Tally { worked: self.players.len(), ..self.tally.clone() }
    }

    /// A case that went the whole way, with its contract: the first one by number that was sold.
    pub fn finished(&self) -> Option<(&str, &str)> {
        let over = |player: &&Player| player.due.is_none();
        let sold = self.players.iter().filter(over).find(|player| player.sold);
        sold.map(|player| (player.case.as_str(), player.contract.as_str()))
    }

    /// When somebody is to act next; none while nobody works on anything.
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        self.players.iter().filter_map(|player| player.due).min()
    }

    /// Nobody has anything to do any more.
    pub fn all_over(&self) -> bool {
        self.players.iter().all(|player| player.due.is_none())
    }
}

impl Act<'_> {
    /// Where the car of a case usually stands.
    fn spot(&self, player: &Player) -> Spot {
        let known = self.company.book.spots.get(&player.contract).copied();
        known.unwrap_or(Spot { city: 0, lat: CITIES[0].lat, lon: CITIES[0].lon })
    }

    /// The yard of the city of a case.
    fn yard(&self, player: &Player) -> &Yard {
        let city = self.spot(player).city;
        &self.company.yards[city % self.company.yards.len()]
    }

    fn local_day(&self) -> NaiveDate {
        local_day(self.now)
    }

    /// Nine o'clock of the next day.
    fn next_morning(&self) -> DateTime<Utc> {
        let day = self.local_day().succ_opt().unwrap_or(NaiveDate::MAX);
        let nine = day.and_hms_opt(9, 0, 0).expect("an hour of the day").and_utc();
        nine - TimeDelta::seconds(UTC_OFFSET_S)
    }
}

impl Company {
    /// A buyer by number.
    fn buyer(&self, number: usize) -> String {
        self.buyers[number % self.buyers.len()].clone()
    }
}
