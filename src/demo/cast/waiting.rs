//! One car is left to whoever opens the dashboard: it is critical, its papers are on file, two people have agreed, and
//! nobody has sent for it yet.

use super::person::text;
use super::player::Player;
use super::sight::Sight;
use super::{Act, Cast};
use crate::client::ClientError;
use chrono::{DateTime, Utc};
use lienwatch_simulator::actors::{Intent, Story};

impl Cast {
    /// Brings a case of a removed tracker to its authorisation, and answers its vehicle: the last that was opened, for its
    /// alert still stands. None where there is no such case.
    pub async fn leave_one(&mut self, now: DateTime<Utc>) -> anyhow::Result<Option<String>> {
        let sight = Sight::read(&self.company.api).await?;
        let waits = |row: &&serde_json::Value| {
            let early = matches!(row["state"].as_str(), Some("flagged" | "in_review"));
            early && row["rule"] == "dpd_1_critical_removal" && row["open_holds"] == 0
        };
        let Some(row) = sight.cases().into_iter().rev().find(waits).cloned() else { return Ok(None) };
        // Nobody of the play works on it from here on.
        let number = self.players.len();
        let mut player = Player::new(&row, Story::new(self.script.seed, number), number, now);
        self.known.insert(player.case.clone());
        for other in self.players.iter_mut().filter(|other| other.case == player.case) {
            other.due = None;
        }
        let act = Act { company: &self.company, now };
        let first = if row["state"] == "flagged" { Some(Intent::TakeOn) } else { None };
        for intent in first.into_iter().chain([Intent::PrepareFile, Intent::Request, Intent::Approve]) {
            let sight = Sight::read(&self.company.api).await?;
            let Some(rows) = sight.rows(&player.case) else { return Ok(None) };
            match player.carry_out(&act, intent, rows).await {
                Ok(_) => {}
                // Something of it was done already, or came between: what follows may be possible still.
                Err(ClientError::Refused { code, .. }) => tracing::debug!(?intent, code, "refused"),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Some(text(&row["vehicle_id"])))
    }
}
