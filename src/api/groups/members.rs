//! Who is in a group: said by a list of ids, by a filter, or by a file of VINs and plates.

use super::lock;
use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::fleet::look;
use crate::api::request::{Path, Write};
use crate::api::vehicles::VehicleFilter;
use crate::store::groups::{self, GroupView};
use axum::http::StatusCode;
use axum::response::Response;
use csv::{ReaderBuilder, Trim};
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use utoipa::ToSchema;
use uuid::Uuid;

/// Vehicles in one group at most, as the schema has it; and those of one request.
const MOST_MEMBERS: i32 = 100_000;

/// Bad rows that are told at most; the rest is counted.
const MOST_ERRORS: usize = 1_000;

/// What to do with the vehicles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Put them in.
    Add,
    /// Take them out.
    Remove,
    /// Put them in, and take all others out.
    Set,
}

/// Vehicles that come into a group or leave it. Exactly one of `vehicles`, `filter` and `csv`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MembersBody {
    /// What to do with them.
    #[serde(rename = "do")]
    pub deed: Deed,
    /// Their ids, at most 100000.
    #[serde(default)]
    pub vehicles: Option<Vec<Uuid>>,
    /// Those that `GET /vehicles` would list now, at most 100000; `sort` and `order` say nothing here.
    #[serde(default)]
    pub filter: Option<VehicleFilter>,
    /// A CSV text with a VIN, a plate or a contract number in the first column of each row, at most 100000 rows. A first
    /// row that says `vin`, `plate`, `contract_number`, `车架号`, `车牌` or `合同号` is a heading.
    #[serde(default)]
    pub csv: Option<String>,
}

/// A row that names no vehicle, or several.
#[derive(Debug, Serialize, ToSchema)]
pub struct BadMember {
    /// Which row, from 1, the heading counted.
    pub row: u64,
    /// `unknown_vehicle`, `ambiguous`, `empty` or `unreadable`.
    pub problem: &'static str,
    /// What stands there, at most 64 characters.
    pub value: String,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MembersChanged {
    /// The group now.
    pub group: GroupView,
    /// How many came.
    pub added: u64,
    /// How many went.
    pub removed: u64,
    /// Rows of the file that named no vehicle; the others were taken all the same. At most 1000.
    pub errors: Vec<BadMember>,
    /// How many bad rows there were in all.
    pub bad_rows: u64,
}

/// Say who is in a group
///
/// With `If-Match`, only where nobody has changed the group since. A group has 100000 vehicles at most. Ids must be of
/// vehicles of the group's lender; rows of a file that name none are told and left out.
#[utoipa::path(post, path = "/groups/{id}/vehicles", tag = "vehicles", operation_id = "change_group_vehicles",
    params(("id" = Uuid, Path)), request_body = MembersBody,
    responses((status = 200, body = MembersChanged), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem),
              (status = 412, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn change(Path(id): Path<Uuid>, write: Write<MembersBody>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let mut tx = caller.begin().await?;
    let lender = lock(&mut tx, id, if_match).await?;
    let (vehicles, bad) = meant(&caller, &mut tx, lender, &body).await?;
    let (added, removed) = match body.deed {
        Deed::Add => (groups::add(&mut tx, id, lender.0, &vehicles).await?, 0),
        Deed::Remove => (0, groups::remove(&mut tx, id, &vehicles).await?),
        Deed::Set => {
            let removed = groups::keep_only(&mut tx, id, &vehicles).await?;
            (groups::add(&mut tx, id, lender.0, &vehicles).await?, removed)
        }
    };
    if added + removed > 0 {
        touch(&caller, &mut tx, id).await?;
        let data = serde_json::json!({ "added": added, "removed": removed });
        caller.log(&mut tx, Some(lender), ("group", id), "vehicles_changed", None, data).await?;
    }
    let group = groups::get(&mut tx, id).await?.ok_or(Error::NotFound("group"))?;
    let changed = MembersChanged { group, added, removed, errors: bad.told, bad_rows: bad.all };
    caller.answer(tx, StatusCode::OK, &changed).await
}

/// Counts the members of a group that has changed, which must not be too many.
pub(super) async fn touch(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<()> {
    if groups::touch(tx, id, MOST_MEMBERS, caller.state.wall_now()).await? {
        return Ok(());
    }
    let what = format!("the group would have more than {MOST_MEMBERS} vehicles");
    Err(Error::conflict("group_full", None, what, "make another group, or take vehicles out first"))
}

#[derive(Debug, Default)]
struct Bad {
    told: Vec<BadMember>,
    all: u64,
}

impl Bad {
    fn tell(&mut self, row: u64, problem: &'static str, value: &str) {
        self.all += 1;
        if self.told.len() < MOST_ERRORS {
            self.told.push(BadMember { row, problem, value: value.chars().take(64).collect() });
        }
    }
}

fn bounded(n: usize, field: &str) -> Result<()> {
    if n <= MOST_MEMBERS as usize {
        return Ok(());
    }
    Err(Error::invalid("too_many_vehicles", field, format!("{n} vehicles"), "at most 100000 vehicles at once"))
}

/// The vehicles of the lender that a request means, each once.
async fn meant(caller: &Caller, tx: &mut Tx, lender: LenderNo, body: &MembersBody) -> Result<(Vec<Uuid>, Bad)> {
    match (&body.vehicles, &body.filter, &body.csv) {
        (Some(ids), None, None) => {
            bounded(ids.len(), "vehicles")?;
            let ids: Vec<Uuid> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
            match groups::stranger(tx, lender.0, &ids).await? {
                None => Ok((ids, Bad::default())),
                Some(stranger) => Err(Error::invalid(
                    "unknown_reference",
                    "vehicles",
                    format!("the lender has no vehicle {stranger}"),
                    "ids of vehicles of the lender of the group",
                )),
            }
        }
        (None, Some(filter), None) => {
            let wanted = filter.wanted(caller)?;
            let ids: Vec<Uuid> = look(caller, tx, |board, sightings| {
                let all = board.wanted(sightings, &wanted).filter(|(car, _)| car.lender == lender);
                all.map(|(car, _)| car.id).take(MOST_MEMBERS as usize + 1).collect()
            })
            .await?;
            bounded(ids.len(), "filter")?;
            Ok((ids, Bad::default()))
        }
        (None, None, Some(text)) => {
            let rows = rows(text)?;
            look(caller, tx, |board, _| {
                let own = board.all().filter(|car| car.lender == lender);
                named(&rows, own.map(|car| (car.words.as_ref(), car.id)))
            })
            .await
        }
        _ => Err(Error::invalid(
            "one_of",
            "vehicles",
            "not exactly one of vehicles, filter and csv is given",
            "say which vehicles by one of them",
        )),
    }
}

/// Headings that a file may begin with.
const HEADINGS: [&str; 6] = ["vin", "plate", "contract_number", "车架号", "车牌", "合同号"];

/// The first cell of each row with the number of the row; what cannot be read is `None`.
type Rows = Vec<(u64, Option<String>)>;

fn rows(text: &str) -> Result<Rows> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let mut rows = Rows::new();
    for (at, record) in reader.records().enumerate() {
        bounded(rows.len(), "csv")?;
        let cell = record.ok().map(|record| record.get(0).unwrap_or_default().to_lowercase());
        let heading = at == 0 && cell.as_deref().is_some_and(|cell| HEADINGS.contains(&cell));
        if !heading {
            rows.push((at as u64 + 1, cell));
        }
    }
    bounded(rows.len(), "csv")?;
    Ok(rows)
}

/// Which vehicles the rows name. `cars`: VIN, plate and contract number in small letters, a line each, and the id.
fn named<'a>(rows: &Rows, cars: impl Iterator<Item = (&'a str, Uuid)>) -> (Vec<Uuid>, Bad) {
    // The rows are few beside the fleet: what they say is kept, not every car.
    let mut found: HashMap<&str, Option<Uuid>> = HashMap::new();
    let mut asked: HashMap<&str, ()> = HashMap::new();
    for cell in rows.iter().filter_map(|(_, cell)| cell.as_deref()) {
        asked.insert(cell, ());
    }
    for (words, id) in cars {
        for word in words.split('\n').filter(|word| !word.is_empty()) {
            if let Some((cell, ())) = asked.get_key_value(word) {
                let one = found.entry(cell).or_insert(Some(id));
                if *one != Some(id) {
                    *one = None;
                }
            }
        }
    }
    let (mut ids, mut bad) = (BTreeSet::new(), Bad::default());
    for (row, cell) in rows {
        match cell.as_deref() {
            None => bad.tell(*row, "unreadable", ""),
            Some("") => bad.tell(*row, "empty", ""),
            Some(cell) => match found.get(cell) {
                Some(Some(id)) => {
                    ids.insert(*id);
                }
                Some(None) => bad.tell(*row, "ambiguous", cell),
                None => bad.tell(*row, "unknown_vehicle", cell),
            },
        }
    }
    (ids.into_iter().collect(), bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_name_cars_by_vin_plate_or_contract() {
        let text = "\u{feff}VIN,note\nvin1,x\n沪B2\n\n\"LOAN 3\"\nnobody\nSHARED\n,only a note\nvin1\n";
        let rows = rows(text).expect("rows");
        let cars = [("vin1\n沪a1\nloan 1", 1), ("vin2\n沪b2\n", 2), ("vin3\nshared\nloan 3", 3), ("vin4\nshared\n", 4)];
        let (ids, bad) = named(&rows, cars.iter().map(|(words, n)| (*words, Uuid::from_u128(*n))));
        assert_eq!(ids, [1, 2, 3].map(Uuid::from_u128));
        let told: Vec<_> = bad.told.iter().map(|b| (b.problem, b.value.as_str())).collect();
        assert_eq!(told, [("unknown_vehicle", "nobody"), ("ambiguous", "shared"), ("empty", "")]);
        assert_eq!(bad.all, 3);
    }

    #[test]
    fn a_file_is_bounded() {
        let text = "x\n".repeat(MOST_MEMBERS as usize + 1);
        assert!(matches!(rows(&text), Err(Error::Invalid { code: "too_many_vehicles", .. })));
        assert_eq!(rows(&text[..text.len() - 2]).expect("rows").len(), MOST_MEMBERS as usize);
    }
}
