-- Where a borrower said that home and work are: known with the borrower, before any vehicle is.
set local role lw_owner;

create table borrower_place (
  borrower_id uuid not null references borrower,
  lender_no   int4 not null references lender,
  kind        text not null check (kind in ('home', 'work')),
  lat_e7      int4 not null,
  lon_e7      int4 not null,
  primary key (borrower_id, kind)
);
alter table borrower_place enable row level security;
create policy tenant on borrower_place for all to lw_api
  using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
grant select, insert, update, delete on borrower_place to lw_api;
grant select on borrower_place to lw_worker;

-- What is declared of a vehicle: with it, or else by the borrower of its newest loan that runs.
create view vehicle_declared_place with (security_invoker = true) as
  select vehicle_no, kind, lat_e7, lon_e7 from declared_place
  union all
  select vehicle_no, kind, lat_e7, lon_e7
  from (select distinct on (l.vehicle_no, p.kind) l.vehicle_no, p.kind, p.lat_e7, p.lon_e7
        from loan l join borrower_place p on p.borrower_id = l.borrower_id
        where l.status not in ('settled', 'charged_off')
        order by l.vehicle_no, p.kind, l.id desc) as b
  where not exists (select from declared_place d where d.vehicle_no = b.vehicle_no and d.kind = b.kind);
grant select on vehicle_declared_place to lw_api, lw_worker;

-- The migrator keeps its own books as itself.
reset role;
