//! What administrators set, and what is refused.

use super::receiver::Receiver;
use super::*;

#[tokio::test]
async fn a_secret_is_shown_once_and_what_was_set_is_logged_without_it() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let body = json!({"name": "ours", "form": {"kind": "webhook", "url": "https://example.com/in?token=T0KEN"}});
    let keyed = lender.with("idempotency-key", "k1");
    let made = keyed.post("/notification-endpoints", &body).await.expect(201);
    let secret = made["secret"].as_str().expect("a secret").to_owned();
    assert!(secret.starts_with("whsec_"));
    let again = keyed.post("/notification-endpoints", &body).await.expect(201);
    assert_eq!((&again["id"], &again["secret"]), (&made["id"], &Value::Null));
    lender.post("/notification-endpoints", &body).await.problem(409, "name_taken");
    let path = format!("/notification-endpoints/{}", made["id"].as_str().expect("an id"));
    let moved = json!({"name": "ours", "form": {"kind": "webhook", "url": "https://example.org/in"}});
    lender.put(&path, &moved).await.problem(428, "version_required");
    let seen = lender.with("if-match", "\"1\"").put(&path, &moved).await.expect(200);
    assert_eq!(seen["shown"], json!({"url": "https://example.org/in", "secrets": 1}));
    let other = json!({"name": "ours", "form": {"kind": "http_gateway", "gateway": {"url": "https://example.org/", "body": {"type": "empty"}}}});
    lender.with("if-match", "\"2\"").put(&path, &other).await.problem(409, "other_kind");
    let log = lender.get("/events?entity_kind=notification_endpoint").await.expect(200);
    let text = log.to_string();
    assert!(!text.contains(&secret) && !text.contains("T0KEN"), "{text}");
    let actions: Vec<_> = log["items"].as_array().expect("items").iter().map(|e| e["action"].clone()).collect();
    assert_eq!(actions, [json!("changed"), json!("created")]);
    lender.delete(&path).await.expect(204);
    lender.delete(&path).await.problem(404, "not_found");
    let emptied: String = app
        .one(
            "select length(form)::text from notification_endpoint where id::text = $1",
            made["id"].as_str().expect("an id"),
        )
        .await;
    assert_eq!(emptied, "0", "its secrets are gone with it");
    lender.post("/notification-endpoints", &body).await.expect(201);
}

#[tokio::test]
async fn bad_input_names_its_field_and_what_would_be_right() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    for url in ["ftp://example.com/", "example.com", "https://user:password@example.com/", "https://"] {
        let body = json!({"name": "x", "form": {"kind": "webhook", "url": url}});
        let problem = lender.post("/notification-endpoints", &body).await.problem(422, "bad_url");
        assert_eq!(problem["field"], "form.url", "{url}");
    }
    let gateway = |form: Value| json!({"name": "x", "form": {"kind": "http_gateway", "gateway": form}});
    let place = gateway(json!({"url": "https://example.com/", "body": {"type": "json", "template": "{{pasword}}"}}));
    let problem = lender.post("/notification-endpoints", &place).await.problem(422, "not_workable");
    assert!(problem["fix"].as_str().is_some_and(|f| f.contains("subject, text")), "{problem}");
    let header = gateway(json!({"url": "https://example.com/", "headers": [["a b", "c"]], "body": {"type": "empty"}}));
    lender.post("/notification-endpoints", &header).await.problem(422, "bad_header");
    let ruled = |rule: Value| json!({"name": "x", "rule": rule});
    let to = |role: &str| json!({"to": {"kind": "role", "role": role}, "via": {"channel": "email"}});
    let bad = ruled(json!({"events": ["Case"], "first": to("legal")}));
    assert_eq!(lender.post("/notification-rules", &bad).await.problem(422, "invalid_field")["field"], "rule.events[0]");
    let bad = ruled(json!({"events": [], "first": to("legal")}));
    lender.post("/notification-rules", &bad).await.problem(422, "not_workable");
    let bad = ruled(json!({"events": ["*"], "first": to("king")}));
    lender.post("/notification-rules", &bad).await.problem(422, "unknown_role");
    let nobody = json!({"to": {"kind": "user", "user": Uuid::now_v7()}, "via": {"channel": "email"}});
    lender
        .post("/notification-rules", &ruled(json!({"events": ["*"], "first": nobody})))
        .await
        .problem(422, "unknown_recipient");
    lender.post("/notifications/test", &json!({"step": to("legal")})).await.problem(422, "one_party");
    lender.get("/notifications?state=lost").await.problem(422, "unknown_name");
    let other_way = webhook(&lender, "hook", "https://example.com/").await.0;
    let as_gateway = json!({"to": {"kind": "endpoint"}, "via": {"channel": "http_gateway", "endpoint": other_way}});
    lender
        .post("/notification-rules", &ruled(json!({"events": ["*"], "first": as_gateway})))
        .await
        .problem(422, "unknown_recipient");
    let user = app.person(&lender, "olga", "risk_officer").await;
    drop(user);
    let id: String = app.one("select id::text from app_user where email = $1", "olga@example.com").await;
    let path = format!("/users/{id}/contact");
    lender.put(&path, &json!({"email": "olga"})).await.problem(422, "bad_address");
    lender.put(&path, &json!({"language": "fr"})).await.problem(422, "unknown_language");
    lender.put(&path, &json!({"time_zone": "Mars"})).await.problem(422, "unknown_time_zone");
}

#[tokio::test]
async fn the_platform_has_rules_of_its_own() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let platform = app.platform();
    let form = json!({"kind": "webhook", "url": hook.url()});
    lender
        .post("/notification-endpoints", &json!({"name": "x", "form": form, "platform": true}))
        .await
        .problem(403, "forbidden");
    let made = platform
        .post("/notification-endpoints", &json!({"name": "ours", "form": form, "platform": true}))
        .await
        .expect(201);
    assert!(made["lender_id"].is_null());
    let first = to_webhook(made["id"].as_str().expect("an id"));
    let body = json!({"name": "all", "rule": {"events": ["*"], "first": first}, "platform": true});
    platform.post("/notification-rules", &body).await.expect(201);
    assert!(lender.get("/notification-rules").await.expect(200)["items"].as_array().expect("items").is_empty());
    event(&lender, "a lender's").await;
    platform.post("/api-keys", &json!({"name": "n", "scopes": ["read"], "platform": true})).await.expect(201);
    let notifier = notifier(&app, config(), &wall);
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    let types: Vec<Value> = hook.got().iter().map(|g| g.json()["type"].clone()).collect();
    assert!(types.contains(&json!("api_key.created")) && !types.contains(&json!("site.created")), "{types:?}");
    assert!(deliveries(&lender, "").await.is_empty());
}
