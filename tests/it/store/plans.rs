//! What a read touches: the limits are bound, so that only the partitions between them are planned.

use super::{fresh, rounds, today};
use crate::ingest::service::{IMEI, register};
use chrono::TimeDelta;
use lienwatch::store::observations::Writer;
use lienwatch::store::{Tenancy, tracks};
use lienwatch_domain::ids::LenderNo;

#[tokio::test]
async fn a_track_reads_only_the_partitions_of_its_period() {
    let (store, owner) = fresh().await;
    register(&owner, IMEI, "gt06").await;
    let mut writer = Writer::open(store.clone(), 1, 1).await.expect("opens");
    let day = today() - TimeDelta::days(30);
    for d in 0..30 {
        writer.append(rounds(1, day + TimeDelta::days(d), 3)).await.expect("stores");
    }
    assert_eq!(store.partitions().await.expect("reads").len(), 30);
    // Often enough that PostgreSQL would take a generic plan if that seemed as good.
    for d in 0..12 {
        let mut tx = store.transaction(&Tenancy::Lender(LenderNo(1))).await.expect("begins");
        let (from, to) = (day + TimeDelta::days(d), day + TimeDelta::days(d + 2));
        let vehicle: i32 = sqlx::query_scalar("select vehicle_no from vehicle").fetch_one(&mut *tx).await.expect("one");
        let whole = tracks::track(&mut tx, vehicle, from, to, None, 50).await.expect("reads");
        assert_eq!(whole.len(), 6);
        // A plan locks what it may read, until the transaction ends.
        let planned = "select count(distinct p.name) from pg_locks l join pg_class c on c.oid = l.relation
             join (select relname as name, oid from pg_class where relispartition and relkind = 'r') p on p.oid = c.oid
             where l.pid = pg_backend_pid()";
        let planned: i64 = sqlx::query_scalar(planned).fetch_one(&mut *tx).await.expect("counts");
        assert_eq!(planned, 2, "of 30, on round {d}");
        tx.commit().await.expect("ends");

        // The second page does not look again at what the first has shown.
        let mut tx = store.transaction(&Tenancy::Lender(LenderNo(1))).await.expect("begins");
        let last = &whole[3];
        let rest = tracks::track(&mut tx, vehicle, from, to, Some((last.at, last.tracker_id)), 50).await;
        assert_eq!(rest.expect("reads").len(), 2);
        let partitions: i64 = sqlx::query_scalar(
            "select count(*) from pg_locks l join pg_class c on c.oid = l.relation
             where l.pid = pg_backend_pid() and c.relispartition and c.relkind = 'r'",
        )
        .fetch_one(&mut *tx)
        .await
        .expect("counts");
        assert_eq!(partitions, 1, "on round {d}");
    }
}
