//! Complaints as the lender's people work on them.

use super::intake::{self, Draft, Party};
use crate::api::access::{Action, Resource};
use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::error::{Error, Result};
use crate::api::import_assets::known;
use crate::api::request::{Page, Paging, Path, Query, Timestamp, Write, names, optional, page, text};
use crate::api::span::span;
use crate::recovery::{act_on_complaint, complaint_facts};
use crate::store::documents::Stored;
use crate::store::shelves::{COMPLAINTS, ComplaintFile};
use crate::store::{assignments, complaints as store};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use lienwatch_domain::complaint::{
    About, Complaint, ComplaintAction, ComplaintCategory, ComplaintChannel, ComplaintStage, ComplaintState,
    ComplaintTerms, allowed,
};
use lienwatch_domain::ids::{CaseId, LenderNo, LoanId, VehicleId, VendorId};
use lienwatch_domain::language::Language;
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::vendors::Severity;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A complaint, as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComplaintView {
    /// Its id.
    pub id: Uuid,
    /// What whoever complained knows it by.
    pub reference: String,
    /// `received`, `acknowledged`, `in_review`, `upheld`, `partly_upheld`, `rejected`, `closed` or `withdrawn`.
    pub state: String,
    /// What is complained of.
    pub category: String,
    /// `1` to `4`; 1 is violence, threats, intrusion, detention, or money taken.
    pub severity: String,
    /// How it came in.
    pub channel: String,
    /// Which language it is answered in.
    pub language: String,
    /// About which car.
    pub vehicle_id: Option<Uuid>,
    /// About which loan.
    pub loan_id: Option<Uuid>,
    /// About which case.
    pub case_id: Option<Uuid>,
    /// About which contractor.
    pub vendor_id: Option<Uuid>,
    /// Whose it is to work on.
    pub handler: Option<Uuid>,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// When its receipt was acknowledged, where it has not been answered since.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// The acknowledgement is late from then on.
    pub acknowledge_by: DateTime<Utc>,
    /// The answer is late from then on.
    pub respond_by: DateTime<Utc>,
    /// How often the answer was put off.
    pub extensions: u8,
    /// A deadline has passed and nothing was done.
    pub late: bool,
    /// How it was decided.
    pub outcome: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// The ETag.
    pub version: u64,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

fn view(stored: &Stored<ComplaintFile>, now: DateTime<Utc>) -> ComplaintView {
    let c = &stored.value.complaint;
    let late_to_acknowledge = matches!(c.stage, ComplaintStage::Received) && c.acknowledge_by <= now;
    ComplaintView {
        id: c.id.0,
        reference: c.reference.clone(),
        state: c.state().name().to_owned(),
        category: c.category.name().to_owned(),
        severity: c.severity.name().to_owned(),
        channel: c.channel.name().to_owned(),
        language: c.language.name().to_owned(),
        vehicle_id: c.about.vehicle.map(|id| id.0),
        loan_id: c.about.loan.map(|id| id.0),
        case_id: c.about.case.map(|id| id.0),
        vendor_id: c.about.vendor.map(|id| id.0),
        handler: c.handler.map(|id| id.0),
        received_at: c.received_at,
        acknowledged_at: match &c.stage {
            ComplaintStage::Acknowledged { acknowledged } | ComplaintStage::InReview { acknowledged, .. } => {
                Some(acknowledged.at)
            }
            _ => None,
        },
        acknowledge_by: c.acknowledge_by,
        respond_by: c.respond_by,
        extensions: c.extensions,
        late: late_to_acknowledge || (c.is_undecided() && c.respond_by <= now),
        outcome: c.decision().map(|(outcome, _)| outcome.name().to_owned()),
        decided_at: c.decision().map(|(_, decision)| decision.at),
        version: c.version,
        updated_at: stored.updated_at,
    }
}

/// One thing that may be done with a complaint.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComplaintStep {
    /// Its name.
    pub action: String,
    /// What keeps the caller from it.
    #[schema(value_type = Option<Object>)]
    pub refusal: Option<Refusal>,
}

/// A complaint with everything that is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComplaintDetail {
    /// As in the list.
    #[serde(flatten)]
    pub view: ComplaintView,
    /// Where it stands: who acknowledged it, the answer, how it ended.
    #[schema(value_type = Object)]
    pub stage: ComplaintStage,
    /// Who complains and what they say; nothing of it for those who only read.
    pub party: Option<Party>,
    /// By when it must be handled, and where the numbers come from.
    #[schema(value_type = Object)]
    pub terms: ComplaintTerms,
    /// What may be done.
    pub actions: Vec<ComplaintStep>,
    /// What whoever complained asks for its state with. Only in the answer to taking it down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// Which complaints.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ComplaintFilter {
    /// In these states, separated by commas.
    pub state: Option<String>,
    /// Of these categories, separated by commas.
    pub category: Option<String>,
    /// So grave, separated by commas.
    pub severity: Option<String>,
    /// About this vehicle.
    pub vehicle_id: Option<Uuid>,
    /// About this loan.
    pub loan_id: Option<Uuid>,
    /// About this case.
    pub case_id: Option<Uuid>,
    /// About this vendor.
    pub vendor_id: Option<Uuid>,
    /// Somebody's to work on.
    pub handler: Option<Uuid>,
    /// Not over, or over.
    pub open: Option<bool>,
    /// With exactly this reference.
    pub reference: Option<String>,
    /// About a case that was opened at or after this time.
    pub case_opened_from: Option<Timestamp>,
    /// About a case that was opened before this time.
    pub case_opened_to: Option<Timestamp>,
}

fn named<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| name(*one)).collect()
}

/// Complaints, oldest first
#[utoipa::path(get, path = "/complaints", tag = "complaints", params(ComplaintFilter, Paging),
    responses((status = 200, body = Page<ComplaintView>)))]
pub async fn list(
    caller: Caller,
    paging: Paging,
    Query(f): Query<ComplaintFilter>,
) -> Result<Json<Page<ComplaintView>>> {
    let states = names("state", &f.state, &named(ComplaintState::ALL, |s| s.name()))?;
    let categories = names("category", &f.category, &named(ComplaintCategory::ALL, |c| c.name()))?;
    let severities = names("severity", &f.severity, &named(Severity::ALL, |s| s.name()))?;
    let reference = f.reference.as_deref().map(|said| intake::reference(said).unwrap_or_else(|| said.to_owned()));
    let filter = store::Filter {
        states: states.as_deref(),
        categories: categories.as_deref(),
        severities: severities.as_deref(),
        vehicle_id: f.vehicle_id,
        loan_id: f.loan_id,
        case_id: f.case_id,
        vendor_id: f.vendor_id,
        handler: f.handler,
        open: f.open,
        reference: reference.as_deref(),
        case_opened: span(("case_opened_from", f.case_opened_from), ("case_opened_to", f.case_opened_to))?,
    };
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = store::list(&mut tx, filter, after, limit + 1).await?;
    tx.commit().await?;
    let now = caller.state.engine.clock().now();
    Ok(Json(page(items.iter().map(|stored| view(stored, now)).collect(), limit, |c: &ComplaintView| c.id)))
}

async fn detail(caller: &Caller, tx: &mut Tx, stored: &Stored<ComplaintFile>) -> Result<ComplaintDetail> {
    let doing = caller.doing();
    let complaint: &Complaint = &stored.value.complaint;
    let facts = complaint_facts(tx, &doing, stored.lender_no, may_approve(caller)).await?;
    let handles = caller.may(Resource::Complaints, Action::Write);
    let party = handles.then(|| intake::party(&caller.state, &stored.value)).transpose()?;
    let step = |(kind, refusal): (lienwatch_domain::complaint::ComplaintActionKind, _)| ComplaintStep {
        action: kind.name().to_owned(),
        refusal,
    };
    Ok(ComplaintDetail {
        view: view(stored, doing.now),
        stage: complaint.stage.clone(),
        party,
        terms: facts.terms,
        actions: allowed(complaint, &facts, doing.now).into_iter().map(step).collect(),
        secret: None,
    })
}

fn may_approve(caller: &Caller) -> bool {
    caller.may(Resource::Complaints, Action::Approve)
}

fn version(detail: &ComplaintDetail) -> i32 {
    i32::try_from(detail.view.version).unwrap_or(i32::MAX)
}

/// One complaint
///
/// Who complains, and in which words, is shown to those who handle complaints. The look is logged.
#[utoipa::path(get, path = "/complaints/{id}", tag = "complaints", params(("id" = Uuid, Path)),
    responses((status = 200, body = ComplaintDetail), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let stored = COMPLAINTS.get(&mut tx, id).await?.ok_or(Error::NotFound("complaint"))?;
    let detail = detail(&caller, &mut tx, &stored).await?;
    if detail.party.is_some() {
        let lender = Some(LenderNo(stored.lender_no));
        let data = serde_json::json!({ "fields": ["name", "contact", "statement"] });
        caller.log(&mut tx, lender, ("complaint", id), "party_shown", None, data).await?;
    }
    caller.commit(tx).await?;
    let version = version(&detail);
    Ok(with_etag(Json(detail).into_response(), version))
}

/// A complaint that came in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintBody {
    /// `phone`, `email`, `letter`, `in_person`, `regulator` or `web`.
    pub channel: String,
    /// `conduct`, `contact`, `recovery`, `belongings`, `damage`, `money`, `privacy` or `other`.
    pub category: String,
    /// `1` to `4`; default `3`.
    #[serde(default)]
    pub severity: Option<String>,
    /// `en` (default) or `zh`: which language it is answered in.
    #[serde(default)]
    pub language: Option<String>,
    /// Who complains.
    pub name: String,
    /// How they are reached.
    #[serde(default)]
    pub contact: Option<String>,
    /// What happened, in their words; at most 4000 characters.
    pub statement: String,
    /// The contract, as they say it. Looked up where no id is given.
    #[serde(default)]
    pub contract_number: Option<String>,
    /// The plate, as they say it. Looked up where no id is given.
    #[serde(default)]
    pub plate: Option<String>,
    /// About which car.
    #[serde(default)]
    pub vehicle_id: Option<Uuid>,
    /// About which loan.
    #[serde(default)]
    pub loan_id: Option<Uuid>,
    /// About which case.
    #[serde(default)]
    pub case_id: Option<Uuid>,
    /// About which contractor.
    #[serde(default)]
    pub vendor_id: Option<Uuid>,
    /// When it came in; default: now. At most 30 days ago.
    #[serde(default)]
    pub received_at: Option<Timestamp>,
}

/// Words of more than one line: trimmed, 1 to `max` characters, no control characters but line ends.
pub(in crate::api) fn lines(field: &str, value: &str, max: usize) -> Result<String> {
    let value = value.replace("\r\n", "\n");
    let value = value.trim();
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    let right = !value.is_empty() && value.chars().count() <= max && !value.contains(control);
    right.then(|| value.to_owned()).ok_or_else(|| {
        let detail = "empty, too long, or with control characters";
        Error::invalid("bad_text", field, detail, format!("1 to {max} characters"))
    })
}

/// Take a complaint down
///
/// An open case that it is about is held in the same transaction. A complaint of severity 1 about a vendor suspends it.
#[utoipa::path(post, path = "/complaints", tag = "complaints", request_body = ComplaintBody,
    responses((status = 201, body = ComplaintDetail), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn create(write: Write<ComplaintBody>) -> Result<Response> {
    let Write { caller, body: b, .. } = write;
    let channels = named(ComplaintChannel::ALL, |c| c.name()).join(", ");
    let categories = named(ComplaintCategory::ALL, |c| c.name()).join(", ");
    let severities = named(Severity::ALL, |s| s.name()).join(", ");
    let severity = b.severity.as_deref().unwrap_or(Severity::Three.name());
    let language = b.language.as_deref().map(|l| known("language", l, Language::from_name, "en, zh")).transpose()?;
    let said =
        |field: &str, value: &Option<String>, max| Ok::<_, Error>(optional(field, value, max)?.map(str::to_owned));
    let doing = caller.doing();
    let draft = Draft {
        lender_no: caller.lender()?.0,
        party: Party {
            name: text("name", &b.name, 200)?.to_owned(),
            contact: said("contact", &b.contact, 200)?,
            statement: lines("statement", &b.statement, intake::LONGEST)?,
            contract_number: said("contract_number", &b.contract_number, 64)?,
            plate: said("plate", &b.plate, 32)?,
        },
        category: known("category", &b.category, ComplaintCategory::from_name, &categories)?,
        severity: known("severity", severity, Severity::from_name, &severities)?,
        channel: known("channel", &b.channel, ComplaintChannel::from_name, &channels)?,
        language: language.unwrap_or(Language::En),
        about: About {
            vehicle: b.vehicle_id.map(VehicleId),
            loan: b.loan_id.map(LoanId),
            case: b.case_id.map(CaseId),
            vendor: b.vendor_id.map(VendorId),
        },
        received_at: b.received_at.map_or(doing.now, |at| at.0),
        submission: None,
    };
    let mut tx = caller.begin().await?;
    let file = intake::take(&caller.state, &mut tx, &doing, draft).await?;
    let id = file.complaint.id.0;
    let stored = COMPLAINTS.get(&mut tx, id).await?.ok_or(Error::NotFound("complaint"))?;
    let secret = Some(intake::secret(&caller.state, id));
    let made = ComplaintDetail { secret, ..detail(&caller, &mut tx, &stored).await? };
    let version = version(&made);
    Ok(with_etag(caller.answer(tx, StatusCode::CREATED, &made).await?, version))
}

/// Work on a complaint
///
/// `{"action": "acknowledge"}`, `start_review`, `assign` (`handler`), `classify` (`category`, `severity`), `link` (`about`:
/// `vehicle`, `loan`, `case`, `vendor`, in place of what was known), `extend` (`reason`), `decide` (`outcome`, `response`,
/// `remedy`), `close` (`reason`), `withdraw` (`reason`). With `If-Match` only where nothing has changed since.
#[utoipa::path(post, path = "/complaints/{id}/actions", tag = "complaints", params(("id" = Uuid, Path)), request_body = Object,
    responses((status = 200, body = ComplaintDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn act(Path(id): Path<Uuid>, write: Write<ComplaintAction>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let mut tx = caller.begin().await?;
    let stored = COMPLAINTS.get(&mut tx, id).await?.ok_or(Error::NotFound("complaint"))?;
    let action = match body {
        ComplaintAction::Link { about } => {
            ComplaintAction::Link { about: intake::known(&mut tx, stored.lender_no, about).await? }
        }
        ComplaintAction::Assign { handler: Some(user) }
            if !assignments::can_work_for(&mut tx, user.0, stored.lender_no).await? =>
        {
            return Err(crate::api::trackers::unknown("handler", "person to give it to"));
        }
        other => other,
    };
    let stored = act_on_complaint(&mut tx, &caller.doing(), id, (if_match, may_approve(&caller)), action).await?;
    let made = detail(&caller, &mut tx, &stored).await?;
    let version = version(&made);
    Ok(with_etag(caller.answer(tx, StatusCode::OK, &made).await?, version))
}
