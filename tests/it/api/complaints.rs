//! The complaint desk: what is taken down, who sees it, what an open complaint stops, and what is told of its deadlines.

use super::recovery::{Scene, at, text};
use crate::support::app::TestApp;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

/// What somebody says on the telephone.
fn call() -> Value {
    json!({"channel": "phone", "category": "conduct", "severity": "2", "language": "en", "name": "Wang Xiaoming",
        "contact": "+86 138 0000 0000", "statement": "two men shouted at my mother\nat her door"})
}

fn with(mut body: Value, more: &[(&str, Value)]) -> Value {
    for (name, value) in more {
        body[*name] = value.clone();
    }
    body
}

async fn deadlines(app: &TestApp, now: DateTime<Utc>) {
    let code = || Uuid::now_v7().to_string();
    lienwatch::reconcile::deadlines(&app.state.store, now, now, Uuid::now_v7, code).await.expect("a pass");
}

#[tokio::test]
async fn a_complaint_holds_its_case_in_its_transaction_and_lets_it_go_at_its_end() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let work = format!("/work/orders/{order}");
    crew.client.get(&format!("{work}/position")).await.expect(200);

    // By the plate as people write it, the case is found.
    let plate = text(&scene.book.client.get(&format!("/vehicles/{}", scene.book.vehicle)).await.expect(200)["plate"]);
    let typed = format!("{}·{} ", &plate[..4], plate[4..].to_lowercase());
    let body = with(call(), &[("plate", json!(typed)), ("vendor_id", json!(crew.vendor))]);
    let made = scene.officer.post("/complaints", &body).await.expect(201);
    assert_eq!((&made["case_id"], &made["loan_id"]), (&json!(case), &json!(scene.book.loan)));
    assert_eq!((&made["vehicle_id"], &made["state"]), (&json!(scene.book.vehicle), &json!("received")));
    assert!(text(&made["secret"]).len() == 19 && text(&made["reference"]).starts_with("C-"));
    assert_eq!(
        (&made["acknowledge_by"], &made["respond_by"]),
        (&json!("2026-09-04T16:00:00Z"), &json!("2026-09-16T16:00:00Z"))
    );
    let hold = scene.case(&case).await["holds"][0].clone();
    assert_eq!((&hold["kind"], &hold["phase"]["phase"]), (&json!("complaint"), &json!("pending")));
    crew.client.get(&format!("{work}/position")).await.problem(409, "refused_no_open_hold");

    let path = format!("/complaints/{}", text(&made["id"]));
    let act = async |body: Value| scene.officer.post(&format!("{path}/actions"), &body).await;
    act(json!({"action": "decide", "outcome": "rejected", "response": "no"})).await.problem(409, "refused_wrong_state");
    act(json!({"action": "acknowledge"})).await.expect(200);
    let taken = act(json!({"action": "start_review"})).await.expect(200);
    assert!(taken["handler"].is_string(), "whoever takes it up has it");
    let stale = json!({"action": "classify", "category": "damage", "severity": "3"});
    at(&scene.officer, &json!(1)).post(&format!("{path}/actions"), &stale).await.problem(412, "stale_version");
    let answer = json!({"action": "decide", "outcome": "upheld", "response": "you are right", "remedy": "an apology, in writing"});
    let decided = act(answer).await.expect(200);
    assert_eq!((&decided["state"], &decided["outcome"]), (&json!("upheld"), &json!("upheld")));
    assert_eq!(scene.case(&case).await["open_holds"], 1, "answered is not over");
    let closed = act(json!({"action": "close", "reason": "the letter went out"})).await.expect(200);
    assert_eq!(closed["state"], "closed");
    assert_eq!(scene.case(&case).await["open_holds"], 0);
    crew.client.get(&format!("{work}/position")).await.expect(200);
}

#[tokio::test]
async fn moved_to_another_case_it_holds_that_one_and_withdrawn_none() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let made = scene.officer.post("/complaints", &call()).await.expect(201);
    assert_eq!(made["case_id"], Value::Null, "nothing is known yet");
    let act = format!("/complaints/{}/actions", text(&made["id"]));
    let link = |about: Value| json!({"action": "link", "about": about});
    let loan = link(json!({"loan": scene.book.loan}));
    assert_eq!(scene.officer.post(&act, &loan).await.expect(200)["vehicle_id"], json!(scene.book.vehicle));
    // A case that is opened while the complaint is open is held at once.
    let body = json!({"vehicle_id": scene.book.vehicle, "reason": "the borrower cannot be found"});
    let case = text(&scene.officer.post("/cases", &body).await.expect(201)["id"]);
    assert_eq!(scene.case(&case).await["holds"][0]["kind"], "complaint");
    let linked = scene.officer.post(&act, &link(json!({"case": case}))).await.expect(200);
    assert_eq!(linked["loan_id"], json!(scene.book.loan), "a case tells its loan");
    assert_eq!(scene.case(&case).await["open_holds"], 1, "the same hold");
    scene.officer.post(&act, &link(json!({}))).await.expect(200);
    assert_eq!(scene.case(&case).await["open_holds"], 0, "it is about something else");
    scene.officer.post(&act, &link(json!({"case": case}))).await.expect(200);
    assert_eq!(scene.case(&case).await["open_holds"], 1);
    let nobody = link(json!({"case": Uuid::now_v7()}));
    scene.officer.post(&act, &nobody).await.problem(422, "unknown_reference");
    let withdrawn = scene.officer.post(&act, &json!({"action": "withdraw", "reason": "they have talked"})).await;
    assert_eq!(withdrawn.expect(200)["state"], "withdrawn");
    assert_eq!(scene.case(&case).await["open_holds"], 0);
}

#[tokio::test]
async fn a_grave_one_suspends_its_vendor_until_it_is_over() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let crew = scene.crew("Hook").await;
    let vendor = format!("/vendors/{}", crew.vendor);
    let body = with(call(), &[("severity", json!("1")), ("vendor_id", json!(crew.vendor))]);
    let made = scene.officer.post("/complaints", &body).await.expect(201);
    let suspended = scene.officer.get(&vendor).await.expect(200);
    assert_eq!(
        (&suspended["state"], &suspended["vendor"]["grave_complaints"]),
        (&json!("suspended"), &json!([made["id"]]))
    );
    let told = "select data ->> 'severity' from event where entity_kind = 'complaint' and action = $1";
    assert_eq!(app.one::<String>(told, "received").await, "critical", "people are told at once");
    let act = format!("/complaints/{}/actions", text(&made["id"]));
    scene.officer.post(&act, &json!({"action": "withdraw", "reason": "a mix-up"})).await.expect(200);
    let cleared = scene.officer.get(&vendor).await.expect(200);
    assert_eq!(cleared["vendor"]["grave_complaints"], json!([]), "letting it back is another person's to decide");
    assert_eq!(cleared["state"], "suspended");
}

#[tokio::test]
async fn lists_are_filtered_and_taken_as_files_and_readers_see_nobody() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let auditor = app.person(&scene.book.client, "abe", "auditor").await;
    let clerk = app.person(&scene.book.client, "cleo", "yard_clerk").await;
    let first = scene.officer.post("/complaints", &call()).await.expect(201);
    let money =
        with(call(), &[("category", json!("money")), ("severity", json!("4")), ("loan_id", json!(scene.book.loan))]);
    let second = scene.officer.post("/complaints", &money).await.expect(201);
    let found = async |query: &str| {
        let page = scene.officer.get(&format!("/complaints?{query}")).await.expect(200);
        page["items"].as_array().expect("items").iter().map(|c| c["id"].clone()).collect::<Vec<_>>()
    };
    let (one, two) = (first["id"].clone(), second["id"].clone());
    assert_eq!(found("").await, [one.clone(), two.clone()]);
    assert_eq!(found("category=money,damage").await, std::slice::from_ref(&two));
    assert_eq!(found("severity=2").await, std::slice::from_ref(&one));
    assert_eq!(found(&format!("loan_id={}", scene.book.loan)).await, std::slice::from_ref(&two));
    assert_eq!(
        found(&format!("reference={}", text(&first["reference"]).to_lowercase())).await,
        std::slice::from_ref(&one)
    );
    assert_eq!(found("open=false").await, [] as [Value; 0]);
    let act = format!("/complaints/{}/actions", text(&one));
    scene.officer.post(&act, &json!({"action": "withdraw", "reason": "a mix-up"})).await.expect(200);
    assert_eq!((found("open=true").await, found("state=withdrawn").await), (vec![two.clone()], vec![one.clone()]));
    scene.officer.get("/complaints?state=angry").await.problem(422, "unknown_name");

    let path = format!("/complaints/{}", text(&two));
    let whole = scene.officer.get(&path).await;
    assert_eq!(whole.etag(), "\"1\"");
    let whole = whole.expect(200);
    assert_eq!((&whole["party"]["name"], &whole["secret"]), (&json!("Wang Xiaoming"), &Value::Null));
    assert!(whole["terms"]["source"].as_str().is_some_and(|s| s.contains("银行业保险业消费投诉处理管理办法")));
    let looks = "select count(*) from event where action = $1";
    assert_eq!(app.one::<i64>(looks, "party_shown").await, 1);
    let read = auditor.get(&path).await;
    assert!(!read.text.contains("Wang") && !read.text.contains("shouted"), "{}", read.text);
    assert_eq!(read.expect(200)["party"], Value::Null);
    auditor.post(&act, &json!({"action": "acknowledge"})).await.problem(403, "forbidden");
    clerk.get(&path).await.problem(403, "forbidden");
    let stored: String =
        app.one("select string_agg(detail::text, '') from complaint where lender_no > 0 and $1 <> ''", "x").await;
    assert!(!stored.contains("Wang") && !stored.contains("138 0000"), "names are sealed");

    let file = scene.officer.get("/complaints/export?category=money").await;
    assert!(file.text.contains(&text(&second["reference"])) && !file.text.contains(&text(&first["reference"])));
    assert!(!file.text.contains("Wang"), "{}", file.text);
}

#[tokio::test]
async fn what_is_not_a_complaint_is_refused_by_its_field() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    for (field, value) in [
        ("category", json!("weather")),
        ("severity", json!("9")),
        ("channel", json!("pigeon")),
        ("language", json!("fr")),
        ("name", json!(" ")),
        ("statement", json!("x".repeat(4001))),
        ("statement", json!("a\u{0}b")),
        ("contract_number", json!("x".repeat(65))),
        ("loan_id", json!(Uuid::now_v7())),
    ] {
        let refused = scene.officer.post("/complaints", &with(call(), &[(field, value)])).await;
        let problem: Value = refused.json();
        assert_eq!((&problem["status"], &problem["field"]), (&json!(422), &json!(field)), "{problem}");
    }
    let early = with(call(), &[("received_at", json!("2026-07-01T00:00:00Z"))]);
    scene.officer.post("/complaints", &early).await.problem(409, "refused_complaint_received_when");
}

#[tokio::test]
async fn time_tells_of_deadlines_once_and_the_outbox_is_told() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let body = with(call(), &[("loan_id", json!(scene.book.loan))]);
    let made = scene.officer.post("/complaints", &body).await.expect(201);
    let count = async |action: &str| -> i64 {
        app.one("select count(*) from event where entity_kind = 'complaint' and action = $1", action).await
    };
    assert_eq!(count("received").await, 1);
    let time = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
    deadlines(&app, time("2026-09-03T15:00:00Z")).await;
    assert_eq!((count("deadline_near").await, count("deadline_missed").await), (0, 0));
    for again in ["2026-09-03T16:00:00Z", "2026-09-03T17:00:00Z"] {
        deadlines(&app, time(again)).await;
        assert_eq!((count("deadline_near").await, count("deadline_missed").await), (1, 0), "{again}");
    }
    deadlines(&app, time("2026-09-04T16:00:00Z")).await;
    assert_eq!((count("deadline_near").await, count("deadline_missed").await), (1, 1));
    let act = format!("/complaints/{}/actions", text(&made["id"]));
    scene.officer.post(&act, &json!({"action": "acknowledge"})).await.expect(200);
    deadlines(&app, time("2026-09-15T16:00:00Z")).await;
    assert_eq!((count("deadline_near").await, count("deadline_missed").await), (2, 1), "the answer is due in a day");
    // 15 days, 30 as whoever handles it says, 60 only with the approval of who may.
    let longer = json!({"action": "extend", "reason": "the tow truck's camera is being read out"});
    assert_eq!(scene.officer.post(&act, &longer).await.expect(200)["respond_by"], "2026-10-01T16:00:00Z");
    scene.officer.post(&act, &longer).await.problem(409, "refused_complaint_extension_approval");
    assert_eq!(scene.supervisor.post(&act, &longer).await.expect(200)["respond_by"], "2026-10-31T16:00:00Z");
    scene.supervisor.post(&act, &longer).await.problem(409, "refused_complaint_extension");
}

/// Fifty people act on the same complaint: one wins each step.
#[tokio::test]
async fn of_many_answers_one_counts() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.reviewed().await;
    let body = with(call(), &[("case_id", json!(case))]);
    let made = scene.officer.post("/complaints", &body).await.expect(201);
    let act = format!("/complaints/{}/actions", text(&made["id"]));
    for action in ["acknowledge", "start_review"] {
        scene.officer.post(&act, &json!({ "action": action })).await.expect(200);
    }
    let answers = futures_util::future::join_all((0..20).map(|n| {
        let (client, act) = (scene.officer.clone(), act.clone());
        async move {
            let body = match n % 2 {
                0 => json!({"action": "decide", "outcome": "rejected", "response": "it was another company"}),
                _ => json!({"action": "withdraw", "reason": "they have talked"}),
            };
            client.post(&act, &body).await.status.as_u16()
        }
    }))
    .await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| matches!(status, 200 | 409 | 412)), "{answers:?}");
}
