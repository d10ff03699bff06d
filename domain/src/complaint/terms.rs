//! By when a complaint must be acknowledged and answered.

use crate::compliance::Jurisdiction;
use serde::{Deserialize, Serialize};

/// A longer time for the answer, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// Days from receipt in all, not from the extension.
    pub days: u16,
    /// Somebody with the right to approve must grant it.
    pub approval: bool,
}

/// What the law or practice of a place asks. Working days follow the lender's table of holidays; days are calendar days;
/// each ends with the lender's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ComplaintTerms {
    /// Working days until the written acknowledgement.
    pub acknowledge_working_days: u16,
    /// Days until the answer.
    pub respond_days: u16,
    /// How often and how far the answer may be put off, in order.
    pub extensions: &'static [Extension],
    /// Where the numbers come from.
    pub source: &'static str,
}

/// Whoever has to acknowledge "promptly", or by no rule at all, does so within three working days (`domain.md` A8.2: a
/// complaint is handled within three working days as a principle; UK DISP 1.5 calls what is resolved by then summary).
const ACKNOWLEDGE: u16 = 3;

impl ComplaintTerms {
    /// Of a place, before a lender's own.
    pub fn of(jurisdiction: Jurisdiction) -> ComplaintTerms {
        let terms = |respond_days, extensions, source| ComplaintTerms {
            acknowledge_working_days: ACKNOWLEDGE,
            respond_days,
            extensions,
            source,
        };
        match jurisdiction {
            Jurisdiction::Cn => terms(
                15,
                &[Extension { days: 30, approval: false }, Extension { days: 60, approval: true }],
                "银行业保险业消费投诉处理管理办法 (CBIRC order 2020 No. 3), chapter 3: 15 days, 30 where it is complex, 30 more \
                 with the approval of senior management and word to the complainant; 3 working days: domain.md A8.2",
            ),
            Jurisdiction::Tw => terms(
                30,
                &[],
                "金融消費者保護法 art. 13 (Financial Consumer Protection Act): 30 days from receipt, then 60 days to the \
                 ombudsman; 3 business days: domain.md D2 TW-04",
            ),
            Jurisdiction::Us => terms(
                15,
                &[Extension { days: 60, approval: false }],
                "CFPB Company Portal Manual, under 12 USC 5534(b): 15 calendar days, 60 where it is in progress; a practice \
                 that is taken over for complaints made to the lender itself",
            ),
            Jurisdiction::Uk => terms(
                56,
                &[],
                "FCA Handbook DISP 1.6.1R (prompt written acknowledgement) and 1.6.2R (final or other response by the end of \
                 eight weeks)",
            ),
            _ => terms(
                30,
                &[],
                "no rule of the place is on file: 30 days, as ISO 10002 leaves the number to the organisation",
            ),
        }
    }

    /// With a lender's own numbers, where they are shorter.
    pub fn with(self, policy: &ComplaintPolicy) -> ComplaintTerms {
        let least = |law: u16, own: Option<u16>| own.map_or(law, |own| own.clamp(1, law));
        ComplaintTerms {
            acknowledge_working_days: least(self.acknowledge_working_days, policy.acknowledge_working_days),
            respond_days: least(self.respond_days, policy.respond_days),
            ..self
        }
    }
}

/// A lender's rules for complaints. It may promise more than the law asks, never less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ComplaintPolicy {
    /// Working days until the acknowledgement, where fewer than the place asks.
    pub acknowledge_working_days: Option<u16>,
    /// Days until the answer, where fewer than the place asks.
    pub respond_days: Option<u16>,
    /// People are told so many hours before a deadline.
    pub warn_hours: u16,
}

impl Default for ComplaintPolicy {
    /// The numbers of the place; a day's warning.
    fn default() -> Self {
        ComplaintPolicy { acknowledge_working_days: None, respond_days: None, warn_hours: 24 }
    }
}
