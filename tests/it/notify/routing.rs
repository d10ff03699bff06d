//! Which events make which deliveries.

use super::receiver::Receiver;
use super::*;
use lienwatch::store::events::{self, NewEvent};
use lienwatch_domain::ids::LenderNo;

/// An event of any kind, as a part of the service that does not exist yet would write it.
pub async fn any_event(app: &TestApp, lender: &str, kind: &str, action: &str, data: Value) -> Uuid {
    let no: i32 = app.one("select lender_no from lender where name = $1", lender).await;
    let id = Uuid::now_v7();
    let mut c = app.owner.acquire().await.expect("connects");
    let new = NewEvent {
        lender: Some(LenderNo(no)),
        entity_kind: kind,
        entity_id: id,
        action,
        actor: "system:tests",
        at: Utc::now(),
        reason: Some("a reason in words"),
        data,
    };
    events::append(&mut c, &new).await.expect("appends");
    id
}

#[tokio::test]
async fn kinds_of_events_that_come_later_are_routed_by_pattern_and_severity() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let (endpoint, _) = webhook(&lender, "ours", &hook.url()).await;
    let high = json!({"events": ["auction.*", "alert.raised"], "min_severity": "high", "first": to_webhook(&endpoint)});
    rule(&lender, "high", high).await;
    any_event(
        &app,
        "One",
        "auction",
        "bid_won",
        json!({"severity": "critical", "state": "sold", "note": "Wang Xiaoming"}),
    )
    .await;
    any_event(&app, "One", "auction", "bid_made", json!({})).await;
    // Some actions carry their kind already.
    any_event(&app, "One", "alert", "alert.raised", json!({"severity": "high", "type": "removal"})).await;
    any_event(&app, "One", "alert", "alert.raised", json!({"severity": "warn", "type": "removal"})).await;
    let notifier = notifier(&app, config(), &wall);
    assert_eq!(route(&app, &notifier).await, 2);
    notifier.send_due().await.expect("sends");
    let mut got: Vec<Value> = hook.until(2).await.iter().map(|g| g.json()).collect();
    got.sort_by_key(|g| g["type"].to_string());
    assert_eq!((&got[0]["type"], &got[1]["type"]), (&json!("alert.raised"), &json!("auction.bid_won")));
    assert_eq!(got[1]["data"]["fields"]["state"], "sold");
    assert!(!got[1].to_string().contains("Wang"), "{}", got[1]);
    let words = deliveries(&lender, "?event_type=alert.").await.remove(0);
    assert_eq!((&words["subject"], &words["severity"]), (&json!("high alert: removal"), &json!("high")));
}

#[tokio::test]
async fn a_lender_is_told_of_its_own_and_of_nothing_before_the_rule() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (one_lender, _) = app.lender("One").await;
    let (other, _) = app.lender("Other").await;
    event(&one_lender, "before").await;
    let (endpoint, _) = webhook(&one_lender, "ours", &hook.url()).await;
    rule(&one_lender, "all", json!({"events": ["site.*"], "first": to_webhook(&endpoint)})).await;
    event(&other, "of the other").await;
    let after = event(&one_lender, "after").await;
    let notifier = notifier(&app, config(), &wall);
    assert_eq!(route(&app, &notifier).await, 1);
    let listed = deliveries(&one_lender, "").await;
    assert_eq!((listed.len(), &listed[0]["entity_id"]), (1, &json!(after)));
    assert!(deliveries(&other, "").await.is_empty());
    other.get(&format!("/notifications/{}", listed[0]["id"].as_str().expect("an id"))).await.problem(404, "not_found");
    other.get(&format!("/notification-endpoints/{endpoint}")).await.problem(404, "not_found");
    // Nor does a rule of the other reach that endpoint.
    let stolen = json!({"name": "x", "rule": {"events": ["*"], "first": to_webhook(&endpoint)}});
    other.post("/notification-rules", &stolen).await.problem(422, "unknown_recipient");
}

/// A transaction that took its number early and commits late is not passed over.
#[tokio::test]
async fn an_event_that_commits_late_is_routed() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let (endpoint, _) = webhook(&lender, "ours", &hook.url()).await;
    rule(&lender, "all", json!({"events": ["*"], "first": to_webhook(&endpoint)})).await;
    let no: i32 = app.one("select lender_no from lender where name = $1", "One").await;
    let mut slow = app.owner.begin().await.expect("begins");
    let new = NewEvent {
        lender: Some(LenderNo(no)),
        entity_kind: "thing",
        entity_id: Uuid::now_v7(),
        action: "late",
        actor: "system:tests",
        at: Utc::now(),
        reason: None,
        data: json!({}),
    };
    events::append(&mut slow, &new).await.expect("appends");
    event(&lender, "meanwhile").await;
    let notifier = notifier(&app, config(), &wall);
    assert_eq!(notifier.route().await.expect("routes"), 0, "both wait for the transaction that still runs");
    slow.commit().await.expect("commits");
    assert_eq!(route(&app, &notifier).await, 2);
    let mut kinds: Vec<String> = deliveries(&lender, "").await.iter().map(|d| d["event_type"].to_string()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["\"site.created\"", "\"thing.late\""]);
}

#[tokio::test]
async fn a_rule_that_is_off_or_deleted_tells_nobody() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let (endpoint, _) = webhook(&lender, "ours", &hook.url()).await;
    let body = json!({"events": ["site.*"], "first": to_webhook(&endpoint)});
    let id = rule(&lender, "all", body.clone()).await;
    let path = format!("/notification-rules/{id}");
    let off = json!({"name": "all", "enabled": false, "rule": body});
    lender.put(&path, &off).await.problem(428, "version_required");
    lender.with("if-match", "\"7\"").put(&path, &off).await.problem(412, "stale_version");
    lender.with("if-match", "\"1\"").put(&path, &off).await.expect(200);
    event(&lender, "off").await;
    let notifier = notifier(&app, config(), &wall);
    assert_eq!(route(&app, &notifier).await, 0);
    lender.with("if-match", "\"2\"").put(&path, &json!({"name": "all", "rule": body})).await.expect(200);
    event(&lender, "on").await;
    assert_eq!(route(&app, &notifier).await, 1);
    lender.delete(&path).await.expect(204);
    event(&lender, "deleted").await;
    assert_eq!(route(&app, &notifier).await, 0);
    // What waits for an endpoint that was deleted is noted as not sent.
    lender.delete(&format!("/notification-endpoints/{endpoint}")).await.expect(204);
    notifier.send_due().await.expect("sends");
    let unsent = deliveries(&lender, "").await.remove(0);
    assert_eq!((&unsent["state"], &unsent["suppressed_because"]), (&json!("suppressed"), &json!("endpoint_gone")));
    assert!(hook.got().is_empty());
}
