-- Evidence that arrives in pieces. What is not finished in time goes away; what is finished is evidence like any other.
set local role lw_owner;

create table upload (
  id          uuid primary key,
  lender_no   int4 not null references lender,
  order_id    uuid not null references recovery_order,
  vendor_id   uuid not null references vendor,
  client_id   uuid not null,                     -- the contractor's own name for it
  about       jsonb not null,                    -- kind, when and where it was taken, note
  size_bytes  int8 not null check (size_bytes > 0),
  sha256      bytea not null check (octet_length(sha256) = 32),
  received    int8 not null default 0 check (received >= 0 and received <= size_bytes),
  evidence_id uuid references case_evidence,     -- once it is whole
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  constraint upload_client_once unique (order_id, client_id)
);
create index on upload (vendor_id) where evidence_id is null;
create index on upload (expires_at);

create table upload_part (
  upload_id uuid not null references upload on delete cascade,
  at        int8 not null,                       -- of its first byte
  lender_no int4 not null references lender,
  bytes     bytea not null,
  primary key (upload_id, at)
);
alter table upload_part alter column bytes set storage external;   -- photos do not get smaller

do $$
declare t text;
begin
  foreach t in array array['upload', 'upload_part'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select, insert, update, delete on %I to lw_api, lw_worker', t);
  end loop;
end $$;

-- The migrator keeps its own books as itself.
reset role;
