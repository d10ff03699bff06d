//! Stated probabilities against what came.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

const BINS: usize = 10;

/// One bin of a reliability diagram.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Bin {
    /// Statements in it.
    pub n: u32,
    /// What they said, added up.
    #[serde(skip)]
    said: f64,
    /// How many of them came true.
    pub came: u32,
}

impl Bin {
    /// The mean of what was said, 0..=1.
    pub fn said(&self) -> f64 {
        self.said / f64::from(self.n.max(1))
    }

    /// The share that came true, 0..=1.
    pub fn observed(&self) -> f64 {
        f64::from(self.came) / f64::from(self.n.max(1))
    }
}

/// Probabilities in ten bins of equal width.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reliability([Bin; BINS]);

impl Reliability {
    /// One statement of probability `p` (0..=1), and whether it came true.
    pub fn take(&mut self, p: f64, came: bool) {
        let bin = &mut self.0[((p * BINS as f64) as usize).min(BINS - 1)];
        bin.n += 1;
        bin.said += p;
        bin.came += u32::from(came);
    }

    /// Adds another run's.
    pub fn add(&mut self, other: &Reliability) {
        for (ours, theirs) in self.0.iter_mut().zip(other.0) {
            ours.n += theirs.n;
            ours.said += theirs.said;
            ours.came += theirs.came;
        }
    }

    /// Statements in all.
    pub fn statements(&self) -> u32 {
        self.0.iter().map(|b| b.n).sum()
    }

    /// The expected calibration error: how far what was said and what came are apart in a bin, on average over the
    /// statements (Naeini, Cooper and Hauskrecht 2015); `None` without any.
    pub fn error(&self) -> Option<f64> {
        let apart: f64 = self.0.iter().map(|b| (b.said - f64::from(b.came)).abs()).sum();
        (self.statements() > 0).then(|| apart / f64::from(self.statements()))
    }

    /// The bins in which something was said, the least likely first.
    pub fn bins(&self) -> impl Iterator<Item = &Bin> {
        self.0.iter().filter(|b| b.n > 0)
    }
}

impl Serialize for Reliability {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row {
            n: u32,
            said: f64,
            came: f64,
        }
        let rows: Vec<Row> = self.bins().map(|b| Row { n: b.n, said: b.said(), came: b.observed() }).collect();
        let mut out = serializer.serialize_struct("Reliability", 3)?;
        out.serialize_field("statements", &self.statements())?;
        out.serialize_field("ece", &self.error())?;
        out.serialize_field("bins", &rows)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_says_what_comes_has_no_error_and_who_does_not_has() {
        let (mut right, mut sure) = (Reliability::default(), Reliability::default());
        for n in 0..100 {
            right.take(0.75, n % 4 != 0);
            sure.take(1.0, n % 4 != 0);
        }
        assert!(right.error().expect("said something") < 1e-9);
        assert!((sure.error().expect("said something") - 0.25).abs() < 1e-9);
        assert_eq!(Reliability::default().error(), None);
        right.add(&sure);
        assert_eq!(right.statements(), 200);
        assert!((right.error().expect("said something") - 0.125).abs() < 1e-9);
        assert_eq!(right.bins().map(|b| (b.n, b.came)).collect::<Vec<_>>(), [(100, 75), (100, 75)]);
    }
}
