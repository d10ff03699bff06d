-- A report that cannot be made is tried again later and later, behind those that can; in the end its order is paused.
set local role lw_owner;

alter table report_schedule add column tries int2 not null default 0 check (tries >= 0),  -- that failed, one after another
                            add column retry_at timestamptz,                              -- not before, engine time
                            drop constraint report_schedule_paused_because_check,
                            add constraint report_schedule_paused_because_check
                              check (paused_because in ('by_hand', 'owner_gone', 'right_withdrawn', 'failing'));
drop index report_schedule_due;
create index report_schedule_due on report_schedule (coalesce(retry_at, next_at), id) where paused_because is null;

-- The migrator keeps its own books as itself.
reset role;
