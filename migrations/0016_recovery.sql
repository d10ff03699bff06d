-- Field work, custody and sale. What the state machines know is one document a row; the columns that lists, constraints
-- and indexes need are computed from it, so that the two cannot disagree.
set local role lw_owner;

alter table app_user drop constraint app_user_role_check;
alter table app_user add constraint app_user_role_check check
  (role in ('admin','supervisor','risk_officer','legal','finance','yard_clerk','auditor','contractor'));

do $$
declare t text;
begin
  foreach t in array array['vendor','agent','yard','recovery_order','offer_round','letter','appraisal','lot','buyer',
                           'rate_card','invoice','statement','notice'] loop
    execute format($f$
      create table %I (
        id         uuid primary key,
        lender_no  int4 not null references lender,
        detail     jsonb not null,
        case_id    uuid generated always as ((detail ->> 'case')::uuid) stored references recovery_case,
        vendor_id  uuid generated always as (coalesce(detail ->> 'vendor', detail #>> '{stage,vendor}',
                     detail #>> '{stage,work,vendor}', detail #>> '{stage,from,vendor}',
                     detail #>> '{stage,from,work,vendor}')::uuid) stored,
        state      text not null generated always as (coalesce(detail #>> '{stage,state}', detail #>> '{state,state}',
                     detail ->> 'state', '')) stored,
        version    int4 not null generated always as (coalesce((detail ->> 'version')::int4, 1)) stored,
        due_at     timestamptz,                    -- when time itself may change its state
        created_at timestamptz not null,
        updated_at timestamptz not null
      )$f$, t);
    execute format('create index on %I (case_id) where case_id is not null', t);
    execute format('create index on %I (vendor_id, state, id) where vendor_id is not null', t);
    execute format('create index on %I (lender_no, state, id)', t);
    execute format('create index on %I (due_at) where due_at is not null', t);
  end loop;
end $$;

alter table vendor add column name text not null generated always as (detail #>> '{profile,name}') stored;
alter table vendor add constraint vendor_name_unique unique (lender_no, name);
alter table agent add column name_sealed bytea;          -- a person: sealed as borrowers are
-- Whom a vendor named when it quoted: they do the order if it is awarded.
create table offer_crew (
  offer_id  uuid primary key,
  lender_no int4 not null references lender,
  agents    uuid[] not null
);
create table vendor_coverage (
  vendor_id  uuid primary key references vendor,
  lender_no  int4 not null references lender,
  detail     jsonb not null,                              -- H3 cells, compacted
  updated_at timestamptz not null
);
alter table yard add column name text not null generated always as (detail ->> 'name') stored;
alter table yard add constraint yard_name_unique unique (lender_no, name);
alter table recovery_order add column kind text not null generated always as (detail ->> 'kind') stored;
-- A round belongs to an order.
alter table offer_round add column order_id uuid not null generated always as ((detail ->> 'order')::uuid) stored references recovery_order;
create unique index offer_round_one_open on offer_round (order_id) where state in ('open', 'opened');
create index offer_round_offers on offer_round using gin (detail jsonb_path_ops);

-- A contractor signs in as a person of a vendor, and acts as one of its agents.
alter table app_user add column vendor_id uuid references vendor;
alter table app_user add column agent_id uuid;
alter table app_user add constraint app_user_vendor check ((role = 'contractor') = (vendor_id is not null));

create unique index letter_code on letter ((detail ->> 'code'));
-- Whoever is shown a letter may ask whether it holds: the code opens this one row and nothing else.
create function letter_of_code(wanted text) returns jsonb language sql stable security definer set search_path = public, pg_temp
  return (select detail from letter where detail ->> 'code' = wanted);
revoke all on function letter_of_code from public;
grant execute on function letter_of_code to lw_api;

-- Who has the car: the chain of hand-overs of a case.
create table custody (
  case_id    uuid primary key references recovery_case,
  lender_no  int4 not null references lender,
  detail     jsonb not null,
  yard_id    uuid generated always as ((detail #>> '{-1,to,yard}')::uuid) stored references yard,
  updated_at timestamptz not null
);
create index on custody (yard_id) where yard_id is not null;

-- A position for a contractor, for a time. The token is shown once.
create table recovery_link (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  case_id    uuid not null references recovery_case,
  order_id   uuid not null references recovery_order,
  vendor_id  uuid not null references vendor,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  died_at    timestamptz,
  cause      text,
  constraint recovery_link_death check ((died_at is null) = (cause is null))
);
create unique index recovery_link_one_live on recovery_link (order_id) where died_at is null;
create index on recovery_link (case_id) where died_at is null;

-- Photos, sound and papers of a case. The bytes are files outside the database.
create table case_evidence (
  id           uuid primary key,
  lender_no    int4 not null references lender,
  case_id      uuid not null references recovery_case,
  order_id     uuid references recovery_order,
  vendor_id    uuid references vendor,
  kind         text not null,
  content_type text not null,
  size_bytes   int8 not null check (size_bytes > 0),
  sha256       bytea not null check (octet_length(sha256) = 32),
  taken_at     timestamptz,
  lat_e7       int4,
  lon_e7       int4,
  note         text,
  uploaded_by  text not null,
  received_at  timestamptz not null,
  storage_name text not null,
  constraint case_evidence_once unique (case_id, sha256)
);
create index on case_evidence (case_id, id);
create index on case_evidence (order_id) where order_id is not null;

-- What was found, checked and said: added once, never changed.
create table case_record (
  id        uuid primary key,
  lender_no int4 not null references lender,
  case_id   uuid not null references recovery_case,
  order_id  uuid references recovery_order,
  kind      text not null,
  detail    jsonb not null,
  at        timestamptz not null,
  by        text not null
);
create index on case_record (case_id, kind, at);

-- The books of cases. One business event posts once; what was wrong is reversed, never changed.
create table ledger_entry (
  seq       bigint generated always as identity primary key,
  id        uuid not null unique,
  lender_no int4 not null references lender,
  case_id   uuid not null references recovery_case,
  cause     text not null,
  detail    jsonb not null,
  at        timestamptz not null,
  constraint ledger_posts_once unique (case_id, cause)
);
create index on ledger_entry (lender_no, seq);

do $$
declare t text;
begin
  foreach t in array array['vendor','agent','yard','recovery_order','offer_round','letter','appraisal','lot','buyer','rate_card',
                           'invoice','statement','notice','custody','recovery_link','case_evidence','case_record','vendor_coverage','offer_crew',
                           'ledger_entry'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
  end loop;
  foreach t in array array['vendor','agent','yard','recovery_order','offer_round','letter','lot','buyer','rate_card','invoice',
                           'statement','notice','custody','recovery_link','vendor_coverage','offer_crew'] loop
    execute format('grant select, insert, update on %I to lw_api, lw_worker', t);
  end loop;
  -- Evidence is added, and looked at: nobody changes or deletes it.
  foreach t in array array['appraisal','case_evidence','case_record','ledger_entry'] loop
    execute format('grant select, insert on %I to lw_api, lw_worker', t);
  end loop;
end $$;

-- The migrator keeps its own books as itself.
reset role;
