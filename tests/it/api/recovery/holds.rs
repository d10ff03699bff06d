//! A payment stops everything in the transaction that records it.

use super::{Scene, TestApp, text};
use serde_json::json;

#[tokio::test]
async fn a_payment_stops_every_order_and_kills_every_link_at_once() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let work = format!("/work/orders/{order}");
    let seen = crew.client.get(&format!("{work}/position")).await.expect(200);
    assert!(seen["until"].is_string());
    crew.client.post(&format!("{work}/depart"), &json!({})).await.expect(200);

    let pay = json!({"external_id": "p1", "paid_on": "2026-09-01", "amount_minor": 5000});
    scene.book.client.post(&format!("/loans/{}/payments", scene.book.loan), &pay).await.expect(201);
    // No worker ran in between: the very next call is refused.
    let here = json!({"lat": 31.2, "lon": 121.4});
    crew.client.post(&format!("{work}/check-in"), &here).await.problem(409, "refused_no_open_hold");
    crew.client.get(&format!("{work}/position")).await.problem(409, "refused_no_open_hold");
    let live: i64 = sqlx::query_scalar("select count(*) from recovery_link where died_at is null")
        .fetch_one(&app.owner)
        .await
        .expect("a count");
    assert_eq!(live, 0);
    let held = scene.case(&case).await;
    assert_eq!(held["holds"][0]["phase"]["phase"], "pending");
    assert_eq!(crew.client.get(&work).await.expect(200)["state"], "on_hold");

    // The contractor confirms: the hold is active, and still holds.
    crew.client.post(&format!("{work}/confirm-hold"), &json!({})).await.expect(200);
    let held = scene.case(&case).await;
    assert_eq!(held["holds"][0]["phase"]["phase"], "active");
    crew.client.post(&format!("{work}/check-in"), &here).await.problem(409, "refused_no_open_hold");

    // Released, the order goes on where it stood, and a look at the position opens another link.
    let hold = text(&held["holds"][0]["id"]);
    let why = json!({"reason": "too little was paid"});
    scene.step(&scene.supervisor, &case, &format!("holds/{hold}/release"), &why).await.expect(200);
    assert_eq!(crew.client.get(&work).await.expect(200)["state"], "en_route");
    crew.client.post(&format!("{work}/check-in"), &here).await.expect(200);
    crew.client.get(&format!("{work}/position")).await.expect(200);
}

#[tokio::test]
async fn what_is_withdrawn_is_gone_for_its_contractor() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let work = format!("/work/orders/{order}");
    let letter = crew.client.get(&work).await.expect(200)["letter"].clone();
    let page = format!("/letters/{}", text(&letter["code"]));
    assert_eq!(app.nobody().get(&page).await.expect(200)["holds"], true);
    let why = json!({"reason": "the borrower called"});
    scene.officer.post(&format!("/orders/{order}/withdraw"), &why).await.expect(200);
    crew.client.get(&work).await.problem(404, "not_found");
    crew.client.get(&format!("{work}/position")).await.problem(404, "not_found");
    assert_eq!(app.nobody().get(&page).await.expect(200)["holds"], false);
    assert_eq!(crew.client.get("/work/orders").await.expect(200)["items"], json!([]));
}
