-- What the HTTP API adds to the schema.
set local role lw_owner;

-- The lender's own key of the contract on the car, known before the loan's terms are.
alter table vehicle add column contract_number text;
alter table vehicle add constraint vehicle_contract_number_unique unique (lender_no, contract_number);

-- A negative payment undoes another one.
alter table payment add column reverses uuid references payment;
alter table payment add constraint payment_sign check ((amount_minor < 0) = (reverses is not null));

-- Followers read events in commit-safe order: a row's transaction first, its number second. (By number alone a
-- transaction that took its number early and commits late would be passed over.)
create index event_commit_order on event (xid, seq);

-- Who asked for it, and when it was entered (wall time).
alter table service_window add column created_at timestamptz not null default now();
alter table service_window add column created_by text not null default 'system';

-- The migrator keeps its own books as itself.
reset role;
