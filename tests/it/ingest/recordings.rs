//! Sound recorded on demand, and what a camera keeps sent on demand: who may, why, and in the terminal's words.

use super::media::{Camera, service_with};
use crate::support::app::{Client, TestApp};
use lienwatch::config::Http;
use lienwatch_protocols::jt808::Heard;
use serde_json::{Value, json};

/// Waits until the device has acknowledged a command.
async fn acknowledged(client: &Client<'_>, id: &str) {
    let mut state = Value::Null;
    for _ in 0..10_000 {
        state = client.get(&format!("/commands/{id}")).await.expect(200)["state"].clone();
        if state == "acknowledged" {
            return;
        }
    }
    panic!("it is {state}");
}

#[tokio::test]
async fn sound_is_recorded_by_the_word_of_an_approver_with_a_reason_and_ended_by_anybody() {
    let service = service_with(|_| {}).await;
    let mut camera = Camera::login(&service).await;
    let http = Http { requests_per_second: 10_000, ..Http::default() };
    let app = TestApp::over_files(&service.url, service.files.clone(), service.handle.clone(), http).await;
    let (owner, _) = app.lender(super::service::IMEI).await;
    let risk = app.person(&owner, "risk", "risk_officer").await;
    let tracker = owner.get("/trackers").await.expect(200)["items"][0]["id"].as_str().expect("an id").to_owned();
    let path = format!("/trackers/{tracker}/commands");
    let ask = async |client: &Client<'_>, body: &Value| {
        client.post(&path, body).await.expect(201)["id"].as_str().expect("an id").to_owned()
    };

    let record = json!({"kind": "record_sound", "seconds": 30, "rate": "11k", "reason": "a cry for help was heard"});
    risk.post(&path, &record).await.problem(403, "forbidden");
    owner.post(&path, &json!({"kind": "record_sound", "seconds": 30})).await.problem(409, "refused_reason_required");
    let recorded = ask(&owner, &record).await;
    let is = |message: u16, expected: Vec<u8>| move |heard: &Heard| matches!(heard, Heard::Command { message: m, body, .. } if *m == message && *body == expected);
    assert!(camera.hears(is(0x8804, vec![1, 0, 30, 0, 1])).await);
    acknowledged(&owner, &recorded).await;
    let stopped = ask(&risk, &json!({"kind": "stop_recording"})).await;
    assert!(camera.hears(is(0x8804, vec![0; 5])).await);
    acknowledged(&owner, &stopped).await;

    let mut stored = json!({"kind": "send_stored_media", "media": "sound", "event": 2, "reason": "what was said",
                            "from": "2026-11-20T00:00:00Z", "to": "2026-11-21T00:00:00Z", "delete": true});
    risk.post(&path, &stored).await.problem(403, "forbidden");
    stored["delete"] = json!(false);
    let sent = ask(&risk, &stored).await;
    let body = [&[1, 0, 2][..], &[0x26, 0x11, 0x20, 8, 0, 0], &[0x26, 0x11, 0x21, 8, 0, 0], &[0]].concat();
    assert!(camera.hears(is(0x8803, body)).await);
    acknowledged(&owner, &sent).await;
    stored["reason"].take();
    risk.post(&path, &stored).await.problem(409, "refused_reason_required");
}
