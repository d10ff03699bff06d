-- Corrections of devices' clocks are written by the detectors' transaction, when they are learned.
set local role lw_owner;

grant insert, update on tracker_clock to lw_worker;
revoke insert, update on tracker_clock from lw_ingest;
comment on column tracker_clock.since is 'of records received from then on';
comment on column tracker_clock.offset_s is 'what the device states less what is, seconds; 0 ends a correction';

-- The migrator keeps its own books as itself.
reset role;
