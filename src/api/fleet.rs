//! Looks at the fleet in memory: what maps, lists and followers of vehicles choose by, and where they may see them.

use super::caller::{Caller, Tx};
use super::disclosure::{COARSE, Precision};
use super::error::{Error, Result};
use super::request::{names, optional};
use crate::recovery::{KeptBack, kept_back};
use crate::store::fleet::{self, Board, Car, Connection, Fix, Sighting, Wanted};
use crate::store::map::Bounds;
use chrono::TimeDelta;
use h3o::{CellIndex, LatLng, Resolution};
use lienwatch_domain::alert::Severity;
use lienwatch_domain::lending::Bucket;
use serde::Deserialize;
use std::collections::HashMap;
use utoipa::IntoParams;

/// Hours without a place that can be asked for at most: a year.
const MOST_HOURS: u32 = 8784;

/// Which vehicles: what maps and lists have in common.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Choice {
    /// Worst open alert: `info`, `warn`, `high`, `critical`, or `none`; separated by commas.
    pub severity: Option<String>,
    /// Loan in these buckets, separated by commas: `current`, `m1` to `m6`, `m6_plus`.
    pub bucket: Option<String>,
    /// `online`: a tracker has a connection open; `offline`: none has.
    pub connection: Option<String>,
    /// No place for so many hours, or never one; 1 to 8784.
    pub no_fix_h: Option<u32>,
    /// With an open case, or without.
    pub has_open_case: Option<bool>,
    /// In one of these groups: ids, separated by commas, at most 20.
    pub group: Option<String>,
    /// Part of the contract number, and of VIN or plate for who sees them.
    pub q: Option<String>,
}

impl Choice {
    /// Which that are of what the caller may see.
    pub fn wanted(&self, caller: &Caller) -> Result<Wanted> {
        let severities: Vec<&str> = Severity::ALL.iter().map(|s| s.name()).chain(["none"]).collect();
        let buckets: Vec<&str> = Bucket::ALL.iter().map(|b| b.name()).collect();
        let severities = names("severity", &self.severity, &severities)?;
        let buckets = names("bucket", &self.bucket, &buckets)?;
        let connection = names("connection", &self.connection, &["online", "offline"])?;
        // Both together choose nothing.
        let connection = connection.and_then(|all| match all.as_slice() {
            [one] if one == "online" => Some(Connection::Online),
            [_] => Some(Connection::Offline),
            _ => None,
        });
        if self.no_fix_h.is_some_and(|hours| !(1..=MOST_HOURS).contains(&hours)) {
            return Err(Error::invalid(
                "no_fix_h_out_of_range",
                "no_fix_h",
                "not between 1 and 8784",
                "hours, at most a year",
            ));
        }
        let now = caller.state.engine.clock().now();
        Ok(Wanted {
            lenders: caller.tenancy.lenders(),
            severities: severities.map(|all| all.iter().map(|name| Severity::from_name(name)).collect()),
            buckets: buckets.map(|all| all.iter().filter_map(|name| Bucket::from_name(name)).collect()),
            connection,
            no_fix_since: self.no_fix_h.map(|hours| now - TimeDelta::hours(i64::from(hours))),
            has_case: self.has_open_case,
            groups: super::groups::asked(&self.group)?,
            q: optional("q", &self.q, 64)?.map(str::to_lowercase),
            identity: caller.sight().vehicle_identity,
            ..Wanted::default()
        })
    }
}

/// Looks at the fleet as it is now. `see` must be quick: nobody changes the board meanwhile.
pub async fn look<T>(caller: &Caller, tx: &mut Tx, see: impl FnOnce(&Board, &[Sighting]) -> T) -> Result<T> {
    let store = &caller.state.store;
    let shared = store.sync_fleet().await?;
    let fresh = match store.remembered(&caller.tenancy) {
        Some(fresh) => fresh,
        None => fleet::written(tx).await?,
    };
    if fresh.len() > fleet::MOST {
        return Err(Error::invalid(
            "too_many_vehicles",
            "lienwatch-lender",
            format!("more than {} trackers are there", fleet::MOST),
            "ask for one lender",
        ));
    }
    let board = shared.look();
    Ok(see(&board, &board.sightings(&fresh)))
}

/// What the law keeps from being shown precisely to a caller.
pub async fn law(caller: &Caller, tx: &mut Tx) -> Result<KeptBack> {
    Ok(kept_back(tx, &caller.tenancy.lenders(), caller.state.engine.clock().now()).await?)
}

/// A car on the map, as somebody may see it.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    /// Which.
    pub car: &'a Car,
    /// What is known of it.
    pub seen: &'a Sighting,
    /// Its newest place.
    pub fix: Fix,
    /// How exactly it is shown: precisely while an alert or a case is open, where the law of the place lets it.
    pub precision: Precision,
    /// Degrees north, as shown.
    pub lat: f64,
    /// Degrees east, as shown.
    pub lon: f64,
}

/// Puts places as exactly as they may be seen. The centres of coarse cells are remembered: many cars share one.
#[derive(Debug)]
pub struct Shower<'k> {
    kept_back: &'k KeptBack,
    centres: HashMap<CellIndex, (f64, f64)>,
}

impl<'k> Shower<'k> {
    /// `kept_back`: what the law wants coarse.
    pub fn new(kept_back: &'k KeptBack) -> Shower<'k> {
        Shower { kept_back, centres: HashMap::new() }
    }

    /// The car as it is shown; `None` where it was nowhere yet.
    pub fn spot<'a>(&mut self, car: &'a Car, seen: &'a Sighting) -> Option<Spot<'a>> {
        let fix = seen.fix?;
        let purpose = car.case.is_some() || car.severity.is_some();
        if purpose && !self.kept_back.holds(car.lender, car.id) {
            let (lat, lon) = (fix.point.lat(), fix.point.lon());
            return Some(Spot { car, seen, fix, precision: Precision::Precise, lat, lon });
        }
        let cell = fix.cell.parent(COARSE)?;
        let (lat, lon) = *self.centres.entry(cell).or_insert_with(|| {
            let centre = LatLng::from(cell);
            (centre.lat(), centre.lng())
        });
        Some(Spot { car, seen, fix, precision: Precision::Coarse, lat, lon })
    }
}

impl Spot<'_> {
    /// The cell that says as much as the place does: of resolution 9, or of resolution 6 where it is coarse.
    pub fn cell(&self) -> CellIndex {
        match self.precision {
            Precision::Precise => self.fix.cell,
            Precision::Coarse => self.fix.cell.parent(COARSE).unwrap_or(self.fix.cell),
        }
    }

    /// The cell of a resolution that it is counted in; a coarse place counts where its centre is.
    pub fn counted_in(&self, resolution: Resolution) -> Option<CellIndex> {
        let own = self.cell();
        if own.resolution() >= resolution { own.parent(resolution) } else { own.center_child(resolution) }
    }
}

/// What is in a box, of how many that are wanted.
pub fn within<'a>(
    board: &'a Board,
    sightings: &'a [Sighting],
    wanted: &'a Wanted,
    bounds: &Bounds,
    kept_back: &KeptBack,
) -> (Vec<Spot<'a>>, usize) {
    let (mut shower, mut total, mut spots) = (Shower::new(kept_back), 0, Vec::new());
    for (car, seen) in board.wanted(sightings, wanted) {
        total += 1;
        spots.extend(shower.spot(car, seen).filter(|spot| bounds.hold(spot.lat, spot.lon)));
    }
    (spots, total)
}
