//! How a complaint is taken down: who complains is sealed, what it is about is looked up, and whoever complained gets a
//! reference and a secret.

use crate::api::caller::Tx;
use crate::api::error::{Error, Result};
use crate::api::state::Services;
use crate::recovery::{Doing, Incoming, take_complaint};
use crate::store::shelves::ComplaintFile;
use crate::store::{cases, complaints as store, loans, vehicles};
use lienwatch_domain::complaint::{About, ComplaintCategory, ComplaintChannel, NewComplaint};
use lienwatch_domain::ids::{ComplaintId, LoanId, VehicleId};
use lienwatch_domain::language::Language;
use lienwatch_domain::vendors::Severity;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// Longest words of a complaint, characters.
pub const LONGEST: usize = 4000;

/// Who complains, and what they say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Party {
    /// Name.
    pub name: String,
    /// How they are reached.
    pub contact: Option<String>,
    /// What happened, in their words.
    pub statement: String,
    /// The contract as they wrote it.
    pub contract_number: Option<String>,
    /// The plate as they wrote it.
    pub plate: Option<String>,
}

/// A complaint before it is taken down.
pub struct Draft {
    /// At which lender.
    pub lender_no: i32,
    /// Who complains.
    pub party: Party,
    /// What is complained of.
    pub category: ComplaintCategory,
    /// How grave.
    pub severity: Severity,
    /// How it came in.
    pub channel: ComplaintChannel,
    /// Which language it is answered in.
    pub language: Language,
    /// What it is about, where that is known.
    pub about: About,
    /// When it came in.
    pub received_at: chrono::DateTime<chrono::Utc>,
    /// Digest of the form that was sent.
    pub submission: Option<String>,
}

/// Takes it down, in the caller's transaction.
pub async fn take(services: &Services, tx: &mut Tx, doing: &Doing, draft: Draft) -> Result<ComplaintFile> {
    let Draft { lender_no, party, category, severity, channel, language, about, received_at, submission } = draft;
    let about = match about {
        About { vehicle: None, loan: None, case: None, vendor } => {
            let found = store::subject(tx, lender_no, party.contract_number.as_deref(), party.plate.as_deref()).await?;
            About { vendor, ..found }
        }
        said => known(tx, lender_no, said).await?,
    };
    let text = serde_json::to_string(&party).map_err(|e| Error::Internal(e.to_string()))?;
    let party_sealed = hex::encode(services.with_random(|r| services.seal.seal(COLUMN, &text, r)));
    let id = ComplaintId((doing.new_id)());
    let reference = format!("C-{}", grouped(&services.random::<5>()));
    let new = NewComplaint { id, reference, category, severity, channel, language, about, received_at };
    Ok(take_complaint(tx, doing, Incoming { lender_no, new, party_sealed, submission }).await?)
}

const COLUMN: &str = "complaint.party";

/// Who complains.
pub fn party(services: &Services, file: &ComplaintFile) -> Result<Party> {
    let damaged = || Error::Internal("who complains cannot be read".into());
    let sealed = hex::decode(&file.party_sealed).map_err(|_| damaged())?;
    let text = services.seal.open(COLUMN, &sealed).map_err(|_| damaged())?;
    serde_json::from_str(&text).map_err(|_| damaged())
}

/// What a complaint is said to be about, checked and completed: a case tells its loan, a loan its car and its open case.
pub async fn known(tx: &mut Tx, lender_no: i32, said: About) -> Result<About> {
    let mut about = said;
    if let Some(case) = said.case {
        let case = cases::get(tx, case.0).await?.ok_or_else(|| unknown("case_id"))?.case;
        (about.loan, about.vehicle) = (Some(case.loan), Some(case.vehicle));
    } else if let Some(loan) = said.loan {
        let loan = loans::get(tx, loan.0).await?.ok_or_else(|| unknown("loan_id"))?;
        about.vehicle = Some(VehicleId(loan.vehicle_id));
        about.case = cases::open_of_loan(tx, loan.id).await?.map(|stored| stored.case.id);
    } else if let Some(vehicle) = said.vehicle
        && let Some(loan) = loans::live_of_vehicle(tx, vehicle.0).await?.first()
    {
        about.loan = Some(LoanId(*loan));
        about.case = cases::open_of_loan(tx, *loan).await?.map(|stored| stored.case.id);
    }
    if let Some(vehicle) = about.vehicle {
        let (_, lender) = vehicles::number(tx, vehicle.0).await?.ok_or_else(|| unknown("vehicle_id"))?;
        if lender != lender_no {
            return Err(unknown("vehicle_id"));
        }
    }
    Ok(about)
}

fn unknown(field: &'static str) -> Error {
    Error::invalid("unknown_reference", field, "there is no such thing", "name one of this lender, or leave it out")
}

/// The secret that whoever complained asks with: it follows from the complaint, so that a form that is sent again is
/// answered again, and nothing of it is stored.
pub fn secret(services: &Services, id: Uuid) -> String {
    grouped(&services.seal.derive("complaint.secret", id.as_bytes())[..10])
}

/// Whether that is the secret of a complaint, in constant time.
pub fn is_secret(services: &Services, id: Uuid, said: &str) -> bool {
    plain(&secret(services, id)).as_bytes().ct_eq(plain(said).as_bytes()).into()
}

/// A reference as it is stored, however it was typed.
pub fn reference(said: &str) -> Option<String> {
    let plain = plain(said);
    let code = plain.strip_prefix('C').filter(|code| code.len() == 8).or((plain.len() == 8).then_some(&plain[..]))?;
    Some(format!("C-{}-{}", &code[..4], &code[4..]))
}

/// Crockford's alphabet: no I, L, O or U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Five bits a letter, in groups of four; of whole groups of five bytes.
fn grouped(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks_exact(5) {
        let bits = chunk.iter().fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
        for at in (0..8).rev() {
            if !text.is_empty() && (at == 7 || at == 3) {
                text.push('-');
            }
            text.push(char::from(LETTERS[(bits >> (5 * at)) as usize & 31]));
        }
    }
    text
}

/// Without signs and spaces, in capitals, and with what is easily misread put right.
fn plain(said: &str) -> String {
    let letters = said.chars().filter(char::is_ascii_alphanumeric).take(64);
    letters
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_understood_however_it_is_typed() {
        let made = format!("C-{}", grouped(&[0, 1, 2, 3, 255]));
        // 00000 00000 00000 10000 00100 00000 11111 11111
        assert_eq!(made, "C-000G-40ZZ");
        for typed in ["c-000g-40zz", "C 000G 40ZZ", "000G-40ZZ", "C-OOOG-4OZZ"] {
            assert_eq!(reference(typed).as_deref(), Some(made.as_str()), "{typed}");
        }
        for typed in ["", "C-", "C-000G", "C-000G-40ZZ-0", "中文"] {
            assert_eq!(reference(typed), None, "{typed}");
        }
        assert_eq!(grouped(&[255; 10]), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    }
}
