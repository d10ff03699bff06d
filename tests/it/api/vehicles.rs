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
    assert_eq!(count("severity=critical").await, 1);
    assert_eq!(count("severity=none,info").await, 1);
    assert_eq!(count("severity=high").await, 0);
    assert_eq!(count("connection=offline").await, 2);
    assert_eq!(count("connection=online").await, 0);
    assert_eq!(count("no_fix_h=1").await, 2, "never anywhere");
    book.client.get("/vehicles?severity=worst").await.problem(422, "unknown_name");
    book.client.get("/vehicles?sort=colour").await.problem(422, "unknown_name");
    book.client.get("/vehicles?no_fix_h=0").await.problem(422, "no_fix_h_out_of_range");
    book.client.get("/vehicles?bucket=m99").await.problem(422, "unknown_name");
    book.client.get("/vehicles?dpd_min=many").await.problem(422, "invalid_parameter");
}

#[tokio::test]
async fn vehicles_are_sorted_and_paged_by_what_they_are_sorted_by() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    for n in 0..7 {
        let plate = if n == 3 { json!(null) } else { json!(format!("京B{}", (n * 5) % 7)) };
        book.client.post("/vehicles", &json!({"vin": format!("LSVO{n}"), "plate": plate})).await.expect(201);
    }
    let (other, _) = app.lender("Two").await;
    other.post("/vehicles", &json!({"vin": "LSVELSE"})).await.expect(201);
    for sort in ["id", "plate", "dpd", "severity", "last_fix", "plate&order=desc", "dpd&order=asc"] {
        let whole = book.client.get(&format!("/vehicles?sort={sort}")).await.expect(200);
        assert_eq!((&whole["total"], &whole["next_cursor"]), (&json!(8), &json!(null)), "{sort}");
        let (mut paged, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = book.client.get(&format!("/vehicles?sort={sort}&limit=3{cursor}")).await.expect(200);
            assert_eq!(page["total"], json!(8));
            paged.extend(page["items"].as_array().expect("a list").iter().cloned());
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(json!(paged), whole["items"], "{sort}");
    }
    let first =
        async |sort: &str| book.client.get(&format!("/vehicles?sort={sort}")).await.expect(200)["items"][0].clone();
    assert_eq!(first("dpd").await["dpd"], json!(62));
    assert_eq!(first("severity").await["worst_severity"], json!("critical"));
    assert_eq!(first("plate&order=desc").await["plate"], json!(null));
    // What changes is in the next look.
    let sql = "update alert set state = 'closed' where vehicle_no in (select vehicle_no from vehicle)";
    sqlx::query(sql).execute(&app.owner).await.expect("closed");
    assert_eq!(book.client.get("/vehicles?severity=critical").await.expect(200)["total"], json!(0));
    let sql = "update vehicle set plate = '沪Z00000' where vin = 'LSVO1'";
    sqlx::query(sql).execute(&app.owner).await.expect("renamed");
    assert_eq!(book.client.get("/vehicles?q=z000").await.expect(200)["total"], json!(1));
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
