//! kill -9 of the real program in the middle of uploads: nothing acknowledged is lost, nothing is stored or raised
//! twice, and the detectors end where an undisturbed run ends.

use super::fleet::{Fleet, Upload, begin, story, undisturbed};
use super::outcome::{holds, outcome, same};

const DAYS: u32 = 4;

#[tokio::test]
async fn a_kill_in_the_middle_of_an_upload_changes_nothing() {
    let expected = undisturbed(DAYS).await;
    let mut fleet = Fleet::of(story(DAYS));
    let (mut installation, mut program) = begin(&fleet).await;
    let url = installation.database.clone().expect("given");
    let mut kills = [150, 1000, 1001, 3000, 5000].into_iter().peekable();
    let mut killed = 0;
    while !fleet.ended() {
        let now = fleet.next_step();
        while let Some(&at) = kills.peek()
            && fleet.upload(&program.tcp, at).await.expect("the server is there") == Upload::Enough
        {
            kills.next();
            killed += 1;
            program.kill().await;
            fleet.disconnected();
            holds(&url, &fleet.acknowledged_records()).await;
            program = installation.start().await;
        }
        fleet.finish_step(&program, now).await;
    }
    program.stop().await;
    assert_eq!(killed, 5);
    same(&expected, &outcome(&url).await);
}
