//! Power cuts in reports that were stored and come after newer ones: judged in their own order, and then joined to what
//! the live ones told.

use super::change::Change;
use super::clean::Report;
use super::episode::{Context, fact};
use super::moment::Moment;
use super::power::{Power, Spot};
use crate::ids::TrackerNo;
use crate::observation::Observation;
use serde::{Deserialize, Serialize};

/// The power of a device as its stored reports tell it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct StoredPower {
    power: Power,
    /// When the last of them was received.
    last: Option<Moment>,
}

/// An upload is over when nothing stored came for this long, seconds.
const SETTLED_S: f64 = 30.0;

impl StoredPower {
    /// Takes a stored report.
    pub(super) fn observe(
        &mut self,
        o: &Observation,
        report: &Report,
        tracker: TrackerNo,
        spot: Spot,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        self.last = Some(report.rx);
        // No timer runs for what is past.
        let workshop = context.parameters.power.benign_s as f64;
        if self.power.cut.as_ref().is_some_and(|cut| report.t.since(cut.at) > workshop) {
            self.power.worsen("not_restored", context, out);
        }
        self.power.observe(o, report, tracker, spot, context, out);
    }

    /// Whether the upload is over at `rx`.
    pub(super) fn is_told(&self, rx: Moment) -> bool {
        self.last.is_none_or(|last| rx.since(last) > SETTLED_S)
    }

    /// A cut that lasted to the end of what was stored goes on where the live reports go on; it began before the cut that
    /// those may have shown first.
    pub(super) fn join(self, live: &mut Power, context: &Context<'_>, out: &mut Vec<Change>) {
        if self.power.cut.is_none() {
            return;
        }
        live.episode.retract(fact("began_before", true), context, out);
        live.cut = self.power.cut;
        live.episode = self.power.episode;
    }
}
