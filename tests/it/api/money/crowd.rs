//! Fifty at once on one thing: one winner, nothing lost, nothing posted twice.

use super::{Scene, TestApp, account, balanced, cny, deadlines, text};
use crate::support::app::Answer;
use futures_util::future::join_all;
use serde_json::{Value, json};

const MANY: usize = 50;

fn statuses(answers: &[Answer]) -> Vec<u16> {
    answers.iter().map(|answer| answer.status.as_u16()).collect()
}

#[track_caller]
fn won(answers: &[Answer], ok: u16, otherwise: &[u16]) -> usize {
    let all = statuses(answers);
    let odd = answers.iter().find(|a| a.status.as_u16() != ok && !otherwise.contains(&a.status.as_u16()));
    assert!(odd.is_none(), "{all:?}: {}", odd.map(|a| a.text.as_str()).unwrap_or_default());
    all.iter().filter(|status| **status == ok).count()
}

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&app.owner).await.expect("a count")
}

#[tokio::test]
async fn of_fifty_bids_in_an_open_auction_each_is_higher_than_the_one_before() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (taken, appraisal) = scene.cleared().await;
    let terms = json!({"channel": "open_auction", "start": cny(100_000), "increment": cny(1_000),
        "late": {"window_s": 600, "extend_s": 900, "most": 3}, "opens_at": "2026-09-01T04:00:00Z",
        "closes_at": "2026-09-01T04:05:00Z", "pay_hours": 48});
    let act = scene.lot(&taken.case, &appraisal, &terms).await;
    let mut buyers = vec![];
    for _ in 0..5 {
        buyers.push(scene.buyer().await);
    }
    let bids: Vec<Value> = (0..MANY)
        .map(|n| {
            let amount = cny(100_000 + 500 * n as i64);
            json!({"action": "bid", "bid": uuid::Uuid::now_v7(), "buyer": buyers[n % 5], "amount": amount})
        })
        .collect();
    let answers = join_all(bids.iter().map(|bid| scene.finance.post(&act, bid))).await;
    let taken_bids = won(&answers, 200, &[409]);
    assert!(taken_bids >= 1);
    let lot = scene.finance.get(act.trim_end_matches("/actions")).await.expect(200);
    let history = lot["lot"]["all_bids"].as_array().expect("bids").clone();
    assert_eq!(history.len(), taken_bids, "none lost, none invented");
    let minors: Vec<i64> = history.iter().map(|b| b["amount"]["minor"].as_i64().expect("minor units")).collect();
    let buyers_of: Vec<&Value> = history.iter().map(|b| &b["buyer"]).collect();
    let (mut sorted, mut owners) = (minors.clone(), buyers_of.clone());
    if sorted.first() > sorted.last() {
        sorted.reverse();
        owners.reverse();
    }
    assert!(sorted.windows(2).all(|pair| pair[1] >= pair[0] + 1_000), "{minors:?}");
    assert!(owners.windows(2).all(|pair| pair[0] != pair[1]), "nobody outbids themselves");
    assert_eq!(lot["lot"]["stage"]["extensions"], 1, "all of them came at one time: {lot}");
    let told = count(&app, "select count(*) from event where entity_kind = 'lot' and action = 'bid_placed'").await;
    assert_eq!(usize::try_from(told).ok(), Some(taken_bids));

    // The same bid told fifty times is one.
    let best = sorted.last().copied().unwrap_or_default();
    let last = json!({"action": "bid", "bid": uuid::Uuid::now_v7(), "buyer": scene.buyer().await, "amount": cny(best + 1_000)});
    let answers = join_all((0..MANY).map(|_| scene.finance.post(&act, &last))).await;
    won(&answers, 200, &[409]);
    let lot = scene.finance.get(act.trim_end_matches("/actions")).await.expect(200);
    assert_eq!(lot["lot"]["all_bids"].as_array().map(Vec::len), Some(taken_bids + 1));
    deadlines(&app, "2026-09-01T05:00:00Z".parse().expect("a time")).await;
    let answers = join_all((0..MANY).map(|_| {
        let award = json!({"action": "award"});
        let (finance, act) = (scene.finance.clone(), act.clone());
        async move { finance.post(&act, &award).await }
    }))
    .await;
    assert_eq!(won(&answers, 200, &[409]), 1, "awarded once");
    assert_eq!(scene.case(&taken.case).await["state"], "sold");
}

#[tokio::test]
async fn of_fifty_sealed_bids_the_highest_wins() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (taken, appraisal) = scene.cleared().await;
    let terms = json!({"channel": "sealed_auction", "minimum": cny(100_000), "opens_at": "2026-09-01T04:00:00Z",
        "closes_at": "2026-09-01T04:05:00Z", "pay_hours": 48});
    let act = scene.lot(&taken.case, &appraisal, &terms).await;
    let mut buyers = vec![];
    for _ in 0..5 {
        buyers.push(scene.buyer().await);
    }
    let bids: Vec<Value> = (0..MANY)
        .map(|n| {
            let amount = cny(100_000 + 37 * ((n as i64 * 29) % 50));
            json!({"action": "bid", "bid": uuid::Uuid::now_v7(), "buyer": buyers[n % 5], "amount": amount})
        })
        .collect();
    let answers = join_all(bids.iter().map(|bid| scene.finance.post(&act, bid))).await;
    let taken_bids = won(&answers, 200, &[409]);
    let sealed = scene.finance.get(act.trim_end_matches("/actions")).await.expect(200);
    let history = sealed["lot"]["all_bids"].as_array().expect("bids").clone();
    assert_eq!(history.len(), taken_bids);
    assert!(history.iter().all(|bid| bid["amount"].is_null()), "hidden before the close: {history:?}");
    deadlines(&app, "2026-09-01T04:05:00Z".parse().expect("a time")).await;
    let awarded = scene.finance.post(&act, &json!({"action": "award"})).await.expect(200);
    assert_eq!(awarded["lot"]["stage"]["award"]["price"], cny(100_000 + 37 * 49), "{awarded}");
    let sales = count(&app, "select count(*) from event where entity_kind = 'case' and action = 'sold'").await;
    assert_eq!(sales, 1);
}

#[tokio::test]
async fn fifty_payments_are_booked_once_for_each_key() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let path = format!("/loans/{}/payments", scene.book.loan);
    let before = scene.book.client.get(&format!("/loans/{}", scene.book.loan)).await.expect(200);
    let bodies: Vec<Value> = (0..MANY)
        .map(|n| {
            let key = if n % 2 == 0 { "same".to_owned() } else { format!("p{n}") };
            json!({"external_id": key, "paid_on": "2026-09-01", "amount_minor": 100})
        })
        .collect();
    let answers = join_all(bodies.iter().map(|body| scene.book.client.post(&path, body))).await;
    assert_eq!(won(&answers, 201, &[409]), 26, "25 keys of their own and one for all others");
    let after = scene.book.client.get(&format!("/loans/{}", scene.book.loan)).await.expect(200);
    let owed = |loan: &Value| loan["outstanding_minor"].as_i64().expect("minor units");
    assert_eq!(owed(&before) - owed(&after), 2_600, "no update was lost");
    assert_eq!(count(&app, "select count(*) from payment").await, 26);
    assert_eq!(count(&app, "select count(*) from event where action = 'payment_booked'").await, 26);
    let holds = scene.case(&case).await["holds"].as_array().map(Vec::len);
    assert_eq!(holds, Some(26), "each payment holds the case once");

    // One key of idempotency: one payment, and the same answer for all who waited.
    let keyed = scene.book.client.with("idempotency-key", "a-payment");
    let one = json!({"external_id": "last", "paid_on": "2026-09-01", "amount_minor": 100});
    let answers = join_all((0..MANY).map(|_| keyed.post(&path, &one))).await;
    assert!(won(&answers, 201, &[409]) >= 1);
    assert_eq!(count(&app, "select count(*) from payment").await, 27);
}

#[tokio::test]
async fn fifty_who_settle_distribute_the_money_once() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.sold().await;
    let statements = join_all((0..MANY).map(|_| {
        let (finance, path) = (scene.finance.clone(), format!("/cases/{}/statement", taken.case));
        async move { finance.post(&path, &json!({})).await }
    }))
    .await;
    assert_eq!(won(&statements, 201, &[409]), 1, "nothing differs for the others");
    let version = scene.case(&taken.case).await["version"].clone();
    let finance = super::super::recovery::at(&scene.finance, &version);
    let path = format!("/cases/{}/settle", taken.case);
    let nothing = json!({});
    let answers = join_all((0..MANY).map(|_| finance.post(&path, &nothing))).await;
    assert_eq!(won(&answers, 200, &[409, 412]), 1);
    assert_eq!(account(&scene.finance, &taken.case, "proceeds").await, 0);
    let settled = count(&app, "select count(*) from ledger_entry where cause like 'settled:%'").await;
    assert_eq!(settled, 1);
    balanced(&scene.finance).await;
}

#[tokio::test]
async fn fifty_who_pay_one_invoice_pay_it_once() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.taken().await;
    let bodies: Vec<Value> = (0..MANY)
        .map(|n| {
            let lines = json!([{"order_id": taken.order, "amount_minor": 12_000}]);
            json!({"number": format!("{}", n / 2), "currency": "CNY", "lines": lines, "submit": true})
        })
        .collect();
    let made = join_all(bodies.iter().map(|body| taken.crew.client.post("/work/invoices", body))).await;
    assert_eq!(won(&made, 201, &[409]), MANY / 2, "a number is used once");
    let approved: Vec<Value> =
        made.iter().filter(|a| a.status == 201).map(Answer::json).filter(|i| i["state"] == "approved").collect();
    assert_eq!(approved.len(), 1, "the order is billed once");
    let id = text(&approved[0]["id"]);
    let payments: Vec<Value> = (0..MANY).map(|_| json!({"payment": uuid::Uuid::now_v7()})).collect();
    let path = format!("/invoices/{id}/pay");
    let answers = join_all(payments.iter().map(|body| scene.finance.post(&path, body))).await;
    assert_eq!(won(&answers, 200, &[409]), 1);
    let again = payments.iter().zip(&answers).find(|(_, a)| a.status == 200).map(|(body, _)| body).expect("a winner");
    scene.finance.post(&path, again).await.expect(200);
    assert_eq!(account(&scene.finance, &taken.case, "cash").await, -12_000);
    assert_eq!(account(&scene.finance, &taken.case, "vendor_payable").await, 0);
    assert_eq!(count(&app, "select count(*) from ledger_entry where cause like 'order_paid:%'").await, 1);
    balanced(&scene.finance).await;
}

#[tokio::test]
async fn fifty_who_pay_and_undo_leave_no_payment_on_an_undone_order() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.taken().await;
    let id = text(&taken.bill("1", 12_000).await["id"]);
    let version = scene.case(&taken.case).await["version"].clone();
    let supervisor = super::super::recovery::at(&scene.supervisor, &version);
    let (pay, undo) = (format!("/invoices/{id}/pay"), format!("/cases/{}/unrepossess", taken.case));
    let (nothing, why) = (json!({}), json!({"reason": "the wrong car"}));
    let calls = (0..MANY).map(|n| {
        let (client, path, body) =
            if n % 2 == 0 { (&scene.finance, &pay, &nothing) } else { (&supervisor, &undo, &why) };
        client.post(path, body)
    });
    let answers = join_all(calls).await;
    let undone = answers.iter().skip(1).step_by(2).filter(|a| a.status == 200).count();
    assert_eq!(undone, 1, "{:?}", statuses(&answers));
    let paid = answers.iter().step_by(2).filter(|a| a.status == 200).count();
    assert!(paid <= 1, "{:?}", statuses(&answers));
    let owed = account(&scene.finance, &taken.case, "vendor_receivable").await;
    assert_eq!(owed, 12_000 * paid as i64, "what was paid before is owed back, and nothing else");
    assert_eq!(account(&scene.finance, &taken.case, "vendor_payable").await, 0);
    balanced(&scene.finance).await;
}

#[tokio::test]
async fn fifty_who_reckon_and_promise_do_it_once() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.taken().await;
    let took = json!({"amount_minor": 5_000, "note": "cash"});
    scene.finance.post(&format!("/orders/{}/collections", taken.order), &took).await.expect(201);
    let (path, month) = (format!("/vendors/{}/reconciliations", taken.crew.vendor), json!({"month": "2026-09"}));
    let answers = join_all((0..MANY).map(|_| scene.finance.post(&path, &month))).await;
    assert_eq!(won(&answers, 200, &[]), MANY);
    assert_eq!(count(&app, "select count(*) from money_task").await, 3, "asked once each");
    assert_eq!(count(&app, "select count(*) from reconciliation").await, 1);
    assert_eq!(account(&scene.finance, &taken.case, "refunds_payable").await, -5_000, "posted once");
    let tasks = scene.finance.get("/money-tasks").await.expect(200);
    let refund = tasks["items"].as_array().expect("tasks").iter().find(|t| t["kind"] == "borrower_refund").cloned();
    let path = format!("/money-tasks/{}/complete", text(&refund.expect("a task")["id"]));
    let bodies: Vec<Value> =
        (0..MANY).map(|_| json!({"payment": uuid::Uuid::now_v7(), "reason": "by bank transfer"})).collect();
    let answers = join_all(bodies.iter().map(|body| scene.finance.post(&path, body))).await;
    assert_eq!(won(&answers, 200, &[409]), 1);
    assert_eq!(account(&scene.finance, &taken.case, "refunds_payable").await, 0);

    let promises = format!("/loans/{}/promises", scene.book.loan);
    let promise = json!({"due_on": "2026-09-05", "amount_minor": 500});
    let answers = join_all((0..MANY).map(|_| scene.officer.post(&promises, &promise))).await;
    assert_eq!(won(&answers, 201, &[409]), 1);
    assert_eq!(count(&app, "select count(*) from case_hold where kind = 'promise_or_plan'").await, 1);
    balanced(&scene.finance).await;
}
