//! Who is told next: where nobody was reached, or nobody answered.

use super::receiver::{Receiver, Reply};
use super::routing::any_event;
use super::*;

/// Rule: the first hook, after ten minutes the second, after twenty more the third.
async fn three_steps(app: &TestApp, unless: &str) -> [Receiver; 3] {
    let lender = app.lender("One").await.0;
    let hooks = [Receiver::start().await, Receiver::start().await, Receiver::start().await];
    let mut steps = Vec::new();
    for (i, hook) in hooks.iter().enumerate() {
        steps.push(to_webhook(&webhook(&lender, &format!("hook {i}"), &hook.url()).await.0));
    }
    let body = json!({"events": ["alert.raised"], "first": steps[0], "escalate": [
        {"after_min": 10, "unless": unless, "then": steps[1]}, {"after_min": 20, "unless": unless, "then": steps[2]}]});
    rule(&lender, "steps", body).await;
    hooks
}

async fn step(app: &TestApp, notifier: &Notifier) {
    route(app, notifier).await;
    notifier.escalate().await.expect("escalates");
    notifier.send_due().await.expect("sends");
}

fn came(hooks: &[Receiver; 3]) -> [usize; 3] {
    [hooks[0].got().len(), hooks[1].got().len(), hooks[2].got().len()]
}

#[tokio::test]
async fn whoever_is_not_reached_is_followed_by_the_next() {
    let (app, wall) = (TestApp::new().await, ahead());
    let hooks = three_steps(&app, "delivered").await;
    hooks[0].reply((0..10).map(|_| Reply::status(500)));
    let notifier = notifier(&app, config(), &wall);
    any_event(&app, "One", "alert", "alert.raised", json!({"severity": "critical"})).await;
    step(&app, &notifier).await;
    assert_eq!(came(&hooks), [1, 0, 0]);
    wall.pass(TimeDelta::minutes(10) - TimeDelta::seconds(1));
    step(&app, &notifier).await;
    assert_eq!(came(&hooks), [2, 0, 0], "tried again, nobody else yet");
    wall.pass(TimeDelta::seconds(1));
    step(&app, &notifier).await;
    assert_eq!(came(&hooks)[1], 1, "the second was reached");
    wall.pass(TimeDelta::hours(1));
    step(&app, &notifier).await;
    step(&app, &notifier).await;
    assert_eq!(came(&hooks)[2], 0, "so the third is left in peace");
    let left: i64 =
        sqlx::query_scalar("select count(*) from notification_escalation").fetch_one(&app.owner).await.expect("counts");
    assert_eq!(left, 0);
}

#[tokio::test]
async fn nobody_else_is_told_once_somebody_has_taken_it() {
    let (app, wall) = (TestApp::new().await, ahead());
    let hooks = three_steps(&app, "acknowledged").await;
    let book = app.book("Two").await;
    let (lender, _) = app.lender("One").await;
    let notifier = notifier(&app, config(), &wall);
    // Reached, but not answered: both others follow.
    any_event(&app, "One", "alert", "alert.raised", json!({"severity": "critical"})).await;
    step(&app, &notifier).await;
    wall.pass(TimeDelta::minutes(10));
    step(&app, &notifier).await;
    assert_eq!(came(&hooks), [1, 1, 0]);
    wall.pass(TimeDelta::minutes(20));
    step(&app, &notifier).await;
    assert_eq!(came(&hooks), [1, 1, 1]);
    let levels: Vec<Value> = deliveries(&lender, "").await.iter().map(|d| d["level"].clone()).collect();
    assert_eq!(levels, [json!(2), json!(1), json!(0)]);

    // Somebody acts on the thing itself: that is an answer.
    let endpoint = webhook(&book.client, "hook", &hooks[0].url()).await.0;
    let next = webhook(&book.client, "next", &hooks[1].url()).await.0;
    let body = json!({"events": ["alert.*"], "first": to_webhook(&endpoint),
        "escalate": [{"after_min": 10, "unless": "acknowledged", "then": to_webhook(&next)}]});
    rule(&book.client, "alerts", body).await;
    let raise = "insert into event (lender_no, entity_kind, entity_id, action, actor, at, data)
                 select lender_no, 'alert', id, 'alert.raised', 'system:detection', now(), '{\"severity\": \"critical\"}' from alert where id::text = $1";
    sqlx::query(raise).bind(&book.alert).execute(&app.owner).await.expect("an event");
    step(&app, &notifier).await;
    let officer = app.person(&book.client, "olga", "risk_officer").await;
    officer.post(&format!("/alerts/{}/acknowledge", book.alert), &json!({})).await.expect(200);
    let before = came(&hooks);
    wall.pass(TimeDelta::minutes(11));
    notifier.escalate().await.expect("escalates");
    notifier.send_due().await.expect("sends");
    assert_eq!(came(&hooks)[1], before[1], "taken at the desk");
}

#[tokio::test]
async fn a_person_acknowledges_what_was_sent_to_them_and_nobody_else_does() {
    let (app, wall) = (TestApp::new().await, ahead());
    let (lender, _) = app.lender("One").await;
    let hook = Receiver::start().await;
    let olga = app.person(&lender, "olga", "risk_officer").await;
    let ben = app.person(&lender, "ben", "risk_officer").await;
    let id: String = app.one("select id::text from app_user where email = $1", "olga@example.com").await;
    let next = webhook(&lender, "next", &hook.url()).await.0;
    let body = json!({"events": ["site.created"], "first": {"to": {"kind": "user", "user": id}, "via": {"channel": "email"}},
        "escalate": [{"after_min": 10, "unless": "acknowledged", "then": to_webhook(&next)}]});
    rule(&lender, "sites", body).await;
    let notifier = notifier(&app, config(), &wall);
    let site = event(&lender, "first").await;
    step(&app, &notifier).await;
    let delivery = deliveries(&lender, &format!("?entity_id={site}")).await.remove(0);
    let path = format!("/notifications/{}/acknowledge", delivery["id"].as_str().expect("an id"));
    ben.post(&path, &json!({})).await.problem(404, "not_found");
    lender.post(&path, &json!({})).await.problem(403, "forbidden");
    olga.post(&path, &json!({})).await.expect(204);
    olga.post(&path, &json!({})).await.expect(204);
    assert!(one(&lender, &delivery["id"]).await["acknowledged_at"].is_string());
    wall.pass(TimeDelta::minutes(11));
    step(&app, &notifier).await;
    assert!(hook.got().is_empty());
}

#[tokio::test]
async fn where_a_role_is_nobodys_the_next_is_told_at_once() {
    let (app, wall) = (TestApp::new().await, ahead());
    let (lender, _) = app.lender("One").await;
    let hook = Receiver::start().await;
    let next = webhook(&lender, "next", &hook.url()).await.0;
    let body = json!({"events": ["site.created"], "first": {"to": {"kind": "role", "role": "legal"}, "via": {"channel": "email"}},
        "escalate": [{"after_min": 600, "unless": "delivered", "then": to_webhook(&next)}]});
    rule(&lender, "sites", body).await;
    event(&lender, "first").await;
    step(&app, &notifier(&app, config(), &wall)).await;
    assert_eq!(hook.until(1).await.len(), 1);
}
