//! Evidence in pieces: announced once, taken up where it broke off, filed when it is whole and what was announced.

use super::{Crew, Scene, TestApp, text};
use crate::support::app::{Answer, Client, engine_now};
use axum::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A photo of so many bytes.
fn photo(seed: u8, bytes: usize) -> Vec<u8> {
    let mut all = vec![0xff, 0xd8, 0xff, 0xe0];
    all.extend((4..bytes).map(|n| seed.wrapping_add(n as u8)));
    all
}

fn announcement(photo: &[u8]) -> Value {
    json!({"client_id": Uuid::now_v7(), "sha256": hex::encode(Sha256::digest(photo)), "bytes": photo.len(), "kind": "photo",
        "taken_at": "2026-09-01T03:59:00Z", "lat": 31.2, "lon": 121.4, "note": "front left"})
}

async fn patch(client: &Client<'_>, path: &str, offset: usize, bytes: &[u8]) -> Answer {
    let call = client.with("upload-offset", &offset.to_string()).call(Method::PATCH, path);
    call.raw("application/offset+octet-stream", bytes.to_vec()).send().await
}

fn header(answer: &Answer, name: &str) -> String {
    answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
}

/// An order that is worked on, and the path of its uploads.
async fn order<'a>(scene: &Scene<'a>) -> (String, Crew<'a>, String) {
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    (order.clone(), crew, format!("/work/orders/{order}/uploads"))
}

async fn announced(crew: &Crew<'_>, uploads: &str, photo: &[u8]) -> String {
    let made = crew.client.post(uploads, &announcement(photo)).await.expect(201);
    format!("{uploads}/{}", text(&made["id"]))
}

#[tokio::test]
async fn what_broke_off_goes_on_after_a_restart_and_is_evidence_like_any_other() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (order, crew, uploads) = order(&scene).await;
    let photo = photo(1, 2_500_000);
    let said = announcement(&photo);
    let first = crew.client.post(&uploads, &said).await;
    assert_eq!((header(&first, "upload-offset"), header(&first, "upload-length")), ("0".into(), "2500000".into()));
    let path = header(&first, "location").trim_start_matches("/api/v1").to_owned();
    let made = first.expect(201);
    assert_eq!(
        (&made["offset"], &made["complete"], &made["chunk_bytes"]),
        (&json!(0), &json!(false), &json!(1_048_576))
    );
    let again = crew.client.post(&uploads, &said).await.expect(200);
    assert_eq!(again["id"], made["id"], "announced again it is the same");
    let (a, b) = (1_048_576, 2_000_000);
    let one = patch(&crew.client, &path, 0, &photo[..a]).await;
    assert_eq!((one.status.as_u16(), header(&one, "upload-offset")), (200, a.to_string()));

    // The process ends; another one knows how far it was.
    let restarted = app.again().await;
    let phone = crew.client.on(&restarted);
    let head = phone.call(Method::HEAD, &path).send().await;
    assert_eq!(
        (head.status.as_u16(), header(&head, "upload-offset"), header(&head, "upload-complete")),
        (200, a.to_string(), "?0".into())
    );
    assert_eq!(head.text, "");
    let lost = patch(&phone, &path, 0, &photo[..a]).await;
    assert_eq!(
        header(&lost, "upload-offset"),
        a.to_string(),
        "the answer to the first was lost: here is the right offset"
    );
    lost.problem(409, "upload_offset");
    patch(&phone, &path, a, &photo[a..b]).await.expect(200);
    let whole = patch(&phone, &path, b, &photo[b..]).await;
    assert_eq!(header(&whole, "upload-complete"), "?1");
    let whole = whole.expect(200);
    let evidence = &whole["evidence"];
    assert_eq!((&evidence["sha256"], &evidence["content_type"]), (&said["sha256"], &json!("image/jpeg")));
    assert_eq!(
        (&evidence["order_id"], &evidence["note"], &evidence["lat_e7"]),
        (&json!(order), &json!("front left"), &json!(312_000_000))
    );
    let content = scene.officer.call(Method::GET, &format!("/evidence/{}/content", text(&evidence["id"]))).open().await;
    let bytes = axum::body::to_bytes(content.into_body(), 4 << 20).await.expect("the file");
    assert_eq!(bytes.as_ref(), photo.as_slice());
    // The last answer may be lost too: asked again, it is told again, and nothing is doubled.
    assert_eq!(phone.post(&uploads, &said).await.expect(200)["evidence"]["id"], evidence["id"]);
    patch(&phone, &path, b, &photo[b..]).await.problem(409, "upload_offset");
    let parts: i64 = app.one("select count(*) from upload_part where $1 <> ''", "x").await;
    assert_eq!(parts, 0, "the pieces are gone");
    let logged: i64 = app.one("select count(*) from event where action = $1", "evidence_added").await;
    let rows: i64 = app.one("select count(*) from case_evidence where note = $1", "front left").await;
    assert!(logged >= 1 && rows == 1, "{logged} {rows}");
}

#[tokio::test]
async fn of_two_at_the_same_offset_one_wins() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (_, crew, uploads) = order(&scene).await;
    let photo = photo(2, 200_000);
    let path = announced(&crew, &uploads, &photo).await;
    for (from, to) in [(0, 100_000), (100_000, 200_000)] {
        let sent = (0..8).map(|_| patch(&crew.client, &path, from, &photo[from..to]));
        let answers = futures_util::future::join_all(sent).await;
        let won = answers.iter().filter(|answer| answer.status == 200).count();
        let lost =
            answers.iter().filter(|answer| answer.status == 409 && header(answer, "upload-offset") == to.to_string());
        assert_eq!((won, lost.count()), (1, 7), "from {from}");
    }
    assert_eq!(crew.client.get(&path).await.expect(200)["complete"], true);
}

#[tokio::test]
async fn what_is_not_what_was_announced_is_forgotten_whole() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (_, crew, uploads) = order(&scene).await;
    let (right, wrong) = (photo(3, 1000), photo(4, 1000));
    let path = announced(&crew, &uploads, &right).await;
    patch(&crew.client, &path, 0, &wrong[..600]).await.expect(200);
    patch(&crew.client, &path, 600, &wrong[600..]).await.problem(422, "upload_altered");
    crew.client.get(&path).await.problem(404, "not_found");
    let text_file = b"no photo at all".repeat(10);
    let path = announced(&crew, &uploads, &text_file).await;
    patch(&crew.client, &path, 0, &text_file).await.problem(422, "unknown_media");
    let left: i64 =
        app.one("select (select count(*) from upload) + (select count(*) from upload_part) where $1 <> ''", "x").await;
    assert_eq!(left, 0);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (_, crew, uploads) = order(&scene).await;
    let photo = photo(5, 1000);
    let said = announcement(&photo);
    let with = |field: &str, value: Value| {
        let mut body = said.clone();
        body[field] = value;
        body
    };
    crew.client.post(&uploads, &with("bytes", json!(17 << 20))).await.problem(413, "body_too_large");
    crew.client.post(&uploads, &with("bytes", json!(0))).await.problem(422, "bad_size");
    crew.client.post(&uploads, &with("sha256", json!("abc"))).await.problem(422, "bad_sha256");
    crew.client.post(&uploads, &with("kind", json!("weather"))).await.problem(422, "unknown_name");
    crew.client.post(&uploads, &with("lat", json!(91.0))).await.problem(422, "coordinates_out_of_range");
    let made = crew.client.post(&uploads, &said).await.expect(201);
    crew.client.post(&uploads, &with("bytes", json!(999))).await.problem(409, "client_id_reused");
    let path = format!("{uploads}/{}", text(&made["id"]));
    patch(&crew.client, &path, 0, &photo.repeat(2)).await.problem(422, "chunk_size");
    patch(&crew.client, &path, 0, &[]).await.problem(422, "chunk_size");
    patch(&crew.client, &path, 0, &vec![0; (1 << 20) + 1]).await.problem(413, "body_too_large");
    patch(&crew.client, &path, 1, &photo).await.problem(409, "upload_offset");
    let bare = crew.client.call(Method::PATCH, &path);
    bare.raw("application/octet-stream", photo.clone()).send().await.problem(422, "no_offset");
    let json = crew.client.with("upload-offset", "0").call(Method::PATCH, &path);
    json.raw("application/json", "{}").send().await.problem(415, "media_type");
    assert_eq!(crew.client.get(&path).await.expect(200)["offset"], 0);
    assert_eq!(crew.client.delete(&path).await.status, 204);
    crew.client.get(&path).await.problem(404, "not_found");
}

#[tokio::test]
async fn it_ends_with_its_order_and_is_nobody_elses() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (order, crew, uploads) = order(&scene).await;
    let other = scene.crew("Winch").await;
    let photo = photo(6, 1000);
    let path = announced(&crew, &uploads, &photo).await;
    patch(&crew.client, &path, 0, &photo[..500]).await.expect(200);
    for (status, client) in [(404, &other.client), (403, &scene.officer)] {
        assert_eq!(client.get(&path).await.status.as_u16(), status);
        assert_eq!(patch(client, &path, 500, &photo[500..]).await.status.as_u16(), status);
        assert_eq!(client.delete(&path).await.status.as_u16(), status);
        assert_eq!(client.post(&uploads, &announcement(&photo)).await.status.as_u16(), status);
    }
    scene
        .officer
        .post(&format!("/orders/{order}/withdraw"), &json!({"reason": "the borrower called"}))
        .await
        .expect(200);
    crew.client.get(&path).await.problem(404, "not_found");
    patch(&crew.client, &path, 500, &photo[500..]).await.problem(404, "not_found");
    crew.client.post(&uploads, &announcement(&photo)).await.problem(404, "not_found");
    let filed: i64 = app.one("select count(*) from case_evidence where note = $1", "front left").await;
    assert_eq!(filed, 0);
}

#[tokio::test]
async fn what_nobody_finishes_goes_away() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (_, crew, uploads) = order(&scene).await;
    let photo = photo(7, 1000);
    let path = announced(&crew, &uploads, &photo).await;
    patch(&crew.client, &path, 0, &photo[..500]).await.expect(200);
    let pass = async |now| {
        let code = || Uuid::now_v7().to_string();
        lienwatch::reconcile::deadlines(&app.state.store, now, now, Uuid::now_v7, code).await.expect("a pass");
        app.one::<i64>("select (select count(*) from upload) + (select count(*) from upload_part) where $1 <> ''", "x")
            .await
    };
    assert_eq!(pass(engine_now() + TimeDelta::days(3) - TimeDelta::seconds(1)).await, 2);
    assert_eq!(pass(engine_now() + TimeDelta::days(3)).await, 0);
}
