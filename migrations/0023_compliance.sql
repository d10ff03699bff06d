-- The law of the place as it was asked: what people recorded that its rules need, who agreed to what, every decision of
-- the gate with the action it was asked for, and the rules and holidays that a lender brought.
set local role lw_owner;

-- What the law asks of a loan or a vendor: one document each, beside the register.
create table compliance_file (
  subject_id uuid primary key,
  lender_no  int4 not null references lender,
  kind       text not null check (kind in ('loan', 'vendor')),
  detail     jsonb not null,
  version    int4 not null default 1,
  updated_at timestamptz not null,
  updated_by text not null
);

-- Added once, never changed: of actions that were done, and of those that were refused.
create table compliance_decision (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  case_id    uuid not null references recovery_case,
  subject_id uuid,                            -- the order, lot or notice
  step       text not null,                   -- what was asked for, as the API names it
  action     text not null,                   -- as the gate names it
  outcome    text not null check (outcome in ('allow', 'needs_approval', 'deny')),
  refused_by text,                            -- the rule, of the law or of a machine; null: it was done
  detail     jsonb not null,                  -- action and decision in full
  at         timestamptz not null,            -- engine time
  by         text not null
);
create index on compliance_decision (case_id, id);
create index on compliance_decision (lender_no, at) where refused_by is not null;

-- Somebody agreed to exactly one action.
create table compliance_approval (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  case_id    uuid not null references recovery_case,
  subject_id uuid,
  action     jsonb not null,
  approver   text not null check (approver in ('supervisor', 'legal', 'admin')),
  reason     text not null,
  by         text not null,
  at         timestamptz not null
);
create index on compliance_approval (case_id, id);

-- A lender's own rules, version by version; the newest is in force.
create table compliance_pack (
  lender_no int4 not null references lender,
  number    int4 not null,
  version   text not null,
  pack      text not null,                    -- as it was brought
  at        timestamptz not null,
  by        text not null,
  primary key (lender_no, number),
  constraint compliance_pack_version_unique unique (lender_no, version)
);

-- Holidays and worked weekends of a place.
create table compliance_holidays (
  lender_no    int4 not null references lender,
  jurisdiction text not null,
  days         text not null,                 -- as it was brought: lines of date,kind,name
  at           timestamptz not null,
  by           text not null,
  primary key (lender_no, jurisdiction)
);

do $$
declare t text;
begin
  foreach t in array array['compliance_file','compliance_decision','compliance_approval','compliance_pack','compliance_holidays'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
  end loop;
  foreach t in array array['compliance_decision','compliance_approval','compliance_pack'] loop
    execute format('grant select, insert on %I to lw_api, lw_worker', t);
  end loop;
  foreach t in array array['compliance_file','compliance_holidays'] loop
    execute format('grant select, insert, update on %I to lw_api, lw_worker', t);
  end loop;
end $$;

-- The migrator keeps its own books as itself.
reset role;
