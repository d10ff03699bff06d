//! Known sites: exact shape, the same as geometry, and the H3 cells that touch it.

use super::StoreError;
use chrono::{DateTime, Utc};
use h3o::Resolution;
use h3o::geom::{ContainmentMode, TilerBuilder};
use lienwatch_domain::geo::{Point, Shape, SiteKind};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Corners of the polygon that stands for a circle.
const CIRCLE_CORNERS: u32 = 64;

/// Cells a site may touch: about 2 000 km².
const MAX_CELLS: usize = 20_000;

/// A known site.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct Site {
    /// Its id.
    pub id: Uuid,
    /// The lender's own key; null of a site that another lender shares.
    pub external_id: Option<String>,
    /// Its name.
    pub name: String,
    /// `second_pledge`, `dealer`, `repair`, `wash`, `yard` or `other`.
    pub kind: String,
    /// The caller's own lender may change it; else another lender shares it.
    pub own: bool,
    /// Every lender of the installation sees it, and has its cars watched for it.
    pub shared: bool,
    /// Exact shape: a circle, or a ring of corners (1e-7 degree).
    #[schema(value_type = Object)]
    pub shape: Json<Shape>,
    /// The shape as a GeoJSON polygon.
    #[schema(value_type = Object)]
    pub geometry: Json<serde_json::Value>,
    /// H3 cells (resolution 9) that touch it.
    pub cells: i32,
    /// Rises with each change.
    pub version: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
    /// Since when it is out of use; null: it is in use. Lists leave out what is not.
    pub retired_at: Option<DateTime<Utc>>,
}

/// What a site is made of.
#[derive(Debug, Clone)]
pub struct NewSite {
    /// The lender's own key.
    pub external_id: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SiteKind,
    /// Where and how large.
    pub extent: Extent,
}

impl NewSite {
    /// What it is, and where.
    pub fn drawn(&self) -> (String, Shape) {
        (self.kind.name().to_owned(), self.extent.shape.clone())
    }
}

/// A shape with what spatial queries need of it.
#[derive(Debug, Clone)]
pub struct Extent {
    shape: Shape,
    wkt: String,
    cover: Vec<i64>,
}

/// Why a shape cannot be a site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExtentError {
    /// Fewer than three corners, crossing edges, or beyond the poles.
    #[error("the shape is not a simple area: {0}")]
    NotAnArea(String),
    /// Over the limit of cells.
    #[error("the shape is too large: a site covers at most about 2 000 km²")]
    TooLarge,
}

impl Extent {
    /// Covers the shape with cells.
    pub fn of(shape: Shape) -> Result<Extent, ExtentError> {
        let ring = outline(&shape);
        let polygon = geo::Polygon::new(geo::LineString::from(ring.clone()), Vec::new());
        let mut tiler = TilerBuilder::new(Resolution::Nine).containment_mode(ContainmentMode::Covers).build();
        tiler.add(polygon).map_err(|e| ExtentError::NotAnArea(e.to_string()))?;
        if tiler.coverage_size_hint() > 4 * MAX_CELLS {
            return Err(ExtentError::TooLarge);
        }
        let mut cover: Vec<i64> = tiler.into_coverage().map(|cell| u64::from(cell) as i64).collect();
        if cover.len() > MAX_CELLS {
            return Err(ExtentError::TooLarge);
        }
        cover.sort_unstable();
        let corners: Vec<String> = ring.iter().map(|(lon, lat)| format!("{lon} {lat}")).collect();
        Ok(Extent { shape, wkt: format!("POLYGON(({}))", corners.join(",")), cover })
    }
}

/// The closed ring around a shape, longitude and latitude in degrees.
pub(super) fn outline(shape: &Shape) -> Vec<(f64, f64)> {
    let mut ring: Vec<(f64, f64)> = match shape {
        Shape::Circle { centre, radius_m } => circle(*centre, *radius_m),
        Shape::Polygon { ring } => ring.iter().map(|p| (p.lon(), p.lat())).collect(),
    };
    if ring.first() != ring.last() {
        ring.extend(ring.first().copied());
    }
    ring
}

/// Circumscribed, so that the cells of the polygon are the cells of the circle.
fn circle(centre: Point, radius_m: f64) -> Vec<(f64, f64)> {
    let step = std::f64::consts::TAU / f64::from(CIRCLE_CORNERS);
    let reach = radius_m / (step / 2.0).cos() / EARTH_RADIUS_M;
    let corner = |k: u32| {
        let (sin, cos) = (step * f64::from(k)).sin_cos();
        let lat = centre.lat() + (reach * sin).to_degrees();
        let lon = centre.lon() + (reach * cos).to_degrees() / centre.lat().to_radians().cos().max(1e-3);
        (lon, lat)
    };
    (0..CIRCLE_CORNERS).map(corner).collect()
}

/// Mean earth radius, metres (IUGG R1).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Adds a site, or changes the one with the same external id; answers its id.
pub async fn upsert(
    c: &mut PgConnection,
    id: Uuid,
    lender_no: i32,
    site: &NewSite,
    now: DateTime<Utc>,
) -> Result<Uuid, StoreError> {
    Ok(sqlx::query_scalar(
        "insert into site as s (id, lender_no, external_id, name, kind, shape, area, cover, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, ST_GeomFromText($7, 4326), $8, $9, $9)
         on conflict (lender_no, external_id) do update set name = excluded.name, kind = excluded.kind,
           shape = excluded.shape, area = excluded.area, cover = excluded.cover, retired_at = null,
           version = s.version
             + ((s.name, s.kind, s.shape, s.retired_at) is distinct from (excluded.name, excluded.kind, excluded.shape, null))::int,
           updated_at = excluded.updated_at
         returning id",
    )
    .bind(id)
    .bind(lender_no)
    .bind(&site.external_id)
    .bind(&site.name)
    .bind(site.kind.name())
    .bind(Json(&site.extent.shape))
    .bind(&site.extent.wkt)
    .bind(&site.extent.cover)
    .bind(now)
    .fetch_one(c)
    .await?)
}

/// Adds a site. Constraint `site_external_id_unique` where the external id is taken.
pub async fn insert(
    c: &mut PgConnection,
    id: Uuid,
    lender_no: i32,
    site: &NewSite,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into site (id, lender_no, external_id, name, kind, shape, area, cover, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, ST_GeomFromText($7, 4326), $8, $9, $9)",
    )
    .bind(id)
    .bind(lender_no)
    .bind(&site.external_id)
    .bind(&site.name)
    .bind(site.kind.name())
    .bind(Json(&site.extent.shape))
    .bind(&site.extent.wkt)
    .bind(&site.extent.cover)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Which sites to list.
#[derive(Debug, Default)]
pub struct Filter {
    /// Of these kinds.
    pub kinds: Option<Vec<String>>,
    /// The caller's own, or those of others.
    pub own: Option<bool>,
    /// Shared, or not.
    pub shared: Option<bool>,
}

/// A page of sites, by id.
pub async fn list(
    c: &mut PgConnection,
    filter: &Filter,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Site>, StoreError> {
    Ok(sqlx::query_as(
        "select id, case when lender_no = any (current_lenders()) then external_id end as external_id, name, kind,
                lender_no = any (current_lenders()) as own, shared_at is not null as shared, shape,
                ST_AsGeoJSON(area, 7)::jsonb as geometry, cardinality(cover) as cells, version, created_at, updated_at, retired_at
         from site where retired_at is null and ($1::text[] is null or kind = any ($1))
           and ($2::uuid is null or id > $2) and ($4::bool is null or (lender_no = any (current_lenders())) = $4)
           and ($5::bool is null or (shared_at is not null) = $5)
         order by id limit $3",
    )
    .bind(&filter.kinds)
    .bind(after)
    .bind(limit)
    .bind(filter.own)
    .bind(filter.shared)
    .fetch_all(c)
    .await?)
}

/// One site and its lender, also of one that is out of use: what happened there still names it.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<(Site, i32)>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        #[sqlx(flatten)]
        site: Site,
        lender_no: i32,
    }
    let row: Option<Row> = sqlx::query_as(
        "select id, case when lender_no = any (current_lenders()) then external_id end as external_id, name, kind,
                lender_no = any (current_lenders()) as own, shared_at is not null as shared, shape,
                ST_AsGeoJSON(area, 7)::jsonb as geometry, cardinality(cover) as cells, version, created_at, updated_at, retired_at, lender_no
         from site where id = $1",
    )
    .bind(id)
    .fetch_optional(c)
    .await?;
    Ok(row.map(|r| (r.site, r.lender_no)))
}

/// Replaces a site whose version is `expected`.
pub async fn replace(
    c: &mut PgConnection,
    id: Uuid,
    expected: Option<i32>,
    site: &NewSite,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "update site set external_id = $3, name = $4, kind = $5, shape = $6, area = ST_GeomFromText($7, 4326), cover = $8,
                version = version + 1, updated_at = $9
         where id = $1 and retired_at is null and version = coalesce($2, version)",
    )
    .bind(id)
    .bind(expected)
    .bind(&site.external_id)
    .bind(&site.name)
    .bind(site.kind.name())
    .bind(Json(&site.extent.shape))
    .bind(&site.extent.wkt)
    .bind(&site.extent.cover)
    .bind(now)
    .execute(c)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Stale { expected: expected.unwrap_or(0) }) }
}

/// What a site of an external id is, and where: what past stays are held against.
pub async fn drawn(
    c: &mut PgConnection,
    lender_no: i32,
    external_id: &str,
) -> Result<Option<(String, Shape)>, StoreError> {
    let row: Option<(String, Json<Shape>)> =
        sqlx::query_as("select kind, shape from site where lender_no = $1 and external_id = $2 and retired_at is null")
            .bind(lender_no)
            .bind(external_id)
            .fetch_optional(c)
            .await?;
    Ok(row.map(|(kind, Json(shape))| (kind, shape)))
}

/// How many sites are shared in the installation.
pub async fn shared(c: &mut PgConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from site where shared_at is not null and retired_at is null")
        .fetch_one(c)
        .await?)
}

/// Shares a site with the other lenders; with nobody as sharer, takes it back.
pub async fn share(c: &mut PgConnection, id: Uuid, by: Option<&str>, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query(
        "update site set shared_at = case when $2::text is not null then $3::timestamptz end, shared_by = $2, updated_at = $3,
                version = version + 1
         where id = $1 and retired_at is null",
    )
    .bind(id)
    .bind(by)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Says where the knowledge of a site comes from.
pub async fn set_source(c: &mut PgConnection, id: Uuid, source: &str) -> Result<(), StoreError> {
    sqlx::query("update site set source = $2 where id = $1").bind(id).bind(source).execute(c).await?;
    Ok(())
}

/// Takes a site out of use; visits to it stay. Its external id becomes free.
pub async fn retire(c: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update site set retired_at = $2, updated_at = $2, external_id = null, version = version + 1
         where id = $1 and retired_at is null",
    )
    .bind(id)
    .bind(now)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Point {
        Point::from_degrees(lat, lon).expect("in range")
    }

    #[test]
    fn the_cover_of_a_circle_holds_its_centre_and_edge() {
        let centre = at(31.2, 121.4);
        let extent = Extent::of(Shape::Circle { centre, radius_m: 300.0 }).expect("an area");
        let edge = at(31.2 + (299.0 / EARTH_RADIUS_M).to_degrees(), 121.4);
        for p in [centre, edge] {
            assert!(extent.cover.contains(&p.cell(Resolution::Nine)));
        }
        assert!(!extent.cover.contains(&at(31.21, 121.4).cell(Resolution::Nine)), "1.1 km away");
    }

    #[test]
    fn a_small_site_has_cells_too() {
        let extent = Extent::of(Shape::Circle { centre: at(-33.9, 18.4), radius_m: 1.0 }).expect("an area");
        assert!(extent.cover.contains(&at(-33.9, 18.4).cell(Resolution::Nine)));
    }

    #[test]
    fn what_is_no_area_or_too_large_is_refused() {
        let line = Shape::Polygon { ring: vec![at(31.0, 121.0), at(31.1, 121.0)] };
        assert!(matches!(Extent::of(line), Err(ExtentError::NotAnArea(_))));
        let province = Shape::Circle { centre: at(31.0, 121.0), radius_m: 60_000.0 };
        assert_eq!(Extent::of(province).err(), Some(ExtentError::TooLarge));
    }
}
