//! Zero motion: the tracker lives, and nothing has moved for days. The steps of a ladder; what explains it is looked for
//! in the order of the catalogue: a usual place, a risk area, a yard or workshop, nothing known.

use super::ground::Ground;
use super::parked::Parked;
use crate::alert::{AlertType, Severity};
use crate::detect::Change;
use crate::detect::episode::{Context, Draft, Episode, episode_key, fact};
use crate::detect::moment::DAY_S;

/// Judges the stay in progress.
pub(super) fn judge(episode: &mut Episode, parked: &Parked, context: &Context<'_>, out: &mut Vec<Change>) {
    let p = &context.parameters.stop;
    let length = parked.length_s();
    let steps = [p.still_s, p.still_longer_s, p.still_longest_s];
    let step = steps.iter().filter(|&&s| length >= s as f64).count();
    let severity = match (parked.ground, step) {
        (_, 0) => return,
        (Ground::Pledge, 1) | (Ground::Elsewhere, 2) | (Ground::Own | Ground::Unknown, 3) => Severity::Warn,
        (Ground::Pledge, _) | (Ground::Elsewhere, 3) => Severity::High,
        _ => Severity::Info,
    };
    let days = (length / DAY_S as f64) as i64;
    let draft = Draft {
        kind: AlertType::ZeroMotion,
        key: episode_key(AlertType::ZeroMotion, &[parked.arrive.micros()]),
        severity,
        score: 1.0,
        tracker: None,
        site: None,
        point: Some(parked.point),
        event_at: parked.arrive,
        late: super::late(parked.until, context),
        evidence: vec![fact("days_without_motion", days), parked.ground.evidence()],
    };
    episode.raise(draft, context, out);
}
