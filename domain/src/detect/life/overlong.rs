//! Overlong stop: parked for a day and more. At an own place or a workshop that is only worth recording.

use super::ground::Ground;
use super::parked::Parked;
use crate::alert::{AlertType, Severity};
use crate::detect::Change;
use crate::detect::episode::{Context, Draft, Episode, episode_key, fact, whole};

/// Judges the stay in progress.
pub(super) fn judge(episode: &mut Episode, parked: &Parked, context: &Context<'_>, out: &mut Vec<Change>) {
    let p = &context.parameters.stop;
    let length = parked.length_s();
    if length < p.long_s as f64 {
        return;
    }
    let (longer, overdue) = (length >= p.longer_s as f64, context.profile.overdue_instalments);
    let severity = match (parked.ground, longer) {
        (Ground::Pledge, true) => Severity::High,
        (Ground::Pledge, false) | (Ground::Elsewhere, true) => Severity::Warn,
        (Ground::Elsewhere, false) if overdue > 0 => Severity::Warn,
        _ => Severity::Info,
    };
    let mut evidence = vec![fact("parked_s", whole(length)), parked.ground.evidence()];
    if overdue > 0 {
        evidence.push(fact("overdue_instalments", overdue));
    }
    let draft = Draft {
        kind: AlertType::OverlongStop,
        key: episode_key(AlertType::OverlongStop, &[parked.arrive.micros()]),
        severity,
        score: 1.0,
        tracker: None,
        site: None,
        point: Some(parked.point),
        event_at: parked.arrive,
        late: super::late(parked.until, context),
        evidence,
    };
    episode.raise(draft, context, out);
}
