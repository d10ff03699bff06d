-- The recovery case. One vehicle, one loan, one open case at most.
set local role lw_owner;

create table recovery_case (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  vehicle_no int4 not null references vehicle,
  loan_id    uuid not null references loan,
  state      text not null,
  rule       text not null,
  reasons    jsonb not null,              -- texts that say why it was flagged
  alert_ids  uuid[] not null default '{}',
  detail     jsonb not null,              -- the case as the state machine knows it
  version    int4 not null default 1,
  opened_at  timestamptz not null,
  updated_at timestamptz not null,
  closed_at  timestamptz
);
create unique index recovery_case_one_open on recovery_case (loan_id) where closed_at is null;
create index on recovery_case (lender_no, state, id);
create index on recovery_case (vehicle_no);

create table case_hold (
  id          uuid primary key,
  lender_no   int4 not null references lender,
  case_id     uuid not null references recovery_case,
  kind        text not null,
  reason      text not null,
  placed_by   text not null,
  placed_at   timestamptz not null,
  released_by text,
  released_at timestamptz,
  release_reason text
);
create index on case_hold (case_id);

do $$
declare t text;
begin
  foreach t in array array['recovery_case','case_hold'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select, insert, update on %I to lw_api, lw_worker', t);
  end loop;
end $$;

-- The migrator keeps its own books as itself.
reset role;
