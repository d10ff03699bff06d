//! Every route as somebody who must not: another lender, a wrong role, nobody, an ended session.

mod bodies;
mod victim;

use crate::support::app::{Answer, Client, TestApp};
use axum::http::Method;
use bodies::{aim, body};
use chrono::TimeDelta;
use lienwatch::store::Tenancy;
use lienwatch_domain::ids::LenderNo;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use victim::victim;

/// Every operation of the document below `/api/v1`: method and path.
fn operations() -> Vec<(Method, String)> {
    let document: Value = serde_json::from_str(&lienwatch::api::openapi()).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    let mut all = Vec::new();
    for (path, item) in paths.iter().filter(|(path, _)| path.starts_with("/api/v1/")) {
        for method in item.as_object().expect("an item").keys() {
            all.push((method.to_uppercase().parse().expect("a method"), path.clone()));
        }
    }
    assert!(all.len() > 60, "{}", all.len());
    all
}

async fn call(client: &Client<'_>, method: &Method, path: &str, ids: &BTreeMap<&str, String>) -> Answer {
    let target = match path.ends_with("/track") || path.ends_with("/forecast") {
        true => format!("{}?from=2026-08-01T00:00:00Z&to=2026-08-02T00:00:00Z", aim(method, path, ids)),
        false if path.ends_with("/track/export") => {
            format!("{}?from=2026-08-01T00:00:00Z&to=2026-08-02T00:00:00Z&reason=because", aim(method, path, ids))
        }
        false if path.ends_with("/addresses") => format!("{}?lat=31.2&lon=121.4", aim(method, path, ids)),
        false if path.ends_with("/map/vehicles/export") => format!("{}?reason=because", aim(method, path, ids)),
        false if path.ends_with("/kpis") => {
            format!("{}?from=2026-08-01T00:00:00Z&to=2026-10-01T00:00:00Z&by=lender", aim(method, path, ids))
        }
        false if path.ends_with("/days") => format!("{}?from=2026-08-01&to=2026-08-02", aim(method, path, ids)),
        false if path.ends_with("/evidence") => format!("{}?kind=photo", aim(method, path, ids)),
        false => aim(method, path, ids),
    };
    let call = client.with("if-match", "\"1\"").call(method.clone(), &target);
    let call = match path.ends_with("/imports/{import}") {
        true => call.raw("text/csv", "vin,plate\n"),
        false if path.ends_with("/evidence") && *method == Method::POST => call.raw("image/jpeg", "\u{0}photo"),
        false if *method == Method::GET => call,
        false => call.json(&body(method, path, ids)),
    };
    if path.ends_with("/stream") {
        let response = call.open().await;
        let (parts, body) = response.into_parts();
        if !parts.status.is_success() {
            let bytes = axum::body::to_bytes(body, 1 << 20).await.expect("a whole body");
            let text = String::from_utf8(bytes.to_vec()).expect("text");
            return Answer { status: parts.status, headers: parts.headers, text };
        }
        return Answer { status: parts.status, headers: parts.headers, text: String::new() };
    }
    call.send().await
}

#[tokio::test]
async fn another_lender_reaches_nothing() {
    let app = TestApp::new().await;
    let ids = victim(&app).await;
    let (other, _) = app.lender("Intruder").await;
    let person = app.person(&other, "intruder", "admin").await;
    let untouched = "select (select count(*) from event where lender_no = l.lender_no)::text || ' ' ||
                            (select string_agg(version::text, ',' order by id) from recovery_case) || ' ' ||
                            (select string_agg(state || version, ',' order by id) from command) || ' ' ||
                            (select string_agg(version::text, ',' order by id) from chase) || ' ' ||
                            (select count(*) from region r where r.lender_no = l.lender_no)::text || ' ' ||
                            (select count(*) from vehicle_regions r where r.lender_no = l.lender_no)::text || ' ' ||
                            (select string_agg(version::text, ',' order by id) from fence f where f.lender_no = l.lender_no) || ' ' ||
                            (select string_agg(version::text, ',' order by id) from complaint p where p.lender_no = l.lender_no) || ' ' ||
                            (select string_agg(desk_state, ',' order by id) from alert) || ' ' ||
                            (select string_agg(version::text, ',' order by id) from notification_rule r where r.lender_no = l.lender_no) || ' ' ||
                            (select string_agg(version::text, ',' order by id) from notification_endpoint e where e.lender_no = l.lender_no) || ' ' ||
                            (select string_agg(state || version, ',' order by id) from notification_delivery d where d.lender_no = l.lender_no) || ' ' ||
                            (select count(*) from app_user where disabled_at is null and lender_no = l.lender_no)::text
                     from lender l where name = $1";
    let before: String = app.one(untouched, "Victim").await;
    for (method, path) in operations() {
        for client in [&other, &person] {
            if path.ends_with("/session") && method == Method::DELETE {
                continue;
            }
            let answer = call(client, &method, &path, &ids).await;
            let status = answer.status.as_u16();
            let leaks = ["Victim", "victim", "LSVAA4182E"].iter().find(|mark| answer.text.contains(**mark));
            assert_eq!(leaks, None, "{method} {path}: {}", answer.text);
            let names_a_thing = path.contains("{id}")
                || path.contains("hold_id")
                || (path.contains("{import}") && method == Method::GET);
            if names_a_thing {
                assert!(matches!(status, 403 | 404), "{method} {path}: {status} {}", answer.text);
            } else {
                assert!(status < 500, "{method} {path}: {status} {}", answer.text);
            }
        }
    }
    let after: String = app.one(untouched, "Victim").await;
    assert_eq!(before, after, "nothing of the other lender was changed or logged");
}

#[tokio::test]
async fn a_role_does_what_its_table_says_and_nothing_else() {
    let app = TestApp::new().await;
    let ids = victim(&app).await;
    let key: String = app.one("select name from lender where name = $1", "Victim").await;
    let (lender, _) = app.lender(&key).await;
    let refused = |role: &'static str| -> Vec<&'static str> {
        let people = [
            "POST /users",
            "GET /users",
            "POST /api-keys",
            "GET /api-keys",
            "DELETE /api-keys/{id}",
            "POST /users/{id}/disable",
            "PUT /trackers/{id}/clock",
            "POST /notification-endpoints",
            "PUT /notification-rules/{id}",
            "POST /notifications/{id}/retry",
            "PUT /users/{id}/contact",
        ];
        let platform = [
            "PUT /system/clock",
            "POST /system/drain",
            "POST /lenders",
            "GET /trackers/quarantine",
            "POST /trackers/quarantine/{protocol}/{device_id}/adopt",
        ];
        let extra: &[&str] = match role {
            "supervisor" => &["POST /loans/{id}/payments", "PATCH /lenders/{id}", "POST /regions/geojson"],
            "risk_officer" => &[
                "POST /cases/{id}/approvals",
                "PUT /vendors/{id}/compliance",
                "POST /commands/{id}/approve",
                "POST /risk/parameters",
                "POST /sites/{id}/share",
                "PUT /regions/allowed",
                "POST /cases/{id}/approve",
                "POST /loans",
                "POST /borrowers",
                "GET /users",
                "GET /trackers/{id}/capture",
                "POST /trackers/{id}/capture",
            ],
            "legal" => &[
                "POST /trackers/{id}/commands",
                "POST /vehicles/{id}/chase",
                "POST /sites",
                "POST /fences",
                "POST /alerts/{id}/resolve",
                "POST /imports/assets",
                "POST /imports/{import}",
                "GET /trackers",
            ],
            "finance" => &[
                "POST /complaints/{id}/actions",
                "PUT /loans/{id}/compliance",
                "POST /cases/{id}/approvals",
                "GET /commands/{id}",
                "POST /vehicles/{id}/chase",
                "GET /alerts",
                "GET /vehicles/{id}/risk",
                "GET /vehicles/{id}/position",
                "GET /vehicles/{id}/files",
                "POST /cases",
                "GET /events",
                "GET /sites",
                "GET /fences",
                "GET /vehicles/{id}/regions",
            ],
            "yard_clerk" => &[
                "GET /complaints/{id}",
                "GET /cases/{id}/compliance",
                "GET /cases/{id}/decisions",
                "GET /files/{id}",
                "GET /files/{id}/content",
                "GET /alerts",
                "GET /loans",
                "GET /borrowers",
                "GET /vehicles/{id}/places",
                "POST /vehicles",
            ],
            _ => &[
                "POST /complaints",
                "POST /risk/previews",
                "POST /trackers/{id}/commands",
                "POST /commands/{id}/cancel",
                "POST /vehicles/{id}/chase/end",
                "POST /cases",
                "POST /alerts/{id}/acknowledge",
                "GET /vehicles/{id}/track",
                "POST /sites",
                "POST /imports/assets",
                "POST /imports/{import}",
            ],
        };
        let people = people
            .iter()
            .filter(|p| !(role == "supervisor" && **p == "GET /users" || role == "auditor" && p.starts_with("GET")));
        people.chain(&platform).chain(extra).copied().collect()
    };
    for role in ["supervisor", "risk_officer", "legal", "finance", "yard_clerk", "auditor"] {
        let client = app.person(&lender, &format!("x{role}"), role).await;
        for wanted in refused(role) {
            let (method, path) = wanted.split_once(' ').expect("method and path");
            let method: Method = method.parse().expect("a method");
            let answer = call(&client, &method, &format!("/api/v1{path}"), &ids).await;
            assert_eq!(answer.status.as_u16(), 403, "{role} {wanted}: {}", answer.text);
            answer.problem(403, "forbidden");
        }
        assert_eq!(client.get("/vehicles").await.status, 200, "{role}");
        assert_eq!(client.get("/system").await.status, 200, "{role}");
    }
}

#[tokio::test]
async fn a_contractor_sees_nothing_but_its_own_work() {
    let app = TestApp::new().await;
    let ids = victim(&app).await;
    let (lender, _) = app.lender("Victim").await;
    let user = json!({"email": "driver@example.com", "display_name": "driver", "role": "contractor",
        "password": "correct horse battery", "vendor_id": ids["vendors"], "agent_id": ids["agents"]});
    lender.post("/users", &user).await.expect(201);
    let driver = app.sign_in("driver@example.com", "correct horse battery").await;
    let own = [
        "/session",
        "/session/settings",
        "/system",
        "/first-run",
        "/letters/{code}",
        "/notifications/{id}/acknowledge",
    ];
    for (method, path) in operations() {
        let short = path.trim_start_matches("/api/v1");
        let own_map = short == "/settings/map" && method == Method::GET;
        let open = short.starts_with("/work/") || short.starts_with("/public/");
        if open || own.contains(&short) || own_map {
            continue;
        }
        call(&driver, &method, &path, &ids).await.problem(403, "forbidden");
    }
    assert_eq!(driver.get("/work/orders").await.expect(200)["items"], json!([]));
    driver.get(&format!("/work/orders/{}", ids["cases"])).await.problem(404, "not_found");
}

#[tokio::test]
async fn nobody_and_an_ended_session_get_no_body() {
    let app = TestApp::new().await;
    let ids = victim(&app).await;
    let (lender, _) = app.lender("Victim").await;
    let person = app.person(&lender, "late", "admin").await;
    app.pass(TimeDelta::hours(13));
    let open = ["/api/v1/session", "/api/v1/first-run"];
    for (method, path) in operations() {
        let anybody = path.ends_with("/letters/{code}") || path.contains("/public/");
        if (open.contains(&path.as_str()) && method == Method::POST) || anybody {
            continue;
        }
        for client in [&app.nobody(), &person, &app.key("lw_forged")] {
            call(client, &method, &path, &ids).await.problem(401, "unauthenticated");
        }
    }
}

/// The application's own role cannot do what the API must never do, whatever the API's code says.
#[tokio::test]
async fn the_database_role_can_do_no_more() {
    let app = TestApp::new().await;
    let victim = app.book("Victim").await;
    let other = app.book("Other").await;
    let forbidden = [
        "insert into observation (device_time, received_at, ingest_seq, tracker_no, lender_no, digest, flags, kind)
         values (now(), now(), 1, 1, 1, 1, 0, 3)",
        "update event set actor = 'nobody'",
        "delete from event",
        "delete from loan",
        "delete from payment",
        "delete from command",
        "delete from chase",
        "delete from complaint",
        "truncate upload",
        "update risk_parameters set note = 'another'",
        "delete from risk_parameters",
        "update risk_score set points = 0",
        "update risk_day set points = 0",
        "delete from risk_change",
        "update evidence_file set sha256 = sha256(''), vehicle_no = null",
        "delete from evidence_file",
        "update case_evidence set note = 'another'",
        "delete from case_record",
        "update ledger_entry set detail = '{}'",
        "update compliance_decision set outcome = 'allow'",
        "delete from compliance_decision",
        "update compliance_approval set approver = 'admin'",
        "update compliance_pack set pack = '{}'",
        "delete from ledger_entry",
        "delete from recovery_order",
        "delete from tracker_clock",
        "delete from notification_delivery",
        "update notification_attempt set outcome = 'delivered'",
        "update notification_cursor set seq = 0",
        "select * from notification_escalation",
        "insert into alert select * from alert",
        "update track_state set now = now()",
        "create table mine (x int)",
        "insert into detector_cursor (worker, seqs, now) values (9, '{}', now())",
    ];
    for book in [&victim, &other] {
        let tracker: String = app
            .one("select id::text from tracker where lender_no::text = $1 limit 1", &book.lender_no.to_string())
            .await;
        book.client.post(&format!("/trackers/{tracker}/commands"), &json!({"kind": "locate"})).await.expect(201);
        let chase = json!({"minutes": 30, "reason": "because"});
        book.client.post(&format!("/vehicles/{}/chase", book.vehicle), &chase).await.expect(201);
    }
    for sql in forbidden {
        let mut tx = app.state.store.transaction(&Tenancy::Lender(LenderNo(other.lender_no))).await.expect("begins");
        let refused = sqlx::query(sql).execute(&mut *tx).await.expect_err(sql);
        let code = refused.as_database_error().and_then(|e| e.code().map(|c| c.into_owned()));
        assert_eq!(code.as_deref(), Some("42501"), "{sql}: {refused}");
    }
    let mut tx = app.state.store.transaction(&Tenancy::Lender(LenderNo(other.lender_no))).await.expect("begins");
    for table in [
        "vehicle",
        "loan",
        "alert",
        "site",
        "tracker",
        "installation",
        "lender",
        "event",
        "borrower",
        "command",
        "chase",
        "notification_endpoint",
        "notification_rule",
        "notification_delivery",
        "notification_attempt",
    ] {
        let sql = format!("select count(*) from {table} where lender_no = $1");
        let seen: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(victim.lender_no)
            .fetch_one(&mut *tx)
            .await
            .expect("a count");
        assert_eq!(seen, 0, "{table}");
    }
    let sql = "update vehicle set plate = 'stolen' where lender_no = $1";
    let changed = sqlx::query(sql).bind(victim.lender_no).execute(&mut *tx).await.expect("runs").rows_affected();
    assert_eq!(changed, 0);
    let planted = sqlx::query("update vehicle set lender_no = $1").bind(victim.lender_no).execute(&mut *tx).await;
    assert!(planted.is_err(), "nothing is given to another lender");
}
