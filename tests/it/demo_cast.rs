//! The people of the cases against the whole service: each kind of borrower, effort and sale comes to its end, and the
//! books balance.

use crate::ingest::service::config;
use crate::support::database;
use chrono::{DateTime, Days, Months, TimeDelta, Utc};
use lienwatch::api::{AppState, issue_key, router};
use lienwatch::client::Client;
use lienwatch::config::Http;
use lienwatch::demo::cast::{Cast, Script};
use lienwatch::demo::{book, stage};
use lienwatch::engine::{Clock, Handle};
use lienwatch::files::Files;
use lienwatch::server::{self, Listeners, Parts, Running};
use lienwatch::store::Store;
use lienwatch::store::seal::Seal;
use lienwatch_simulator::actors::{Borrower, Plot, Way};
use lienwatch_simulator::demo::{LoanStory, demo_config, loans, local_day};
use lienwatch_simulator::run::{Run, generate};
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::Value;
use std::collections::BTreeMap;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// A service with its API, under a driven clock, and no tracker.
struct Service {
    client: Client,
    handle: Handle,
    running: Running,
    shutdown: CancellationToken,
    _files: TempDir,
}

impl Service {
    async fn start(now: DateTime<Utc>) -> Service {
        let config = config();
        let url = database::fresh().await;
        let store = Store::connect(&config.database, &url).await.expect("connects");
        let listeners = Listeners::bind(&config).await.expect("binds");
        let base = format!("http://{}", listeners.http_address().expect("an address"));
        let seal = Seal::parse(&"ab".repeat(32)).expect("a key ring");
        let dir = tempfile::tempdir().expect("a folder");
        let files = Files::open(&config.files, dir.path()).expect("opens");
        let (handle, commands) = Handle::new(Clock::driven(now));
        let http = Http { requests_per_second: 10_000, ..config.http.clone() };
        let (kept, random) = (store.clone(), StdRng::from_os_rng());
        let state = AppState::new(store.clone(), files.clone(), handle.clone(), seal.clone(), http, random);
        let key = issue_key(&state, "tests", None, &["*".into()]).await.expect("a key");
        let shutdown = CancellationToken::new();
        let parts = Parts {
            config,
            listeners,
            store: kept,
            files,
            seal,
            router: router(state),
            engine: (handle.clone(), commands),
            mqtt_password: None,
            smtp_password: None,
            shutdown: shutdown.clone(),
        };
        let running = Box::pin(server::start(parts)).await.expect("starts");
        let client = Client::new(&base, &key).expect("a client");
        Service { client, handle, running, shutdown, _files: dir }
    }

    async fn stop(self) {
        self.shutdown.cancel();
        self.running.finished().await.expect("ends in order");
    }
}

/// Each borrower, effort and way of sale at least once.
fn plots() -> Vec<Plot> {
    let dealt = |number: usize| Plot::deal(1, number);
    let mut plots: Vec<Plot> = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(dealt).into();
    plots[6].way = Way::BelowReserve;
    plots[8].way = Way::Court;
    plots
}

/// As many cars, and their loans, each seventy days behind.
fn behind(now: DateTime<Utc>, cars: usize) -> (Run, Vec<LoanStory>) {
    let run = generate(&demo_config(1, cars, 2, now, 0));
    let today = local_day(now);
    let mut book = loans(&run, 1, today);
    for loan in &mut book {
        loan.paid_instalments = 5;
        loan.first_due = (today - Days::new(70)) - Months::new(5);
        loan.funded_on = loan.first_due - Months::new(1);
    }
    (run, book)
}

fn count<'a>(rows: &'a [Value], of: impl Fn(&'a Value) -> &'a Value) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(of(row).as_str().unwrap_or("-").to_owned()).or_default() += 1;
    }
    counts
}

#[tokio::test]
async fn every_kind_of_story_comes_to_its_end_through_the_api() {
    // A Wednesday morning in the cities; nothing here depends on the day of the year.
    let start: DateTime<Utc> = "2026-09-02T01:00:00Z".parse().expect("a time");
    let service = Service::start(start).await;
    let plots = plots();
    let many = plots.len();
    let (run, loans) = behind(start, many);
    let bundle = serde_json::to_value(run.assets()).expect("a document");
    let _: Value = service.client.post("/imports/assets", &bundle).await.expect("the cars go in");
    book::import(&service.client, &loans, local_day(start)).await.expect("the book goes in");
    let script = Script { seed: 1, most: many, plots: plots.clone() };
    let known = stage::known(&run, &loans);
    let cast = Cast::open(&service.client, script, known, "correct horse battery", start).await;
    let mut cast = cast.expect("everybody is there");

    let (mut now, end) = (start, start + TimeDelta::days(100));
    while now < end && !(cast.tally().worked == many && cast.all_over()) {
        // Straight to the next thing that is due, in steps that a clock might take.
        let next = cast.next_due().unwrap_or(now).min(now + TimeDelta::hours(6));
        now = next.max(now + TimeDelta::hours(1));
        service.handle.move_clock(now).await.expect("the clock moves");
        cast.act(now).await.expect("they act");
    }
    let tally = cast.tally();
    assert!(tally.stuck.is_empty(), "{:#?}", tally.stuck);
    assert!(tally.overcome.is_empty(), "nobody is refused what they may do: {:?}", tally.overcome);
    assert!(cast.all_over(), "still at work on {now}: {tally:?}");
    assert_eq!(tally.worked, many);
    let of = |wanted: &[Borrower]| plots.iter().filter(|plot| wanted.contains(&plot.borrower)).count() as u32;
    use Borrower::*;
    let expected = [
        ("cured", of(&[PaysAtDispatch, KeepsPromise, Reinstates, PaidElsewhere])),
        ("recovered", of(&[Silent, BreaksPromise, Disputes])),
        ("redeemed", of(&[Redeems])),
    ];
    assert_eq!(tally.closed, expected.map(|(reason, n)| (reason.to_owned(), n)).into());
    assert_eq!(tally.refused.keys().collect::<Vec<_>>(), ["agents_checked_in", "no_open_hold"]);

    let cases = service.client.list("/cases").await.expect("cases");
    assert_eq!(count(&cases, |case| &case["state"]), [("closed".to_owned(), many)].into());
    let orders = service.client.list("/orders").await.expect("orders");
    let states = count(&orders, |order| &order["state"]);
    for (state, least) in [("failed", 2), ("withdrawn", 1), ("reversed", 1), ("paid", 5)] {
        assert!(states.get(state).is_some_and(|n| *n >= least), "{state}: {states:?}");
    }
    let invoices = service.client.list("/invoices").await.expect("invoices");
    assert_eq!(count(&invoices, |invoice| &invoice["state"]).keys().collect::<Vec<_>>(), ["paid"]);
    let lots = service.client.list("/lots").await.expect("lots");
    assert!(lots.iter().any(|lot| lot["lot"]["round"] == 2), "an unsold car was listed again");
    let trial: Value = service.client.get("/ledger/trial-balance").await.expect("a trial balance");
    assert_eq!(trial["balanced"], true);
    let accounts: Vec<&str> =
        trial["items"].as_array().into_iter().flatten().filter_map(|i| i["account"].as_str()).collect();
    for account in ["surplus_payable", "deficiency_receivable", "cost:storage", "vendor_payable", "lender_recovery"] {
        assert!(accounts.contains(&account), "{account}: {accounts:?}");
    }
    service.stop().await;
}
