//! The MQTT broker goes away in the middle of a stream and comes back: every record that it took ends up once, and the
//! service finds it again by itself.

use super::mosquitto::Lasting;
use super::outcome::{holds, outcome};
use super::program::Installation;
use super::publisher::subscribe;
use crate::ingest::service::{IMEI, Service, position, register, seconds_ago};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_protocols::{DeviceId, json};
use rumqttc::{AsyncClient, Event, Incoming, MqttOptions, PublishOptions, QoS};
use rustix::process::Signal;
use sqlx::PgPool;
use std::collections::BTreeSet;
use std::time::Duration;

/// Publishes these records, one a message, until the broker has taken each; connects again as often as it must. `false`
/// where the broker has forgotten that it took any.
async fn publish(port: u16, client_id: &str, times: &[DateTime<Utc>]) -> bool {
    let imei = DeviceId::new(IMEI).expect("an id");
    let mut options = MqttOptions::new(client_id, ("127.0.0.1", port));
    options.set_clean_session(false);
    let (client, mut events) = AsyncClient::builder(options).capacity(times.len() + 10).build();
    for time in times {
        let payload = json::encode(&imei, &[position(*time)]);
        let options = PublishOptions::new(QoS::AtLeastOnce);
        client.try_publish(format!("lienwatch/{IMEI}/json"), payload, options).expect("there is room");
    }
    let (mut taken, mut connected, mut look) = (0, false, tokio::time::interval(Duration::from_millis(20)));
    while taken < times.len() {
        match events.poll().await {
            Ok(Event::Incoming(Incoming::PubAck(_))) => taken += 1,
            Ok(Event::Incoming(Incoming::ConnAck(answer))) => {
                if std::mem::replace(&mut connected, true) && !answer.session_present {
                    return false;
                }
            }
            Ok(_) => {}
            // The broker is starting.
            Err(_) => drop(look.tick().await),
        }
    }
    true
}

async fn until_stored(service: &Service, count: usize) {
    let mut look = tokio::time::interval(Duration::from_millis(20));
    while service.stored(IMEI).await < count as i64 {
        look.tick().await;
    }
}

struct Scene {
    broker: Lasting,
    service: Service,
    first: DateTime<Utc>,
    _dir: tempfile::TempDir,
}

/// A broker, a service that has subscribed there, and one record that came through.
async fn scene() -> Scene {
    let dir = tempfile::tempdir().expect("a directory");
    let broker = Lasting::start(dir.path());
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "json").await;
    let service = Box::pin(Service::with_mqtt(broker.port, url)).await;
    let first = DateTime::from_timestamp(seconds_ago(30_000).timestamp(), 0).expect("in range");
    // Subscribed once a message comes through.
    while service.stored(IMEI).await == 0 {
        assert!(publish(broker.port, "first", &[first]).await);
        service.handle.drain().await.expect("drains");
    }
    Scene { broker, service, first, _dir: dir }
}

fn times(first: DateTime<Utc>, from: i64, count: i64) -> Vec<DateTime<Utc>> {
    (from..from + count).map(|n| first + TimeDelta::seconds(n)).collect()
}

/// One record each, and no other.
async fn once_each(service: Service, all: &[DateTime<Utc>]) {
    let url = service.stop().await;
    holds(&url, &all.iter().map(|t| (IMEI.to_owned(), *t)).collect()).await;
    let distinct: BTreeSet<_> = all.iter().collect();
    assert_eq!(outcome(&url).await.records.len(), distinct.len());
}

#[tokio::test]
async fn a_broker_that_is_restarted_in_the_middle_of_a_stream_loses_and_doubles_nothing() {
    let Scene { mut broker, service, first, _dir } = scene().await;
    let (rounds, each) = (3, 1000);
    let mut all = vec![first];
    for round in 0..rounds {
        let batch = times(first, 1 + round * each, each);
        let port = broker.port;
        let publishing = tokio::spawn({
            let batch = batch.clone();
            async move { publish(port, &format!("publisher-{round}"), &batch).await }
        });
        // In the middle: some are stored, and most are not.
        until_stored(&service, all.len() + each as usize / 10).await;
        broker.restart(Signal::TERM);
        assert!(publishing.await.expect("it ends"), "the broker took them all, and remembers");
        all.extend(batch);
        until_stored(&service, all.len()).await;
    }
    once_each(service, &all).await;
}

#[tokio::test]
async fn a_broker_that_is_killed_costs_only_what_it_forgot_and_devices_resend() {
    let Scene { mut broker, service, first, _dir } = scene().await;
    let batch = times(first, 1, 1000);
    let port = broker.port;
    let publishing = tokio::spawn({
        let batch = batch.clone();
        async move { publish(port, "publisher", &batch).await }
    });
    until_stored(&service, 100).await;
    broker.restart(Signal::KILL);
    publishing.await.expect("it ends");
    // The broker had promised to keep what it took, and did not: devices say it again. What was stored comes a second time.
    let mut again = 0;
    while service.stored(IMEI).await < batch.len() as i64 + 1 {
        again += 1;
        assert!(publish(port, &format!("again-{again}"), &batch).await);
        service.handle.drain().await.expect("drains");
    }
    let all = [vec![first], batch].concat();
    once_each(service, &all).await;
}

#[tokio::test]
async fn a_driven_clock_waits_for_what_the_broker_holds() {
    let dir = tempfile::tempdir().expect("a directory");
    let broker = Lasting::start(dir.path());
    subscribe(broker.port).await;
    let url = database::fresh().await;
    let pool = PgPool::connect(&url).await.expect("connects");
    register(&pool, IMEI, "json").await;
    let start: DateTime<Utc> = "2026-03-02T00:00:00Z".parse().expect("a time");
    let mut installation = Installation::new(Some(url), Some(start));
    installation.broker = Some(broker.port);
    for hour in 0..3 {
        // The service is away, and moves the clock before anything else when it is back.
        let sent = start + TimeDelta::hours(hour) + TimeDelta::minutes(20);
        assert!(publish(broker.port, &format!("hour-{hour}"), &[sent]).await);
        let program = installation.start().await;
        program.move_clock(start + TimeDelta::hours(hour + 1)).await.expect("moves");
        let received: Option<DateTime<Utc>> =
            sqlx::query_scalar("select received_at from observation where device_time = $1")
                .bind(sent)
                .fetch_optional(&pool)
                .await
                .expect("reads");
        assert_eq!(received, Some(sent), "in hour {hour}");
        program.kill().await;
    }
}
