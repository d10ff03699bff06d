//! What contractors do: on their phones, with their own login.

use super::company::Suspension;
use super::person::{id, text};
use super::player::Player;
use super::sight::Rows;
use super::vendors::Crew;
use super::{Act, Deed};
use crate::client::ClientError;
use chrono::TimeDelta;
use lienwatch_simulator::actors::Intent;
use serde_json::{Value, json};

/// A complaint against a vendor is looked into so long.
const INQUIRY: TimeDelta = TimeDelta::days(9);
/// Photos of a report.
const PHOTOS: usize = 4;

impl Player {
    pub(super) async fn field(&mut self, act: &Act<'_>, intent: Intent, rows: &Rows) -> Result<Deed, ClientError> {
        let Some(row) = &rows.order else { return Ok(Deed::Later(act.now + TimeDelta::hours(1))) };
        let order = id(row);
        if matches!(intent, Intent::Accept | Intent::Decline) {
            return self.answer(act, intent, &order).await;
        }
        let vendor = text(&row["vendor_id"]);
        let Some(crew) = act.company.crew(&vendor) else { return Ok(Deed::Later(act.now + TimeDelta::hours(1))) };
        let (phone, work) = (&crew.phone, format!("/work/orders/{order}"));
        match intent {
            Intent::Depart => {
                phone.post(&format!("{work}/depart"), &json!({"agent_id": crew.agents[0]})).await?;
                phone.get(&format!("{work}/position")).await?;
            }
            Intent::Hook => self.take(act, crew, &order, &crew.agents).await?,
            // One agent alone may not take a car.
            Intent::Overstep => self.take(act, crew, &order, &crew.agents[..1]).await?,
            Intent::TryWhileHeld => {
                let spot = act.spot(self);
                let here = json!({"agent_id": crew.agents[0], "lat": spot.lat, "lon": spot.lon});
                phone.post(&format!("{work}/check-in"), &here).await?;
            }
            Intent::ReportNotFound => {
                let why = json!({"because": "not_found", "reason": "the bay is empty, and nobody has seen the car"});
                phone.post(&format!("{work}/fail"), &why).await?;
            }
            Intent::ReportIncident => self.incident(act, crew, &work).await?,
            Intent::ConfirmHold => {
                phone.post(&format!("{work}/confirm-hold"), &json!({})).await?;
            }
            Intent::BringIn => self.bring_in(act, crew, &order, row).await?,
            Intent::Bill => return self.bill(act, crew, &order).await,
            _ => {}
        }
        Ok(Deed::Done)
    }

    async fn answer(&mut self, act: &Act<'_>, intent: Intent, order: &str) -> Result<Deed, ClientError> {
        let round = act.company.officer.get(&format!("/orders/{order}/offers")).await?;
        let offers = round["round"]["offers"].as_array().map(Vec::as_slice).unwrap_or_default();
        let open = offers.iter().find(|offer| offer["status"] == "open");
        // Between two vendors, or after the last, nobody is asked.
        let Some(offer) = open else { return Ok(Deed::Later(act.now + TimeDelta::hours(1))) };
        let Some(crew) = act.company.crew(offer["vendor"].as_str().unwrap_or_default()) else {
            return Ok(Deed::Later(act.now + TimeDelta::hours(1)));
        };
        let path = format!("/work/offers/{}", text(&offer["offer"]));
        if intent == Intent::Decline {
            let why = json!({"reason": "no truck is free this week"});
            crew.phone.post(&format!("{path}/decline"), &why).await?;
        } else {
            // What is dispatched must still be owed.
            self.check_balance(act).await?;
            crew.phone.post(&format!("{path}/accept"), &json!({"agents": crew.agents})).await?;
        }
        Ok(Deed::Done)
    }

    async fn photo(&self, act: &Act<'_>, crew: &Crew, order: &str) -> Result<String, ClientError> {
        let (spot, at) = (act.spot(self), act.now.timestamp());
        let about = format!("kind=photo&taken_at={at}&lat={}&lon={}", spot.lat, spot.lon);
        let path = format!("/work/orders/{order}/evidence?{about}");
        crew.phone.upload(&path, &act.company.picture()).await
    }

    /// These agents check in, and the first of them takes the car.
    async fn take(&mut self, act: &Act<'_>, crew: &Crew, order: &str, there: &[String]) -> Result<(), ClientError> {
        self.check_balance(act).await?;
        let (spot, work) = (act.spot(self), format!("/work/orders/{order}"));
        for agent in there {
            let here = json!({"agent_id": agent, "lat": spot.lat, "lon": spot.lon});
            crew.phone.post(&format!("{work}/check-in"), &here).await?;
        }
        self.before_taking(crew, order).await?;
        let photo = self.photo(act, crew, order).await?;
        let hook = json!({"agent_id": crew.agents[0], "lat": spot.lat, "lon": spot.lon, "evidence": [photo]});
        crew.phone.post(&format!("{work}/on-hook"), &hook).await?;
        Ok(())
    }

    /// Bills what the order earns by the rate card; every fifth time with a surcharge that was never agreed.
    async fn bill(&mut self, act: &Act<'_>, crew: &Crew, order: &str) -> Result<Deed, ClientError> {
        let earned = crew.phone.get("/work/billable?limit=50").await?;
        let mut rows = earned["items"].as_array().into_iter().flatten();
        let own = rows.find(|row| row["order_id"] == order && row["fee_minor"].is_i64());
        let Some(own) = own else { return Ok(Deed::Later(act.now + TimeDelta::hours(12))) };
        let surcharge = if self.number % 5 == 4 { 35_000 } else { 0 };
        let amount = own["fee_minor"].as_i64().unwrap_or(0) + surcharge;
        let line = json!({"order_id": order, "amount_minor": amount, "text": "recovery, as agreed"});
        let number = format!("{}/{}", self.contract, self.number + 1);
        let body = json!({"number": number, "currency": own["currency"], "lines": [line], "submit": true});
        self.invoice = Some(id(&crew.phone.post("/work/invoices", &body).await?));
        Ok(Deed::Done)
    }

    /// The crew quarrelled with the borrower and stopped. The borrower complains; the vendor may not work for now.
    async fn incident(&self, act: &Act<'_>, crew: &Crew, work: &str) -> Result<(), ClientError> {
        let note = json!({"kind": "incident", "severity": 1, "note": "an agent pushed the borrower's brother"});
        crew.phone.post(&format!("{work}/records"), &note).await?;
        let why = json!({"because": "breach_of_peace", "reason": "stopped after a quarrel"});
        crew.phone.post(&format!("{work}/fail"), &why).await?;
        // The desk takes it down: the vendor is suspended and the case held with it.
        let said = json!({"channel": "phone", "category": "conduct", "severity": "1", "language": "zh",
            "name": "the borrower's brother", "statement": "an agent pushed me when I said no",
            "case_id": self.case, "vendor_id": crew.vendor});
        let complaint = id(&act.company.officer.post("/complaints", &said).await?);
        let (vendor, until) = (crew.vendor.clone(), act.now + INQUIRY);
        act.company.suspend(Suspension { vendor, complaint, until });
        Ok(())
    }

    /// The report, and the car into the yard.
    async fn bring_in(&mut self, act: &Act<'_>, crew: &Crew, order: &str, row: &Value) -> Result<(), ClientError> {
        let work = format!("/work/orders/{order}");
        let mut photos = vec![];
        for _ in 0..PHOTOS {
            photos.push(self.photo(act, crew, order).await?);
        }
        let signed = photos[0].clone();
        if row["state"] == "on_hook" {
            // Without it nobody is paid: it is one of the papers of a recovery.
            let found = json!({"kind": "property_inventory", "items": ["umbrella", "child seat"]});
            crew.phone.post(&format!("{work}/records"), &found).await?;
            let keys = 1 + self.number % 2;
            let report = json!({"summary": "taken without trouble", "evidence": photos, "keys": keys,
                "odometer_km": self.odometer, "vin_matches": true, "km": 18});
            crew.phone.post(&format!("{work}/complete"), &report).await?;
        }
        let yard = act.yard(self);
        self.odometer += 18;
        let from = json!({"custodian": "agent", "vendor": crew.vendor, "agent": crew.agents[0]});
        let body = json!({"from": from, "to": {"custodian": "yard", "yard": yard.id}, "lat": yard.spot.lat,
            "lon": yard.spot.lon, "odometer_km": self.odometer, "evidence": [signed]});
        crew.phone.post(&format!("{work}/hand-overs"), &body).await?;
        // The clerk looks it over, and says where it stands.
        let clerk = &act.company.clerk;
        let free = clerk.get(&format!("/yards/{}", yard.id)).await?["first_free_bay"].clone();
        clerk.post(&self.path("/bay"), &json!({ "bay": free })).await?;
        let damages = if self.number.is_multiple_of(3) { vec!["front bumper: scratch"] } else { vec![] };
        let seen = json!({"kind": "condition", "grade": 3 + self.number % 2, "damages": damages,
            "keys": 1 + self.number % 2, "odometer_km": self.odometer});
        clerk.post(&self.path("/records"), &seen).await?;
        Ok(())
    }
}
