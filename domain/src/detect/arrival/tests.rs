use super::*;
use crate::detect::stream::{Draft, Stream};
use lienwatch_protocols::message::Kind;

const HOUR: i64 = 3600;

/// Seconds at which the drafts count as received in a tick of an hour that ends at `now`.
fn placed(sent: &[Draft], now: i64, rhythm: &Rhythm) -> Vec<i64> {
    let s = Stream::new();
    let sent: Vec<Observation> = sent.iter().map(|d| d.clone().received(now - HOUR).observation()).collect();
    settled(&s, &sent, now, rhythm)
}

fn settled(s: &Stream, sent: &[Observation], now: i64, rhythm: &Rhythm) -> Vec<i64> {
    let sent: Vec<&Observation> = sent.iter().collect();
    let times = arrivals(&sent, s.time(now - HOUR), s.time(now), rhythm);
    times.iter().map(|t| s.second_of(Moment::of(*t))).collect()
}

fn paced(pace: f64, last: i64) -> Rhythm {
    Rhythm { pace_s: Some(pace), last: Some(Stream::new().moment(last)), ..Rhythm::default() }
}

fn beat() -> Draft {
    Stream::new().at(0).heartbeat()
}

fn login() -> Draft {
    Stream::new().at(0).heartbeat().kind(Kind::Login)
}

fn fix(t: i64) -> Draft {
    Stream::new().at(t).fix(0.0, 0.0)
}

#[test]
fn what_has_a_time_is_received_then_and_what_is_stored_when_the_clock_has_moved() {
    let sent = [fix(10), fix(-60), fix(200), fix(-5000).buffered(), fix(HOUR + 300), fix(300)];
    assert_eq!(placed(&sent, HOUR, &Rhythm::default()), [10, 0, 200, HOUR, HOUR, 300]);
}

#[test]
fn heartbeats_lie_between_the_records_around_them() {
    let sent = [beat(), fix(600), beat(), beat(), fix(1500), beat(), beat(), beat()];
    let all = placed(&sent, HOUR, &Rhythm::default());
    assert_eq!(all, [200, 600, 900, 1200, 1500, 2100, 2700, 3300]);
}

#[test]
fn heartbeats_keep_their_pace_over_ticks_and_surplus_ones_change_nothing() {
    let hour: Vec<Draft> = (0..12).map(|_| beat()).collect();
    let expected: Vec<i64> = (0..12).map(|k| 200 + 300 * k).collect();
    assert_eq!(placed(&hour, HOUR, &paced(300.0, -100)), expected);
    let surplus: Vec<Draft> = (0..17).map(|_| beat()).collect();
    let all = placed(&surplus, HOUR, &paced(300.0, -100));
    assert_eq!((&all[..12], &all[12..]), (&expected[..], &[3500; 5][..]));
    // One of them was lost, or its pace is a little slower than thought.
    let fewer = placed(&hour[..11], HOUR, &paced(300.0, -100));
    assert!(fewer.windows(2).all(|w| (300..=330).contains(&(w[1] - w[0]))), "{fewer:?}");
    assert!(fewer[0] >= 0 && fewer[10] >= HOUR - 200, "{fewer:?}");
}

#[test]
fn who_falls_silent_in_the_middle_of_a_tick_was_last_heard_then() {
    assert_eq!(placed(&[fix(600), beat(), beat()], HOUR, &paced(300.0, -10)), [600, 900, 1200]);
    assert_eq!(placed(&[beat(), beat()], HOUR, &paced(300.0, -100)), [200, 500]);
}

#[test]
fn who_is_heard_again_within_the_tick_was_not_silent_for_long() {
    // When its connection was lost, and which heartbeats with it, nobody can tell.
    let sent = [fix(600), beat(), login(), beat(), fix(3000)];
    assert_eq!(placed(&sent, HOUR, &paced(300.0, -10)), [600, 1400, 2200, 2200, 3000]);
}

/// A killed server that comes up within the tick sees devices log in that were there all the time, and does not see
/// which of them were not.
#[test]
fn logins_move_nothing() {
    let (rhythm, mut sent) =
        (paced(300.0, -100), vec![fix(-5000).buffered(), fix(40), beat(), fix(10), beat(), beat()]);
    for records in (0..=sent.len()).rev() {
        sent.truncate(records);
        let expected = placed(&sent, HOUR, &rhythm);
        for (first, second) in (0..=records).flat_map(|a| (a..=records).map(move |b| (a, b))) {
            let mut with = sent.clone();
            with.insert(second, login());
            with.insert(first, login());
            let mut times = placed(&with, HOUR, &rhythm);
            times.remove(second + 1);
            times.remove(first);
            assert_eq!(times, expected, "logins before {first} and {second} of {records} records");
        }
    }
}

#[test]
fn under_short_ticks_nothing_need_be_written_again() {
    let s = Stream::new();
    let all: Vec<Observation> = [login(), beat(), beat()].iter().map(Draft::observation).collect();
    let times = arrivals(&all.iter().collect::<Vec<_>>(), s.time(0), s.time(60), &paced(300.0, -200));
    assert_eq!(times, [s.time(0); 3]);
}

#[test]
fn a_login_belongs_to_what_follows_it() {
    assert_eq!(placed(&[login(), fix(2000)], HOUR, &Rhythm::default()), [2000, 2000]);
    assert_eq!(placed(&[login(), beat(), login()], HOUR, &paced(300.0, -100)), [200, 200, 200]);
    assert_eq!(placed(&[fix(600), login()], HOUR, &Rhythm::default()), [600, 600]);
    assert_eq!(placed(&[login()], HOUR, &Rhythm::default()), [0], "the only word of the tick");
}

#[test]
fn a_wrong_clock_keeps_its_distances_and_a_known_error_is_recognised() {
    // Eight hours ahead, a report each two minutes.
    let sent: Vec<Draft> = (0..30).map(|i| fix(8 * HOUR + 40 + i * 120)).collect();
    let expected: Vec<i64> = (0..30).map(|i| 40 + i * 120).collect();
    assert_eq!(placed(&sent, HOUR, &Rhythm::default()), expected);
    // Five behind.
    let sent: Vec<Draft> = (0..30).map(|i| fix(-5 * HOUR + 40 + i * 120)).collect();
    assert_eq!(placed(&sent, HOUR, &Rhythm::default()), expected);
    // Since 1970: as late as can be, or as before.
    let sent: Vec<Draft> = (0..30).map(|i| fix(-1_790_000_000 + i * 120)).collect();
    let all = placed(&sent, HOUR, &Rhythm::default());
    assert_eq!(all, (0..30).map(|i| 120 + i * 120).collect::<Vec<_>>());
    let before = Rhythm { unexplained_s: Some(-1_790_000_040.0), ..Rhythm::default() };
    assert_eq!(placed(&sent, HOUR, &before), expected);
    // Two in an hour fit several errors: the zone of the place is the likeliest.
    let sent = [fix(8 * HOUR + 900), fix(8 * HOUR + 2700)];
    let here = Rhythm { zone_s: 8 * 3600, ..Rhythm::default() };
    assert_eq!(placed(&sent, HOUR, &here), [900, 2700]);
    // Learned: one report is enough.
    let learned = Rhythm { offset_s: 8 * HOUR, ..Rhythm::default() };
    assert_eq!(placed(&[fix(8 * HOUR + 1234)], HOUR, &learned), [1234]);
    assert_eq!(placed(&[fix(1234)], HOUR, &learned), [1234], "set right");
}

#[test]
fn a_clock_that_fails_in_the_middle_is_placed_after_what_came_before() {
    let sent = [fix(1000), fix(1030), fix(-1_790_000_000), fix(-1_790_000_000 + 60), fix(1500)];
    assert_eq!(placed(&sent, HOUR, &Rhythm::default()), [1000, 1030, 1440, 1500, 1500]);
}

#[test]
fn one_late_record_is_late_and_not_of_a_slow_clock() {
    assert_eq!(placed(&[fix(-4000), fix(100)], HOUR, &Rhythm::default()), [0, 100]);
}

#[test]
fn an_upload_that_is_not_marked_as_stored_is_received_when_the_tick_began() {
    let sent: Vec<Draft> = (0..30).map(|i| fix(-20_000 + i * 600)).collect();
    assert!(placed(&sent, HOUR, &Rhythm::default()).iter().all(|t| *t == 0));
}
