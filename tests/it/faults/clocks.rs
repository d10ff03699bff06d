//! Clocks jump in the middle of a connection, the service's and the devices': nobody is hung up on, every record is
//! stored once and acknowledged, and what a bad clock says moves no latest position.

use super::device::{Act, Device};
use super::outcome::{holds, outcome};
use super::program::{Installation, Program};
use crate::ingest::service::{IMEI, position, register};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;

async fn say(device: &mut Device, program: &Program, time: DateTime<Utc>) {
    device.acts.push_back(Act::Say(position(time).into()));
    device.go_on(program.tcp[&device.protocol]).await.expect("sends");
    while device.waiting() > 0 {
        device.acknowledgement().await.expect("it is not hung up on, and acknowledged");
    }
}

#[tokio::test]
async fn jumps_of_the_services_clock_by_a_day_hang_up_on_nobody() {
    let start: DateTime<Utc> = "2026-03-02T00:00:00Z".parse().expect("a time");
    for protocol in super::program::SPOKEN {
        let url = database::fresh().await;
        let owner = PgPool::connect(&url).await.expect("connects");
        register(&owner, IMEI, protocol.name()).await;
        let mut installation = Installation::new(Some(url.clone()), Some(start));
        let program = installation.start().await;
        let mut device = Device::new(IMEI, protocol);
        device.acts.push_back(Act::Login);
        say(&mut device, &program, start + TimeDelta::seconds(1)).await;

        // The service's clock jumps a day; then the device goes on in the new day, and once in the old one.
        let now = start + TimeDelta::days(1);
        program.move_clock(now).await.expect("moves");
        let last = now + TimeDelta::seconds(5);
        say(&mut device, &program, last).await;
        say(&mut device, &program, now - TimeDelta::hours(20)).await;
        program.move_clock(now + TimeDelta::minutes(1)).await.expect("moves");
        assert_eq!(latest(&owner).await, last, "{protocol}: the newest");

        // A kill right after a jump, and one more jump.
        let then = now + TimeDelta::days(1);
        program.move_clock(then).await.expect("moves");
        program.kill().await;
        device.disconnected(0);
        let program = installation.start().await;
        program.move_clock(now).await.expect_err("it does not go back");
        device.acts.push_back(Act::Login);
        say(&mut device, &program, then + TimeDelta::seconds(7)).await;
        // When something was received is decided by the tick after it.
        program.move_clock(then + TimeDelta::minutes(1)).await.expect("moves");
        program.stop().await;
        assert_eq!(device.acknowledged.len(), 4, "{protocol}");
        holds(&url, &device.acknowledged.iter().map(|t| (IMEI.to_owned(), *t)).collect()).await;
        assert_eq!(outcome(&url).await.records.len(), 4, "{protocol}");
        assert_eq!(latest(&owner).await, then + TimeDelta::seconds(7), "{protocol}");
    }
}

#[tokio::test]
async fn jumps_of_a_devices_clock_are_stored_once_and_move_nothing() {
    for protocol in super::program::SPOKEN {
        let url = database::fresh().await;
        let owner = PgPool::connect(&url).await.expect("connects");
        register(&owner, IMEI, protocol.name()).await;
        let mut installation = Installation::new(Some(url.clone()), None);
        let program = installation.start().await;
        let mut device = Device::new(IMEI, protocol);
        device.acts.push_back(Act::Login);
        let now = DateTime::from_timestamp(Utc::now().timestamp() - 1, 0).expect("in range");
        let begun: DateTime<Utc> = "2000-01-01T00:00:10Z".parse().expect("a time");
        for time in [now, now + TimeDelta::days(1), now - TimeDelta::days(1), begun, now + TimeDelta::days(2)] {
            say(&mut device, &program, time).await;
            // Said again over the same connection, as a device does whose answer came too late.
            say(&mut device, &program, time).await;
        }
        program.stop().await;
        assert_eq!(device.acknowledged.len(), 5, "{protocol}");
        holds(&url, &device.acknowledged.iter().map(|t| (IMEI.to_owned(), *t)).collect()).await;
        assert_eq!(outcome(&url).await.records.len(), 5, "{protocol}");
        assert_eq!(latest(&owner).await, now, "{protocol}: what other clocks say moves nothing");
    }
}

async fn latest(owner: &PgPool) -> DateTime<Utc> {
    sqlx::query_scalar("select device_time from tracker_latest").fetch_one(owner).await.expect("one device")
}
