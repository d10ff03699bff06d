//! A complaint by the public form or its twin: checked, counted, taken down once however often it is sent.

use crate::api::complaints::desk::lines;
use crate::api::complaints::intake::{self, Draft, Party};
use crate::api::error::{Error, Result};
use crate::api::request::text;
use crate::api::state::AppState;
use crate::store::StoreError;
use crate::store::complaints as store;
use crate::store::documents::Stored;
use crate::store::lenders::Lender;
use crate::store::shelves::ComplaintFile;
use chrono::{DateTime, Utc};
use lienwatch_domain::complaint::{About, ComplaintCategory, ComplaintChannel};
use lienwatch_domain::language::Language;
use lienwatch_domain::vendors::Severity;

/// What somebody filled in, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// Of which lender; needed where there are several.
    pub lender: String,
    /// Name.
    pub name: String,
    /// How they are reached.
    pub contact: String,
    /// The contract.
    pub contract_number: String,
    /// The plate.
    pub plate: String,
    /// What is complained of.
    pub category: String,
    /// What happened.
    pub statement: String,
    /// Nobody sees it: who fills it in is a program.
    pub website: String,
    /// Unguessable, of the form: the same form sent again is the same complaint.
    pub form: String,
}

/// What whoever complained gets.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// To ask for it.
    pub reference: String,
    /// To prove it.
    pub secret: String,
    /// The answer is due by then.
    pub respond_by: DateTime<Utc>,
}

/// The lender that is meant. Their names stand on their letters and contracts: naming them here tells nothing new.
fn lender<'a>(all: &'a [Lender], said: &str) -> Result<&'a Lender> {
    let named = all.iter().find(|lender| lender.name == said.trim());
    let found = match all {
        [one] if said.trim().is_empty() => Some(one),
        _ => named,
    };
    found.ok_or_else(|| {
        Error::invalid("unknown_lender", "lender", "no lender of that name is here", "the name as in the contract")
    })
}

fn said(field: &str, value: &str, max: usize) -> Result<Option<String>> {
    if value.trim().is_empty() { Ok(None) } else { Ok(Some(text(field, value, max)?.to_owned())) }
}

/// Checks and takes down. The same form with the same words is answered as the first time.
pub async fn take(state: &AppState, filled: &Filled, language: Language) -> Result<Receipt> {
    if !filled.website.is_empty() {
        return Err(Error::invalid("not_a_person", "website", "this field is for programs", "leave it empty"));
    }
    let (_, all) = state.store.platform().await?;
    let lender = lender(&all, &filled.lender)?;
    let category = ComplaintCategory::from_name(&filled.category).ok_or_else(|| {
        let all: Vec<&str> = ComplaintCategory::ALL.iter().map(|c| c.name()).collect();
        Error::invalid("unknown_name", "category", "that is none of them", format!("one of {}", all.join(", ")))
    })?;
    let party = Party {
        name: text("name", &filled.name, 200)?.to_owned(),
        contact: Some(text("contact", &filled.contact, 200)?.to_owned()),
        statement: lines("statement", &filled.statement, intake::LONGEST)?,
        contract_number: said("contract_number", &filled.contract_number, 64)?,
        plate: said("plate", &filled.plate, 32)?,
    };
    if party.contract_number.is_none() && party.plate.is_none() {
        let fix = "the number of the contract, or the plate of the car";
        return Err(Error::invalid("no_subject", "contract_number", "neither contract nor plate is given", fix));
    }
    let digest = digest(state, filled, lender.lender_no);
    let tenancy = crate::store::Tenancy::Lender(lienwatch_domain::ids::LenderNo(lender.lender_no));
    let doing = super::doing(state, "public:complaint");
    let mut tx = state.store.transaction(&tenancy).await?;
    if let Some(before) = store::by_submission(&mut tx, &digest).await? {
        return Ok(receipt(state, &before));
    }
    let draft = Draft {
        lender_no: lender.lender_no,
        party,
        category,
        severity: Severity::Three,
        channel: ComplaintChannel::Web,
        language,
        about: About::default(),
        received_at: doing.now,
        submission: Some(digest.clone()),
    };
    let taken = intake::take(state, &mut tx, &doing, draft).await;
    let file = match taken {
        Ok(file) => {
            tx.commit().await?;
            file
        }
        // The same form a second time, at the same moment: the first is committed by now.
        Err(Error::Conflict { code, .. }) if code == "complaint_being_taken" => {
            drop(tx);
            let mut tx = state.store.transaction(&tenancy).await?;
            let before = store::by_submission(&mut tx, &digest).await?;
            before.ok_or(Error::Unavailable("try again"))?
        }
        Err(error) => return Err(error),
    };
    state.engine.events.notify_waiters();
    Ok(receipt(state, &file))
}

fn receipt(state: &AppState, file: &ComplaintFile) -> Receipt {
    let c = &file.complaint;
    Receipt { reference: c.reference.clone(), secret: intake::secret(state, c.id.0), respond_by: c.respond_by }
}

/// Keyed, so that a copy of the database does not tell who wrote what.
fn digest(state: &AppState, f: &Filled, lender_no: i32) -> String {
    let lender = lender_no.to_string();
    let mut data = vec![];
    for part in [&f.form, &lender, &f.name, &f.contact, &f.contract_number, &f.plate, &f.category, &f.statement] {
        data.extend_from_slice(&(part.len() as u64).to_be_bytes());
        data.extend_from_slice(part.as_bytes());
    }
    hex::encode(state.seal.derive("complaint.submission", &data))
}

/// The complaint of a reference, for whoever has its secret. A wrong secret and an unknown reference are answered alike.
pub async fn asked(state: &AppState, reference: &str, secret: &str) -> Result<Stored<ComplaintFile>> {
    let unknown = Error::NotFound("complaint with this secret");
    let (tenancy, _) = state.store.platform().await?;
    let wanted = intake::reference(reference).unwrap_or_default();
    let filter = store::Filter { reference: Some(&wanted), ..store::Filter::default() };
    let mut tx = state.store.transaction(&tenancy).await?;
    let found = store::list(&mut tx, filter, None, 1).await;
    tx.commit().await.map_err(StoreError::from)?;
    let found = found?.pop();
    // Compared also where there is none, so that the time of the answer says nothing.
    let id = found.as_ref().map_or_else(uuid::Uuid::nil, |stored| stored.id);
    let right = intake::is_secret(state, id, secret);
    found.filter(|_| right).ok_or(unknown)
}
