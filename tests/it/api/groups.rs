//! Groups of vehicles: named, filled by list, filter and file, and asked for in lists, on maps and of alerts.

use crate::support::app::{Client, TestApp};
use serde_json::{Value, json};

async fn cars(client: &Client<'_>, tag: &str, count: usize) -> Vec<String> {
    let car = |n: usize| json!({"external_id": format!("{tag}{n}"), "vin": format!("LSVAA4182{tag}{n:06}"), "plate": format!("沪{tag}{n:05}")});
    let cars: Vec<Value> = (0..count).map(car).collect();
    let made = client.post("/imports/assets", &json!({ "vehicles": cars })).await.expect(200);
    let id = |v: &Value| v["id"].as_str().expect("an id").to_owned();
    made["vehicles"].as_array().expect("vehicles").iter().map(id).collect()
}

async fn group(client: &Client<'_>, name: &str) -> String {
    let made = client.post("/groups", &json!({"name": name, "colour": "teal"})).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

/// The vehicles that a list names, in order.
async fn listed(client: &Client<'_>, query: &str) -> Vec<String> {
    let page = client.get(&format!("/vehicles?{query}")).await.expect(200);
    let id = |v: &Value| v["id"].as_str().expect("an id").to_owned();
    let mut ids: Vec<String> = page["items"].as_array().expect("a list").iter().map(id).collect();
    assert_eq!(page["total"], ids.len());
    ids.sort();
    ids
}

fn sorted(ids: &[&String]) -> Vec<String> {
    let mut ids: Vec<String> = ids.iter().map(|id| (*id).clone()).collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn groups_are_named_coloured_counted_and_deleted() {
    let app = TestApp::new().await;
    let ((ann, _), (bob, _)) = (app.lender("One").await, app.lender("Two").await);
    let made = ann.post("/groups", &json!({"name": "North"})).await;
    assert_eq!(made.etag(), "\"1\"");
    let made = made.expect(201);
    assert_eq!((&made["colour"], &made["members"]), (&json!("grey"), &json!(0)));
    let path = format!("/groups/{}", made["id"].as_str().expect("an id"));
    ann.post("/groups", &json!({"name": "NORTH"})).await.problem(409, "group_name_taken");
    ann.post("/groups", &json!({"name": "South", "colour": "mauve"})).await.problem(422, "unknown_name");
    bob.get(&path).await.problem(404, "not_found");
    bob.post("/groups", &json!({"name": "North"})).await.expect(201);

    let east = json!({"name": "East", "colour": "red"});
    let changed = ann.with("if-match", "\"1\"").put(&path, &east).await.expect(200);
    assert_eq!((&changed["name"], &changed["version"]), (&json!("East"), &json!(2)));
    ann.with("if-match", "\"1\"").put(&path, &east).await.problem(412, "stale_version");
    assert_eq!(ann.get("/groups").await.expect(200)["items"].as_array().expect("a list").len(), 1);

    let clerk = app.person(&ann, "kim", "auditor").await;
    clerk.get(&path).await.expect(200);
    clerk.put(&path, &east).await.problem(403, "forbidden");
    ann.delete(&path).await.expect(204);
    ann.get(&path).await.problem(404, "not_found");
    let told: Vec<String> = sqlx::query_scalar(
        "select action from event where entity_kind = 'group' and entity_id = $1::uuid order by seq",
    )
    .bind(made["id"].as_str())
    .fetch_all(&app.owner)
    .await
    .expect("events");
    assert_eq!(told, ["created", "changed", "deleted"]);
}

#[tokio::test]
async fn a_lender_has_two_hundred_groups_at_most() {
    let app = TestApp::new().await;
    let (ann, _) = app.lender("One").await;
    group(&ann, "first").await;
    sqlx::query(
        "insert into vehicle_group (id, lender_no, name, colour, created_at, updated_at)
         select gen_random_uuid(), lender_no, 'g' || n, 'grey', now(), now() from vehicle_group, generate_series(1, 199) n",
    )
    .execute(&app.owner)
    .await
    .expect("groups");
    ann.post("/groups", &json!({"name": "one more"})).await.problem(409, "too_many_groups");
    assert_eq!(ann.get("/groups?limit=200").await.expect(200)["items"].as_array().expect("a list").len(), 200);
}

#[tokio::test]
async fn members_come_by_list_by_filter_and_by_file() {
    let app = TestApp::new().await;
    let ((ann, _), (bob, _)) = (app.lender("One").await, app.lender("Two").await);
    let (ours, theirs) = (cars(&ann, "A", 4).await, cars(&bob, "B", 1).await);
    let north = group(&ann, "North").await;
    let (path, filter) = (format!("/groups/{north}/vehicles"), format!("group={north}"));

    let two = json!({"do": "add", "vehicles": [ours[0], ours[1], ours[1]]});
    let done = ann.post(&path, &two).await.expect(200);
    assert_eq!((&done["added"], &done["group"]["members"]), (&json!(2), &json!(2)));
    assert_eq!(ann.post(&path, &two).await.expect(200)["added"], 0, "they are in it already");
    assert_eq!(listed(&ann, &filter).await, sorted(&[&ours[0], &ours[1]]));
    assert_eq!(listed(&bob, &filter).await, [] as [String; 0], "nothing of another lender's");
    let foreign = json!({"do": "add", "vehicles": [ours[2], theirs[0]]});
    ann.post(&path, &foreign).await.problem(422, "unknown_reference");
    bob.post(&path, &json!({"do": "add", "vehicles": [theirs[0]]})).await.problem(404, "not_found");

    let set = json!({"do": "set", "filter": {"q": "a00003"}});
    let done = ann.post(&path, &set).await.expect(200);
    assert_eq!((&done["added"], &done["removed"], &done["group"]["members"]), (&json!(1), &json!(2), &json!(1)));
    assert_eq!(listed(&ann, &filter).await, sorted(&[&ours[3]]));

    let file = json!({"do": "add", "csv": "plate\n沪A00000\nlsvaa4182a000002\n沪B00000\n\n沪A00000\n"});
    let done = ann.post(&path, &file).await.expect(200);
    assert_eq!((&done["added"], &done["bad_rows"]), (&json!(2), &json!(1)));
    assert_eq!(done["errors"], json!([{"row": 4, "problem": "unknown_vehicle", "value": "沪b00000"}]));
    assert_eq!(listed(&ann, &filter).await, sorted(&[&ours[0], &ours[2], &ours[3]]));

    let out = json!({"do": "remove", "filter": {"group": north, "q": "a000000"}});
    assert_eq!(ann.post(&path, &out).await.expect(200)["removed"], 1);
    ann.post(&path, &json!({"do": "add"})).await.problem(422, "one_of");
    ann.post(&path, &json!({"do": "add", "vehicles": [], "csv": ""})).await.problem(422, "one_of");
    ann.get("/vehicles?group=north").await.problem(422, "bad_group");
    ann.delete(&format!("/groups/{north}")).await.expect(204);
    assert_eq!(listed(&ann, &filter).await, [] as [String; 0]);
}

#[tokio::test]
async fn a_vehicle_is_in_several_groups_which_map_and_alerts_are_asked_for() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let client = &book.client;
    let (north, watch, other) =
        (group(client, "North").await, group(client, "Watch").await, group(client, "Other").await);
    let path = format!("/vehicles/{}/groups", book.vehicle);
    let own = client.put(&path, &json!({"groups": [watch, north]})).await.expect(200);
    let names = |answer: &Value| -> Vec<String> {
        let name = |g: &Value| g["name"].as_str().expect("a name").to_owned();
        answer["items"].as_array().expect("a list").iter().map(name).collect()
    };
    assert_eq!(names(&own), ["North", "Watch"]);
    let stranger = json!({"groups": [uuid::Uuid::now_v7()]});
    client.put(&path, &stranger).await.problem(422, "unknown_reference");
    let own = client.put(&path, &json!({"groups": [north, north]})).await.expect(200);
    assert_eq!((names(&own), &own["items"][0]["members"]), (vec!["North".to_owned()], &json!(1)));
    assert_eq!(names(&client.get(&path).await.expect(200)), ["North"]);

    for (asked, found) in [(north.clone(), 1), (watch, 0), (other.clone(), 0), (format!("{other},{north}"), 1)] {
        let total = |path: &str| format!("{path}?group={asked}");
        assert_eq!(client.get(&total("/map/vehicles")).await.expect(200)["total"], found, "{asked}");
        let alerts = client.get(&total("/alerts")).await.expect(200);
        assert_eq!(alerts["items"].as_array().expect("a list").len(), found, "{asked}");
        let file = client.get(&format!("/alerts/export?format=csv&group={asked}")).await;
        assert_eq!(file.text.matches(&book.vehicle).count(), found, "{}", file.text);
    }
}
