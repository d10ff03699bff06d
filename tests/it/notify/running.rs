//! The running service: an event over the API arrives by itself, and a stop finishes what is under way.

use super::receiver::Receiver;
use super::*;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn what_happens_arrives_by_itself_and_a_stop_finishes_what_is_under_way() {
    let (app, hook) = (TestApp::new().await, Receiver::start().await);
    let (lender, _) = app.lender("One").await;
    let (endpoint, _) = webhook(&lender, "ours", &hook.url()).await;
    rule(&lender, "all", json!({"events": ["site.*"], "first": to_webhook(&endpoint)})).await;
    let wall = ahead();
    let (pokes, shutdown) = (app.state.engine.events.clone(), CancellationToken::new());
    let running = tokio::spawn(notifier(&app, config(), &wall).run(pokes, shutdown.clone()));
    event(&lender, "first").await;
    assert_eq!(hook.until(1).await[0].json()["type"], "site.created");

    let gate = hook.hold();
    event(&lender, "second").await;
    hook.until(2).await;
    shutdown.cancel();
    tokio::task::yield_now().await;
    assert!(!running.is_finished(), "the second is not answered yet");
    gate.add_permits(1);
    tokio::time::timeout(Duration::from_secs(20), running).await.expect("ends").expect("in order");
    let states: Vec<Value> = deliveries(&lender, "").await.iter().map(|d| d["state"].clone()).collect();
    assert_eq!(states, [json!("delivered"), json!("delivered")]);
}
