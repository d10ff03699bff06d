//! The grade of a car, 0 to 5: derived from what the report says, or given by a person with a reason.

use super::{ConditionReport, Drives, Severity};
use crate::reason::Reason;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// A grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Grade {
    /// From the report alone.
    Derived {
        /// 0 to 5.
        grade: u8,
    },
    /// By a person.
    Given {
        /// 0 to 5.
        grade: u8,
        /// Why another than the derived one.
        reason: Reason,
    },
}

impl Grade {
    /// The grade, 0 to 5.
    pub fn value(&self) -> u8 {
        match self {
            Grade::Derived { grade } | Grade::Given { grade, .. } => *grade,
        }
    }

    /// The grade of a report: what was given stands if it is within 0 to 5; what calls itself derived must be.
    pub fn check(&self, report: &ConditionReport, policy: &GradePolicy) -> Result<(), Refusal> {
        let derived = derive_grade(report, policy).grade;
        match self {
            Grade::Derived { grade } if *grade != derived => {
                let message = format!("the grade of this report is {derived}, not {grade}");
                Err(Refusal::new("grade_derived", message, format!("give {derived}, or give a reason")))
            }
            Grade::Given { grade, .. } if *grade > 5 => {
                let message = format!("a grade of {grade} is above 5");
                Err(Refusal::new("grade_range", message, "give a grade from 0 to 5"))
            }
            _ => Ok(()),
        }
    }
}

/// A tenant's rules for grades. The defaults are engineering judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GradePolicy {
    /// Points that a minor, a moderate and a severe damage cost.
    pub points: [u32; 3],
    /// Most points with which a car is still a 5, 4, 3 and 2; with more it is a 1.
    pub bounds: [u32; 4],
}

impl Default for GradePolicy {
    fn default() -> Self {
        GradePolicy { points: [1, 3, 8], bounds: [2, 8, 20, 40] }
    }
}

/// A derived grade and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derived {
    /// 0 to 5.
    pub grade: u8,
    /// What it is made of, one line each.
    pub because: Vec<String>,
}

/// Derives the grade: points of the damages first, then what caps it. A bent frame, water, open airbags or a car that
/// does not start make it at most 1; two of them 0. A car that starts and does not drive is at most 2.
pub fn derive_grade(report: &ConditionReport, policy: &GradePolicy) -> Derived {
    let count = |severity| report.damage.iter().filter(|d| d.severity == severity).count() as u32;
    let counts = [count(Severity::Minor), count(Severity::Moderate), count(Severity::Severe)];
    let points =
        counts.iter().zip(policy.points).fold(0_u32, |sum, (n, each)| sum.saturating_add(n.saturating_mul(each)));
    let mut grade = 5 - policy.bounds.iter().filter(|bound| points > **bound).count() as u8;
    let [minor, moderate, severe] = counts;
    let mut because = vec![format!("{points} points for {minor} minor, {moderate} moderate, {severe} severe: {grade}")];
    let grave: Vec<&str> = [
        (report.structural_damage, "the frame is damaged"),
        (report.flood_damage, "it stood in water"),
        (report.airbags_open, "an airbag is open"),
        (report.drives == Drives::DoesNotStart, "it does not start"),
    ]
    .into_iter()
    .filter_map(|(is, text)| is.then_some(text))
    .collect();
    let mut cap = |most: u8, text: String| {
        if grade > most {
            grade = most;
            because.push(text);
        }
    };
    if report.drives == Drives::StartsOnly {
        cap(2, "it does not drive: at most 2".to_owned());
    }
    match grave.as_slice() {
        [] => {}
        [one] => cap(1, format!("{one}: at most 1")),
        many => cap(0, format!("{}: 0", many.join(", "))),
    }
    if report.drives == Drives::NotTried {
        because.push("nobody could try to drive it".to_owned());
    }
    Derived { grade, because }
}
