//! Spots where a vehicle's devices often fall silent: its garage, a blind zone on its way.

use super::moment::Moment;
use super::parameters::OfflineParameters;
use crate::geo::Point;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Quiet {
    point: Point,
    silences: u32,
    longest_s: f64,
    last: Moment,
}

/// The spots of one vehicle.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct QuietSpots(Vec<Quiet>);

const MOST: usize = 16;

impl QuietSpots {
    /// A silence that began here is over.
    pub(super) fn note(&mut self, point: Point, length_s: f64, ended: Moment, p: &OfflineParameters) {
        if let Some(q) = self.0.iter_mut().find(|q| q.point.distance_m(point) <= p.quiet_m) {
            q.silences = q.silences.saturating_add(1);
            q.longest_s = q.longest_s.max(length_s);
            q.last = ended;
            return;
        }
        if self.0.len() == MOST {
            let oldest = self.0.iter().enumerate().min_by_key(|(_, q)| (q.silences.min(3), q.last)).map(|(i, _)| i);
            oldest.map(|i| self.0.swap_remove(i));
        }
        self.0.push(Quiet { point, silences: 1, longest_s: length_s, last: ended });
    }

    /// Whether silence of this length is usual here.
    pub(super) fn usual(&self, point: Point, length_s: f64, p: &OfflineParameters) -> bool {
        self.0.iter().any(|q| {
            q.silences >= p.quiet_silences
                && q.point.distance_m(point) <= p.quiet_m
                && length_s <= q.longest_s * 1.5 + 3600.0
        })
    }
}
