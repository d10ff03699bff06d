//! The KPI sheet over rows of every kind, and how it is split.

use crate::support::app::{TestApp, engine_now};
use serde_json::{Value, json};

const PERIOD: &str = "from=2026-08-01T00:00:00Z&to=2026-10-01T00:00:00Z";

fn kpi(group: &Value, name: &str) -> Value {
    let all = group["kpis"].as_array().expect("figures");
    all.iter().find(|figure| figure["kpi"] == name).cloned().expect("a figure")
}

#[tokio::test]
async fn promises_and_complaints_are_counted_by_branch_and_lender() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    sqlx::query("update loan set branch = 'Pudong'").execute(&app.owner).await.expect("a branch");
    let case = officer.post("/cases", &json!({"loan_id": book.loan, "reason": "because"})).await.expect(201);
    for said in ["rude on the phone", "taken back"] {
        let complaint =
            json!({"channel": "phone", "category": "conduct", "name": "n", "statement": said, "case_id": case["id"]});
        let made = officer.post("/complaints", &complaint).await.expect(201);
        if said == "taken back" {
            let act = format!("/complaints/{}/actions", made["id"].as_str().expect("an id"));
            officer.post(&act, &json!({"action": "withdraw", "reason": said})).await.expect(200);
        }
    }
    for state in ["kept", "kept", "kept", "broken", "open", "cancelled"] {
        sqlx::query(
            "insert into promise (id, lender_no, detail, created_at, updated_at)
             select gen_random_uuid(), l.lender_no,
                    jsonb_build_object('loan', l.id, 'state', $1::text, 'next_due', '2026-09-10', 'version', 1), $2, $2 from loan l",
        )
        .bind(state)
        .bind(engine_now())
        .execute(&app.owner)
        .await
        .expect("a promise");
    }
    for (action, refused_by) in
        [("contact", None), ("contact", Some("CN-01")), ("letter", None), ("take", Some("CN-02"))]
    {
        sqlx::query(
            "insert into compliance_decision (id, lender_no, case_id, step, action, outcome, refused_by, detail, at, by)
             select gen_random_uuid(), lender_no, id, 'contact', $1, 'allow', $2, '{}', $3, 'test' from recovery_case",
        )
        .bind(action)
        .bind(refused_by)
        .bind(engine_now())
        .execute(&app.owner)
        .await
        .expect("a decision");
    }
    let split = async |by: &str| officer.get(&format!("/reports/kpis?{PERIOD}&by={by}")).await.expect(200);
    let by_branch = split("branch").await;
    let branch = &by_branch["groups"][0];
    assert_eq!((&branch["group"], by_branch["groups"].as_array().map(Vec::len)), (&json!("Pudong"), Some(1)));
    let kept = kpi(branch, "promise_kept_rate");
    assert_eq!((&kept["value"], &kept["numerator"], &kept["denominator"]), (&json!(7500), &json!(3), &json!(4)));
    let refused = kpi(branch, "contact_rule_refusals");
    assert_eq!((&refused["value"], &refused["denominator"]), (&json!(1), &json!(3)), "a taking is no contact");
    assert_eq!(kpi(branch, "complaints_per_100_cases")["value"], json!(100.0));
    let owed = kpi(branch, "recovery_rate_amount");
    assert_eq!((&owed["value"], &owed["denominator"], &owed["currency"]), (&json!(0), &json!(302_700), &json!("CNY")));
    let none = kpi(branch, "days_to_authorise");
    assert_eq!((&none["value"], &none["denominator"]), (&json!(null), &json!(null)), "nothing is never a number");
    assert!(none["missing"].is_string());
    let by_vendor = split("vendor").await;
    assert!(kpi(&by_vendor["groups"][0], "promise_kept_rate")["missing"].as_str().is_some_and(|w| w.contains("split")));

    // An operator of the platform sees each lender by itself, and another lender nothing of this one.
    let other = app.book("Another").await;
    other.client.post(&format!("/loans/{}/balance", other.loan), &json!({})).await.expect(200);
    let all = app.platform().get(&format!("/reports/kpis?{PERIOD}&by=lender")).await.expect(200);
    assert_eq!((&all["groups"][0]["group"], &all["groups"][0]["name"]), (&json!(book.lender_id), &json!("One")));
    let theirs = other.client.get(&format!("/reports/kpis?{PERIOD}")).await.expect(200);
    assert!(theirs["groups"][0]["kpis"].as_array().expect("figures").iter().all(|k| k["value"].is_null()), "{theirs}");
    officer.get(&format!("/reports/kpis?{PERIOD}&by=weather")).await.problem(422, "unknown_name");
}

#[tokio::test]
async fn the_list_behind_a_figure_is_what_the_figure_counts() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    sqlx::query("update loan set branch = 'Pudong'").execute(&app.owner).await.expect("a branch");
    let case = officer.post("/cases", &json!({"loan_id": book.loan, "reason": "because"})).await.expect(201);
    let complaint =
        json!({"channel": "phone", "category": "conduct", "name": "n", "statement": "rude", "case_id": case["id"]});
    officer.post("/complaints", &complaint).await.expect(201);
    let promise = json!({"amount_minor": 50_000, "due_on": "2026-09-25"});
    officer.post(&format!("/loans/{}/promises", book.loan), &promise).await.expect(201);
    sqlx::query(
        "insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, event_at, raised_at,
                            updated_at, late, evidence, desk_state, verdict)
         select gen_random_uuid(), lender_no, vehicle_no, 'tow', 7, 'high', 'closed', 0.9, $1, $1,
                $1 + interval '90 days', false, '[]', 'resolved', 'confirmed' from vehicle where lender_no = $2",
    )
    .bind(engine_now())
    .bind(book.lender_no)
    .execute(&app.owner)
    .await
    .expect("an alert");
    let of = |name: &str, from: &str, to: &str| format!("{name}_from={from}T00:00:00Z&{name}_to={to}T00:00:00Z");
    for (list, name) in [
        ("/cases?flagged_bucket=m3&branch=Pudong", "opened"),
        ("/complaints?state=received", "case_opened"),
        ("/promises?state=open", "made"),
        ("/alerts?desk_state=resolved", "raised"),
    ] {
        for (from, to, found) in
            [("2026-08-01", "2026-10-01", 1), ("2026-08-01", "2026-08-02", 0), ("2026-10-01", "2026-11-01", 0)]
        {
            let path = format!("{list}&{}", of(name, from, to));
            let items = officer.get(&path).await.expect(200)["items"].as_array().map(Vec::len);
            assert_eq!(items, Some(found), "{path}");
        }
        let turned = format!("{list}&{}", of(name, "2026-10-01", "2026-08-01"));
        let told = officer.get(&turned).await.problem(422, "period_out_of_range");
        assert_eq!(told["field"], format!("{name}_to"), "{told}");
    }
    for none in ["/cases?flagged_bucket=m1", "/cases?branch=Elsewhere"] {
        assert_eq!(officer.get(none).await.expect(200)["items"], json!([]), "{none}");
    }
    officer.get("/cases?flagged_bucket=m9").await.problem(422, "unknown_name");
}

#[tokio::test]
async fn the_desks_verdicts_tell_how_often_each_type_was_right_by_month() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let rows = [
        ("removal", "confirmed", 9, "2026-08-31T15:00:00Z"),
        // 1 September in Shanghai.
        ("removal", "false_positive", 1, "2026-08-31T17:00:00Z"),
        ("removal", "benign", 1, "2026-09-10T00:00:00Z"),
        ("tow", "test", 2, "2026-09-10T00:00:00Z"),
        ("tow", "confirmed", 5, "2027-09-10T00:00:00Z"),
    ];
    for (n, (kind, verdict, count, at)) in rows.iter().enumerate() {
        sqlx::query(
            "insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, event_at, raised_at,
                                updated_at, late, evidence, desk_state, verdict)
             select gen_random_uuid(), lender_no, vehicle_no, $1, 1000 * ($2 + 1) + n, 'high', 'closed', 0.9, $3::timestamptz,
                    $3::timestamptz, $3::timestamptz, false, '[]', 'resolved', $4
             from vehicle, generate_series(1, $5) n where lender_no = $6",
        )
        .bind(kind)
        .bind(n as i64)
        .bind(at.parse::<chrono::DateTime<chrono::Utc>>().expect("a time"))
        .bind(verdict)
        .bind(*count)
        .bind(book.lender_no)
        .execute(&app.owner)
        .await
        .expect("alerts");
    }
    let report = officer.get(&format!("/reports/alert-precision?{PERIOD}")).await.expect(200);
    let [removal, tow] = report["types"].as_array().expect("types").as_slice() else { panic!("{report}") };
    assert_eq!((&removal["type"], &tow["type"]), (&json!("removal"), &json!("tow")));
    let total = &removal["total"];
    assert_eq!((&total["confirmed"], &total["false_positive"], &total["benign"]), (&json!(9), &json!(1), &json!(1)));
    let near =
        |v: &Value, wanted: f64| assert!((v.as_f64().expect("a share") - wanted).abs() < 5e-4, "{v} for {wanted}");
    // Nine of eleven: 0.818, 95 % by Wilson 0.523 to 0.949.
    near(&total["precision"], 0.8182);
    near(&total["low"], 0.5230);
    near(&total["high"], 0.9486);
    let months: Vec<_> = removal["months"].as_array().expect("months").iter().map(|m| &m["month"]).collect();
    assert_eq!(months, [&json!("2026-08"), &json!("2026-09")], "by the lender's clock");
    assert_eq!((&removal["months"][1]["precision"], &removal["months"][1]["confirmed"]), (&json!(0.0), &json!(0)));
    assert_eq!((&tow["total"]["precision"], &tow["total"]["test"]), (&json!(null), &json!(2)), "tests say nothing");

    // Another lender has none of it, and periods have bounds.
    let other = app.book("Another").await;
    let theirs = other.client.get(&format!("/reports/alert-precision?{PERIOD}")).await.expect(200);
    assert_eq!(theirs["types"], json!([]));
    let long = "/reports/alert-precision?from=2025-01-01T00:00:00Z&to=2026-10-01T00:00:00Z";
    officer.get(long).await.problem(422, "period_out_of_range");
}

#[tokio::test]
async fn how_things_stand_is_counted_over_everything_of_one_lender() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let other = app.book("Another").await;
    let run = async |sql: &'static str| {
        sqlx::query(sql).bind(engine_now()).bind(book.lender_no).execute(&app.owner).await.expect(sql);
    };
    run("insert into tracker_latest (tracker_no, lender_no, received_at, flags, battery_pct, connected)
         select tracker_no, lender_no, $1::timestamptz - interval '9 days', 0, 15, false from tracker where role = 'wired' and lender_no = $2")
        .await;
    run("insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, event_at, raised_at, updated_at, late,
                            evidence, desk_state, verdict)
         select gen_random_uuid(), lender_no, vehicle_no, 'offline', n, 'warn', case n when 3 then 'closed' else 'open' end, 0.5, $1, $1, $1,
                false, '[]', case n when 4 then 'resolved' else 'new' end, case n when 4 then 'benign' end
         from vehicle, generate_series(1, 4) n where lender_no = $2").await;
    officer.post("/cases", &json!({"loan_id": book.loan, "reason": "because"})).await.expect(201);
    let boss = app.person(&book.client, "sue", "supervisor").await;
    let rates = json!({"per_day": [["car", {"minor": 4000, "currency": "CNY"}]], "free_days": 0, "cap": null});
    let yard = json!({"name": "North", "address": "1 Road", "bays": 9, "opening_hours": "8-18", "lat": 31.2, "lon": 121.4, "rates": rates});
    let yard = boss.post("/yards", &yard).await.expect(201)["id"].clone();
    sqlx::query(
        "insert into custody (case_id, lender_no, detail, updated_at)
         select id, lender_no, jsonb_build_array(jsonb_build_object('at', $1::timestamptz - interval '8 days 2 hours',
                                                                    'to', jsonb_build_object('yard', $3::text))), $1
         from recovery_case where lender_no = $2",
    )
    .bind(engine_now())
    .bind(book.lender_no)
    .bind(yard.as_str())
    .execute(&app.owner)
    .await
    .expect("custody");
    let stands = officer.get("/reports/standing").await.expect(200);
    let loan = officer.get(&format!("/loans/{}", book.loan)).await.expect(200);
    let arrears = &stands["arrears"];
    assert_eq!(arrears.as_array().map(Vec::len), Some(1), "{stands}");
    for name in ["bucket", "currency", "outstanding_minor", "overdue_minor"] {
        assert_eq!(arrears[0][name], loan[name], "{name}");
    }
    assert_eq!((&stands["cases"][0]["state"], &stands["cases"][0]["cases"]), (&json!("flagged"), &json!(1)));
    assert_eq!(stands["cases"][0]["held"], 0);
    let alerts: Vec<_> = ["type", "alerts", "critical", "fresh"].map(|name| stands["alerts"][0][name].clone()).into();
    assert_eq!(alerts, [json!("offline"), json!(2), json!(0), json!(2)], "not what is over or resolved");
    assert_eq!((&stands["alerts"][1]["type"], &stands["alerts"][1]["critical"]), (&json!("removal"), &json!(1)));
    let health = |role: &str, name: &str| {
        let all = stands["devices"].as_array().expect("roles");
        all.iter().find(|one| one["role"] == role).map(|one| one[name].clone())
    };
    let wired = ["fitted", "never_heard", "silent_24h", "silent_7d", "silent_30d", "low_battery", "no_place"];
    assert_eq!(wired.map(|name| health("wired", name)), [1, 0, 1, 1, 0, 1, 1].map(|n| Some(json!(n))));
    assert_eq!(
        ["fitted", "never_heard", "silent_24h"].map(|name| health("wireless", name)),
        [1, 1, 0].map(|n| Some(json!(n)))
    );
    assert_eq!(stands["storage"], json!([{"days": 8, "cars": 1}]), "eight full days, not nine");
    // Another lender has its own.
    let theirs = other.client.get("/reports/standing").await.expect(200);
    assert_eq!((&theirs["cases"], &theirs["arrears"][0]["loans"]), (&json!([]), &json!(1)));
    let clerk = app.person(&book.client, "yan", "yard_clerk").await;
    clerk.get("/reports/standing").await.problem(403, "forbidden");
}
