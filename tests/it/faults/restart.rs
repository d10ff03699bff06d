//! An orderly stop and a new start in the middle of a stream: the detectors go on as if nothing had been.

use super::fleet::{Fleet, begin, story, undisturbed};
use super::outcome::{holds, outcome, same};
use serde_json::Value;

const DAYS: u32 = 3;

#[tokio::test]
async fn detectors_that_are_restarted_conclude_the_same() {
    let expected = undisturbed(DAYS).await;
    let mut fleet = Fleet::of(story(DAYS));
    let (mut installation, mut program) = begin(&fleet).await;
    let url = installation.database.clone().expect("given");
    let mut step = 0;
    while !fleet.ended() {
        let now = fleet.next_step();
        step += 1;
        // Now and then between an upload and the tick that receives it, now and then right after a tick.
        if step % 7 == 0 {
            fleet.upload(&program.tcp, usize::MAX).await.expect("the server is there");
            program.stop().await;
            fleet.disconnected(&url).await;
            program = installation.start().await;
        }
        fleet.finish_step(&program, now).await;
        fleet.ticked();
        if step % 11 == 0 {
            program.stop().await;
            fleet.disconnected(&url).await;
            program = installation.start().await;
        }
    }
    program.stop().await;
    holds(&url, &fleet.acknowledged_records()).await;
    same(&expected, &outcome(&url).await);
}

#[tokio::test]
async fn a_driven_clock_stands_where_it_stood() {
    let mut fleet = Fleet::of(story(DAYS));
    let (mut installation, program) = begin(&fleet).await;
    fleet.play_step(&program).await;
    let stood: Value = program.client.get("/system").await.expect("answers");
    program.kill().await;
    let program = installation.start().await;
    let stands: Value = program.client.get("/system").await.expect("answers");
    assert_eq!(stands["now"], stood["now"]);
    let back = fleet.now - chrono::TimeDelta::seconds(1);
    program.move_clock(back).await.expect_err("it does not go back");
    program.stop().await;
}
