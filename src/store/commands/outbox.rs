//! What the delivering side does: each step one transaction of the worker's role, with its event row.
//!
//! A command is `sent` in the database before its bytes leave: after a crash at any moment it has either not been sent
//! or is known to have been, and what must not be done twice is not sent twice.

use super::{Stamp, Stored, change, cut, for_update, live, place_of};
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::command::{self, Action, CommandKind, CommandState, Failure, Next, Order, gate};
use lienwatch_domain::ids::{CommandId, TrackerNo};
use lienwatch_protocols::{Answer, Command, Ticket};
use sqlx::{PgConnection, Row as _};

/// Trackers or commands read by one statement.
const PAGE: i64 = 5000;
/// As the event table names us.
const ACTOR: &str = "system:commands";

/// A device that has commands waiting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// What it speaks.
    pub protocol: String,
    /// IMEI or terminal id.
    pub device_id: String,
    /// It sleeps between its reports.
    pub sleeps: bool,
}

/// A tracker with live commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub tracker: TrackerNo,
    /// One of them waits to be sent.
    pub queued: bool,
    /// It is reached through the broker at any time.
    pub by_broker: bool,
}

/// A command that may be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub id: CommandId,
    /// What.
    pub command: Command,
    /// Goes to a sleeping device's open connection too.
    pub urgent: bool,
    /// To whom.
    pub device: Device,
}

/// What there is to do for a tracker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// Nothing is live.
    Done,
    /// Something is, but nothing can go at this moment.
    Later,
    /// This can.
    Ready(Offer),
}

impl Store {
    /// Trackers with live commands after `after`, in order: a page of them.
    pub async fn trackers_with_commands(&self, after: TrackerNo) -> Result<Vec<Waiting>, StoreError> {
        let rows: Vec<(i32, bool, bool)> = sqlx::query_as(
            "select k.tracker_no, bool_or(k.state = 'queued'),
                    bool_and(t.protocol = 'json' and t.role <> 'wireless' and t.wake_interval_s is null)
             from command k join tracker t using (tracker_no) where k.due_at is not null and k.tracker_no > $1
             group by k.tracker_no order by k.tracker_no limit $2",
        )
        .bind(after.0)
        .bind(PAGE)
        .fetch_all(&self.worker)
        .await?;
        let waiting = |(no, queued, by_broker)| Waiting { tracker: TrackerNo(no), queued, by_broker };
        Ok(rows.into_iter().map(waiting).collect())
    }

    /// What there is to do for a tracker at `now`. Cuts whose gate has closed for good are given up here, and what is
    /// under way gives way to the end of a cut.
    pub async fn next_command(
        &self,
        tracker: TrackerNo,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
    ) -> Result<Work, StoreError> {
        let mut tx = self.worker.begin().await?;
        let stored = live(&mut tx, tracker.0).await?;
        let orders: Vec<Order> = stored.iter().map(|s| s.order.clone()).collect();
        if orders.is_empty() {
            return Ok(Work::Done);
        }
        let mut chosen = None;
        match command::next(&orders, now) {
            Next::Nothing | Next::UnderWay(_) => {}
            Next::Supersede { given_up, urgent } => {
                let detail = "an engine restore went before it while its answer was awaited".to_owned();
                let stored = stored.iter().find(|s| s.order.id == given_up.id);
                if let Some(stored) = stored {
                    refuse(&mut tx, stored, Failure::Superseded, detail, now, wall).await?;
                }
                chosen = Some(urgent.clone());
            }
            Next::Offer(waiting) => {
                for order in waiting {
                    let found = stored.iter().find(|s| s.order.id == order.id);
                    let open = match found {
                        Some(cut) if order.kind() == CommandKind::EngineCut => {
                            gate_open(&mut tx, cut, now, wall).await?
                        }
                        _ => true,
                    };
                    if open {
                        chosen = Some(order.clone());
                        break;
                    }
                }
            }
        }
        let work = match chosen {
            None => Work::Later,
            Some(order) => {
                let row =
                    sqlx::query("select protocol, device_id, role, wake_interval_s from tracker where tracker_no = $1")
                        .bind(tracker.0)
                        .fetch_one(&mut *tx)
                        .await?;
                let sleeps = row.try_get::<String, _>("role")? == "wireless"
                    || row.try_get::<Option<i32>, _>("wake_interval_s")?.is_some();
                let device =
                    Device { protocol: row.try_get("protocol")?, device_id: row.try_get("device_id")?, sleeps };
                Work::Ready(Offer { id: order.id, urgent: order.kind().urgent(), command: order.command, device })
            }
        };
        tx.commit().await?;
        Ok(work)
    }

    /// Says that a command goes out now, if it still may. `false`: it was taken back, or a rule refuses.
    pub async fn send_command(
        &self,
        id: CommandId,
        ticket: Ticket,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut tx = self.worker.begin().await?;
        let Some(seen) = super::get(&mut tx, id.0).await? else { return Ok(false) };
        let place = place_of(&mut tx, seen.lender_no).await?;
        // Loan and case are locked before the command, as everywhere.
        let facts = match seen.order.kind() {
            CommandKind::EngineCut => cut::facts(&mut tx, &seen, &place, now).await?,
            _ => None,
        };
        let Some(stored) = for_update(&mut tx, id.0).await? else { return Ok(false) };
        let due = stored.order.state() == CommandState::Queued && stored.order.expires_at > now;
        let cleared = gate::clear(&stored.order, facts.as_ref(), &place.policy.commands, now);
        let (true, Ok(cleared)) = (due, cleared) else { return Ok(false) };
        let applied = command::apply(&stored.order, Action::Send { ticket, cleared }, now);
        let Ok(Some(applied)) = applied else { return Ok(false) };
        match change(&mut tx, stored.lender_no, &applied, Stamp { actor: ACTOR, wall }).await {
            Ok(()) => {}
            // Another one is under way.
            Err(StoreError::Constraint(_)) => return Ok(false),
            Err(error) => return Err(error),
        }
        tx.commit().await?;
        Ok(true)
    }

    /// The device cannot be told this.
    pub async fn refuse_command(
        &self,
        id: CommandId,
        detail: String,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut tx = self.worker.begin().await?;
        if let Some(stored) = for_update(&mut tx, id.0).await? {
            refuse(&mut tx, &stored, Failure::NotSupported, detail, now, wall).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The device answered. Returns whether that was the answer to one of its commands.
    pub async fn answer_command(
        &self,
        tracker: TrackerNo,
        answer: Answer,
        text: Option<&str>,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        loop {
            let mut tx = self.worker.begin().await?;
            let stored = live(&mut tx, tracker.0).await?;
            let Some(stored) = stored.iter().find(|s| answers(&s.order, answer.ticket)) else { return Ok(false) };
            let action = Action::Answer { accepted: answer.accepted, text };
            let Ok(Some(applied)) = command::apply(&stored.order, action, now) else { return Ok(false) };
            match change(&mut tx, stored.lender_no, &applied, Stamp { actor: ACTOR, wall }).await {
                Ok(()) => {}
                // Its time ran out at this very moment: look again.
                Err(StoreError::Stale { .. }) => continue,
                Err(error) => return Err(error),
            }
            tx.commit().await?;
            return Ok(true);
        }
    }

    /// Expires what waited too long and gives up, or takes back into the queue, what was not answered in time.
    /// Returns the trackers whose queues changed. Idempotent.
    pub async fn tick_commands(&self, now: DateTime<Utc>, wall: DateTime<Utc>) -> Result<Vec<TrackerNo>, StoreError> {
        let mut changed = Vec::new();
        loop {
            let mut tx = self.worker.begin().await?;
            let rows: Vec<super::Row> = sqlx::query_as(
                "select lender_no, tracker_no, vehicle_no, detail from command where due_at <= $1
                 order by due_at limit $2 for update skip locked",
            )
            .bind(now)
            .bind(PAGE / 10)
            .fetch_all(&mut *tx)
            .await?;
            let before = changed.len();
            for stored in rows.into_iter().map(Stored::from) {
                if let Ok(Some(applied)) = command::apply(&stored.order, Action::Tick, now) {
                    change(&mut tx, stored.lender_no, &applied, Stamp { actor: ACTOR, wall }).await?;
                    changed.push(TrackerNo(stored.tracker_no));
                }
            }
            tx.commit().await?;
            if changed.len() == before {
                return Ok(changed);
            }
        }
    }
}

/// Whether a message with this ticket answers the order: the ticket of its last sending, or any where the protocol
/// answers in order.
fn answers(order: &Order, ticket: Ticket) -> bool {
    let Some(last) = order.last_ticket else { return false };
    let under_way = order.state() == CommandState::Sent;
    match (last.0, ticket.0) {
        (Some(sent), Some(answered)) => sent == answered,
        // In order: only what is under way can be meant.
        _ => under_way,
    }
}

/// Whether a cut's gate is open. One that is closed for good gives the order up.
async fn gate_open(
    c: &mut PgConnection,
    stored: &Stored,
    now: DateTime<Utc>,
    wall: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let place = place_of(c, stored.lender_no).await?;
    let facts = cut::facts(c, stored, &place, now).await?;
    let Err(gaps) = gate::clear(&stored.order, facts.as_ref(), &place.policy.commands, now) else { return Ok(true) };
    if let Some(lasting) = gaps.iter().find(|gap| !gate::may_pass(gap)) {
        let detail = format!("{}: {}", lasting.rule, lasting.message);
        refuse(c, stored, Failure::GateClosed, detail, now, wall).await?;
    }
    Ok(false)
}

async fn refuse(
    c: &mut PgConnection,
    stored: &Stored,
    why: Failure,
    detail: String,
    now: DateTime<Utc>,
    wall: DateTime<Utc>,
) -> Result<(), StoreError> {
    if let Ok(Some(applied)) = command::apply(&stored.order, Action::Refuse { why, detail }, now) {
        change(c, stored.lender_no, &applied, Stamp { actor: ACTOR, wall }).await?;
    }
    Ok(())
}
