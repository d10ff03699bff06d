-- Provinces and other regions as a lender knows them, and which of them its vehicles may be in.
set local role lw_owner;

create table region (
  id             uuid primary key,
  lender_no      int4 not null references lender,
  code           text not null check (code ~ '^[A-Za-z0-9._-]{1,20}$'),  -- e.g. of ISO 3166-2 or GB/T 2260
  name           text not null,
  polygon_rings  int4[] not null,                                        -- rings of each polygon, its outline first
  ring_corners   int4[] not null,                                        -- corners of each ring, closed implicitly
  lat_e7         int4[] not null,                                        -- corners of all rings: read by the ten thousand
  lon_e7         int4[] not null,
  version        int4 not null default 1,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  constraint region_code_unique unique (lender_no, code),
  check (cardinality(lat_e7) = cardinality(lon_e7))
);
create index on region (lender_no, id);

-- Codes of regions: none is "everywhere". A region that is in a list is not deleted.
create table lender_regions (
  lender_no   int4 primary key references lender,
  codes       text[] not null,
  updated_at  timestamptz not null
);
create table vehicle_regions (
  vehicle_no  int4 primary key references vehicle,
  lender_no   int4 not null references lender,
  codes       text[] not null,
  updated_at  timestamptz not null
);
create index on vehicle_regions using gin (codes);

do $$
declare t text;
begin
  foreach t in array array['region','lender_regions','vehicle_regions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select, insert, update, delete on %I to lw_api', t);
    execute format('grant select on %I to lw_worker', t);
  end loop;
end $$;

-- The migrator keeps its own books as itself.
reset role;
