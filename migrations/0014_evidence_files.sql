-- Photos, sound and video that trackers send. The bytes are files outside the database; a row says whose they are, what
-- they are, and how to tell that they are what was sent.
set local role lw_owner;

create table evidence_file (
  id            uuid primary key,
  lender_no     int4 not null references lender,         -- whose it was when it came
  tracker_no    int4 not null references tracker,
  vehicle_no    int4 references vehicle,                 -- where the tracker was then; null: in none that we knew of
  device_time   timestamptz,                             -- as the device said it, never corrected; null: it said none
  received_at   timestamptz not null,                    -- engine time
  kind          text not null check (kind in ('image', 'sound', 'video', 'other')),
  format        text not null check (format in ('jpeg', 'tiff', 'mp3', 'wav', 'wmv', 'amr', 'mp4', 'other')),
  event         int2 not null,                           -- why it was made, as its protocol numbers it
  channel       int2 not null,                           -- camera or microphone
  device_number int8 not null,                           -- the device's own number of it
  size_bytes    int8 not null check (size_bytes > 0),
  sha256        bytea not null check (octet_length(sha256) = 32),
  lat_e7        int4,
  lon_e7        int4,
  h3            int8,
  storage_name  text not null,                           -- below the root of the files
  constraint evidence_file_place check ((lat_e7 is null) = (lon_e7 is null)),
  -- What is sent again is the same file.
  constraint evidence_file_once unique nulls not distinct (tracker_no, device_number, sha256, device_time)
);
create index on evidence_file (vehicle_no, received_at desc, id desc) where vehicle_no is not null;
create index on evidence_file (lender_no, id);

alter table evidence_file enable row level security;
create policy tenant on evidence_file for all to lw_api
  using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
-- Evidence is added once, and looked at: nobody changes or deletes it.
grant select on evidence_file to lw_api, lw_worker;
grant select, insert on evidence_file to lw_ingest;

-- The migrator keeps its own books as itself.
reset role;
