-- The edge: what strangers said first, who never said a name, and raw frames kept on demand.
set local role lw_owner;

-- The first packet ever (a login, as a rule) stays; the last few change. A connection that never named a device is
-- listed by its address, as '@' and the address, which no device is called.
alter table quarantine add column first_packet text;
alter table quarantine add column nameless boolean generated always as (device_id like '@%') stored;
drop index if exists quarantine_last_seen;
create index quarantine_newest on quarantine (nameless, last_seen);

-- One capture of a tracker at a time: its raw frames, both ways, until enough are kept or its time is up.
create table capture (
  tracker_no    int4 primary key references tracker,
  id            uuid not null unique,
  lender_no     int4 not null references lender,
  started_at    timestamptz not null,                                   -- wall time, as all times here
  ends_at       timestamptz not null,
  frames_wanted int2 not null check (frames_wanted between 1 and 1000),
  reason        text not null,
  started_by    text not null,
  constraint capture_length check (ends_at > started_at and ends_at - started_at <= interval '1 day')
);
create index on capture (ends_at);
create index on capture (lender_no);

create table capture_frame (
  tracker_no int4 not null references capture on delete cascade,
  n          int4 not null,
  lender_no  int4 not null references lender,
  at         timestamptz not null,
  direction  text not null check (direction in ('in', 'out')),
  transport  text not null check (transport in ('tcp', 'udp', 'mqtt')),
  peer       text not null,
  bytes      bytea not null,
  primary key (tracker_no, n)
);

do $$
declare t text;
begin
  foreach t in array array['capture', 'capture_frame'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
  end loop;
end $$;
grant select, insert, delete on capture to lw_api;
grant select, delete on capture_frame to lw_api;
grant select, delete on capture to lw_ingest;
grant select, insert, delete on capture_frame to lw_ingest;

-- The migrator keeps its own books as itself.
reset role;
