//! Statutory notices, packs and holidays.

use super::{Scene, TestApp, text};
use axum::http::Method;
use serde_json::{Value, json};

impl Scene<'_> {
    /// Moves the lender to another place.
    pub(super) async fn under(&self, policy: Value) {
        let path = format!("/lenders/{}", self.book.lender_id);
        self.book.client.call(Method::PATCH, &path).json(&policy).send().await.expect(200);
    }

    /// A notice of a case, issued and served so many days ago.
    pub(super) async fn served(&self, case: &str, kind: &str, fields: &Value, method: &str) -> String {
        let notice = self.officer.post(&format!("/cases/{case}/notices"), &json!({"kind": kind})).await.expect(201);
        let notice = text(&notice["id"]);
        let issue = json!({"language": "en", "fields": fields, "method": method});
        self.officer.post(&format!("/notices/{notice}/issue"), &issue).await.expect(200);
        let proof = self.paper(case).await;
        let serve = json!({"method": method, "proof": proof});
        self.officer.post(&format!("/notices/{notice}/serve"), &serve).await.expect(200);
        notice
    }

    /// Lets a served notice be as old as it has to be: only time itself does that.
    pub(super) async fn aged(&self, notice: &str, on: &str) {
        let sql = "update notice set detail = jsonb_set(jsonb_set(detail, '{stage,service,on}', to_jsonb($2::text)),
                     '{stage,service,at}', to_jsonb($2 || 'T04:00:00Z')) where id = $1::uuid";
        sqlx::query(sql).bind(notice).bind(on).execute(&self.app.owner).await.expect("an older notice");
    }
}

pub(super) fn fields() -> Value {
    json!({"debtor_name": "Ann Borrower", "lender_address": "1 Bank Street", "lender_phone": "+44 20 0000",
        "breach": "the instalments of July and August were not paid", "remedy_by": "2026-09-20",
        "complaint_phone": "+44 20 0001", "information": "+44 20 0002"})
}

#[tokio::test]
async fn in_the_united_kingdom_a_default_notice_comes_first() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    scene.under(json!({"jurisdiction": "UK", "time_zone": "Europe/London"})).await;
    let case = scene.reviewed().await;
    let records = format!("/cases/{case}/records");
    for record in [
        json!({"kind": "vulnerability", "vulnerable": false, "note": "asked"}),
        json!({"kind": "forbearance", "considered": true, "note": "a plan was offered and declined"}),
    ] {
        scene.officer.post(&records, &record).await.expect(201);
    }
    let ask = json!({"basis": "court_order", "reference": "County Court 17/2026", "reason": "62 days past due"});
    let refused = async || {
        let answer = scene.step(&scene.officer, &case, "request-authorisation", &ask).await;
        text(&answer.problem(409, "refused_UK-01")["detail"])
    };
    assert!(refused().await.contains("no default notice was served"));
    let wanted = scene.officer.get(&format!("/cases/{case}/compliance")).await.expect(200)["notices"].clone();
    assert_eq!(
        (&wanted[0]["requirement"]["notice"], &wanted[0]["requirement"]["days"]),
        (&json!("default_notice"), &json!(14))
    );

    let draft = json!({"kind": "default_notice"});
    let notice = scene.officer.post(&format!("/cases/{case}/notices"), &draft).await.expect(201);
    assert_eq!(notice["notice"]["terms"]["rules"], json!(["UK-01"]));
    let path = format!("/notices/{}", text(&notice["id"]));
    let gap = json!({"language": "en", "fields": {"debtor_name": "Ann Borrower"}});
    scene.officer.post(&format!("{path}/issue"), &gap).await.problem(422, "missing_field");
    let mut threat = fields();
    threat["breach"] = json!("pay, or the bailiffs come");
    let threat = json!({"language": "en", "fields": threat});
    scene.officer.post(&format!("{path}/issue"), &threat).await.problem(409, "refused_UK-09");
    scene.officer.call(Method::GET, &format!("{path}/document")).send().await.problem(404, "not_found");
    let issue = json!({"language": "en", "fields": fields()});
    assert_eq!(scene.officer.post(&format!("{path}/issue"), &issue).await.expect(200)["state"], "issued");
    let proof = scene.paper(&case).await;
    let by_mail = json!({"method": "email", "proof": proof});
    scene.officer.post(&format!("{path}/serve"), &by_mail).await.problem(409, "refused_service_method");
    let unknown = json!({"method": "post", "proof": uuid::Uuid::now_v7()});
    scene.officer.post(&format!("{path}/serve"), &unknown).await.problem(422, "unknown_evidence");
    // It comes back, and goes out again.
    let back = json!({"reason": "moved away"});
    assert_eq!(scene.officer.post(&format!("{path}/returned"), &back).await.expect(200)["state"], "undeliverable");
    scene.officer.post(&format!("{path}/issue"), &issue).await.expect(200);
    let serve = json!({"method": "registered_post", "proof": proof});
    assert_eq!(scene.officer.post(&format!("{path}/serve"), &serve).await.expect(200)["state"], "served");
    let stored: String = app.one("select detail::text from notice where case_id = $1::uuid", &case).await;
    let judged: String =
        app.one("select string_agg(detail::text, ' ') from compliance_decision where case_id = $1::uuid", &case).await;
    assert!(!stored.contains("Ann Borrower") && !judged.contains("Ann Borrower"), "people are sealed in the store");
    for language in ["en", "zh"] {
        let document = format!("{path}/document?language={language}");
        let answer = scene.officer.call(Method::GET, &document).open().await;
        assert_eq!(answer.headers()["lienwatch-missing-characters"], "0", "{language}");
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a whole body");
        assert!(bytes.starts_with(b"%PDF"), "{language}");
    }

    // Fourteen full days lie between service and action: neither day counts.
    let id = text(&notice["id"]);
    assert!(refused().await.contains("runs until 2026-09-16"));
    scene.aged(&id, "2026-08-18").await;
    assert!(refused().await.contains("runs until 2026-09-02"));
    scene.aged(&id, "2026-08-17").await;
    scene.step(&scene.officer, &case, "request-authorisation", &ask).await.expect(200);
    let why = json!({"reason": "the amount was wrong"});
    scene.officer.post(&format!("{path}/withdraw"), &why).await.expect(200);
    let approve = json!({"reason": "all papers are there"});
    scene.step(&scene.supervisor, &case, "approve", &approve).await.problem(409, "refused_UK-01");
}

#[tokio::test]
async fn in_massachusetts_the_default_can_be_cured_for_three_weeks() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    scene.under(json!({"jurisdiction": "US", "time_zone": "America/New_York"})).await;
    let home = json!({"consumer": true, "debtor": {"jurisdiction": "us", "region": "US-MA"}});
    scene.officer.put(&format!("/loans/{}/compliance", scene.book.loan), &home).await.expect(200);
    let case = scene.reviewed().await;
    for record in [
        json!({"kind": "military_check", "on": "2026-09-01", "active": false, "contract_before_service": false, "note": "17"}),
        json!({"kind": "bankruptcy_search", "stay": false, "note": "no filing found"}),
    ] {
        scene.officer.post(&format!("/cases/{case}/records"), &record).await.expect(201);
    }
    let ask = json!({"basis": "self_help_no_breach", "reason": "it stands in the street"});
    scene.step(&scene.officer, &case, "request-authorisation", &ask).await.problem(409, "refused_US-15-MA");
    let notice = scene.served(&case, "right_to_cure", &fields(), "registered_post").await;
    let shown = scene.officer.get(&format!("/cases/{case}/compliance")).await.expect(200);
    assert_eq!(shown["deadlines"][0]["kind"], "notice_free");
    // Time itself elapses it, at the beginning of the debtor's day; not before.
    let midnight: chrono::DateTime<chrono::Utc> = "2026-09-23T04:00:00Z".parse().expect("a time");
    let pass = async |now| {
        let (id, code) = (uuid::Uuid::now_v7 as fn() -> uuid::Uuid, String::new as fn() -> String);
        lienwatch::reconcile::deadlines(&app.state.store, now, now, id, code).await.expect("a pass")
    };
    assert_eq!(pass(midnight - chrono::TimeDelta::seconds(1)).await, 0);
    assert_eq!(pass(midnight).await, 1);
    let state = scene.officer.get(&format!("/notices/{notice}")).await.expect(200)["state"].clone();
    assert_eq!(state, "elapsed");
    assert_eq!(shown["deadlines"][0]["on"], "2026-09-23");
    scene.aged(&notice, "2026-08-01").await;
    scene.step(&scene.officer, &case, "request-authorisation", &ask).await.expect(200);
}

#[tokio::test]
async fn in_taiwan_the_agency_is_announced_before_it_gets_the_order() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    scene.under(json!({"jurisdiction": "TW", "time_zone": "Asia/Taipei"})).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let body = json!({"kind": "repossess", "lat": 31.2, "lon": 121.4});
    let order = text(&scene.officer.post(&format!("/cases/{case}/orders"), &body).await.expect(201)["id"]);
    let offer = json!({"mode": "direct", "vendors": [crew.vendor], "minutes": 60});
    let path = format!("/orders/{order}/offer");
    scene.officer.post(&path, &offer).await.problem(409, "refused_TW-02");
    let mut with_agency = fields();
    with_agency["agency_name"] = json!("Hook");
    with_agency["recording_kept"] = json!("six months");
    scene.served(&case, "outsourcing", &with_agency, "post").await;
    // Evaluated in the last quarter, too.
    let file = format!("/vendors/{}/compliance", crew.vendor);
    let recent = json!({"listed": true, "evaluated_on": "2026-05-01", "audited_on": "2026-06-01"});
    scene.supervisor.put(&file, &recent).await.expect(200);
    scene.officer.post(&path, &offer).await.problem(409, "refused_TW-04");
    scene.listed(&crew).await;
    scene.officer.post(&path, &offer).await.expect(200);
}

#[tokio::test]
async fn a_lender_brings_its_own_rules_and_they_only_restrict() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let legal = app.person(&scene.book.client, "leo", "legal").await;
    let packs = legal.get("/compliance/packs").await.expect(200);
    let names: Vec<&str> = packs.as_array().expect("packs").iter().filter_map(|p| p["name"].as_str()).collect();
    assert_eq!(names, ["cn", "tw", "us", "uk", "other", "lender"]);
    let cn = legal.get("/compliance/packs/cn").await.expect(200);
    assert!(cn["rules"].as_array().is_some_and(|rules| rules.iter().all(|r| r["source"].is_string())), "{cn}");
    legal.get("/compliance/packs/fr").await.problem(404, "not_found");

    let mut own = legal.get("/compliance/packs/lender").await.expect(200);
    own["version"] = json!("ours 1");
    own["rules"].as_array_mut().expect("rules").push(json!({"id": "H-1", "subject": "recover", "effect": "require",
        "rule": "Relief is considered before a car is taken.", "source": "Board resolution 12/2026", "certainty": "K+",
        "checks": [{"vulnerability": {"forbearance": true, "before": ["authorise"]}}]}));
    let path = "/compliance/packs/lender";
    scene.supervisor.put(path, &own).await.problem(403, "forbidden");
    let mut bad = own.clone();
    bad["rules"][0]["checks"][0]["contact_window"]["from"] = json!("25:00");
    let problem = legal.put(path, &bad).await.problem(422, "bad_pack");
    assert_eq!(problem["field"], "rule LP-01, checks[0].contact_window.from");
    let law = json!({"layer": {"law": "cn"}, "version": "1", "title": "", "rules": []});
    legal.put(path, &law).await.problem(422, "bad_pack");
    legal.put("/compliance/packs/cn", &law).await.problem(403, "forbidden");
    assert_eq!(legal.put(path, &own).await.expect(200)["own"], true);
    legal.put(path, &own).await.problem(409, "version_taken");

    let case = scene.reviewed().await;
    let ask = json!({"basis": "court_order", "reference": "(2026)沪0101民特12号", "reason": "62 days past due"});
    scene.step(&scene.officer, &case, "request-authorisation", &ask).await.problem(409, "refused_H-1");
    for record in [
        json!({"kind": "vulnerability", "vulnerable": false, "note": "asked"}),
        json!({"kind": "forbearance", "considered": true, "note": "a plan was offered"}),
    ] {
        scene.officer.post(&format!("/cases/{case}/records"), &record).await.expect(201);
    }
    scene.step(&scene.officer, &case, "request-authorisation", &ask).await.expect(200);
    let page = scene.officer.get(&format!("/cases/{case}/decisions")).await.expect(200);
    let packs = page["items"][1]["detail"]["decision"]["packs"].as_array().expect("packs").clone();
    assert!(packs.contains(&json!({"layer": "lender", "version": "ours 1"})), "{packs:?}");
}

#[tokio::test]
async fn holidays_are_a_table_that_a_lender_brings() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let legal = app.person(&scene.book.client, "leo", "legal").await;
    let path = "/compliance/holidays/cn";
    assert_eq!(legal.get(path).await.expect(200)["days"], json!([]));
    let bring = async |client: &crate::support::app::Client<'_>, table: &'static str| {
        client.call(Method::PUT, path).raw("text/csv", table).send().await
    };
    let table = "date,kind,name\n2026-10-01,holiday,国庆\n2026-10-10,working,调休\n";
    bring(&scene.officer, table).await.problem(403, "forbidden");
    let made = bring(&legal, table).await.expect(200);
    assert_eq!(made["days"][1], json!({"date": "2026-10-10", "kind": "working"}));
    let problem = bring(&legal, "2026-10-01,feast").await.problem(422, "bad_calendar");
    assert_eq!(problem["field"], "line 1, kind");
    assert_eq!(legal.get(path).await.expect(200)["days"].as_array().map(Vec::len), Some(2));
    legal.get("/compliance/holidays/fr").await.problem(422, "unknown_name");
}
