-- Who uses the system. Runs as lw_owner, so that the application's roles own nothing.
set local role lw_owner;

-- The lenders that the current transaction may see: set by the API from the caller's proof, as '{1}' or '{1,2}'.
create function current_lenders() returns int4[] language sql stable parallel safe
  return coalesce(nullif(current_setting('lienwatch.lenders', true), ''), '{}')::int4[];

create table lender (
  lender_no    int4 generated always as identity primary key,   -- 0 is never given: it means "not bound yet"
  id           uuid not null unique,
  name         text not null unique check (length(name) between 1 and 200),
  jurisdiction text not null default 'CN',
  time_zone    text not null default 'Asia/Shanghai',
  currency     text not null default 'CNY' check (currency ~ '^[A-Z]{3}$'),
  policy       jsonb not null default '{}',
  created_at   timestamptz not null
);

create table app_user (
  id             uuid primary key,
  lender_no      int4 references lender,                          -- null: operator of the platform
  email          text not null unique check (email = lower(email)),
  display_name   text not null,
  role           text not null check (role in ('admin','supervisor','risk_officer','legal','finance','yard_clerk','auditor')),
  password_hash  text not null,                                    -- argon2id
  failed_logins  int4 not null default 0,
  locked_until   timestamptz,
  disabled_at    timestamptz,
  created_at     timestamptz not null
);

create table user_session (
  token_hash   bytea primary key,                                  -- SHA-256 of the cookie
  user_id      uuid not null references app_user on delete cascade,
  csrf_hash    bytea not null,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null
);
create index on user_session (user_id);

create table api_key (
  id           uuid primary key,
  lender_no    int4 references lender,                             -- null: platform key, sees every lender
  name         text not null,
  key_hash     bytea not null unique,                              -- SHA-256 of the key; the key itself is shown once
  scopes       text[] not null,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz
);

create table one_time_link (
  token_hash bytea primary key,
  purpose    text not null check (purpose in ('first_admin')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

-- One append-only table of everything that happened: timelines, live updates and the audit trail read it.
create table event (
  seq         bigint generated always as identity primary key,
  xid         xid8 not null default pg_current_xact_id(),          -- readers stop below the oldest running transaction
  lender_no   int4,
  entity_kind text not null,
  entity_id   uuid not null,
  action      text not null,
  actor       text not null,                                        -- 'user:<id>', 'key:<id>', 'system:<task>'
  at          timestamptz not null,
  reason      text,
  data        jsonb not null default '{}'
);
create index on event (entity_id, seq);
create index on event (lender_no, seq);

create table idempotency (
  principal  text not null,
  key        text not null,
  request    bytea not null,                                        -- SHA-256 of method, path and body
  status     int2 not null,
  response   jsonb not null,
  created_at timestamptz not null,
  primary key (principal, key)
);
create index on idempotency (created_at);

-- Small facts of the installation (first run done, keys' check value, ...).
create table installation_fact (
  name  text primary key,
  value jsonb not null
);

alter table lender       enable row level security;
alter table app_user     enable row level security;
alter table user_session enable row level security;
alter table api_key      enable row level security;
alter table event        enable row level security;

create policy tenant on lender for all to lw_api
  using (lender_no = any (current_lenders()) or current_setting('lienwatch.scope', true) = 'platform')
  with check (lender_no = any (current_lenders()) or current_setting('lienwatch.scope', true) = 'platform');
-- Before the caller is known (scope 'auth') the proof itself is the filter; afterwards only the tenant's own.
create policy tenant on app_user for all to lw_api
  using (lender_no = any (current_lenders()) or current_setting('lienwatch.scope', true) in ('auth', 'platform'));
create policy tenant on user_session for all to lw_api
  using (current_setting('lienwatch.scope', true) = 'auth');
create policy tenant on api_key for all to lw_api
  using (lender_no = any (current_lenders()) or current_setting('lienwatch.scope', true) in ('auth', 'platform'));
create policy tenant on event for select to lw_api
  using (lender_no = any (current_lenders()) or (lender_no is null and current_setting('lienwatch.scope', true) = 'platform'));
create policy append on event for insert to lw_api
  with check (lender_no = any (current_lenders()) or current_setting('lienwatch.scope', true) in ('auth', 'platform'));

grant select, insert, update on lender, app_user, api_key to lw_api;
grant select, insert, update, delete on user_session to lw_api;
grant select, insert, update on one_time_link, idempotency, installation_fact to lw_api;
grant select, delete on idempotency, user_session to lw_worker;
grant select, insert on event to lw_api;
grant insert on event to lw_ingest;
grant select, insert on event to lw_worker;
grant select on lender, app_user to lw_worker, lw_ingest;
grant select, insert, update on installation_fact to lw_worker, lw_ingest;

-- The migrator keeps its own books as itself.
reset role;
