//! One case of the play: its story, and what its people hold in their hands.

use super::person::text;
use super::sight::{Rows, Sight};
use super::tally::{Stuck, Tally};
use super::{Act, Deed};
use crate::client::ClientError;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_simulator::actors::{After, Intent, Next, Story};
use serde_json::{Value, json};

/// A balance that is older is confirmed again before anything that rests on it; the law asks for a day at most.
const BALANCE: TimeDelta = TimeDelta::hours(10);

/// One case.
pub struct Player {
    /// Its id.
    pub case: String,
    /// Of which contract.
    pub contract: String,
    /// What happens in it.
    pub story: Story,
    /// Nothing happens before then; none: it is over.
    pub due: Option<DateTime<Utc>>,
    /// Its car was sold, and the proceeds distributed.
    pub sold: bool,
    /// Its loan.
    pub(super) loan: String,
    /// Its place among the cases, from 0.
    pub(super) number: usize,
    /// Kilometres on the odometer.
    pub(super) odometer: u32,
    /// Whose deposits the lot has.
    pub(super) deposits: Vec<(String, String)>,
    /// The contractor's invoice.
    pub(super) invoice: Option<String>,
    balance_at: Option<DateTime<Utc>>,
}

impl Player {
    /// A case that was flagged.
    pub fn new(row: &Value, story: Story, number: usize, now: DateTime<Utc>) -> Player {
        Player {
            case: text(&row["id"]),
            contract: text(&row["contract_number"]),
            story,
            due: Some(now),
            sold: false,
            loan: text(&row["loan_id"]),
            number,
            odometer: 18_000 + 1_373 * u32::try_from(number % 60).unwrap_or(0),
            deposits: vec![],
            invoice: None,
            balance_at: None,
        }
    }

    /// A path below the case's own.
    pub(super) fn path(&self, below: &str) -> String {
        format!("/cases/{}{below}", self.case)
    }

    /// Does what is due, at most one thing.
    pub async fn play(&mut self, act: &Act<'_>, sight: &Sight) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        let Some(rows) = sight.rows(&self.case) else {
            self.due = None;
            return Ok(tally);
        };
        let Some(seen) = rows.seen(act.now) else { anyhow::bail!("no such state: {}", rows.case) };
        let intent = match self.story.next(&seen) {
            Next::Over => {
                self.due = None;
                return Ok(tally);
            }
            Next::Wait(at) => {
                self.due = Some(at);
                return Ok(tally);
            }
            Next::Do(intent) => intent,
        };
        self.due = Some(act.now);
        tally.steps += 1;
        tracing::debug!(contract = self.contract, ?intent, now = %act.now, "acts");
        match self.carry_out(act, intent, rows).await {
            Ok(Deed::Done) if intent.refused_by().is_some() => {
                self.story.should_have_been_refused();
                tally.stuck.push(self.stuck(intent, "", "it should have been refused"));
            }
            Ok(Deed::Done) => {
                self.story.done(intent);
                self.sold |= intent == Intent::Settle;
                if let Intent::Close(reason) = intent {
                    *tally.closed.entry(reason.name().to_owned()).or_default() += 1;
                }
            }
            Ok(Deed::Later(at)) => self.story.later(intent, at),
            Err(ClientError::Refused { code, detail, path, .. }) => {
                let rule = code.strip_prefix("refused_").unwrap_or(&code);
                match self.story.refused(intent, rule, act.now) {
                    After::Expected => *tally.refused.entry(rule.to_owned()).or_default() += 1,
                    After::Again => {
                        tracing::debug!(contract = self.contract, ?intent, rule, detail, path, "refused");
                        *tally.overcome.entry(rule.to_owned()).or_default() += 1;
                    }
                    After::Stuck => tally.stuck.push(self.stuck(intent, rule, &detail)),
                }
            }
            Err(error) => return Err(error.into()),
        }
        Ok(tally)
    }

    fn stuck(&self, intent: Intent, rule: &str, detail: &str) -> Stuck {
        Stuck {
            contract_number: self.contract.clone(),
            intent: format!("{intent:?}"),
            rule: rule.to_owned(),
            detail: detail.to_owned(),
        }
    }

    pub(super) async fn carry_out(&mut self, act: &Act<'_>, intent: Intent, rows: &Rows) -> Result<Deed, ClientError> {
        use Intent::*;
        match intent {
            TakeOn
            | Request
            | Approve
            | PlaceOrder { .. }
            | WithdrawOrder
            | ReleaseHolds
            | Acknowledge
            | Clear
            | Redeem
            | Reinstate
            | Unrepossess
            | HandBack
            | Close(_) => self.desk(act, intent, rows).await,
            PrepareFile => self.prepare_file(act).await,
            Pay { .. } | Promise | BreakPromise | Dispute => self.borrower(act, intent, rows).await,
            Accept | Decline | Depart | Hook | Overstep | ReportNotFound | ReportIncident | TryWhileHeld
            | ConfirmHold | BringIn | Bill => self.field(act, intent, rows).await,
            Sell
            | Relist
            | OpenLot
            | Award
            | ReportSale
            | CollectPayment
            | Deliver
            | Settle
            | PayBill
            | Bid { .. }
            | Buy { .. } => self.sale(act, intent, rows).await,
        }
    }

    /// The lender's books are asked whether the balance is right, unless that was done a short while ago.
    pub(super) async fn check_balance(&mut self, act: &Act<'_>) -> Result<(), ClientError> {
        if self.balance_at.is_none_or(|at| act.now - at > BALANCE) {
            act.company.finance.post(&format!("/loans/{}/balance", self.loan), &json!({})).await?;
            self.balance_at = Some(act.now);
        }
        Ok(())
    }

    /// A paper or picture of the lender's people, put with the case.
    pub(super) async fn paper(&self, act: &Act<'_>, kind: &str) -> Result<String, ClientError> {
        let path = self.path(&format!("/evidence?kind={kind}"));
        act.company.clerk.upload(&path, &act.company.picture()).await
    }
}
