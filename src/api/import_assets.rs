//! Bulk load of sites, vehicles, trackers and installations in one document. Idempotent: the same document again
//! changes nothing and answers the same ids.

mod document;

use self::document::{AssetVehicle, Assets};
use super::MAX_BULK;
use super::areas;
use super::caller::{Caller, Tx};
use super::error::{Error, Result};
use super::request::{Write, optional, point, text};
use crate::store::areas::regions;
use crate::store::assets::{self, NewDeclared, NewTracker, NewVehicle, Obstacle, Placed};
use crate::store::imports::{self, ImportJob};
use crate::store::lenders::{self, Lender, NewLender};
use crate::store::sites::{self, NewSite};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::{DeclaredKind, Role};
use lienwatch_domain::geo::SiteKind;
use lienwatch_domain::ids::LenderNo;
use lienwatch_protocols::Protocol;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap, HashSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// The ids of what is there now, in the order of the request.
#[derive(Debug, Serialize, ToSchema)]
pub struct Loaded {
    /// The record of this import.
    pub id: Uuid,
    /// Whose.
    pub lender_id: Uuid,
    /// Vehicles.
    pub vehicles: Vec<LoadedAsset>,
    /// Sites.
    pub sites: Vec<LoadedAsset>,
}

/// An id of ours for an id of theirs.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoadedAsset {
    /// Theirs.
    pub external_id: String,
    /// Ours.
    pub id: Uuid,
}

/// Load sites, vehicles and trackers
///
/// Idempotent bulk load by external id, VIN and device id. All or nothing.
#[utoipa::path(post, path = "/imports/assets", tag = "imports", request_body = Assets,
    responses((status = 200, body = Loaded), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn load(write: Write<Assets>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let ids = || caller.state.new_id();
    let plan = Plan::of(&body, ids)?;
    let now = caller.state.wall_now();
    let mut tx = caller.begin().await?;
    let lender = lender(&caller, &mut tx, body.lender.as_deref()).await?;
    let no = lender.lender_no;
    let mut loaded =
        Loaded { id: caller.state.new_id(), lender_id: lender.id, vehicles: Vec::new(), sites: Vec::new() };
    for site in &plan.sites {
        let id = sites::upsert(&mut tx, caller.state.new_id(), no, site, now).await?;
        let external_id = site.external_id.clone().unwrap_or_default();
        loaded.sites.push(LoadedAsset { external_id, id });
    }
    let placed = assets::vehicles(&mut tx, no, &plan.vehicles, now).await?;
    let installed_at = body.installed_at.map_or_else(|| caller.state.engine.clock().now(), |t| t.0);
    let obstacles = assets::trackers(&mut tx, no, &plan.trackers, &placed, installed_at, now).await?;
    if let Some(obstacle) = obstacles.first() {
        return Err(refuse(&body, obstacle));
    }
    assets::declared(&mut tx, no, &plan.declared, &placed).await?;
    allow(&mut tx, no, &plan.allowed, &placed, now).await?;
    for vehicle in &plan.vehicles {
        let id = placed.get(&vehicle.external_id).map(|p| p.id);
        let id = id.ok_or_else(|| Error::Internal("a vehicle that was just stored is not there".into()))?;
        loaded.vehicles.push(LoadedAsset { external_id: vehicle.external_id.clone(), id });
    }
    let rows = i32::try_from(plan.sites.len() + plan.vehicles.len()).unwrap_or(i32::MAX);
    let job = ImportJob {
        id: loaded.id,
        kind: "assets".into(),
        dry_run: false,
        rows_total: rows,
        rows_ok: rows,
        rows_bad: 0,
        errors: serde_json::json!([]),
        created_at: now,
        created_by: caller.actor(),
    };
    imports::insert(&mut tx, no, &job).await?;
    let data = serde_json::json!({ "kind": "assets", "vehicles": plan.vehicles.len(), "trackers": plan.trackers.len(),
        "sites": plan.sites.len() });
    caller.log(&mut tx, Some(LenderNo(no)), ("import", loaded.id), "imported", None, data).await?;
    let response = caller.answer(tx, StatusCode::OK, &loaded).await?;
    caller.state.engine.reload_assets().await?;
    Ok(response)
}

/// Says where vehicles may be.
async fn allow(
    tx: &mut Tx,
    lender: i32,
    wanted: &[Allowance],
    placed: &HashMap<String, Placed>,
    now: DateTime<Utc>,
) -> Result<()> {
    let all: BTreeSet<&String> = wanted.iter().flat_map(|a| &a.codes).collect();
    let all: Vec<String> = all.into_iter().cloned().collect();
    if let Some(unknown) = regions::unknown(tx, lender, &all).await? {
        let field = wanted.iter().find(|a| a.codes.contains(&unknown)).map_or("", |a| a.field.as_str());
        return Err(areas::unknown(field, &unknown));
    }
    let place = |a: &Allowance| Some((placed.get(&a.vehicle)?.vehicle_no, a.codes.clone()));
    let rows: Vec<(i32, Vec<String>)> = wanted.iter().filter_map(place).collect();
    Ok(regions::set_of_vehicles(tx, lender, &rows, now).await?)
}

/// The lender that is meant; made where an operator of the platform names a new one.
async fn lender(caller: &Caller, tx: &mut Tx, wanted: Option<&str>) -> Result<Lender> {
    let Some(wanted) = wanted else {
        return super::caller::lender_row(tx, caller.lender()?).await;
    };
    let wanted = text("lender", wanted, 200)?;
    let known = match wanted.parse::<Uuid>() {
        Ok(id) => lenders::get(tx, id).await?,
        Err(_) => lenders::by_name(tx, wanted).await?,
    };
    match (known, caller.platform) {
        (Some(lender), _) => Ok(lender),
        (None, false) => Err(Error::NotFound("lender")),
        (None, true) => {
            let empty = serde_json::json!({});
            let new = NewLender {
                id: caller.state.new_id(),
                name: wanted,
                jurisdiction: "CN",
                time_zone: "Asia/Shanghai",
                currency: "CNY",
                policy: &empty,
            };
            let no = lenders::insert(tx, &new, caller.state.wall_now()).await?;
            lenders::admit(tx, no).await?;
            caller
                .log(tx, Some(no), ("lender", new.id), "created", None, serde_json::json!({ "name": wanted }))
                .await?;
            super::caller::lender_row(tx, no).await
        }
    }
}

/// The request, checked.
#[derive(Default)]
struct Plan {
    sites: Vec<NewSite>,
    vehicles: Vec<NewVehicle>,
    trackers: Vec<NewTracker>,
    declared: Vec<NewDeclared>,
    allowed: Vec<Allowance>,
}

/// Where a vehicle may be.
struct Allowance {
    /// The field that says so.
    field: String,
    /// The vehicle by its external id.
    vehicle: String,
    /// Codes of regions.
    codes: Vec<String>,
}

impl Plan {
    fn of(body: &Assets, id: impl Fn() -> Uuid) -> Result<Plan> {
        let size = body.sites.len() + body.vehicles.iter().map(|v| 1 + v.trackers.len()).sum::<usize>();
        if size > MAX_BULK {
            return Err(Error::invalid(
                "too_many_assets",
                "vehicles",
                format!("{size} things in one document"),
                format!("send at most {MAX_BULK} at a time"),
            ));
        }
        let mut plan = Plan::default();
        let mut seen = Seen::default();
        for (i, site) in body.sites.iter().enumerate() {
            let at = format!("sites[{i}].");
            let external_id = text(&format!("{at}external_id"), &site.external_id, 100)?;
            seen.once("site", &format!("{at}external_id"), external_id)?;
            plan.sites.push(NewSite {
                external_id: Some(external_id.to_owned()),
                name: text(&format!("{at}name"), &site.name, 200)?.to_owned(),
                kind: known(
                    &format!("{at}kind"),
                    &site.kind,
                    SiteKind::from_name,
                    &names(SiteKind::ALL, |k| k.name()),
                )?,
                extent: site.area.extent(&at)?,
            });
        }
        for (i, vehicle) in body.vehicles.iter().enumerate() {
            plan.vehicle(&format!("vehicles[{i}]."), vehicle, &mut seen, &id)?;
        }
        Ok(plan)
    }

    fn vehicle(&mut self, at: &str, v: &AssetVehicle, seen: &mut Seen, id: &impl Fn() -> Uuid) -> Result<()> {
        let external_id = text(&format!("{at}external_id"), &v.external_id, 100)?;
        let vin = vin(&format!("{at}vin"), &v.vin)?;
        let contract = optional(&format!("{at}contract_number"), &v.contract_number, 64)?;
        seen.once("vehicle", &format!("{at}external_id"), external_id)?;
        seen.once("vin", &format!("{at}vin"), &vin)?;
        if let Some(contract) = contract {
            seen.once("contract_number", &format!("{at}contract_number"), contract)?;
        }
        self.vehicles.push(NewVehicle {
            id: id(),
            external_id: external_id.to_owned(),
            vin,
            plate: optional(&format!("{at}plate"), &v.plate, 20)?.map(str::to_owned),
            contract_number: contract.map(str::to_owned),
        });
        for (j, t) in v.trackers.iter().enumerate() {
            let at = format!("{at}trackers[{j}].");
            let device_id = device_id(&format!("{at}imei"), &t.imei)?;
            seen.once("imei", &format!("{at}imei"), &device_id)?;
            self.trackers.push(NewTracker {
                id: id(),
                installation_id: id(),
                vehicle: external_id.to_owned(),
                device_id,
                protocol: protocol(&format!("{at}protocol"), &t.protocol)?,
                role: known(&format!("{at}role"), &t.role, Role::from_name, "wired, wireless, obd")?,
                wake_interval_s: wake_interval(&format!("{at}wake_interval_s"), t.wake_interval_s)?,
            });
        }
        if let Some(codes) = &v.allowed_regions {
            let field = format!("{at}allowed_regions");
            let codes = areas::checked(&field, codes)?;
            self.allowed.push(Allowance { field, vehicle: external_id.to_owned(), codes });
        }
        for (j, d) in v.declared.iter().enumerate() {
            let at = format!("{at}declared[{j}].");
            let kind = match d.kind.as_str() {
                "home" => DeclaredKind::Home,
                "work" => DeclaredKind::Work,
                other => {
                    let detail = format!("{other:?} is not one of them");
                    return Err(Error::invalid("unknown_name", format!("{at}kind"), detail, "home, work"));
                }
            };
            seen.once("declared", &format!("{at}kind"), &format!("{external_id}\0{}", d.kind))?;
            let place = point(&format!("{at}lat"), d.lat, d.lon)?;
            self.declared.push(NewDeclared { vehicle: external_id.to_owned(), kind, point: place });
        }
        Ok(())
    }
}

/// What occurred in this document.
#[derive(Default)]
struct Seen(HashSet<(&'static str, String)>);

impl Seen {
    fn once(&mut self, kind: &'static str, field: &str, value: &str) -> Result<()> {
        if self.0.insert((kind, value.to_owned())) {
            return Ok(());
        }
        let code = if kind == "contract_number" { "duplicate_contract_number" } else { "duplicate_in_document" };
        Err(Error::conflict(code, Some(field), format!("{value:?} occurs twice in the document"), "give it once"))
    }
}

fn refuse(body: &Assets, obstacle: &Obstacle) -> Error {
    let (Obstacle::Foreign(device) | Obstacle::Elsewhere(device)) = obstacle;
    let trackers =
        body.vehicles.iter().enumerate().flat_map(|(i, v)| v.trackers.iter().enumerate().map(move |t| (i, t)));
    let field = trackers
        .into_iter()
        .find(|(_, (_, t))| t.imei.trim() == device)
        .map(|(i, (j, _))| format!("vehicles[{i}].trackers[{j}].imei"));
    let field = field.as_deref();
    match obstacle {
        Obstacle::Foreign(_) => Error::conflict(
            "device_id_taken",
            field,
            format!("another lender has the tracker {device}"),
            "if it is yours now, ask the platform's operator",
        ),
        Obstacle::Elsewhere(_) => Error::conflict(
            "installation_overlap",
            field,
            format!("the tracker {device} is installed in another vehicle at that time"),
            "end that installation first, or give a later installed_at",
        ),
    }
}

/// Letters, digits, `-` and `_`, upper case. Cars before 1981 and machines have shorter numbers than 17.
pub fn vin(field: &str, value: &str) -> Result<String> {
    let vin = text(field, value, 32)?.to_uppercase();
    if vin.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        return Ok(vin);
    }
    Err(Error::invalid("bad_vin", field, format!("{vin:?} is not a VIN"), "letters and digits, usually 17"))
}

/// IMEI or terminal id.
pub fn device_id(field: &str, value: &str) -> Result<String> {
    let id = text(field, value, 32)?;
    if id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        return Ok(id.to_owned());
    }
    Err(Error::invalid(
        "bad_device_id",
        field,
        format!("{id:?} is not a device id"),
        "the IMEI's 15 digits, or the terminal id",
    ))
}

/// A protocol that we have a name for.
pub fn protocol(field: &str, value: &str) -> Result<String> {
    match Protocol::from_name(value) {
        Some(_) => Ok(value.to_owned()),
        None => Err(Error::invalid(
            "unknown_protocol",
            field,
            format!("{value:?} is not a protocol we know"),
            "e.g. gt06, jt808, teltonika",
        )),
    }
}

/// As the schema allows.
pub fn wake_interval(field: &str, value: Option<i32>) -> Result<Option<i32>> {
    match value {
        Some(s) if !(60..=2_592_000).contains(&s) => Err(Error::invalid(
            "wake_interval_out_of_range",
            field,
            format!("{s} s"),
            "60 to 2 592 000 seconds (30 days)",
        )),
        value => Ok(value),
    }
}

/// A name of a closed list.
pub fn known<T>(field: &str, value: &str, from_name: impl Fn(&str) -> Option<T>, all: &str) -> Result<T> {
    from_name(value).ok_or_else(|| {
        Error::invalid("unknown_name", field, format!("{value:?} is not one of them"), format!("one of {all}"))
    })
}

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> String {
    all.iter().map(|t| name(*t)).collect::<Vec<_>>().join(", ")
}
