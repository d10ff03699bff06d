-- How much each vehicle's loan is at risk and why, day by day, by which version of the lender's parameters.
set local role lw_owner;

-- When an alert ended and when the desk decided, on the engine's clock: `updated_at` moves with every change.
alter table alert add column closed_at timestamptz, add column decided_at timestamptz;
update alert set closed_at = updated_at where state = 'closed';
update alert set decided_at = updated_at where verdict is not null;
create function keep_alert_times() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state = 'closed' then new.closed_at := coalesce(new.closed_at, new.updated_at); end if;
    return new;
  end if;
  if new.state is distinct from old.state then
    new.closed_at := case when new.state = 'closed' then new.updated_at end;
  end if;
  if new.verdict is distinct from old.verdict then
    new.decided_at := case when new.verdict is not null then new.updated_at end;
  end if;
  return new;
end $$;
create trigger alert_times before insert or update of state, verdict on alert for each row execute function keep_alert_times();

-- A change is another version; none is ever overwritten. Where a lender has none, the built-in ones count as version 0.
create table risk_parameters (
  lender_no  int4 not null references lender,
  version    int4 not null check (version > 0),
  parameters jsonb not null,
  note       text not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (lender_no, version)
);

create table risk_score (
  vehicle_no  int4 primary key references vehicle,
  lender_no   int4 not null references lender,
  loan_id     uuid references loan,                                      -- the one that was judged
  points      int2 not null check (points between 0 and 100),
  band        text not null check (band in ('green', 'watch', 'high', 'critical')),
  escalated   boolean not null,
  reasons     jsonb not null,
  version     int4 not null,
  computed_at timestamptz not null,
  days_from   date not null,                                             -- the first day that the history tells of
  days_until  date not null,                                             -- and the last
  due_at      timestamptz                                                -- when time itself may change it
);
create index on risk_score (due_at) where due_at is not null;
create index on risk_score (lender_no, vehicle_no);

-- The score at the end of a day, where it is not that of the day before.
create table risk_day (
  vehicle_no int4 not null references vehicle,
  day        date not null,
  lender_no  int4 not null references lender,
  points     int2 not null,
  band       text not null,
  version    int4 not null,
  primary key (vehicle_no, day)
);

create table risk_preview (
  id         uuid primary key references job,
  lender_no  int4 not null references lender,
  asked      jsonb not null,
  result     jsonb
);

do $$
declare t text;
begin
  foreach t in array array['risk_parameters','risk_score','risk_day','risk_preview'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select on %I to lw_api, lw_worker', t);
  end loop;
end $$;
grant insert on risk_parameters to lw_api;
grant insert, update on risk_preview to lw_api;
grant insert, update on risk_score to lw_worker;
grant insert on risk_day to lw_worker;

-- Vehicles whose score has to be made anew. Only appended to and taken from: nobody waits for anybody.
create table risk_change (
  id         int8 generated always as identity primary key,
  vehicle_no int4 not null
);
grant select, delete on risk_change to lw_worker;

create function note_risk_of_alerts() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into risk_change (vehicle_no) select distinct vehicle_no from new_rows;
  else
    insert into risk_change (vehicle_no) select distinct n.vehicle_no from new_rows n join old_rows o using (id)
      where (n.severity, n.state, n.verdict, n.site_id) is distinct from (o.severity, o.state, o.verdict, o.site_id);
  end if;
  return null;
end $$;
create function note_risk_of_loans() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into risk_change (vehicle_no) select distinct vehicle_no from new_rows;
  else
    insert into risk_change (vehicle_no)
      select distinct v.vehicle_no from new_rows n join old_rows o using (id),
             lateral (values (n.vehicle_no), (o.vehicle_no)) as v (vehicle_no)
      where (n.status, n.dpd, n.overdue_instalments, n.funded_on, n.vehicle_no)
            is distinct from (o.status, o.dpd, o.overdue_instalments, o.funded_on, o.vehicle_no);
  end if;
  return null;
end $$;
create function note_risk_of_parameters() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into risk_change (vehicle_no) select vehicle_no from risk_score where lender_no = new.lender_no;
  return null;
end $$;
revoke all on function note_risk_of_alerts, note_risk_of_loans, note_risk_of_parameters from public;
create trigger risk_inserted after insert on alert referencing new table as new_rows for each statement execute function note_risk_of_alerts();
create trigger risk_updated after update on alert referencing old table as old_rows new table as new_rows for each statement execute function note_risk_of_alerts();
create trigger risk_inserted after insert on loan referencing new table as new_rows for each statement execute function note_risk_of_loans();
create trigger risk_updated after update on loan referencing old table as old_rows new table as new_rows for each statement execute function note_risk_of_loans();
create trigger risk_versioned after insert on risk_parameters for each row execute function note_risk_of_parameters();
insert into risk_change (vehicle_no) select vehicle_no from loan union select vehicle_no from alert;

-- Lists and maps hear of it.
create trigger fleet_inserted after insert on risk_score referencing new table as new_rows for each statement execute function note_fleet_change();
create trigger fleet_updated after update on risk_score referencing old table as old_rows new table as new_rows for each statement execute function note_fleet_change();

alter table job drop constraint job_kind_check;
alter table job add constraint job_kind_check check (kind in ('import', 'risk_preview'));

-- The migrator keeps its own books as itself.
reset role;
