//! Recovery cases.

use crate::support::app::{Book, Client, TestApp, engine_now};
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};

struct Desk<'a> {
    app: &'a TestApp,
    book: Book<'a>,
    officer: Client<'a>,
    supervisor: Client<'a>,
    legal: Client<'a>,
}

impl<'a> Desk<'a> {
    async fn new(app: &'a TestApp) -> Desk<'a> {
        let book = app.book("One").await;
        let officer = app.person(&book.client, "ann", "risk_officer").await;
        let supervisor = app.person(&book.client, "sue", "supervisor").await;
        let legal = app.person(&book.client, "leo", "legal").await;
        Desk { app, book, officer, supervisor, legal }
    }

    async fn flag(&self) -> (String, i64) {
        let body = json!({"vehicle_id": self.book.vehicle, "reason": "the borrower cannot be found"});
        let case = self.officer.post("/cases", &body).await.expect(201);
        (case["id"].as_str().expect("an id").to_owned(), case["version"].as_i64().expect("a version"))
    }

    /// Up to a request that waits for a second person.
    async fn requested(&self) -> (String, i64) {
        let (id, version) = self.flag().await;
        let version = step(&self.officer, &id, version, "review", &json!({})).await;
        let intake = json!({"items": ["loan_contract", "borrower_details", "credit_assessment"]});
        let answer = at(&self.officer, version).put(&format!("/cases/{id}/intake"), &intake).await.expect(200);
        let version = answer["version"].as_i64().expect("a version");
        let request =
            json!({"basis": "court_order", "reference": "(2026)沪0101民特12号", "reason": "62 days past due"});
        let version = step(&self.officer, &id, version, "request-authorisation", &request).await;
        (id, version)
    }
}

fn at<'a>(client: &Client<'a>, version: i64) -> Client<'a> {
    client.with("if-match", &format!("\"{version}\""))
}

async fn step(client: &Client<'_>, id: &str, version: i64, action: &str, body: &Value) -> i64 {
    let answer = at(client, version).post(&format!("/cases/{id}/{action}"), body).await;
    let etag = answer.etag();
    let after = answer.expect(200)["version"].as_i64().expect("a version");
    assert_eq!(etag, format!("\"{after}\""));
    assert_eq!(after, version + 1);
    after
}

#[tokio::test]
async fn a_case_goes_from_flag_to_authorisation_by_two_people() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let (id, version) = desk.requested().await;
    let approve = format!("/cases/{id}/approve");
    let why = json!({"reason": "all papers are there"});
    at(&desk.officer, version).post(&approve, &why).await.problem(403, "forbidden");
    at(&desk.book.client, version).post(&approve, &why).await.problem(409, "refused_person_required");
    let version = step(&desk.supervisor, &id, version, "approve", &why).await;
    let case = desk.legal.get(&format!("/cases/{id}")).await.expect(200);
    assert_eq!((&case["state"], &case["rule"]), (&json!("authorised"), &json!("dpd_60")));
    assert_eq!(case["stage"]["authorisation"]["request"]["basis"], "court_order");
    assert_eq!(case["reasons"].as_array().map(Vec::len), Some(3), "62 days, a critical removal, and the person");
    let log: Vec<String> = sqlx::query_scalar("select action from event where entity_id = $1::uuid order by seq")
        .bind(&id)
        .fetch_all(&desk.app.owner)
        .await
        .expect("events");
    assert_eq!(log, ["flagged", "review_started", "intake_recorded", "authorisation_requested", "authorised"]);
    assert_eq!(case["events"].as_array().map(Vec::len), Some(5));
    let closed = json!({"close_reason": "legal_route", "reason": "filed"});
    let version = step(&desk.legal, &id, version, "close", &closed).await;
    step(&desk.legal, &id, version, "reopen", &json!({"reason": "the court refused"})).await;
}

#[tokio::test]
async fn the_one_who_asked_cannot_approve() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let (id, version) = desk.flag().await;
    let version = step(&desk.supervisor, &id, version, "review", &json!({})).await;
    let intake = json!({"items": ["loan_contract", "borrower_details", "credit_assessment"]});
    at(&desk.supervisor, version).put(&format!("/cases/{id}/intake"), &intake).await.expect(200);
    let request = json!({"basis": "voluntary_surrender", "reason": "agreed by phone"});
    let version = step(&desk.supervisor, &id, version + 1, "request-authorisation", &request).await;
    let why = json!({"reason": "mine"});
    at(&desk.supervisor, version).post(&format!("/cases/{id}/approve"), &why).await.problem(409, "refused_two_people");
    let version = step(&desk.legal, &id, version, "reject", &json!({"reason": "no paper"})).await;
    step(&desk.legal, &id, version, "return", &json!({"reason": "collect papers"})).await;
}

#[tokio::test]
async fn a_change_says_which_version_it_saw() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let (id, version) = desk.flag().await;
    let path = format!("/cases/{id}/review");
    desk.officer.post(&path, &json!({})).await.problem(428, "version_required");
    at(&desk.officer, version + 1).post(&path, &json!({})).await.problem(412, "stale_version");
    desk.officer.with("if-match", "*").post(&path, &json!({})).await.problem(412, "stale_version");
    at(&desk.officer, version).post(&path, &json!({})).await.expect(200);
    at(&desk.officer, version).post(&path, &json!({})).await.problem(412, "stale_version");
}

#[tokio::test]
async fn of_two_approvers_at_once_one_wins() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let (id, version) = desk.requested().await;
    let path = format!("/cases/{id}/approve");
    let why = json!({"reason": "all papers are there"});
    let (sue, leo) = (at(&desk.supervisor, version), at(&desk.legal, version));
    let (a, b) = tokio::join!(sue.post(&path, &why), leo.post(&path, &why));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let approvals: i64 = sqlx::query_scalar("select count(*) from event where action = 'authorised'")
        .fetch_one(&app.owner)
        .await
        .expect("a count");
    assert_eq!(approvals, 1);
}

#[tokio::test]
async fn a_repeated_approval_with_its_key_is_answered_again() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let (id, version) = desk.requested().await;
    let sue = at(&desk.supervisor, version).with("idempotency-key", "approve-1");
    let path = format!("/cases/{id}/approve");
    let first = sue.post(&path, &json!({"reason": "fine"})).await.expect(200);
    let again = sue.post(&path, &json!({"reason": "fine"})).await;
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.expect(200), first);
}

#[tokio::test]
async fn a_payment_holds_the_case_at_once() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let (id, version) = desk.requested().await;
    let pay = json!({"external_id": "p1", "paid_on": "2026-09-01", "amount_minor": 5000});
    desk.book.client.post(&format!("/loans/{}/payments", desk.book.loan), &pay).await.expect(201);
    let case = desk.officer.get(&format!("/cases/{id}")).await.expect(200);
    assert_eq!((&case["open_holds"], &case["holds"][0]["kind"]), (&json!(1), &json!("payment_received")));
    let why = json!({"reason": "did not look"});
    let approve = format!("/cases/{id}/approve");
    at(&desk.supervisor, version).post(&approve, &why).await.problem(412, "stale_version");
    at(&desk.supervisor, version + 1).post(&approve, &why).await.problem(409, "refused_no_open_hold");
    let hold = case["holds"][0]["id"].as_str().expect("an id");
    let version =
        step(&desk.officer, &id, version + 1, &format!("holds/{hold}/release"), &json!({"reason": "too little"})).await;
    step(&desk.supervisor, &id, version, "approve", &why).await;
    let released: (String, String) =
        sqlx::query_as("select kind, release_reason from case_hold").fetch_one(&app.owner).await.expect("one hold");
    assert_eq!(released, ("payment_received".to_owned(), "too little".to_owned()));
}

/// The log tells wall time, months after the driven clock of this test: a move before the closing is no news after it.
#[tokio::test]
async fn a_closed_case_is_opened_again_only_by_something_new() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let pay = format!("/loans/{}/payments", desk.book.loan);
    let first = json!({"external_id": "p1", "paid_on": "2026-08-30", "amount_minor": 101_000});
    desk.book.client.post(&pay, &first).await.expect(201);
    let undo = json!({"external_id": "p2", "paid_on": "2026-08-31", "amount_minor": 101_000, "reverses": "p1"});
    desk.book.client.post(&pay, &undo).await.expect(201);
    let (id, version) = desk.flag().await;
    let why = json!({"close_reason": "lender_cancel", "reason": "the borrower is known to us"});
    step(&desk.officer, &id, version, "close", &why).await;
    let opened = async |days: i64| {
        let now = engine_now() + TimeDelta::days(days);
        app.state.store.age_book(now, Utc::now(), || app.state.new_id()).await.expect("a run over the book").cases
    };
    assert_eq!(opened(0).await, 0, "nothing has happened since");
    assert_eq!(opened(1).await, 0, "another day in the same bucket");
    assert_eq!(opened(29).await, 1, "the loan moved on to the next bucket");
}

#[tokio::test]
async fn what_the_machine_refuses_is_named() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let flag = json!({"loan_id": desk.book.loan, "reason": "gone"});
    desk.book.client.post("/cases", &flag).await.problem(409, "refused_person_required");
    let (id, version) = desk.flag().await;
    desk.officer.post("/cases", &flag).await.problem(409, "case_already_open");
    let version = step(&desk.officer, &id, version, "review", &json!({})).await;
    let path = format!("/cases/{id}/request-authorisation");
    let ask = async |basis: &str| {
        let body = json!({"basis": basis, "reason": "now"});
        at(&desk.officer, version).post(&path, &body).await
    };
    ask("force").await.problem(422, "unknown_name");
    let missing = ask("court_order").await.problem(409, "refused_intake_complete");
    assert!(missing["fix"].as_str().is_some_and(|f| f.contains("loan_contract")));
    assert_eq!(missing["reason"], "intake_complete");
    assert!(missing["params"]["missing"].as_array().is_some_and(|all| all.contains(&json!("loan_contract"))));
    let intake = json!({"items": ["loan_contract", "borrower_details", "credit_assessment"]});
    at(&desk.officer, version).put(&format!("/cases/{id}/intake"), &intake).await.expect(200);
    let version = version + 1;
    let body = json!({"basis": "self_help_no_breach", "reason": "now"});
    let denied = at(&desk.officer, version).post(&path, &body).await.problem(409, "refused_CN-13");
    assert_eq!(denied["reason"], "law.basis_denied");
    let params = denied["params"].as_object().expect("parameters");
    assert_eq!(
        (&params["rule"], &params["place"], &params["basis"]),
        (&json!("CN-13"), &json!("cn"), &json!("self_help_no_breach"))
    );
    assert!(params["source"].as_str().is_some_and(|source| !source.is_empty()));
    let held = step(&desk.officer, &id, version, "holds", &json!({"kind": "complaint", "reason": "open"})).await;
    let body = json!({"basis": "voluntary_surrender", "reason": "now"});
    at(&desk.officer, held).post(&path, &body).await.problem(409, "refused_no_open_hold");
    let actions = desk.officer.get(&format!("/cases/{id}")).await.expect(200)["actions"].clone();
    let of =
        |name: &str| actions.as_array().expect("a list").iter().find(|a| a["action"] == name).cloned().expect("there");
    let refusal = of("request_authorisation")["refusal"].clone();
    assert_eq!((&refusal["rule"], &refusal["code"]), (&json!("no_open_hold"), &json!("no_open_hold.kinds")));
    assert_eq!(refusal["params"], json!({"holds": ["complaint"]}));
    let wrong = of("dispatch")["refusal"].clone();
    assert_eq!((&wrong["code"], &wrong["params"]["state"]), (&json!("wrong_state.case"), &json!("in_review")));
    assert_eq!(of("close")["refusal"], json!(null));
}

#[tokio::test]
async fn cases_are_filtered() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let (id, _) = desk.flag().await;
    let count = async |query: &str| {
        desk.legal.get(&format!("/cases?{query}")).await.expect(200)["items"].as_array().expect("a list").len()
    };
    assert_eq!(count("state=flagged,in_review&open=true").await, 1);
    assert_eq!(count("state=closed").await, 0);
    assert_eq!(count(&format!("loan_id={}", desk.book.loan)).await, 1);
    assert_eq!(count(&format!("vehicle_id={id}")).await, 0);
}
