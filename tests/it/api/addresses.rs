//! Addresses of places: the town that is built in, and a geocoder that is asked seldom.

use crate::notify::receiver::{Receiver, Reply};
use crate::support::app::TestApp;
use lienwatch::addresses::Geocoder;
use lienwatch::config;
use serde_json::{Value, json};

fn reply(status: u16, body: String) -> Reply {
    Reply { status, header: None, body }
}

/// An app that asks the receiver.
async fn asking(receiver: &Receiver) -> TestApp {
    let url = format!("http://{}/reverse?lat={{lat}}&lon={{lon}}&l={{lang}}", receiver.address);
    let config = config::Geocoder { url: Some(url), timeout_s: 1, ..config::Geocoder::default() };
    let geocoder = Geocoder::new(&config).expect("a client");
    let app = TestApp::new().await;
    // The router has the same state.
    let _ = app.state.clone().with_geocoder(geocoder);
    app
}

#[tokio::test]
async fn a_place_has_its_nearest_town_and_no_address_where_nobody_is_asked() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let place = lender.get("/addresses?lat=31.5&lon=121.47&lang=zh").await.expect(200);
    assert_eq!((&place["address"], &place["problem"], &place["words"]), (&Value::Null, &Value::Null, &json!([])));
    assert!(place["nearest"]["distance_m"].as_i64().is_some_and(|m| m < 60_000), "{place}");
    assert_eq!(lender.get("/addresses?lat=0&lon=-30").await.expect(200)["nearest"], Value::Null);
    lender.get("/addresses?lat=91&lon=0").await.problem(422, "coordinates_out_of_range");
    lender.get("/addresses?lat=1&lon=0&lang=fr").await.problem(422, "unknown_name");
}

#[tokio::test]
async fn a_geocoder_is_asked_once_and_its_faults_are_told() {
    let receiver = Receiver::start().await;
    let app = asking(&receiver).await;
    let (lender, _) = app.lender("One").await;
    receiver.reply([reply(200, json!({"display_name": "曹安公路18号 二手车市场\u{7}"}).to_string())]);
    let first = lender.get("/addresses?lat=31.23004&lon=121.47&lang=zh").await.expect(200);
    assert_eq!((&first["address"], &first["words"]), (&json!("曹安公路18号 二手车市场"), &json!(["二手车"])));
    let near = lender.get("/addresses?lat=31.22997&lon=121.47&lang=zh").await.expect(200);
    assert_eq!((&near["address"], &near["words"]), (&first["address"], &first["words"]), "remembered");
    let got = receiver.got();
    assert_eq!(got.len(), 1);
    assert_eq!(got[0].uri.to_string(), "/reverse?lat=31.2300&lon=121.4700&l=zh");
    let problem = async |lat: f64, answer: Reply| {
        receiver.reply([answer]);
        lender.get(&format!("/addresses?lat={lat}&lon=1")).await.expect(200)["problem"].clone()
    };
    assert_eq!(problem(10.0, reply(500, String::new())).await, "refused");
    assert_eq!(problem(11.0, reply(302, String::new())).await, "refused", "nobody is followed elsewhere");
    assert_eq!(problem(12.0, reply(200, "{}".into())).await, "no_address");
    let large = json!({"display_name": "x".repeat(70_000)}).to_string();
    assert_eq!(problem(13.0, reply(200, large)).await, "no_address");
    lender.get("/addresses?lat=10&lon=1").await.expect(200);
    assert_eq!(receiver.got().len(), 5, "what failed is not asked again at once");
}
