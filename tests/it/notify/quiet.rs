//! Quiet hours: a message waits for the morning, unless it is urgent enough.

use super::receiver::Receiver;
use super::routing::any_event;
use super::*;

#[tokio::test]
async fn a_night_is_waited_out_and_what_is_urgent_breaks_through() {
    // 22:00 in Shanghai.
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, Wall::at("2026-09-01T14:00:00Z"));
    let (lender, _) = app.lender("One").await;
    let (endpoint, _) = webhook(&lender, "ours", &hook.url()).await;
    let quiet = json!({"from": "21:00:00", "to": "08:00:00", "break_through": "critical"});
    rule(&lender, "all", json!({"events": ["alert.*"], "first": to_webhook(&endpoint), "quiet_hours": quiet})).await;
    let raised = |severity: &str| json!({"severity": severity, "type": "removal"});
    any_event(&app, "One", "alert", "alert.raised", raised("high")).await;
    let urgent = any_event(&app, "One", "alert", "alert.raised", raised("critical")).await;
    let notifier = notifier(&app, config(), &wall);
    assert_eq!(route(&app, &notifier).await, 2);
    assert_eq!(notifier.send_due().await.expect("sends"), 1);
    assert_eq!(hook.until(1).await[0].json()["data"]["entity_id"], json!(urgent));
    let waits = deliveries(&lender, "?state=pending").await.remove(0);
    assert_eq!(waits["due_at"], "2026-09-02T00:00:00Z", "eight in the morning in Shanghai");
    wall.pass(TimeDelta::hours(10) - TimeDelta::seconds(1));
    assert_eq!(notifier.send_due().await.expect("sends"), 0);
    wall.pass(TimeDelta::seconds(1));
    assert_eq!(notifier.send_due().await.expect("sends"), 1);

    // Taken back before the morning: never sent.
    wall.pass(TimeDelta::hours(14));
    any_event(&app, "One", "alert", "alert.raised", raised("warn")).await;
    route(&app, &notifier).await;
    let waits = deliveries(&lender, "?state=pending").await.remove(0);
    let path = format!("/notifications/{}/cancel", waits["id"].as_str().expect("an id"));
    lender.post(&path, &json!({"reason": "settled by phone"})).await.problem(403, "forbidden");
    let admin = app.person(&lender, "ada", "admin").await;
    admin.post(&path, &json!({"reason": "settled by phone"})).await.expect(200);
    wall.pass(TimeDelta::hours(12));
    assert_eq!(notifier.send_due().await.expect("sends"), 0);
    assert_eq!(one(&lender, &waits["id"]).await["state"], "cancelled");
}
