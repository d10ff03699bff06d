//! Regions as people load and read them, and which of them vehicles may be in.

use crate::store::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::geo::Point;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A region.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct RegionView {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Corners of its borders.
    pub corners: i32,
    /// Rises with each change.
    pub version: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

/// Polygons, each of rings, the outline first; rings are closed implicitly.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Borders(pub Vec<Vec<Vec<Point>>>);

impl Borders {
    /// Corners in all.
    pub fn corners(&self) -> usize {
        self.0.iter().flatten().map(Vec::len).sum()
    }

    /// As a GeoJSON multipolygon.
    pub fn geojson(&self) -> serde_json::Value {
        let ring = |ring: &Vec<Point>| -> Vec<[f64; 2]> {
            ring.iter().chain(ring.first()).map(|p| [p.lon(), p.lat()]).collect()
        };
        let polygons: Vec<Vec<Vec<[f64; 2]>>> = self.0.iter().map(|rings| rings.iter().map(ring).collect()).collect();
        serde_json::json!({ "type": "MultiPolygon", "coordinates": polygons })
    }
}

/// A region as its columns hold it.
#[derive(Debug, FromRow)]
pub(super) struct Columns {
    polygon_rings: Vec<i32>,
    ring_corners: Vec<i32>,
    lat_e7: Vec<i32>,
    lon_e7: Vec<i32>,
}

impl Columns {
    fn of(borders: &Borders) -> Columns {
        let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        let corners = || borders.0.iter().flatten().flatten();
        Columns {
            polygon_rings: borders.0.iter().map(|rings| count(rings.len())).collect(),
            ring_corners: borders.0.iter().flatten().map(|ring| count(ring.len())).collect(),
            lat_e7: corners().map(|p| p.lat_e7).collect(),
            lon_e7: corners().map(|p| p.lon_e7).collect(),
        }
    }

    /// The rings of all polygons.
    pub(super) fn rings(&self) -> Vec<Vec<Point>> {
        let mut corners = self.lat_e7.iter().zip(&self.lon_e7).map(|(lat, lon)| Point { lat_e7: *lat, lon_e7: *lon });
        self.ring_corners.iter().map(|n| corners.by_ref().take(usize::try_from(*n).unwrap_or(0)).collect()).collect()
    }

    fn borders(&self) -> Borders {
        let mut rings = self.rings().into_iter();
        Borders(
            self.polygon_rings
                .iter()
                .map(|n| rings.by_ref().take(usize::try_from(*n).unwrap_or(0)).collect())
                .collect(),
        )
    }
}

/// What a region is made of.
#[derive(Debug, Clone)]
pub struct NewRegion {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where it ends.
    pub borders: Borders,
}

/// A page of regions, by id.
pub async fn list(c: &mut PgConnection, after: Option<Uuid>, limit: i64) -> Result<Vec<RegionView>, StoreError> {
    Ok(sqlx::query_as(
        "select id, code, name, cardinality(lat_e7) as corners, version, created_at, updated_at from region
         where $1::uuid is null or id > $1 order by id limit $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// One region, its borders and its lender.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<(RegionView, Borders, i32)>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        #[sqlx(flatten)]
        region: RegionView,
        #[sqlx(flatten)]
        columns: Columns,
        lender_no: i32,
    }
    let row: Option<Row> = sqlx::query_as(
        "select id, code, name, cardinality(lat_e7) as corners, version, created_at, updated_at, lender_no,
                polygon_rings, ring_corners, lat_e7, lon_e7 from region where id = $1",
    )
    .bind(id)
    .fetch_optional(c)
    .await?;
    Ok(row.map(|row| (row.region, row.columns.borders(), row.lender_no)))
}

/// Every region of lenders with its borders: lender, code, name. How many corners a lender's regions have is limited where
/// they are loaded.
pub async fn all_of(c: &mut PgConnection, lenders: &[i32]) -> Result<Vec<(i32, String, String, Borders)>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        lender_no: i32,
        code: String,
        name: String,
        #[sqlx(flatten)]
        columns: Columns,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select lender_no, code, name, polygon_rings, ring_corners, lat_e7, lon_e7 from region
         where lender_no = any ($1) order by lender_no, code limit 2000",
    )
    .bind(lenders)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().map(|row| (row.lender_no, row.code, row.name, row.columns.borders())).collect())
}

/// Adds a region, or changes the one of the same code. Nothing changes where it is the same.
pub async fn upsert(
    c: &mut PgConnection,
    id: Uuid,
    lender_no: i32,
    region: &NewRegion,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let columns = Columns::of(&region.borders);
    sqlx::query(
        "insert into region as r (id, lender_no, code, name, polygon_rings, ring_corners, lat_e7, lon_e7, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
         on conflict (lender_no, code) do update set name = excluded.name, polygon_rings = excluded.polygon_rings,
           ring_corners = excluded.ring_corners, lat_e7 = excluded.lat_e7, lon_e7 = excluded.lon_e7,
           version = r.version + 1, updated_at = excluded.updated_at
         where (r.name, r.polygon_rings, r.ring_corners, r.lat_e7, r.lon_e7)
           is distinct from (excluded.name, excluded.polygon_rings, excluded.ring_corners, excluded.lat_e7, excluded.lon_e7)",
    )
    .bind(id)
    .bind(lender_no)
    .bind(&region.code)
    .bind(&region.name)
    .bind(&columns.polygon_rings)
    .bind(&columns.ring_corners)
    .bind(&columns.lat_e7)
    .bind(&columns.lon_e7)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// How many regions a lender has, and how many corners they have together.
pub async fn size(c: &mut PgConnection, lender_no: i32) -> Result<(i64, i64), StoreError> {
    Ok(sqlx::query_as("select count(*), coalesce(sum(cardinality(lat_e7)), 0)::int8 from region where lender_no = $1")
        .bind(lender_no)
        .fetch_one(c)
        .await?)
}

/// Whether a list of the lender or of one of its vehicles names a code.
pub async fn in_use(c: &mut PgConnection, lender_no: i32, code: &str) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "select exists (select from lender_regions where lender_no = $1 and $2 = any (codes))
             or exists (select from vehicle_regions where lender_no = $1 and codes @> array[$2])",
    )
    .bind(lender_no)
    .bind(code)
    .fetch_one(c)
    .await?)
}

/// Locks a region, so that no list takes it up meanwhile.
pub async fn lock(c: &mut PgConnection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("select from region where id = $1 for update").bind(id).execute(c).await?;
    Ok(())
}

/// Deletes a region.
pub async fn delete(c: &mut PgConnection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("delete from region where id = $1").bind(id).execute(c).await?;
    Ok(())
}

/// The first of the codes that the lender has no region of. Those that it has stay until the transaction ends.
pub async fn unknown(c: &mut PgConnection, lender_no: i32, codes: &[String]) -> Result<Option<String>, StoreError> {
    let known: Vec<String> = sqlx::query_scalar(
        "select code from region where lender_no = $1 and code = any ($2) order by id for key share",
    )
    .bind(lender_no)
    .bind(codes)
    .fetch_all(c)
    .await?;
    Ok(codes.iter().find(|code| !known.contains(code)).cloned())
}

/// Where the vehicles of a lender may be of which nothing else is said; none: everywhere.
pub async fn usual(c: &mut PgConnection, lender_no: i32) -> Result<Vec<String>, StoreError> {
    let codes: Option<Vec<String>> = sqlx::query_scalar("select codes from lender_regions where lender_no = $1")
        .bind(lender_no)
        .fetch_optional(c)
        .await?;
    Ok(codes.unwrap_or_default())
}

/// Says it.
pub async fn set_usual(
    c: &mut PgConnection,
    lender_no: i32,
    codes: &[String],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into lender_regions (lender_no, codes, updated_at) values ($1, $2, $3)
         on conflict (lender_no) do update set codes = excluded.codes, updated_at = excluded.updated_at",
    )
    .bind(lender_no)
    .bind(codes)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// What is said of one vehicle by itself.
pub async fn of_vehicle(c: &mut PgConnection, vehicle_no: i32) -> Result<Option<Vec<String>>, StoreError> {
    Ok(sqlx::query_scalar("select codes from vehicle_regions where vehicle_no = $1")
        .bind(vehicle_no)
        .fetch_optional(c)
        .await?)
}

/// Says it of vehicles of one lender. Codes have no commas.
pub async fn set_of_vehicles(
    c: &mut PgConnection,
    lender_no: i32,
    vehicles: &[(i32, Vec<String>)],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into vehicle_regions as r (vehicle_no, lender_no, codes, updated_at)
         select n.vehicle_no, $1, string_to_array(n.codes, ','), $4 from unnest($2::int4[], $3::text[]) as n(vehicle_no, codes)
         on conflict (vehicle_no) do update set codes = excluded.codes, updated_at = excluded.updated_at
         where r.codes <> excluded.codes",
    )
    .bind(lender_no)
    .bind(vehicles.iter().map(|(no, _)| *no).collect::<Vec<_>>())
    .bind(vehicles.iter().map(|(_, codes)| codes.join(",")).collect::<Vec<_>>())
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// From now on what holds for all vehicles of the lender holds for this one.
pub async fn unset_of_vehicle(c: &mut PgConnection, vehicle_no: i32) -> Result<(), StoreError> {
    sqlx::query("delete from vehicle_regions where vehicle_no = $1").bind(vehicle_no).execute(c).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_come_out_of_their_columns_as_they_went_in() {
        let ring = |from: i32| (0..3).map(|n| Point { lat_e7: from + n, lon_e7: from - n }).collect::<Vec<_>>();
        let borders = Borders(vec![vec![ring(10), ring(20)], vec![ring(30)]]);
        let columns = Columns::of(&borders);
        assert_eq!(columns.borders(), borders);
        assert_eq!((columns.rings().len(), borders.corners()), (3, 9));
        let json = borders.geojson();
        assert_eq!(json["coordinates"][0].as_array().map(Vec::len), Some(2), "an outline and a hole");
        assert_eq!(json["coordinates"][1][0][0], json["coordinates"][1][0][3], "closed");
    }
}
