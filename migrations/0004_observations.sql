-- The hot path. Everything a detector reads is a row here: positions, heartbeats, alarms without a fix, logins, and
-- the disconnects that the listener makes.
set local role lw_owner;

create table observation (
  device_time timestamptz not null,   -- the device's own time, never corrected; receive time where the message has none (flag)
  received_at timestamptz not null,
  ingest_seq  bigint not null,        -- commit order within one writer; detectors resume from it
  h3          bigint,                 -- cell of resolution 9; null without a location
  tracker_no  int4 not null,
  lender_no   int4 not null,          -- 0 = not bound yet
  digest      int4 not null,          -- hash of the decoded record without receive context
  lat_e7      int4,
  lon_e7      int4,
  flags       int4 not null,          -- bits: domain::observation::Flags
  power_mv    int4,                   -- external voltage
  kind        int2 not null,          -- domain::observation::ObservationKind
  speed       int2,                   -- 0.1 km/h
  course      int2,                   -- degrees
  alt         int2,                   -- metres
  satellites  int2,
  battery_pct int2,
  alarms      bigint,                 -- bits: protocols::message::Alarm; null where none
  attributes  jsonb,                  -- null unless the protocol has extras
  primary key (tracker_no, device_time, digest)
) partition by range (device_time);
create index on observation (h3, device_time) where h3 is not null;
create index observation_ingest_seq on observation using brin (ingest_seq) with (pages_per_range = 16);

-- The same rows where device_time is implausible or no partition covers it: kept, never in the way of the hot path.
create table observation_outlier (like observation including defaults, primary key (tracker_no, device_time, digest));
create index on observation_outlier (ingest_seq);

-- Located rows, as people think of them.
create view position with (security_invoker = true) as
  select tracker_no, lender_no, device_time, received_at, lat_e7 / 1e7::float8 as lat, lon_e7 / 1e7::float8 as lon,
         speed / 10.0::float8 as speed_kph, course, alt, satellites, h3,
         (flags & 1) <> 0 as valid, (flags & 2) <> 0 as buffered, (flags & 8) <> 0 as coarse
  from observation where lat_e7 is not null;

create table tracker_latest (
  tracker_no    int4 primary key,
  lender_no     int4 not null,
  received_at   timestamptz not null,  -- last sign of life
  device_time   timestamptz,           -- of the located row below
  lat_e7        int4,
  lon_e7        int4,
  flags         int4 not null,
  speed         int2,
  course        int2,
  satellites    int2,
  battery_pct   int2,
  power_mv      int4,
  connected     boolean not null default false
) with (fillfactor = 50);               -- no secondary index: updates stay within the page

-- Corrections to a device's clock, applied on read and by the detectors (never to the stored row).
create table tracker_clock (
  tracker_no int4 not null,
  lender_no  int4 not null,
  since      timestamptz not null,
  offset_s   int4 not null,
  reason     text not null,
  primary key (tracker_no, since)
);

-- One row per writer: the last sequence number it committed, in the same transaction as its rows.
create table ingest_writer (
  writer   int2 primary key,
  last_seq bigint not null
);

-- When the listener was not there: the server's own silence is no device's fault.
create table listener_downtime (
  starts_at timestamptz primary key,
  ends_at   timestamptz not null
);

-- Partitions are made by the writer ahead of time; the function runs as the owner, and can only make partitions.
create function create_observation_partition(starts timestamptz, ends timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare name text := 'observation_' || to_char(starts at time zone 'UTC', 'YYYYMMDD');
begin
  if ends <= starts or ends - starts > interval '32 days' then
    raise exception 'a partition covers between a moment and 32 days';
  end if;
  if to_regclass(name) is null then
    execute format('create table %I partition of observation for values from (%L) to (%L)', name, starts, ends);
  end if;
end $$;
revoke all on function create_observation_partition from public;
grant execute on function create_observation_partition to lw_ingest, lw_worker;

alter table observation         enable row level security;
alter table observation_outlier enable row level security;
alter table tracker_latest      enable row level security;
alter table tracker_clock       enable row level security;
create policy tenant on observation         for select to lw_api using (lender_no = any (current_lenders()));
create policy tenant on observation_outlier for select to lw_api using (lender_no = any (current_lenders()));
create policy tenant on tracker_latest      for select to lw_api using (lender_no = any (current_lenders()));
create policy tenant on tracker_clock       for select to lw_api using (lender_no = any (current_lenders()));

grant select on observation, observation_outlier, position, tracker_latest, tracker_clock to lw_api;
grant select, insert, update on observation, observation_outlier, tracker_latest, tracker_clock, ingest_writer, listener_downtime to lw_ingest;
grant select on observation, observation_outlier, position, tracker_latest, tracker_clock, ingest_writer, listener_downtime to lw_worker;

-- The migrator keeps its own books as itself.
reset role;
