//! Promises to pay over HTTP: they hold the recovery, payments keep them, time breaks them.

use super::{Scene, TestApp, deadlines, text};
use serde_json::{Value, json};

fn at(time: &str) -> chrono::DateTime<chrono::Utc> {
    time.parse().expect("a time")
}

async fn state(scene: &Scene<'_>, id: &str) -> String {
    text(&scene.officer.get(&format!("/promises/{id}")).await.expect(200)["state"])
}

fn week() -> Value {
    json!({"due_on": "2026-09-05", "amount_minor": 5_000, "note": "the borrower called"})
}

#[tokio::test]
async fn a_promise_stops_the_recovery_at_once_and_time_breaks_it() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let work = format!("/work/orders/{order}");
    crew.client.post(&format!("{work}/depart"), &json!({})).await.expect(200);
    crew.client.get(&format!("{work}/position")).await.expect(200);

    let promises = format!("/loans/{}/promises", scene.book.loan);
    let made = scene.officer.post(&promises, &week()).await.expect(201);
    let id = text(&made["id"]);
    assert_eq!((&made["state"], &made["plan"], &made["total_minor"]), (&json!("open"), &json!(false), &json!(5_000)));
    let here = json!({"lat": 31.2, "lon": 121.4});
    crew.client.post(&format!("{work}/check-in"), &here).await.problem(409, "refused_no_open_hold");
    crew.client.get(&format!("{work}/position")).await.problem(409, "refused_no_open_hold");
    assert_eq!(scene.case(&case).await["holds"][0]["kind"], "promise_or_plan");
    scene.officer.post(&promises, &week()).await.problem(409, "refused_one_open_promise");

    // The last moment of the day of grace, by the lender's calendar, and the first after it.
    deadlines(&app, at("2026-09-06T15:59:59Z")).await;
    assert_eq!(state(&scene, &id).await, "open");
    deadlines(&app, at("2026-09-06T16:00:00Z")).await;
    assert_eq!(state(&scene, &id).await, "broken");
    let held = scene.case(&case).await;
    assert_eq!(held["holds"][0]["phase"]["phase"], "released");
    assert_eq!(crew.client.get(&work).await.expect(200)["state"], "en_route", "the order goes on where it stood");
    let told = "select count(*) from event where entity_kind = 'loan' and action = 'promise_broken' and $1 <> ''";
    assert_eq!(app.one::<i64>(told, "x").await, 1);
    scene
        .officer
        .post(&format!("/promises/{id}/cancel"), &json!({"reason": "too late"}))
        .await
        .problem(409, "refused_wrong_state");
    scene.officer.post(&promises, &week()).await.expect(201);

    // The sheet counts what has ended, and not what is open.
    for by in ["none", "month", "branch"] {
        let path = format!("/reports/kpis?from=2026-08-01T00:00:00Z&to=2026-10-01T00:00:00Z&by={by}");
        let sheet = scene.supervisor.get(&path).await.expect(200);
        let groups =
            sheet["groups"].as_array().expect("groups").iter().flat_map(|g| g["kpis"].as_array().expect("figures"));
        let found = groups.into_iter().find(|k| k["kpi"] == "promise_kept_rate" && k["denominator"] == 1);
        let found = found.unwrap_or_else(|| panic!("no figure by {by}: {sheet}"));
        assert_eq!((&found["value"], &found["numerator"]), (&json!(0), &json!(0)), "{by}");
    }
}

#[tokio::test]
async fn a_payment_that_covers_it_keeps_a_promise_and_another_day_of_a_plan_follows() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let promises = format!("/loans/{}/promises", scene.book.loan);
    let pay = async |key: &str, minor: i64| {
        let body = json!({"external_id": key, "paid_on": "2026-09-01", "amount_minor": minor});
        scene.book.client.post(&format!("/loans/{}/payments", scene.book.loan), &body).await.expect(201);
    };
    pay("before", 9_000).await;
    let first = text(&scene.finance.post(&promises, &week()).await.expect(201)["id"]);
    pay("p1", 4_999).await;
    assert_eq!(state(&scene, &first).await, "open", "what was paid before does not count");
    pay("p2", 1).await;
    assert_eq!(state(&scene, &first).await, "kept");

    let plan = json!({"parts": [{"due_on": "2026-09-10", "amount_minor": 3_000}, {"due_on": "2026-10-10", "amount_minor": 4_000}]});
    let plan = scene.finance.post(&promises, &plan).await.expect(201);
    assert_eq!((&plan["plan"], &plan["next_due"]), (&json!(true), &json!("2026-09-10")));
    let id = text(&plan["id"]);
    let due = async |query: &str| {
        let found = scene.officer.get(&format!("/promises?state=open&{query}")).await.expect(200);
        found["items"].as_array().expect("a list").len()
    };
    assert_eq!((due("due_to=2026-09-10").await, due("due_to=2026-09-09").await), (1, 0));
    pay("p3", 3_500).await;
    assert_eq!((due("due_to=2026-09-10").await, due("due_from=2026-10-10&due_to=2026-10-10").await), (0, 1));
    let of_loan = scene.officer.get(&format!("{promises}?limit=1")).await.expect(200);
    assert_eq!(of_loan["items"][0]["id"], json!(first), "by their days");
    let next = format!("{promises}?limit=1&cursor={}", text(&of_loan["next_cursor"]));
    assert_eq!(scene.officer.get(&next).await.expect(200)["items"][0]["id"], json!(id));
    deadlines(&app, at("2026-09-20T00:00:00Z")).await;
    assert_eq!(state(&scene, &id).await, "open", "the first part is covered");

    // The payment bounces: the plan is behind again, and its day has passed.
    let bounced = json!({"external_id": "p3-back", "paid_on": "2026-09-01", "amount_minor": 3_500, "reverses": "p3"});
    scene.book.client.post(&format!("/loans/{}/payments", scene.book.loan), &bounced).await.expect(201);
    assert_eq!(state(&scene, &id).await, "open", "the engine's clock stands before that day");
    deadlines(&app, at("2026-09-20T00:00:00Z")).await;
    assert_eq!(state(&scene, &id).await, "broken");
}

#[tokio::test]
async fn a_kept_promise_lets_go_of_the_case_and_the_payment_waits_for_a_person() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let promises = format!("/loans/{}/promises", scene.book.loan);
    let id = text(&scene.officer.post(&promises, &week()).await.expect(201)["id"]);
    let paid = json!({"external_id": "p1", "paid_on": "2026-09-01", "amount_minor": 5_000});
    scene.book.client.post(&format!("/loans/{}/payments", scene.book.loan), &paid).await.expect(201);
    assert_eq!(state(&scene, &id).await, "kept");
    let held = scene.case(&case).await;
    let hold = |kind: &str| {
        let all = held["holds"].as_array().expect("holds");
        all.iter().find(|hold| hold["kind"] == kind).cloned().expect("a hold")
    };
    let promise = hold("promise_or_plan")["phase"].clone();
    assert_eq!((&promise["phase"], &promise["reason"]), (&json!("released"), &json!("the promise was kept")));
    assert_ne!(hold("payment_received")["phase"]["phase"], "released");
    let work = format!("/work/orders/{order}");
    assert_eq!(crew.client.get(&work).await.expect(200)["state"], "on_hold", "a person looks at the payment first");
    let told = "select count(*) from event where entity_id = $1::uuid and action = 'hold_released'
                and data->>'reason' = 'the promise was kept'";
    assert_eq!(app.one::<i64>(told, &case).await, 1);
    let release = format!("/cases/{case}/holds/{}/release", text(&hold("payment_received")["id"]));
    let seen = super::super::recovery::at(&scene.officer, &held["version"]);
    seen.post(&release, &json!({"reason": "the arrears are not cured"})).await.expect(200);
    assert_eq!(crew.client.get(&work).await.expect(200)["state"], "accepted");
}

#[tokio::test]
async fn a_promise_is_not_taken_back_after_its_day() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let promises = format!("/loans/{}/promises", scene.book.loan);
    let today = json!({"due_on": "2026-09-01", "amount_minor": 5_000});
    let id = text(&scene.officer.post(&promises, &today).await.expect(201)["id"]);
    // It was made a day earlier: its day of grace is today.
    let earlier = r#"update promise set
        detail = jsonb_set(jsonb_set(detail, '{parts,0,due}', '"2026-08-31"'), '{next_due}', '"2026-08-31"')"#;
    sqlx::query(earlier).execute(&app.owner).await.expect("an older promise");
    let cancel = json!({"reason": "it looks bad"});
    let path = format!("/promises/{id}/cancel");
    let refused = scene.officer.post(&path, &cancel).await.problem(409, "refused_before_its_day");
    assert!(text(&refused["detail"]).contains("2026-08-31"), "{refused}");
    let paid = json!({"external_id": "p1", "paid_on": "2026-09-01", "amount_minor": 5_000});
    scene.book.client.post(&format!("/loans/{}/payments", scene.book.loan), &paid).await.expect(201);
    assert_eq!(state(&scene, &id).await, "kept", "by the day of grace");
}

#[tokio::test]
async fn a_case_that_opens_under_a_promise_is_held_until_it_is_taken_back() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let promises = format!("/loans/{}/promises", scene.book.loan);
    let id = text(&scene.officer.post(&promises, &week()).await.expect(201)["id"]);
    let body = json!({"vehicle_id": scene.book.vehicle, "reason": "the borrower cannot be found"});
    let case = text(&scene.officer.post("/cases", &body).await.expect(201)["id"]);
    let held = scene.case(&case).await;
    assert_eq!((&held["holds"][0]["kind"], &held["version"]), (&json!("promise_or_plan"), &json!(2)));

    // Closed and opened again, it is held again.
    let close = json!({"close_reason": "lender_cancel", "reason": "by mistake"});
    scene.step(&scene.officer, &case, "close", &close).await.expect(200);
    scene.step(&scene.supervisor, &case, "reopen", &json!({"reason": "still unpaid"})).await.expect(200);
    let open = |case: &Value| {
        let holds = case["holds"].as_array().expect("holds").clone();
        holds.iter().filter(|hold| hold["phase"]["phase"] != "released").count()
    };
    assert!(open(&scene.case(&case).await) >= 1);
    scene.officer.post(&format!("/promises/{id}/cancel"), &json!({"reason": "withdrawn"})).await.expect(200);
    assert_eq!(open(&scene.case(&case).await), 0);
}

#[tokio::test]
async fn promises_that_cannot_be_say_why() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let promises = format!("/loans/{}/promises", scene.book.loan);
    let refused = async |body: Value, status: u16, code: &str| {
        scene.officer.post(&promises, &body).await.problem(status, code);
    };
    refused(json!({}), 422, "no_promise").await;
    refused(json!({"due_on": "2026-09-05"}), 422, "no_promise").await;
    refused(json!({"due_on": "2026-08-31", "amount_minor": 5}), 409, "refused_promise_days").await;
    refused(json!({"due_on": "2026-09-05", "amount_minor": 0}), 409, "refused_promise_amount").await;
    refused(json!({"due_on": "2026-09-05", "amount_minor": 99_000_000}), 409, "refused_promise_of_debt").await;
    let none = format!("/loans/{}/promises", uuid::Uuid::now_v7());
    scene.officer.post(&none, &week()).await.problem(404, "not_found");
}
