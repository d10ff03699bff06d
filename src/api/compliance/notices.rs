//! Statutory notices of a case: drafted, issued, served, returned, withdrawn; and on paper.

use super::notice_text::{NoticeText, paper};
use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::case_actions::Because;
use crate::api::error::{Error, Result};
use crate::api::import_assets::known;
use crate::api::recovery::papers::{In, pdf};
use crate::api::recovery::uploads::{About, Of, store};
use crate::api::request::{Path, Query, Timestamp, Write};
use crate::recovery::{Gate, OpenCase, Sending, act_on_notice, draft_notice, keep_sent, may_send};
use crate::store::documents::{Filter, Stored};
use crate::store::shelves::{CaseNotice, NOTICES};
use crate::store::{case_files, cases};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::compliance::text::TemplateField;
use lienwatch_domain::compliance::{NoticeAction, NoticeKind, NoticeStage, ServiceMethod};
use lienwatch_domain::ids::{EvidenceId, LenderNo};
use lienwatch_domain::language::Language;
use lienwatch_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Notices of one case that are shown.
const MOST: i64 = 500;

/// A statutory notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// Its id.
    pub id: Uuid,
    /// Of which case.
    pub case_id: Uuid,
    /// `default_notice`, `right_to_cure`, `repossession`, `sale`, ...
    pub kind: String,
    /// `drafted`, `issued`, `served`, `elapsed`, `undeliverable` or `withdrawn`.
    pub state: String,
    /// Its terms (rules, days, ways of service, what it must say), where it stands, and the fields of its text.
    #[schema(value_type = Object)]
    pub notice: CaseNotice,
    /// The ETag.
    pub version: u64,
}

impl From<CaseNotice> for NoticeView {
    fn from(mut value: CaseNotice) -> NoticeView {
        value.debtor_sealed = None;
        let notice = &value.notice;
        NoticeView {
            id: notice.id.0,
            case_id: notice.case.0,
            kind: notice.terms.notice.name().to_owned(),
            state: notice.stage.state().name().to_owned(),
            version: notice.version,
            notice: value,
        }
    }
}

/// A notice to draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftBody {
    /// `default_notice`, `right_to_cure`, `repossession`, `outsourcing`, `sale`, `public_sale`, `engine_cut`, `explanation` or
    /// `personal_property`.
    pub kind: String,
}

/// Draft a notice
///
/// What the law asks of it is fixed now: days, ways of service, what it must say.
#[utoipa::path(post, path = "/cases/{id}/notices", tag = "compliance", params(("id" = Uuid, Path)), request_body = DraftBody,
    responses((status = 201, body = NoticeView), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn draft(Path(id): Path<Uuid>, write: Write<DraftBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let all: Vec<&str> = NoticeKind::ALL.iter().map(|k| k.name()).collect();
    let kind = known("kind", &body.kind, NoticeKind::from_name, &all.join(", "))?;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    let notice = draft_notice(&mut tx, &doing, &open, kind).await?;
    let made = found(&mut tx, notice).await?.value;
    caller.answer(tx, StatusCode::CREATED, &NoticeView::from(made)).await
}

/// Notices of a case
#[utoipa::path(get, path = "/cases/{id}/notices", tag = "compliance", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<NoticeView>), (status = 404, body = crate::api::Problem)))]
pub async fn list(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Vec<NoticeView>>> {
    let mut tx = caller.begin().await?;
    cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let filter = Filter { case_id: Some(id), ..Filter::default() };
    let all = NOTICES.list(&mut tx, filter, None, MOST).await?;
    tx.commit().await?;
    Ok(Json(all.into_iter().map(|stored| NoticeView::from(stored.value)).collect()))
}

async fn found(tx: &mut Tx, id: Uuid) -> Result<Stored<CaseNotice>> {
    NOTICES.get(tx, id).await?.ok_or(Error::NotFound("notice"))
}

/// One notice
#[utoipa::path(get, path = "/notices/{id}", tag = "compliance", params(("id" = Uuid, Path)),
    responses((status = 200, body = NoticeView), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let view = NoticeView::from(found(&mut tx, id).await?.value);
    tx.commit().await?;
    let version = i32::try_from(view.version).unwrap_or(i32::MAX);
    Ok(with_etag(Json(view).into_response(), version))
}

/// A notice as it goes out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueBody {
    /// `en` or `zh`.
    pub language: String,
    /// How it goes out: `registered_post`, `post`, `in_person`, `email`, `officer`, `publication` or `electronic`; default: the
    /// first way that the law allows.
    #[serde(default)]
    pub method: Option<String>,
    /// The fields of its text that are not on file: `breach`, `remedy_by`, `lender_address`, `lender_phone`, ... What is on
    /// file (lender, debtor, contract, vehicle, date, overdue amount) may be given, too.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub fields: BTreeMap<TemplateField, String>,
}

fn method(field: &str, name: &str) -> Result<ServiceMethod> {
    let all: Vec<&str> = ServiceMethod::ALL.iter().map(|m| m.name()).collect();
    known(field, name, ServiceMethod::from_name, &all.join(", "))
}

/// The notice, and its case locked.
async fn locked(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<(CaseNotice, OpenCase)> {
    let case = found(tx, id).await?.value.notice.case;
    let open = OpenCase::lock(tx, &caller.doing(), case.0).await?;
    let stored = NOTICES.for_update(tx, id).await?.ok_or(Error::NotFound("notice"))?;
    Ok((stored.value, open))
}

/// Issue a notice
///
/// Its text is made from the template of the place, checked for what it must say and for words that no text may hold,
/// and kept as evidence of the case, as PDF. Also again, after it came back.
#[utoipa::path(post, path = "/notices/{id}/issue", tag = "compliance", params(("id" = Uuid, Path)), request_body = IssueBody,
    responses((status = 200, body = NoticeView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn issue(Path(id): Path<Uuid>, write: Write<IssueBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let language = known("language", &body.language, Language::from_name, "en, zh")?;
    let method = body.method.as_deref().map(|name| method("method", name)).transpose()?;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let (mut value, open) = locked(&caller, &mut tx, id).await?;
    let gate = Gate::of(&mut tx, &doing, &open).await?;
    let text = NoticeText::make(&caller, &mut tx, &open, &gate, &value, language, body.fields).await?;
    let sending = Sending { method, items: text.text.items.clone(), text: text.text.plain() };
    let judged = may_send(&open, &gate, &doing, &value, sending)?;
    let rendered = paper(&text, &value, doing.now)?;
    let about = About::document(format!("{} notice", value.notice.terms.notice.words()));
    let of = Of { lender_no: open.stored.lender_no, case_id: open.id(), order_id: None, vendor_id: None };
    let file = store(&caller, &mut tx, of, &about, rendered.bytes.into()).await?;
    let items = text.text.items.clone();
    value.language = Some(language);
    seal_debtor(&caller, &mut value, text.fields);
    let action = NoticeAction::Issue { document: EvidenceId(file.id), items };
    let value = act_on_notice(&mut tx, &doing, &open, value, action).await?;
    keep_sent(&mut tx, &doing, &open, &judged).await?;
    caller.answer(tx, StatusCode::OK, &NoticeView::from(value)).await
}

/// The column that the name of a debtor is sealed for.
const DEBTOR: &str = "notice.debtor_name";

/// Keeps what a notice is made of: the name of a person is sealed, as everywhere in the store.
fn seal_debtor(caller: &Caller, value: &mut CaseNotice, mut fields: BTreeMap<TemplateField, String>) {
    let name = fields.remove(&TemplateField::DebtorName);
    let sealed = name.map(|name| caller.state.with_random(|r| caller.state.seal.seal(DEBTOR, &name, r)));
    value.debtor_sealed = sealed.map(hex::encode);
    value.fields = fields;
}

/// What a notice was made of.
fn with_debtor(caller: &Caller, value: &CaseNotice) -> Result<BTreeMap<TemplateField, String>> {
    let damaged = |why: String| Error::Internal(format!("the debtor of a notice: {why}"));
    let mut fields = value.fields.clone();
    if let Some(sealed) = &value.debtor_sealed {
        let sealed = hex::decode(sealed).map_err(|e| damaged(e.to_string()))?;
        let name = caller.state.seal.open(DEBTOR, &sealed).map_err(|e| damaged(e.to_string()))?;
        fields.insert(TemplateField::DebtorName, name);
    }
    Ok(fields)
}

/// That it reached the debtor.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServeBody {
    /// When it counts as served; default: now.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// `registered_post`, `post`, `in_person`, `email`, `officer`, `publication` or `electronic`.
    pub method: String,
    /// The receipt, photo or record that proves it: evidence of this case.
    pub proof: Uuid,
}

/// Record the service of a notice
///
/// Its time runs from the debtor's date of it.
#[utoipa::path(post, path = "/notices/{id}/serve", tag = "compliance", params(("id" = Uuid, Path)), request_body = ServeBody,
    responses((status = 200, body = NoticeView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn serve(Path(id): Path<Uuid>, write: Write<ServeBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let method = method("method", &body.method)?;
    let mut tx = caller.begin().await?;
    let (value, open) = locked(&caller, &mut tx, id).await?;
    if case_files::known_files(&mut tx, open.id(), &[body.proof]).await? != 1 {
        let fix = "upload the receipt or photo as evidence of the case first";
        return Err(Error::invalid("unknown_evidence", "proof", "this is no evidence of this case", fix));
    }
    let at = body.at.map_or(caller.doing().now, |at| at.0);
    let action = NoticeAction::Serve { at, method, proof: EvidenceId(body.proof) };
    finish(caller, tx, open, value, action).await
}

/// Record that a notice came back
///
/// Another address must be found; then it can be issued again.
#[utoipa::path(post, path = "/notices/{id}/returned", tag = "compliance", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = NoticeView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn returned(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let reason = Reason::new(&body.reason)?;
    let mut tx = caller.begin().await?;
    let (value, open) = locked(&caller, &mut tx, id).await?;
    finish(caller, tx, open, value, NoticeAction::MarkUndeliverable { reason }).await
}

/// Withdraw a notice
///
/// It counts no more, whatever it announced.
#[utoipa::path(post, path = "/notices/{id}/withdraw", tag = "compliance", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = NoticeView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn withdraw(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let reason = Reason::new(&body.reason)?;
    let mut tx = caller.begin().await?;
    let (value, open) = locked(&caller, &mut tx, id).await?;
    finish(caller, tx, open, value, NoticeAction::Withdraw { reason }).await
}

async fn finish(
    caller: Caller,
    mut tx: Tx,
    open: OpenCase,
    value: CaseNotice,
    action: NoticeAction,
) -> Result<Response> {
    let value = act_on_notice(&mut tx, &caller.doing(), &open, value, action).await?;
    caller.answer(tx, StatusCode::OK, &NoticeView::from(value)).await
}

/// A notice as PDF
///
/// As it was issued, in either language. What was sent itself is evidence of the case.
#[utoipa::path(get, path = "/notices/{id}/document", tag = "compliance", params(("id" = Uuid, Path), In),
    responses((status = 200, content((Vec<u8> = "application/pdf"))), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn document(caller: Caller, Path(id): Path<Uuid>, Query(wanted): Query<In>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let (value, open) = locked(&caller, &mut tx, id).await?;
    if value.language.is_none() {
        return Err(Error::NotFound("document of this notice: issue it first"));
    }
    let doing = caller.doing();
    let gate = Gate::of(&mut tx, &doing, &open).await?;
    let language = wanted.language()?;
    let fields = with_debtor(&caller, &value)?;
    let text = NoticeText::make(&caller, &mut tx, &open, &gate, &value, language, fields).await?;
    let at = match &value.notice.stage {
        NoticeStage::Issued { at, .. } => *at,
        NoticeStage::Served { service, .. } | NoticeStage::Elapsed { service, .. } => service.at,
        _ => doing.now,
    };
    let rendered = paper(&text, &value, at)?;
    let data = serde_json::json!({ "notice": id, "language": language });
    let lender = Some(LenderNo(open.stored.lender_no));
    caller.log(&mut tx, lender, ("case", open.id()), "notice_printed", None, data).await?;
    caller.commit(tx).await?;
    pdf(rendered, &format!("notice-{id}"))
}
