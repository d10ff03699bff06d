//! Which vehicles a look is for.

use super::{Board, Car, Sighting};
use chrono::{DateTime, Utc};
use lienwatch_domain::alert::Severity;
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::lending::Bucket;
use std::collections::HashSet;
use uuid::Uuid;

/// Whether something of a car is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// A tracker has a connection open.
    Online,
    /// None has.
    Offline,
}

impl Connection {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Connection::Online => "online",
            Connection::Offline => "offline",
        }
    }
}

impl Sighting {
    /// Whether a tracker of it has a connection open.
    pub fn connection(&self) -> Connection {
        if self.connected { Connection::Online } else { Connection::Offline }
    }
}

/// Which vehicles. What is not said does not choose.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of these lenders and no other: what the caller may see.
    pub lenders: HashSet<LenderNo>,
    /// Worst open alert, or none.
    pub severities: Option<Vec<Option<Severity>>>,
    /// Loan in these buckets.
    pub buckets: Option<Vec<Bucket>>,
    /// Loan at least so many days past due.
    pub dpd_min: Option<i32>,
    /// Of at least so many points of risk.
    pub risk_min: Option<u8>,
    /// Connected or not.
    pub connection: Option<Connection>,
    /// No place since then, or none at all.
    pub no_fix_since: Option<DateTime<Utc>>,
    /// With an open alert, or without.
    pub has_alert: Option<bool>,
    /// With an open case, or without.
    pub has_case: Option<bool>,
    /// In one of these groups.
    pub groups: Option<Vec<Uuid>>,
    /// Part of the contract number, and of VIN or plate where `identity`; in small letters.
    pub q: Option<String>,
    /// Whoever asks sees VIN and plate: who does not cannot find them out by asking either.
    pub identity: bool,
}

impl Wanted {
    /// Whether a car is one of them.
    pub fn fits(&self, car: &Car, seen: &Sighting) -> bool {
        let is = |wanted: Option<bool>, have: bool| wanted.is_none_or(|wanted| wanted == have);
        self.lenders.contains(&car.lender)
            && self.severities.as_ref().is_none_or(|all| all.contains(&car.severity))
            && self.buckets.as_ref().is_none_or(|all| car.bucket.is_some_and(|bucket| all.contains(&bucket)))
            && self.dpd_min.is_none_or(|min| car.dpd.is_some_and(|dpd| dpd >= min))
            && self.risk_min.is_none_or(|min| car.risk.is_some_and(|risk| risk >= min))
            && self.connection.is_none_or(|wanted| wanted == seen.connection())
            && self.no_fix_since.is_none_or(|since| seen.fix.is_none_or(|fix| fix.at < since))
            && is(self.has_alert, car.severity.is_some())
            && is(self.has_case, car.case.is_some())
            && self.groups.as_ref().is_none_or(|all| car.groups.iter().any(|group| all.contains(group)))
            && self.q.as_ref().is_none_or(|q| car.says(q, self.identity))
    }
}

impl Board {
    /// Every car.
    pub fn all(&self) -> impl Iterator<Item = &Car> {
        self.cars.iter()
    }

    /// The cars that are wanted, with what is known of each. `sightings` are the board's own.
    pub fn wanted<'a>(
        &'a self,
        sightings: &'a [Sighting],
        wanted: &'a Wanted,
    ) -> impl Iterator<Item = (&'a Car, &'a Sighting)> {
        self.cars.iter().zip(sightings).filter(|(car, seen)| wanted.fits(car, seen))
    }
}
