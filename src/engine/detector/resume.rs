//! A worker's start: the states as they were written, and what was committed since.

use super::{CHECKPOINT, Detector, WORKER};
use crate::engine::{Handle, Mode, Processed};
use crate::store::detection::Cursor;
use crate::store::observations::{Positions, Sequenced};
use crate::store::{Store, StoreError};
use lienwatch_domain::detect::{Assets, Parameters, Watch};
use lienwatch_domain::ids::VehicleNo;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

impl Detector {
    /// Restores the states and replays what was committed after the cursor.
    pub async fn resume(
        store: Store,
        handle: Handle,
        parameters: Parameters,
        assets: Arc<Assets>,
    ) -> Result<Detector, StoreError> {
        let clock = handle.clock().clone();
        let cursor = store.cursor(WORKER).await?;
        let mut watch = Watch::new(parameters, assets.clone());
        let mut seen = HashMap::new();
        let mut after = VehicleNo(i32::MIN);
        loop {
            let page = store.checkpoints(WORKER, after).await?;
            let Some(last) = page.last() else { break };
            after = last.vehicle;
            for checkpoint in page {
                seen.insert(checkpoint.vehicle, checkpoint.seen);
                watch.restore(checkpoint.vehicle, checkpoint.track);
            }
        }
        // Roles and intervals may have changed since.
        watch.set_assets(assets.clone());
        let mut detector = Detector {
            now: cursor.map_or(clock.now(), |c| c.now),
            ticks: Vec::new(),
            reached: cursor.map_or(Positions::default(), |c| c.seen),
            announced: Positions::default(),
            store,
            clock,
            handle,
            assets,
            watch,
            seen,
            dirty: BTreeSet::new(),
            changes: Vec::new(),
            pending: Vec::new(),
            downtimes: VecDeque::new(),
            checkpoint: Instant::now() + CHECKPOINT.0,
            processed: Processed::default(),
        };
        detector.replay().await?;
        Ok(detector)
    }

    async fn replay(&mut self) -> Result<(), StoreError> {
        let driven = self.clock.mode() == Mode::Driven;
        let mut ticks: Vec<(Cursor, Vec<Sequenced>)> = Vec::new();
        if driven {
            ticks.extend(self.store.ticks().await?.into_iter().map(|tick| (tick, Vec::new())));
        } else {
            self.store.note_downtime(self.clock.now()).await?;
            self.downtimes = self.store.downtimes_after(self.now).await?.into();
        }
        let mut replay = self.store.replay_after(self.reached).await?;
        while let Some(rows) = replay.next(&self.store).await? {
            tracing::info!(reached = replay.reached(), rows = rows.len(), "replaying observations");
            if !driven {
                self.take_batch(rows).await;
                continue;
            }
            for row in rows {
                // The first tick that decided it; what none has decided waits for the next one.
                let tick = ticks.partition_point(|(tick, _)| !tick.seen.covers(row.seq));
                ticks.get_mut(tick).map_or(&mut self.pending, |(_, decided)| decided).push(row);
            }
        }
        // Nobody has written since, and what is written from now on has higher numbers, whoever writes it.
        self.announced.reach(replay.reached());
        for (tick, decided) in ticks {
            self.process(decided);
            self.advance(tick.now);
        }
        self.deafen(None);
        self.catch_up();
        // So that the next start need not read any of this again.
        self.write(true).await;
        Ok(())
    }
}
