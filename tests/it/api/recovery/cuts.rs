//! Cuts of an engine: beside the rules of the command itself the law of the place is asked, when a cut is asked for and when
//! a second person agrees.

use super::abroad::told;
use super::{Scene, TestApp, text};
use crate::support::app::Client;
use axum::http::Method;
use serde_json::{Value, json};

impl<'a> Scene<'a> {
    /// Where cuts are asked for, and the administrator who let them be.
    async fn cutting(&self, policy: Value) -> (String, Client<'a>) {
        let admin = self.app.person(&self.book.client, "adam", "admin").await;
        let path = format!("/lenders/{}", self.book.lender_id);
        let policy = json!({"policy": {"commands": policy}});
        admin.call(Method::PATCH, &path).json(&policy).send().await.expect(200);
        let wired: String = self.app.one("select id::text from tracker where role = $1", "wired").await;
        (format!("/trackers/{wired}/commands"), admin)
    }
}

fn cut() -> Value {
    json!({"kind": "engine_cut", "reason": "62 days past due", "warning": "letter of 27 August, call of 31 August"})
}

#[tokio::test]
async fn in_new_jersey_a_cut_is_announced_in_two_ways_three_days_before() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let (commands, admin) = scene.cutting(json!({"engine_cut_allowed": true})).await;
    scene.under(json!({"jurisdiction": "US", "time_zone": "America/New_York"})).await;
    let file = format!("/loans/{}/compliance", scene.book.loan);
    let mut home =
        json!({"consumer": true, "debtor": {"jurisdiction": "us", "region": "US-NJ", "zone": "America/New_York"}});
    scene.officer.put(&file, &home).await.expect(200);
    scene.officer.post(&commands, &cut()).await.problem(409, "refused_US-14");
    let search = json!({"kind": "bankruptcy_search", "stay": false, "note": "no filing found"});
    scene.officer.post(&format!("/cases/{case}/records"), &search).await.expect(201);
    let refused = scene.officer.post(&commands, &cut()).await.problem(409, "refused_US-18");
    assert!(text(&refused["detail"]).contains("warned in 0 ways"), "{refused}");
    let letter = scene.served(&case, "engine_cut", &told(), "registered_post").await;
    scene.aged(&letter, "2026-08-27").await;
    let refused = scene.officer.post(&commands, &cut()).await.problem(409, "refused_US-18");
    assert!(text(&refused["detail"]).contains("warned in 1 ways"), "{refused}");
    let mail = scene.served(&case, "engine_cut", &told(), "email").await;
    scene.aged(&mail, "2026-08-30").await;
    scene.officer.post(&commands, &cut()).await.problem(409, "refused_US-18");
    scene.aged(&mail, "2026-08-27").await;
    let refused = scene.officer.post(&commands, &cut()).await.problem(409, "refused_US-18");
    assert_eq!(refused["fix"], "record for how long the debtor can restart in an emergency");
    home["emergency_restart_h"] = json!(48);
    scene.officer.put(&file, &home).await.expect(200);
    let made = scene.officer.post(&commands, &cut()).await.expect(201);
    let cuts: i64 = app.one("select count(*) from command where kind = $1", "engine_cut").await;
    assert_eq!(cuts, 1, "what was refused was not stored");

    // What changed since is seen when the second person agrees.
    let approve = format!("/commands/{}/approve", text(&made["id"]));
    let why = json!({"reason": "checked"});
    home["emergency_restart_h"] = json!(24);
    scene.officer.put(&file, &home).await.expect(200);
    admin.with("if-match", "\"1\"").post(&approve, &why).await.problem(409, "refused_US-18");
    home["emergency_restart_h"] = json!(48);
    scene.officer.put(&file, &home).await.expect(200);
    admin.with("if-match", "\"1\"").post(&approve, &why).await.expect(200);

    let page = scene.officer.get(&format!("/cases/{case}/decisions?limit=200")).await.expect(200);
    let all = page["items"].as_array().expect("decisions");
    let of = |wanted: &str| all.iter().filter(|d| d["step"] == wanted).collect::<Vec<_>>();
    let outcomes = |step: &str| of(step).iter().map(|d| text(&d["outcome"])).collect::<Vec<_>>();
    assert_eq!(outcomes("request_cut"), ["deny", "deny", "deny", "deny", "deny", "allow"]);
    assert_eq!(outcomes("approve_cut"), ["deny", "allow"]);
    assert!(of("approve_cut").iter().all(|d| d["subject_id"] == made["id"]), "{page}");
}

#[tokio::test]
async fn outside_a_case_and_where_no_rules_are_on_file_legal_agrees_to_a_cut() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (commands, _) = scene.cutting(json!({"engine_cut_allowed": true, "cut_needs_case": false})).await;
    let first = scene.officer.post(&commands, &cut()).await.expect(201);
    let cancel = format!("/commands/{}/cancel", text(&first["id"]));
    scene.officer.post(&cancel, &json!({"reason": "a plan was agreed"})).await.expect(200);
    scene.under(json!({"jurisdiction": "FR", "time_zone": "Europe/Paris"})).await;
    let refused = scene.officer.post(&commands, &cut()).await.problem(409, "refused_OT-06");
    assert!(text(&refused["fix"]).ends_with("have it agreed by: legal"), "{refused}");
    let legal = app.person(&scene.book.client, "lea", "legal").await;
    let approvals = format!("/vehicles/{}/approvals", scene.book.vehicle);
    let agree = |action: Value| json!({"action": action, "reason": "the contract lets us"});
    legal.post(&approvals, &agree(json!({"action": "pay_surplus"}))).await.problem(422, "not_of_a_car");
    legal.post(&approvals, &agree(json!({"action": "cut_engine"}))).await.expect(201);
    scene.officer.post(&commands, &cut()).await.expect(201);
    let line = |outcome: &str, by: Value| ("request_cut".to_owned(), outcome.to_owned(), by);
    let wanted = [line("allow", Value::Null), line("needs_approval", json!("OT-06")), line("allow", Value::Null)];
    assert_eq!(scene.of_the_car().await, wanted);
}
