//! A large made-up fleet, written straight into the tables: what lists and maps are measured over. Nothing of the
//! service uses it.

use super::StoreError;
use chrono::{DateTime, Utc};
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

/// The name of the lender whose fleet it is.
pub const LENDER: &str = "Seeded fleet";

/// Statements, in order; `$1` the lender, `$2` how many vehicles, `$3` now. Numbers of things follow from `n`, so that
/// the same call makes the same fleet.
const STEPS: [&str; 6] = [
    "insert into vehicle (id, lender_no, vin, plate, make, model, model_year, contract_number, created_at, updated_at)
     select gen_random_uuid(), $1, 'LSEED' || lpad(n::text, 12, '0'), '沪' || chr(65 + n % 26) || lpad(n::text, 6, '0'),
            (array['BYD','Geely','SAIC','Chery','Great Wall'])[1 + n % 5], (array['E5','Boyue','Roewe','Tiggo','Haval'])[1 + n % 5],
            2019 + n % 7, 'SEED-' || n, $3, $3
     from generate_series(1, $2) n",
    "insert into tracker (id, lender_no, protocol, device_id, role, stock, created_at, updated_at)
     select gen_random_uuid(), $1, 'gt06', '8' || lpad(n::text, 14, '0'), 'wired', 'installed', $3, $3
     from generate_series(1, $2) n",
    "insert into installation (id, lender_no, tracker_no, vehicle_no, installed_at, created_at)
     select gen_random_uuid(), $1, t.tracker_no, v.vehicle_no, $3 - interval '100 days', $3
     from generate_series(1, $2) n
     join vehicle v on v.lender_no = $1 and v.vin = 'LSEED' || lpad(n::text, 12, '0')
     join tracker t on t.device_id = '8' || lpad(n::text, 14, '0')",
    // One in a hundred is past due for longer than the usual limit of flagging, fifteen for less.
    "insert into loan (id, lender_no, contract_number, vehicle_no, product, status, currency, principal_minor, funded_on, terms,
                       dpd, bucket, overdue_instalments, overdue_minor, outstanding_minor, arrears_as_of, balance_as_of,
                       created_at, updated_at)
     select gen_random_uuid(), $1, v.contract_number, v.vehicle_no, 'loan', case d.dpd when 0 then 'performing' else 'overdue' end,
            'CNY', 9000000, d.today - 300,
            jsonb_build_object('plan', 'irregular', 'instalments', jsonb_build_array(
              jsonb_build_object('due', case d.dpd when 0 then d.today + 10 else d.today - d.dpd end, 'principal_minor', 250000,
                                 'interest_minor', 15000),
              jsonb_build_object('due', d.today + 40, 'principal_minor', 8750000, 'interest_minor', 300000))),
            d.dpd, case when d.dpd = 0 then 'current' when d.dpd < 30 then 'm1' when d.dpd < 60 then 'm2'
                        when d.dpd < 90 then 'm3' else 'm4' end,
            (d.dpd > 0)::int, case d.dpd when 0 then 0 else 265000 end, 9315000, d.today, $3, $3, $3
     from (select vehicle_no, contract_number, substr(vin, 6)::int as n from vehicle
           where lender_no = $1 and vin like 'LSEED%') v
     cross join lateral (select ($3 at time zone 'Asia/Shanghai')::date as today,
            case when v.n % 100 < 84 then 0 when v.n % 100 < 94 then 1 + v.n / 100 % 29
                 when v.n % 100 < 99 then 30 + v.n / 100 % 30 else 90 + v.n / 100 % 29 end as dpd) d",
    // Around twenty cities; one in ten has been silent for days, one in forty was never anywhere.
    "insert into tracker_latest (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags, speed, course, satellites,
                                 connected)
     select t.tracker_no, $1, s.at, case when n % 40 <> 3 then s.at end,
            case when n % 40 <> 3 then ((c.lat[1 + n % 20] + s.north) * 1e7)::int4 end,
            case when n % 40 <> 3 then ((c.lon[1 + n % 20] + s.east) * 1e7)::int4 end,
            1, (n % 3 * 200)::int2, (n % 360)::int2, 9, false
     from generate_series(1, $2) n
     join tracker t on t.device_id = '8' || lpad(n::text, 14, '0')
     cross join (select array[31.23,39.90,23.13,22.54,30.27,32.06,30.59,29.56,30.66,34.34,36.06,38.04,34.75,28.23,26.08,45.80,
                              41.80,25.04,36.65,22.82]::float8[] as lat,
                        array[121.47,116.40,113.26,114.06,120.16,118.80,114.31,106.55,104.07,108.94,103.83,114.51,113.62,112.94,
                              119.30,126.53,123.43,102.72,117.12,108.37]::float8[] as lon) c
     cross join lateral (select $3 - make_interval(secs => case n % 10 when 7 then 200000 + n % 500000 else n % 3600 end) as at,
            ((hashint4(n) & 65535) + (hashint4(n + 1) & 65535) - 65535) / 65535.0 * 0.6 as north,
            ((hashint4(n + 2) & 65535) + (hashint4(n + 3) & 65535) - 65535) / 65535.0 * 0.7 as east) s",
    // Open alerts on one vehicle in fifty; as many again are over.
    "insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, lat_e7, lon_e7, event_at, raised_at,
                        updated_at, late, evidence)
     select gen_random_uuid(), $1, v.vehicle_no, (array['battery_low','offline','power_cut','tow'])[1 + v.n / 25 % 4], v.n,
            (array['info','warn','high','critical'])[1 + v.n / 50 % 4], case when v.n % 50 = 0 then 'open' else 'closed' end,
            0.8, null, null, e.at, e.at, e.at, false, '[]'
     from (select vehicle_no, substr(vin, 6)::int as n from vehicle where lender_no = $1 and vin like 'LSEED%') v
     cross join lateral (select $3 - make_interval(secs => v.n * 17 % 2000000) as at) e
     where v.n % 25 = 0",
];

/// What was made.
#[derive(Debug, Clone, Copy)]
pub struct Seeded {
    /// Vehicles, each with a tracker, a loan and a last word.
    pub vehicles: u32,
    /// Alerts, half of them open.
    pub alerts: u64,
}

/// Fills a migrated database with a lender of so many vehicles, in one transaction. `url` is a superuser's. Constraint
/// `lender_name_key` where it is there already.
pub async fn fleet(url: &str, vehicles: u32, now: DateTime<Utc>) -> Result<Seeded, StoreError> {
    let mut connection = PgConnection::connect(url).await?;
    let mut tx = connection.begin().await?;
    let lender: i32 =
        sqlx::query_scalar("insert into lender (id, name, created_at) values ($1, $2, $3) returning lender_no")
            .bind(Uuid::from_u128(0x5eed))
            .bind(LENDER)
            .bind(now)
            .fetch_one(&mut *tx)
            .await?;
    let count = i32::try_from(vehicles).unwrap_or(i32::MAX);
    let mut alerts = 0;
    for step in STEPS {
        let done = sqlx::query(step).bind(lender).bind(count).bind(now).execute(&mut *tx).await?;
        alerts = done.rows_affected();
    }
    tx.commit().await?;
    sqlx::query("analyze").execute(&mut connection).await?;
    connection.close().await?;
    Ok(Seeded { vehicles, alerts })
}
