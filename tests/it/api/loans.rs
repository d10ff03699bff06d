//! Loans and payments.

use crate::support::app::{TestApp, engine_now};
use serde_json::json;

#[tokio::test]
async fn arrears_follow_from_the_schedule_and_the_payments() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let path = format!("/loans/{}", book.loan);
    let loan = book.client.get(&path).await.expect(200);
    assert_eq!((&loan["dpd"], &loan["bucket"], &loan["status"]), (&json!(62), &json!("m3"), &json!("overdue")));
    assert_eq!((&loan["overdue_minor"], &loan["outstanding_minor"]), (&json!(201_900), &json!(302_700)));
    let pay = format!("{path}/payments");
    let first = json!({"external_id": "p1", "paid_on": "2026-08-30", "amount_minor": 101_000});
    let booked = book.client.post(&pay, &first).await.expect(201);
    assert_eq!((&booked["loan"]["dpd"], &booked["loan"]["bucket"]), (&json!(31), &json!("m2")));
    book.client.post(&pay, &first).await.problem(409, "duplicate_payment");
    // The oldest instalment is paid by it; the next one to come is told.
    let plan = book.client.get(&format!("{path}/schedule")).await.expect(200);
    let lines: Vec<_> =
        plan["items"].as_array().expect("lines").iter().map(|l| (&l["paid_minor"], &l["state"])).collect();
    let (zero, whole) = (json!(0), json!(101_000));
    assert_eq!(lines, [(&whole, &json!("paid")), (&zero, &json!("overdue")), (&zero, &json!("ahead"))]);
    assert_eq!((&plan["next_due"], &plan["next_minor"]), (&json!("2026-10-01"), &json!(100_800)));
    book.client.get(&format!("/loans/{}/schedule", uuid::Uuid::now_v7())).await.problem(404, "not_found");
    let undo = json!({"external_id": "p2", "paid_on": "2026-08-31", "amount_minor": 101_000, "reverses": "p1"});
    let undone = book.client.post(&pay, &undo).await.expect(201);
    assert_eq!(undone["loan"]["dpd"], 62);
    let listed = book.client.get(&pay).await.expect(200);
    assert_eq!(
        (&listed["items"][0]["amount_minor"], &listed["items"][1]["amount_minor"]),
        (&json!(101_000), &json!(-101_000))
    );
    let moves: Vec<String> =
        sqlx::query_scalar("select data->>'to' from event where action = 'bucket_moved' order by seq")
            .fetch_all(&app.owner)
            .await
            .expect("events");
    assert_eq!(moves, ["m2", "m3"], "the opening bucket is not a move");
}

#[tokio::test]
async fn payments_that_cannot_be_are_refused() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let pay = format!("/loans/{}/payments", book.loan);
    let post = async |id: &str, on: &str, amount: i64, reverses: Option<&str>| {
        let body = json!({"external_id": id, "paid_on": on, "amount_minor": amount, "reverses": reverses});
        book.client.post(&pay, &body).await
    };
    post("p", "2026-08-30", 0, None).await.problem(422, "bad_amount");
    post("p", "2026-09-30", 5, None).await.problem(422, "paid_in_future");
    post("p", "2026-08-30", 5, Some("none")).await.problem(422, "unknown_reference");
    post("p", "2026-08-30", 5, None).await.expect(201);
    post("q", "2026-08-30", 6, Some("p")).await.problem(422, "impossible_payment");
    post("q", "2026-08-29", 5, Some("p")).await.problem(422, "impossible_payment");
    let count: i64 = sqlx::query_scalar("select count(*) from payment").fetch_one(&app.owner).await.expect("a count");
    assert_eq!(count, 1);
}

#[tokio::test]
async fn loans_that_cannot_be_are_refused() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let good = json!({"contract_number": "One-C2", "vehicle_id": book.vehicle, "product": "loan", "funded_on": "2026-06-01",
        "plan": {"plan": "regular", "principal_minor": 1_200_000, "annual_rate_ppm": 120_000, "instalments": 12,
                 "first_due": "2026-07-01", "frequency": "monthly", "method": "annuity"}});
    let with = |pointer: &str, value: serde_json::Value| {
        let mut body = good.clone();
        *body.pointer_mut(pointer).expect("a field") = value;
        body
    };
    let cases = [
        ("/contract_number", json!("One-C1"), 409, "duplicate_contract_number"),
        ("/vehicle_id", json!("01890000-0000-7000-8000-000000000000"), 422, "unknown_reference"),
        ("/product", json!("gift"), 422, "unknown_name"),
        ("/plan/instalments", json!(0), 422, "bad_schedule"),
        ("/plan/first_due", json!("soon"), 422, "invalid_field"),
        ("/funded_on", json!("2026-02-30"), 422, "invalid_field"),
    ];
    for (pointer, value, status, code) in cases {
        book.client.post("/loans", &with(pointer, value)).await.problem(status, code);
    }
    let made = book.client.post("/loans", &good).await.expect(201);
    assert_eq!(made["principal_minor"], 1_200_000);
    let found = book.client.get("/loans?bucket=m3&dpd_min=60&contract_number=One-C2").await.expect(200);
    assert_eq!(found["items"][0]["id"], made["id"]);
}

#[tokio::test]
async fn detectors_know_of_a_first_instalment_that_is_not_paid() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let known = async || {
        let (_, assets) = app.state.store.load_fleet(engine_now()).await.expect("the fleet");
        let profile = assets.vehicles.into_values().next().expect("the car");
        (profile.first_instalment_unpaid, profile.funded_at, profile.overdue_instalments)
    };
    // Paid out on 1 June, by the clock of Shanghai.
    let funded: chrono::DateTime<chrono::Utc> = "2026-05-31T16:00:00Z".parse().expect("a time");
    assert_eq!(known().await, (true, Some(funded), 2));
    let pay = json!({"external_id": "p1", "paid_on": "2026-08-30", "amount_minor": 101_000});
    book.client.post(&format!("/loans/{}/payments", book.loan), &pay).await.expect(201);
    assert_eq!(known().await, (false, None, 1), "the second is another matter");
}
