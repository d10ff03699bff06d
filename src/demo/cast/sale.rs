//! What finance and the bidders do.

use super::person::{id, text};
use super::player::Player;
use super::sight::Rows;
use super::{Act, Deed};
use crate::client::ClientError;
use chrono::TimeDelta;
use lienwatch_simulator::actors::{Intent, Way};
use serde_json::{Value, json};
use uuid::Uuid;

/// Days for which an auction runs.
const AUCTION_DAYS: i64 = 4;
/// Days for which a car is offered at a fixed price, or by a court.
const OFFER_DAYS: i64 = 25;
/// Hours that a buyer has to pay.
const PAY_H: u32 = 96;

fn cny(minor: i64) -> Value {
    json!({"minor": minor, "currency": "CNY"})
}

/// A share of an amount in whole hundreds of yuan, at least one.
fn share(minor: i64, bp: i64) -> i64 {
    (minor / 10_000 * bp / 10_000).max(1) * 10_000
}

impl Player {
    pub(super) async fn sale(&mut self, act: &Act<'_>, intent: Intent, rows: &Rows) -> Result<Deed, ClientError> {
        let finance = &act.company.finance;
        let row = rows.lot.as_ref();
        let lot = row.map(id).unwrap_or_default();
        let path = format!("/lots/{lot}/actions");
        match intent {
            Intent::Sell => self.sell(act, rows).await?,
            Intent::Relist => {
                self.check_balance(act).await?;
                let worth = self.worth(rows);
                let appraisal = self.appraise(act, worth).await?;
                let terms = self.terms(act, share(worth, 9_000), 2);
                let body = json!({"action": "relist", "terms": terms, "appraisal": appraisal});
                finance.post(&path, &body).await?;
            }
            Intent::OpenLot => {
                self.check_balance(act).await?;
                finance.post(&path, &json!({"action": "tick"})).await?;
            }
            Intent::Bid { bidder, minor } => self.bid(act, &lot, usize::from(bidder), minor, row).await?,
            Intent::Buy { bidder } => {
                self.check_balance(act).await?;
                let buyer = act.company.buyer(usize::from(bidder));
                let buy = json!({"action": "buy", "bid": Uuid::now_v7(), "buyer": buyer});
                finance.post(&path, &buy).await?;
            }
            Intent::ReportSale => {
                self.check_balance(act).await?;
                let least = row.and_then(|row| row["lot"]["least"]["minor"].as_i64()).unwrap_or(0);
                let sale = json!({"action": "report_sale", "bid": Uuid::now_v7(), "buyer": act.company.buyer(self.number),
                    "price": cny(share(least, 11_200)), "reference": format!("confirmation of sale, {}", self.contract)});
                finance.post(&path, &sale).await?;
            }
            Intent::Award => {
                self.check_balance(act).await?;
                if row.is_some_and(|row| row["lot"]["stage"]["reserve_met"] == false) {
                    let why = json!({"reason": "the only bid; keeping the car costs more than the difference"});
                    act.company.supervisor.post(&format!("/lots/{lot}/approve-reserve"), &why).await?;
                }
                finance.post(&path, &json!({"action": "award"})).await?;
            }
            Intent::CollectPayment => {
                let Some(due) = row.and_then(still_due) else { return Ok(Deed::Later(act.now + TimeDelta::hours(1))) };
                let paid = json!({"action": "record_payment", "payment": Uuid::now_v7(), "amount": cny(due)});
                finance.post(&path, &paid).await?;
            }
            Intent::Deliver => {
                let award = row.map(|row| row["lot"]["stage"]["award"].clone()).unwrap_or_default();
                let from = json!({"custodian": "yard", "yard": act.yard(self).id});
                self.hand_over(act, from, json!({"custodian": "buyer", "buyer": award["buyer"]})).await?;
            }
            Intent::Settle => self.settle(act, rows).await?,
            Intent::PayBill => self.pay_bill(act).await?,
            _ => {}
        }
        Ok(Deed::Done)
    }

    /// Pays the contractor: what the limits let through at once, the rest after two people looked at it.
    async fn pay_bill(&self, act: &Act<'_>) -> Result<(), ClientError> {
        let Some(invoice) = &self.invoice else { return Ok(()) };
        let (finance, path) = (&act.company.finance, format!("/invoices/{invoice}"));
        if finance.get(&path).await?["state"] != "approved" {
            let why = json!({"reason": "paid as the rate card says; nothing more was agreed"});
            for person in [finance, &act.company.supervisor] {
                person.post(&format!("{path}/approve"), &why).await?;
            }
        }
        finance.post(&format!("{path}/pay"), &json!({"payment": Uuid::now_v7()})).await?;
        Ok(())
    }

    /// What the car is worth: a share of what was owed when it was taken over.
    fn worth(&self, rows: &Rows) -> i64 {
        let owed = rows.case["outstanding_minor"].as_i64().unwrap_or(0);
        share(owed, i64::from(self.story.plot.worth_bp))
    }

    async fn appraise(&self, act: &Act<'_>, worth: i64) -> Result<String, ClientError> {
        let path = self.path("/appraisals");
        let evidence = self.paper(act, "document").await?;
        let appraisal = Uuid::now_v7().to_string();
        let body = json!({"id": appraisal, "source": "independent", "by": "Huadong Vehicle Appraisers",
            "value": cny(worth), "at": act.now, "evidence": evidence});
        act.company.finance.post(&path, &body).await?;
        let guide = json!({"id": Uuid::now_v7(), "source": "price_guide", "by": "Used car guide, this quarter",
            "value": cny(share(worth, 10_400)), "at": act.now});
        act.company.finance.post(&path, &guide).await?;
        Ok(appraisal)
    }

    async fn sell(&mut self, act: &Act<'_>, rows: &Rows) -> Result<(), ClientError> {
        let finance = &act.company.finance;
        self.check_balance(act).await?;
        self.before_sale(act).await?;
        let worth = self.worth(rows);
        let appraisal = self.appraise(act, worth).await?;
        let lot = match &rows.lot {
            Some(draft) => id(draft),
            None => id(&finance.post(&self.path("/lots"), &self.terms(act, worth, 1)).await?),
        };
        let path = format!("/lots/{lot}/actions");
        let paper = async || self.paper(act, "document").await;
        for proof in [
            json!({"proof": "advertisement", "evidence": paper().await?, "place": "auction platform, front page"}),
            json!({"proof": "condition_report", "evidence": paper().await?}),
            json!({"proof": "comparable", "evidence": paper().await?, "price": cny(share(worth, 9_700))}),
        ] {
            finance.post(&path, &json!({"action": "record_proof", "proof": proof})).await?;
        }
        finance.post(&path, &json!({"action": "list", "appraisal": appraisal})).await?;
        Ok(())
    }

    /// How the car is sold, from the next morning on.
    fn terms(&self, act: &Act<'_>, worth: i64, round: u32) -> Value {
        let opens_at = act.next_morning();
        let until = |days: i64| opens_at + TimeDelta::days(days) + TimeDelta::hours(11);
        let times = |days: i64| json!({"opens_at": opens_at, "closes_at": until(days), "pay_hours": PAY_H});
        let (mut terms, days) = match self.story.plot.way {
            Way::FixedPrice => (json!({"channel": "fixed_price", "price": cny(share(worth, 9_600))}), OFFER_DAYS),
            Way::Court => {
                let court = format!("Pudong court, enforcement {}", self.contract);
                (json!({"channel": "judicial_auction", "court": court, "start": cny(share(worth, 8_000))}), OFFER_DAYS)
            }
            way => {
                // The first time too much is asked for a car that nobody wants.
                let start = if way == Way::UnsoldOnce && round == 1 { 9_800 } else { 8_000 };
                let auction = json!({"channel": "open_auction", "start": cny(share(worth, start)),
                    "increment": cny(share(worth, 400)), "reserve": cny(share(worth, start.max(8_600))),
                    "late": {"window_s": 5_400, "extend_s": 7_200, "most": 3}, "deposit": cny(share(worth, 500))});
                (auction, AUCTION_DAYS)
            }
        };
        if let (Value::Object(terms), Value::Object(times)) = (&mut terms, times(days)) {
            terms.extend(times);
        }
        terms
    }

    async fn bid(
        &mut self,
        act: &Act<'_>,
        lot: &str,
        bidder: usize,
        minor: i64,
        row: Option<&Value>,
    ) -> Result<(), ClientError> {
        self.check_balance(act).await?;
        let (finance, buyer) = (&act.company.finance, act.company.buyer(bidder));
        let path = format!("/lots/{lot}/actions");
        let deposit = row.map(|row| row["lot"]["deposit"].clone()).filter(|deposit| deposit.is_object());
        let round = row.and_then(|row| row["lot"]["round"].as_i64()).unwrap_or(1);
        let lodged = (format!("{lot}/{round}"), buyer.clone());
        if let Some(amount) = deposit.filter(|_| !self.deposits.contains(&lodged)) {
            let lodge = json!({"action": "lodge_deposit", "buyer": buyer, "amount": amount});
            finance.post(&path, &lodge).await?;
            self.deposits.push(lodged);
        }
        let bid = json!({"action": "bid", "bid": Uuid::now_v7(), "buyer": buyer, "amount": cny(minor)});
        finance.post(&path, &bid).await?;
        Ok(())
    }

    async fn settle(&mut self, act: &Act<'_>, rows: &Rows) -> Result<(), ClientError> {
        let finance = &act.company.finance;
        self.check_balance(act).await?;
        for (kind, minor) in [("preparation", 38_000), ("legal", 52_000)] {
            let document = self.paper(act, "invoice").await?;
            let cost = json!({"kind": kind, "amount_minor": minor, "document": document});
            finance.post(&self.path("/costs"), &cost).await?;
        }
        finance.post(&self.path("/statement"), &json!({})).await?;
        finance.post_at(rows.version(), &self.path("/settle"), &json!({})).await?;
        Ok(())
    }
}

/// What the winner of a lot still has to pay, after the deposit that is held.
fn still_due(row: &Value) -> Option<i64> {
    let award = &row["lot"]["stage"]["award"];
    let buyer = text(&award["buyer"]);
    let held = row["lot"]["deposits"].as_array().into_iter().flatten();
    let held = held.filter(|deposit| deposit[0] == buyer && deposit[2] == "held");
    let held: i64 = held.filter_map(|deposit| deposit[1]["minor"].as_i64()).sum();
    Some(award["price"]["minor"].as_i64()? - held).filter(|due| *due > 0)
}
