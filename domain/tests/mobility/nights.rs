//! Nights of recorded cars, foretold one after the other: seven days of warm-up, asked at 18:00 local time for 22:00 to
//! 06:00, from stays known then; right where the centre is within 200 m of the stay of the longest dwell that night (of
//! at least 3 h, and no longer than 36 h: longer ones foretell themselves).

use crate::recorded;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::{Stay, StayParameters};
use lienwatch_domain::forecast::{Forecast, ForecastParameters, Known, Priors, Window, forecast};
use lienwatch_domain::ids::VehicleNo;
use lienwatch_domain::mobility::{TraceStay, stays_of_trace, wilson};

const WITHIN_M: f64 = 200.0;

/// A night to foretell.
struct Night {
    asof: DateTime<Utc>,
    window: Window,
    truth: TraceStay,
}

fn nights(stays: &[TraceStay], utc_offset_s: i32) -> Vec<Night> {
    let (Some(first), Some(last)) = (stays.first(), stays.last()) else { return Vec::new() };
    let local = TimeDelta::seconds(i64::from(utc_offset_s));
    let midnight = (first.arrive + local).date_naive().and_time(chrono::NaiveTime::MIN).and_utc() - local;
    let days = (last.leave - midnight).num_days() + 1;
    let mut found = Vec::new();
    for day in 0..=days {
        let hour = |h: i64| midnight + TimeDelta::days(day) + TimeDelta::hours(h);
        if hour(18) - first.arrive < TimeDelta::days(7) {
            continue;
        }
        let window = Window::new(hour(22), hour(30)).expect("eight hours");
        let shared = |s: &TraceStay| s.leave.min(window.to()) - s.arrive.max(window.from());
        let moving = stays.iter().filter(|s| s.leave - s.arrive <= TimeDelta::hours(36));
        if let Some(truth) = moving.max_by_key(|s| shared(s)).filter(|s| shared(s) >= TimeDelta::hours(3)) {
            found.push(Night { asof: hour(18), window, truth: *truth });
        }
    }
    found
}

#[derive(Default)]
struct Score {
    nights: usize,
    first: usize,
    three: usize,
    loss: f64,
}

impl Score {
    fn take(&mut self, said: &Forecast, truth: &TraceStay) {
        let right = |p: &&lienwatch_domain::forecast::Likely| p.point.distance_m(truth.point) <= WITHIN_M;
        self.nights += 1;
        self.first += usize::from(said.items.iter().take(1).any(|p| right(&p)));
        self.three += usize::from(said.items.iter().take(3).any(|p| right(&p)));
        let named: f64 = said.items.iter().filter(right).map(|p| p.p).sum();
        let chance = if named > 0.0 { named } else { said.elsewhere };
        self.loss -= chance.max(0.001).ln();
    }

    fn print(&self, name: &str) {
        let line = |what: &str, hits: usize| {
            let (low, high) = wilson(hits, self.nights);
            println!(
                "{name}: {what} {:.3} ({hits} of {}, 95 % {low:.3}..{high:.3})",
                hits as f64 / self.nights as f64,
                self.nights
            );
        };
        line("top-1", self.first);
        line("top-3", self.three);
        println!("{name}: log-loss {:.4}", self.loss / self.nights as f64);
    }
}

#[test]
fn nights_are_foretold_no_worse_than_by_their_frequency() {
    let Some(folder) = recorded::folder() else { return };
    let ours = ForecastParameters::default();
    let only_often = Priors { often: 1.0, recent: 0.0, from_here: 0.0, last_time: 0.0, stays_on: 0.0 };
    // Frequency of nights, smoothed by the same chance of a new place.
    let frequency = ForecastParameters {
        priors: only_often,
        learning: 0.0,
        seen_before: (0.0, 1e9),
        sharpness: 1.0,
        ..ForecastParameters::default()
    };
    let (mut score, mut baseline) = (Score::default(), Score::default());
    for (user, trace) in recorded::traces(&folder) {
        let found = stays_of_trace(&trace, &StayParameters::default());
        let utc_offset_s = recorded::utc_offset_s(&user);
        let stays: Vec<Stay> = found
            .iter()
            .map(|s| Stay { vehicle: VehicleNo(1), arrive: s.arrive, leave: Some(s.leave), point: s.point })
            .collect();
        let mut of_user = Score::default();
        for night in nights(&found, utc_offset_s) {
            let heard = trace[..trace.partition_point(|p| p.t <= night.asof)].last().map(|p| p.t);
            let ask = |p| {
                forecast(
                    &Known { stays: &stays, heard, removed: None, asof: night.asof },
                    night.window,
                    utc_offset_s,
                    p,
                )
            };
            let said = ask(&ours);
            score.take(&said, &night.truth);
            of_user.take(&said, &night.truth);
            baseline.take(&ask(&frequency), &night.truth);
        }
        if of_user.nights > 0 {
            println!("{user}: {} / {} of {}", of_user.first, of_user.three, of_user.nights);
        }
    }
    score.print("forecast");
    baseline.print("night frequency");
    assert_eq!(score.nights, 60, "the nights that the references were measured on");
    assert!(score.first as f64 >= 0.70 * 60.0 && score.three as f64 >= 0.75 * 60.0);
    assert!(score.loss < baseline.loss);
}
