-- What the detectors conclude, and where they stand.
set local role lw_owner;

create table alert (
  id            uuid primary key,
  lender_no     int4 not null references lender,
  vehicle_no    int4 not null references vehicle,
  type          text not null,
  episode_key   bigint not null,
  severity      text not null check (severity in ('info', 'warn', 'high', 'critical')),
  state         text not null check (state in ('open', 'closed', 'retracted')),
  score         float8 not null,
  tracker_no    int4 references tracker,
  site_id       uuid references site,
  lat_e7        int4,
  lon_e7        int4,
  event_at      timestamptz not null,
  raised_at     timestamptz not null,
  updated_at    timestamptz not null,
  retracted_at  timestamptz,
  late          boolean not null,
  evidence      jsonb not null,
  desk_state    text not null default 'new' check (desk_state in ('new', 'acknowledged', 'snoozed', 'resolved')),
  verdict       text check (verdict in ('confirmed', 'false_positive', 'benign', 'test')),
  snoozed_until timestamptz,
  desk_by       text,
  desk_reason   text,
  version       int4 not null default 1,
  constraint alert_episode unique (vehicle_no, type, episode_key)
);
create index on alert (lender_no, updated_at, id);
create index on alert (lender_no, type, updated_at);

create table stay (
  vehicle_no int4 not null references vehicle,
  arrive     timestamptz not null,
  leave      timestamptz,
  lender_no  int4 not null,
  lat_e7     int4 not null,
  lon_e7     int4 not null,
  primary key (vehicle_no, arrive)
);

create table site_visit (
  vehicle_no int4 not null references vehicle,
  arrive     timestamptz not null,
  site_id    uuid not null references site,
  leave      timestamptz,
  lender_no  int4 not null,
  primary key (vehicle_no, arrive, site_id)
);
create index on site_visit (site_id, arrive);

create table place (
  vehicle_no int4 not null references vehicle,
  rank       int2 not null,
  lender_no  int4 not null,
  lat_e7     int4 not null,
  lon_e7     int4 not null,
  kind       text not null check (kind in ('home', 'work', 'other')),
  visits     int4 not null,
  dwell_s    bigint not null,
  confidence float8 not null,
  last_seen  timestamptz not null,
  primary key (vehicle_no, rank)
);

-- A detector's transaction writes its alerts, the touched vehicles' states (each with the sequence it has seen) and,
-- now and then, the worker's cursor. After a restart it replays from the cursor; a vehicle skips what its state has seen.
create table detector_cursor (
  worker int2 primary key,
  seq    bigint not null,
  now    timestamptz not null            -- engine time reached
);

create table track_state (
  vehicle_no int4 primary key references vehicle,
  worker     int2 not null,
  seq        bigint not null,
  now        timestamptz not null,
  state      jsonb not null
);

do $$
declare t text;
begin
  foreach t in array array['alert','stay','site_visit','place'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select on %I to lw_api', t);
    execute format('grant select, insert, update, delete on %I to lw_worker', t);
  end loop;
end $$;
grant update on alert to lw_api;         -- the desk's columns
grant select, insert, update, delete on detector_cursor, track_state to lw_worker;

-- The migrator keeps its own books as itself.
reset role;
