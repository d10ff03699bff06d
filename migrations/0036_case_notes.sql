-- What colleagues write to each other about a case, and who is meant. A note is never changed.
set local role lw_owner;

create table case_note (
  id         uuid primary key,
  lender_no  int4 not null references lender,
  case_id    uuid not null references recovery_case,
  text       text not null check (length(text) between 1 and 4000),
  by         text not null,                                             -- user:<id> or key:<id>
  at         timestamptz not null                                       -- engine time
);
create index on case_note (case_id, id);

-- Whom a note names. Read when they have seen it.
create table case_mention (
  user_id    uuid not null references app_user,
  note_id    uuid not null references case_note,
  lender_no  int4 not null references lender,
  read_at    timestamptz,
  primary key (user_id, note_id)
);
create index on case_mention (note_id);
create index on case_mention (user_id, note_id) where read_at is null;

do $$
declare t text;
begin
  foreach t in array array['case_note','case_mention'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I for all to lw_api using (lender_no = any (current_lenders())) with check (lender_no = any (current_lenders()))', t);
    execute format('create index on %I (lender_no)', t);
    execute format('grant select, insert on %I to lw_api', t);
  end loop;
end $$;
grant update (read_at) on case_mention to lw_api;

-- The migrator keeps its own books as itself.
reset role;
