//! What contractors bill and the lender pays.

use super::{Scene, TestApp, account, balanced, deadlines, soon, text};
use serde_json::json;

fn because() -> serde_json::Value {
    json!({"reason": "looked at it"})
}

#[tokio::test]
async fn an_exact_invoice_is_approved_by_its_limits_and_paid_once() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.taken().await;
    let own = taken.crew.client.get("/work/billable").await.expect(200);
    assert_eq!((&own["items"][0]["order_id"], &own["items"][0]["fee_minor"]), (&json!(taken.order), &json!(12_000)));
    let made = taken.bill("2026-09/1", 12_000).await;
    assert_eq!((made["state"].as_str(), made["lines"][0]["finding"].as_str()), (Some("approved"), Some("exact")));
    assert!(!made.to_string().contains("approved_by"), "who approves is the lender's own business");
    assert_eq!(scene.order_state(&taken.order).await, "invoiced");
    let number =
        json!({"number": "2026-09/1", "currency": "CNY", "lines": [{"order_id": taken.order, "amount_minor": 1}]});
    taken.crew.client.post("/work/invoices", &number).await.problem(409, "number_taken");

    let id = text(&made["id"]);
    let pay = json!({"payment": uuid::Uuid::now_v7()});
    let paid = scene.finance.post(&format!("/invoices/{id}/pay"), &pay).await.expect(200);
    assert_eq!((paid["state"].as_str(), paid["payable_minor"].as_i64()), (Some("paid"), Some(12_000)));
    scene.finance.post(&format!("/invoices/{id}/pay"), &pay).await.expect(200);
    let other = json!({"payment": uuid::Uuid::now_v7()});
    scene.finance.post(&format!("/invoices/{id}/pay"), &other).await.problem(409, "refused_wrong_state");
    assert_eq!(scene.order_state(&taken.order).await, "paid");
    assert_eq!(account(&scene.finance, &taken.case, "vendor_payable").await, 0);
    assert_eq!(account(&scene.finance, &taken.case, "cash").await, -12_000, "paid once");
    balanced(&scene.finance).await;
    assert_eq!(taken.crew.client.get("/work/invoices").await.expect(200)["items"][0]["state"], "paid");
}

#[tokio::test]
async fn what_asks_for_too_much_is_disputed_and_paid_as_computed_by_two_people() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.taken().await;
    let made = taken.bill("1", 15_000).await;
    assert_eq!((made["state"].as_str(), made["lines"][0]["finding"].as_str()), (Some("disputed"), Some("more")));
    assert_eq!(scene.order_state(&taken.order).await, "acknowledged");
    let id = text(&made["id"]);
    let listed = scene.finance.get("/invoices?state=disputed").await.expect(200);
    assert_eq!(listed["items"][0]["id"], json!(id));
    let approve = format!("/invoices/{id}/approve");
    scene.officer.post(&approve, &because()).await.problem(403, "forbidden");
    scene.finance.post(&approve, &because()).await.expect(200);
    scene.finance.post(&approve, &because()).await.problem(409, "refused_two_people");
    let second = scene.supervisor.post(&approve, &because()).await.expect(200);
    assert_eq!((second["state"].as_str(), second["payable_minor"].as_i64()), (Some("approved"), Some(12_000)));

    // Doubted after all: the order does not stay billed, and the contractor hands in another version.
    let doubt = json!({"reason": "the kilometres are in the flat price"});
    scene.supervisor.post(&format!("/invoices/{id}/dispute"), &doubt).await.expect(200);
    assert_eq!(scene.order_state(&taken.order).await, "acknowledged");
    let seen = taken.crew.client.get(&format!("/work/invoices/{id}")).await.expect(200);
    assert_eq!(seen["reason"], doubt["reason"]);
    let lines = json!({"lines": [{"order_id": taken.order, "amount_minor": 11_500}]});
    let again = taken.crew.client.put(&format!("/work/invoices/{id}/lines"), &lines).await.expect(200);
    assert_eq!((again["state"].as_str(), again["lines"][0]["finding"].as_str()), (Some("matched"), Some("less")));
    scene.finance.post(&approve, &because()).await.expect(200);
    scene.second.post(&approve, &because()).await.expect(200);
    scene.finance.post(&format!("/invoices/{id}/pay"), &json!({})).await.expect(200);
    assert_eq!(account(&scene.finance, &taken.case, "cash").await, -11_500);
    assert_eq!(account(&scene.finance, &taken.case, "vendor_payable").await, 0, "the rest is waived");
    assert_eq!(account(&scene.finance, &taken.case, "cost:retake").await, 11_500, "and no cost of the borrower");
    balanced(&scene.finance).await;
}

#[tokio::test]
async fn a_second_invoice_and_a_stranger_get_nothing_for_an_order() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.taken().await;
    let crane = scene.crew("Crane").await;
    let lines = json!([{"order_id": taken.order, "amount_minor": 12_000}]);
    let body = json!({"number": "9", "currency": "CNY", "lines": lines, "submit": true});
    let foreign = crane.client.post("/work/invoices", &body).await.expect(201);
    assert_eq!(foreign["lines"][0]["finding"], "not_theirs");
    let nobodys = json!([{"order_id": uuid::Uuid::now_v7(), "amount_minor": 12_000}]);
    let body = json!({"number": "10", "currency": "CNY", "lines": nobodys, "submit": true});
    let unknown = crane.client.post("/work/invoices", &body).await.expect(201);
    assert_eq!(unknown["lines"][0]["finding"], foreign["lines"][0]["finding"], "neither tells what there is");
    let first = taken.bill("1", 12_000).await;
    assert_eq!(first["state"], "approved");
    let second = taken.bill("2", 12_000).await;
    assert_eq!(second["lines"][0]["finding"], "invoiced_elsewhere");
    let id = text(&second["id"]);
    scene.finance.post(&format!("/invoices/{id}/reject"), &because()).await.expect(200);
    crane.client.get(&format!("/work/invoices/{id}")).await.problem(404, "not_found");
    assert_eq!(taken.crew.client.get(&format!("/work/invoices/{id}")).await.expect(200)["state"], "rejected");
}

#[tokio::test]
async fn papers_that_are_missing_keep_an_order_from_being_billed() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    scene.hooked(&order, &crew).await;
    scene.reported(&order, &crew).await;
    let own = crew.client.get("/work/billable").await.expect(200);
    assert_eq!(own["items"][0]["refusal"]["rule"], "documents_complete");
    let message = text(&own["items"][0]["refusal"]["message"]);
    assert!(message.contains("hand_over") && message.contains("property_inventory"), "{message}");
}

#[tokio::test]
async fn an_order_that_is_undone_is_charged_back_from_its_paid_invoice() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.taken().await;
    let id = text(&taken.bill("1", 12_000).await["id"]);
    scene.finance.post(&format!("/invoices/{id}/charge-back"), &json!({})).await.problem(409, "refused_reversed_first");
    scene.finance.post(&format!("/invoices/{id}/pay"), &json!({})).await.expect(200);
    let undo = json!({"reason": "the wrong car was taken"});
    scene.step(&scene.supervisor, &taken.case, "unrepossess", &undo).await.expect(200);
    assert_eq!(scene.order_state(&taken.order).await, "reversed");
    assert_eq!(account(&scene.finance, &taken.case, "vendor_receivable").await, 12_000);
    assert_eq!(account(&scene.finance, &taken.case, "cost:retake").await, 0);
    assert!(deadlines(&app, soon()).await >= 1);
    let after = scene.finance.get(&format!("/invoices/{id}")).await.expect(200);
    assert_eq!((after["state"].as_str(), after["total_minor"].as_i64()), (Some("charged_back"), Some(0)));
    assert_eq!(deadlines(&app, soon()).await, 0, "once");
    balanced(&scene.finance).await;
}
