-- Reports that somebody ordered once and is sent again and again, each run with its outcome. Engine time, except `at`.
set local role lw_owner;

create table report_schedule (
  id             uuid primary key,
  lender_no      int4 not null references lender,
  owner_id       uuid not null references app_user,                     -- made with their rights, sent to them
  report         text not null check (report in ('kpis', 'alert_precision')),
  breakdown      text,                                                  -- of the KPI sheet
  every          text not null check (every in ('day', 'week', 'month')),
  on_day         int2 check (on_day between 1 and 31),                  -- of the week (1 is Monday), or of the month
  at_hour        int2 not null check (at_hour between 0 and 23),        -- in the lender's zone
  next_at        timestamptz not null,
  paused_because text check (paused_because in ('by_hand', 'owner_gone', 'right_withdrawn')),
  created_at     timestamptz not null,
  check ((every = 'day') = (on_day is null)),
  check ((report = 'kpis') = (breakdown is not null))
);
create index report_schedule_due on report_schedule (next_at, id) where paused_because is null;
create index on report_schedule (owner_id);

-- One row for each time it was due, whoever made it: never twice.
create table report_run (
  id          uuid primary key,
  schedule_id uuid not null references report_schedule on delete cascade,
  lender_no   int4 not null references lender,
  due_at      timestamptz not null,
  by_hand     bool not null,
  at          timestamptz not null,                                     -- wall time
  outcome     text not null check (outcome in ('mailed', 'failed', 'paused')),
  problem     text check (length(problem) <= 400),
  delivery_id uuid                                                      -- of the mail, forgotten in its time
);
create unique index report_run_once on report_run (schedule_id, due_at) where not by_hand;
create index on report_run (schedule_id, id);

do $$
declare t text;
begin
  foreach t in array array['report_schedule','report_run'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('create index on %I (lender_no, id)', t);
    execute format('grant select, insert, update, delete on %I to lw_api', t);
  end loop;
end $$;

-- The migrator keeps its own books as itself.
reset role;
