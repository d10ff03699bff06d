//! Webhooks: signed, tried again under the same id, dead in the end, and never to where they must not go.

use super::receiver::{Receiver, Reply};
use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use lienwatch_domain::notify::RetrySchedule;
use sha2::Sha256;

/// As a receiver verifies by the specification, with code of its own.
fn verified(secret: &str, got: &receiver::Got) -> bool {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("the prefix")).expect("Base64");
    let signed = format!("{}.{}.{}", got.header("webhook-id"), got.header("webhook-timestamp"), got.body);
    got.header("webhook-signature").split(' ').any(|signature| {
        let Some(given) = signature.strip_prefix("v1,").and_then(|text| STANDARD.decode(text).ok()) else {
            return false;
        };
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
        mac.update(signed.as_bytes());
        mac.verify_slice(&given).is_ok()
    })
}

#[tokio::test]
async fn an_event_arrives_signed_and_says_which_thing_not_whose_name() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, lender_id) = app.lender("One").await;
    let (endpoint, secret) = webhook(&lender, "ours", &hook.url()).await;
    let rule_id = rule(&lender, "all", json!({"events": ["site.*"], "first": to_webhook(&endpoint)})).await;
    let site = event(&lender, "A name that somebody typed").await;
    let notifier = notifier(&app, config(), &wall);
    assert_eq!(route(&app, &notifier).await, 1);
    assert_eq!(route(&app, &notifier).await, 0, "once");
    assert_eq!(notifier.send_due().await.expect("sends"), 1);

    let got = hook.until(1).await.remove(0);
    assert!(verified(&secret, &got), "{got:?}");
    assert!(!verified("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", &got));
    assert_eq!(got.header("webhook-timestamp"), wall.now().timestamp().to_string());
    assert_eq!((got.method.as_str(), got.header("content-type")), ("POST", "application/json"));
    assert_eq!(got.uri.path_and_query().map(|p| p.as_str()), Some("/hook?token=secret"));
    let body = got.json();
    assert_eq!((&body["type"], &body["data"]["entity_id"]), (&json!("site.created"), &json!(site)));
    assert_eq!((&body["data"]["lender_id"], &body["data"]["severity"]), (&json!(lender_id), &json!("info")));
    assert!(!got.body.contains("somebody typed"), "free text stays here: {}", got.body);

    let listed = deliveries(&lender, "?state=delivered&channel=webhook&event_type=site.").await;
    assert_eq!(listed.len(), 1);
    assert_eq!((&listed[0]["rule_id"], &listed[0]["endpoint_id"]), (&json!(rule_id), &json!(endpoint)));
    let seen = one(&lender, &listed[0]["id"]).await;
    assert_eq!(got.header("webhook-id"), seen["id"].as_str().expect("an id"));
    let attempt = &seen["attempts_made"][0];
    assert_eq!(
        (&attempt["number"], &attempt["outcome"], &attempt["status"]),
        (&json!(1), &json!("delivered"), &json!(200))
    );
    assert!(attempt["latency_ms"].as_i64().is_some_and(|ms| ms >= 0) && attempt["error"].is_null());
}

#[tokio::test]
async fn a_receiver_that_fails_is_tried_again_by_the_schedule_under_the_same_id() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let (endpoint, secret) = webhook(&lender, "ours", &hook.url()).await;
    rule(&lender, "all", json!({"events": ["site.created"], "first": to_webhook(&endpoint)})).await;
    event(&lender, "first").await;
    let notifier = notifier(&app, config(), &wall);
    let busy = Reply { header: Some(("retry-after", "100".into())), ..Reply::status(503) };
    let broken = Reply { body: "the queue is full\u{7}".into(), ..Reply::status(500) };
    hook.reply([broken, busy, Reply::status(302)]);
    route(&app, &notifier).await;
    assert_eq!(notifier.send_due().await.expect("sends"), 1);
    let state = async || deliveries(&lender, "").await.remove(0);
    let failed = state().await;
    assert_eq!((&failed["state"], &failed["failure"]), (&json!("failed"), &json!("refused")));
    assert_eq!(failed["failure_detail"], "answered 500: the queue is full");
    let due: DateTime<Utc> = failed["due_at"].as_str().and_then(|t| t.parse().ok()).expect("a time");
    let waits = due - wall.now();
    assert!(waits >= TimeDelta::seconds(5) && waits <= TimeDelta::seconds(6), "{waits}");

    wall.pass(waits - TimeDelta::milliseconds(1));
    assert_eq!(notifier.send_due().await.expect("sends"), 0, "not before its time");
    wall.pass(TimeDelta::milliseconds(1));
    assert_eq!(notifier.send_due().await.expect("sends"), 1);
    let due: DateTime<Utc> = state().await["due_at"].as_str().and_then(|t| t.parse().ok()).expect("a time");
    assert_eq!(due - wall.now(), TimeDelta::seconds(100), "as long as the receiver asked for");
    wall.pass(TimeDelta::seconds(100));
    assert_eq!(notifier.send_due().await.expect("sends"), 1);
    assert_eq!(state().await["failure_detail"], "answered 302", "no redirect is followed");
    wall.pass(TimeDelta::minutes(3));
    assert_eq!(notifier.send_due().await.expect("sends"), 1);
    assert_eq!(state().await["state"], "delivered");

    let got = hook.until(4).await;
    assert!(got.iter().all(|g| verified(&secret, g) && g.header("webhook-id") == got[0].header("webhook-id")));
    assert_ne!(got[0].header("webhook-timestamp"), got[3].header("webhook-timestamp"), "signed anew");
    let seen = one(&lender, &state().await["id"]).await;
    let statuses: Vec<_> =
        seen["attempts_made"].as_array().expect("attempts").iter().map(|a| a["status"].clone()).collect();
    assert_eq!(statuses, [json!(200), json!(302), json!(503), json!(500)], "newest first");
}

#[tokio::test]
async fn a_dead_letter_is_seen_told_of_and_brought_back_by_hand() {
    let (app, hook, other, wall) = (TestApp::new().await, Receiver::start().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let (endpoint, _) = webhook(&lender, "ours", &hook.url()).await;
    let (of_the_dead, _) = webhook(&lender, "of the dead", &other.url()).await;
    rule(&lender, "dead", json!({"events": ["delivery.dead"], "first": to_webhook(&of_the_dead)})).await;
    rule(&lender, "all", json!({"events": ["*"], "first": to_webhook(&endpoint)})).await;
    event(&lender, "first").await;
    let schedule = RetrySchedule::new(vec![1, 1]).expect("a schedule");
    let notifier = notifier(&app, config::Notify { retry_s: schedule, ..config() }, &wall);
    hook.reply((0..3).map(|_| Reply::status(500)));
    assert_eq!(route(&app, &notifier).await, 1, "the site, and not the rule's own making");
    for _ in 0..3 {
        assert_eq!(notifier.send_due().await.expect("sends"), 1);
        wall.pass(TimeDelta::seconds(2));
    }
    let dead = deliveries(&lender, "?state=dead").await.remove(0);
    assert_eq!((&dead["attempts"], &dead["due_at"]), (&json!(3), &Value::Null));
    assert_eq!(route(&app, &notifier).await, 1, "the dead letter, to the rule that names it, and not to `*`");
    assert_eq!(notifier.send_due().await.expect("sends"), 1);
    let told = other.until(1).await.remove(0).json();
    assert_eq!((&told["type"], &told["data"]["entity_id"]), (&json!("delivery.dead"), &dead["id"]));
    assert_eq!(told["data"]["fields"]["failure"], "refused");

    let path = format!("/notifications/{}/retry", dead["id"].as_str().expect("an id"));
    let back = lender.post(&path, &json!({})).await.expect(200);
    assert_eq!(back["state"], "pending");
    lender.post(&path, &json!({})).await.problem(409, "refused_delivery_state");
    // What was refused lets go of the row just after its answer, and senders pass by what is locked.
    let sent = async { while notifier.send_due().await.expect("sends") == 0 {} };
    tokio::time::timeout(receiver::PATIENCE, sent).await.expect("it is due");
    let seen = one(&lender, &dead["id"]).await;
    assert_eq!((&seen["state"], &seen["attempts"]), (&json!("delivered"), &json!(4)));
    assert_eq!(hook.got()[3].header("webhook-id"), hook.got()[0].header("webhook-id"));
    route(&app, &notifier).await;
    assert_eq!(notifier.send_due().await.expect("sends"), 0, "what is done with a delivery tells nobody");
}

#[tokio::test]
async fn gone_for_good_is_dead_at_once() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let (endpoint, _) = webhook(&lender, "ours", &hook.url()).await;
    rule(&lender, "all", json!({"events": ["site.*"], "first": to_webhook(&endpoint)})).await;
    event(&lender, "first").await;
    hook.reply([Reply::status(410)]);
    let notifier = notifier(&app, config(), &wall);
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    let dead = deliveries(&lender, "").await.remove(0);
    assert_eq!(
        (&dead["state"], &dead["failure"], &dead["attempts"]),
        (&json!("dead"), &json!("refused_for_good"), &json!(1))
    );
}

#[tokio::test]
async fn private_addresses_are_refused_unless_allowed_by_number_and_by_name() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let port = hook.address.port();
    let targets = [
        ("number", format!("http://127.0.0.1:{port}/")),
        ("number over TLS", format!("https://127.0.0.1:{port}/")),
        ("spelt", format!("https://2130706433:{port}/")),
        ("v6", format!("https://[::1]:{port}/")),
        ("cloud", "https://169.254.169.254/latest/meta-data/".to_owned()),
        ("name", format!("https://localhost:{port}/")),
        ("name in the clear", format!("http://localhost:{port}/")),
    ];
    for (name, url) in &targets {
        let (endpoint, _) = webhook(&lender, name, url).await;
        rule(&lender, name, json!({"events": ["site.*"], "first": to_webhook(&endpoint)})).await;
    }
    event(&lender, "first").await;
    let strict = notifier(&app, config::Notify::default(), &wall);
    assert_eq!(route(&app, &strict).await, targets.len());
    strict.send_due().await.expect("sends");
    let refused = deliveries(&lender, "").await;
    for delivery in &refused {
        assert_eq!(
            (&delivery["state"], &delivery["failure"]),
            (&json!("dead"), &json!("address_not_allowed")),
            "{delivery}"
        );
    }
    assert!(hook.got().is_empty(), "nothing went out");

    // With the network allowed the plain ones arrive, by number and by name.
    let open = notifier(
        &app,
        config::Notify {
            allowed_networks: vec!["127.0.0.0/8".parse().expect("a network"), "::1".parse().expect("one")],
            ..config()
        },
        &wall,
    );
    for delivery in &refused {
        let path = format!("/notifications/{}/retry", delivery["id"].as_str().expect("an id"));
        lender.post(&path, &json!({})).await.expect(200);
    }
    open.send_due().await.expect("sends");
    assert_eq!(hook.until(2).await.len(), 2);
    assert_eq!(deliveries(&lender, "?state=delivered").await.len(), 2);
}

#[tokio::test]
async fn secrets_change_over_with_both_signing_for_a_time() {
    let (app, hook) = (TestApp::new().await, Receiver::start().await);
    let (lender, _) = app.lender("One").await;
    let (endpoint, old) = webhook(&lender, "ours", &hook.url()).await;
    rule(&lender, "all", json!({"events": ["site.*"], "first": to_webhook(&endpoint)})).await;
    let path = format!("/notification-endpoints/{endpoint}");
    let rotated = lender.post(&format!("{path}/rotate"), &json!({"overlap_h": 2})).await.expect(200);
    let new = rotated["secret"].as_str().expect("a secret").to_owned();
    assert_ne!(new, old);
    let shown = lender.get(&path).await.expect(200);
    assert!(!shown.to_string().contains("whsec_") && !shown.to_string().contains("token=secret"), "{shown}");
    assert_eq!((&shown["shown"]["secrets"], &shown["version"]), (&json!(2), &json!(2)));
    // Another name alone: what nobody is shown stays.
    let renamed = lender.with("if-match", "\"2\"").put(&path, &json!({"name": "core"})).await.expect(200);
    assert_eq!((&renamed["name"], &renamed["shown"]), (&json!("core"), &shown["shown"]));

    let wall = ahead();
    let notifier = notifier(&app, config(), &wall);
    event(&lender, "both").await;
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    wall.pass(TimeDelta::hours(3));
    event(&lender, "new only").await;
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    let got = hook.until(2).await;
    assert!(verified(&old, &got[0]) && verified(&new, &got[0]));
    assert_eq!(got[0].uri.query(), Some("token=secret"));
    assert!(!verified(&old, &got[1]) && verified(&new, &got[1]));
}
