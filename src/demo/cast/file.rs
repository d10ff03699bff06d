//! What the law of the place wants on file before each step: the only place of the demonstration that knows it.

use super::player::Player;
use super::vendors::Lender;
use super::{Act, Deed};
use crate::client::ClientError;
use lienwatch_simulator::actors::Ground;
use serde_json::json;

/// Before a vendor is sent anywhere.
pub async fn vendor(_lender: &Lender<'_>, _vendor: &str) -> Result<(), ClientError> {
    Ok(())
}

impl Player {
    /// Before authorisation: who was spoken to, and what came of it.
    pub(super) async fn prepare_file(&mut self, act: &Act<'_>) -> Result<Deed, ClientError> {
        let records = self.path("/records");
        // A court is asked where the borrower does not answer.
        let outcome = if self.story.plot.ground == Ground::Court { "no_answer" } else { "conversation" };
        let call = json!({"kind": "contact", "channel": "call", "party": "debtor", "outcome": outcome});
        act.company.officer.post(&records, &call).await?;
        let letter = json!({"kind": "contact", "channel": "letter", "party": "debtor", "outcome": "delivered"});
        act.company.legal.post(&records, &letter).await?;
        Ok(Deed::Done)
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
    pub(super) async fn before_taking(&mut self, _act: &Act<'_>, _order: &str) -> Result<(), ClientError> {
        Ok(())
    }

    /// Before the car may be sold.
    pub(super) async fn before_disposal(&mut self, act: &Act<'_>) -> Result<(), ClientError> {
        let officer = &act.company.officer;
        for record in [
            json!({"kind": "property_inventory", "items": ["umbrella", "child seat"]}),
            json!({"kind": "property_handled", "note": "handed to the borrower against signature"}),
            json!({"kind": "title_check", "clear": true, "note": "register of the vehicle office: no other lien"}),
        ] {
            officer.post(&self.path("/records"), &record).await?;
        }
        Ok(())
    }
}
