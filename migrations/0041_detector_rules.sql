-- Which numbers the detectors judged by, and when: an alert keeps the name of those that were in force when it was raised.
set local role lw_owner;

create table detector_rules (
  version     text primary key check (version ~ '^[0-9a-f]{12}$'),       -- of the numbers themselves: equal ones have one name
  parameters  jsonb not null,
  used_at     timestamptz not null                                       -- when a service last began to judge by them
);
create index on detector_rules (used_at);
grant select, insert on detector_rules to lw_worker;
grant update (used_at) on detector_rules to lw_worker;
grant select on detector_rules to lw_api;

-- Null: raised before this was kept.
alter table alert add column rules_version text references detector_rules;

-- The migrator keeps its own books as itself.
reset role;
