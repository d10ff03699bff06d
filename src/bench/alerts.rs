//! From the last byte of an alarm to the event at somebody who follows.

use super::device::Device;
use super::program::Program;
use super::speech;
use anyhow::Context;
use chrono::{TimeDelta, Utc};
use std::net::Ipv4Addr;
use std::ops::RangeInclusive;
use std::time::Duration;
use tokio::time::Instant;

/// Time an alert may take.
const LIMIT: Duration = Duration::from_secs(30);

/// One car after the other has its power cut. Answers how long each alert took, milliseconds. A car's power can be cut
/// once: every call takes cars of its own.
pub async fn measure(program: &Program, numbers: RangeInclusive<u32>) -> anyhow::Result<Vec<f64>> {
    let mut events = program.client.follow("/events/stream?kinds=alert").await?;
    let mut latencies = Vec::new();
    for number in numbers {
        let mut device = Device::login(&speech::tracker(number), &program.tcp, Ipv4Addr::LOCALHOST).await?;
        device.report(speech::at_time(number, 0, Utc::now() - TimeDelta::seconds(60))).await?;
        device.send(speech::power_cut(number, Utc::now())).await?;
        let sent = Instant::now();
        let raised = async {
            loop {
                let event = events.next().await?.context("the stream of events ended")?;
                if event["action"] == "alert.raised" && event["data"]["type"] == "power_cut" {
                    return anyhow::Ok(());
                }
            }
        };
        tokio::time::timeout(LIMIT, raised).await.context("no alert within 30 s of the alarm")??;
        latencies.push(sent.elapsed().as_secs_f64() * 1e3);
    }
    Ok(latencies)
}
