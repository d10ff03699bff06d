//! People.

use crate::support::app::TestApp;
use serde_json::json;

#[tokio::test]
async fn a_user_is_made_listed_and_disabled() {
    let app = TestApp::new().await;
    let (lender, lender_id) = app.lender("One").await;
    let ann = app.person(&lender, "ann", "supervisor").await;
    let me = ann.get("/session").await.expect(200);
    assert_eq!((&me["role"], &me["platform"]), (&json!("supervisor"), &json!(false)));
    let listed = lender.get("/users").await;
    assert!(!listed.text.contains("argon2"));
    let user = listed.expect(200)["items"][0].clone();
    assert_eq!((&user["email"], user["lender_id"].as_str()), (&json!("ann@example.com"), Some(lender_id.as_str())));
    let path = format!("/users/{}/disable", user["id"].as_str().expect("an id"));
    ann.post(&path, &json!({})).await.problem(403, "forbidden");
    lender.post(&path, &json!({})).await.expect(200);
    lender.post(&path, &json!({})).await.problem(409, "user_disabled");
    ann.get("/session").await.problem(401, "unauthenticated");
    let again = json!({"email": "ann@example.com", "password": "correct horse battery"});
    app.nobody().post("/session", &again).await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn users_that_cannot_be_are_refused() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let post = async |email: &str, role: &str, password: &str, platform: bool| {
        let body =
            json!({"email": email, "display_name": "A", "role": role, "password": password, "platform": platform});
        lender.post("/users", &body).await
    };
    post("nowhere", "legal", "correct horse battery", false).await.problem(422, "bad_email");
    post("a@example.com", "king", "correct horse battery", false).await.problem(422, "unknown_name");
    post("a@example.com", "legal", "short", false).await.problem(422, "weak_password");
    post("a@example.com", "admin", "correct horse battery", true).await.problem(403, "forbidden");
    post("A@example.com", "legal", "correct horse battery", false).await.expect(201);
    post("a@example.com", "legal", "correct horse battery", false).await.problem(409, "email_taken");
}

#[tokio::test]
async fn a_role_is_given_by_somebody_else_and_the_last_administrator_stays() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let (foreign, _) = app.lender("Two").await;
    let ann = app.person(&lender, "ann", "admin").await;
    let bob = app.person(&lender, "bob", "risk_officer").await;
    let users = lender.get("/users").await.expect(200)["items"].clone();
    let id = |name: &str| {
        let all = users.as_array().expect("users");
        all.iter().find(|u| u["display_name"] == name).expect("one")["id"].as_str().expect("an id").to_owned()
    };
    let (of_ann, of_bob) = (format!("/users/{}/role", id("ann")), format!("/users/{}/role", id("bob")));
    let now = |role: &str| json!({"role": role, "reason": "the branch is theirs"});
    bob.put(&of_bob, &now("supervisor")).await.problem(403, "forbidden");
    ann.put(&of_ann, &now("supervisor")).await.problem(403, "forbidden");
    foreign.put(&of_bob, &now("supervisor")).await.problem(404, "not_found");
    let last = lender.put(&of_ann, &now("supervisor")).await.problem(409, "last_admin");
    assert!(last["fix"].as_str().is_some_and(|fix| fix.contains("administrator")));
    lender.post(&format!("/users/{}/disable", id("ann")), &json!({})).await.problem(409, "last_admin");
    let wrong = ann.put(&of_bob, &now("contractor")).await.problem(422, "vendor_of_contractor");
    assert_eq!(wrong["field"], "role");
    ann.put(&of_bob, &json!({"role": "admin"})).await.problem(422, "invalid_field");

    bob.get("/users").await.problem(403, "forbidden");
    assert_eq!(ann.put(&of_bob, &now("admin")).await.expect(200)["role"], "admin");
    bob.get("/users").await.expect(200);
    assert_eq!(bob.put(&of_ann, &now("auditor")).await.expect(200)["role"], "auditor");
    ann.put(&of_bob, &now("auditor")).await.problem(403, "forbidden");
    let told = bob.get(&format!("/events?action=role_changed&actor=user:{}", id("ann"))).await.expect(200);
    let items = told["items"].as_array().expect("events");
    assert_eq!(items.len(), 1, "{told}");
    assert_eq!((&items[0]["data"]["from"], &items[0]["data"]["role"]), (&json!("risk_officer"), &json!("admin")));
    assert_eq!(items[0]["reason"], "the branch is theirs");
}

#[tokio::test]
async fn the_trail_is_asked_for_by_person_and_time_and_taken_as_a_file() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let ann = app.person(&lender, "ann", "admin").await;
    let bob = app.person(&lender, "bob", "finance").await;
    let whole = ann.get("/events?entity_kind=user").await.expect(200)["items"].clone();
    let times: Vec<&str> = whole.as_array().expect("events").iter().filter_map(|e| e["at"].as_str()).collect();
    assert!(times.len() >= 2, "{whole}");
    let until = ann.get(&format!("/events?entity_kind=user&until={}", times[0])).await.expect(200)["items"].clone();
    assert!(until.as_array().is_some_and(|e| e.iter().all(|e| e["at"].as_str() < Some(times[0]))), "{until}");
    let since = ann.get(&format!("/events?entity_kind=user&since={}", times[0])).await.expect(200)["items"].clone();
    assert!(since.as_array().is_some_and(|e| e.iter().all(|e| e["at"].as_str() >= Some(times[0]))), "{since}");
    let bad = ann.get("/events?since=yesterday").await.problem(422, "invalid_parameter");
    assert_eq!(bad["field"], "since");

    let file = ann.call(axum::http::Method::GET, "/events/export?format=csv&entity_kind=user").send().await;
    let text = file.text;
    assert!(text.contains(r#""seq","at","actor""#) && text.matches(r#","created","#).count() >= 2, "{text}");
    let trail = ann.get("/events?entity_kind=export&action=taken").await.expect(200)["items"].clone();
    assert!(trail.to_string().contains("events"), "that it was taken is in the trail: {trail}");
    bob.call(axum::http::Method::GET, "/events/export?format=csv").send().await.problem(403, "forbidden");
}
