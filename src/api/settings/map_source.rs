//! Where a lender's map tiles come from, instead of the base map that is built in.

use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Nothing, Write, text};
use crate::api::state::AppState;
use crate::store::{Tenancy, settings};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Origins that the pages of an operator of the platform admit at most.
const MOST_ORIGINS: i64 = 20;

/// What is behind the URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// Pictures of tiles; the URL has `{z}`, `{x}` and `{y}` in it.
    Raster,
    /// A MapLibre style whose tiles, glyphs and sprites come from the same origin.
    VectorStyle,
    /// One PMTiles archive, read by ranges.
    Pmtiles,
}

/// By which datum the tiles are drawn. Positions are stored in WGS-84; a client shifts them where it draws.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Datum {
    /// As satellites have it.
    #[default]
    #[serde(rename = "WGS84")]
    Wgs84,
    /// As maps of mainland China have it.
    #[serde(rename = "GCJ02")]
    Gcj02,
    /// As Baidu has it.
    #[serde(rename = "BD09")]
    Bd09,
}

/// Where tiles come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MapSource {
    /// What is behind the URL.
    pub kind: SourceKind,
    /// `https://…`, or a path of this site.
    pub url: String,
    /// Who must be named on the map: text, 1 to 300 characters.
    pub attribution: String,
    /// Tiles beyond this zoom are enlarged; 1 to 22.
    #[schema(minimum = 1, maximum = 22)]
    pub max_zoom: u8,
    /// By which datum they are drawn; `WGS84` unless it says otherwise.
    #[serde(default)]
    pub coord: Datum,
}

/// The source of a lender.
#[derive(Debug, Serialize, ToSchema)]
pub struct MapSettings {
    /// Null: the base map that is built in.
    pub source: Option<MapSource>,
    /// The origin that pages admit for it. A page that was loaded before it was set does not: load it again.
    pub origin: Option<String>,
}

impl MapSource {
    /// Scheme, host and port of the URL, as they stand in a policy of a page; `None`: this site. Only what cannot mean
    /// anything else there is taken: no wildcard, no user, no placeholder.
    fn origin(&self) -> Result<Option<String>> {
        let bad =
            |what: &str| Error::invalid("bad_url", "url", what, "https://host[:port]/path, or a path of this site");
        text("url", &self.url, 1_000)?;
        if self.url.chars().any(|c| c.is_whitespace() || matches!(c, ';' | ',' | '\'' | '"' | '<' | '>' | '\\')) {
            return Err(bad("holds characters that a URL writes otherwise"));
        }
        if self.url.starts_with('/') && !self.url.starts_with("//") {
            return Ok(None);
        }
        let rest = self.url.strip_prefix("https://").ok_or_else(|| bad("is no https URL"))?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
        let label = |l: &str| {
            (1..=63).contains(&l.len())
                && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !l.starts_with('-')
                && !l.ends_with('-')
        };
        if host.len() > 253 || !host.split('.').all(label) {
            return Err(bad("names no host"));
        }
        if port.is_some_and(|port| !port.parse::<u16>().is_ok_and(|port| port > 0)) {
            return Err(bad("has no port there"));
        }
        Ok(Some(format!("https://{}", authority.to_ascii_lowercase())))
    }

    fn checked(&self) -> Result<Option<String>> {
        let origin = self.origin()?;
        text("attribution", &self.attribution, 300)?;
        if self.attribution.contains(['<', '>']) {
            return Err(Error::invalid("bad_attribution", "attribution", "holds markup", "give plain text"));
        }
        if !(1..=22).contains(&self.max_zoom) {
            return Err(Error::invalid(
                "bad_max_zoom",
                "max_zoom",
                "not between 1 and 22",
                "the largest zoom of tiles",
            ));
        }
        let placeholders = ["{z}", "{x}", "{y}"].iter().filter(|p| self.url.contains(**p)).count();
        match (self.kind, placeholders) {
            (SourceKind::Raster, 3) | (SourceKind::VectorStyle | SourceKind::Pmtiles, 0) => Ok(origin),
            (SourceKind::Raster, _) => {
                Err(Error::invalid("bad_url", "url", "names no single tile", "put {z}, {x} and {y} into it"))
            }
            _ => Err(Error::invalid("bad_url", "url", "has places for a tile in it", "name the one document")),
        }
    }
}

fn read(stored: Option<serde_json::Value>) -> Result<MapSettings> {
    let source: Option<MapSource> = stored
        .map(serde_json::from_value)
        .transpose()
        .map_err(|e| Error::Internal(format!("a stored map source: {e}")))?;
    let origin = source.as_ref().map(MapSource::origin).transpose()?.flatten();
    Ok(MapSettings { source, origin })
}

/// Where map tiles come from
#[utoipa::path(get, path = "/settings/map", tag = "settings", operation_id = "map_source",
    responses((status = 200, body = MapSettings)))]
pub async fn show(caller: Caller) -> Result<Json<MapSettings>> {
    // An operator of the platform who acts for nobody sees the base map.
    let Ok(lender) = caller.lender() else { return Ok(Json(MapSettings { source: None, origin: None })) };
    let mut tx = caller.begin().await?;
    let stored = settings::map_source(&mut tx, lender).await?;
    tx.commit().await?;
    Ok(Json(read(stored)?))
}

/// Set where map tiles come from
///
/// From then on pages of this lender's people admit that origin, and no other, for pictures and connections.
#[utoipa::path(put, path = "/settings/map", tag = "settings", operation_id = "set_map_source", request_body = MapSource,
    responses((status = 200, body = MapSettings), (status = 422, body = crate::api::Problem)))]
pub async fn replace(write: Write<MapSource>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let (lender, origin) = (caller.lender()?, body.checked()?);
    let value = serde_json::to_value(&body).map_err(|e| Error::Internal(e.to_string()))?;
    let mut tx = caller.begin().await?;
    let kept = Some((&value, origin.as_deref().unwrap_or_default()));
    settings::keep_map_source(&mut tx, lender, kept, &caller.actor(), caller.state.wall_now()).await?;
    changed(&caller, &mut tx, lender, value).await?;
    caller.answer(tx, StatusCode::OK, &MapSettings { source: Some(body), origin }).await
}

/// Go back to the base map that is built in
#[utoipa::path(delete, path = "/settings/map", tag = "settings", operation_id = "remove_map_source",
    responses((status = 204)))]
pub async fn remove(write: Write<Nothing>) -> Result<Response> {
    let Write { caller, .. } = write;
    let lender = caller.lender()?;
    let mut tx = caller.begin().await?;
    settings::keep_map_source(&mut tx, lender, None, &caller.actor(), caller.state.wall_now()).await?;
    changed(&caller, &mut tx, lender, serde_json::Value::Null).await?;
    caller.answer(tx, StatusCode::NO_CONTENT, &()).await
}

async fn changed(
    caller: &Caller,
    tx: &mut crate::api::caller::Tx,
    lender: LenderNo,
    source: serde_json::Value,
) -> Result<()> {
    let id: Uuid = crate::api::caller::lender_row(tx, lender).await?.id;
    let data = serde_json::json!({ "source": source });
    caller.log(tx, Some(lender), ("lender", id), "map_source_changed", None, data).await
}

/// The origins that a page of somebody admits beside its own: their lender's; of an operator of the platform, all.
pub async fn origins(state: &AppState, lender: Option<LenderNo>) -> Result<Vec<String>> {
    let tenancy = match lender {
        Some(lender) => Tenancy::Lender(lender),
        None => state.store.platform().await?.0,
    };
    let mut tx = state.store.transaction(&tenancy).await?;
    let mut all = settings::map_origins(&mut tx, MOST_ORIGINS).await?;
    tx.commit().await?;
    all.retain(|origin| !origin.is_empty());
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(kind: SourceKind, url: &str) -> MapSource {
        MapSource { kind, url: url.into(), attribution: "© Somebody".into(), max_zoom: 18, coord: Datum::default() }
    }

    #[test]
    fn an_origin_is_what_a_policy_can_hold() {
        let origin = |url: &str| source(SourceKind::Pmtiles, url).checked().ok();
        assert_eq!(origin("https://Tiles.example.com/a.pmtiles"), Some(Some("https://tiles.example.com".into())));
        assert_eq!(origin("https://10.0.0.7:8443/a"), Some(Some("https://10.0.0.7:8443".into())));
        assert_eq!(origin("/own/china.pmtiles"), Some(None));
        for bad in [
            "http://tiles.example.com/a",
            "//tiles.example.com/a",
            "https://*.example.com/a",
            "https://user@example.com/a",
            "https://example.com;script-src *",
            "https://example.com 'unsafe-inline'",
            "https://{s}.example.com/a",
            "https://example.com:0/a",
            "https:///a",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(origin(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_url_fits_its_kind() {
        let fits = |kind, url: &str| source(kind, url).checked().is_ok();
        let tile = "https://t.example.com/{z}/{x}/{y}.png?key=k";
        assert!(fits(SourceKind::Raster, tile) && !fits(SourceKind::VectorStyle, tile));
        assert!(fits(SourceKind::VectorStyle, "https://t.example.com/style.json"));
        assert!(!fits(SourceKind::Raster, "https://t.example.com/{z}/{x}.png"));
        let markup = MapSource { attribution: "<b>x</b>".into(), ..source(SourceKind::Pmtiles, "/a") };
        assert!(markup.checked().is_err());
        let deep = MapSource { max_zoom: 23, ..source(SourceKind::Pmtiles, "/a") };
        assert!(deep.checked().is_err());
    }
}
