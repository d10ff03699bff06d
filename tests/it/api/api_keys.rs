//! API keys.

use crate::support::app::TestApp;
use chrono::TimeDelta;
use serde_json::json;

#[tokio::test]
async fn a_key_is_shown_once_works_and_is_revoked() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let once = lender.with("idempotency-key", "k");
    let body = json!({"name": "reader", "scopes": ["alerts:read"]});
    let made = once.post("/api-keys", &body).await.expect(201);
    let again = once.post("/api-keys", &body).await.expect(201);
    assert_eq!((&again["id"], &again["key"]), (&made["id"], &json!(null)), "a repetition does not show it");
    let reader = app.key(made["key"].as_str().expect("the key"));
    reader.get("/alerts").await.expect(200);
    reader.get("/vehicles").await.problem(403, "forbidden");
    reader.post("/api-keys", &body).await.problem(403, "forbidden");
    let list = lender.get("/api-keys").await;
    assert!(!list.text.contains(made["key"].as_str().expect("the key")));
    let path = format!("/api-keys/{}", made["id"].as_str().expect("an id"));
    lender.delete(&path).await.expect(204);
    reader.get("/alerts").await.problem(401, "unauthenticated");
    lender.delete(&path).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_key_expires() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let in_an_hour = (chrono::Utc::now() + TimeDelta::hours(1)).timestamp();
    let body = json!({"name": "short", "scopes": ["read"], "expires_at": in_an_hour});
    let made = lender.post("/api-keys", &body).await.expect(201);
    let key = app.key(made["key"].as_str().expect("the key"));
    key.get("/alerts").await.expect(200);
    app.pass(TimeDelta::hours(2));
    key.get("/alerts").await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn nobody_gives_more_than_they_have() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    lender.post("/api-keys", &json!({"name": "x", "scopes": ["*"], "platform": true})).await.problem(403, "forbidden");
    let body = json!({"name": "keys", "scopes": ["api_keys:write", "users:write"]});
    let keys = lender.post("/api-keys", &body).await.expect(201);
    let keys = app.key(keys["key"].as_str().expect("the key"));
    keys.post("/api-keys", &json!({"name": "x", "scopes": ["*"]})).await.problem(403, "forbidden");
    let admin =
        json!({"email": "a@example.com", "display_name": "a", "role": "admin", "password": "correct horse battery"});
    keys.post("/users", &admin).await.problem(403, "forbidden");
    lender.post("/api-keys", &json!({"name": "x", "scopes": ["everything"]})).await.problem(422, "unknown_scope");
    lender.post("/api-keys", &json!({"name": "x", "scopes": []})).await.problem(422, "no_scopes");
}
