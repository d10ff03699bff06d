-- What the dashboard asks for: the fleet in memory, settings of people, tile sources of lenders.
set local role lw_owner;

-- Vehicles of which something changed that lists and maps show. A process that holds the fleet in memory reads on from
-- the oldest transaction that still ran when it read last; nothing is updated here, so that nothing waits for it.
create table fleet_change (
  xid        xid8 not null default pg_current_xact_id(),
  vehicle_no int4 not null,
  at         timestamptz not null default clock_timestamp()             -- by the database: rows go after a while
);
create index on fleet_change (xid);

create function note_fleet_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into fleet_change (vehicle_no) select distinct vehicle_no from new_rows;
  elsif tg_op = 'UPDATE' then
    insert into fleet_change (vehicle_no) select vehicle_no from new_rows union select vehicle_no from old_rows;
  else
    insert into fleet_change (vehicle_no) select distinct vehicle_no from old_rows;
  end if;
  return null;
end $$;
revoke all on function note_fleet_change from public;

do $$
declare t text;
begin
  foreach t in array array['vehicle','loan','alert','recovery_case','installation'] loop
    execute format('create trigger fleet_inserted after insert on %I referencing new table as new_rows for each statement execute function note_fleet_change()', t);
    execute format('create trigger fleet_updated after update on %I referencing old table as old_rows new table as new_rows for each statement execute function note_fleet_change()', t);
    execute format('create trigger fleet_deleted after delete on %I referencing old table as old_rows for each statement execute function note_fleet_change()', t);
  end loop;
end $$;
grant select, delete on fleet_change to lw_worker;

-- What a person has set for themselves. Like sessions: reached by who has proved who they are, for themselves alone.
create table user_setting (
  user_id    uuid primary key references app_user on delete cascade,
  settings   jsonb not null,
  version    int4 not null default 1,
  updated_at timestamptz not null
);
alter table user_setting enable row level security;
create policy tenant on user_setting for all to lw_api using (current_setting('lienwatch.scope', true) = 'auth');
grant select, insert, update on user_setting to lw_api;

-- Where a lender's map tiles come from, instead of the base map that is built in.
create table map_source (
  lender_no  int4 primary key references lender,
  source     jsonb not null,
  origin     text not null,                                              -- scheme, host and port of its URL
  updated_at timestamptz not null,
  updated_by text not null
);
alter table map_source enable row level security;
create policy tenant on map_source for all to lw_api
  using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
grant select, insert, update, delete on map_source to lw_api;

-- A snooze may end with the vehicle's next place.
alter table alert add column snoozed_until_fix boolean not null default false;
grant update (snoozed_until_fix) on alert to lw_api;
create index alert_snoozed on alert (snoozed_until) where desk_state = 'snoozed';
-- The inbox of a large fleet: what is open, in order of change.
create index alert_open on alert (lender_no, updated_at, id) where state = 'open';

-- Since when a case is in its state, by the engine clock.
alter table recovery_case add column state_since timestamptz;
update recovery_case set state_since = updated_at;
alter table recovery_case alter column state_since set not null;
create function keep_state_since() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.state_since := coalesce(new.state_since, new.opened_at);
  elsif new.state is distinct from old.state then
    new.state_since := new.updated_at;
  end if;
  return new;
end $$;
create trigger state_since before insert or update of state on recovery_case for each row execute function keep_state_since();
create index on recovery_case (lender_no, id);

-- What people call places. Places are learnt anew all the time: a name belongs to where it was given.
create table place_label (
  vehicle_no  int4 not null references vehicle,
  lat_e7      int4 not null,
  lon_e7      int4 not null,
  lender_no   int4 not null references lender,
  label       text not null check (length(label) between 1 and 80),
  labelled_by text not null,
  labelled_at timestamptz not null,
  primary key (vehicle_no, lat_e7, lon_e7)
);
alter table place_label enable row level security;
create policy tenant on place_label for all to lw_api
  using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
grant select, insert, delete on place_label to lw_api;

-- Long work that goes on after it was answered.
create table job (
  id          uuid primary key,
  lender_no   int4 not null references lender,
  kind        text not null check (kind in ('import')),
  subject     text not null,
  state       text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  done        int8 not null default 0,
  total       int8 not null,
  cancelling  boolean not null default false,
  problem     jsonb,
  import_id   uuid references import_job,
  created_by  text not null,
  created_at  timestamptz not null,
  started_at  timestamptz,
  updated_at  timestamptz not null,                                      -- the last sign of life of who works on it
  finished_at timestamptz
);
create index on job (lender_no, id);
create index on job (lender_no, updated_at);
alter table job enable row level security;
create policy tenant on job for all to lw_api
  using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
grant select, insert, update on job to lw_api;

-- The migrator keeps its own books as itself.
reset role;
