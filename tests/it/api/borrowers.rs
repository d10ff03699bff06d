//! Borrowers: sealed at rest, masked on the way out.

use crate::support::app::TestApp;
use serde_json::json;

#[tokio::test]
async fn personal_fields_are_sealed_masked_and_shown_for_a_reason() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let body = json!({"external_id": "b1", "name": "王小明", "id_number": "310101199001011234",
        "phone": "138-0013-8000", "address": "上海市某路 1 号"});
    let made = lender.post("/borrowers", &body).await.expect(201);
    assert_eq!((&made["name"], &made["masked"]), (&json!("王•••"), &json!(true)));
    lender.post("/borrowers", &body).await.problem(409, "external_id_taken");
    let sealed: Vec<u8> =
        sqlx::query_scalar("select name_sealed from borrower").fetch_one(&app.owner).await.expect("a row");
    assert!(!String::from_utf8_lossy(&sealed).contains("王"));
    let path = format!("/borrowers/{}", made["id"].as_str().expect("an id"));
    assert_eq!(lender.get(&path).await.expect(200)["phone"], "1•••");
    let officer = app.person(&lender, "ann", "risk_officer").await;
    officer.get(&format!("{path}?reason=%20-%20")).await.problem(422, "no_reason");
    let shown = officer.get(&format!("{path}?reason=call%20about%20payment")).await.expect(200);
    assert_eq!((&shown["name"], &shown["masked"]), (&json!("王小明"), &json!(false)));
    let logged: (String, String) = sqlx::query_as("select actor, reason from event where action = 'unmasked'")
        .fetch_one(&app.owner)
        .await
        .expect("one");
    assert!(logged.0.starts_with("user:"));
    assert_eq!(logged.1, "call about payment");
    let finance = app.person(&lender, "fin", "finance").await;
    assert_eq!(finance.get(&path).await.expect(200)["name"], "王•••");
    finance.get(&format!("{path}?reason=curious")).await.problem(403, "forbidden");
}

#[tokio::test]
async fn people_are_found_by_exact_number_only() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let body = json!({"external_id": "b1", "name": "A", "phone": "138 0013 8000"});
    lender.post("/borrowers", &body).await.expect(201);
    let count = async |query: &str| {
        lender.get(&format!("/borrowers?{query}")).await.expect(200)["items"].as_array().expect("a list").len()
    };
    assert_eq!(count("phone=13800138000").await, 1);
    assert_eq!(count("phone=1380013800").await, 0);
    assert_eq!(count("external_id=b1").await, 1);
}
