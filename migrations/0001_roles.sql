-- Four roles, none of which can log in by itself: a connection takes its role with SET ROLE (or logs in as a member).
--   lw_owner   owns every table; only migrations run as it.
--   lw_ingest  writes observations. Bypasses row-level security, because PostgreSQL refuses COPY FROM under it.
--   lw_worker  detectors and reconcilers: reads all lenders, writes what they conclude. Bypasses row-level security.
--   lw_api     serves people and integrators: sees only the lenders of the current transaction.
-- Roles belong to the cluster, not to the database: another database may have made them already, even at this moment.
do $$
declare wanted record;
begin
  perform pg_advisory_xact_lock(7072);
  for wanted in select * from (values ('lw_owner', false), ('lw_ingest', true), ('lw_worker', true), ('lw_api', false))
                         as r(name, bypass) loop
    begin
      if not exists (select from pg_roles where rolname = wanted.name) then
        execute format('create role %I nologin %s', wanted.name, case when wanted.bypass then 'bypassrls' else 'nobypassrls' end);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
    begin
      if not pg_has_role(current_user, wanted.name, 'member') then
        execute format('grant %I to %I', wanted.name, current_user);
      end if;
    exception when unique_violation then null;
    end;
  end loop;
end $$;

create extension if not exists postgis;
create extension if not exists btree_gist;

do $$ begin execute format('grant all on database %I to lw_owner', current_database()); end $$;
grant all on schema public to lw_owner;
grant usage on schema public to lw_ingest, lw_worker, lw_api;
