//! Commands to trackers: the queue, who may ask what, and the rules of an engine cut.

use crate::support::app::{Book, Client, TestApp, engine_now};
use chrono::TimeDelta;
use serde_json::{Value, json};

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

struct Desk<'a> {
    app: &'a TestApp,
    book: Book<'a>,
    officer: Client<'a>,
    supervisor: Client<'a>,
    admin: Client<'a>,
    /// Commands of the wired tracker.
    commands: String,
}

impl<'a> Desk<'a> {
    async fn new(app: &'a TestApp) -> Desk<'a> {
        let book = app.book("One").await;
        let officer = app.person(&book.client, "ann", "risk_officer").await;
        let supervisor = app.person(&book.client, "sue", "supervisor").await;
        let admin = app.person(&book.client, "adam", "admin").await;
        let wired: String = app.one("select id::text from tracker where role = $1", "wired").await;
        Desk { app, book, officer, supervisor, admin, commands: format!("/trackers/{wired}/commands") }
    }

    async fn policy(&self, commands: Value) {
        let path = format!("/lenders/{}", self.book.lender_id);
        self.admin.patch(&path, &json!({"policy": {"commands": commands}})).await.expect(200);
    }

    /// The car's case, authorised by two people.
    async fn authorised_case(&self) {
        let body = json!({"vehicle_id": self.book.vehicle, "reason": "cannot be found"});
        let case = self.officer.post("/cases", &body).await.expect(201);
        let path = format!("/cases/{}", text(&case["id"]));
        let step = async |client: &Client<'a>, version: &str, action: &str, body: Value| {
            let client = client.with("if-match", version);
            let path = format!("{path}/{action}");
            let answer =
                if action == "intake" { client.put(&path, &body).await } else { client.post(&path, &body).await };
            let etag = answer.etag();
            answer.expect(200);
            etag
        };
        let v = step(&self.officer, "\"1\"", "review", json!({})).await;
        let items = json!({"items": ["loan_contract", "borrower_details", "credit_assessment"]});
        let v = step(&self.officer, &v, "intake", items).await;
        let request = json!({"basis": "court_order", "reference": "(2026)沪0101民特12号", "reason": "62 days"});
        let v = step(&self.officer, &v, "request-authorisation", request).await;
        step(&self.supervisor, &v, "approve", json!({"reason": "all there"})).await;
    }
}

fn cut() -> Value {
    json!({"kind": "engine_cut", "reason": "62 days past due", "warning": "letter of 30 August, call of 31 August"})
}

#[tokio::test]
async fn a_command_waits_is_listed_and_taken_back() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let body = json!({"kind": "report_every", "seconds": 30, "reason": "he moves at night"});
    let made = desk.officer.post(&desk.commands, &body).await.expect(201);
    assert_eq!((&made["state"], &made["kind"]), (&json!("queued"), &json!("report_every")));
    assert_eq!(made["command"], json!({"command": "report_every", "seconds": 30}));
    assert_eq!(made["expires_at"], "2026-09-08T04:00:00Z", "seven days");
    assert_eq!(made["vehicle_id"], desk.book.vehicle.as_str());
    let other = desk.officer.post(&desk.commands, &json!({"kind": "locate", "expires_in_s": 600})).await.expect(201);
    assert_eq!(other["expires_at"], "2026-09-01T04:10:00Z");
    let listed = async |query: &str| -> Vec<String> {
        let page = desk.officer.get(&format!("{}?{query}", desk.commands)).await.expect(200);
        page["items"].as_array().expect("a list").iter().map(|c| text(&c["kind"])).collect()
    };
    assert_eq!(listed("").await, ["locate", "report_every"], "newest first");
    assert_eq!(listed("kind=report_every,reboot").await, ["report_every"]);
    assert_eq!(listed("state=sent").await, [""; 0]);
    desk.officer.get(&format!("{}?state=gone", desk.commands)).await.problem(422, "unknown_name");
    let first = desk.officer.get(&format!("{}?limit=1", desk.commands)).await.expect(200);
    let rest = format!("{}?limit=1&cursor={}", desk.commands, text(&first["next_cursor"]));
    assert_eq!(desk.officer.get(&rest).await.expect(200)["items"][0]["id"], made["id"]);

    let path = format!("/commands/{}", text(&made["id"]));
    let cancel = format!("{path}/cancel");
    let why = json!({"reason": "not needed"});
    desk.officer.with("if-match", "\"7\"").post(&cancel, &why).await.problem(412, "stale_version");
    let over = desk.officer.post(&cancel, &why).await.expect(200);
    assert_eq!((&over["state"], &over["version"]), (&json!("cancelled"), &json!(2)));
    desk.officer.post(&cancel, &why).await.problem(409, "refused_wrong_state");
    let log: Vec<String> = over["events"].as_array().expect("a list").iter().map(|e| text(&e["action"])).collect();
    assert_eq!(log, ["cancelled", "requested"]);
    let timeline = desk.officer.get(&format!("/vehicles/{}/timeline", desk.book.vehicle)).await.expect(200);
    assert!(timeline["items"].as_array().expect("a list").iter().any(|e| e["entity_kind"] == "command"));
}

#[tokio::test]
async fn a_repeated_request_with_its_key_asks_once() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let client = desk.officer.with("idempotency-key", "locate-1");
    let first = client.post(&desk.commands, &json!({"kind": "locate"})).await.expect(201);
    let again = client.post(&desk.commands, &json!({"kind": "locate"})).await;
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.expect(201), first);
    let page = desk.officer.get(&desk.commands).await.expect(200);
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_queue_is_bounded_but_never_for_the_end_of_a_cut() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    for _ in 0..32 {
        desk.officer.post(&desk.commands, &json!({"kind": "reboot"})).await.expect(201);
    }
    let full = desk.officer.post(&desk.commands, &json!({"kind": "locate"})).await.problem(409, "refused_queue_full");
    assert!(full["fix"].as_str().is_some_and(|f| f.contains("cancel")));
    desk.officer.post(&desk.commands, &json!({"kind": "engine_restore"})).await.expect(201);
}

#[tokio::test]
async fn what_a_vendors_text_may_hide_is_watched() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let ask = json!({"kind": "text", "text": "STATUS#"});
    desk.officer.post(&desk.commands, &ask).await.problem(403, "forbidden");
    desk.supervisor.post(&desk.commands, &ask).await.expect(201);
    let hidden = json!({"kind": "text", "text": "relay, 1#"});
    let refused = desk.supervisor.post(&desk.commands, &hidden).await.problem(422, "cut_in_disguise");
    assert_eq!(refused["field"], "text");
    let hidden = json!({"kind": "get_parameters", "names": ["DYD"]});
    desk.officer.post(&desk.commands, &hidden).await.problem(422, "cut_in_disguise");
    let mistake = desk.officer.post(&desk.commands, &json!({"kind": "locate", "seconds": 5})).await;
    assert_eq!(mistake.problem(422, "stray_field")["field"], "seconds");
    let late = json!({"kind": "locate", "expires_in_s": 59});
    assert_eq!(desk.officer.post(&desk.commands, &late).await.problem(422, "out_of_range")["field"], "expires_in_s");
}

#[tokio::test]
async fn who_may_set_the_rules_of_a_cut() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let path = format!("/lenders/{}", desk.book.lender_id);
    let on = json!({"policy": {"commands": {"engine_cut_allowed": true}}});
    desk.book.client.patch(&path, &on).await.problem(403, "forbidden");
    desk.supervisor.patch(&path, &on).await.problem(403, "forbidden");
    let none = json!({"policy": {"commands": {"cut_warning_h": 0}}});
    let refused = desk.admin.patch(&path, &none).await.problem(422, "bad_policy");
    assert_eq!(refused["field"], "policy.commands.cut_warning_h");
    desk.admin.patch(&path, &on).await.expect(200);
    let logged: Value = app.one("select data from event where action = 'changed' and entity_kind = $1", "lender").await;
    assert_eq!(logged["after"]["policy"]["commands"]["engine_cut_allowed"], true);
    desk.book.client.patch(&path, &json!({"policy": {}})).await.expect(200);
    desk.officer.post(&desk.commands, &cut()).await.problem(409, "refused_engine_cut_allowed");
}

#[tokio::test]
async fn a_cut_needs_two_people_a_default_a_case_and_a_warning() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    desk.officer.post(&desk.commands, &cut()).await.problem(409, "refused_engine_cut_allowed");
    desk.policy(json!({"engine_cut_allowed": true})).await;
    desk.officer.post(&desk.commands, &cut()).await.problem(409, "refused_case_authorised");
    desk.authorised_case().await;
    let unwarned = json!({"kind": "engine_cut", "reason": "62 days past due"});
    desk.officer.post(&desk.commands, &unwarned).await.problem(409, "refused_advance_warning");
    desk.book.client.post(&desk.commands, &cut()).await.problem(409, "refused_person_required");
    let unpaid: i64 = app.one("select count(*) from command where kind = $1", "engine_cut").await;
    assert_eq!(unpaid, 0, "what was refused was not stored");

    let made = desk.supervisor.post(&desk.commands, &cut()).await.expect(201);
    assert_eq!((&made["state"], &made["not_before"]), (&json!("awaiting_approval"), &json!("2026-09-02T04:00:00Z")));
    let path = format!("/commands/{}/approve", text(&made["id"]));
    let why = json!({"reason": "checked"});
    desk.supervisor.post(&path, &why).await.problem(428, "version_required");
    desk.officer.with("if-match", "\"1\"").post(&path, &why).await.problem(403, "forbidden");
    desk.supervisor.with("if-match", "\"1\"").post(&path, &why).await.problem(409, "refused_two_people");
    desk.book.client.with("if-match", "\"1\"").post(&path, &why).await.problem(409, "refused_two_people");
    let agreed = desk.admin.with("if-match", "\"1\"").post(&path, &why).await.expect(200);
    assert_eq!(agreed["state"], "queued");
    let closed: Vec<String> = agreed["gate"].as_array().expect("a list").iter().map(|r| text(&r["rule"])).collect();
    assert_eq!(closed, ["advance_warning", "fresh_fix", "standstill"], "what it still waits for");
    desk.admin.with("if-match", "\"2\"").post(&path, &why).await.problem(409, "refused_wrong_state");

    // Whoever restores takes the cut back.
    let restore = desk.officer.post(&desk.commands, &json!({"kind": "engine_restore"})).await.expect(201);
    assert_eq!(restore["state"], "queued");
    let cut = desk.officer.get(&format!("/commands/{}", text(&made["id"]))).await.expect(200);
    assert_eq!(cut["state"], "cancelled");
}

#[tokio::test]
async fn a_payment_between_request_and_approval_stops_a_cut() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    desk.policy(json!({"engine_cut_allowed": true})).await;
    desk.authorised_case().await;
    let made = desk.officer.post(&desk.commands, &cut()).await.expect(201);
    let pay = json!({"external_id": "p1", "paid_on": "2026-09-01", "amount_minor": 5000});
    desk.book.client.post(&format!("/loans/{}/payments", desk.book.loan), &pay).await.expect(201);
    let path = format!("/commands/{}/approve", text(&made["id"]));
    let approve = desk.supervisor.with("if-match", "\"1\"");
    approve.post(&path, &json!({"reason": "checked"})).await.problem(409, "refused_no_open_hold");
    let all = json!({"external_id": "p2", "paid_on": "2026-09-01", "amount_minor": 400_000});
    desk.book.client.post(&format!("/loans/{}/payments", desk.book.loan), &all).await.expect(201);
    approve.post(&path, &json!({"reason": "checked"})).await.problem(409, "refused_still_in_default");
}

#[tokio::test]
async fn time_passes_for_what_waits() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app).await;
    let made = desk.officer.post(&desk.commands, &json!({"kind": "locate"})).await.expect(201);
    let run = async |minutes: i64| {
        let now = engine_now() + TimeDelta::minutes(minutes);
        lienwatch::reconcile::commands::run(&desk.app.state.store, now).await.expect("runs").len()
    };
    assert_eq!((run(59).await, run(60).await, run(61).await), (0, 1, 0));
    let over = desk.officer.get(&format!("/commands/{}", text(&made["id"]))).await.expect(200);
    assert_eq!(over["state"], "expired");
}
