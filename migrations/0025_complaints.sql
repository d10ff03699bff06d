-- The lender's complaint desk. Who complains and what they say stands in the document, sealed.
set local role lw_owner;

create table complaint (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  detail     jsonb not null,
  reference  text not null generated always as (detail ->> 'reference') stored,
  submission text generated always as (detail ->> 'submission') stored,   -- digest of a form that was sent
  state      text not null generated always as (detail ->> 'state') stored,
  category   text not null generated always as (detail ->> 'category') stored,
  severity   text not null generated always as (detail ->> 'severity') stored,
  vehicle_id uuid generated always as ((detail #>> '{about,vehicle}')::uuid) stored references vehicle (id),
  loan_id    uuid generated always as ((detail #>> '{about,loan}')::uuid) stored references loan,
  case_id    uuid generated always as ((detail #>> '{about,case}')::uuid) stored references recovery_case,
  vendor_id  uuid generated always as ((detail #>> '{about,vendor}')::uuid) stored references vendor,
  handler    uuid generated always as ((detail ->> 'handler')::uuid) stored references app_user,
  version    int4 not null generated always as ((detail ->> 'version')::int4) stored,
  due_at     timestamptz,                          -- when there is something to say of its deadlines
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint complaint_reference_unique unique (reference),
  constraint complaint_submission_once unique (submission)
);
create index on complaint (lender_no, state, id);
create index on complaint (case_id, id) where case_id is not null;
create index on complaint (loan_id, id) where loan_id is not null;
create index on complaint (vendor_id, id) where vendor_id is not null;
create index on complaint (due_at) where due_at is not null;
alter table complaint enable row level security;
create policy tenant on complaint for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
grant select, insert, update on complaint to lw_api, lw_worker;

-- The migrator keeps its own books as itself.
reset role;
