//! Commands to trackers over real sockets: what waits, what goes when, and what is never done twice.

use super::service::{IMEI, Service, Tracker, config, position, register};
use crate::support::database;
use bytes::BytesMut;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::engine::Clock;
use lienwatch::store::commands::chases::{self, StoredChase};
use lienwatch::store::commands::{self, Addressee, Stamp, cut};
use lienwatch::store::{Store, Tenancy};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::command::{self, Action, CommandState, Failure, Order, Placed, Stage, chase};
use lienwatch_domain::ids::{ChaseId, CommandId, LenderNo, TrackerId, TrackerNo, UserId, VehicleId};
use lienwatch_domain::reason::Reason;
use lienwatch_protocols::gt06::encode::Order as Heard;
use lienwatch_protocols::{Command, Protocol};
use sqlx::PgPool;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

const BY: &str = "user:test";

fn start() -> DateTime<Utc> {
    "2026-03-02T00:00:00Z".parse().expect("a time")
}

fn why() -> Reason {
    Reason::new("because").expect("a reason")
}

/// A service, and the desk side of its commands.
pub struct Desk {
    pub service: Service,
    store: Store,
    to: Addressee,
}

impl Desk {
    async fn new(clock: Clock) -> Desk {
        let url = database::fresh().await;
        register(&PgPool::connect(&url).await.expect("connects"), IMEI, "gt06").await;
        Desk::around(Service::over(url, config(), clock).await).await
    }

    pub async fn around(service: Service) -> Desk {
        let store = Store::connect(&config().database, &service.url).await.expect("connects");
        let (id, lender): (Uuid, i32) = sqlx::query_as("select id, lender_no from tracker where device_id = $1")
            .bind(IMEI)
            .fetch_one(&service.owner)
            .await
            .expect("registered");
        let mut tx = store.transaction(&Tenancy::Lender(LenderNo(lender))).await.expect("begins");
        let to = commands::addressee(&mut tx, id, service.handle.clock().now()).await.expect("reads").expect("there");
        tx.commit().await.expect("commits");
        Desk { service, store, to }
    }

    /// The same over a new server process, as far as it can tell.
    async fn restarted(self) -> Desk {
        let clock = match self.service.handle.clock().mode() {
            lienwatch::engine::Mode::Wall => Clock::wall(),
            lienwatch::engine::Mode::Driven => Clock::driven(self.service.handle.clock().now()),
        };
        let url = self.service.stop().await;
        Desk::around(Service::over(url, config(), clock).await).await
    }

    fn now(&self) -> DateTime<Utc> {
        self.service.handle.clock().now()
    }

    fn stamp(&self) -> Stamp<'static> {
        Stamp { actor: BY, wall: Utc::now() }
    }

    async fn transaction(&self) -> sqlx::Transaction<'static, sqlx::Postgres> {
        self.store.transaction(&Tenancy::Lender(LenderNo(self.to.lender_no))).await.expect("begins")
    }

    fn tell(&self) {
        self.service.handle.commands_changed(TrackerNo(self.to.tracker_no));
    }

    pub async fn ask(&self, command: Command) -> Uuid {
        let asked = Placed {
            id: CommandId(Uuid::now_v7()),
            tracker: TrackerId(self.to.id),
            command,
            by: Actor::User(UserId(Uuid::from_u128(1))),
            reason: Some(why()),
            warning: Some(why()),
            expires_at: None,
            asleep: None,
            chase: None,
        };
        let (id, now) = (asked.id.0, self.now());
        let mut tx = self.transaction().await;
        let policy = commands::place_of(&mut tx, self.to.lender_no).await.expect("a policy").policy.commands;
        commands::enqueue(&mut tx, &self.to, asked, &policy, now, self.stamp()).await.expect("stored").expect("taken");
        tx.commit().await.expect("commits");
        self.tell();
        id
    }

    async fn order(&self, id: Uuid) -> Order {
        let mut tx = self.transaction().await;
        commands::get(&mut tx, id).await.expect("reads").expect("there").order
    }

    /// Waits until the command is in this state.
    pub async fn until(&self, id: Uuid, state: CommandState) -> Order {
        loop {
            let order = self.order(id).await;
            if order.state() == state {
                return order;
            }
            assert!(order.state().live(), "{:?} instead of {state}", order.stage);
            tokio::task::yield_now().await;
        }
    }

    async fn log(&self, id: Uuid) -> Vec<String> {
        sqlx::query_scalar("select action from event where entity_id = $1 order by seq")
            .bind(id)
            .fetch_all(&self.service.owner)
            .await
            .expect("events")
    }

    /// A lender that cuts engines without case and waiting time, and a loan 60 days behind on the car.
    async fn that_cuts(self) -> Desk {
        let policy = r#"{"commands": {"engine_cut_allowed": true, "cut_warning_h": 0, "cut_without_waiting": true, "cut_needs_case": false}}"#;
        sqlx::query("update lender set policy = $1::jsonb")
            .bind(policy)
            .execute(&self.service.owner)
            .await
            .expect("set");
        sqlx::query(
            r#"insert into loan (id, lender_no, contract_number, vehicle_no, product, status, currency, principal_minor,
                                 funded_on, terms, balance_as_of, created_at, updated_at)
               select gen_random_uuid(), lender_no, 'C1', vehicle_no, 'loan', 'overdue', 'CNY', 100000, '2025-12-01',
                      '{"plan": "irregular", "instalments": [{"due": "2026-01-01", "principal_minor": 100000, "interest_minor": 0}]}',
                      now(), now(), now() from vehicle"#,
        )
        .execute(&self.service.owner)
        .await
        .expect("a loan");
        self
    }

    /// A cut that Ann asked for and Bob agreed to.
    async fn cut(&self) -> Uuid {
        let id = self.ask(Command::EngineCut).await;
        let mut tx = self.transaction().await;
        let stored = commands::for_update(&mut tx, id).await.expect("reads").expect("there");
        let place = commands::place_of(&mut tx, self.to.lender_no).await.expect("a policy");
        let facts = cut::facts(&mut tx, &stored, &place, self.now()).await.expect("reads").expect("in the car");
        let by = Actor::User(UserId(Uuid::from_u128(2)));
        let action = Action::Approve { by, reason: why(), facts: &facts, policy: &place.policy.commands };
        let applied = command::apply(&stored.order, action, self.now()).expect("approved").expect("changed");
        commands::change(&mut tx, stored.lender_no, &applied, self.stamp()).await.expect("stored");
        tx.commit().await.expect("commits");
        self.tell();
        id
    }
}

/// The next order that a GT06 device gets.
async fn ordered(tracker: &mut Tracker) -> Heard {
    let mut received = BytesMut::new();
    loop {
        if let Some(order) = Heard::take(&mut received) {
            return order;
        }
        assert!(tracker.stream.read_buf(&mut received).await.expect("reads") > 0, "the connection is open");
    }
}

async fn answer(tracker: &mut Tracker, order: &Heard, text: &str) {
    let mut bytes = BytesMut::new();
    tracker.encoder.answer(order, text, &mut bytes);
    tracker.stream.write_all(&bytes).await.expect("sends");
}

#[tokio::test]
async fn what_was_asked_while_the_device_was_away_goes_out_at_its_next_login() {
    let desk = Desk::new(Clock::wall()).await;
    let id = desk.ask(Command::Locate).await;
    assert_eq!(desk.order(id).await.state(), CommandState::Queued);
    let mut tracker = Tracker::login(&desk.service, IMEI).await;
    let order = ordered(&mut tracker).await;
    assert_eq!(order.text, "WHERE#");
    desk.until(id, CommandState::Sent).await;
    answer(&mut tracker, &order, "Current position! Lat:N31.23,Lon:E121.47 OK").await;
    let done = desk.until(id, CommandState::Acknowledged).await;
    let Stage::Acknowledged { answer: Some(text), .. } = &done.stage else { panic!("{:?}", done.stage) };
    assert!(text.starts_with("Current position!"), "{text}");
    assert_eq!(desk.log(id).await, ["requested", "sent", "acknowledged"]);
}

#[tokio::test]
async fn a_connected_device_gets_its_commands_at_once_and_one_at_a_time() {
    let desk = Desk::new(Clock::wall()).await;
    let mut tracker = Tracker::login(&desk.service, IMEI).await;
    let first = desk.ask(Command::ReportEvery { seconds: 20 }).await;
    let order = ordered(&mut tracker).await;
    assert_eq!(order.text, "TIMER,20#");
    let second = desk.ask(Command::Reboot).await;
    desk.service.handle.drain().await.expect("drains");
    assert_eq!(desk.order(first).await.state(), CommandState::Sent);
    assert_eq!(desk.order(second).await.state(), CommandState::Queued);
    answer(&mut tracker, &order, "OK").await;
    let order = ordered(&mut tracker).await;
    assert_eq!(order.text, "RESET#");
    answer(&mut tracker, &order, "Command error!").await;
    desk.until(first, CommandState::Acknowledged).await;
    let refused = desk.until(second, CommandState::Failed).await;
    assert!(matches!(refused.stage, Stage::Failed { why: Failure::RefusedByDevice, .. }), "{:?}", refused.stage);
    let interval: Option<i32> =
        sqlx::query_scalar("select report_interval_s from tracker").fetch_one(&desk.service.owner).await.expect("one");
    assert_eq!(interval, Some(20), "what the device took is remembered");
}

#[tokio::test]
async fn the_newest_connection_gets_the_command() {
    let desk = Desk::new(Clock::wall()).await;
    let mut older = Tracker::login(&desk.service, IMEI).await;
    let mut newer = Tracker::login(&desk.service, IMEI).await;
    assert!(older.closed().await);
    let id = desk.ask(Command::Locate).await;
    let order = ordered(&mut newer).await;
    answer(&mut newer, &order, "OK").await;
    desk.until(id, CommandState::Acknowledged).await;
}

#[tokio::test]
async fn what_the_protocol_cannot_say_fails_and_the_next_goes() {
    let desk = Desk::new(Clock::wall()).await;
    let impossible = desk.ask(Command::ReportEvery { seconds: 86_400 }).await;
    let possible = desk.ask(Command::Locate).await;
    let mut tracker = Tracker::login(&desk.service, IMEI).await;
    let order = ordered(&mut tracker).await;
    assert_eq!(order.text, "WHERE#");
    let failed = desk.until(impossible, CommandState::Failed).await;
    let Stage::Failed { why: Failure::NotSupported, detail: Some(detail), .. } = failed.stage else { panic!("failed") };
    assert!(detail.contains("18000"), "{detail}");
    assert_eq!(desk.log(impossible).await, ["requested", "failed"], "it was never sent");
    desk.until(possible, CommandState::Sent).await;
}

#[tokio::test]
async fn the_queue_survives_a_restart_and_only_what_is_harmless_is_sent_again() {
    let desk = Desk::new(Clock::driven(start())).await;
    let mut tracker = Tracker::login(&desk.service, IMEI).await;
    let locate = desk.ask(Command::Locate).await;
    assert_eq!(ordered(&mut tracker).await.text, "WHERE#");
    let reboot = desk.ask(Command::Reboot).await;
    drop(tracker);
    let desk = desk.restarted().await;
    assert_eq!(desk.order(locate).await.state(), CommandState::Sent);
    let mut tracker = Tracker::login(&desk.service, IMEI).await;
    desk.service.handle.move_clock(start() + TimeDelta::seconds(60)).await.expect("moves");
    let order = ordered(&mut tracker).await;
    assert_eq!(order.text, "WHERE#", "sent again");
    answer(&mut tracker, &order, "OK").await;
    assert_eq!(ordered(&mut tracker).await.text, "RESET#");
    let desk = desk.restarted().await;
    let _tracker = Tracker::login(&desk.service, IMEI).await;
    desk.service.handle.move_clock(start() + TimeDelta::seconds(200)).await.expect("moves");
    let failed = desk.until(reboot, CommandState::Failed).await;
    assert!(matches!(failed.stage, Stage::Failed { why: Failure::NoAnswer, .. }), "{:?}", failed.stage);
    assert_eq!((failed.attempts, desk.order(locate).await.attempts), (1, 2));
    assert_eq!(desk.log(locate).await, ["requested", "sent", "timed_out", "sent", "acknowledged"]);
}

#[tokio::test]
async fn what_nobody_fetched_in_time_expires_and_is_never_sent() {
    let desk = Desk::new(Clock::driven(start())).await;
    let id = desk.ask(Command::Locate).await;
    desk.service.handle.move_clock(start() + TimeDelta::hours(1)).await.expect("moves");
    desk.until(id, CommandState::Expired).await;
    let mut tracker = Tracker::login(&desk.service, IMEI).await;
    desk.ask(Command::Reboot).await;
    assert_eq!(ordered(&mut tracker).await.text, "RESET#");
}

/// A position as the car stands or drives, at the engine's time.
async fn at_speed(desk: &Desk, tracker: &mut Tracker, kph: f64) {
    let mut message = position(desk.now());
    message.fix.as_mut().expect("a fix").speed_kph = Some(kph);
    tracker.send(message).await;
}

#[tokio::test]
async fn an_engine_is_cut_when_the_car_stands_and_restored_at_once() {
    let desk = Desk::new(Clock::driven(start())).await.that_cuts().await;
    let mut tracker = Tracker::login(&desk.service, IMEI).await;
    let id = desk.cut().await;
    at_speed(&desk, &mut tracker, 40.0).await;
    desk.service.handle.drain().await.expect("drains");
    desk.tell();
    desk.service.handle.drain().await.expect("drains");
    assert_eq!(desk.order(id).await.state(), CommandState::Queued, "it drives");
    desk.service.handle.move_clock(start() + TimeDelta::seconds(30)).await.expect("moves");
    at_speed(&desk, &mut tracker, 0.0).await;
    assert_eq!(ordered(&mut tracker).await.text, "Relay,1#");
    // No answer comes; somebody restores the engine: that waits for nothing.
    let restore = desk.ask(Command::EngineRestore).await;
    let order = ordered(&mut tracker).await;
    assert_eq!(order.text, "Relay,0#");
    let given_up = desk.until(id, CommandState::Failed).await;
    assert!(matches!(given_up.stage, Stage::Failed { why: Failure::Superseded, .. }), "{:?}", given_up.stage);
    answer(&mut tracker, &order, "Restore fuel supply: Success!").await;
    desk.until(restore, CommandState::Acknowledged).await;
    assert_eq!(desk.log(id).await, ["requested", "approved", "sent", "failed"]);
}

#[tokio::test]
async fn a_cut_whose_ground_is_gone_is_given_up_and_never_sent() {
    let desk = Desk::new(Clock::driven(start())).await.that_cuts().await;
    let id = desk.cut().await;
    sqlx::query("update loan set status = 'settled'").execute(&desk.service.owner).await.expect("settles");
    let mut tracker = Tracker::login(&desk.service, IMEI).await;
    at_speed(&desk, &mut tracker, 0.0).await;
    let failed = desk.until(id, CommandState::Failed).await;
    let Stage::Failed { why: Failure::GateClosed, detail: Some(detail), .. } = failed.stage else { panic!("closed") };
    assert!(detail.contains("still_in_default"), "{detail}");
    assert_eq!(failed.attempts, 0);
}

#[tokio::test]
async fn a_chase_makes_the_tracker_fast_and_brings_it_back() {
    let desk = Desk::new(Clock::driven(start())).await;
    let mut tracker = Tracker::login(&desk.service, IMEI).await;
    let vehicle_no = desk.to.vehicle_no.expect("installed");
    let mut tx = desk.transaction().await;
    let fitted = chases::fitted(&mut tx, vehicle_no, desk.now()).await.expect("reads");
    let candidate = chase::Candidate {
        tracker: TrackerId(desk.to.id),
        protocol: Protocol::Gt06,
        wireless: false,
        wake_interval_s: None,
        battery_pct: None,
        report_interval_s: None,
    };
    let by = Actor::User(UserId(Uuid::from_u128(1)));
    let (id, vehicle) = (ChaseId(Uuid::now_v7()), VehicleId(Uuid::now_v7()));
    let begun = chase::start(id, vehicle, by, why(), 30, &[candidate], (30, 45), desk.now()).expect("starts");
    let policy = commands::place_of(&mut tx, desk.to.lender_no).await.expect("a policy").policy.commands;
    let whose = (desk.to.lender_no, vehicle_no);
    let ids = Uuid::now_v7;
    let w = chases::Writing { policy: &policy, now: desk.now(), by: desk.stamp() };
    chases::start(&mut tx, whose, &begun, &fitted, w, ids).await.expect("stored").expect("taken");
    tx.commit().await.expect("commits");
    desk.tell();
    let order = ordered(&mut tracker).await;
    assert_eq!(order.text, "TIMER,10#");
    answer(&mut tracker, &order, "OK").await;
    let faster: Uuid = sqlx::query_scalar("select id from command").fetch_one(&desk.service.owner).await.expect("one");
    desk.until(faster, CommandState::Acknowledged).await;
    let desk = desk.restarted().await;
    let mut tracker = Tracker::login(&desk.service, IMEI).await;
    desk.service.handle.move_clock(start() + TimeDelta::minutes(30)).await.expect("moves");
    let order = ordered(&mut tracker).await;
    assert_eq!(order.text, "TIMER,45#", "the default, because no interval was known");
    let mut tx = desk.transaction().await;
    let StoredChase { chase, .. } = chases::last_of_vehicle(&mut tx, vehicle_no).await.expect("reads").expect("one");
    assert_eq!(chase.ended.map(|(_, why)| why), Some(chase::ChaseEnd::Over));
}
