//! The papers that prove that a sale was commercially reasonable (UCC 9-610): what is on file, and what may be added.

use super::{OpenCase, RecoveryError};
use crate::store::case_files;
use crate::store::documents::Filter;
use crate::store::lot_log;
use crate::store::recorded::Recorded;
use crate::store::shelves::NOTICES;
use lienwatch_domain::compliance::SaleEvidence;
use lienwatch_domain::disposal::{Checklist, Lot, OnFile, Proof, ProofKind, reasonableness};
use sqlx::PgConnection;
use uuid::Uuid;

/// Notices, and records of each kind, that are looked at.
const MOST: i64 = 500;

/// The checklist of a lot of this case, as of now.
///
/// # Errors
/// The database.
pub async fn checklist(c: &mut PgConnection, open: &OpenCase, lot: &Lot) -> Result<Checklist, RecoveryError> {
    let log = lot_log::papers(c, &[lot.id.0]).await?;
    let on_file = on_file(c, open.id()).await?;
    Ok(reasonableness(lot, &log, &on_file, &open.place.policy.lots))
}

/// What the case has anyway: nobody has to name it again for the lot.
async fn on_file(c: &mut PgConnection, case: Uuid) -> Result<OnFile, RecoveryError> {
    let mut found = OnFile::new();
    let of_case = Filter { case_id: Some(case), ..Filter::default() };
    for stored in NOTICES.list(c, of_case, None, MOST).await? {
        let notice = stored.value.notice;
        if notice.fact().is_some_and(|fact| fact.notice.announces_sale()) {
            found.entry(ProofKind::Notice).or_default().push(notice.id.0);
        }
    }
    for record in case_files::records(c, case, Some("condition"), None, MOST).await? {
        found.entry(ProofKind::ConditionReport).or_default().push(record.id);
    }
    for record in case_files::records(c, case, Some("sale_evidence"), None, MOST).await? {
        // What this version cannot read says nothing.
        let Ok(Recorded::SaleEvidence { of, .. }) = serde_json::from_value(record.detail) else { continue };
        for kind in of.into_iter().filter_map(item_of) {
            found.entry(kind).or_default().push(record.id);
        }
    }
    Ok(found)
}

/// Bids are the lot's own, and which appraisal counted is said by its listing.
fn item_of(evidence: SaleEvidence) -> Option<ProofKind> {
    match evidence {
        SaleEvidence::Notices => Some(ProofKind::Notice),
        SaleEvidence::Advertising => Some(ProofKind::Advertisement),
        SaleEvidence::Comparables => Some(ProofKind::Comparable),
        SaleEvidence::Appraisal | SaleEvidence::Bids => None,
    }
}

/// Whether the paper that a proof names is one of this case; of a notice: one that was served.
///
/// # Errors
/// The database.
pub async fn of_this_case(c: &mut PgConnection, open: &OpenCase, proof: &Proof) -> Result<bool, RecoveryError> {
    Ok(match proof {
        Proof::Notice { notice } => {
            let found = NOTICES.get(c, notice.0).await?.map(|stored| stored.value.notice);
            found.is_some_and(|found| found.case == open.stored.case.id && found.fact().is_some())
        }
        Proof::Advertisement { .. } | Proof::ConditionReport { .. } | Proof::Comparable { .. } => {
            case_files::known_files(c, open.id(), &[proof.paper().1]).await? == 1
        }
    })
}
