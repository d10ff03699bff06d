-- Lists as files that are made as jobs, and wait for whoever asked for them.
set local role lw_owner;

alter table job drop constraint job_kind_check;
alter table job add constraint job_kind_check check (kind in ('import', 'risk_preview', 'site_review', 'export'));

-- The file itself is on the disk, under the job's id and the time at which it is deleted.
create table export_file (
  job_id      uuid primary key references job,
  lender_no   int4 not null references lender,
  name        text not null,
  media_type  text not null,
  bytes       int8 not null check (bytes >= 0),
  rows        int8 not null check (rows >= 0),
  sha256      bytea not null check (length(sha256) = 32),
  resource    text not null,                                             -- the right to the list, asked again with each fetch
  places      boolean not null,                                          -- it tells where cars are or were
  plain       boolean not null,                                          -- VIN and plates stand in it as they are
  until       timestamptz not null                                       -- then it is deleted
);
create index on export_file (lender_no, until);
alter table export_file enable row level security;
create policy tenant on export_file for all to lw_api
  using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
grant select, insert, delete on export_file to lw_api;

-- The migrator keeps its own books as itself.
reset role;
