//! How the parts of a case look that are the machine's own documents. The domain knows nothing of this description;
//! `tests/it/api/shapes.rs` holds what is answered against it.
#![allow(dead_code, reason = "they are read for their schemas, never made")]

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Why something is refused, and what would satisfy the rule.
#[derive(ToSchema)]
#[schema(as = Refusal)]
pub struct RefusalShape {
    /// Stable id of the rule, e.g. `two_people` or `CN-13`.
    rule: String,
    /// What is wrong, for a person.
    message: String,
    /// What would satisfy the rule.
    remedy: String,
    /// What is said, for readers with words of their own.
    #[schema(required = false)]
    code: ReasonCode,
    /// What varies in it.
    #[schema(required = false)]
    params: BTreeMap<String, serde_json::Value>,
}

/// What a refusal, or the flag of a case, says: one of the domain's codes. A rule of the law by the kind of its check.
pub struct ReasonCode;

impl utoipa::PartialSchema for ReasonCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        let mut codes: Vec<String> = lienwatch_domain::refusal::codes().map(|(code, _)| code).collect();
        codes.sort();
        let about = "What a refusal, or the flag of a case, says. More may come: show the sentence of one that is new.";
        let of = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)).description(Some(about));
        of.into()
    }
}

impl ToSchema for ReasonCode {}

/// Who acts.
#[derive(ToSchema)]
#[schema(as = Actor)]
pub struct ActorShape {
    /// `user`, `api_key` or `system`.
    kind: String,
    /// Which; not there for `system`.
    #[schema(required = false)]
    id: Option<Uuid>,
}

/// What proves that a sale is commercially reasonable (UCC 9-610).
#[derive(ToSchema)]
#[schema(as = Checklist)]
pub struct ChecklistShape {
    /// Notices, advertisements, condition reports, appraisals, comparables and bids; of a car that is sold also whether
    /// the buyer is at arm's length, and whether the reserve was met or a sale below it approved.
    items: Vec<CheckItemShape>,
    /// The car is sold, and every required item is satisfied.
    complete: bool,
}

/// One item of the checklist.
#[derive(ToSchema)]
#[schema(as = CheckItem)]
pub struct CheckItemShape {
    /// `notice`, `advertisement`, `condition_report`, `appraisal`, `comparable`, `bid`, `arms_length` or `reserve`.
    kind: String,
    /// The papers, bids or appraisals, each once.
    ids: Vec<Uuid>,
    /// How many the lender's policy requires; 0: shown, not required.
    required: u32,
    /// There are as many.
    satisfied: bool,
    /// Of the bids: how many bidders made them.
    #[schema(required = false)]
    bidders: Option<u32>,
    /// Of the appraisal, once the car is sold: the price as a share of it, basis points.
    #[schema(required = false)]
    share_bp: Option<u64>,
}

/// A rule that flagged the loan.
#[derive(ToSchema)]
#[schema(as = FlagReason)]
pub struct FlagReasonShape {
    /// `dpd_60`, `dpd_1_critical_removal`, `dpd_1_critical_site_visit`, `dpd_1_critical_removal_risk`,
    /// `dpd_1_critical_life_pattern`, `dpd_1_critical_out_of_area`, `first_payment_default` or `manual`.
    rule: String,
    /// What held, for a person.
    text: String,
    /// The alerts it rests on.
    evidence: Vec<Uuid>,
    /// What held, for readers with words of their own.
    #[schema(required = false)]
    code: ReasonCode,
    /// What varies in it.
    #[schema(required = false)]
    params: BTreeMap<String, serde_json::Value>,
}

/// Why a case was flagged.
#[derive(ToSchema)]
#[schema(as = CaseFlag)]
pub struct FlagShape {
    /// The strongest rule that held.
    rule: String,
    /// Every rule that held, strongest first.
    reasons: Vec<FlagReasonShape>,
    /// The alerts of all of them.
    evidence: Vec<Uuid>,
}

/// What a hold came from.
#[derive(ToSchema)]
#[schema(as = HoldCause)]
pub struct HoldCauseShape {
    /// `placed`, `payment` or `promise`.
    cause: String,
    /// Which payment or promise.
    #[schema(required = false)]
    id: Option<Uuid>,
}

/// How far a hold is.
#[derive(ToSchema)]
#[schema(as = HoldPhase)]
pub struct HoldPhaseShape {
    /// `pending` and `active` block; `released` is over.
    phase: String,
    /// When it was released.
    #[schema(required = false)]
    at: Option<DateTime<Utc>>,
    /// By whom.
    #[schema(required = false)]
    by: Option<ActorShape>,
    /// Why.
    #[schema(required = false)]
    reason: Option<String>,
}

/// What stops a case.
#[derive(ToSchema)]
#[schema(as = CaseHold)]
pub struct HoldShape {
    /// Its id.
    id: Uuid,
    /// e.g. `complaint`, `payment_received`, `bankruptcy_stay`.
    kind: String,
    /// In words.
    reason: String,
    /// What it came from.
    cause: HoldCauseShape,
    /// When.
    placed_at: DateTime<Utc>,
    /// By whom.
    placed_by: ActorShape,
    /// How far it is.
    phase: HoldPhaseShape,
}

/// A request for authorisation.
#[derive(ToSchema)]
#[schema(as = AuthorisationRequest)]
pub struct RequestShape {
    /// Who asks.
    by: Uuid,
    /// When.
    at: DateTime<Utc>,
    /// On what ground, e.g. `court_order`.
    basis: String,
    /// Where its proof is.
    reference: Option<String>,
    /// Why.
    reason: String,
}

/// What two people agreed on.
#[derive(ToSchema)]
#[schema(as = Authorisation)]
pub struct AuthorisationShape {
    /// What was asked, and by whom.
    request: RequestShape,
    /// Who agreed.
    by: Uuid,
    /// When.
    at: DateTime<Utc>,
    /// Why.
    reason: String,
    /// Under the law of which place it was checked.
    jurisdiction: String,
}

/// A place in units of 1e-7 degree (WGS-84).
#[derive(ToSchema)]
#[schema(as = PointE7)]
pub struct PointShape {
    /// Latitude.
    lat_e7: i32,
    /// Longitude.
    lon_e7: i32,
}

/// How a car was taken.
#[derive(ToSchema)]
#[schema(as = Taken)]
pub struct TakenShape {
    /// On what authorisation.
    authorisation: AuthorisationShape,
    /// By which order.
    order: Uuid,
    /// When.
    at: DateTime<Utc>,
    /// Where.
    place: PointShape,
}

/// An amount.
#[derive(ToSchema)]
#[schema(as = Money)]
pub struct MoneyShape {
    /// Minor units.
    minor: i64,
    /// ISO 4217.
    currency: String,
}

/// How a car was sold.
#[derive(ToSchema)]
#[schema(as = Sale)]
pub struct SaleShape {
    /// As which lot.
    lot: Uuid,
    /// To what price.
    price: MoneyShape,
    /// When.
    at: DateTime<Utc>,
}

/// Where a case stands. `state` is the stage's own name (`going_back` for `redeemed`, `reinstated` and `unrepossessed`);
/// the rest is there where the stage has it.
#[derive(ToSchema)]
#[schema(as = CaseStage)]
pub struct StageShape {
    /// `flagged`, `in_review`, `authorised`, `in_recovery`, `secured`, `in_custody`, `for_disposal`, `sold`, `settled`,
    /// `going_back` or `closed`.
    state: String,
    /// In review: what waits for a second person.
    #[schema(required = false)]
    request: Option<RequestShape>,
    /// Authorised and in recovery.
    #[schema(required = false)]
    authorisation: Option<AuthorisationShape>,
    /// In recovery and in custody: since when.
    #[schema(required = false)]
    since: Option<DateTime<Utc>>,
    /// From `secured` on.
    #[schema(required = false)]
    taken: Option<TakenShape>,
    /// In custody: which yard received it first.
    #[schema(required = false)]
    yard: Option<Uuid>,
    /// For disposal: who cleared it.
    #[schema(required = false)]
    cleared_by: Option<Uuid>,
    /// When.
    #[schema(required = false)]
    cleared_at: Option<DateTime<Utc>>,
    /// Sold and settled.
    #[schema(required = false)]
    sale: Option<SaleShape>,
    /// Settled: the statement.
    #[schema(required = false)]
    statement: Option<Uuid>,
    /// Settled, going back and closed: when.
    #[schema(required = false)]
    at: Option<DateTime<Utc>>,
    /// Going back: `redeemed`, `reinstated` or `unrepossessed`.
    #[schema(required = false)]
    because: Option<String>,
    /// Going back and closed: in words.
    #[schema(required = false)]
    reason: Option<String>,
    /// Closed: why, e.g. `cured`.
    #[schema(required = false)]
    close_reason: Option<String>,
    /// Closed: the state before.
    #[schema(required = false)]
    from: Option<String>,
    /// Closed while the car was in hand.
    #[schema(required = false)]
    in_hand: Option<TakenShape>,
}
