-- The month's reckoning with a contractor, and what people have to put right after it.
set local role lw_owner;

do $$
declare t text;
begin
  foreach t in array array['reconciliation','money_task'] loop
    execute format($f$
      create table %I (
        id         uuid primary key,
        lender_no  int4 not null references lender,
        detail     jsonb not null,
        case_id    uuid generated always as ((detail ->> 'case')::uuid) stored references recovery_case,
        vendor_id  uuid not null generated always as ((detail ->> 'vendor')::uuid) stored references vendor,
        state      text not null generated always as (coalesce(detail ->> 'state', '')) stored,
        version    int4 not null generated always as (coalesce((detail ->> 'version')::int4, 1)) stored,
        due_at     timestamptz,                    -- when time itself may change its state
        created_at timestamptz not null,
        updated_at timestamptz not null
      )$f$, t);
    execute format('create index on %I (vendor_id, state, id)', t);
    execute format('create index on %I (lender_no, state, id)', t);
    execute format('create index on %I (due_at) where due_at is not null', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select, insert, update on %I to lw_api, lw_worker', t);
  end loop;
end $$;
create unique index reconciliation_once on reconciliation (vendor_id, (detail ->> 'month'), (detail ->> 'currency'));
create index on money_task (case_id);
-- What an order moved in the books of a month.
create index ledger_entry_of_order on ledger_entry (((detail ->> 'about_order')::uuid), at) where detail ->> 'about_order' is not null;

-- The migrator keeps its own books as itself.
reset role;
