-- What a restart needs to know, and limits that hold without the program's help.
set local role lw_owner;

-- When the writer was last known to be alive (wall time); null until then.
alter table ingest_writer add column alive_at timestamptz;

-- Partitions of another width may be there already. A range that meets one is covered day by day, around it.
create or replace function create_observation_partition(starts timestamptz, ends timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  name text := 'observation_' || to_char(starts at time zone 'UTC', 'YYYYMMDD');
  day  timestamptz := starts;
begin
  if ends <= starts or ends - starts > interval '32 days' then
    raise exception 'a partition covers between a moment and 32 days';
  end if;
  if to_regclass(name) is null then
    begin
      execute format('create table %I partition of observation for values from (%L) to (%L)', name, starts, ends);
      return;
    exception when invalid_object_definition or duplicate_table then null; -- it meets another one
    end;
  elsif exists (select from pg_class where oid = to_regclass(name)
                  and pg_get_expr(relpartbound, oid) = format('FOR VALUES FROM (%L) TO (%L)', starts, ends)) then
    return;
  end if;
  while day < ends loop
    name := 'observation_' || to_char(day at time zone 'UTC', 'YYYYMMDD');
    if to_regclass(name) is null then
      begin
        execute format('create table %I partition of observation for values from (%L) to (%L)', name, day,
                       least(day + interval '1 day', ends));
      exception when invalid_object_definition or duplicate_table then null;
      end;
    end if;
    day := day + interval '1 day';
  end loop;
end $$;

-- Desk work changes the desk's columns; what was detected is the detectors' to change.
revoke update on alert from lw_api;
grant update (desk_state, verdict, snoozed_until, desk_by, desk_reason, updated_at, version) on alert to lw_api;

-- The list of unregistered devices is cut to the newest.
create index quarantine_last_seen on quarantine (last_seen);

-- The migrator keeps its own books as itself.
reset role;
