//! Abnormal stay: half a day or a night away from every place that the vehicle is known to frequent.

use super::ground::Ground;
use super::parked::Parked;
use crate::alert::{AlertType, Severity};
use crate::detect::Change;
use crate::detect::episode::{Context, Draft, Episode, episode_key, fact, whole};
use crate::detect::places::Places;

/// Judges the stay in progress.
pub(super) fn judge(
    episode: &mut Episode,
    parked: &Parked,
    places: &Places,
    context: &Context<'_>,
    out: &mut Vec<Change>,
) {
    if !parked.ground.strange() {
        return;
    }
    let p = &context.parameters.abnormal;
    let length = parked.length_s();
    let nights = parked.nights(context.profile.utc_offset_s, p.night_s);
    if length < p.long_s as f64 && nights == 0 {
        return;
    }
    let overdue = context.profile.overdue_instalments;
    let grave = length >= p.longer_s as f64 || nights >= 2 || overdue > 0 || parked.ground == Ground::Pledge;
    let mut evidence = vec![fact("stay_s", whole(length)), fact("nights_away", nights), parked.ground.evidence()];
    if let Some(m) = places.metres_from_habit(parked.point, context.profile, &context.parameters.places) {
        evidence.push(fact("from_usual_places_m", whole(m)));
    }
    if overdue > 0 {
        evidence.push(fact("overdue_instalments", overdue));
    }
    let draft = Draft {
        kind: AlertType::AbnormalStay,
        key: episode_key(AlertType::AbnormalStay, &[parked.arrive.micros()]),
        severity: if grave { Severity::Warn } else { Severity::Info },
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
