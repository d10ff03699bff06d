//! Ageing buckets: policy over days past due.

use crate::ids::LoanId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

wire_names! {
    /// An ageing bucket, from good to bad.
    Bucket {
        /// Nothing past due.
        Current = "current",
        /// First month past due.
        M1 = "m1",
        /// Second.
        M2 = "m2",
        /// Third.
        M3 = "m3",
        /// Fourth.
        M4 = "m4",
        /// Fifth.
        M5 = "m5",
        /// Sixth.
        M6 = "m6",
        /// Beyond.
        M6Plus = "m6_plus",
    }
}

/// From how many days past due each bucket begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<(Bucket, u32)>", into = "Vec<(Bucket, u32)>")]
pub struct BucketPolicy(Vec<(Bucket, u32)>);

/// The policy leaves a day without a bucket, or with two.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BucketPolicyError {
    /// Does not begin with current at 0 days.
    #[error("the first bucket must be current, from 0 days past due")]
    Start,
    /// Nothing but current.
    #[error("a policy needs at least one bucket after current")]
    OnlyCurrent,
    /// Buckets or days do not rise.
    #[error("buckets and their first days must rise: {0} from day {1} does not come after {2} from day {3}")]
    Order(Bucket, u32, Bucket, u32),
}

impl Default for BucketPolicy {
    /// M1 1–29, M2 30–59, M3 60–89, M4 90–119, M5 120–149, M6 150–179, M6+ from 180.
    fn default() -> Self {
        let from = [0, 1, 30, 60, 90, 120, 150, 180];
        BucketPolicy(Bucket::ALL.iter().copied().zip(from).collect())
    }
}

impl BucketPolicy {
    /// A policy from each bucket's first day past due. A bucket may be left out; what is there must rise.
    pub fn new(bands: Vec<(Bucket, u32)>) -> Result<Self, BucketPolicyError> {
        if bands.first() != Some(&(Bucket::Current, 0)) {
            return Err(BucketPolicyError::Start);
        }
        if bands.len() < 2 {
            return Err(BucketPolicyError::OnlyCurrent);
        }
        match bands.windows(2).find(|w| w[0].0 >= w[1].0 || w[0].1 >= w[1].1) {
            Some(w) => Err(BucketPolicyError::Order(w[1].0, w[1].1, w[0].0, w[0].1)),
            None => Ok(BucketPolicy(bands)),
        }
    }

    /// The bucket of so many days past due.
    pub fn bucket(&self, dpd: u32) -> Bucket {
        self.0.iter().rev().find(|(_, from)| *from <= dpd).map_or(Bucket::Current, |(bucket, _)| *bucket)
    }

    /// Each bucket with its first day past due.
    pub fn bands(&self) -> &[(Bucket, u32)] {
        &self.0
    }

    /// The move of a loan that was in `before` (`None`: never aged; an opening bucket is not a move).
    pub fn moved(&self, loan: LoanId, before: Option<Bucket>, dpd: u32, as_of: NaiveDate) -> Option<BucketMove> {
        let (from, to) = (before?, self.bucket(dpd));
        (from != to).then_some(BucketMove { loan, from, to, dpd, as_of, worse: to > from })
    }
}

impl TryFrom<Vec<(Bucket, u32)>> for BucketPolicy {
    type Error = BucketPolicyError;
    fn try_from(bands: Vec<(Bucket, u32)>) -> Result<Self, BucketPolicyError> {
        BucketPolicy::new(bands)
    }
}

impl From<BucketPolicy> for Vec<(Bucket, u32)> {
    fn from(policy: BucketPolicy) -> Self {
        policy.0
    }
}

/// A loan changed its bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketMove {
    /// Which loan.
    pub loan: LoanId,
    /// From.
    pub from: Bucket,
    /// To.
    pub to: Bucket,
    /// Days past due now.
    pub dpd: u32,
    /// On which date of the lender.
    pub as_of: NaiveDate,
    /// Towards loss.
    pub worse: bool,
}

wire_names! {
    /// The coarse view of a loan's treatment (1–59 normal, from 60 serious, placed out, in disposal).
    Stage {
        /// Nothing past due.
        Current = "current",
        /// 1 to 59 days past due.
        Overdue = "overdue_1_59",
        /// 60 days past due or more.
        Serious = "overdue_60_plus",
        /// Given to a contractor.
        PlacedOut = "placed_out",
        /// The car is being sold.
        Disposal = "disposal",
    }
}

/// The coarse view: what the case does outranks the days.
pub fn stage(dpd: u32, placed_out: bool, in_disposal: bool) -> Stage {
    match dpd {
        _ if in_disposal => Stage::Disposal,
        _ if placed_out => Stage::PlacedOut,
        0 => Stage::Current,
        1..=59 => Stage::Overdue,
        _ => Stage::Serious,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_default_policy_turns_on_its_documented_days() {
        let policy = BucketPolicy::default();
        let edges = [
            (0, Bucket::Current),
            (1, Bucket::M1),
            (29, Bucket::M1),
            (30, Bucket::M2),
            (59, Bucket::M2),
            (60, Bucket::M3),
            (89, Bucket::M3),
            (90, Bucket::M4),
            (119, Bucket::M4),
            (120, Bucket::M5),
            (149, Bucket::M5),
            (150, Bucket::M6),
            (179, Bucket::M6),
            (180, Bucket::M6Plus),
            (u32::MAX, Bucket::M6Plus),
        ];
        for (dpd, bucket) in edges {
            assert_eq!(policy.bucket(dpd), bucket, "{dpd}");
        }
        assert_eq!(BucketPolicy::new(policy.bands().to_vec()), Ok(policy));
    }

    #[test]
    fn the_wire_names_are_the_contract() {
        let names: Vec<_> = Bucket::ALL.iter().map(|b| b.name()).collect();
        assert_eq!(names, ["current", "m1", "m2", "m3", "m4", "m5", "m6", "m6_plus"]);
        assert_eq!(serde_json::to_string(&Bucket::M6Plus).expect("serialises"), "\"m6_plus\"");
    }

    #[test]
    fn a_custom_policy_covers_every_day_once() {
        let grace = BucketPolicy::new(vec![(Bucket::Current, 0), (Bucket::M1, 4), (Bucket::M3, 60)]).expect("valid");
        assert_eq!(grace.bucket(3), Bucket::Current);
        assert_eq!(grace.bucket(59), Bucket::M1);
        assert_eq!(grace.bucket(60), Bucket::M3);
        for (bands, error) in [
            (vec![], BucketPolicyError::Start),
            (vec![(Bucket::M1, 1)], BucketPolicyError::Start),
            (vec![(Bucket::Current, 1), (Bucket::M1, 2)], BucketPolicyError::Start),
            (vec![(Bucket::Current, 0)], BucketPolicyError::OnlyCurrent),
            (
                vec![(Bucket::Current, 0), (Bucket::M2, 30), (Bucket::M1, 60)],
                BucketPolicyError::Order(Bucket::M1, 60, Bucket::M2, 30),
            ),
            (
                vec![(Bucket::Current, 0), (Bucket::M1, 30), (Bucket::M2, 30)],
                BucketPolicyError::Order(Bucket::M2, 30, Bucket::M1, 30),
            ),
        ] {
            assert_eq!(BucketPolicy::new(bands), Err(error));
        }
        assert!(serde_json::from_str::<BucketPolicy>(r#"[["current",0],["m1",0]]"#).is_err());
    }

    #[test]
    fn a_move_is_an_event_and_an_opening_bucket_is_not() {
        let (policy, loan) = (BucketPolicy::default(), LoanId(Uuid::from_u128(7)));
        let day = NaiveDate::from_ymd_opt(2026, 5, 1).expect("a date");
        assert_eq!(policy.moved(loan, None, 45, day), None);
        assert_eq!(policy.moved(loan, Some(Bucket::M2), 45, day), None);
        let worse = policy.moved(loan, Some(Bucket::M2), 60, day).expect("moved");
        assert_eq!((worse.from, worse.to, worse.worse), (Bucket::M2, Bucket::M3, true));
        let better = policy.moved(loan, Some(Bucket::M3), 0, day).expect("moved");
        assert_eq!((better.to, better.worse), (Bucket::Current, false));
    }

    #[test]
    fn the_coarse_view_follows_days_until_the_case_outranks_them() {
        let names = [(0, false, false), (59, false, false), (60, false, false), (60, true, false), (0, true, true)]
            .map(|(dpd, placed, sale)| stage(dpd, placed, sale).name());
        assert_eq!(names, ["current", "overdue_1_59", "overdue_60_plus", "placed_out", "disposal"]);
    }
}
