//! Letters of authorisation and settlement statements as PDF.

use crate::api::caller::{Caller, Tx, lender_row};
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Query};
use crate::papers::{
    Agent, LetterOfAuthorisation, Letterhead, Paper, Rendered, SettlementStatement, Signatory, Vehicle, Vendor,
    what_follows,
};
use crate::recovery::newest_statement;
use crate::store::policy::Place;
use crate::store::shelves::{AGENTS, LETTERS, ORDERS, VENDORS};
use crate::store::vehicles::VehicleView;
use crate::store::{borrowers, cases, lenders::Lender, loans, vehicles, vendors};
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::language::Language;
use lienwatch_domain::recovery::{Letter, Order};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct In {
    /// `en` or `zh`; default `en`.
    pub language: Option<String>,
}

impl In {
    pub(in crate::api) fn language(&self) -> Result<Language> {
        let text = self.language.as_deref().unwrap_or("en");
        Language::from_name(text).ok_or_else(|| {
            let detail = format!("{text:?} is no language of our documents");
            Error::invalid("unknown_name", "language", detail, "en or zh")
        })
    }
}

pub(in crate::api) fn head(
    lender: &Lender,
    document: String,
    version: u64,
    at: chrono::DateTime<chrono::Utc>,
    language: Language,
) -> Result<Letterhead> {
    let zone = lender.time_zone.parse().map_err(|_| Error::Internal("a lender's time zone cannot be read".into()))?;
    Ok(Letterhead {
        lender: lender.name.clone(),
        lines: vec![],
        document,
        version: u32::try_from(version).unwrap_or(u32::MAX),
        issued: at,
        zone,
        language,
        paper: Paper::A4,
    })
}

pub(in crate::api) fn pdf(rendered: Rendered, name: &str) -> Result<Response> {
    let text = |text: String| HeaderValue::from_str(&text).map_err(|e| Error::Internal(e.to_string()));
    let (etag, missing) = (format!("\"{}\"", rendered.sha256), rendered.missing.len());
    let mut response = Body::from(rendered.bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_DISPOSITION, text(format!("attachment; filename=\"{name}.pdf\""))?);
    headers.insert(header::ETAG, text(etag)?);
    // Characters that the fonts do not have stand as boxes: somebody should look before it is sent.
    headers.insert("lienwatch-missing-characters", text(missing.to_string())?);
    Ok(response)
}

pub(in crate::api) fn description(car: &VehicleView) -> String {
    let year = car.model_year.map(|year| year.to_string());
    let parts = [car.make.clone(), car.model.clone(), year, car.colour.clone()];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    if words.is_empty() { "—".to_owned() } else { words.join(" ") }
}

/// The letter of authorisation of an order, as PDF
///
/// With a QR code of the page that says whether it holds.
#[utoipa::path(get, path = "/orders/{id}/letter", tag = "orders", params(("id" = Uuid, Path), In),
    responses((status = 200, content((Vec<u8> = "application/pdf"))), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn letter(caller: Caller, Path(id): Path<Uuid>, Query(language): Query<In>) -> Result<Response> {
    let language = language.language()?;
    let mut tx = caller.begin().await?;
    let order = ORDERS.get(&mut tx, id).await?.ok_or(Error::NotFound("order"))?.value;
    let made = of_order(&caller, &mut tx, &order, language).await?;
    caller.commit(tx).await?;
    pdf(made, &format!("letter-{id}"))
}

/// The letter of an own order, as PDF
#[utoipa::path(get, path = "/work/orders/{id}/letter", tag = "work", params(("id" = Uuid, Path), In),
    responses((status = 200, content((Vec<u8> = "application/pdf"))), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn own_letter(caller: Caller, Path(id): Path<Uuid>, Query(language): Query<In>) -> Result<Response> {
    let language = language.language()?;
    let vendor = super::work::vendor(&caller)?;
    let mut tx = caller.begin().await?;
    let order = super::work_view::own(&mut tx, id, vendor).await?;
    let made = of_order(&caller, &mut tx, &order, language).await?;
    caller.commit(tx).await?;
    pdf(made, &format!("letter-{id}"))
}

async fn of_order(caller: &Caller, tx: &mut Tx, order: &Order, language: Language) -> Result<Rendered> {
    let none = || Error::NotFound("letter of this order");
    let letter = order.stage.work().and_then(|work| work.letter).ok_or_else(none)?;
    let stored = LETTERS.get(tx, letter.0).await?.ok_or_else(none)?;
    let (letter, lender_no) = (stored.value, stored.lender_no);
    let lender = lender_row(tx, LenderNo(lender_no)).await?;
    let case = cases::get(tx, order.case.0).await?.ok_or(Error::NotFound("case"))?;
    let car = vehicles::get(tx, case.case.vehicle.0).await?.ok_or(Error::NotFound("vehicle"))?;
    let vendor = VENDORS.get(tx, letter.vendor.0).await?.ok_or(Error::NotFound("vendor"))?.value;
    let paper = LetterOfAuthorisation {
        vendor: Vendor {
            name: vendor.profile.name.as_str().to_owned(),
            registration: vendor.id.to_string(),
            contact: "—".to_owned(),
        },
        agents: agents(caller, tx, &letter).await?,
        vehicle: Vehicle { description: description(&car), vin: car.vin.clone(), plate: car.plate.clone() },
        task: letter.kind.label(language).to_owned(),
        legal_basis: letter.basis.label(language).to_owned(),
        proof: letter.reference.as_ref().map_or_else(|| "—".to_owned(), |r| r.as_str().to_owned()),
        case_number: order.case.to_string(),
        order_number: order.id.to_string(),
        valid_from: letter.valid_from,
        valid_to: letter.valid_to,
        place: Place::of(&lender)?.jurisdiction,
        terms: vec![],
        enquiries: lender.name.clone(),
        verification_url: verification(caller, &letter),
        signatories: vec![Signatory { name: String::new(), role: lender.name.clone() }],
    };
    let data = serde_json::json!({ "letter": letter.id, "order": order.id });
    caller.log(tx, Some(LenderNo(lender_no)), ("case", order.case.0), "letter_printed", None, data).await?;
    let head = head(&lender, format!("LOA-{}", letter.id), letter.version, letter.valid_from, language)?;
    paper.render(&head).map_err(|e| Error::Internal(e.to_string()))
}

async fn agents(caller: &Caller, tx: &mut Tx, letter: &Letter) -> Result<Vec<Agent>> {
    let ids: Vec<Uuid> = letter.agents.iter().map(|agent| agent.0).collect();
    let mut names = vendors::agent_names(tx, &caller.state.seal, &ids).await?;
    let mut all = vec![];
    for id in ids {
        let agent = AGENTS.get(tx, id).await?.ok_or(Error::NotFound("agent"))?.value;
        let certificate = agent.file.certificate.map_or_else(|| "—".to_owned(), |c| c.number.as_str().to_owned());
        all.push(Agent { name: names.remove(&id).unwrap_or_else(|| "—".to_owned()), certificate });
    }
    Ok(all)
}

fn verification(caller: &Caller, letter: &Letter) -> String {
    let base = caller.state.http.public_url.as_deref().unwrap_or("http://127.0.0.1:8080").trim_end_matches('/');
    format!("{base}/v/{}", letter.code)
}

/// The newest settlement statement of a case, as PDF
#[utoipa::path(get, path = "/cases/{id}/statement/document", tag = "money", params(("id" = Uuid, Path), In),
    responses((status = 200, content((Vec<u8> = "application/pdf"))), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn statement(caller: Caller, Path(id): Path<Uuid>, Query(language): Query<In>) -> Result<Response> {
    let language = language.language()?;
    let mut tx = caller.begin().await?;
    let case = cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let statement = newest_statement(&mut tx, id).await?.ok_or(Error::NotFound("statement of this case"))?;
    let lender = lender_row(&mut tx, LenderNo(case.lender_no)).await?;
    let car = vehicles::get(&mut tx, case.case.vehicle.0).await?.ok_or(Error::NotFound("vehicle"))?;
    let loan = loans::for_update(&mut tx, case.case.loan.0).await?.ok_or(Error::NotFound("loan"))?;
    let addressee = match loan.borrower_id {
        Some(borrower) => {
            let found = borrowers::get(&mut tx, &caller.state.seal, borrower).await?;
            found.map(|(b, _)| [Some(b.name), b.address].into_iter().flatten().collect()).unwrap_or_default()
        }
        None => vec![],
    };
    let plate = car.plate.as_deref().unwrap_or("—");
    let paper = SettlementStatement {
        statement: &statement,
        addressee,
        case_number: id.to_string(),
        contract_number: loan.loan.contract_no.clone(),
        vehicle: format!("{} · {} · {plate}", description(&car), car.vin),
        enquiries: lender.name.clone(),
        remarks: what_follows(&statement, language),
        signatories: vec![],
    };
    let document = format!("ST-{}", statement.id);
    let head = head(&lender, document, u64::from(statement.version), statement.made_at, language)?;
    let rendered = paper.render(&head).map_err(|e| Error::Internal(e.to_string()))?;
    let data = serde_json::json!({ "statement": statement.id });
    caller.log(&mut tx, Some(LenderNo(case.lender_no)), ("case", id), "statement_printed", None, data).await?;
    caller.commit(tx).await?;
    pdf(rendered, &format!("statement-{id}"))
}
