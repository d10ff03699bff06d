//! What the law of the place wants on file before each step: the only place of the demonstration that knows it.

use super::person::id;
use super::player::Player;
use super::vendors::{Crew, Lender};
use super::{Act, Deed};
use crate::client::ClientError;
use chrono::Days;
use lienwatch_simulator::actors::{Ground, Way};
use serde_json::json;

/// Before a vendor is sent anywhere: it is on the published list, and was looked at this year.
pub async fn vendor(lender: &Lender<'_>, vendor: &str) -> Result<(), ClientError> {
    let looked_at = lender.day(-15);
    let file = json!({"listed": true, "evaluated_on": looked_at, "audited_on": looked_at});
    lender.supervisor.put(&format!("/vendors/{vendor}/compliance"), &file).await?;
    Ok(())
}

impl Player {
    /// Before authorisation: the borrower was spoken to, asked whether they need special care, and warned in writing.
    pub(super) async fn prepare_file(&mut self, act: &Act<'_>) -> Result<Deed, ClientError> {
        let (officer, records) = (&act.company.officer, self.path("/records"));
        // A court is asked where the borrower does not answer.
        let silent = self.story.plot.ground == Ground::Court;
        let outcome = if silent { "no_answer" } else { "conversation" };
        let call = json!({"kind": "contact", "channel": "call", "party": "debtor", "outcome": outcome});
        officer.post(&records, &call).await?;
        let note = if silent { "nothing on file, no answer on the telephone" } else { "asked on the telephone" };
        officer.post(&records, &json!({"kind": "vulnerability", "vulnerable": false, "note": note})).await?;
        self.warn(act).await?;
        Ok(Deed::Done)
    }

    /// A notice of default by registered post, with the receipt.
    async fn warn(&self, act: &Act<'_>) -> Result<(), ClientError> {
        let legal = &act.company.legal;
        let notice = id(&legal.post(&self.path("/notices"), &json!({"kind": "default_notice"})).await?);
        let by = act.local_day().checked_add_days(Days::new(15)).unwrap_or(act.local_day());
        let fields = json!({"lender_address": "1 Harbour Road, Shanghai", "lender_phone": "+86 21 0000 0000",
            "breach": "the instalments that fell due in the last months were not paid", "remedy_by": by,
            "complaint_phone": "+86 21 0000 0001"});
        let issue = json!({"language": "zh", "method": "registered_post", "fields": fields});
        legal.post(&format!("/notices/{notice}/issue"), &issue).await?;
        let path = self.path("/evidence?kind=notice_proof");
        let proof = legal.upload(&path, &act.company.picture()).await?;
        let served = json!({"method": "registered_post", "proof": proof});
        legal.post(&format!("/notices/{notice}/serve"), &served).await?;
        Ok(())
    }

    /// The basis of the request, and where its proof is.
    pub(super) fn basis(&self) -> (&'static str, String) {
        let contract = &self.contract;
        match self.story.plot.ground {
            Ground::Surrender => ("voluntary_surrender", format!("surrender form of {contract}")),
            Ground::Consent => ("consented_recovery", format!("consent after default, {contract}")),
            Ground::Court => ("court_order", format!("(2026) civil enforcement, {contract}")),
        }
    }

    /// Before the car is taken: what the agents say of the site.
    pub(super) async fn before_taking(&self, crew: &Crew, order: &str) -> Result<(), ClientError> {
        let site =
            json!({"kind": "site", "conduct": [], "recording": true, "debtor_present": false, "identified": true});
        crew.phone.post(&format!("/work/orders/{order}/records"), &site).await?;
        Ok(())
    }

    /// Before the car may be cleared: what was in it, and who else has a right to it.
    pub(super) async fn before_disposal(&self, act: &Act<'_>) -> Result<(), ClientError> {
        let (officer, records) = (&act.company.officer, self.path("/records"));
        for record in [
            json!({"kind": "property_inventory", "items": ["umbrella", "child seat"]}),
            json!({"kind": "property_handled", "note": "handed to the borrower against signature"}),
            json!({"kind": "title_check", "clear": true, "note": "register of the vehicle office: no other lien"}),
        ] {
            officer.post(&records, &record).await?;
        }
        Ok(())
    }

    /// Before the car is offered: the borrower agreed to the way of sale, unless a court sells it.
    pub(super) async fn before_sale(&self, act: &Act<'_>) -> Result<(), ClientError> {
        if self.story.plot.way != Way::Court {
            let agreed = json!({"kind": "sale_agreement", "agreed": true, "note": "signed after the default"});
            act.company.officer.post(&self.path("/records"), &agreed).await?;
        }
        Ok(())
    }
}
