//! Fences: where a vehicle must stay, or must not be. With hysteresis: a car at the line is on neither side, and a
//! crossing is certain at the second fix or when nothing spoke against it for a minute.

use crate::alert::{AlertType, Severity};
use crate::detect::clean::Fix;
use crate::detect::episode::{Context, Draft, Episode, episode_key, fact};
use crate::detect::moment::Moment;
use crate::detect::{Change, Fence, FenceRule};
use crate::geo::Point;
use crate::ids::FenceId;
use serde::{Deserialize, Serialize};

/// A fence that was crossed or may have been.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Crossed {
    fence: FenceId,
    /// First fix of the other side that nothing contradicts yet.
    turned: Option<(Moment, Point)>,
    episode: Episode,
}

/// The fences of a vehicle that are not at rest.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Fences(Vec<Crossed>);

impl Fences {
    /// Takes a fix in order of time.
    pub(super) fn fix(&mut self, fix: &Fix, context: &Context<'_>, out: &mut Vec<Change>) {
        let fences = context.areas.fences(context.vehicle);
        if fences.is_empty() && self.0.is_empty() {
            return;
        }
        self.tick(fix.t, context, out);
        for crossed in &mut self.0 {
            if !fences.iter().any(|f| f.id == crossed.fence) {
                crossed.turned = None;
                crossed.episode.close(fact("fence_removed", true), context, out);
            }
        }
        for fence in fences {
            let Some(breach) = side(fence, fix.point, context.parameters.fence.buffer_m) else { continue };
            let index = self.0.iter().position(|c| c.fence == fence.id);
            let open = index.is_some_and(|i| self.0[i].episode.open().is_some());
            if breach == open {
                if let Some(i) = index {
                    self.0[i].turned = None;
                }
                continue;
            }
            let index = index.unwrap_or_else(|| {
                self.0.push(Crossed { fence: fence.id, turned: None, episode: Episode::default() });
                self.0.len() - 1
            });
            let crossed = &mut self.0[index];
            match crossed.turned {
                Some(first) => crossed.turn(fence, first, fix.t, context, out),
                None => crossed.turned = Some((fix.t, fix.point)),
            }
        }
        self.0.retain(|c| c.turned.is_some() || c.episode.open().is_some());
    }

    /// Whatever nothing spoke against for long enough is certain.
    pub(super) fn tick(&mut self, now: Moment, context: &Context<'_>, out: &mut Vec<Change>) {
        let lasts_s = context.parameters.fence.lasts_s;
        let fences = context.areas.fences(context.vehicle);
        for crossed in &mut self.0 {
            let Some(first) = crossed.turned.filter(|(t, _)| t.plus_s(lasts_s) <= now) else { continue };
            match fences.iter().find(|f| f.id == crossed.fence) {
                Some(fence) => crossed.turn(fence, first, now, context, out),
                None => crossed.turned = None,
            }
        }
        self.0.retain(|c| c.turned.is_some() || c.episode.open().is_some());
    }

    /// When the clock is needed next.
    pub(super) fn due(&self, lasts_s: i64) -> Option<Moment> {
        self.0.iter().filter_map(|c| c.turned.map(|(t, _)| t.plus_s(lasts_s))).min()
    }

    /// The alerts of all of them.
    pub(super) fn episodes(&self) -> impl Iterator<Item = &Episode> {
        self.0.iter().map(|c| &c.episode)
    }
}

/// Whether a point breaks the fence; `None` at the line.
fn side(fence: &Fence, at: Point, buffer_m: f64) -> Option<bool> {
    let d = fence.shape.signed_distance_m(at);
    match fence.rule {
        FenceRule::KeepIn if d > buffer_m => Some(true),
        FenceRule::KeepIn => (d <= 0.0).then_some(false),
        FenceRule::KeepOut if d < 0.0 => Some(true),
        FenceRule::KeepOut => (d > buffer_m).then_some(false),
    }
}

impl Crossed {
    fn turn(
        &mut self,
        fence: &Fence,
        (since, at): (Moment, Point),
        t: Moment,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        self.turned = None;
        let (crossing, back) = match fence.rule {
            FenceRule::KeepIn => ("left_fence", "back_inside_fence"),
            FenceRule::KeepOut => ("entered_fence", "left_fence_again"),
        };
        if self.episode.open().is_some() {
            self.episode.close(fact(back, true), context, out);
            return;
        }
        let id = fence.id.0.as_u128();
        let draft = Draft {
            kind: AlertType::Fence,
            key: episode_key(AlertType::Fence, &[since.micros(), id as i64, (id >> 64) as i64]),
            severity: Severity::Warn,
            score: 1.0,
            tracker: None,
            site: None,
            point: Some(at),
            event_at: since,
            late: super::late(t, context),
            evidence: vec![fact(crossing, true), fact("fence", fence.id.to_string())],
        };
        self.episode.raise(draft, context, out);
    }
}
