-- What the KPI sheet counts by.
set local role lw_owner;

-- Where the loan is kept, as the lender names its branches.
alter table loan add column branch text constraint loan_branch_text check (length(branch) between 1 and 100);
create index on loan (lender_no, branch) where branch is not null;

-- How far gone a loan was when it was flagged: later it is in another bucket, and less or more is owed.
alter table recovery_case add column flagged_dpd int4;
alter table recovery_case add column flagged_bucket text;
alter table recovery_case add column flagged_overdue_minor bigint;
alter table recovery_case add column flagged_outstanding_minor bigint;
create index on recovery_case (lender_no, opened_at);
create index on recovery_order (lender_no, created_at);
create index on alert (lender_no, raised_at);

-- Whose an alert or a case is to look at.
alter table recovery_case add column assigned_to uuid references app_user;
create index on recovery_case (assigned_to) where assigned_to is not null;
alter table alert add column assigned_to uuid references app_user;
create index on alert (assigned_to) where assigned_to is not null;
grant update (assigned_to) on alert to lw_api;

-- What yards need looking at: a stay that is too long, bays that run out. Once for each stay, or as long as it lasts.
create table yard_alert (
  id           uuid primary key,
  lender_no    int4 not null references lender,
  yard_id      uuid not null references yard,
  kind         text not null check (kind in ('overdue_stay', 'nearly_full', 'full')),
  case_id      uuid references recovery_case,
  hand_over    uuid,
  severity     text not null check (severity in ('warn', 'high')),
  raised_at    timestamptz not null,
  withdrawn_at timestamptz,
  constraint yard_alert_stay check ((kind = 'overdue_stay') = (case_id is not null) and (case_id is null) = (hand_over is null))
);
create unique index yard_alert_one_of_yard on yard_alert (yard_id, kind) where withdrawn_at is null and case_id is null;
create unique index yard_alert_one_of_stay on yard_alert (case_id, hand_over) where withdrawn_at is null and case_id is not null;
create index on yard_alert (lender_no, id);
create index on yard_alert (lender_no) where withdrawn_at is null;
alter table yard_alert enable row level security;
create policy tenant on yard_alert for all to lw_api
  using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
grant select on yard_alert to lw_api;
grant select, insert, update on yard_alert to lw_worker;

-- The migrator keeps its own books as itself.
reset role;
