//! How people and contractors are reached, in which language and zone, and what they see unasked.

use super::super::StoreError;
use super::super::seal::Seal;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use lienwatch_domain::ids::{LenderNo, UserId, VendorId};
use lienwatch_domain::language::Language;
use lienwatch_domain::notify::{Channel, Party, Sight, Suppression};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// What is bound into the seal.
const COLUMN: &str = "notification_contact.address";

/// Addresses, sealed together.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addresses {
    /// Of e-mail; of a user where it is not the one they log in with.
    #[serde(default)]
    pub email: Option<String>,
    /// What a gateway's provider knows them by: a phone number, a member's id.
    #[serde(default)]
    pub gateway: Option<String>,
}

/// Never printed.
impl std::fmt::Debug for Addresses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Addresses(email: {}, gateway: {})", self.email.is_some(), self.gateway.is_some())
    }
}

/// How somebody is reached, as they or an administrator set it.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Contact {
    /// Of e-mail, where it is not the one they log in with.
    pub email: Option<String>,
    /// What a gateway's provider knows them by.
    pub gateway: Option<String>,
    /// `en` or `zh`.
    pub language: Option<String>,
    /// IANA name.
    pub time_zone: Option<String>,
}

/// Whose contact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A person's.
    User(UserId),
    /// A contractor's.
    Vendor(VendorId),
}

impl Subject {
    fn columns(self) -> (&'static str, Uuid) {
        match self {
            Subject::User(id) => ("user", id.0),
            Subject::Vendor(id) => ("vendor", id.0),
        }
    }
}

#[derive(FromRow, Default)]
struct Row {
    address: Option<Vec<u8>>,
    language: Option<String>,
    time_zone: Option<String>,
}

impl Row {
    fn addresses(&self, seal: &Seal) -> Result<Addresses, StoreError> {
        let Some(sealed) = &self.address else { return Ok(Addresses::default()) };
        let text = seal.open(COLUMN, sealed).map_err(|e| StoreError::unreadable("contact", e.to_string()))?;
        serde_json::from_str(&text).map_err(|e| StoreError::unreadable("contact", e.to_string()))
    }
}

async fn row(c: &mut PgConnection, lender_no: Option<i32>, of: Subject) -> Result<Option<Row>, StoreError> {
    let (kind, id) = of.columns();
    Ok(sqlx::query_as(
        "select address, language, time_zone from notification_contact
         where lender_no is not distinct from $1 and kind = $2 and subject_id = $3",
    )
    .bind(lender_no)
    .bind(kind)
    .bind(id)
    .fetch_optional(c)
    .await?)
}

/// What was set for somebody.
pub async fn get(
    c: &mut PgConnection,
    seal: &Seal,
    lender: Option<LenderNo>,
    of: Subject,
) -> Result<Option<Contact>, StoreError> {
    let Some(row) = row(c, lender.map(|l| l.0), of).await? else { return Ok(None) };
    let Addresses { email, gateway } = row.addresses(seal)?;
    Ok(Some(Contact { email, gateway, language: row.language, time_zone: row.time_zone }))
}

/// A contact's columns, sealed.
pub struct SealedContact<'a> {
    address: Vec<u8>,
    language: Option<&'a str>,
    time_zone: Option<&'a str>,
}

impl<'a> SealedContact<'a> {
    /// Of a contact in plain text.
    pub fn of(seal: &Seal, random: &mut dyn RngCore, contact: &'a Contact) -> SealedContact<'a> {
        let text = serde_json::json!({ "email": contact.email, "gateway": contact.gateway }).to_string();
        let address = seal.seal(COLUMN, &text, random);
        SealedContact { address, language: contact.language.as_deref(), time_zone: contact.time_zone.as_deref() }
    }
}

/// Sets how somebody is reached.
pub async fn set(
    c: &mut PgConnection,
    lender: Option<LenderNo>,
    of: Subject,
    contact: &SealedContact<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (kind, id) = of.columns();
    sqlx::query(
        "insert into notification_contact (lender_no, kind, subject_id, address, language, time_zone, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict on constraint notification_contact_one do update
           set address = excluded.address, language = excluded.language, time_zone = excluded.time_zone,
               updated_at = excluded.updated_at",
    )
    .bind(lender.map(|l| l.0))
    .bind(kind)
    .bind(id)
    .bind(&contact.address)
    .bind(contact.language)
    .bind(contact.time_zone)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// How a message for somebody is worded.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Their language, if they have said which.
    pub lang: Option<Language>,
    /// Their zone, or the lender's.
    pub zone: Tz,
    /// What they see unasked.
    pub sight: Sight,
}

/// How a message for a party of a lender in `zone` is worded.
pub async fn manner(
    c: &mut PgConnection,
    lender_no: Option<i32>,
    zone: Tz,
    party: &Party,
    channel: Channel,
) -> Result<Manner, StoreError> {
    let (set, sight) = match party {
        Party::User(user) => {
            let role: Option<String> = sqlx::query_scalar("select role from app_user where id = $1")
                .bind(user.0)
                .fetch_optional(&mut *c)
                .await?;
            (row(c, lender_no, Subject::User(*user)).await?, role.map_or(Sight::NOTHING, |r| Sight::of_role(&r)))
        }
        Party::Vendor(vendor) => (row(c, lender_no, Subject::Vendor(*vendor)).await?, Sight::NOTHING),
        Party::Address(_) => (None, Sight::NOTHING),
        // A lender's own system names cars as an API key does; a group behind a robot may be anybody.
        Party::Endpoint if channel == Channel::Webhook => (None, Sight::CARS),
        Party::Endpoint => (None, Sight::NOTHING),
    };
    let set = set.unwrap_or_default();
    Ok(Manner {
        lang: set.language.as_deref().and_then(Language::from_name),
        zone: set.time_zone.and_then(|z| z.parse().ok()).unwrap_or(zone),
        sight,
    })
}

/// Where a message for a party goes by e-mail or through a gateway; or why it goes nowhere.
pub async fn address(
    c: &mut PgConnection,
    seal: &Seal,
    lender_no: Option<i32>,
    party: &Party,
    channel: Channel,
) -> Result<Result<String, Suppression>, StoreError> {
    let (subject, login) = match party {
        Party::Endpoint => return Ok(Ok(String::new())),
        Party::Address(address) => return Ok(Ok(address.as_str().to_owned())),
        Party::User(user) => {
            let email: Option<String> = sqlx::query_scalar(
                "select email from app_user where id = $1 and disabled_at is null and lender_no is not distinct from $2",
            )
            .bind(user.0)
            .bind(lender_no)
            .fetch_optional(&mut *c)
            .await?;
            match email {
                Some(email) => (Subject::User(*user), Some(email)),
                None => return Ok(Err(Suppression::RecipientGone)),
            }
        }
        Party::Vendor(vendor) => (Subject::Vendor(*vendor), of_register(c, lender_no, *vendor).await?),
    };
    let set = row(c, lender_no, subject).await?.unwrap_or_default().addresses(seal)?;
    let found = match channel {
        Channel::Email => set.email.or(login),
        _ => set.gateway,
    };
    Ok(found.ok_or(Suppression::NoAddress))
}

/// The address of e-mail that the register of contractors has: that of the first of its people who signs in. What
/// [`set`] has stored for the contractor goes before it.
async fn of_register(
    c: &mut PgConnection,
    lender_no: Option<i32>,
    vendor: VendorId,
) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar(
        "select u.email from app_user u join vendor v on v.id = u.vendor_id
         where v.id = $1 and v.lender_no is not distinct from $2 and u.disabled_at is null
         order by u.created_at, u.id limit 1",
    )
    .bind(vendor.0)
    .bind(lender_no)
    .fetch_optional(c)
    .await?)
}

/// Whose contractor it is, where the caller may see it.
pub async fn lender_of_vendor(c: &mut PgConnection, vendor: VendorId) -> Result<Option<LenderNo>, StoreError> {
    let no: Option<i32> =
        sqlx::query_scalar("select lender_no from vendor where id = $1").bind(vendor.0).fetch_optional(c).await?;
    Ok(no.map(LenderNo))
}

/// People with a role, of a lender or of the platform, by id.
pub async fn with_role(
    c: &mut PgConnection,
    lender_no: Option<i32>,
    role: &str,
    most: i64,
) -> Result<Vec<UserId>, StoreError> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "select id from app_user where role = $1 and disabled_at is null and lender_no is not distinct from $2
         order by id limit $3",
    )
    .bind(role)
    .bind(lender_no)
    .bind(most)
    .fetch_all(c)
    .await?;
    Ok(ids.into_iter().map(UserId).collect())
}
