//! The gate of a car outside the steps of its case: looks at where it is, exports of its track, cuts of its engine.
//!
//! Looks lock nothing, and write at most one decision for each caller, purpose and day.

use super::facts::{agreed, debt, privacy};
use super::gate::{About, Gate};
use super::judged::{Judged, passed};
use super::rules::Rules;
use crate::recovery::{Doing, OpenCase, RecoveryError, place_of};
use crate::store::cases::StoredCase;
use crate::store::compliance::{self, Approval, DecisionRow, LoanFile, Of};
use crate::store::loans::StoredLoan;
use crate::store::policy::Place;
use crate::store::{cars, payments};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use lienwatch_domain::compliance::{
    Asked, Channel, CutWarning, DataFacts, DebtorFacts, DebtorLocalTime, DeviceFacts, GateAction, GateFacts,
    NoticeFact, NoticeKind, RecordClass, ServiceMethod, TakingFacts, decide, retention,
};
use lienwatch_domain::lending::{Arrears, arrears};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::HoldKind;
use lienwatch_domain::refusal::Refusal;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

/// Approvals of a car that are looked at; the newest.
const MOST: i64 = 200;

/// Whose car.
#[derive(Debug, Clone, Copy)]
pub struct Car {
    /// The vehicle.
    pub id: Uuid,
    /// Of which lender.
    pub lender_no: i32,
}

/// What is known of a car for the gate.
#[derive(Debug)]
struct CarGate {
    car: Car,
    rules: Rules,
    file: LoanFile,
    place: Place,
    owed: Option<(StoredLoan, Arrears)>,
    case: Option<StoredCase>,
    approvals: Vec<Approval>,
    oldest: Option<NaiveDate>,
}

impl CarGate {
    /// Reads it. `approvals`: they are looked at, too; a look has none.
    async fn of(c: &mut PgConnection, doing: &Doing, car: Car, approvals: bool) -> Result<CarGate, RecoveryError> {
        let place = place_of(c, car.lender_no).await?;
        let (mut file, mut owed, mut case) = (LoanFile::default(), None, None);
        if let Some(loan) = cars::loan(c, car.id).await? {
            file = compliance::file(c, loan.loan.id.0).await?.unwrap_or_default();
            let paid = payments::of_loan(c, loan.loan.id).await?;
            let standing = arrears(&loan.loan, &paid, place.today(doing.now));
            case = cars::case(c, loan.loan.id.0).await?;
            owed = Some((loan, standing));
        }
        let rules = Rules::of(c, car.lender_no, &place, &file).await?;
        let mut agreed = vec![];
        if approvals {
            agreed = compliance::approvals(c, Of::Car(car.id), MOST).await?;
            if let Some(case) = &case {
                agreed.extend(compliance::approvals(c, Of::Case(case.case.id.0), MOST).await?);
            }
        }
        let local = DebtorLocalTime::new(doing.now, rules.zone);
        // Only where a rule has positions erased does their age matter; looking for it is not for nothing.
        let erased = retention(&rules.law(), RecordClass::Track, local).at_most_days.is_some();
        let oldest = match erased {
            true => cars::oldest_position(c, car.id).await?,
            false => None,
        };
        // Without any position, today's would be the oldest.
        let oldest = erased.then(|| DebtorLocalTime::new(oldest.unwrap_or(doing.now), rules.zone).date());
        Ok(CarGate { car, rules, file, place, owed, case, approvals: agreed, oldest })
    }

    fn facts(&self, doing: &Doing, action: &GateAction, purpose: Option<Reason>, device: DeviceFacts) -> GateFacts {
        let held = |kind: HoldKind| self.case.iter().flat_map(|of| of.case.open_holds()).find(move |h| h.kind == kind);
        let local = |at| DebtorLocalTime::new(at, self.rules.zone).date();
        let complaint = held(HoldKind::Complaint).map_or(Asked::No, |hold| Asked::On(local(hold.placed_at)));
        let holds = self.case.as_ref().map_or(0, |of| of.case.open_holds().count());
        GateFacts {
            debt: self
                .owed
                .as_ref()
                .map_or_else(Default::default, |(loan, arrears)| debt(loan, arrears, &self.place, &self.file)),
            debtor: DebtorFacts {
                bankruptcy_stay: held(HoldKind::BankruptcyStay).map(|_| true),
                moved_in_on: self.file.moved_in_on,
                complaint: Some(complaint),
                ..DebtorFacts::default()
            },
            taking: TakingFacts {
                authorised: self.case.as_ref().map(|of| of.case.stage.authorisation().is_some()),
                open_holds: Some(u32::try_from(holds).unwrap_or(u32::MAX)),
                ..TakingFacts::default()
            },
            device,
            data: DataFacts {
                purpose,
                records: privacy(&self.place, &self.file),
                erasure: Some(self.file.erasure_asked_on.map_or(Asked::No, Asked::On)),
                oldest_track: self.oldest,
            },
            approved_by: agreed(&self.approvals, action, None, doing, doing.now),
            ..GateFacts::default()
        }
    }

    fn judge(
        &self,
        doing: &Doing,
        step: &'static str,
        action: GateAction,
        purpose: Option<Reason>,
        device: DeviceFacts,
    ) -> Judged {
        let facts = self.facts(doing, &action, purpose, device);
        let (law, zone, holidays) = (self.rules.law(), self.rules.zone, &self.rules.holidays);
        let decision = decide(&action, &law, &facts, doing.now, zone, holidays);
        Judged { step, action, subject: None, decision }
    }

    /// As [`passed`], of a car.
    async fn passed(&self, c: &mut PgConnection, doing: &Doing, judged: Judged) -> Result<(), RecoveryError> {
        let of = Of::Car(self.car.id);
        match judged.decision.obstacles().into_iter().next() {
            Some(refusal) => {
                let decisions = vec![judged.row_of(doing, self.car.lender_no, of, Some(&refusal))?];
                Err(RecoveryError::Denied { refusal, decisions })
            }
            None => Ok(compliance::add_decision(c, &judged.row_of(doing, self.car.lender_no, of, None)?).await?),
        }
    }
}

/// The answer to a look, as it is kept, with what stands against it.
async fn looked(
    c: &mut PgConnection,
    doing: &Doing,
    car: Car,
    step: &'static str,
    purpose: Reason,
) -> Result<(DecisionRow, Option<Refusal>), RecoveryError> {
    let gate = CarGate::of(c, doing, car, false).await?;
    let judged = gate.judge(doing, step, GateAction::DisclosePosition, Some(purpose.clone()), DeviceFacts::default());
    let refusal = judged.decision.obstacles().into_iter().next();
    let mut row = judged.row_of(doing, car.lender_no, Of::Car(car.id), refusal.as_ref())?;
    let day = DebtorLocalTime::new(doing.now, gate.rules.zone).date();
    let rule = refusal.as_ref().map_or("", |refusal| refusal.rule.as_ref());
    let look = format!("{day} {step} {} {rule} {}", doing.actor_name, purpose.as_str());
    // A reason may be longer than an index takes.
    row.look = Some(hex::encode(Sha256::digest(look)));
    Ok((row, refusal))
}

/// Judges a look at where a car is, for a purpose: an open case or alert, or what was typed. Answers what keeps the place
/// from being shown precisely. `step`: `position`, `track`.
///
/// # Errors
/// The database, or rules that can no longer be read.
pub async fn judge_look(
    c: &mut PgConnection,
    doing: &Doing,
    car: Car,
    step: &'static str,
    purpose: Reason,
) -> Result<Option<Refusal>, RecoveryError> {
    let (row, refusal) = looked(c, doing, car, step, purpose).await?;
    compliance::add_decision(c, &row).await?;
    Ok(refusal)
}

/// Judges a contractor's look at the car of its order.
///
/// # Errors
/// A rule refuses, or the database.
pub async fn judge_link(c: &mut PgConnection, doing: &Doing, car: Car) -> Result<(), RecoveryError> {
    let purpose = Reason::new("an order to find the car").expect("the text is written here");
    let (row, refusal) = looked(c, doing, car, "recovery_link", purpose).await?;
    match refusal {
        Some(refusal) => Err(RecoveryError::Denied { refusal, decisions: vec![row] }),
        None => Ok(compliance::add_decision(c, &row).await?),
    }
}

/// Judges an export of so many points of a car's track.
///
/// # Errors
/// A rule refuses, or the database.
pub async fn judge_export(
    c: &mut PgConnection,
    doing: &Doing,
    car: Car,
    points: u32,
    purpose: Reason,
) -> Result<(), RecoveryError> {
    let gate = CarGate::of(c, doing, car, true).await?;
    let action = GateAction::ExportTracks { points };
    let judged = gate.judge(doing, "track_export", action, Some(purpose), DeviceFacts::default());
    gate.passed(c, doing, judged).await
}

/// Judges a cut of a car's engine, at its request and at its approval: with all that is on file of the open case, where
/// there is one. `step`: `request_cut`, `approve_cut`; `command`: which.
///
/// # Errors
/// A rule refuses, or the database.
pub async fn judge_cut(
    c: &mut PgConnection,
    doing: &Doing,
    car: Car,
    step: &'static str,
    command: Uuid,
) -> Result<(), RecoveryError> {
    let bare = CarGate::of(c, doing, car, true).await?;
    let since = cars::cut_since(c, car.id).await?;
    let days = since.map_or(0, |since| (doing.now - since).num_days().clamp(0, i64::from(u16::MAX)));
    let device = DeviceFacts {
        // It is sent to a car that stands, and to no other: `standstill` of the command's own gate.
        moving: Some(false),
        warnings: None,
        agreement: bare.file.device_agreement,
        emergency_restart_h: bare.file.emergency_restart_h,
        locked_days: u16::try_from(days).ok(),
    };
    let Some(case) = &bare.case else {
        let judged = bare.judge(doing, step, GateAction::CutEngine, None, device);
        return bare.passed(c, doing, Judged { subject: Some(command), ..judged }).await;
    };
    let open = OpenCase::lock(c, doing, case.case.id.0).await?;
    let gate = Gate::of(c, doing, &open).await?;
    let device = DeviceFacts { warnings: Some(warnings(&gate.notices, bare.rules.zone)), ..device };
    let about = About { device, ..About::default() };
    let judged = gate.judge(&open, doing, step, GateAction::CutEngine, &about, doing.now);
    passed(c, doing, &open, &[Judged { subject: Some(command), ..judged }]).await
}

/// The notices of a cut that were served, each from the end of the debtor's day of its service.
fn warnings(notices: &[NoticeFact], zone: chrono_tz::Tz) -> Vec<CutWarning> {
    let of_cut = notices.iter().filter(|notice| notice.notice == NoticeKind::EngineCut);
    let warning = |notice: &NoticeFact| {
        let channel = match notice.method {
            ServiceMethod::Email => Channel::Email,
            ServiceMethod::Electronic => Channel::App,
            ServiceMethod::InPerson | ServiceMethod::Officer => Channel::Visit,
            ServiceMethod::RegisteredPost | ServiceMethod::Post => Channel::Letter,
            ServiceMethod::Publication => return None,
        };
        Some(CutWarning { at: end_of(notice.served_on, zone)?, channel })
    };
    of_cut.filter_map(warning).collect()
}

fn end_of(day: NaiveDate, zone: chrono_tz::Tz) -> Option<DateTime<Utc>> {
    let next = day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
    next.and_local_timezone(zone).latest().map(|at| at.to_utc())
}
