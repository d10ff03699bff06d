//! Sites: known places, as circles or polygons.

use super::cells;
use super::context::Context;
use super::geometry::{GeometryError, parse_polygon};
use super::header::{Column, Entity};
use super::problem::{Fault, Problem};
use super::row::{Import, Row};
use crate::geo::{Shape, SiteKind};

/// A site as imported.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteRecord {
    /// The lender's number of the site.
    pub site_no: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: SiteKind,
    /// Where and how large (WGS-84).
    pub shape: Shape,
    /// Where the knowledge comes from.
    pub source: Option<String>,
}

impl Import for SiteRecord {
    const ENTITY: Entity = Entity::Sites;
    const KEY_FIELD: &'static str = "site_no";
    const COLUMNS: &'static [Column] = &[
        Column::required("site_no", &["地点编号", "site_id"], "the lender's number of the site; the key"),
        Column::required("name", &["名称", "地点名称"], "up to 200 characters"),
        Column::required(
            "kind",
            &["地点类型"],
            "`second_pledge` (二押点), `dealer`, `repair`, `wash`, `yard` (停车场) or `other`",
        ),
        Column::optional("lat", &["纬度"], "centre of a circle, degrees (WGS-84)"),
        Column::optional("lon", &["经度"], "centre of a circle, degrees (WGS-84)"),
        Column::optional("radius_m", &["半径"], "radius of the circle, metres, 10 to 50000"),
        Column::optional("polygon", &["围栏", "多边形"], "WKT or GeoJSON polygon instead of a circle, longitude first"),
        Column::optional("source", &["来源"], "where the knowledge comes from"),
    ];

    fn read(row: &mut Row<'_>, _: &Context<'_>) -> Option<Self> {
        let site_no = row.required("site_no", cells::code);
        let name = row.required("name", cells::text(200));
        let kinds = &[
            ("二押点", SiteKind::SecondPledge),
            ("车商", SiteKind::Dealer),
            ("修理厂", SiteKind::Repair),
            ("洗车", SiteKind::Wash),
            ("停车场", SiteKind::Yard),
            ("其他", SiteKind::Other),
        ];
        let kind = row.required("kind", cells::one_of(SiteKind::ALL, SiteKind::name, kinds));
        let source = row.optional("source", cells::text(200));
        let shape = shape(row);
        Some(SiteRecord { site_no: site_no?, name: name?, kind: kind?, shape: shape?, source })
    }

    fn natural_key(&self) -> String {
        self.site_no.clone()
    }
}

/// A circle or a polygon, not both.
fn shape(row: &mut Row<'_>) -> Option<Shape> {
    if row.cell("polygon").is_none() {
        let lat = row.required("lat", cells::latitude);
        let lon = row.required("lon", cells::longitude);
        let radius = row.required("radius_m", cells::decimal(10.0..=50_000.0));
        let centre = cells::point(lat?, lon?).map_err(|fault| row.fault("lat", fault)).ok()?;
        return Some(Shape::Circle { centre, radius_m: radius? });
    }
    if ["lat", "lon", "radius_m"].iter().any(|field| row.cell(field).is_some()) {
        let message = "the row has a polygon and a circle";
        let fix = "leave lat, lon and radius_m empty, or the polygon";
        row.fault("polygon", Fault::new(Problem::Contradiction, message, fix));
        return None;
    }
    row.required("polygon", |cell| parse_polygon(cell).map_err(geometry)).map(|ring| Shape::Polygon { ring })
}

fn geometry(error: GeometryError) -> Fault {
    let problem = match error {
        GeometryError::OutOfRange(_) => Problem::OutOfRange,
        _ => Problem::BadGeometry,
    };
    Fault::new(
        problem,
        error.to_string(),
        "write e.g. POLYGON((121.47 31.23, 121.48 31.23, 121.48 31.24, 121.47 31.23))",
    )
}
