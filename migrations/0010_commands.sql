-- Commands to trackers, and chases. The document of each is the domain's; the columns beside it are what lists,
-- constraints and the tasks that look for work need.
set local role lw_owner;

-- A clone that sends no or wrong checksums: its frames are borne. And the reporting interval it was last set to.
alter table tracker add column tolerate_checksum boolean not null default false;
alter table tracker add column report_interval_s int4 check (report_interval_s between 1 and 86400);

create table chase (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  vehicle_no int4 not null references vehicle,
  detail     jsonb not null,              -- the chase as the domain knows it
  version    int4 not null,
  started_at timestamptz not null,
  ends_at    timestamptz not null,
  ended_at   timestamptz
);
create unique index chase_one_live on chase (vehicle_no) where ended_at is null;
create index on chase (vehicle_no, id);

create table command (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  tracker_no int4 not null references tracker,
  vehicle_no int4 references vehicle,     -- where the tracker was when it was asked for
  chase_id   uuid references chase,
  kind       text not null,
  state      text not null check (state in ('awaiting_approval','queued','sent','acknowledged','failed','expired','cancelled')),
  detail     jsonb not null,              -- the order as the machine knows it
  version    int4 not null,
  due_at     timestamptz,                 -- it expires, or its answer is overdue (engine time); null once it is over
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint command_due check ((due_at is not null) = (state in ('awaiting_approval','queued','sent')))
);
-- At most one is under way to a device.
create unique index command_one_under_way on command (tracker_no) where state = 'sent';
create index command_live on command (tracker_no) where due_at is not null;
create index command_due_at on command (due_at) where due_at is not null;
create index on command (tracker_no, id);
create index on command (vehicle_no, id) where vehicle_no is not null;
create index on command (chase_id) where chase_id is not null;

do $$
declare t text;
begin
  foreach t in array array['command','chase'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select, insert, update on %I to lw_api, lw_worker', t);
  end loop;
end $$;
-- An acknowledged interval is remembered by the task that took the answer.
grant update (report_interval_s) on tracker to lw_worker;

-- The migrator keeps its own books as itself.
reset role;
