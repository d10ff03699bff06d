//! Vehicles with something to decide.

use super::{InboxCut, storms};
use crate::api::alerts::hide;
use crate::api::caller::Caller;
use crate::api::error::Result;
use crate::api::mask;
use crate::api::request::{Page, Paging, Query, page};
use crate::store::inbox::groups::{self, AlertGroup};
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

/// What is told elsewhere.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Folding {
    /// Leave out the alerts that a storm stands for (`/alerts/storms`).
    #[serde(default)]
    pub fold_storms: bool,
}

/// Vehicles with something to decide
///
/// The worst first; of equals the one with the newest alert. Alerts of `info`, retracted and resolved ones are not in it.
#[utoipa::path(get, path = "/alerts/groups", tag = "alerts", operation_id = "list_alert_groups",
    params(InboxCut, Folding, Paging),
    responses((status = 200, body = Page<AlertGroup>), (status = 422, body = crate::api::Problem)))]
pub async fn list(
    caller: Caller,
    Query(of): Query<InboxCut>,
    Query(folding): Query<Folding>,
    paging: Paging,
) -> Result<Json<Page<AlertGroup>>> {
    let cut = of.cut(&caller)?;
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let folded = match folding.fold_storms {
        true => storms::folded(&mut tx, &cut).await?,
        false => Vec::new(),
    };
    let items = groups::list(&mut tx, &cut, &folded, after, limit + 1).await?;
    tx.commit().await?;
    let Page { items, next_cursor } = page(items, limit, |(key, _)| *key);
    let shown = |(_, mut group): (groups::Key, AlertGroup)| {
        group.alerts.iter_mut().for_each(|alert| hide(&caller, alert));
        if !caller.sight().vehicle_identity {
            group.plate = group.plate.as_deref().map(mask::identifier);
        }
        group
    };
    Ok(Json(Page { items: items.into_iter().map(shown).collect(), next_cursor }))
}
