//! Ticks of a driven clock: what was received in one is decided, written, and only then processed.
//!
//! A replay goes through the same ticks with the same rows at the same times, from states of one moment, and with the
//! fleet as it was: the states are written before the fleet changes, and before the day turns for somebody, because
//! then arrears may. So it concludes the same, wherever the process was killed.

use super::{Detector, RETRY};
use crate::engine::Mode;
use crate::store::detection::Cursor;
use crate::store::observations::Sequenced;
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::arrivals;
use lienwatch_domain::ids::TrackerNo;
use lienwatch_domain::observation::Observation;
use std::collections::BTreeMap;
use std::time::Instant;

/// Ticks with rows between two checkpoints at most: each tick writes down which there were.
const MOST_TICKS: usize = 256;

impl Detector {
    /// Processes what came before; under a driven clock as of `now`.
    pub(super) async fn tick(&mut self, now: DateTime<Utc>) {
        let due = Instant::now() > self.checkpoint;
        if self.clock.mode() == Mode::Wall {
            self.advance(self.clock.now());
            return self.write(due).await;
        }
        let all = due || self.ticks.len() >= MOST_TICKS || self.day_turns(now);
        let rows = self.settle(now).await;
        let rows = self.process(rows);
        self.advance(now);
        self.write(all).await;
        // What was received is known now, and which clocks are wrong.
        self.store.take_latest(&rows);
        if let Err(error) = self.store.flush_latest().await {
            tracing::warn!(%error, "failed to write the latest positions; they stay in memory");
        }
    }

    /// Whether it is another day at `now` where one of the vehicles is at home.
    fn day_turns(&self, now: DateTime<Utc>) -> bool {
        let day = |t: DateTime<Utc>, offset_s: i32| (t.timestamp() + i64::from(offset_s)).div_euclid(86_400);
        self.assets.vehicles.values().any(|v| day(self.now, v.utc_offset_s) != day(now, v.utc_offset_s))
    }

    /// A driven clock's receive times, by [`arrivals`]. Returns the rows that count as received.
    async fn settle(&mut self, now: DateTime<Utc>) -> Vec<Sequenced> {
        let last = self.now;
        let mut rows = std::mem::take(&mut self.pending);
        if now == last {
            // The clock was not moved, and what was received later than it stands waits until it is. From the first
            // such row on, because a restart resumes at one number.
            let received = rows.iter().position(|r| r.observation.received_at > now).unwrap_or(rows.len());
            self.pending = rows.split_off(received);
        }
        let mut by_tracker: BTreeMap<TrackerNo, Vec<usize>> = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            by_tracker.entry(row.observation.tracker).or_default().push(index);
        }
        let mut changed = Vec::new();
        for (tracker, indices) in by_tracker {
            let sent: Vec<&Observation> = indices.iter().map(|&i| &rows[i].observation).collect();
            let times = arrivals(&sent, last, now, &self.watch.rhythm(tracker, last));
            for (index, at) in indices.into_iter().zip(times) {
                let o = &mut rows[index].observation;
                if at != o.received_at {
                    o.received_at = at;
                    changed.push(index);
                }
            }
        }
        self.settled(now, &rows, &changed).await;
        rows
    }

    /// Writes that the receive times of `rows` are decided as of `now`; those at `changed` are not as they are stored.
    pub(super) async fn settled(&mut self, now: DateTime<Utc>, rows: &[Sequenced], changed: &[usize]) {
        let mut seen = self.reached;
        rows.iter().for_each(|row| seen.take(row.seq));
        let changed: Vec<&Observation> = changed.iter().map(|&i| &rows[i].observation).collect();
        let tick = Cursor { seen, now };
        while let Err(error) = self.store.settle_tick(tick, &self.ticks, &changed).await {
            tracing::warn!(%error, "failed to settle receive times; trying again");
            tokio::time::sleep(RETRY).await;
        }
        if !rows.is_empty() {
            self.ticks.push(tick);
        }
    }

    /// Takes in what one tick has decided.
    pub(super) fn process(&mut self, mut rows: Vec<Sequenced>) -> Vec<Sequenced> {
        rows.sort_by_key(|r| (r.observation.received_at, r.observation.tracker, r.seq));
        rows.iter().for_each(|row| self.observe(row));
        self.catch_up();
        rows
    }
}
