//! Two processes never send one delivery at once, and what a killed one held is sent again.

use super::receiver::Receiver;
use super::*;

#[tokio::test]
async fn two_processes_send_each_delivery_once() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let (endpoint, _) = webhook(&lender, "ours", &hook.url()).await;
    rule(&lender, "all", json!({"events": ["site.*"], "first": to_webhook(&endpoint)})).await;
    for i in 0..30 {
        event(&lender, &format!("site {i}")).await;
    }
    let (a, b) = (notifier(&app, config(), &wall), notifier(&app, config(), &wall));
    let (of_a, of_b) = tokio::join!(a.route(), b.route());
    let made = of_a.expect("routes") + of_b.expect("routes") + route(&app, &a).await;
    assert_eq!(made, 30, "one delivery an event, whoever routes it");
    let (sent_a, sent_b) = tokio::join!(a.send_due(), b.send_due());
    assert_eq!(sent_a.expect("sends") + sent_b.expect("sends"), 30);
    let got = hook.until(30).await;
    let mut ids: Vec<&str> = got.iter().map(|g| g.header("webhook-id")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((got.len(), ids.len()), (30, 30));
    assert_eq!(deliveries(&lender, "?state=delivered&limit=100").await.len(), 30);
}

#[tokio::test]
async fn what_a_killed_sender_held_is_sent_again_under_the_same_id() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let (endpoint, _) = webhook(&lender, "ours", &hook.url()).await;
    rule(&lender, "all", json!({"events": ["site.*"], "first": to_webhook(&endpoint)})).await;
    event(&lender, "first").await;
    let gate = hook.hold();
    let first = notifier(&app, config(), &wall);
    route(&app, &first).await;
    // It is killed with the request out and no answer in: between its claim and its report.
    let killed = tokio::spawn(async move { first.send_due().await });
    hook.until(1).await;
    killed.abort();
    assert!(killed.await.expect_err("killed").is_cancelled());
    let held = deliveries(&lender, "").await.remove(0);
    assert_eq!((&held["state"], &held["attempts"]), (&json!("sending"), &json!(1)));

    gate.add_permits(10);
    let second = notifier(&app, config(), &wall);
    wall.pass(TimeDelta::seconds(59));
    assert_eq!(second.send_due().await.expect("sends"), 0, "the lease still holds");
    wall.pass(TimeDelta::seconds(1));
    assert_eq!(second.send_due().await.expect("sends"), 1);
    let got = hook.until(2).await;
    assert_eq!(got[0].header("webhook-id"), got[1].header("webhook-id"), "a receiver tells the repetition");
    let seen = one(&lender, &held["id"]).await;
    assert_eq!((&seen["state"], &seen["attempts"]), (&json!("delivered"), &json!(2)));
    let outcomes: Vec<_> =
        seen["attempts_made"].as_array().expect("attempts").iter().map(|a| a["outcome"].clone()).collect();
    assert_eq!(outcomes, [json!("delivered"), json!("abandoned")]);
}

#[tokio::test]
async fn one_slow_endpoint_does_not_take_all_senders() {
    let (app, slow, quick, wall) = (TestApp::new().await, Receiver::start().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let (to_slow, _) = webhook(&lender, "slow", &slow.url()).await;
    let (to_quick, _) = webhook(&lender, "quick", &quick.url()).await;
    for (name, endpoint) in [("slow", to_slow), ("quick", to_quick)] {
        rule(&lender, name, json!({"events": ["site.*"], "first": to_webhook(&endpoint)})).await;
    }
    for i in 0..8 {
        event(&lender, &format!("site {i}")).await;
    }
    let gate = slow.hold();
    let notifier = notifier(&app, config::Notify { senders: 6, ..config() }, &wall);
    assert_eq!(route(&app, &notifier).await, 16);
    let sending = tokio::spawn(async move { notifier.send_due().await });
    assert_eq!(quick.until(8).await.len(), 8, "while the slow one answers nothing");
    assert!(slow.got().len() <= 4, "no more than its share: {}", slow.got().len());
    gate.add_permits(100);
    assert_eq!(sending.await.expect("ends").expect("sends"), 16);
}
