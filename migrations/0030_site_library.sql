-- Sites that lenders share, and past stays that are looked at again when a site is known later, or drawn anew.
set local role lw_owner;

-- What is shared every lender sees, and every lender's cars are watched for; only its own lender changes it.
alter table site add column shared_at timestamptz, add column shared_by text;
create index on site (id) where shared_at is not null;
create policy shared on site for select to lw_api using (shared_at is not null);

-- A visit that was found by a look back, and not as it happened.
alter table site_visit add column review_id uuid references job;

create table site_review (
  job_id        uuid primary key references job,
  lender_no     int4 not null references lender,
  since         timestamptz not null,                                    -- stays from then on
  after_vehicle int4 not null default 0                                  -- how far it is
);
create table site_review_site (
  job_id    uuid not null references site_review,
  lender_no int4 not null references lender,
  site_id   uuid not null references site,
  reshaped  boolean not null,                                            -- visits that no stay supports are taken out
  primary key (job_id, site_id)
);
create index on site_review_site (site_id, job_id);

do $$
declare t text;
begin
  foreach t in array array['site_review','site_review_site'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('grant select, insert, update on %I to lw_api', t);
    execute format('grant select on %I to lw_worker', t);
  end loop;
end $$;
grant update on site_review to lw_worker;
grant select, update on job to lw_worker;

alter table job drop constraint job_kind_check;
alter table job add constraint job_kind_check check (kind in ('import', 'risk_preview', 'site_review'));
create index on job (state) where state in ('queued', 'running');

-- The migrator keeps its own books as itself.
reset role;
