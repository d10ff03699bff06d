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
