//! The month's reckoning with a contractor, over HTTP.

use super::{Scene, TestApp, account, balanced, cny, deadlines, text};
use crate::support::app::{Client, engine_now};
use chrono::TimeDelta;
use serde_json::{Value, json};

async fn run(client: &Client<'_>, vendor: &str) -> Value {
    let path = format!("/vendors/{vendor}/reconciliations");
    let done = client.post(&path, &json!({"month": "2026-09"})).await.expect(200);
    assert_eq!(done["items"].as_array().map(Vec::len), Some(1), "{done}");
    done["items"][0].clone()
}

fn asked(run: &Value) -> Vec<(String, i64)> {
    let fresh = run["fresh"].as_array().expect("a list");
    fresh.iter().map(|t| (text(&t["kind"]), t["amount"]["minor"].as_i64().expect("minor units"))).collect()
}

async fn open(client: &Client<'_>) -> Vec<Value> {
    client.get("/money-tasks?state=open,overdue").await.expect(200)["items"].as_array().expect("a list").clone()
}

fn done() -> Value {
    json!({"payment": uuid::Uuid::now_v7(), "reason": "by bank transfer"})
}

#[tokio::test]
async fn a_month_asks_for_what_is_missing_until_it_is_paid() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.taken().await;
    let (vendor, finance) = (&taken.crew.vendor, &scene.finance);
    let first = run(finance, vendor).await;
    assert_eq!(asked(&first), [("ask_for_invoice".to_owned(), 12_000)]);
    assert_eq!((&first["run"], &first["totals"]["computed"]), (&json!(1), &cny(12_000)));
    let again = run(finance, vendor).await;
    assert_eq!((asked(&again), &again["run"]), (vec![], &json!(1)), "nothing new is no run");

    let id = text(&taken.bill("1", 12_000).await["id"]);
    assert_eq!(asked(&run(finance, vendor).await), [("pay_balance".to_owned(), 12_000)]);
    let tasks = open(finance).await;
    assert_eq!((tasks.len(), &tasks[0]["kind"]), (1, &json!("pay_balance")), "the invoice is there");
    let path = format!("/money-tasks/{}/complete", text(&tasks[0]["id"]));
    finance.post(&path, &done()).await.problem(409, "refused_paid_by_invoice");
    finance.post(&format!("/invoices/{id}/pay"), &json!({})).await.expect(200);
    assert_eq!(asked(&run(finance, vendor).await), []);
    assert_eq!(open(finance).await, [] as [Value; 0]);
    let listed = finance.get(&format!("/vendors/{vendor}/reconciliations")).await.expect(200);
    assert_eq!((&listed["items"][0]["month"], &listed["items"][0]["run"]), (&json!("2026-09"), &json!(3)));

    // Undone after it was paid: the contractor gives it back, once.
    let undo = json!({"reason": "the wrong car was taken"});
    scene.step(&scene.supervisor, &taken.case, "unrepossess", &undo).await.expect(200);
    assert_eq!(asked(&run(finance, vendor).await), [("vendor_refund".to_owned(), 12_000)]);
    let task = open(finance).await.remove(0);
    let path = format!("/money-tasks/{}/complete", text(&task["id"]));
    finance.post(&path, &json!({"reason": "by bank transfer"})).await.problem(409, "refused_payment_named");
    let refund = finance.post(&path, &done()).await.expect(200);
    assert_eq!(refund["state"], "done");
    finance.post(&path, &done()).await.problem(409, "refused_wrong_state");
    assert_eq!(account(finance, &taken.case, "vendor_receivable").await, 0);
    assert_eq!(account(finance, &taken.case, "cash").await, 0, "paid and given back");
    assert_eq!(asked(&run(finance, vendor).await), []);
    balanced(finance).await;
}

#[tokio::test]
async fn what_a_contractor_took_too_much_goes_back_to_the_borrower_at_once() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.taken().await;
    let (vendor, finance) = (&taken.crew.vendor, &scene.finance);
    let took = json!({"amount_minor": 5_000, "collectable_minor": 3_000, "how": "account",
        "note": "for the tow, receipt 17"});
    finance.post(&format!("/orders/{}/collections", taken.order), &took).await.expect(201);
    let first = run(finance, vendor).await;
    let wanted = [("borrower_refund", 2_000), ("return_collection", 2_000), ("ask_for_invoice", 12_000)];
    assert_eq!(asked(&first), wanted.map(|(kind, minor)| (kind.to_owned(), minor)));
    assert_eq!(account(finance, &taken.case, "vendor_receivable").await, 2_000);
    assert_eq!(account(finance, &taken.case, "refunds_payable").await, -2_000);
    assert_eq!(asked(&run(finance, vendor).await), [], "posted and asked once");
    assert_eq!(account(finance, &taken.case, "refunds_payable").await, -2_000);

    // Nobody did it within a day: it is late, and told once.
    deadlines(&app, engine_now() + TimeDelta::hours(25)).await;
    let late = finance.get("/money-tasks?state=overdue").await.expect(200);
    assert_eq!(
        (late["items"].as_array().map(Vec::len), &late["items"][0]["kind"]),
        (Some(1), &json!("borrower_refund"))
    );
    let told = "select count(*) from event where entity_kind = 'money_task' and action = 'overdue' and $1 <> ''";
    assert_eq!(app.one::<i64>(told, "x").await, 1);
    let refund = format!("/money-tasks/{}/complete", text(&late["items"][0]["id"]));
    scene.book.client.post(&refund, &done()).await.problem(409, "refused_person_required");
    finance.post(&refund, &done()).await.expect(200);
    assert_eq!(account(finance, &taken.case, "refunds_payable").await, 0);
    let back = open(finance).await.into_iter().find(|task| task["kind"] == "return_collection").expect("a task");
    finance.post(&format!("/money-tasks/{}/complete", text(&back["id"])), &done()).await.expect(200);
    assert_eq!(account(finance, &taken.case, "vendor_receivable").await, 0);
    assert_eq!(account(finance, &taken.case, "cash").await, 0);
    assert_eq!(asked(&run(finance, vendor).await), []);
    balanced(finance).await;
}

#[tokio::test]
async fn a_month_that_cannot_be_reckoned_says_so() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let crew = scene.crew("Hook").await;
    let path = format!("/vendors/{}/reconciliations", crew.vendor);
    for bad in ["2026-13", "2026-9", "September"] {
        scene.finance.post(&path, &json!({"month": bad})).await.problem(422, "bad_month");
    }
    scene.finance.post(&path, &json!({"month": "2027-01"})).await.problem(409, "refused_month_begun");
    let empty = scene.finance.post(&path, &json!({"month": "2026-08"})).await.expect(200);
    assert_eq!(empty["items"], json!([]));
    scene.officer.post(&path, &json!({"month": "2026-08"})).await.problem(403, "forbidden");
}
