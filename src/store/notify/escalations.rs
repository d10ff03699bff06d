//! Who is told next, where nobody was reached or nobody answered.

use super::super::{Store, StoreError};
use super::routing::{EventRow, Job, Routing, filled, home, of_row, told};
use lienwatch_domain::notify::{Rule, Unless};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// Escalations looked at in one transaction.
const BATCH: i64 = 50;

#[derive(FromRow)]
struct Row {
    rule_id: Uuid,
    level: i16,
    rule: serde_json::Value,
    in_force: bool,
    #[sqlx(flatten)]
    event: EventRow,
}

impl Store {
    /// Tells who is next, where it is time and still needed. Answers how many escalations were looked at.
    pub async fn escalate_notifications(&self, mut with: Routing<'_>) -> Result<usize, StoreError> {
        let mut tx = self.worker.begin().await?;
        let due: Vec<Row> = sqlx::query_as(
            "select e.rule_id, e.level, r.rule, r.enabled and r.retired_at is null as in_force,
                    v.seq, v.xid::text::int8 as xid, v.lender_no, v.entity_kind, v.entity_id, v.action, v.at, v.data
             from notification_escalation e join notification_rule r on r.id = e.rule_id
                  join event v on v.seq = e.event_seq
             where e.due_at <= $1 order by e.due_at limit $2 for update of e skip locked",
        )
        .bind(with.now)
        .bind(BATCH)
        .fetch_all(&mut *tx)
        .await?;
        let looked_at = due.len();
        for row in due {
            let level = usize::try_from(row.level).unwrap_or(0);
            // One that cannot be read tells nobody, and keeps nobody else from being told.
            let rule: Option<Rule> = serde_json::from_value(row.rule.clone()).ok().filter(|_| row.in_force);
            let next = rule.as_ref().and_then(|rule| Some((rule, rule.next(level)?)));
            let goes_on = match next {
                Some((rule, next)) if !satisfied(&mut tx, &row, next.unless).await? => {
                    let home = home(&mut tx, row.event.lender_no).await?;
                    let facts = filled(&mut tx, of_row(&row.event), &home).await?;
                    let of = (row.rule_id, rule);
                    let job = Job { event: &row.event, facts: &facts, home: &home, rule: of, level: level + 1 };
                    told(&mut tx, &job, &mut with).await?;
                    rule.next(level + 1).is_some()
                }
                _ => false,
            };
            if !goes_on {
                sqlx::query("delete from notification_escalation where event_seq = $1 and rule_id = $2")
                    .bind(row.event.seq)
                    .bind(row.rule_id)
                    .execute(&mut *tx)
                    .await?;
            }
        }
        tx.commit().await?;
        Ok(looked_at)
    }
}

/// Whether nobody else needs to be told: somebody got it, acknowledged it, or acted on the thing itself since.
async fn satisfied(c: &mut PgConnection, row: &Row, unless: Unless) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "select exists (select from notification_delivery
                        where event_seq = $1 and rule_id = $2
                          and (acknowledged_at is not null or ($3 and state = 'delivered')))
             or (not $3 and exists (select from event where entity_id = $4 and seq > $1 and entity_kind = $5
                                      and actor like 'user:%'))",
    )
    .bind(row.event.seq)
    .bind(row.rule_id)
    .bind(unless == Unless::Delivered)
    .bind(row.event.entity_id)
    .bind(&row.event.entity_kind)
    .fetch_one(c)
    .await?)
}
