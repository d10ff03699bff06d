-- Where single vehicles must stay, or must not be.
set local role lw_owner;

create table fence (
  id          uuid primary key,
  lender_no   int4 not null references lender,
  name        text not null,
  rule        text not null check (rule in ('keep_in', 'keep_out')),
  shape       jsonb not null,                                            -- domain::geo::Shape, exact
  version     int4 not null default 1,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  retired_at  timestamptz                                                -- watched no more; alerts name it
);
create index on fence (lender_no, id) where retired_at is null;

create table fence_vehicle (
  fence_id    uuid not null references fence,
  vehicle_no  int4 not null references vehicle,
  lender_no   int4 not null references lender,
  primary key (fence_id, vehicle_no)
);
create index on fence_vehicle (vehicle_no, fence_id);

do $$
declare t text;
begin
  foreach t in array array['fence','fence_vehicle'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select, insert, update on %I to lw_api', t);
    execute format('grant select on %I to lw_worker', t);
  end loop;
end $$;
grant delete on fence_vehicle to lw_api;

-- The migrator keeps its own books as itself.
reset role;
