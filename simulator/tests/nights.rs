//! Simulated nights foretold one after the other: are they found, and is a probability what it says?

use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::Stay;
use lienwatch_domain::forecast::{ForecastParameters, Known, Window, forecast};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::VehicleNo;
use lienwatch_simulator::chance::{Purpose, normal, stream};
use lienwatch_simulator::routine::{Habit, Persona};
use lienwatch_simulator::world::{CITIES, Cities, UTC_OFFSET_S, World};

const SEED: u64 = 20_261;
const DAY: i64 = 86_400;
/// A Monday midnight in China.
const START: i64 = 1_772_380_800;
const DAYS: u32 = 43;
const WARM_UP: i64 = 7;
/// A place is right within, metres.
const WITHIN_M: f64 = 200.0;
/// Error of a stay's centre, metres.
const SIGMA_M: f64 = 8.0;

fn time(t: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(t, 0).expect("a time")
}

/// One car's stays of five minutes and more, as a detector would tell them.
fn stays(world: &World, who: u64) -> Vec<Stay> {
    // Seven commuters to two night workers and a hired car.
    let habit = match who % 10 {
        0..7 => Habit::Commuter,
        7..9 => Habit::NightShift,
        _ => Habit::RideHail,
    };
    let city = who as usize % CITIES.len();
    let mut rng = stream(SEED, Purpose::Persona, who);
    let persona = Persona::draw(world, city, habit, &mut rng);
    let mut rng = stream(SEED, Purpose::Routine, who);
    let life = persona.plan(START, DAYS, &mut rng).drive(START + i64::from(DAYS) * DAY, &mut rng);
    life.stays()
        .filter(|leg| leg.to - leg.from >= 300)
        .map(|leg| {
            let at = leg.start().moved(normal(&mut rng, 0.0, SIGMA_M), normal(&mut rng, 0.0, SIGMA_M));
            let point = CITIES[city].point(at);
            Stay { vehicle: VehicleNo(1), arrive: time(leg.from), leave: Some(time(leg.to)), point }
        })
        .collect()
}

/// Where the car was for longest in the window.
fn truth(stays: &[Stay], window: Window) -> Option<Point> {
    let shared = |s: &Stay| s.leave.unwrap_or(s.arrive).min(window.to()) - s.arrive.max(window.from());
    stays.iter().max_by_key(|s| shared(s)).filter(|s| shared(s) >= TimeDelta::hours(3)).map(|s| s.point)
}

/// Probabilities against what came, in ten bins.
#[derive(Default)]
struct Reliability([(f64, f64, f64); 10]);

impl Reliability {
    fn take(&mut self, p: f64, came: bool) {
        let bin = &mut self.0[((p * 10.0) as usize).min(9)];
        *bin = (bin.0 + 1.0, bin.1 + p, bin.2 + f64::from(u8::from(came)));
    }

    /// The expected calibration error: how far stated and observed shares are apart, on average over the cases.
    fn error(&self) -> f64 {
        let cases: f64 = self.0.iter().map(|b| b.0).sum();
        self.0.iter().map(|b| (b.1 - b.2).abs()).sum::<f64>() / cases
    }
}

#[test]
fn simulated_nights_are_found_and_probabilities_are_what_they_say() {
    let world = World::new(SEED, Cities::China);
    let p = ForecastParameters::default();
    let offset = UTC_OFFSET_S as i32;
    let (mut nights, mut first, mut three, mut loss) = (0, 0, 0, 0.0);
    let (mut best, mut all) = (Reliability::default(), Reliability::default());
    for who in 0..150 {
        let stays = stays(&world, who);
        for day in WARM_UP..i64::from(DAYS) - 1 {
            let midnight = START + day * DAY;
            let window = Window::new(time(midnight + 22 * 3600), time(midnight + 30 * 3600)).expect("eight hours");
            let Some(truth) = truth(&stays, window) else { continue };
            let known = Known { stays: &stays, heard: None, removed: None, asof: time(midnight + 18 * 3600) };
            let said = forecast(&known, window, offset, &p);
            let right = |point: Point| point.distance_m(truth) <= WITHIN_M;
            nights += 1;
            first += i32::from(said.items.iter().take(1).any(|i| right(i.point)));
            three += i32::from(said.items.iter().take(3).any(|i| right(i.point)));
            for (rank, item) in said.items.iter().enumerate() {
                if rank == 0 {
                    best.take(item.p, right(item.point));
                }
                all.take(item.p, right(item.point));
            }
            let elsewhere = said.items.iter().all(|i| !right(i.point));
            all.take(said.elsewhere, elsewhere);
            let chance: f64 = said.items.iter().filter(|i| right(i.point)).map(|i| i.p).sum();
            loss -= (if elsewhere { said.elsewhere } else { chance }).max(1e-3).ln();
        }
    }
    let share = |n: i32| f64::from(n) / f64::from(nights);
    println!(
        "{nights} nights, top-1 {:.4}, top-3 {:.4}, log-loss {:.4}",
        share(first),
        share(three),
        loss / f64::from(nights)
    );
    println!("ECE of the best place {:.4}, of every statement {:.4}", best.error(), all.error());
    for (n, p, came) in best.0.iter().filter(|b| b.0 > 0.0) {
        println!("  said {:.3}, came {:.3} ({n} nights)", p / n, came / n);
    }
    assert!(nights >= 5_000, "{nights}");
    assert!(best.error() <= 0.05 && all.error() <= 0.05);
    assert!(share(first) >= 0.93 && share(three) >= 0.98);
}
