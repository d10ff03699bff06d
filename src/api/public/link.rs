//! `/r/{token}`: where the car of an order is, for the contractor who looks for it, without signing in. It dies with the
//! link's cause, and shows nothing beyond what the contractor's own view of the order does.

use super::html::{Html, Page, language, local};
use super::refused;
use crate::api::caller::Tx;
use crate::api::error::{Error, Result};
use crate::api::state::{AppState, Services};
use crate::recovery::{Car, OpenCase, RecoveryError, Tonight, judge_link, position_link, tonight};
use crate::store::events::{self, NewEvent};
use crate::store::recovery_links::{self, Link};
use crate::store::shelves::{LETTERS, ORDERS};
use crate::store::{compliance, forecasts, tracks, vehicles};
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use lienwatch_domain::ids::{LenderNo, VehicleNo};
use lienwatch_domain::language::Language;
use lienwatch_domain::recovery::{Letter, Order};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// Stops shown.
const STOPS: i64 = 100;
/// They begin at most so long ago.
const STOPS_FOR: TimeDelta = TimeDelta::days(3);

/// The token of a link: its id and a code made of it, so that nothing secret is stored, and no id can be guessed into one.
pub fn token(services: &Services, link: Uuid) -> String {
    format!("{}{}", link.simple(), hex::encode(&services.seal.derive("recovery.link", link.as_bytes())[..16]))
}

/// Where the page of a link is.
pub fn address(services: &Services, link: Uuid) -> String {
    let base = services.http.public_url.as_deref().unwrap_or_default().trim_end_matches('/');
    format!("{base}/r/{}", token(services, link))
}

fn opened(services: &Services, said: &str) -> Option<Uuid> {
    let id = Uuid::try_parse(said.get(..32)?).ok()?;
    let right: bool = token(services, id).as_bytes().ct_eq(said.as_bytes()).into();
    right.then_some(id)
}

/// What the page shows.
struct Seen {
    link: Link,
    order: Order,
    car: vehicles::VehicleView,
    letter: Option<Letter>,
    newest: Option<(f64, f64, Option<DateTime<Utc>>)>,
    stops: Vec<tracks::StayView>,
    tonight: Option<Tonight>,
    /// The clock of the place where the car is looked for.
    zone: Tz,
}

/// The page of a token.
pub async fn show(
    State(state): State<AppState>,
    Path(said): Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let l = language(query.as_deref(), request.headers());
    if let Err(error) = super::count(&state, request.extensions()) {
        return refused(&state, l, request.uri().path(), error);
    }
    let seen = match opened(&state, &said) {
        Some(link) => look(&state, link).await,
        None => Ok(None),
    };
    match seen {
        Ok(Some(seen)) => page(&state, l, &said, &seen),
        Ok(None) => ended(&state, l),
        Err(error) => refused(&state, l, request.uri().path(), error),
    }
}

/// Looks under the same locks and rules as the contractor's own route, and writes the look down. `None`: it has ended.
async fn look(state: &AppState, id: Uuid) -> Result<Option<Seen>> {
    let (tenancy, _) = state.store.platform().await?;
    let mut tx = state.store.transaction(&tenancy).await?;
    let Some(link) = recovery_links::get(&mut tx, id).await? else { return Ok(None) };
    let doing = super::doing(state, &format!("link:{id}"));
    let open = OpenCase::lock(&mut tx, &doing, link.case_id).await?;
    let Some(order) = ORDERS.get(&mut tx, link.order_id).await?.map(|stored| stored.value) else { return Ok(None) };
    // It may have died while the locks were waited for; a dead one must not open another.
    let Some(link) = recovery_links::get(&mut tx, id).await?.filter(|link| link.died_at.is_none()) else {
        return Ok(None);
    };
    if order.stage.work().is_none_or(|work| work.vendor.0 != link.vendor_id) {
        return Ok(None);
    }
    match position_link(&mut tx, &doing, &open, &order).await {
        Ok(live) if live.id == id => {}
        Ok(_) => return Ok(None),
        Err(error) => match Error::from(error) {
            Error::Refused(_) => return Ok(None),
            error => return Err(error),
        },
    }
    let car = Car { id: open.loan.vehicle_id, lender_no: open.stored.lender_no };
    if let Err(error) = judge_link(&mut tx, &doing, car).await {
        let RecoveryError::Denied { decisions, .. } = error else { return Err(error.into()) };
        for row in &decisions {
            compliance::add_decision(&mut tx, row).await?;
        }
        tx.commit().await?;
        return Ok(None);
    }
    let seen = seen(&mut tx, &open, order, link, doing.now).await?;
    let data = serde_json::json!({ "what": "recovery_link", "order": seen.order.id, "vendor": seen.link.vendor_id,
        "purpose": "order", "link": id, "page": true });
    let event = NewEvent {
        lender: Some(LenderNo(open.stored.lender_no)),
        entity_kind: "vehicle",
        entity_id: open.loan.vehicle_id,
        action: "location_disclosed",
        actor: &doing.actor_name,
        at: doing.wall,
        reason: None,
        data,
    };
    events::append(&mut tx, &event).await?;
    tx.commit().await?;
    state.engine.events.notify_waiters();
    Ok(Some(seen))
}

async fn seen(tx: &mut Tx, open: &OpenCase, order: Order, link: Link, now: DateTime<Utc>) -> Result<Seen> {
    let car = vehicles::get(tx, open.loan.vehicle_id).await?.ok_or(Error::NotFound("vehicle"))?;
    let letter = match order.stage.work().and_then(|work| work.letter) {
        Some(id) => LETTERS.get(tx, id.0).await?.map(|stored| stored.value),
        None => None,
    };
    let latest = tracks::latest(tx, open.loan.vehicle_no).await?;
    let newest = latest.into_iter().find_map(|row| row.lat.zip(row.lon).map(|(lat, lon)| (lat, lon, row.device_time)));
    let since = (Some(now - STOPS_FOR), Some(now));
    let mut stops = tracks::stays(tx, open.loan.vehicle_no, since, None, STOPS).await?;
    stops.reverse();
    let tonight = tonight(tx, open.loan.vehicle_no, &open.place, now).await?;
    let zone = forecasts::zone(tx, VehicleNo(open.loan.vehicle_no)).await?;
    Ok(Seen { link, order, car, letter, newest, stops, tonight, zone })
}

/// The same for every cause: whoever holds a dead link learns nothing of why.
fn ended(state: &AppState, l: Language) -> Response {
    let mut body = Html::default();
    let said = l.pick("This link has ended.", "本链接已失效。");
    body.element("<p class=\"verdict bad\" role=\"status\">", said, "</p>").element(
        "<p>",
        l.pick(
            "Stop work on this order unless your own order list says otherwise. A link ends when the order is done or \
             withdrawn, when the case is on hold, and after seven days.",
            "除非您的委托列表另有显示，请停止执行本委托。委托完成或撤回、案件暂停，或满七日后，链接即失效。",
        ),
        "</p>",
    );
    let title = l.pick("Recovery link", "车辆回收链接");
    Page { title, language: l, path: "/r/ended".to_owned(), body }.answer(state, StatusCode::GONE)
}

/// Links that the phone's own map application takes (RFC 5870 and Apple's scheme): no page is asked for one.
fn map_links(body: &mut Html, l: Language, (lat, lon): (f64, f64)) {
    let place = format!("{lat:.6},{lon:.6}");
    body.raw("<a class=\"big\" rel=\"noreferrer\" href=\"geo:").text(&place).raw("?q=").text(&place);
    body.element("\">", l.pick("Open in map app", "在地图应用中打开"), "</a>");
    body.raw("<a class=\"big\" rel=\"noreferrer\" href=\"maps:?q=").text(&place);
    body.element("\">", l.pick("iPhone maps", "苹果地图"), "</a>");
}

/// The best place and window of the night, under the same conditions as the position: it is learnt of the same car.
fn will_be(body: &mut Html, l: Language, zone: Tz, tonight: Option<&Tonight>) {
    let Some((tonight, best)) = tonight.and_then(|tonight| Some((tonight, tonight.places.first()?))) else { return };
    let (lat, lon) = (best.point.lat(), best.point.lon());
    body.element("<h2>", l.pick("Where it may spend the night", "今夜可能停放地点"), "</h2>").raw("<dl>");
    body.fact(l.pick("Place", "坐标（WGS-84）"), &format!("{lat:.5}, {lon:.5}"));
    body.fact(l.pick("Chance", "可能性"), &format!("{:.0} %", best.p * 100.0));
    body.fact(
        l.pick("Usually there", "通常停放时段"),
        &format!("{} – {}", local(zone, best.from), local(zone, best.to)),
    );
    body.fact(
        l.pick("Night", "夜间时段"),
        &format!("{} – {}", local(zone, tonight.window.from()), local(zone, tonight.window.to())),
    );
    body.raw("</dl><p>");
    map_links(body, l, (lat, lon));
    body.raw("</p>").element(
        "<p>",
        l.pick(
            "An estimate from where it stood before. When somebody may be visited is for the rules of the order.",
            "根据以往停放地点估算。可否上门及上门时间以委托规则为准。",
        ),
        "</p>",
    );
}

fn page(state: &AppState, l: Language, said: &str, seen: &Seen) -> Response {
    let now = state.engine.clock().now();
    let (car, order) = (&seen.car, &seen.order);
    let minute = |at: DateTime<Utc>| local(seen.zone, at);
    let mut body = Html::default();
    body.element("<h2>", l.pick("Where it is", "当前位置"), "</h2>");
    match seen.newest {
        Some((lat, lon, at)) => {
            body.raw("<dl>").fact(l.pick("Position", "坐标（WGS-84）"), &format!("{lat:.5}, {lon:.5}"));
            body.fact(l.pick("Seen", "定位时间"), &at.map_or_else(|| "–".to_owned(), minute)).raw("</dl><p>");
            map_links(&mut body, l, (lat, lon));
            body.raw("</p>");
        }
        None => {
            let none = l.pick("No tracker has told a position.", "暂无定位。");
            body.element("<p class=\"verdict open\">", none, "</p>");
        }
    }
    body.raw("<p><a class=\"big\" href=\"?lang=").raw(l.pick("en", "zh"));
    body.element("\">", l.pick("Look again", "刷新"), "</a></p>");
    will_be(&mut body, l, seen.zone, seen.tonight.as_ref());
    body.element("<h2>", l.pick("The car", "车辆"), "</h2>").raw("<dl>");
    body.fact(l.pick("Plate", "号牌"), car.plate.as_deref().unwrap_or("–"));
    let words: Vec<&str> = [&car.make, &car.model, &car.colour].into_iter().filter_map(|w| w.as_deref()).collect();
    body.fact(l.pick("Description", "描述"), &words.join(" "));
    let vin: String = car.vin.chars().skip(car.vin.chars().count().saturating_sub(6)).collect();
    body.fact(l.pick("VIN ends in", "车架号后六位"), &vin).raw("</dl>");
    body.element("<h2>", l.pick("The order", "委托"), "</h2>").raw("<dl>");
    body.fact(l.pick("Task", "事项"), order.kind.label(l));
    if let Some(instructions) = &order.instructions {
        body.fact(l.pick("Instructions and hazards", "说明与风险提示"), instructions.as_str());
    }
    body.fact(l.pick("Last day", "截止日期"), &order.term.ends_on.to_string());
    if let Some(letter) = &seen.letter {
        let holds = if letter.holds(now) { l.pick("holds", "有效") } else { l.pick("does not hold", "无效") };
        body.fact(l.pick("Letter", "授权书"), &format!("{holds}, {}", minute(letter.valid_to)));
        body.fact(l.pick("Legal basis", "法律依据"), letter.basis.label(l));
    }
    body.fact(l.pick("This link ends", "链接失效时间"), &minute(seen.link.expires_at)).raw("</dl>");
    if let Some(letter) = &seen.letter {
        body.raw("<p><a href=\"/v/").text(&letter.code).raw("?lang=").raw(l.pick("en", "zh"));
        body.element("\">", l.pick("Check the letter", "核验授权书"), "</a></p>");
    }
    body.element("<h2>", l.pick("Stops of the last three days", "近三日停留点"), "</h2><ol>");
    for stop in &seen.stops {
        let leave = stop.leave.map_or_else(|| l.pick("now", "至今").to_owned(), minute);
        body.element("<li>", &format!("{} – {leave}: {:.5}, {:.5}", minute(stop.arrive), stop.lat, stop.lon), " ");
        let place = format!("{:.6},{:.6}", stop.lat, stop.lon);
        body.raw("<a rel=\"noreferrer\" href=\"geo:").text(&place).raw("?q=").text(&place);
        body.element("\">", l.pick("map", "地图"), "</a></li>");
    }
    body.raw("</ol>");
    body.element(
        "<p>",
        l.pick(
            "Stop when somebody objects. Every look at this page is written down.",
            "遇有反对，立即停止。本页面的每次查看均有记录。",
        ),
        "</p>",
    );
    let title = l.pick("Recovery link", "车辆回收链接");
    Page { title, language: l, path: format!("/r/{said}"), body }.answer(state, StatusCode::OK)
}
