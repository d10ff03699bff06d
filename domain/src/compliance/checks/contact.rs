//! Reaching people: when, how often, by which way, whom, and with which words.

use super::super::text::denied_word;
use super::super::{AddressKind, Channel, ClockTime, ContactOutcome, ContactRecord, GateAction, Party, Reach};
use super::{Finding, Met, Scene, Test, met, names, need};
use crate::money::Money;
use chrono::{Days, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

wire_names! {
    /// On which days a window is open.
    WindowDays {
        /// Every day.
        Every = "every",
        /// Working days of the place.
        Working = "working",
        /// Every day but Sundays and holidays.
        NotSundays = "not_sundays",
    }
}

/// Contact only from `from` (inclusive) to `to` (exclusive), by the debtor's clock. A post letter has no hour; visits
/// have, and so has a taking while the debtor is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactWindow {
    /// The first minute that is allowed.
    pub from: ClockTime,
    /// The first minute that is not.
    pub to: ClockTime,
    /// Ways that are meant; empty for all.
    #[serde(default)]
    pub channels: BTreeSet<Channel>,
    /// Another time is allowed when the debtor agreed to it.
    pub unless_agreed: bool,
    /// On which days.
    #[serde(default = "every_day")]
    pub days: WindowDays,
}

fn every_day() -> WindowDays {
    WindowDays::Every
}

impl ContactWindow {
    fn open(&self, scene: &Scene<'_>) -> bool {
        let (minute, date) = (scene.local.minute_of_day(), scene.local.date());
        let hours = (self.from.minutes()..self.to.minutes()).contains(&minute);
        hours
            && match self.days {
                WindowDays::Every => true,
                WindowDays::Working => scene.holidays.is_working(date),
                WindowDays::NotSundays => {
                    chrono::Datelike::weekday(&date) != Weekday::Sun && !scene.holidays.is_holiday(date)
                }
            }
    }
}

impl Test for ContactWindow {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let taking = matches!(scene.action, GateAction::Take { .. } | GateAction::EnterPremises { .. });
        let channel = match scene.action.reaches() {
            Some((Channel::Letter, _)) => return Ok(()),
            Some((channel, _)) => channel,
            None if taking => Channel::Visit,
            None => return Ok(()),
        };
        if !(self.channels.is_empty() || self.channels.contains(&channel)) || self.open(scene) {
            return Ok(());
        }
        let debtor = &scene.facts.debtor;
        if taking && !need(debtor.present, "whether the debtor is present")? {
            return Ok(());
        }
        if self.unless_agreed && debtor.agreed_time == Some(true) {
            return Ok(());
        }
        let days = match self.days {
            WindowDays::Every => "",
            WindowDays::Working => " on working days",
            WindowDays::NotSundays => " except on Sundays and holidays",
        };
        let (window, now) = (format!("{} to {}{days}", self.from, self.to), scene.local.rfc3339());
        let agree = if self.unless_agreed { ", or record that the debtor agreed to another time" } else { "" };
        Err(Finding::new(
            format!("it is {now} where the debtor is, contact is allowed from {window}"),
            format!("wait for the hours from {window}, by the debtor's clock{agree}"),
        ))
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        (self.from >= self.to).then_some(("to", "the window must end after it begins, on the same day"))
    }
}

wire_names! {
    /// Which contacts count.
    Counted {
        /// All attempts.
        Attempts = "attempts",
        /// Conversations.
        Conversations = "conversations",
        /// Attempts that nobody answered.
        Unanswered = "unanswered",
    }
}

wire_names! {
    /// Of what the contacts are counted.
    Per {
        /// The debtor.
        Debtor = "debtor",
        /// The debt.
        Debt = "debt",
        /// The number or address.
        Number = "number",
    }
}

impl Per {
    fn means(self, record: &ContactRecord) -> bool {
        match self {
            Per::Debtor => record.party == Party::Debtor,
            Per::Debt => record.same_debt,
            Per::Number => record.same_number,
        }
    }
}

/// At most so many contacts in so many days of the debtor, today being one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactFrequency {
    /// How many.
    pub max: u16,
    /// In how many days, 1..=366.
    pub days: u16,
    /// Which contacts count.
    pub count: Counted,
    /// Of what.
    pub per: Per,
    /// By which ways.
    pub channels: BTreeSet<Channel>,
}

/// The contacts of the last `days` days of the debtor, today among them.
fn recent<'a>(scene: &Scene<'a>, days: u16) -> Result<impl Iterator<Item = &'a ContactRecord>, Finding> {
    let (local, log) = (scene.local, need(scene.facts.debtor.contacts.as_ref(), "which contacts there were")?);
    let first = local.date().checked_sub_days(Days::new(u64::from(days.saturating_sub(1)))).unwrap_or_default();
    Ok(log.iter().filter(move |c| c.at <= local.at && local.date_of(c.at) >= first))
}

impl Test for ContactFrequency {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let Some((channel, _)) = scene.action.reaches().filter(|(channel, _)| self.channels.contains(channel)) else {
            return Ok(());
        };
        let counts = |c: &&ContactRecord| {
            self.channels.contains(&c.channel)
                && self.per.means(c)
                && match self.count {
                    Counted::Attempts => true,
                    Counted::Conversations => c.outcome == ContactOutcome::Conversation,
                    Counted::Unanswered => {
                        matches!(c.outcome, ContactOutcome::NoAnswer | ContactOutcome::InvalidNumber)
                    }
                }
        };
        let had = recent(scene, self.days)?.filter(counts).count();
        let (count, per, max, days) = (self.count, self.per, self.max, self.days);
        met(
            had < usize::from(max),
            format!("{had} {count} by {channel} per {per} in {days} days, at most {max} are allowed"),
            "wait until older contacts no longer count, or use another lawful way".to_owned(),
        )
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        match (self.days, self.channels.is_empty()) {
            (1..=366, false) => None,
            (_, true) => Some(("channels", "name at least one way")),
            _ => Some(("days", "1 to 366 days")),
        }
    }
}

/// No further contact for so many days after a conversation; its day is the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaitAfterConversation {
    /// Days, 1..=366.
    pub days: u16,
    /// Of what.
    pub per: Per,
    /// By which ways.
    pub channels: BTreeSet<Channel>,
}

impl Test for WaitAfterConversation {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !scene.action.reaches().is_some_and(|(channel, _)| self.channels.contains(&channel)) {
            return Ok(());
        }
        let spoke = |c: &&ContactRecord| {
            c.outcome == ContactOutcome::Conversation && self.channels.contains(&c.channel) && self.per.means(c)
        };
        let Some(last) = recent(scene, self.days)?.filter(spoke).map(|c| scene.local.date_of(c.at)).max() else {
            return Ok(());
        };
        let until = last.checked_add_days(Days::new(u64::from(self.days))).unwrap_or(last);
        Err(Finding::new(
            format!("there was a conversation on {last}, and {} days must pass", self.days),
            format!("wait until {until}"),
        ))
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        (!(1..=366).contains(&self.days)).then_some(("days", "1 to 366 days"))
    }
}

/// Ways that are not to be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelDenied {
    /// Which.
    pub channels: BTreeSet<Channel>,
}

impl Test for ChannelDenied {
    fn test(&self, scene: &Scene<'_>) -> Met {
        match scene.action.reaches() {
            Some((channel, _)) if self.channels.contains(&channel) => {
                Err(Finding::new(format!("{channel} is not to be used"), "use another way"))
            }
            _ => Ok(()),
        }
    }
}

/// People who do not owe the debt are reached only to find the debtor, never after they declined, and never told of debt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThirdPartyContact {
    /// Failed attempts on the debtor, one after the other, after which they count as out of reach. 0: never by that.
    pub after_failures: u16,
}

impl ThirdPartyContact {
    /// Attempts on the debtor since they were last reached.
    fn failures(log: &[ContactRecord]) -> usize {
        let mut of_debtor: Vec<&ContactRecord> = log.iter().filter(|c| c.party == Party::Debtor).collect();
        of_debtor.sort_by_key(|c| std::cmp::Reverse(c.at));
        let failed =
            |c: &&&ContactRecord| matches!(c.outcome, ContactOutcome::NoAnswer | ContactOutcome::InvalidNumber);
        of_debtor.iter().take_while(failed).count()
    }
}

impl Test for ThirdPartyContact {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let Some((_, party)) = scene.action.reaches().filter(|(_, party)| !party.is_liable()) else { return Ok(()) };
        let debtor = &scene.facts.debtor;
        // What is in a letter is read by who opens it.
        let tells = matches!(scene.action, GateAction::Contact { mentions_debt: true, .. } | GateAction::Letter { .. });
        met(!tells, format!("{party} would hear of the debt"), "use the script that does not speak of debt")?;
        let refused = need(debtor.third_party_refused, "whether the third party declined to be contacted")?;
        met(!refused, format!("{party} declined to be contacted"), "do not contact them again")?;
        if need(debtor.reach, "whether the debtor can be reached")? != Reach::Reachable {
            return Ok(());
        }
        let failures = Self::failures(need(debtor.contacts.as_ref(), "which contacts there were")?);
        met(
            self.after_failures > 0 && failures >= usize::from(self.after_failures),
            format!("{party} does not owe the debt, and only {failures} attempts on the debtor failed"),
            format!("try the debtor first: {} failures in a row, or an invalid number", self.after_failures),
        )
    }
}

/// Whom one speaks to is verified before the debt is spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityVerified {}

impl Test for IdentityVerified {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let speaks = matches!(
            scene.action,
            GateAction::Contact { mentions_debt: true, channel: Channel::Call | Channel::Visit, .. }
        );
        if !speaks {
            return Ok(());
        }
        let verified = need(scene.facts.debtor.identity_verified, "whether the identity of the person was verified")?;
        met(verified, "the identity of the person is not verified", "verify identity and debt before speaking of it")
    }
}

/// The sender says who they are and for whom they act, and claims to be nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SenderIdentified {}

impl Test for SenderIdentified {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if scene.action.reaches().is_none() {
            return Ok(());
        }
        let says =
            need(scene.facts.debtor.sender_identified, "whether the sender says who they are and for whom they act")?;
        met(says, "the sender does not say who they are", "name the lender and the agency in script or text")
    }
}

/// Words that no text to a debtor holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsDenied {
    /// The words.
    pub words: BTreeSet<String>,
}

impl Test for WordsDenied {
    fn test(&self, scene: &Scene<'_>) -> Met {
        match scene.action.text().and_then(|text| denied_word(text, &self.words)) {
            Some(word) => Err(Finding::new(format!("the text says {word:?}"), "write it without that word")),
            None => Ok(()),
        }
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        let bad = self.words.is_empty() || self.words.len() > 500 || self.words.iter().any(|w| w.trim().is_empty());
        bad.then_some(("words", "1 to 500 words, none of them empty"))
    }
}

/// Letters go to people who owe, where they want post, and not for small sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterLimits {
    /// Only when more than this is overdue; in another currency, when anything is.
    #[serde(default)]
    pub above: Option<Money>,
    /// Where none are sent.
    #[serde(default)]
    pub addresses_denied: BTreeSet<AddressKind>,
    /// Only to who owes the debt.
    pub liable_only: bool,
}

impl Test for LetterLimits {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let GateAction::Letter { party, address, .. } = scene.action else { return Ok(()) };
        met(!self.liable_only || party.is_liable(), format!("{party} does not owe the debt"), "write to who owes it")?;
        let elsewhere = names(AddressKind::ALL.iter().filter(|a| !self.addresses_denied.contains(a)), |a| a.name());
        let denied = self.addresses_denied.contains(address);
        met(
            !denied,
            format!("no letters are sent to an address of kind {address}"),
            format!("use one of {elsewhere}"),
        )?;
        let overdue = need(scene.facts.debt.overdue, "what is overdue")?;
        let limit = self.above.filter(|above| above.currency == overdue.currency).map_or(0, |above| above.minor.max(0));
        let small = overdue.minor <= limit;
        met(!small, "too little is overdue for a letter, or nothing", "use another way, or none")
    }
}
