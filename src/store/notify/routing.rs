//! The router's side: reads on in the event table, and makes the deliveries that the rules want, in one transaction
//! with the cursor. Deliveries are unique by (event, rule, recipient, way), so that routing an event twice makes none.

use super::super::events::Position;
use super::super::{Store, StoreError};
use super::contacts;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use lienwatch_domain::ids::DeliveryId;
use lienwatch_domain::notify::{Channel, Delivery, Facts, Field, Party, Quiet, Rule, Step, Whom, Zone, compose};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::collections::{HashMap, hash_map::Entry};
use uuid::Uuid;

/// Events routed in one transaction.
const BATCH: i64 = 200;
/// Rules looked at for one batch.
const MOST_RULES: i64 = 20_000;
/// People of a role that one step tells; what is beyond is said in the log.
const MOST_OF_ROLE: i64 = 200;

/// What routing needs besides the store.
pub struct Routing<'a> {
    /// Wall time.
    pub now: DateTime<Utc>,
    /// How people reach the API, for links.
    pub public_url: Option<&'a str>,
    /// New ids.
    pub id: &'a mut (dyn FnMut() -> Uuid + Send),
}

/// What one run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Routed {
    /// Events read.
    pub events: usize,
    /// Deliveries made.
    pub deliveries: usize,
}

impl Routed {
    /// Whether there may be more to read.
    pub fn full(self) -> bool {
        self.events as i64 >= BATCH
    }
}

/// A row of the event table, as routing reads it.
#[derive(Debug, Clone, FromRow)]
pub(super) struct EventRow {
    pub(super) seq: i64,
    pub(super) xid: i64,
    pub(super) lender_no: Option<i32>,
    pub(super) entity_kind: String,
    pub(super) entity_id: Uuid,
    pub(super) action: String,
    pub(super) at: DateTime<Utc>,
    pub(super) data: serde_json::Value,
}

#[derive(FromRow)]
struct RuleRow {
    id: Uuid,
    lender_no: Option<i32>,
    rule: serde_json::Value,
    since_xid: i64,
}

/// What a lender's messages have in common.
#[derive(Debug, Clone)]
pub(super) struct Home {
    id: Option<Uuid>,
    name: Option<String>,
    zone: Tz,
}

impl Store {
    /// Routes the next events. Nothing happens where another process is at it.
    pub async fn route_notifications(&self, mut with: Routing<'_>) -> Result<Routed, StoreError> {
        // Locking the cursor is a write: where nothing has happened, nothing is written.
        let behind: bool = sqlx::query_scalar(
            "select exists (select from notification_cursor c join event e on (e.xid, e.seq) > (c.xid, c.seq)
                            where c.name = 'router' and e.xid < pg_snapshot_xmin(pg_current_snapshot()))",
        )
        .fetch_one(&self.worker)
        .await?;
        if !behind {
            return Ok(Routed::default());
        }
        let mut tx = self.worker.begin().await?;
        let cursor: Option<(i64, i64)> = sqlx::query_as(
            "select xid::text::int8, seq from notification_cursor where name = 'router' for update skip locked",
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some((xid, seq)) = cursor else { return Ok(Routed::default()) };
        let events = follow(&mut tx, Position { xid, seq }).await?;
        let Some(last) = events.last() else { return Ok(Routed::default()) };
        let rules = rules_of(&mut tx, &events).await?;
        let mut homes = HashMap::new();
        let mut deliveries = 0;
        for event in &events {
            let Some(rules) = rules.get(&event.lender_no) else { continue };
            let mut facts = None;
            for (id, rule, since) in rules {
                let known = facts.get_or_insert_with(|| of_row(event));
                // Not of what made or changed the rule itself.
                if event.xid <= *since || !rule.takes(&known.event, known.severity) {
                    continue;
                }
                if let Entry::Vacant(vacant) = homes.entry(event.lender_no) {
                    vacant.insert(home(&mut tx, event.lender_no).await?);
                }
                let known = filled(&mut tx, known.clone(), &homes[&event.lender_no]).await?;
                let job = Job { event, facts: &known, home: &homes[&event.lender_no], rule: (*id, rule), level: 0 };
                deliveries += told(&mut tx, &job, &mut with).await?;
            }
        }
        sqlx::query("update notification_cursor set xid = $1::text::xid8, seq = $2 where name = 'router'")
            .bind(last.xid.to_string())
            .bind(last.seq)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(Routed { events: events.len(), deliveries })
    }
}

/// As [`super::super::events::follow`], with whose they are: up to the oldest transaction that still runs.
async fn follow(c: &mut PgConnection, after: Position) -> Result<Vec<EventRow>, StoreError> {
    Ok(sqlx::query_as(
        "select seq, xid::text::int8 as xid, lender_no, entity_kind, entity_id, action, at, data from event
         where (xid, seq) > ($1::text::xid8, $2) and xid < pg_snapshot_xmin(pg_current_snapshot())
         order by xid, seq limit $3",
    )
    .bind(after.xid.to_string())
    .bind(after.seq)
    .bind(BATCH)
    .fetch_all(c)
    .await?)
}

type Rules = HashMap<Option<i32>, Vec<(Uuid, Rule, i64)>>;

/// The rules in force of those whose events these are.
async fn rules_of(c: &mut PgConnection, events: &[EventRow]) -> Result<Rules, StoreError> {
    let mut lenders: Vec<i32> = events.iter().filter_map(|e| e.lender_no).collect();
    lenders.sort_unstable();
    lenders.dedup();
    let rows: Vec<RuleRow> = sqlx::query_as(
        "select id, lender_no, rule, since_xid::text::int8 as since_xid from notification_rule
         where enabled and retired_at is null and (lender_no is null or lender_no = any ($1)) order by id limit $2",
    )
    .bind(lenders)
    .bind(MOST_RULES)
    .fetch_all(c)
    .await?;
    let mut rules = Rules::new();
    for row in rows {
        match serde_json::from_value(row.rule) {
            Ok(rule) => rules.entry(row.lender_no).or_default().push((row.id, rule, row.since_xid)),
            // Of a later version, perhaps: it must not keep the others from being told.
            Err(error) => tracing::error!(rule = %row.id, %error, "a routing rule cannot be read and is passed over"),
        }
    }
    Ok(rules)
}

pub(super) fn of_row(event: &EventRow) -> Facts {
    Facts::of(&event.entity_kind, event.entity_id, &event.action, event.at, &event.data)
}

impl Home {
    pub(super) fn id(&self) -> Option<Uuid> {
        self.id
    }

    pub(super) fn zone(&self) -> Tz {
        self.zone
    }
}

/// A lender's name and zone; the platform has neither, and keeps UTC.
pub(super) async fn home(c: &mut PgConnection, lender_no: Option<i32>) -> Result<Home, StoreError> {
    let row: Option<(Uuid, String, String)> =
        sqlx::query_as("select id, name, time_zone from lender where lender_no = $1")
            .bind(lender_no)
            .fetch_optional(c)
            .await?;
    Ok(match row {
        Some((id, name, zone)) => Home { id: Some(id), name: Some(name), zone: zone.parse().unwrap_or(Tz::UTC) },
        None => Home { id: None, name: None, zone: Tz::UTC },
    })
}

/// Kinds of things that have a page of their own in the API.
const PAGES: &[(&str, &str)] = &[
    ("alert", "alerts"),
    ("case", "cases"),
    ("loan", "loans"),
    ("vehicle", "vehicles"),
    ("command", "commands"),
    ("order", "orders"),
    ("yard", "yards"),
    ("invoice", "invoices"),
    ("money_task", "money-tasks"),
    ("promise", "promises"),
    ("complaint", "complaints"),
    ("delivery", "notifications"),
];

/// What contractors reach of them.
const PAGES_OF_CONTRACTORS: &[(&str, &str)] = &[("order", "work/orders"), ("invoice", "work/invoices")];

/// Where a party reads on.
pub(super) fn link(facts: &Facts, party: &Party, public_url: Option<&str>) -> Option<String> {
    let pages = if matches!(party, Party::Vendor(_)) { PAGES_OF_CONTRACTORS } else { PAGES };
    let (_, page) = pages.iter().find(|(kind, _)| *kind == facts.entity_kind)?;
    Some(format!("{}/api/v1/{page}/{}", public_url?.trim_end_matches('/'), facts.entity_id))
}

/// With the fields that the event's row does not hold: the vehicle and the lender.
pub(super) async fn filled(c: &mut PgConnection, facts: Facts, home: &Home) -> Result<Facts, StoreError> {
    let vehicle: Option<String> = sqlx::query_scalar(
        "select coalesce(v.plate, v.vin) from vehicle v where v.vehicle_no in (
           select vehicle_no from vehicle where id = $1 or id = (select vehicle_id from complaint where id = $1)
           union all select vehicle_no from alert where id = $1
           union all select vehicle_no from recovery_case where id = $1
           union all select vehicle_no from loan where id = $1
           union all select vehicle_no from installation where id = $1
           union all select vehicle_no from command where id = $1
           union all select vehicle_no from chase where id = $1
           union all select c.vehicle_no from recovery_case c join (
             select case_id from recovery_order where id = $1
             union all select o.case_id from offer_round r join recovery_order o on o.id = r.order_id where r.id = $1
             union all select case_id from letter where id = $1
             union all select case_id from notice where id = $1
             union all select case_id from appraisal where id = $1
             union all select case_id from lot where id = $1
             union all select case_id from invoice where id = $1
             union all select case_id from statement where id = $1) as of_case on of_case.case_id = c.id) limit 1",
    )
    .bind(facts.entity_id)
    .fetch_optional(c)
    .await?;
    Ok(facts.with(Field::Vehicle, vehicle).with(Field::Lender, home.name.clone()))
}

/// One step of one rule for one event.
pub(super) struct Job<'a> {
    pub(super) event: &'a EventRow,
    pub(super) facts: &'a Facts,
    pub(super) home: &'a Home,
    pub(super) rule: (Uuid, &'a Rule),
    pub(super) level: usize,
}

/// Makes the deliveries of a step, and notes who is next. Answers how many are new.
pub(super) async fn told(c: &mut PgConnection, job: &Job<'_>, with: &mut Routing<'_>) -> Result<usize, StoreError> {
    let (rule_id, rule) = job.rule;
    let Some(step) = rule.step(job.level) else { return Ok(0) };
    let (mut made, mut last_due) = (0, None);
    for party in parties(c, job, step).await? {
        let (new, due) = deliver(c, job, step, party, with).await?;
        made += usize::from(new);
        last_due = last_due.max(Some(due));
    }
    if let Some(next) = rule.next(job.level) {
        // Where nobody could be told, the next one is told at once.
        let due_at = last_due.map_or(with.now, |due| due + TimeDelta::minutes(next.after_min.into()));
        sqlx::query(
            "insert into notification_escalation (event_seq, rule_id, lender_no, level, due_at)
             values ($1, $2, $3, $4, $5) on conflict (event_seq, rule_id) do update
               set level = excluded.level, due_at = excluded.due_at where notification_escalation.level < excluded.level",
        )
        .bind(job.event.seq)
        .bind(rule_id)
        .bind(job.event.lender_no)
        .bind(job.level as i16)
        .bind(due_at)
        .execute(c)
        .await?;
    }
    Ok(made)
}

async fn parties(c: &mut PgConnection, job: &Job<'_>, step: &Step) -> Result<Vec<Party>, StoreError> {
    Ok(match step.to.whom(job.facts) {
        None => Vec::new(),
        Some(Whom::One(party)) => vec![party],
        Some(Whom::Role(role)) => {
            let mut ids = contacts::with_role(c, job.event.lender_no, role.as_str(), MOST_OF_ROLE + 1).await?;
            if ids.len() as i64 > MOST_OF_ROLE {
                tracing::warn!(role = role.as_str(), most = MOST_OF_ROLE, "not everybody of a role is told");
                ids.truncate(MOST_OF_ROLE as usize);
            }
            ids.into_iter().map(Party::User).collect()
        }
    })
}

/// Makes one delivery; answers whether it is new, and when it is due.
async fn deliver(
    c: &mut PgConnection,
    job: &Job<'_>,
    step: &Step,
    party: Party,
    with: &mut Routing<'_>,
) -> Result<(bool, DateTime<Utc>), StoreError> {
    let (rule_id, rule) = job.rule;
    let channel = step.via.channel();
    let manner = contacts::manner(c, job.event.lender_no, job.home.zone, &party, channel).await?;
    let quiet = rule.quiet_hours.as_ref().filter(|hours| !hours.lets_through(job.facts.severity));
    let quiet = quiet.map(|hours| Quiet { hours: hours.clone(), zone: Zone(manner.zone) });
    let id = DeliveryId((with.id)());
    let facts = job.facts.clone().with(Field::Link, link(job.facts, &party, with.public_url));
    let delivery = Delivery::new(id, party, step.via, quiet, with.now);
    let lang = manner.lang.unwrap_or(rule.language);
    let message = compose(&facts, rule.template.as_ref(), lang, manner.zone, manner.sight);
    let new = NewDelivery {
        delivery: &delivery,
        lender_no: job.event.lender_no,
        origin: Some((job.event.seq, rule_id, job.level as i16)),
        facts: &facts,
        subject: &message.subject,
        body: &message.text,
        payload: payload(&facts, job.home.id, Some(job.event.seq), channel),
    };
    let inserted = insert(c, &new, with.now).await?;
    Ok((inserted, delivery.due_at().unwrap_or(with.now)))
}

/// What a webhook is sent (Standard Webhooks, "payload structure"): which thing, and listed fields; the rest is read
/// from the API, by who may.
pub(super) fn payload(facts: &Facts, lender: Option<Uuid>, seq: Option<i64>, channel: Channel) -> serde_json::Value {
    if channel != Channel::Webhook {
        return serde_json::json!({});
    }
    let fields: serde_json::Map<String, serde_json::Value> =
        facts.fields.iter().map(|(field, text)| (field.name().to_owned(), text.clone().into())).collect();
    serde_json::json!({
        "type": facts.event,
        "timestamp": facts.at,
        "data": {
            "event": seq, "lender_id": lender, "entity_kind": facts.entity_kind, "entity_id": facts.entity_id,
            "severity": facts.severity.name(), "fields": fields,
        },
    })
}

/// What a delivery's row is made of.
pub(super) struct NewDelivery<'a> {
    pub(super) delivery: &'a Delivery,
    pub(super) lender_no: Option<i32>,
    /// Event, rule and level; none: a test message.
    pub(super) origin: Option<(i64, Uuid, i16)>,
    pub(super) facts: &'a Facts,
    pub(super) subject: &'a str,
    pub(super) body: &'a str,
    pub(super) payload: serde_json::Value,
}

/// Adds a delivery; answers whether it was not there yet.
pub(super) async fn insert(
    c: &mut PgConnection,
    new: &NewDelivery<'_>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let d = new.delivery;
    let done = sqlx::query(
        "insert into notification_delivery (id, lender_no, event_seq, rule_id, level, recipient, via, event_type, severity,
           entity_kind, entity_id, happened_at, subject, body, payload, state, detail, version, due_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20)
         on conflict (event_seq, rule_id, recipient, via) where event_seq is not null do nothing",
    )
    .bind(d.id.0)
    .bind(new.lender_no)
    .bind(new.origin.map(|o| o.0))
    .bind(new.origin.map(|o| o.1))
    .bind(new.origin.map_or(0, |o| o.2))
    .bind(d.to.to_string())
    .bind(d.via.to_string())
    .bind(new.facts.event.as_str())
    .bind(new.facts.severity.name())
    .bind(&new.facts.entity_kind)
    .bind(new.facts.entity_id)
    .bind(new.facts.at)
    .bind(new.subject)
    .bind(new.body)
    .bind(&new.payload)
    .bind(d.state().name())
    .bind(Json(d))
    .bind(super::version(d))
    .bind(d.due_at())
    .bind(now)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}
