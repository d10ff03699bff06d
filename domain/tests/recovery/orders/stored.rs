//! Orders as documents: what is written is what is read.

use super::*;

#[test]
fn an_order_survives_the_store_wherever_it_stands() {
    for kind in OrderKind::ALL {
        for (name, order) in everywhere(*kind) {
            let text = serde_json::to_string(&order).expect("serialises");
            assert_eq!(serde_json::from_str::<Order>(&text).expect("parses"), order, "{kind} {name}");
            let value: serde_json::Value = serde_json::from_str(&text).expect("parses");
            assert_eq!(value["stage"]["state"], order.stage.state().name());
        }
    }
}

#[test]
fn events_and_effects_survive_the_store() {
    for (name, order) in everywhere(OrderKind::Repossess) {
        for action in OrderActionKind::ALL {
            let Ok((after, events, effects)) = try_with(&order, probe(*action), &facts_for(&order, *action)) else {
                continue;
            };
            assert_eq!(after.version, order.version + u64::from(!events.is_empty()), "{name} {action}");
            let text = serde_json::to_string(&(&events, &effects)).expect("serialises");
            let back: (Vec<OrderEvent>, Vec<OrderEffect>) = serde_json::from_str(&text).expect("parses");
            assert_eq!(back, (events, effects), "{name} {action}");
            let text = serde_json::to_string(&probe(*action)).expect("serialises");
            assert_eq!(serde_json::from_str::<OrderAction>(&text).expect("parses"), probe(*action));
        }
    }
    let policy = OrderPolicy { police_reference: true, min_photos: 6, ..OrderPolicy::default() };
    let text = serde_json::to_string(&policy).expect("serialises");
    assert_eq!(serde_json::from_str::<OrderPolicy>(&text).expect("parses"), policy);
    assert_eq!(serde_json::from_str::<OrderPolicy>("{}").expect("parses"), OrderPolicy::default());
    assert!(serde_json::from_str::<OrderPolicy>("{\"min_agent\":1}").is_err(), "a typing error is not a rule");
}

/// What lists and indexes are computed from.
#[test]
fn the_vendor_of_an_order_is_where_the_store_looks_for_it() {
    let value = |state| serde_json::to_value(at(OrderKind::Repossess, state)).expect("serialises");
    let wanted = serde_json::json!(vendor(1));
    assert_eq!(value(OrderState::Accepted)["stage"]["vendor"], wanted);
    assert_eq!(value(OrderState::Completed)["stage"]["work"]["vendor"], wanted);
    assert_eq!(value(OrderState::OnHold)["stage"]["from"]["vendor"], wanted);
    let event = serde_json::to_value(
        &done_to(&at(OrderKind::Repossess, OrderState::Draft), probe(OrderActionKind::Offer)).1[0],
    );
    let event = event.expect("serialises");
    assert_eq!((event["change"]["change"].as_str(), event["change"]["action"].as_str()), (Some("done"), Some("offer")));
}
