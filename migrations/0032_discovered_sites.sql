-- Places that behave like second-pledge sites, as the job that looks for them saw them last: one row for each lender
-- whose vehicles ended there, with that lender's vehicles only.
set local role lw_owner;

create table discovered_site (
  id          uuid primary key,
  lender_no   int4 not null references lender,
  key         bigint not null,                -- of the first vehicle that ended there: the same for the same site
  lat_e7      int4 not null,
  lon_e7      int4 not null,
  ring        jsonb not null,                 -- corners in 1e-7 degree, closed implicitly
  vehicles    int4[] not null,                -- in order of their ends
  confidence  float8 not null,
  found_at    timestamptz not null,           -- when the evidence was complete
  updated_at  timestamptz not null,           -- engine time
  evidence    jsonb not null,
  decision    text check (decision in ('confirmed', 'dismissed')),
  decided_at  timestamptz,
  decided_by  text,
  reason      text,
  site_id     uuid references site,           -- the known site that it became
  constraint discovered_site_key unique (lender_no, key),
  check ((decision is null) = (decided_at is null)),
  check ((decision is not distinct from 'confirmed') = (site_id is not null))
);
create index on discovered_site (lender_no, id);

alter table discovered_site enable row level security;
create policy tenant on discovered_site for all to lw_api
  using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
grant select, update (decision, decided_at, decided_by, reason, site_id) on discovered_site to lw_api;
grant select, insert, update on discovered_site to lw_worker;

-- Who stayed around a place, and who was parked last.
create index on stay (lat_e7, lon_e7);

-- The migrator keeps its own books as itself.
reset role;
