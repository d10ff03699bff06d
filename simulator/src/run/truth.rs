//! What is true of any car whatever it plays: its stays, nights and places.

use crate::label::{Labels, Night, PlaceLabel, StayLabel, time};
use crate::scenario::{Scenario, Story};
use crate::world::Xy;

const DAY: i64 = 86_400;
const MIN_STAY_S: i64 = 300;

pub(super) fn label(s: &mut Story<'_>) {
    let city = s.persona.place();
    let itinerary = std::sync::Arc::clone(&s.itinerary);
    let stays: Vec<(i64, i64, Xy)> = itinerary
        .stays()
        .filter(|leg| leg.to - leg.from >= MIN_STAY_S)
        .map(|leg| (leg.from, leg.to.min(s.end), leg.start()))
        .collect();
    for &(from, to, at) in &stays {
        let p = city.point(at);
        let (arrive, leave) = (time(from), time(to));
        s.labels.stays.push(StayLabel { vehicle: s.vehicle.clone(), arrive, leave, lat: p.lat(), lon: p.lon() });
    }
    for day in 0..s.days() {
        let (from, to) = (s.start + day * DAY + 79_200, s.start + day * DAY + 108_000);
        let overlap = |stay: &&(i64, i64, Xy)| stay.1.min(to) - stay.0.max(from);
        if let Some(longest) = stays.iter().max_by_key(overlap).filter(|stay| to <= s.end && overlap(stay) > 7_200) {
            let p = city.point(longest.2);
            s.labels.nights.push(Night { vehicle: s.vehicle.clone(), from: time(from), lat: p.lat(), lon: p.lon() });
        }
    }
    // Whoever moves house has two homes in one run, and no single truth about it.
    if s.scenario == Scenario::Relocation {
        return;
    }
    let mut places: Vec<(Xy, u32, i64)> = Vec::new();
    for &(from, to, at) in &stays {
        match places.iter_mut().find(|p| p.0 == at) {
            Some(place) => {
                place.1 += 1;
                place.2 += to - from;
            }
            None => places.push((at, 1, to - from)),
        }
    }
    for (at, visits, dwell_s) in places.into_iter().filter(|p| p.1 >= 2) {
        let kind = match at {
            _ if at == s.persona.home => "home",
            _ if at == s.persona.work => "work",
            _ => "other",
        };
        let (p, vehicle) = (city.point(at), s.vehicle.clone());
        let kind = kind.to_owned();
        s.labels.places.push(PlaceLabel { vehicle, kind, lat: p.lat(), lon: p.lon(), visits, dwell_s });
    }
}

impl Labels {
    /// Adds one car's labels to the run's; cars of one hidden site come together.
    pub(super) fn add(&mut self, car: Labels) {
        self.events.extend(car.events);
        self.expect.extend(car.expect);
        self.forbid.extend(car.forbid);
        self.places.extend(car.places);
        self.nights.extend(car.nights);
        self.stays.extend(car.stays);
        for hidden in car.hidden_sites {
            match self.hidden_sites.iter_mut().find(|h| h.site == hidden.site) {
                Some(known) => {
                    known.vehicles.extend(hidden.vehicles);
                    known.ended_at.extend(hidden.ended_at);
                }
                None => self.hidden_sites.push(hidden),
            }
        }
    }
}
