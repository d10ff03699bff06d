-- Named groups of vehicles, which lists, maps and alerts can be asked for. A vehicle may be in several.
set local role lw_owner;

create table vehicle_group (
  id          uuid primary key,
  lender_no   int4 not null references lender,
  name        text not null,
  colour      text not null check (colour in ('grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink')),
  members     int4 not null default 0 check (members between 0 and 100000), -- rows of group_vehicle, counted by who writes them
  version     int4 not null default 1,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create unique index vehicle_group_name_unique on vehicle_group (lender_no, lower(name));

create table group_vehicle (
  group_id    uuid not null references vehicle_group on delete cascade,
  vehicle_no  int4 not null references vehicle,
  lender_no   int4 not null references lender,
  primary key (group_id, vehicle_no)
);
create index on group_vehicle (vehicle_no, group_id);

do $$
declare t text;
begin
  foreach t in array array['vehicle_group','group_vehicle'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select, insert, update, delete on %I to lw_api', t);
    execute format('grant select on %I to lw_worker', t);
  end loop;
end $$;

-- The fleet in memory knows of each car the groups that it is in.
create trigger fleet_inserted after insert on group_vehicle referencing new table as new_rows for each statement execute function note_fleet_change();
create trigger fleet_deleted after delete on group_vehicle referencing old table as old_rows for each statement execute function note_fleet_change();

-- The migrator keeps its own books as itself.
reset role;
