set local role lw_owner;

-- What happened at one site is listed alone, newest change first: few of a lender's alerts are at a site, and fewer at one.
create index alert_at_site on alert (lender_no, site_id, updated_at, id) where site_id is not null;

-- The migrator keeps its own books as itself.
reset role;
