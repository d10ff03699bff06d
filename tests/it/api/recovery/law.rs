//! The law of the place at each step: refused with rule and remedy, allowed once what was missing is recorded, and every
//! decision kept.

use super::{Crew, Scene, TestApp, text};
use crate::support::app::engine_now;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::engine::Clock;
use serde_json::{Value, json};

/// An app whose clock stands at this hour of Shanghai.
async fn at_hour(hour: i64, minute: i64) -> TestApp {
    let noon: DateTime<Utc> = engine_now();
    let clock = Clock::driven(noon + TimeDelta::hours(hour - 12) + TimeDelta::minutes(minute));
    let http = lienwatch::config::Http { requests_per_second: 10_000, ..Default::default() };
    TestApp::with(clock, http).await
}

impl Scene<'_> {
    /// Decisions of a case: step, outcome and what refused it.
    pub(super) async fn decisions(&self, case: &str) -> Vec<(String, String, Value)> {
        let page = self.officer.get(&format!("/cases/{case}/decisions?limit=200")).await.expect(200);
        let line = |d: &Value| (text(&d["step"]), text(&d["outcome"]), d["refused_by"].clone());
        page["items"].as_array().expect("items").iter().map(line).collect()
    }

    /// An order written and offered to a crew.
    async fn offered(&self, case: &str, crew: &Crew<'_>) -> crate::support::app::Answer {
        let body = json!({"kind": "repossess", "lat": 31.2, "lon": 121.4});
        let order = self.officer.post(&format!("/cases/{case}/orders"), &body).await.expect(201);
        let offer = json!({"mode": "direct", "vendors": [crew.vendor], "minutes": 60});
        self.officer.post(&format!("/orders/{}/offer", text(&order["id"])), &offer).await
    }

    /// An order of a crew whose agents are all at the car.
    pub(super) async fn at_the_car(&self, case: &str, crew: &Crew<'_>) -> String {
        let order = self.accepted(case, crew).await;
        let work = format!("/work/orders/{order}");
        crew.client.post(&format!("{work}/depart"), &json!({})).await.expect(200);
        for agent in &crew.agents {
            let here = json!({"agent_id": agent, "lat": 31.2, "lon": 121.4});
            crew.client.post(&format!("{work}/check-in"), &here).await.expect(200);
        }
        order
    }
}

impl Crew<'_> {
    pub(super) async fn hooks(&self, order: &str) -> crate::support::app::Answer {
        let hook = json!({"lat": 31.2, "lon": 121.4, "evidence": [self.photo(order).await]});
        self.client.post(&format!("/work/orders/{order}/on-hook"), &hook).await
    }

    async fn reports(&self, order: &str, conduct: &[&str], present: bool) {
        let site = json!({"kind": "site", "conduct": conduct, "recording": true, "debtor_present": present});
        self.client.post(&format!("/work/orders/{order}/records"), &site).await.expect(201);
    }
}

#[tokio::test]
async fn an_order_goes_to_vendors_that_are_listed_and_evaluated_only() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.unlisted("Hook").await;
    let refused = scene.offered(&case, &crew).await;
    let fix = refused.problem(409, "refused_CN-06")["fix"].clone();
    assert_eq!(fix, "record whether the contractor is on the published list");
    // The offer was undone, what the gate said was not.
    let orders: i64 =
        app.one("select count(*) from recovery_order where state = 'offered' and case_id = $1::uuid", &case).await;
    let (step, outcome, by) = scene.decisions(&case).await.pop().expect("a decision");
    assert_eq!((orders, step.as_str(), outcome.as_str(), &by), (0, "offer", "deny", &json!("CN-06")));

    let file = format!("/vendors/{}/compliance", crew.vendor);
    let old = json!({"listed": true, "evaluated_on": "2025-06-01"});
    scene.officer.put(&file, &old).await.problem(403, "forbidden");
    scene.supervisor.put(&file, &old).await.expect(200);
    scene.offered(&case, &crew).await.problem(409, "refused_CN-07");
    scene.listed(&crew).await;
    scene.accepted(&case, &crew).await;
    let steps: Vec<_> = scene.decisions(&case).await.into_iter().map(|(step, outcome, _)| (step, outcome)).collect();
    let done = |step: &str| (step.to_owned(), "allow".to_owned());
    assert_eq!(&steps[steps.len() - 2..], [done("offer"), done("accept")]);
    assert_eq!(&steps[..2], [done("request_authorisation"), done("approve")]);
}

#[tokio::test]
async fn a_car_is_not_taken_before_the_agents_attest_what_happened() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.at_the_car(&case, &crew).await;
    crew.hooks(&order).await.problem(409, "refused_CN-20");
    crew.reports(&order, &["objection", "threat"], true).await;
    let refused = crew.hooks(&order).await.problem(409, "refused_CN-20");
    assert!(text(&refused["detail"]).contains("threat"), "{refused}");
    crew.reports(&order, &[], true).await;
    crew.hooks(&order).await.expect(200);
    assert_eq!(scene.case(&case).await["state"], "secured");
    let hooks: Vec<_> = scene.decisions(&case).await.into_iter().filter(|(step, ..)| step == "on_hook").collect();
    let outcomes: Vec<&str> = hooks.iter().map(|(_, outcome, _)| outcome.as_str()).collect();
    assert_eq!(outcomes, ["deny", "deny", "allow"]);
}

#[tokio::test]
async fn while_the_debtor_is_there_a_car_is_taken_by_day_only() {
    for (hour, minute, rule) in [(23, 0, "CN-01"), (21, 30, "LP-01")] {
        let app = at_hour(hour, minute).await;
        let scene = Scene::new(&app).await;
        let case = scene.authorised().await;
        let crew = scene.crew("Hook").await;
        let order = scene.at_the_car(&case, &crew).await;
        crew.reports(&order, &[], true).await;
        let refused = crew.hooks(&order).await.problem(409, &format!("refused_{rule}"));
        assert!(text(&refused["fix"]).contains("08:00"), "{refused}");
        crew.reports(&order, &[], false).await;
        crew.hooks(&order).await.expect(200);
    }
}

#[tokio::test]
async fn the_hour_is_that_of_the_debtor() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let loan = format!("/loans/{}/compliance", scene.book.loan);
    let elsewhere = json!({"debtor": {"jurisdiction": "cn", "zone": "America/Los_Angeles"}});
    scene.officer.put(&loan, &elsewhere).await.expect(200);
    let crew = scene.crew("Hook").await;
    let order = scene.at_the_car(&case, &crew).await;
    crew.reports(&order, &[], true).await;
    crew.hooks(&order).await.problem(409, "refused_LP-01");
    let nowhere = json!({"debtor": {"jurisdiction": "cn", "zone": "Nowhere/Land"}});
    scene.officer.put(&loan, &nowhere).await.problem(422, "unknown_time_zone");
}

#[tokio::test]
async fn of_a_vulnerable_debtor_a_supervisor_agrees_to_exactly_this_taking() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let ill = json!({"kind": "vulnerability", "vulnerable": true, "note": "in hospital"});
    scene.officer.post(&format!("/cases/{case}/records"), &ill).await.expect(201);
    let crew = scene.crew("Hook").await;
    let order = scene.at_the_car(&case, &crew).await;
    crew.attests(&order).await;
    let refused = crew.hooks(&order).await.problem(409, "refused_LP-07");
    assert!(text(&refused["fix"]).ends_with("have it agreed by: supervisor"), "{refused}");
    let approvals = format!("/cases/{case}/approvals");
    let agree = json!({"step": "take", "reason": "her brother hands the car over"});
    scene.officer.post(&approvals, &agree).await.problem(403, "forbidden");
    // Agreeing to another step is no agreement to this one.
    let other = json!({"step": "dispatch", "reason": "they may look for it"});
    scene.supervisor.post(&approvals, &other).await.expect(201);
    crew.hooks(&order).await.problem(409, "refused_LP-07");
    let given = scene.supervisor.post(&approvals, &agree).await.expect(201);
    assert_eq!((&given["approver"], &given["subject_id"]), (&json!("supervisor"), &json!(order)));
    crew.hooks(&order).await.expect(200);
    let page = scene.officer.get(&format!("/cases/{case}/decisions?limit=200")).await.expect(200);
    let hooks: Vec<&Value> =
        page["items"].as_array().expect("items").iter().filter(|d| d["step"] == "on_hook").collect();
    assert_eq!((&hooks[0]["outcome"], &hooks[2]["outcome"]), (&json!("needs_approval"), &json!("allow")));
    let rules = hooks[2]["detail"]["decision"]["rules"].as_array().expect("rules");
    assert!(rules.iter().any(|r| r["rule"] == "LP-07" && r["effect"] == "approved"), "{rules:?}");
}

#[tokio::test]
async fn a_contact_that_took_place_is_written_down_and_a_planned_one_is_judged() {
    let app = at_hour(23, 0).await;
    let scene = Scene::new(&app).await;
    let case = scene.reviewed().await;
    scene.lawful(&case).await;
    let records = format!("/cases/{case}/records");
    let call = |outcome: &str| {
        json!({"kind": "contact", "channel": "call", "party": "debtor", "outcome": outcome, "mentions_debt": true,
            "identity_verified": true, "sender_identified": true, "recording": true})
    };
    let made = scene.officer.post(&records, &call("conversation")).await.expect(201);
    assert_eq!(made["detail"]["gate"]["rules"], json!(["CN-01", "LP-01"]), "it broke the hours, and is on file");
    let words = json!({"kind": "contact", "channel": "telepathy", "party": "debtor", "outcome": "conversation"});
    scene.officer.post(&records, &words).await.problem(422, "invalid_field");

    let ask = |at: &str, planned: bool| {
        json!({"action": {"action": "contact", "channel": "call", "party": "debtor", "mentions_debt": true}, "at": at,
            "identity_verified": true, "sender_identified": true, "planned": planned})
    };
    let check = format!("/cases/{case}/compliance/check");
    let night = scene.officer.post(&check, &ask("2026-09-01T15:00:00Z", true)).await.expect(200);
    assert_eq!(night["decision"]["outcome"]["kind"], "deny");
    let day = scene.officer.post(&check, &ask("2026-09-02T02:00:00Z", false)).await.expect(200);
    assert_eq!(day["decision"]["outcome"]["kind"], "allow", "{day}");
    let steps = scene.decisions(&case).await;
    let kept: Vec<(&str, &Value)> = steps.iter().map(|(step, _, by)| (step.as_str(), by)).collect();
    assert_eq!(kept, [("contact", &Value::Null), ("planned", &json!("CN-01"))], "the dry run by day is not kept");

    // Three conversations a day are enough, and the log counts them.
    for _ in 0..2 {
        scene.officer.post(&records, &call("conversation")).await.expect(201);
    }
    let same_day = scene.officer.post(&check, &ask("2026-09-01T15:30:00Z", false)).await.expect(200);
    let rules = same_day["decision"]["rules"].as_array().expect("rules");
    assert!(rules.iter().any(|r| r["rule"] == "CN-02"), "{rules:?}");
}

#[tokio::test]
async fn the_law_of_a_case_is_told_step_by_step() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.reviewed().await;
    let path = format!("/cases/{case}/compliance");
    let law = scene.officer.get(&path).await.expect(200);
    assert_eq!(law["places"], json!([{"jurisdiction": "cn", "region": null}]));
    assert_eq!(law["local_time"], "2026-09-01T12:00:00+08:00");
    let steps = law["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 7);
    assert_eq!(steps[0]["obstacles"][0]["rule"], "legal_basis", "no ground is chosen yet");
    let ask = json!({"step": "authorise", "ground": {"basis": "self_help_no_breach"}});
    let answer = scene.officer.post(&format!("{path}/check"), &ask).await.expect(200);
    assert_eq!(answer["obstacles"][0]["rule"], "CN-13");
    let why = json!({"basis": "self_help_no_breach", "reason": "we could"});
    scene.step(&scene.officer, &case, "request-authorisation", &why).await.problem(409, "refused_CN-13");
    assert_eq!(scene.decisions(&case).await[0].2, "CN-13");
    // Of many at once, each row that is refused keeps its decision, too.
    let rows = json!([{"id": case, "version": scene.case(&case).await["version"]}]);
    let many = json!({"items": rows, "action": {"request_authorisation": why}});
    let done = scene.officer.post("/cases/bulk", &many).await.expect(200);
    assert_eq!(done["items"][0]["problem"]["code"], "refused_CN-13");
    assert_eq!(scene.decisions(&case).await.len(), 2);
    scene.officer.post(&format!("{path}/check"), &json!({})).await.problem(422, "one_question");
}

#[tokio::test]
async fn in_the_united_states_service_and_bankruptcy_are_looked_up_first() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let us = json!({"jurisdiction": "US", "time_zone": "America/New_York"});
    let lender = format!("/lenders/{}", scene.book.lender_id);
    scene.book.client.call(axum::http::Method::PATCH, &lender).json(&us).send().await.expect(200);
    let case = scene.reviewed().await;
    let ask = json!({"basis": "self_help_no_breach", "reason": "the car stands in the street"});
    let refused = async |by: &str| {
        scene.step(&scene.officer, &case, "request-authorisation", &ask).await.problem(409, &format!("refused_{by}"));
    };
    refused("US-13").await;
    let records = format!("/cases/{case}/records");
    let military = json!({"kind": "military_check", "on": "2026-09-01", "active": false, "contract_before_service": false,
        "note": "certificate 17"});
    scene.officer.post(&records, &military).await.expect(201);
    refused("US-14").await;
    let search = json!({"kind": "bankruptcy_search", "stay": false, "note": "no filing found"});
    scene.officer.post(&records, &search).await.expect(201);
    refused("US-15").await;
    let home = json!({"debtor": {"jurisdiction": "us", "region": "US-NY", "zone": "America/New_York"}});
    scene.officer.put(&format!("/loans/{}/compliance", scene.book.loan), &home).await.expect(200);
    scene.step(&scene.officer, &case, "request-authorisation", &ask).await.expect(200);
    scene.step(&scene.supervisor, &case, "approve", &json!({"reason": "all papers are there"})).await.expect(200);
}

#[tokio::test]
async fn a_visit_is_asked_of_the_law_at_the_door() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let body = json!({"kind": "field_visit", "lat": 31.2, "lon": 121.4});
    let order = text(&scene.officer.post(&format!("/cases/{case}/orders"), &body).await.expect(201)["id"]);
    let offer = json!({"mode": "direct", "vendors": [crew.vendor], "minutes": 60});
    let round = scene.officer.post(&format!("/orders/{order}/offer"), &offer).await.expect(200);
    let accept = format!("/work/offers/{}/accept", text(&round["round"]["offers"][0]["offer"]));
    crew.client.post(&accept, &json!({"agents": crew.agents})).await.expect(200);
    let work = format!("/work/orders/{order}");
    crew.client.post(&format!("{work}/depart"), &json!({})).await.expect(200);
    let check_in = format!("{work}/check-in");
    let here = json!({"lat": 31.2, "lon": 121.4});
    crew.client.post(&check_in, &here).await.problem(409, "refused_CN-05");
    crew.reports(&order, &[], true).await;
    crew.client.post(&check_in, &here).await.problem(409, "refused_CN-05");
    crew.attests(&order).await;
    crew.client.post(&check_in, &here).await.expect(200);
    let visits: Vec<_> = scene.decisions(&case).await.into_iter().filter(|(step, ..)| step == "check_in").collect();
    let outcomes: Vec<&str> = visits.iter().map(|(_, outcome, _)| outcome.as_str()).collect();
    assert_eq!(outcomes, ["deny", "deny", "allow"]);
}
