//! Gathering: cars of several borrowers stand beside each other for a day, where none of them has a reason to.
//!
//! Looked at once for each long stay, when it becomes long: whoever is the last of them finds the others.

use super::change::Change;
use super::episode::{Context, Draft, episode_key, fact, whole};
use super::life::Parked;
use super::parameters::GatheringParameters;
use super::track::Track;
use crate::alert::{AlertType, Severity};
use crate::ids::VehicleNo;
use std::collections::BTreeSet;

/// Those that gather.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gathered {
    pub vehicles: Vec<VehicleNo>,
    pub borrowers: usize,
}

/// Who a vehicle belongs to as a gathering counts: its borrower, or itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    Borrower(crate::ids::BorrowerId),
    Itself(VehicleNo),
}

/// Those of `near` that stand within the radius of `at` for long, if they are of enough borrowers.
pub(super) fn gathered<'a>(
    at: &Parked,
    near: impl Iterator<Item = (VehicleNo, Whose, &'a Track)>,
    p: &GatheringParameters,
) -> Option<Gathered> {
    let (mut vehicles, mut borrowers) = (Vec::new(), BTreeSet::new());
    for (vehicle, whose, track) in near {
        let Some(parked) = track.standing(p) else { continue };
        if parked.point.distance_m(at.point) <= p.radius_m {
            vehicles.push(vehicle);
            borrowers.insert(whose);
        }
    }
    let borrowers = borrowers.len();
    (borrowers >= p.least.max(2)).then_some(Gathered { vehicles, borrowers })
}

impl Track {
    /// The long stay in progress where there is no reason for one.
    fn standing(&self, p: &GatheringParameters) -> Option<&Parked> {
        let parked = self.geometry.life.parked.as_ref()?;
        (parked.ground.strange() && parked.length_s() >= p.lasts_s as f64).then_some(parked)
    }

    /// A long stay that has not been looked at, once.
    pub(super) fn stands_long(&mut self, p: &GatheringParameters) -> Option<Parked> {
        self.standing(p)?;
        let parked = self.geometry.life.parked.as_mut().filter(|parked| !parked.gathered)?;
        parked.gathered = true;
        Some(*parked)
    }

    /// The vehicle stands among others.
    pub(super) fn gather(&mut self, gathered: &Gathered, context: &Context<'_>, out: &mut Vec<Change>) {
        let Some(parked) = self.geometry.life.parked else { return };
        let from = out.len();
        let draft = Draft {
            kind: AlertType::Gathering,
            key: episode_key(AlertType::Gathering, &[parked.arrive.micros()]),
            severity: Severity::Warn,
            score: 1.0,
            tracker: None,
            site: None,
            point: Some(parked.point),
            event_at: parked.arrive,
            late: false,
            evidence: vec![
                fact("vehicles_gathered", gathered.vehicles.len() as i64),
                fact("borrowers_gathered", gathered.borrowers as i64),
                fact("parked_s", whole(parked.length_s())),
            ],
        };
        self.gathering.raise(draft, context, out);
        self.compound(from, context, out);
    }

    /// It went its way.
    pub(super) fn leave_gathering(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        let since = self.gathering.open().map(|alert| alert.episode_key);
        let stays = self.geometry.life.parked.map(|p| episode_key(AlertType::Gathering, &[p.arrive.micros()]));
        if since.is_some() && since != stays {
            self.gathering.close(fact("left_gathering", true), context, out);
        }
    }
}
