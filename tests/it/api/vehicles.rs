//! Vehicles.

use crate::support::app::TestApp;
use serde_json::json;

#[tokio::test]
async fn vehicles_are_filtered() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    book.client.post("/vehicles", &json!({"vin": "lsvother", "plate": "京B1"})).await.expect(201);
    book.client.post("/vehicles", &json!({"vin": "LSVOTHER"})).await.problem(409, "vin_taken");
    let count = async |query: &str| {
        book.client.get(&format!("/vehicles?{query}")).await.expect(200)["items"].as_array().expect("a list").len()
    };
    assert_eq!(count("").await, 2);
    assert_eq!(count("bucket=m3,m4").await, 1);
    assert_eq!(count("bucket=current").await, 0);
    assert_eq!(count("dpd_min=63").await, 0);
    assert_eq!(count("has_open_alert=true").await, 1);
    assert_eq!(count("has_open_alert=false").await, 1);
    assert_eq!(count("has_open_case=true").await, 0);
    assert_eq!(count("q=other").await, 1);
    assert_eq!(count("q=One-C1").await, 1);
    assert_eq!(count("q=%25").await, 0, "a percent sign is a percent sign");
    book.client.get("/vehicles?bucket=m99").await.problem(422, "unknown_name");
    book.client.get("/vehicles?dpd_min=many").await.problem(422, "invalid_parameter");
}

#[tokio::test]
async fn a_vehicle_shows_its_loan_alerts_and_trackers() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let vehicle = book.client.get(&format!("/vehicles/{}", book.vehicle)).await.expect(200);
    assert_eq!((&vehicle["dpd"], &vehicle["worst_severity"]), (&json!(62), &json!("critical")));
    assert_eq!((&vehicle["contract_number"], &vehicle["open_alerts"]), (&json!("One-C1"), &json!(1)));
    assert_eq!(vehicle["trackers"].as_array().map(Vec::len), Some(2));
    let timeline = book.client.get(&format!("/vehicles/{}/timeline", book.vehicle)).await.expect(200);
    assert_eq!(timeline["items"][0]["entity_kind"], "loan");
}

#[tokio::test]
async fn vin_and_plate_are_hidden_from_some() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let path = format!("/vehicles/{}", book.vehicle);
    let open = book.client.get(&path).await.expect(200);
    let finance = app.person(&book.client, "fin", "finance").await;
    for hidden in [finance.get(&path).await.expect(200), finance.get("/vehicles").await.expect(200)["items"][0].clone()]
    {
        assert_ne!(hidden["vin"], open["vin"]);
        assert!(hidden["plate"].as_str().is_some_and(|p| p.starts_with('•')));
    }
    let still = finance.get(&format!("{path}?reason=curious")).await.expect(200);
    assert_ne!(still["vin"], open["vin"], "this role may not unmask");
}
