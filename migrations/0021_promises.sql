-- Promises to pay and instalment plans. A loan has one that is open at most.
set local role lw_owner;

create table promise (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  detail     jsonb not null,
  loan_id    uuid not null generated always as ((detail ->> 'loan')::uuid) stored references loan,
  state      text not null generated always as (detail ->> 'state') stored,
  due_on     text not null generated always as (detail ->> 'next_due') stored,   -- a day, as the document writes it
  version    int4 not null generated always as ((detail ->> 'version')::int4) stored,
  due_at     timestamptz,                          -- when time itself may change its state
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index promise_one_open on promise (loan_id) where state = 'open';
create index on promise (loan_id, id);
create index on promise (lender_no, state, due_on, id);
create index on promise (due_at) where due_at is not null;
alter table promise enable row level security;
create policy tenant on promise for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
grant select, insert, update on promise to lw_api, lw_worker;

-- The migrator keeps its own books as itself.
reset role;
