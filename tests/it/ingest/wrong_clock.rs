//! Devices whose clock is wrong, and records without a time: what is stored, corrected, and shown.

use super::service::{IMEI, Service, Tracker, config, position, register};
use crate::support::database;
use bytes::BytesMut;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::engine::Clock;
use lienwatch::store::clock::{self, NewCorrection};
use lienwatch::store::tracks;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::message::{Kind, Message, Vitals};
use sqlx::PgPool;
use tokio::io::AsyncWriteExt;

fn start() -> DateTime<Utc> {
    "2026-03-02T00:00:00Z".parse().expect("a time")
}

fn at(s: i64) -> DateTime<Utc> {
    start() + TimeDelta::seconds(s)
}

async fn driven() -> Service {
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "gt06").await;
    Service::over(url, config(), Clock::driven(start())).await
}

/// Sends a report each 30 s from `from` until `to`, each stating `ahead` more than is, in ticks of ten minutes.
async fn drive(service: &Service, tracker: &mut Tracker, from: i64, to: i64, ahead: TimeDelta) {
    for tick in (from..to).step_by(600) {
        for t in (tick..(tick + 600).min(to)).step_by(30) {
            tracker.send(position(at(t) + ahead)).await;
        }
        service.handle.move_clock(at((tick + 600).min(to))).await.expect("moves");
    }
}

/// The latest position's time, and the corrections so far.
async fn known(service: &Service) -> (Option<DateTime<Utc>>, Vec<(i32, String)>) {
    let latest: Option<DateTime<Utc>> =
        sqlx::query_scalar("select device_time from tracker_latest").fetch_one(&service.owner).await.expect("one");
    let corrections = sqlx::query_as("select offset_s, reason from tracker_clock order by since")
        .fetch_all(&service.owner)
        .await
        .expect("reads");
    (latest, corrections)
}

async fn shown(service: &Service) -> Vec<DateTime<Utc>> {
    let mut c = service.owner.acquire().await.expect("connects");
    let vehicle: i32 = sqlx::query_scalar("select vehicle_no from vehicle").fetch_one(&mut *c).await.expect("one");
    let mut all = Vec::new();
    let mut after = None;
    // In pages, as the API asks for them.
    loop {
        let page = tracks::track(&mut c, vehicle, at(0), at(86_400), after, 50).await.expect("reads");
        let Some(last) = page.last() else { return all };
        after = Some((last.at, last.tracker_id));
        all.extend(page.iter().map(|p| p.at));
    }
}

#[tokio::test]
async fn local_time_sent_as_utc_is_learned_and_corrected_where_it_is_read() {
    let service = driven().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let hours = TimeDelta::hours;
    drive(&service, &mut tracker, 0, 600, hours(0)).await;
    assert_eq!(known(&service).await, (Some(at(570)), vec![]));
    // Nothing from a bad clock moves the latest position.
    drive(&service, &mut tracker, 600, 900, hours(8)).await;
    assert_eq!(known(&service).await, (Some(at(570)), vec![]));
    drive(&service, &mut tracker, 900, 2400, hours(8)).await;
    let learned = vec![(28_800, "local_time".to_owned())];
    assert_eq!(known(&service).await, (Some(at(2370)), learned.clone()));
    let alerts: Vec<(String, String)> =
        sqlx::query_as("select type, state from alert").fetch_all(&service.owner).await.expect("reads");
    assert_eq!(alerts, [("clock_error".to_owned(), "closed".to_owned())]);

    // It is known after a restart, and what is stored stays as stated: sent again, it is the same.
    let stored = service.stored(IMEI).await;
    let service = Service::over(service.stop().await, config(), Clock::driven(start())).await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    tracker.send(position(at(2370) + hours(8))).await;
    drive(&service, &mut tracker, 2400, 3000, hours(8)).await;
    assert_eq!(known(&service).await, (Some(at(2970)), learned.clone()));
    assert_eq!(service.stored(IMEI).await, stored + 20);
    let expected: Vec<_> = (0..100).map(|i| at(i * 30)).collect();
    assert_eq!(shown(&service).await, expected);

    // Somebody sets the clock.
    drive(&service, &mut tracker, 3000, 4200, hours(0)).await;
    let ended = vec![learned[0].clone(), (0, "set_right".to_owned())];
    assert_eq!(known(&service).await, (Some(at(4170)), ended));
    assert_eq!(shown(&service).await, (0..140).map(|i| at(i * 30)).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_week_rollover_is_corrected_and_an_unset_clock_moves_nothing() {
    let service = driven().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    drive(&service, &mut tracker, 0, 600, TimeDelta::zero()).await;
    drive(&service, &mut tracker, 600, 1800, TimeDelta::weeks(-1024)).await;
    let learned = vec![(-1024 * 7 * 86_400, "week_rollover".to_owned())];
    assert_eq!(known(&service).await, (Some(at(1770)), learned));
    assert_eq!(shown(&service).await, (0..60).map(|i| at(i * 30)).collect::<Vec<_>>());
    let unset = "2070-01-01T00:00:00Z".parse::<DateTime<Utc>>().expect("a time") - start();
    drive(&service, &mut tracker, 1800, 3000, unset).await;
    assert_eq!(known(&service).await.0, Some(at(1770)), "the latest position stays");
    let alive: DateTime<Utc> =
        sqlx::query_scalar("select received_at from tracker_latest").fetch_one(&service.owner).await.expect("one");
    assert!(alive > at(2900) && alive <= at(3000), "{alive}");
    drive(&service, &mut tracker, 3000, 3600, TimeDelta::zero()).await;
    assert_eq!(known(&service).await.0, Some(at(3570)));
}

#[tokio::test]
async fn two_days_ahead_moves_nothing_until_somebody_says_so() {
    let service = driven().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let ahead = TimeDelta::days(2);
    drive(&service, &mut tracker, 0, 600, TimeDelta::zero()).await;
    drive(&service, &mut tracker, 600, 1200, ahead).await;
    assert_eq!(known(&service).await, (Some(at(570)), vec![]));
    // Nor what a restart finds that no tick has decided.
    for t in (1200..1800).step_by(30) {
        tracker.send(position(at(t) + ahead)).await;
    }
    for _ in 0..60 {
        tracker.reply().await;
    }
    let service = Service::over(service.stop().await, config(), Clock::driven(start())).await;
    service.handle.drain().await.expect("drains");
    assert_eq!(known(&service).await, (Some(at(570)), vec![]));
    service.handle.move_clock(at(1800)).await.expect("moves");
    assert_eq!(known(&service).await, (Some(at(570)), vec![]));

    let (tracker_no, lender): (i32, i32) =
        sqlx::query_as("select tracker_no, lender_no from tracker").fetch_one(&service.owner).await.expect("one");
    let (tracker_no, lender) = (TrackerNo(tracker_no), LenderNo(lender));
    let offset_s = ahead.num_seconds();
    let new = NewCorrection { tracker_no, lender, since: at(1800), offset_s, note: "a test" };
    clock::set_by_hand(&mut service.owner.acquire().await.expect("connects"), &new).await.expect("writes");
    service.handle.reload_assets().await.expect("reloads");
    let mut tracker = Tracker::login(&service, IMEI).await;
    drive(&service, &mut tracker, 1800, 3000, ahead).await;
    let by_hand = vec![(172_800, "manual".to_owned())];
    assert_eq!(known(&service).await, (Some(at(2970)), by_hand.clone()));
    // With the last before it: of an unexplained clock, that one was received at the tick.
    let expected: Vec<_> = (0..20).chain(59..100).map(|i| at(i * 30)).collect();
    assert_eq!(shown(&service).await, expected);
    let alerts: Vec<(String, String)> =
        sqlx::query_as("select type, state from alert").fetch_all(&service.owner).await.expect("reads");
    assert_eq!(alerts, [("clock_error".to_owned(), "closed".to_owned())]);

    // It counts after a restart, until the clock is set.
    let service = Service::over(service.stop().await, config(), Clock::driven(start())).await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    drive(&service, &mut tracker, 3000, 3600, ahead).await;
    assert_eq!(known(&service).await, (Some(at(3570)), by_hand.clone()));
    drive(&service, &mut tracker, 3600, 4800, TimeDelta::zero()).await;
    let ended = vec![by_hand[0].clone(), (0, "set_right".to_owned())];
    assert_eq!(known(&service).await, (Some(at(4770)), ended));
}

async fn beats(service: &Service) -> Vec<DateTime<Utc>> {
    sqlx::query_scalar("select received_at from observation where kind = 2 order by received_at")
        .fetch_all(&service.owner)
        .await
        .expect("reads")
}

#[tokio::test]
async fn a_heartbeat_that_is_sent_again_within_a_tick_is_the_same() {
    let service = driven().await;
    let again = Message { kind: Kind::Heartbeat, serial: Some(500), ..Message::default() };
    let another = Message { serial: Some(501), ..again.clone() };
    let say = async |service: &Service, message: &Message| {
        let mut tracker = Tracker::login(service, IMEI).await;
        let mut bytes = BytesMut::new();
        tracker.encoder.heartbeat(message, &mut bytes);
        tracker.stream.write_all(&bytes).await.expect("sends");
        tracker.reply().await;
    };
    say(&service, &again).await;
    say(&service, &again).await;
    say(&service, &another).await;
    assert_eq!(service.stored(IMEI).await, 2);
    let service = Service::over(service.stop().await, config(), Clock::driven(start())).await;
    say(&service, &again).await;
    assert_eq!(service.stored(IMEI).await, 2);
    service.handle.move_clock(at(3600)).await.expect("moves");
    // An hour later the number belongs to another frame.
    say(&service, &again).await;
    assert_eq!(service.stored(IMEI).await, 3);
}

#[tokio::test]
async fn heartbeats_of_a_long_tick_lie_apart_and_stay_where_they_are_over_a_crash() {
    let service = driven().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let beat = Message {
        kind: Kind::Heartbeat,
        vitals: Vitals {
            ignition: Some(false),
            external_power_present: Some(true),
            battery_pct: Some(100),
            ..Vitals::default()
        },
        ..Message::default()
    };
    for hour in 0..4 {
        tracker.send(position(at(hour * 3600 + 10))).await;
        for _ in 0..12 {
            let mut bytes = BytesMut::new();
            tracker.encoder.heartbeat(&beat, &mut bytes);
            tracker.stream.write_all(&bytes).await.expect("sends");
        }
        service.handle.move_clock(at((hour + 1) * 3600)).await.expect("moves");
    }
    let all = beats(&service).await;
    assert_eq!(all.len(), 48, "each is one");
    let pauses: Vec<i64> = all.windows(2).map(|w| (w[1] - w[0]).num_seconds()).collect();
    assert!(pauses.iter().all(|s| (200..=460).contains(s)), "{pauses:?}");
    // A crash: nothing was written but what the ticks themselves wrote.
    let owner = service.owner.clone();
    let url = service.stop().await;
    let state = || sqlx::query_scalar::<_, serde_json::Value>("select state from track_state");
    let before = state().fetch_one(&owner).await.expect("one");
    for statement in ["delete from track_state", "delete from detector_cursor", "delete from alert"] {
        sqlx::query(statement).execute(&owner).await.expect("goes back");
    }
    let service = Service::over(url, config(), Clock::driven(start())).await;
    service.handle.move_clock(at(4 * 3600 + 60)).await.expect("moves");
    assert_eq!(beats(&service).await, all);
    service.stop().await;
    assert_eq!(state().fetch_one(&owner).await.expect("one"), before, "replayed to the same state");
    let alerts: Vec<String> =
        sqlx::query_scalar("select type || ' ' || event_at || ' ' || raised_at || ' ' || evidence from alert")
            .fetch_all(&owner)
            .await
            .expect("reads");
    assert!(alerts.is_empty(), "it was never silent: {alerts:?}");
}
