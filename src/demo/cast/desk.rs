//! What the lender's desk and the borrower do.

use super::person::{id, text};
use super::player::Player;
use super::sight::Rows;
use super::{Act, Deed};
use crate::client::ClientError;
use crate::demo::book;
use chrono::Days;
use lienwatch_domain::recovery::CloseReason;
use lienwatch_simulator::actors::{Ask, Ground, Intent};
use serde_json::{Value, json};

impl Player {
    pub(super) async fn desk(&mut self, act: &Act<'_>, intent: Intent, rows: &Rows) -> Result<Deed, ClientError> {
        let (officer, supervisor) = (&act.company.officer, &act.company.supervisor);
        let version = rows.version();
        let because = |reason: &str| json!({ "reason": reason });
        match intent {
            Intent::TakeOn => {
                let taken = officer.post_at(version, &self.path("/review"), &json!({})).await?;
                let items = json!({"items": ["loan_contract", "borrower_details", "credit_assessment",
                    "lien_registration", "valuation", "keys"]});
                let version = taken["version"].as_i64().unwrap_or(version + 1);
                officer.put_at(version, &self.path("/intake"), &items).await?;
            }
            Intent::Request => {
                self.check_balance(act).await?;
                let (basis, reference) = self.basis();
                let dpd = rows.case["dpd"].as_i64().unwrap_or(0);
                let ask = json!({"basis": basis, "reference": reference, "reason": format!("{dpd} days past due")});
                officer.post_at(version, &self.path("/request-authorisation"), &ask).await?;
            }
            Intent::Approve => {
                self.check_balance(act).await?;
                let why = because("the file is complete, and the loan is in default");
                supervisor.post_at(version, &self.path("/approve"), &why).await?;
            }
            Intent::PlaceOrder { ask, hours } => self.place_order(act, ask, hours).await?,
            Intent::WithdrawOrder => {
                let order = rows.order.as_ref().map(id).unwrap_or_default();
                officer.post(&format!("/orders/{order}/withdraw"), &because("the borrower has paid")).await?;
            }
            Intent::ReleaseHolds => self.release(act, "it was looked into: the debt stands as it is").await?,
            Intent::Acknowledge => {
                let order = rows.order.as_ref().map(id).unwrap_or_default();
                officer.post(&format!("/orders/{order}/acknowledge"), &json!({})).await?;
            }
            Intent::Clear => {
                self.before_disposal(act).await?;
                let why = because("property is handled, and the title is clear");
                officer.post_at(version, &self.path("/clear-for-disposal"), &why).await?;
            }
            Intent::Redeem => {
                let why = because("everything that was owed is paid");
                officer.post_at(version, &self.path("/redeem"), &why).await?;
            }
            Intent::Reinstate => {
                let why = because("the arrears are paid");
                officer.post_at(version, &self.path("/reinstate"), &why).await?;
            }
            Intent::Unrepossess => {
                let why = because("the borrower's payments had been booked to another contract");
                supervisor.post_at(version, &self.path("/unrepossess"), &why).await?;
            }
            Intent::HandBack => {
                let at = act.yard(self);
                let from = json!({"custodian": "yard", "yard": at.id});
                self.hand_over(act, from, json!({"custodian": "borrower"})).await?;
            }
            Intent::Close(reason) => self.close(act, reason, version).await?,
            _ => {}
        }
        Ok(Deed::Done)
    }

    /// Writes an order, and offers it to those who fit it: by their score, but not always to the same one first.
    async fn place_order(&mut self, act: &Act<'_>, ask: Ask, hours: u32) -> Result<(), ClientError> {
        let officer = &act.company.officer;
        self.check_balance(act).await?;
        let kind = match self.story.plot.ground {
            Ground::Surrender => "voluntary_surrender",
            Ground::Consent | Ground::Court => "repossess",
        };
        let spot = act.spot(self);
        let order = json!({"kind": kind, "lat": spot.lat, "lon": spot.lon,
            "instructions": "It usually stands here at night. Leave at once if anybody objects."});
        let order = id(&officer.post(&self.path("/orders"), &order).await?);
        let matches = officer.get(&format!("/orders/{order}/matches")).await?;
        let ranked = matches["ranking"]["ranked"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut vendors: Vec<String> = ranked.iter().map(|fit| text(&fit["vendor"])).collect();
        let turn = self.number % vendors.len().max(1);
        vendors.rotate_left(turn);
        let mode = match ask {
            Ask::Direct => {
                vendors.truncate(1);
                "direct"
            }
            Ask::Cascade => "cascade",
        };
        let offer = json!({"mode": mode, "vendors": vendors, "minutes": hours * 60});
        officer.post(&format!("/orders/{order}/offer"), &offer).await?;
        Ok(())
    }

    async fn release(&self, act: &Act<'_>, reason: &str) -> Result<(), ClientError> {
        let officer = &act.company.officer;
        let case = officer.get(&self.path("")).await?;
        let mut version = case["version"].as_i64().unwrap_or(0);
        let open = |hold: &&Value| hold["phase"]["phase"] != "released";
        for hold in case["holds"].as_array().into_iter().flatten().filter(open) {
            let path = self.path(&format!("/holds/{}/release", id(hold)));
            let after = officer.post_at(version, &path, &json!({ "reason": reason })).await?;
            version = after["version"].as_i64().unwrap_or(version);
        }
        Ok(())
    }

    /// Closes the case; the lender's core system is told how the loan ended.
    async fn close(&self, act: &Act<'_>, reason: CloseReason, version: i64) -> Result<(), ClientError> {
        let words = match reason {
            CloseReason::Recovered => "the proceeds are distributed",
            CloseReason::Redeemed => "the borrower has the car back, and owes nothing",
            _ => "the arrears are paid",
        };
        let status = match reason {
            CloseReason::Recovered => Some("charged_off"),
            CloseReason::Redeemed => Some("settled"),
            _ => None,
        };
        // First the loan: one that is still in default would be flagged again as soon as its case is closed.
        if let (Some(status), Some(loan)) = (status, act.company.book.loans.get(&self.contract)) {
            let path = "/imports/loans";
            let report: Value = act.company.api.post_csv(path, book::standing(loan, status)).await?;
            if report["rows_bad"] != 0 {
                let (path, detail) = (path.to_owned(), report["errors"].to_string());
                return Err(ClientError::Refused {
                    method: "POST",
                    path,
                    status: 200,
                    code: "bad_rows".into(),
                    detail,
                });
            }
        }
        let body = json!({"close_reason": reason.name(), "reason": words});
        act.company.officer.post_at(version, &self.path("/close"), &body).await?;
        Ok(())
    }

    /// The yard hands the car over, at its gate.
    pub(super) async fn hand_over(&mut self, act: &Act<'_>, from: Value, to: Value) -> Result<(), ClientError> {
        let proof = self.paper(act, "signature").await?;
        let spot = act.yard(self).spot;
        let body = json!({"from": from, "to": to, "lat": spot.lat, "lon": spot.lon, "odometer_km": self.odometer,
            "evidence": [proof]});
        act.company.clerk.post(&self.path("/hand-overs"), &body).await?;
        Ok(())
    }

    pub(super) async fn borrower(&mut self, act: &Act<'_>, intent: Intent, rows: &Rows) -> Result<Deed, ClientError> {
        let hold = |kind: &str, reason: &str| json!({"kind": kind, "reason": reason});
        let (officer, version) = (&act.company.officer, rows.version());
        match intent {
            Intent::Pay { minor } => {
                let payment = json!({"external_id": format!("{}-P{}", self.contract, act.now.timestamp()),
                    "paid_on": act.local_day(), "amount_minor": minor});
                act.company.finance.post(&format!("/loans/{}/payments", self.loan), &payment).await?;
            }
            Intent::Promise => {
                let by = act.local_day().checked_add_days(Days::new(4)).unwrap_or(act.local_day());
                let promise = json!({"due_on": by, "amount_minor": rows.case["overdue_minor"],
                    "note": "the borrower called"});
                officer.post(&format!("/loans/{}/promises", self.loan), &promise).await?;
            }
            Intent::BreakPromise => self.release(act, "the day of the promise has passed without a payment").await?,
            _ => {
                let body = hold("dispute_or_fraud", "the borrower says that two payments were not counted");
                officer.post_at(version, &self.path("/holds"), &body).await?;
            }
        }
        Ok(Deed::Done)
    }
}
