-- Corrections of devices' clocks are written by the detectors' transaction, when they are learned, and by the API, when
-- somebody sets one.
set local role lw_owner;

grant insert, update on tracker_clock to lw_worker;
revoke insert, update on tracker_clock from lw_ingest;

alter table tracker_clock add column note text;
drop policy tenant on tracker_clock;
create policy tenant on tracker_clock for all to lw_api
  using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()));
grant insert, update on tracker_clock to lw_api;
comment on column tracker_clock.since is 'of records received from then on';
comment on column tracker_clock.offset_s is 'what the device states less what is, seconds; 0 ends a correction';
comment on column tracker_clock.note is 'what somebody gave as the reason; null where it was learned';

-- The migrator keeps its own books as itself.
reset role;
