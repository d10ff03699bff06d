//! One action for many: each row by itself, by the rules of the single route.

use crate::support::app::{Book, Client, TestApp};
use axum::http::Method;
use serde_json::{Value, json};

/// Cases of loans of their own, flagged.
async fn cases(book: &Book<'_>, officer: &Client<'_>, count: usize) -> Vec<String> {
    let vehicles: Vec<Value> =
        (0..count).map(|n| json!({"external_id": format!("m{n}"), "vin": format!("LSVMORE{n:010}")})).collect();
    let made = book.client.post("/imports/assets", &json!({"vehicles": vehicles})).await.expect(200);
    let mut ids = vec![];
    for (n, vehicle) in made["vehicles"].as_array().expect("vehicles").iter().enumerate() {
        let loan = json!({"contract_number": format!("M{n}"), "vehicle_id": vehicle["id"], "product": "loan",
            "funded_on": "2026-06-01", "plan": {"plan": "irregular", "instalments": [
                {"due": "2026-07-01", "principal_minor": 100_000, "interest_minor": 1_000}]}});
        let loan = book.client.post("/loans", &loan).await.expect(201);
        let flagged = officer.post("/cases", &json!({"loan_id": loan["id"], "reason": "because"})).await.expect(201);
        ids.push(flagged["id"].as_str().expect("an id").to_owned());
    }
    ids
}

fn items(ids: &[String], version: i32) -> Vec<Value> {
    ids.iter().map(|id| json!({"id": id, "version": version})).collect()
}

#[tokio::test]
async fn each_case_is_done_or_refused_by_itself() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let ids = cases(&book, &officer, 3).await;
    // The second has moved on meanwhile.
    officer.with("if-match", "\"1\"").post(&format!("/cases/{}/review", ids[1]), &json!({})).await.expect(200);
    let mut rows = items(&ids, 1);
    rows.push(json!({"id": uuid::Uuid::now_v7(), "version": 1}));
    rows.push(json!({"id": book.vehicle}));
    let done = officer.post("/cases/bulk", &json!({"items": rows, "action": {"review": {}}})).await.expect(200);
    assert_eq!((&done["done"], &done["refused"]), (&json!(2), &json!(3)), "{done}");
    let told: Vec<(i64, Option<&str>)> = done["items"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (row["status"].as_i64().expect("a status"), row["problem"]["code"].as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (200, None),
            (412, Some("stale_version")),
            (200, None),
            (404, Some("not_found")),
            (428, Some("version_required"))
        ]
    );
    assert_eq!(done["items"][0]["version"], 2);
    // What the machine refuses for one case it refuses here, with the same words.
    let close = json!({"items": items(&ids[..1], 2), "action": {"request_authorisation": {"basis": "court_order", "reason": "x"}}});
    let refused = officer.post("/cases/bulk", &close).await.expect(200);
    let alone = officer
        .with("if-match", "\"2\"")
        .post(&format!("/cases/{}/request-authorisation", ids[0]), &json!({"basis": "court_order", "reason": "x"}))
        .await;
    assert_eq!(refused["items"][0]["problem"], alone.json());
    assert_eq!(refused["items"][0]["status"], 409);

    let hold = json!({"items": items(&ids[..1], 2), "action": {"hold": {"kind": "complaint", "reason": "she called"}}});
    officer.post("/cases/bulk", &hold).await.expect(200);
    let held = officer.get(&format!("/cases/{}", ids[0])).await.expect(200);
    let hold_id = &held["holds"][0]["id"];
    let release = |item: Value| json!({"items": [item], "action": {"release": {"reason": "she agrees"}}});
    let without = officer.post("/cases/bulk", &release(json!({"id": ids[0], "version": 3}))).await.expect(200);
    assert_eq!(without["items"][0]["problem"]["code"], "no_hold");
    let with = json!({"id": ids[0], "version": 3, "hold_id": hold_id});
    assert_eq!(officer.post("/cases/bulk", &release(with)).await.expect(200)["done"], 1);
    let end =
        json!({"items": items(&ids[2..], 2), "action": {"close": {"close_reason": "lender_cancel", "reason": "stop"}}});
    assert_eq!(officer.post("/cases/bulk", &end).await.expect(200)["done"], 1);
    assert_eq!(officer.get(&format!("/cases/{}", ids[2])).await.expect(200)["state"], "closed");
}

#[tokio::test]
async fn a_key_does_each_row_once_also_where_the_request_broke_off() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let ids = cases(&book, &officer, 2).await;
    let keyed = officer.with("idempotency-key", "one-and-only");
    let body = json!({"items": items(&ids, 1), "action": {"review": {}}});
    let first = keyed.post("/cases/bulk", &body).await.expect(200);
    assert_eq!(first["done"], 2);
    let again = keyed.post("/cases/bulk", &body).await;
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.json(), first);
    // As if the process had ended after the rows and before the answer.
    let gone =
        sqlx::query("delete from idempotency where key = 'one-and-only'").execute(&app.owner).await.expect("gone");
    assert_eq!(gone.rows_affected(), 1);
    let resumed = keyed.post("/cases/bulk", &body).await.expect(200);
    assert_eq!(resumed, first, "the rows were remembered by themselves");
    let reviews: i64 = app.one("select count(*) from event where action = $1", "review_started").await;
    assert_eq!(reviews, 2);
    let other = json!({"items": items(&ids, 2), "action": {"review": {}}});
    keyed.post("/cases/bulk", &other).await.problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn what_is_no_list_of_things_is_refused_as_a_whole() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let review = |items: Vec<Value>| json!({"items": items, "action": {"review": {}}});
    officer.post("/cases/bulk", &review(vec![])).await.problem(422, "bad_items");
    let many: Vec<Value> = (0..501).map(|_| json!({"id": uuid::Uuid::now_v7(), "version": 1})).collect();
    officer.post("/cases/bulk", &review(many)).await.problem(422, "bad_items");
    let twice = vec![json!({"id": book.loan, "version": 1}), json!({"id": book.loan, "version": 2})];
    officer.post("/cases/bulk", &review(twice)).await.problem(422, "duplicate_item");
    let unknown = json!({"items": [{"id": book.loan}], "action": {"approve": {"reason": "all of them"}}});
    officer.post("/cases/bulk", &unknown).await.problem(422, "invalid_field");
    let auditor = app.person(&book.client, "aud", "auditor").await;
    auditor.post("/cases/bulk", &review(vec![json!({"id": book.loan, "version": 1})])).await.problem(403, "forbidden");
}

#[tokio::test]
async fn alerts_are_taken_given_and_resolved_together() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let ann: String = app.one("select id::text from app_user where email = $1", "ann@example.com").await;
    let one = json!([{"id": book.alert}]);
    let act =
        async |action: Value| officer.post("/alerts/bulk", &json!({"items": one, "action": action})).await.expect(200);
    assert_eq!(act(json!({"acknowledge": {}})).await["done"], 1);
    assert_eq!(act(json!({"acknowledge": {}})).await["items"][0]["problem"]["code"], "refused_already_yours");
    let given = act(json!({"assign": {"user_id": ann}})).await;
    assert_eq!(given["items"][0]["version"], 3, "{given}");
    let mine = officer.get(&format!("/alerts?assigned_to={ann}")).await.expect(200);
    assert_eq!(mine["items"][0]["assigned_to"], json!(ann));
    let stranger = act(json!({"assign": {"user_id": book.vehicle}})).await;
    assert_eq!(stranger["items"][0]["status"], 422);
    act(json!({"snooze": {"until": "2026-09-02T00:00:00Z"}})).await;
    let resolved = act(json!({"resolve": {"verdict": "confirmed", "reason": "the yard called"}})).await;
    assert_eq!(resolved["done"], 1, "{resolved}");
    let kpis = officer.get("/reports/kpis?from=2026-08-01T00:00:00Z&to=2026-10-01T00:00:00Z").await.expect(200);
    let precision =
        kpis["groups"][0]["kpis"].as_array().expect("figures").iter().find(|k| k["kpi"] == "alert_precision");
    assert_eq!(precision.map(|k| (&k["value"], &k["denominator"])), Some((&json!(10_000), &json!(1))));
}

#[tokio::test]
async fn a_case_is_given_to_somebody_who_can_work_on_it() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let ann: String = app.one("select id::text from app_user where email = $1", "ann@example.com").await;
    let other = app.book("Another").await;
    app.person(&other.client, "bob", "risk_officer").await;
    let bob: String = app.one("select id::text from app_user where email = $1", "bob@example.com").await;
    let ids = cases(&book, &officer, 1).await;
    let path = format!("/cases/{}/assign", ids[0]);
    officer.post(&path, &json!({"user_id": ann})).await.problem(428, "version_required");
    officer.with("if-match", "\"1\"").post(&path, &json!({"user_id": bob})).await.problem(422, "unknown_reference");
    let given = officer.with("if-match", "\"1\"").post(&path, &json!({"user_id": ann})).await.expect(200);
    assert_eq!((&given["assigned_to"], &given["version"]), (&json!(ann), &json!(2)));
    assert_eq!(
        officer.get(&format!("/cases?assigned_to={ann}")).await.expect(200)["items"].as_array().map(Vec::len),
        Some(1)
    );
    let back = officer.with("if-match", "\"2\"").post(&path, &json!({"user_id": null})).await.expect(200);
    assert_eq!(back["assigned_to"], json!(null));
    assert_eq!(
        officer.call(Method::GET, &format!("/cases?assigned_to={ann}")).send().await.expect(200)["items"],
        json!([])
    );
}
