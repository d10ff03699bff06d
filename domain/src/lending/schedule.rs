//! Schedules: regular ones are computed from terms in integer minor units, irregular ones are given.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

wire_names! {
    /// How often an instalment falls due.
    Frequency {
        /// Every 7 days.
        Weekly = "weekly",
        /// Every 14 days.
        Biweekly = "biweekly",
        /// The same day of each month, or its last day where the month is shorter.
        Monthly = "monthly",
        /// The same day of each third month.
        Quarterly = "quarterly",
    }
}

impl Frequency {
    /// A period as a fraction of a year: months as twelfths, weeks as days of 365.
    fn year_fraction(self) -> (i128, i128) {
        match self {
            Frequency::Weekly => (7, 365),
            Frequency::Biweekly => (14, 365),
            Frequency::Monthly => (1, 12),
            Frequency::Quarterly => (3, 12),
        }
    }

    /// The due date `k` periods after `first`; counted from the first, so that 31 January, 28 February is
    /// followed by 31 March.
    fn due(self, first: NaiveDate, k: u32) -> Option<NaiveDate> {
        match self {
            Frequency::Weekly => first.checked_add_days(Days::new(u64::from(k) * 7)),
            Frequency::Biweekly => first.checked_add_days(Days::new(u64::from(k) * 14)),
            Frequency::Monthly => first.checked_add_months(Months::new(k)),
            Frequency::Quarterly => first.checked_add_months(Months::new(k * 3)),
        }
    }
}

wire_names! {
    /// How interest is spread.
    Method {
        /// Level instalments (等额本息).
        Annuity = "annuity",
        /// Level principal, falling interest (等额本金).
        EqualPrincipal = "equal_principal",
        /// Interest on the original principal for the whole term, spread evenly (add-on rate).
        Flat = "flat",
    }
}

/// What a regular schedule follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Amount lent, minor units, 1..=10^15.
    pub principal_minor: i64,
    /// Nominal annual rate in millionths (12.5 % = 125 000), 0..=1 000 000.
    pub annual_rate_ppm: u32,
    /// How many instalments, 1..=600.
    pub instalments: u32,
    /// When the first one falls due.
    pub first_due: NaiveDate,
    /// How often.
    pub frequency: Frequency,
    /// How interest is spread.
    pub method: Method,
    /// Balloon or residual value, minor units, due with the last instalment; 0..=principal.
    #[serde(default)]
    pub residual_minor: i64,
}

/// One amount that falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// When.
    pub due: NaiveDate,
    /// Principal part, minor units, at least 0.
    pub principal_minor: i64,
    /// Interest part, minor units, at least 0.
    pub interest_minor: i64,
}

impl Instalment {
    /// What falls due, minor units.
    pub fn amount_minor(&self) -> i64 {
        self.principal_minor + self.interest_minor
    }
}

/// Instalments by due date: at least one, no two on one day, each above zero, the sum within 10^16.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Instalment>", into = "Vec<Instalment>")]
pub struct Schedule(Vec<Instalment>);

/// How a loan's schedule is kept: terms are enough for a regular one, only irregular ones are stored in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "plan", rename_all = "snake_case")]
pub enum Plan {
    /// Computed.
    Regular(Terms),
    /// Given.
    Irregular {
        /// What falls due when.
        instalments: Schedule,
    },
}

/// No schedule follows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// A term is outside its range.
    #[error("{field} must be {allowed}, this is {value}")]
    OutOfRange {
        /// Which term.
        field: &'static str,
        /// What it may be.
        allowed: &'static str,
        /// What it is.
        value: i64,
    },
    /// Too little money, or too high a rate, for so many instalments in whole minor units.
    #[error("these terms do not divide into so many instalments: some of them would be nothing")]
    TooSmall,
    /// A due date is beyond the calendar.
    #[error("a due date is beyond the calendar")]
    Calendar,
    /// An irregular schedule without instalments.
    #[error("a schedule has at least one instalment")]
    Empty,
    /// Not by strictly rising due date.
    #[error("instalments must be in order, one per day: {0} does not come after {1}")]
    Order(NaiveDate, NaiveDate),
    /// An instalment of nothing, or below.
    #[error("the instalment due {0} must be above zero, with no negative part")]
    Amount(NaiveDate),
    /// Beyond 10^16 minor units.
    #[error("the schedule adds up to more than can be accounted for")]
    Overflow,
}

const MAX_PRINCIPAL: i64 = 1_000_000_000_000_000;
const MAX_TOTAL: i64 = 10 * MAX_PRINCIPAL;

impl Plan {
    /// The instalments.
    pub fn schedule(&self) -> Result<Schedule, ScheduleError> {
        match self {
            Plan::Regular(terms) => terms.schedule(),
            Plan::Irregular { instalments } => Ok(instalments.clone()),
        }
    }
}

impl Schedule {
    /// An irregular schedule, as given.
    pub fn new(instalments: Vec<Instalment>) -> Result<Self, ScheduleError> {
        if instalments.is_empty() {
            return Err(ScheduleError::Empty);
        }
        if let Some(pair) = instalments.windows(2).find(|pair| pair[0].due >= pair[1].due) {
            return Err(ScheduleError::Order(pair[1].due, pair[0].due));
        }
        let mut total = 0_i64;
        for i in &instalments {
            if i.principal_minor < 0 || i.interest_minor < 0 || (i.principal_minor == 0 && i.interest_minor == 0) {
                return Err(ScheduleError::Amount(i.due));
            }
            total = total
                .checked_add(i.principal_minor)
                .and_then(|t| t.checked_add(i.interest_minor))
                .filter(|t| *t <= MAX_TOTAL)
                .ok_or(ScheduleError::Overflow)?;
        }
        Ok(Schedule(instalments))
    }

    /// The instalments by due date.
    pub fn instalments(&self) -> &[Instalment] {
        &self.0
    }

    /// All that ever falls due, minor units.
    pub fn total_minor(&self) -> i64 {
        self.0.iter().map(Instalment::amount_minor).sum()
    }
}

impl TryFrom<Vec<Instalment>> for Schedule {
    type Error = ScheduleError;
    fn try_from(instalments: Vec<Instalment>) -> Result<Self, ScheduleError> {
        Schedule::new(instalments)
    }
}

impl From<Schedule> for Vec<Instalment> {
    fn from(schedule: Schedule) -> Self {
        schedule.0
    }
}

impl Terms {
    /// The schedule of these terms. The principal parts add up to the principal exactly: the last instalment takes
    /// what rounding left.
    pub fn schedule(&self) -> Result<Schedule, ScheduleError> {
        self.check()?;
        let parts = match self.method {
            Method::Annuity => self.annuity(),
            Method::EqualPrincipal => self.equal_principal(),
            Method::Flat => self.flat(),
        };
        let instalments = parts
            .into_iter()
            .zip(0..)
            .map(|((principal, interest), k)| {
                let due = self.frequency.due(self.first_due, k).ok_or(ScheduleError::Calendar)?;
                let minor = |n: i128| i64::try_from(n).map_err(|_| ScheduleError::Overflow);
                Ok(Instalment { due, principal_minor: minor(principal)?, interest_minor: minor(interest)? })
            })
            .collect::<Result<Vec<_>, ScheduleError>>()?;
        Schedule::new(instalments).map_err(|e| match e {
            ScheduleError::Amount(_) => ScheduleError::TooSmall,
            other => other,
        })
    }

    fn check(&self) -> Result<(), ScheduleError> {
        let refuse = |field, allowed, value| Err(ScheduleError::OutOfRange { field, allowed, value });
        match self {
            t if !(1..=MAX_PRINCIPAL).contains(&t.principal_minor) => {
                refuse("principal", "1..=10^15 minor units", t.principal_minor)
            }
            t if t.annual_rate_ppm > 1_000_000 => {
                refuse("annual_rate_ppm", "0..=1000000 (100 %)", i64::from(t.annual_rate_ppm))
            }
            t if !(1..=600).contains(&t.instalments) => refuse("instalments", "1..=600", i64::from(t.instalments)),
            t if !(0..=t.principal_minor).contains(&t.residual_minor) => {
                refuse("residual", "0..=principal", t.residual_minor)
            }
            _ => Ok(()),
        }
    }

    /// Interest of one period on a balance, rounded half up.
    fn interest(&self, balance: i128) -> i128 {
        let (num, den) = self.frequency.year_fraction();
        let scale = 1_000_000 * den;
        (2 * balance * i128::from(self.annual_rate_ppm) * num + scale).div_euclid(2 * scale)
    }

    /// What is left after the term at a level payment; `None` where the balance grows instead of falling. A balance
    /// below zero only falls further, so it is answered as it is: both exits keep the numbers small.
    fn left_after(&self, level: i128) -> Option<i128> {
        let principal = i128::from(self.principal_minor);
        let mut balance = principal;
        for _ in 0..self.instalments {
            balance += self.interest(balance) - level;
            if balance > principal {
                return None;
            }
            if balance < 0 {
                break;
            }
        }
        Some(balance)
    }

    /// Level instalments: the whole number of minor units that leaves the last instalment nearest to the others.
    /// Found by bisection in integers, so that every platform computes the same schedule.
    fn annuity(&self) -> Vec<(i128, i128)> {
        let (principal, residual) = (i128::from(self.principal_minor), i128::from(self.residual_minor));
        let n = i128::from(self.instalments);
        let (mut low, mut high) = ((principal - residual) / n, principal + self.interest(principal) + 1);
        while low < high {
            let middle = (low + high) / 2;
            match self.left_after(middle) {
                Some(left) if left <= residual => high = middle,
                _ => low = middle + 1,
            }
        }
        // `low` is the smallest payment that suffices; one less may leave the last instalment nearer.
        let miss = |level: i128| self.left_after(level).map(|left| (left - residual).abs());
        let level = match (miss(low - 1), miss(low)) {
            (Some(under), Some(over)) if low > 1 && under < over => low - 1,
            _ => low,
        };
        let mut balance = principal;
        (1..=self.instalments)
            .map(|k| {
                let interest = self.interest(balance);
                let part = if k == self.instalments { balance } else { (level - interest).clamp(0, balance) };
                balance -= part;
                (part, interest)
            })
            .collect()
    }

    fn equal_principal(&self) -> Vec<(i128, i128)> {
        let mut balance = i128::from(self.principal_minor);
        let part = (balance - i128::from(self.residual_minor)) / i128::from(self.instalments);
        (1..=self.instalments)
            .map(|k| {
                let interest = self.interest(balance);
                let part = if k == self.instalments { balance } else { part };
                balance -= part;
                (part, interest)
            })
            .collect()
    }

    fn flat(&self) -> Vec<(i128, i128)> {
        let n = i128::from(self.instalments);
        let (num, den) = self.frequency.year_fraction();
        let scale = 1_000_000 * den;
        let principal = i128::from(self.principal_minor);
        let interest = (2 * principal * i128::from(self.annual_rate_ppm) * num * n + scale).div_euclid(2 * scale);
        let (part, share) = ((principal - i128::from(self.residual_minor)) / n, interest / n);
        (1..=n)
            .map(|k| if k == n { (principal - part * (n - 1), interest - share * (n - 1)) } else { (part, share) })
            .collect()
    }
}
