//! Kills at random moments, in uploads and in moves of the clock: LIENWATCH_SOAK_KILLS of them (3 unless told), of a
//! service with LIENWATCH_SOAK_DEVICES devices at least (one telling of the story unless told), of three families and MQTT.

use super::fleet::{Fleet, begin, crowd, undisturbed_run};
use super::outcome::{alone, differences, holds, outcome};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::Value;
use std::time::{Duration, Instant};

const DAYS: u32 = 2;

#[tokio::test]
async fn kills_at_random_moments_change_nothing() {
    let kills: usize = std::env::var("LIENWATCH_SOAK_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(3);
    let devices: usize = std::env::var("LIENWATCH_SOAK_DEVICES").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let seed = std::env::var("LIENWATCH_SOAK_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or_else(rand::random);
    eprintln!("{kills} kills, LIENWATCH_SOAK_SEED={seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let started = Instant::now();
    let expected = undisturbed_run(Fleet::of(crowd(DAYS, devices))).await;
    let whole = started.elapsed();
    let (mut killed, mut in_clock, mut restarts, mut runs) = (0, 0, 0, 0);
    let (mut acknowledged, mut different) = (0, Vec::new());
    while killed < kills {
        runs += 1;
        let mut fleet = Fleet::of(crowd(DAYS, devices));
        let (mut installation, mut program) = begin(&fleet).await;
        let url = installation.database.clone().expect("given");
        // Ten or so to a run of the story.
        let soon = |random: &mut StdRng| Instant::now() + whole.mul_f64(random.random_range(0.0..0.2));
        let mut next = soon(&mut random);
        while !fleet.ended() {
            let now = fleet.next_step();
            loop {
                let left = |until: Instant| match killed < kills {
                    true => until.saturating_duration_since(Instant::now()),
                    false => Duration::MAX,
                };
                let upload = async {
                    fleet.upload(&program.tcp, usize::MAX).await.expect("the server is there");
                    fleet.arrive(&url).await;
                };
                let uploaded = tokio::time::timeout(left(next), upload).await;
                if uploaded.is_ok() {
                    // A move of the clock is short: some kills are meant for it.
                    if random.random_bool(0.1) {
                        next = Instant::now() + Duration::from_micros(random.random_range(0..20_000));
                    }
                    let moved = tokio::time::timeout(left(next), program.move_clock(now)).await;
                    if let Ok(moved) = moved {
                        moved.expect("the clock moves");
                        break;
                    }
                }
                killed += 1;
                in_clock += usize::from(uploaded.is_ok());
                // Now and then the broker is restarted too: while the program is there, or while it is not.
                let broker = random.random_range(0..8);
                restarts += usize::from(broker < 2);
                if broker == 0 {
                    fleet.restart_broker();
                }
                program.kill().await;
                if broker == 1 {
                    fleet.restart_broker();
                }
                alone(&url).await;
                holds(&url, &fleet.acknowledged_records()).await;
                program = installation.start().await;
                let stands: Value = program.client.get("/system").await.expect("answers");
                if stands["now"] == serde_json::json!(now) {
                    // The tick was over for the server, though its answer has not come.
                    fleet.ticked();
                }
                fleet.disconnected(&url).await;
                next = soon(&mut random);
            }
        }
        program.stop().await;
        holds(&url, &fleet.acknowledged_records()).await;
        acknowledged += fleet.acknowledged_records().len();
        let found = differences(&expected, &outcome(&url).await);
        eprintln!("run {runs}: {killed} kills so far, {} tables that differ", found.len());
        different.extend(found.into_iter().map(|what| format!("run {runs}: {what}")));
    }
    eprintln!(
        "{killed} kills in {runs} runs, {in_clock} of them while the clock moved, {restarts} with a restart of the broker; \
         {acknowledged} records acknowledged, all of them there, none twice; {} tables of a run that differ; {:?}",
        different.len(),
        started.elapsed()
    );
    assert!(different.is_empty(), "{}", different.join("\n"));
}
