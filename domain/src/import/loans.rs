//! Loans: the contracts, with terms that a schedule follows from, or with an irregular schedule as given.

use super::context::Context;
use super::header::{Column, Entity, Privacy};
use super::problem::{Fault, Problem};
use super::row::{Import, Row};
use super::vin::Vin;
use super::{cells, vehicles};
use crate::lending::{Frequency, Instalment, LoanStatus, Method, Plan, Product, Schedule, ScheduleError, Terms};
use crate::money::{Currency, Money};
use chrono::NaiveDate;

/// A loan as imported. Its plan has been computed once, so its schedule exists.
#[derive(Debug, Clone, PartialEq)]
pub struct LoanRecord {
    /// The contract number: the join key to the lender's core system.
    pub contract_no: String,
    /// Who owes.
    pub borrower_no: String,
    /// On which car.
    pub vin: Vin,
    /// What kind of contract.
    pub product: Product,
    /// Where it stands.
    pub status: LoanStatus,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// When the money was paid out.
    pub funded_on: NaiveDate,
    /// What falls due when.
    pub plan: Plan,
    /// What was paid before the imported payments begin: an opening payment, value date `balance_as_of`.
    pub paid_to_date: Option<Money>,
    /// As of which date the lender's books say so.
    pub balance_as_of: Option<NaiveDate>,
    /// At which of the lender's branches it is kept.
    pub branch: Option<String>,
}

/// Instalments in one cell.
const MAX_IRREGULAR: usize = 600;

impl Import for LoanRecord {
    const ENTITY: Entity = Entity::Loans;
    const KEY_FIELD: &'static str = "contract_no";
    const COLUMNS: &'static [Column] = &[
        Column::required("contract_no", &["合同", "合同号", "合同编号"], "contract number; the key"),
        Column::required("borrower_no", &["客户编号", "borrower_id"], "number of a known borrower"),
        Column::required("vin", &["车架号"], "VIN of a known vehicle").shown_as(Privacy::Identifier),
        Column::required(
            "product",
            &["债务类型", "产品"],
            "`loan` (贷款), `finance_lease` (融资租赁) or `hire_purchase` (分期付款)",
        ),
        Column::required("funded_on", &["放款日期"], "date on which the money was paid out"),
        Column::optional(
            "status",
            &["状态"],
            "`performing`, `overdue`, `in_recovery`, `settled` (结清), `charged_off`; empty is `performing`",
        ),
        Column::optional("currency", &["币种"], "ISO 4217; empty is the lender's currency"),
        Column::optional("principal", &["本金", "贷款金额"], "major units; needed without `schedule`"),
        Column::optional(
            "annual_rate_percent",
            &["年利率"],
            "nominal, 0 to 100, up to four decimals; needed without `schedule`",
        ),
        Column::optional("instalments", &["期数"], "1 to 600; needed without `schedule`"),
        Column::optional("first_due", &["首期还款日"], "due date of the first instalment; needed without `schedule`"),
        Column::optional(
            "frequency",
            &["还款频率"],
            "`weekly`, `biweekly`, `monthly` (按月), `quarterly` (按季); empty is `monthly`",
        ),
        Column::optional(
            "method",
            &["还款方式"],
            "`annuity` (等额本息), `equal_principal` (等额本金), `flat`; empty is `annuity`",
        ),
        Column::optional("residual", &["尾款", "残值"], "balloon due with the last instalment, major units"),
        Column::optional(
            "schedule",
            &["还款计划"],
            "irregular schedule instead: `date:principal:interest` by date, joined by `;`",
        ),
        Column::optional("paid_to_date", &["已还金额"], "paid before the imported payments begin, major units"),
        Column::optional("balance_as_of", &["数据日期"], "date of the lender's books; needed with `paid_to_date`"),
        Column::optional(
            "branch",
            &["门店", "分公司"],
            "the lender's branch at which it is kept; reports are split by it",
        ),
    ];

    fn read(row: &mut Row<'_>, context: &Context<'_>) -> Option<Self> {
        let contract_no = row.required("contract_no", cells::code);
        let borrower_no = row.required("borrower_no", |cell| known_borrower(cell, context));
        let vin = row.required("vin", |cell| vehicles::known_vin(cell, context));
        let products =
            &[("贷款", Product::Loan), ("融资租赁", Product::FinanceLease), ("分期付款", Product::HirePurchase)];
        let product = row.required("product", cells::one_of(Product::ALL, Product::name, products));
        let statuses = &[
            ("正常", LoanStatus::Performing),
            ("逾期", LoanStatus::Overdue),
            ("结清", LoanStatus::Settled),
            ("核销", LoanStatus::ChargedOff),
        ];
        let status = row.optional("status", cells::one_of(LoanStatus::ALL, LoanStatus::name, statuses));
        let currency = row.optional("currency", cells::currency).unwrap_or(context.currency);
        let funded_on = row.required("funded_on", cells::date);
        let plan = if row.cell("schedule").is_some() { irregular(row, currency) } else { regular(row, currency) };
        if let (Some(funded), Some(schedule)) = (funded_on, plan.as_ref().and_then(|p| p.schedule().ok()))
            && schedule.instalments()[0].due < funded
        {
            let field = if row.cell("schedule").is_some() { "schedule" } else { "first_due" };
            let message = "the first instalment falls due before the loan was funded";
            row.fault(field, Fault::new(Problem::Contradiction, message, "correct one of the two dates"));
        }
        let paid_to_date = row.optional("paid_to_date", cells::money(currency));
        let balance_as_of = row.optional("balance_as_of", cells::date);
        let branch = row.optional("branch", cells::text(100));
        if balance_as_of.is_some_and(|day| day > context.today) {
            let message = "the lender's books cannot be of a day to come";
            row.fault("balance_as_of", Fault::new(Problem::OutOfRange, message, "write the date of the export"));
        }
        if paid_to_date.is_some() && row.cell("balance_as_of").is_none() {
            let message = "paid_to_date is there without balance_as_of";
            row.fault("balance_as_of", Fault::new(Problem::MissingValue, message, "write the date of the export"));
        }
        Some(LoanRecord {
            contract_no: contract_no?,
            borrower_no: borrower_no?,
            vin: vin?,
            product: product?,
            status: status.unwrap_or(LoanStatus::Performing),
            currency,
            funded_on: funded_on?,
            plan: plan?,
            paid_to_date,
            balance_as_of,
            branch,
        })
    }

    fn natural_key(&self) -> String {
        self.contract_no.clone()
    }
}

/// A loan that must be known already.
pub(super) fn known_contract(cell: &str, context: &Context<'_>) -> Result<String, Fault> {
    let contract = cells::code(cell)?;
    if (context.has_contract)(&contract) {
        return Ok(contract);
    }
    let fix = "import the loan first, or correct it";
    Err(Fault::new(Problem::UnknownContract, "there is no loan of this contract number", fix))
}

fn known_borrower(cell: &str, context: &Context<'_>) -> Result<String, Fault> {
    let number = cells::code(cell)?;
    if (context.has_borrower)(&number) {
        return Ok(number);
    }
    let fix = "import the borrower first, or correct it";
    Err(Fault::new(Problem::UnknownBorrower, "there is no borrower of this number", fix))
}

fn regular(row: &mut Row<'_>, currency: Currency) -> Option<Plan> {
    let principal = row.required("principal", cells::money(currency));
    let rate = row.required("annual_rate_percent", cells::percent_to_ppm);
    let count = row.required("instalments", cells::integer(1..=600));
    let first_due = row.required("first_due", cells::date);
    let frequencies = &[
        ("按周", Frequency::Weekly),
        ("按双周", Frequency::Biweekly),
        ("按月", Frequency::Monthly),
        ("按季", Frequency::Quarterly),
    ];
    let frequency = row.optional("frequency", cells::one_of(Frequency::ALL, Frequency::name, frequencies));
    let methods = &[("等额本息", Method::Annuity), ("等额本金", Method::EqualPrincipal)];
    let method = row.optional("method", cells::one_of(Method::ALL, Method::name, methods));
    let residual = row.optional("residual", cells::money(currency));
    let terms = Terms {
        principal_minor: principal?.minor,
        annual_rate_ppm: rate?,
        instalments: count?,
        first_due: first_due?,
        frequency: frequency.unwrap_or(Frequency::Monthly),
        method: method.unwrap_or(Method::Annuity),
        residual_minor: residual.map_or(0, |m| m.minor),
    };
    match terms.schedule() {
        Ok(_) => Some(Plan::Regular(terms)),
        Err(error) => {
            let field = match &error {
                ScheduleError::OutOfRange { field: "residual", .. } => "residual",
                ScheduleError::Calendar => "first_due",
                _ => "principal",
            };
            row.fault(field, Fault::new(Problem::OutOfRange, error.to_string(), "correct the terms of the contract"));
            None
        }
    }
}

fn irregular(row: &mut Row<'_>, currency: Currency) -> Option<Plan> {
    if ["principal", "annual_rate_percent", "instalments", "first_due"].iter().any(|f| row.cell(f).is_some()) {
        let message = "the row has a schedule and the terms of a regular one";
        let fix = "leave principal, annual_rate_percent, instalments and first_due empty, or the schedule";
        row.fault("schedule", Fault::new(Problem::Contradiction, message, fix));
        return None;
    }
    row.required("schedule", |cell| {
        let fix = "write e.g. 2026-01-31:1000.00:50.00;2026-03-31:1000.00:25.00";
        let parts: Vec<&str> = cell.trim_end_matches(';').split(';').collect();
        if parts.len() > MAX_IRREGULAR {
            let message = format!("{} instalments are too many, at most {MAX_IRREGULAR}", parts.len());
            return Err(Fault::new(Problem::BadLength, message, fix));
        }
        let one = |(i, part): (usize, &&str)| {
            let named = |fault: Fault| Fault { message: format!("instalment {}: {}", i + 1, fault.message), ..fault };
            let mut fields = part.trim().split(':').map(str::trim);
            let (Some(due), Some(principal), Some(interest), None) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                return Err(named(Fault::new(Problem::WrongType, "this is not date:principal:interest", fix)));
            };
            Ok(Instalment {
                due: cells::date(due).map_err(named)?,
                principal_minor: cells::money(currency)(principal).map_err(named)?.minor,
                interest_minor: cells::money(currency)(interest).map_err(named)?.minor,
            })
        };
        let instalments = parts.iter().enumerate().map(one).collect::<Result<Vec<_>, Fault>>()?;
        Schedule::new(instalments).map_err(|error| Fault::new(Problem::Contradiction, error.to_string(), fix))
    })
    .map(|instalments| Plan::Irregular { instalments })
}
