-- The register: who owes what on which car, and what is fitted to it.
set local role lw_owner;

-- Personal columns are sealed by the application (AES-256-GCM, key ring); the *_index columns are keyed hashes for
-- equality search. The database never sees the plain text.
create table borrower (
  id               uuid primary key,
  lender_no        int4 not null references lender,
  external_id      text not null,
  name_sealed      bytea not null,
  id_number_sealed bytea,
  id_number_index  bytea,
  phone_sealed     bytea,
  phone_index      bytea,
  address_sealed   bytea,
  vulnerable       boolean not null default false,
  version          int4 not null default 1,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  constraint borrower_external_id_unique unique (lender_no, external_id)
);
create index on borrower (lender_no, phone_index);
create index on borrower (lender_no, id_number_index);

create table vehicle (
  vehicle_no  int4 generated always as identity primary key,
  id          uuid not null unique,
  lender_no   int4 not null references lender,
  external_id text,
  vin         text not null,
  plate       text,
  make        text,
  model       text,
  model_year  int2,
  colour      text,
  version     int4 not null default 1,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  constraint vehicle_vin_unique unique (lender_no, vin),
  constraint vehicle_external_id_unique unique (lender_no, external_id)
);
create index on vehicle (lender_no, id);

create table declared_place (
  vehicle_no int4 not null references vehicle,
  lender_no  int4 not null references lender,
  kind       text not null check (kind in ('home', 'work')),
  lat_e7     int4 not null,
  lon_e7     int4 not null,
  primary key (vehicle_no, kind)
);

create table tracker (
  tracker_no      int4 generated always as identity primary key,
  id              uuid not null unique,
  lender_no       int4 not null references lender,
  protocol        text not null,
  device_id       text not null,
  model           text,
  role            text not null check (role in ('wired', 'wireless', 'obd')),
  wake_interval_s int4 check (wake_interval_s between 60 and 2592000),
  iccid           text,
  stock           text not null default 'in_stock' check (stock in ('in_stock','assigned','installed','faulty','retired')),
  version         int4 not null default 1,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  constraint tracker_device_id_unique unique (device_id)
);
create index on tracker (lender_no, id);

-- Effective-dated: a swap or a removal is a new row, never an overwrite.
create table installation (
  id           uuid primary key,
  lender_no    int4 not null references lender,
  tracker_no   int4 not null references tracker,
  vehicle_no   int4 not null references vehicle,
  installed_at timestamptz not null,
  removed_at   timestamptz,
  installer    text,
  mount        text,                                                 -- position in the car
  created_at   timestamptz not null,
  constraint installation_order check (removed_at is null or removed_at > installed_at),
  constraint installation_overlap exclude using gist (tracker_no with =, tstzrange(installed_at, removed_at) with &&)
);
create index on installation (vehicle_no);
create index on installation (lender_no, id);

-- Authorised work on the trackers: removal alerts are suppressed inside.
create table service_window (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  vehicle_no int4 not null references vehicle,
  starts_at  timestamptz not null,
  ends_at    timestamptz not null check (ends_at > starts_at),
  reason     text not null
);
create index on service_window (vehicle_no, ends_at);

create table site (
  id          uuid primary key,
  lender_no   int4 not null references lender,
  external_id text,
  name        text not null,
  kind        text not null check (kind in ('second_pledge','dealer','repair','wash','yard','other')),
  shape       jsonb not null,                                        -- domain::geo::Shape, exact
  area        geometry(Polygon, 4326) not null,                      -- the same, for spatial queries
  cover       bigint[] not null,                                     -- H3 cells (resolution 9) that touch it
  version     int4 not null default 1,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  retired_at  timestamptz,
  constraint site_external_id_unique unique (lender_no, external_id)
);
create index on site using gist (area);
create index on site (lender_no, id);

create table loan (
  id                  uuid primary key,
  lender_no           int4 not null references lender,
  contract_number     text not null,
  borrower_id         uuid references borrower,
  vehicle_no          int4 not null references vehicle,
  product             text not null check (product in ('loan', 'finance_lease', 'hire_purchase')),
  status              text not null check (status in ('performing','overdue','in_recovery','settled','charged_off')),
  currency            text not null check (currency ~ '^[A-Z]{3}$'),
  principal_minor     bigint not null check (principal_minor > 0),
  funded_on           date,
  terms               jsonb not null,                                 -- regular terms, or an irregular schedule
  dpd                 int4 not null default 0,
  bucket              text not null default 'current',
  overdue_instalments int4 not null default 0,
  overdue_minor       bigint not null default 0,
  outstanding_minor   bigint not null default 0,
  arrears_as_of       date,
  balance_as_of       timestamptz not null,                           -- freshness of what the lender's core system said
  version             int4 not null default 1,
  created_at          timestamptz not null,
  updated_at          timestamptz not null,
  constraint loan_contract_number_unique unique (lender_no, contract_number)
);
create index on loan (lender_no, id);
create index on loan (vehicle_no);
create index on loan (lender_no, bucket);

create table payment (
  id           uuid primary key,
  lender_no    int4 not null references lender,
  loan_id      uuid not null references loan,
  external_id  text not null,
  paid_on      date not null,
  amount_minor bigint not null check (amount_minor <> 0),             -- negative: a reversal
  created_at   timestamptz not null,
  constraint payment_external_id_unique unique (lender_no, external_id)
);
create index on payment (loan_id, paid_on);

create table import_job (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  kind       text not null,
  dry_run    boolean not null,
  rows_total int4 not null,
  rows_ok    int4 not null,
  rows_bad   int4 not null,
  errors     jsonb not null,                                          -- the first 1000 row errors
  created_at timestamptz not null,
  created_by text not null
);
create index on import_job (lender_no, created_at);

-- Devices that talk to us and that nobody has registered.
create table quarantine (
  protocol     text not null,
  device_id    text not null,
  first_seen   timestamptz not null,
  last_seen    timestamptz not null,
  messages     bigint not null,
  peer         text,
  last_packets jsonb not null default '[]',                           -- the last few, hex
  primary key (protocol, device_id)
);

do $$
declare t text;
begin
  foreach t in array array['borrower','vehicle','declared_place','tracker','installation','service_window','site','loan','payment','import_job'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select, insert, update on %I to lw_api', t);
    execute format('grant select on %I to lw_ingest, lw_worker', t);
  end loop;
end $$;
grant delete on declared_place to lw_api;
grant update on loan to lw_worker;
grant select, delete on quarantine to lw_api;                          -- the API admits platform callers only
grant select, insert, update, delete on quarantine to lw_ingest;

-- The migrator keeps its own books as itself.
reset role;
