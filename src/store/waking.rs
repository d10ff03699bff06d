//! Alerts that were put off, when their time has come.

use super::events::{self, NewEvent};
use super::{Store, StoreError, alerts};
use chrono::{DateTime, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::desk::{self, Desk, DeskAction, DeskStage};
use lienwatch_domain::ids::LenderNo;
use sqlx::FromRow;
use uuid::Uuid;

/// Alerts woken in one transaction at most; the rest follows at the next look.
const MOST: i64 = 500;

/// As the log names who wakes them.
const WAKER: &str = "system:snooze";

#[derive(FromRow)]
struct Row {
    id: Uuid,
    lender_no: i32,
    version: i32,
    updated_at: DateTime<Utc>,
    snoozed_until: DateTime<Utc>,
    snoozed_until_fix: bool,
    fix_at: Option<DateTime<Utc>>,
}

impl Store {
    /// Makes snoozed alerts new whose time has come, or whose vehicle was heard from a new place, as of `now`, engine
    /// time. `wall` stamps the event log. Answers how many.
    pub async fn wake_alerts(&self, now: DateTime<Utc>, wall: DateTime<Utc>) -> Result<u64, StoreError> {
        let mut tx = self.worker.begin().await?;
        let rows: Vec<Row> = sqlx::query_as(
            "select a.id, a.lender_no, a.version, a.updated_at, a.snoozed_until, a.snoozed_until_fix, f.at as fix_at
             from alert a
             left join lateral (select max(t.device_time) as at from installation i join tracker_latest t using (tracker_no)
                                where a.snoozed_until_fix and i.vehicle_no = a.vehicle_no and i.removed_at is null) f on true
             where a.desk_state = 'snoozed' and a.snoozed_until is not null
               and (a.snoozed_until <= $1 or f.at > a.updated_at)
             order by a.id limit $2 for update of a skip locked",
        )
        .bind(now)
        .bind(MOST)
        .fetch_all(&mut *tx)
        .await?;
        let mut woken = 0;
        for row in rows {
            let stage = DeskStage::Snoozed {
                by: Actor::System,
                at: row.updated_at,
                until: row.snoozed_until,
                or_fix: row.snoozed_until_fix,
            };
            let before = Desk { stage, version: u64::try_from(row.version).unwrap_or(0) };
            let wake = DeskAction::Wake { fix_at: row.fix_at };
            let Ok((after, event)) = desk::apply(&before, wake, Actor::System, now) else { continue };
            let change = alerts::DeskChange {
                expected: row.version,
                desk_state: after.stage.state().name(),
                verdict: None,
                snoozed_until: None,
                snoozed_until_fix: false,
                by: WAKER,
                reason: None,
                now,
            };
            alerts::set_desk(&mut tx, row.id, &change).await?;
            let data = serde_json::to_value(&event).map_err(|e| StoreError::unreadable("desk event", e.to_string()))?;
            let event = NewEvent {
                lender: Some(LenderNo(row.lender_no)),
                entity_kind: "alert",
                entity_id: row.id,
                action: "wake",
                actor: WAKER,
                at: wall,
                reason: None,
                data,
            };
            events::append(&mut tx, &event).await?;
            woken += 1;
        }
        tx.commit().await?;
        Ok(woken)
    }
}
