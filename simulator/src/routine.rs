//! How people live: homes, works, habits, and the plan of errands that follows from them.

use crate::chance::{Stream, chance, normal, seconds};
use crate::itinerary::Plan;
use crate::world::{City, World, Xy, city, is_weekend};
use rand::seq::IndexedRandom;

const DAY: i64 = 86_400;

/// The pattern of a life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Out in the morning, back in the evening, errands, weekends.
    Commuter,
    /// Out in the evening, back in the morning.
    NightShift,
    /// Drives strangers all day.
    RideHail,
}

/// Who uses a car.
#[derive(Debug, Clone, PartialEq)]
pub struct Persona {
    /// Where (as [`city`] counts them).
    pub city: usize,
    /// The pattern.
    pub habit: Habit,
    /// Where the car sleeps.
    pub home: Xy,
    /// Where its user works.
    pub work: Xy,
    /// Five further places, the first ones more often.
    pub others: Vec<Xy>,
    /// Where some weekends are spent.
    pub second_home: Xy,
    /// Local second of day at which it usually leaves home.
    pub out_s: i64,
    /// Local second of day at which it usually leaves work.
    pub back_s: i64,
    /// Share of weekends at the second home.
    pub second_home_share: f64,
    /// Kerbs at which a hired car waits.
    pub kerbs: Vec<Xy>,
}

impl Persona {
    /// Draws one.
    pub fn draw(world: &World, city: usize, habit: Habit, rng: &mut Stream) -> Persona {
        let home = world.place(city, rng, 8_000.0);
        let work = loop {
            let work = world.place(city, rng, 7_000.0);
            if work.distance_m(home) > 1_500.0 {
                break work;
            }
        };
        let apart = |places: &[Xy], at: Xy| places.iter().all(|p| p.distance_m(at) > 600.0);
        let mut places = vec![home, work];
        while places.len() < 8 {
            let at = world.place(city, rng, 8_500.0);
            if apart(&places, at) {
                places.push(at);
            }
        }
        let second_home = places.pop().unwrap_or(home);
        let (out, back) = match habit {
            Habit::NightShift => (20.5, 6.0),
            _ => (7.6, 18.0),
        };
        let hour = |rng: &mut Stream, mean: f64| (normal(rng, mean, 0.5) * 3600.0) as i64;
        let (out_s, back_s) = (hour(rng, out), hour(rng, back));
        let second_home_share = if chance(rng, 0.3) { 0.5 } else { 0.0 };
        let others = places.split_off(2);
        let kerbs = if habit == Habit::RideHail { 200 } else { 0 };
        let kerbs = (0..kerbs).map(|_| world.place(city, rng, 6_000.0)).collect();
        Persona { city, habit, home, work, others, second_home, out_s, back_s, second_home_share, kerbs }
    }

    /// The city it lives in.
    pub fn place(&self) -> City {
        city(self.city)
    }

    /// Its errands from `start` (a local midnight) for `days`, from home.
    pub fn plan(&self, start: i64, days: u32, rng: &mut Stream) -> Plan {
        let zone_s = self.place().utc_offset_s;
        let mut plan = Plan { start, utc_offset_s: zone_s, origin: self.home, errands: Vec::new() };
        let mut away = false;
        for day in 0..i64::from(days) {
            let midnight = start + day * DAY;
            debug_assert_eq!(self.place().local_second(midnight), 0);
            match self.habit {
                Habit::RideHail => self.rides(&mut plan, midnight, rng),
                Habit::NightShift if !is_weekend(midnight, zone_s) => self.shift(&mut plan, midnight, rng),
                Habit::Commuter if !is_weekend(midnight, zone_s) => self.workday(&mut plan, midnight, rng),
                _ => away = self.weekend_day(&mut plan, midnight, away, rng),
            }
        }
        plan
    }

    fn jitter(rng: &mut Stream, minutes: f64) -> i64 {
        (normal(rng, 0.0, minutes) * 60.0).clamp(-5_400.0, 5_400.0) as i64
    }

    fn other(&self, rng: &mut Stream) -> Xy {
        // Zipf-like: the first place three times as often as the third.
        let weighted = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4];
        let index = weighted.choose(rng).copied().unwrap_or(0);
        self.others.get(index).copied().unwrap_or(self.work)
    }

    fn workday(&self, plan: &mut Plan, midnight: i64, rng: &mut Stream) {
        plan.go(midnight + self.out_s + Self::jitter(rng, 12.0), self.work);
        if chance(rng, 0.12) {
            let t = midnight + seconds(rng, 41_400, 45_000);
            plan.go(t, self.other(rng));
            plan.go(t + seconds(rng, 3_000, 6_000), self.work);
        }
        let back = midnight + self.back_s + Self::jitter(rng, 25.0);
        if chance(rng, 0.3) {
            plan.go(back, self.other(rng));
            plan.go(back + seconds(rng, 4_200, 9_000), self.home);
        } else {
            plan.go(back, self.home);
        }
    }

    fn shift(&self, plan: &mut Plan, midnight: i64, rng: &mut Stream) {
        if chance(rng, 0.2) {
            let t = midnight + seconds(rng, 54_000, 60_000);
            plan.go(t, self.other(rng));
            plan.go(t + seconds(rng, 4_200, 7_200), self.home);
        }
        plan.go(midnight + self.out_s + Self::jitter(rng, 12.0), self.work);
        plan.go(midnight + DAY + self.back_s + Self::jitter(rng, 12.0), self.home);
    }

    fn weekend_day(&self, plan: &mut Plan, midnight: i64, away: bool, rng: &mut Stream) -> bool {
        if away {
            plan.go(midnight + seconds(rng, 54_000, 68_400), self.home);
            return false;
        }
        // A night worker's Saturday begins with the way home.
        let saturday = !is_weekend(midnight - DAY, self.place().utc_offset_s);
        if saturday && chance(rng, self.second_home_share) {
            plan.go(midnight + seconds(rng, 34_200, 45_000), self.second_home);
            return true;
        }
        if chance(rng, 0.75) {
            let t = midnight + seconds(rng, 34_200, 41_400);
            plan.go(t, self.other(rng));
            plan.go(t + seconds(rng, 5_400, 12_600), self.home);
        }
        if chance(rng, 0.4) {
            let t = midnight + seconds(rng, 59_400, 64_800);
            plan.go(t, self.other(rng));
            plan.go(t + seconds(rng, 5_400, 10_800), self.home);
        }
        false
    }

    fn rides(&self, plan: &mut Plan, midnight: i64, rng: &mut Stream) {
        let end = midnight + seconds(rng, 68_400, 79_200);
        let mut t = midnight + seconds(rng, 23_400, 32_400);
        while t < end {
            // A ride of about 9 km takes 20 minutes; then a wait at the kerb.
            plan.go(t, self.kerbs.choose(rng).copied().unwrap_or(self.work));
            t += seconds(rng, 1_500, 2_700) + if chance(rng, 0.12) { seconds(rng, 1_800, 3_600) } else { 0 };
        }
        plan.go(t, self.home);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Purpose, stream};
    use crate::world::Cities;

    #[test]
    fn a_commuter_sleeps_at_home_and_works_at_work() {
        let world = World::new(1, Cities::China);
        let start = 1_772_380_800;
        let mut rng = stream(1, Purpose::Persona, 1);
        let persona = Persona::draw(&world, 0, Habit::Commuter, &mut rng);
        let it = persona.plan(start, 14, &mut rng).drive(start + 14 * DAY, &mut rng);
        let at = |day: i64, hour: i64| it.at(start + day * DAY + hour * 3600).at;
        for day in 0..5 {
            assert_eq!(at(day, 3), persona.home);
            assert!((9..17).any(|h| at(day, h) == persona.work));
        }
    }

    #[test]
    fn a_night_worker_is_home_by_day() {
        let world = World::new(1, Cities::China);
        let start = 1_772_380_800;
        let mut rng = stream(2, Purpose::Persona, 1);
        let persona = Persona::draw(&world, 0, Habit::NightShift, &mut rng);
        let it = persona.plan(start, 7, &mut rng).drive(start + 7 * DAY, &mut rng);
        for day in 1..5 {
            assert_eq!(it.at(start + day * DAY + 2 * 3600).at, persona.work);
            assert_eq!(it.at(start + day * DAY + 11 * 3600).at, persona.home);
        }
    }

    #[test]
    fn people_abroad_sleep_by_their_own_clock() {
        let world = World::new(1, Cities::World);
        for index in 0..Cities::World.count() {
            let mut rng = stream(3, Purpose::Persona, index as u64);
            let persona = Persona::draw(&world, index, Habit::Commuter, &mut rng);
            let start = persona.place().midnight(1_772_380_800);
            let it = persona.plan(start, 5, &mut rng).drive(start + 5 * DAY, &mut rng);
            let home = (start..start + 5 * DAY).step_by(600).filter(|t| it.at(*t).at == persona.home);
            let hour = |t: i64| (t + persona.place().utc_offset_s).rem_euclid(DAY) / 3_600;
            let asleep = home.filter(|t| (1..6).contains(&hour(*t))).count();
            assert!(asleep >= 4 * 5 * 6, "{}: {asleep} of 150", persona.place().name);
        }
    }
}
