//! Raw frames of one tracker, kept on demand.

use super::service::{IMEI, Service, Tracker, position, seconds_ago};
use crate::support::app::{Client, TestApp};
use lienwatch::config::Http;
use serde_json::{Value, json};

/// The API over the service's database, and a key of the lender that has the tracker, with the tracker's id.
pub async fn api(service: &Service) -> (TestApp, String, String) {
    let app = TestApp::over(&service.url, service.handle.clone(), Http::default()).await;
    let listed = app.platform().get(&format!("/trackers?device_id={IMEI}")).await.expect(200);
    let id = listed["items"][0]["id"].as_str().expect("an id").to_owned();
    (app, IMEI.to_owned(), id)
}

/// The capture, once it has so many frames: they are stored a moment after they were seen.
pub async fn kept(client: &Client<'_>, tracker: &str, frames: usize) -> Value {
    for _ in 0..10_000 {
        let capture = client.get(&format!("/trackers/{tracker}/capture")).await.expect(200);
        if capture["frames"].as_array().is_some_and(|f| f.len() >= frames) {
            return capture;
        }
    }
    panic!("there are never {frames} frames");
}

fn directions(capture: &Value) -> Vec<&str> {
    capture["frames"].as_array().expect("frames").iter().filter_map(|f| f["direction"].as_str()).collect()
}

#[tokio::test]
async fn a_capture_begins_within_a_connection_keeps_both_ways_and_ends_when_it_has_enough() {
    let service = Service::new().await;
    let (app, _, id) = api(&service).await;
    let client = app.platform();
    let path = format!("/trackers/{id}/capture");
    let mut tracker = Tracker::login(&service, IMEI).await;
    assert_eq!(client.get(&path).await.status, 204);
    let started =
        client.post(&path, &json!({"frames": 4, "minutes": 5, "reason": "it sends odd times"})).await.expect(201);
    assert_eq!((&started["frames_wanted"], &started["frames_kept"]), (&json!(4), &json!(0)));
    let again = json!({"reason": "another"});
    client.post(&path, &again).await.problem(409, "capture_running");

    let mut sent = Vec::new();
    for i in 0..3 {
        let frame = tracker.encode(position(seconds_ago(30 - i)));
        tokio::io::AsyncWriteExt::write_all(&mut tracker.stream, &frame).await.expect("sends");
        let reply = tracker.reply().await;
        sent.push((hex::encode(&frame), hex::encode(reply)));
    }
    let capture = kept(&client, &id, 4).await;
    assert_eq!(directions(&capture), ["in", "out", "in", "out"], "two packets and their answers");
    let frames = capture["frames"].as_array().expect("frames");
    assert_eq!((frames[0]["hex"].as_str(), frames[1]["hex"].as_str()), (Some(&*sent[0].0), Some(&*sent[0].1)));
    assert_eq!((&frames[0]["transport"], &capture["running"]), (&json!("tcp"), &json!(false)));
    let peer = tracker.stream.local_addr().expect("bound").to_string();
    assert_eq!(frames[0]["peer"], json!(peer));
    let lines = client.get(&format!("{path}?format=lines")).await;
    assert_eq!(lines.headers["content-type"], "text/plain; charset=utf-8");
    assert!(lines.text.starts_with(&format!("#protocol gt06\n#device {IMEI}\n")), "{}", lines.text);
    assert_eq!(lines.text.lines().count(), 6);

    // What has ended makes room for the next; a deletion forgets the frames.
    client.post(&path, &again).await.expect(201);
    assert_eq!(client.get(&path).await.expect(200)["frames"], json!([]));
    tracker.send(position(seconds_ago(2))).await;
    tracker.reply().await;
    kept(&client, &id, 2).await;
    client.delete(&path).await.expect(204);
    assert_eq!(client.get(&path).await.status, 204);
    tracker.send(position(seconds_ago(1))).await;
    tracker.reply().await;
    service.stop().await;
    let left: i64 =
        sqlx::query_scalar("select count(*) from capture_frame").fetch_one(&app.owner).await.expect("counts");
    assert_eq!(left, 0);
    let logged: Vec<String> =
        sqlx::query_scalar("select distinct action from event where action like 'capture%' order by action")
            .fetch_all(&app.owner)
            .await
            .expect("the log");
    assert_eq!(logged, ["capture_deleted", "capture_read", "capture_started"]);
}

#[tokio::test]
async fn a_capture_sees_the_login_of_the_next_connection_and_survives_a_restart() {
    let service = Service::new().await;
    let (app, _, id) = api(&service).await;
    let path = format!("/trackers/{id}/capture");
    app.platform().post(&path, &json!({"reason": "it does not stay connected"})).await.expect(201);
    drop(Tracker::login(&service, IMEI).await);
    kept(&app.platform(), &id, 2).await;
    let url = service.stop().await;
    let service = Service::over(url, super::service::config(), lienwatch::engine::Clock::wall()).await;
    let (app, _, id) = api(&service).await;
    drop(Tracker::login(&service, IMEI).await);
    let capture = kept(&app.platform(), &id, 4).await;
    assert_eq!(directions(&capture), ["in", "out", "in", "out"]);
    let frames = capture["frames"].as_array().expect("frames");
    assert_eq!(frames[0]["hex"], frames[2]["hex"], "the login, each time");
}

#[tokio::test]
async fn a_capture_is_bounded_and_for_few() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let trackers = book.client.get("/trackers").await.expect(200);
    let path = format!("/trackers/{}/capture", trackers["items"][0]["id"].as_str().expect("an id"));
    let post = async |body: Value| book.client.post(&path, &body).await;
    for (field, body) in [
        ("frames", json!({"frames": 0, "reason": "because"})),
        ("frames", json!({"frames": 1001, "reason": "because"})),
        ("minutes", json!({"minutes": 1441, "reason": "because"})),
    ] {
        assert_eq!(post(body).await.problem(422, "capture_out_of_range")["field"], field);
    }
    post(json!({"frames": 5})).await.problem(422, "invalid_field");
    let officer = app.person(&book.client, "officer", "risk_officer").await;
    officer.post(&path, &json!({"reason": "because"})).await.problem(403, "forbidden");
    let supervisor = app.person(&book.client, "supervisor", "supervisor").await;
    supervisor.post(&path, &json!({"reason": "because"})).await.expect(201);
    officer.get(&path).await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_port_tells_what_it_heard_and_refused() {
    let service = Service::new().await;
    let (app, _, _) = api(&service).await;
    let (lender, _) = app.lender("One").await;
    lender.get("/system/ports").await.problem(403, "forbidden");
    let port = async || {
        let ports = app.platform().get("/system/ports").await.expect(200);
        let all = ports["items"].as_array().expect("ports").clone();
        all.into_iter().find(|p| p["protocol"] == "gt06" && p["transport"] == "tcp").expect("a port of GT06")
    };
    let before = port().await;
    assert_eq!((&before["open"], &before["messages"], &before["heard_at"]), (&json!(0), &json!(0), &Value::Null));
    let mut tracker = Tracker::login(&service, IMEI).await;
    tracker.send(position(seconds_ago(2))).await;
    tracker.reply().await;
    let heard = port().await;
    assert_eq!((&heard["open"], &heard["connections"], &heard["refused"]), (&json!(1), &json!(1), &json!(0)));
    assert!(heard["messages"].as_u64() >= Some(2) && heard["heard_at"].is_string(), "{heard}");
    // A frame whose checksum is wrong.
    let mut wrong = tracker.encode(position(seconds_ago(1)));
    let checksum = wrong.len() - 4;
    wrong[checksum] ^= 0xff;
    tokio::io::AsyncWriteExt::write_all(&mut tracker.stream, &wrong).await.expect("sends");
    tracker.send(position(seconds_ago(1))).await;
    tracker.reply().await;
    let refused = port().await;
    assert_eq!(refused["refused"], 1, "{refused}");
    assert!(refused["refused_why"].as_str().is_some_and(|why| !why.is_empty()) && refused["refused_at"].is_string());
}
