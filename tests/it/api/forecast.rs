//! Where a vehicle will be, asked through the API.

use crate::support::app::{Book, TestApp, engine_now};
use chrono::{DateTime, TimeDelta, Utc};

/// Twenty nights at one place and days at another, until now.
async fn with_nights(app: &TestApp) -> Book<'_> {
    let book = app.book("One").await;
    let now = engine_now();
    for (lat_e7, from_h, to_h) in [(312_304_000, 11_i64, 23_i64), (312_604_000, 0, 10)] {
        sqlx::query(
            "insert into stay (vehicle_no, arrive, leave, lender_no, lat_e7, lon_e7)
             select vehicle_no, d + $2 * interval '1 hour', d + $3 * interval '1 hour', lender_no, $4, 1214737000
             from vehicle, generate_series($1::timestamptz - interval '20 days', $1::timestamptz - interval '1 day', interval '1 day') d",
        )
        .bind(now)
        .bind(from_h)
        .bind(to_h)
        .bind(lat_e7)
        .execute(&app.owner)
        .await
        .expect("stays");
    }
    book
}

fn query(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let text = |t: DateTime<Utc>| t.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    format!("from={}&to={}", text(from), text(to))
}

#[tokio::test]
async fn the_usual_place_of_the_window_comes_first_and_nothing_after_asof_is_used() {
    let app = TestApp::new().await;
    let book = with_nights(&app).await;
    let now = engine_now();
    let hours = TimeDelta::hours;
    let path = format!("/vehicles/{}/forecast?", book.vehicle);
    let window = query(now + hours(13), now + hours(21));
    let said = book.client.get(&(path.clone() + &window)).await.expect(200);
    let first = &said["items"][0];
    assert_eq!(first["lat"], 31.2304, "{said}");
    for field in ["lat", "lon", "p", "from", "to"] {
        assert!(first.get(field).is_some(), "{field}");
    }
    let sum: f64 = said["items"].as_array().expect("items").iter().map(|i| i["p"].as_f64().expect("p")).sum();
    assert!((sum + said["elsewhere"].as_f64().expect("a share") - 1.0).abs() < 1e-6, "{said}");
    assert!(first["p"].as_f64().is_some_and(|p| p > 0.7), "{said}");
    assert_eq!(said["windows"], 20);
    let day = book.client.get(&(path.clone() + &query(now + hours(25), now + hours(33)))).await.expect(200);
    assert_eq!(day["items"][0]["lat"], 31.2604, "{day}");
    // As of ten days ago half of it had not happened; what was stored since changes nothing.
    let then = now - TimeDelta::days(10);
    let asked = path.clone() + &query(then + hours(13), then + hours(21)) + &format!("&asof={}", then.timestamp());
    let before = book.client.get(&asked).await.expect(200);
    assert_eq!(before["windows"], 10);
    sqlx::query("update stay set lat_e7 = 320000000 where arrive > $1")
        .bind(then)
        .execute(&app.owner)
        .await
        .expect("moved");
    assert_eq!(book.client.get(&asked).await.expect(200), before);
}

#[tokio::test]
async fn windows_are_bounded_and_a_place_is_precise_only_for_a_purpose() {
    let app = TestApp::new().await;
    let book = with_nights(&app).await;
    let now = engine_now();
    let path = format!("/vehicles/{}/forecast?", book.vehicle);
    book.client.get(&(path.clone() + &query(now, now))).await.problem(422, "period_out_of_range");
    let long = query(now, now + TimeDelta::days(8));
    book.client.get(&(path.clone() + &long)).await.problem(422, "period_out_of_range");
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let asked = path + &query(now + TimeDelta::hours(13), now + TimeDelta::hours(21));
    let coarse = officer.get(&asked).await.expect(200);
    assert_eq!(coarse["precision"], "coarse");
    assert_ne!(coarse["items"][0]["lat"], 31.2304);
    let precise = officer.get(&(asked + "&reason=theft")).await.expect(200);
    assert_eq!(precise["items"][0]["lat"], 31.2304);
}
