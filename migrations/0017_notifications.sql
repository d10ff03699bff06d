-- Notifications: who is told of what, and every attempt to tell them. Deliveries are made from the event table; the
-- document of each is the domain's, the columns beside it are what lists, constraints and the senders need.
-- A null lender_no: the platform's own.
set local role lw_owner;

-- Where webhooks and gateway messages go. Addresses hold tokens as often as not, so the whole form is sealed.
create table notification_endpoint (
  id         uuid primary key,
  lender_no  int4 references lender,
  name       text not null check (length(name) between 1 and 100),
  kind       text not null check (kind in ('webhook', 'http_gateway')),
  form       bytea not null,                 -- sealed
  shown      jsonb not null,                 -- of the form what people may read
  version    int4 not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  retired_at timestamptz
);
create unique index notification_endpoint_name on notification_endpoint (lender_no, name) nulls not distinct where retired_at is null;

create table notification_rule (
  id         uuid primary key,
  lender_no  int4 references lender,
  name       text not null check (length(name) between 1 and 100),
  enabled    boolean not null default true,
  rule       jsonb not null,                 -- as the domain knows it
  since_xid  xid8 not null default pg_current_xact_id(),  -- it is about what happens from then on
  version    int4 not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  retired_at timestamptz
);
create unique index notification_rule_name on notification_rule (lender_no, name) nulls not distinct where retired_at is null;
create index on notification_rule (lender_no, id);

-- Ways to reach people and contractors beyond the address they log in with, and their language and zone.
create table notification_contact (
  lender_no  int4 references lender,
  kind       text not null check (kind in ('user', 'vendor')),
  subject_id uuid not null,
  address    bytea,                          -- sealed: {"email", "gateway"}
  language   text check (language in ('en', 'zh')),
  time_zone  text,
  updated_at timestamptz not null,
  constraint notification_contact_one unique nulls not distinct (lender_no, kind, subject_id)
);

create table notification_delivery (
  id           uuid primary key,
  lender_no    int4 references lender,
  event_seq    int8,                         -- null: a test message
  rule_id      uuid references notification_rule,
  level        int2 not null,                -- 0: the rule's first step
  recipient    text not null,                -- 'user:<id>', 'vendor:<id>', 'address:<address>', 'endpoint'
  via          text not null,                -- 'email', 'webhook:<endpoint>', 'http_gateway:<endpoint>'
  event_type   text not null,
  severity     text not null,
  entity_kind  text not null,
  entity_id    uuid not null,
  happened_at  timestamptz not null,
  subject      text not null,
  body         text not null,
  payload      jsonb not null,               -- what a webhook is sent
  state        text not null check (state in ('pending', 'sending', 'delivered', 'failed', 'dead', 'suppressed', 'cancelled')),
  detail       jsonb not null,               -- the delivery as the machine knows it
  version      int4 not null,
  due_at       timestamptz,                  -- a sender may take it; null once it is over (wall time)
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  constraint notification_delivery_due check ((due_at is not null) = (state in ('pending', 'sending', 'failed')))
);
-- One per event, rule, recipient and way, whoever routes, and however often.
create unique index notification_delivery_once on notification_delivery (event_seq, rule_id, recipient, via) where event_seq is not null;
create index notification_delivery_due_at on notification_delivery (due_at) where due_at is not null;
create index on notification_delivery (lender_no, id);
create index on notification_delivery (entity_id, id);
create index notification_delivery_over on notification_delivery (updated_at) where due_at is null;

create table notification_attempt (
  delivery_id uuid not null references notification_delivery on delete cascade,
  number      int4 not null,
  lender_no   int4 references lender,
  started_at  timestamptz not null,
  ended_at    timestamptz,                   -- null: under way, or its sender ended before it knew
  outcome     text check (outcome in ('delivered', 'failed', 'suppressed', 'abandoned')),
  status      int4,                          -- what HTTP or SMTP answered
  latency_ms  int4,
  error       text check (length(error) <= 400),
  primary key (delivery_id, number)
);

-- Who is told next of an event, and when.
create table notification_escalation (
  event_seq int8 not null,
  rule_id   uuid not null references notification_rule,
  lender_no int4 references lender,
  level     int2 not null,                   -- the one that was told last
  due_at    timestamptz not null,
  primary key (event_seq, rule_id)
);
create index on notification_escalation (due_at);

-- How far the event table has been read. What was before this migration is not told.
create table notification_cursor (
  name text primary key,
  xid  xid8 not null,
  seq  int8 not null
);
insert into notification_cursor values ('router', pg_current_xact_id(), 0);

do $$
declare t text;
begin
  foreach t in array array['notification_endpoint', 'notification_rule', 'notification_contact', 'notification_delivery',
                           'notification_attempt'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api
                      using (lender_no = any (current_lenders()) or (lender_no is null and current_setting(''lienwatch.scope'', true) = ''platform''))
                      with check (lender_no = any (current_lenders()) or (lender_no is null and current_setting(''lienwatch.scope'', true) = ''platform''))', t);
  end loop;
end $$;
alter table notification_escalation enable row level security;
alter table notification_cursor     enable row level security;

grant select, insert, update on notification_endpoint, notification_rule to lw_api;
grant select, insert, update, delete on notification_contact to lw_api;
grant select, insert, update on notification_delivery to lw_api;
grant select on notification_attempt to lw_api;
grant select on notification_endpoint, notification_rule, notification_contact to lw_worker;
grant select, insert, update, delete on notification_delivery, notification_attempt, notification_escalation to lw_worker;
grant select, update on notification_cursor to lw_worker;

-- The migrator keeps its own books as itself.
reset role;
