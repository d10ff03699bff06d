-- Several writers: a number of an observation is n * 8 + writer, and everything that says how far something has come
-- says it for each of the eight writers there can be. What was stored before has dense numbers of one writer; all eight
-- begin where that ended, so that an older number is one of whichever writer its remainder names.
set local role lw_owner;

insert into ingest_writer (writer, last_seq)
select w, coalesce((select max(last_seq) from ingest_writer), 0) from generate_series(0, 7) as w
on conflict (writer) do update set last_seq = excluded.last_seq;

alter table detector_cursor add column seqs bigint[];
update detector_cursor set seqs = array_fill(seq, array[8]);
alter table detector_cursor alter column seqs set not null, drop column seq;

alter table track_state add column seqs bigint[];
update track_state set seqs = array_fill(seq, array[8]);
alter table track_state alter column seqs set not null, drop column seq;

update installation_fact set value = to_jsonb(array_fill((value #>> '{}')::bigint, array[8]))
where name = 'latest_flushed';
update installation_fact set value = jsonb_build_array(to_jsonb(array_fill((value ->> 0)::bigint, array[8])), value -> 1)
where name = 'driven_clock';

-- The partitions there are. Times as they are compared, whatever the session's zone.
create view observation_partition as
  select p.oid as partition, p.relname as name,
         (regexp_match(p.bound, 'FROM \(''([^'']+)''\)'))[1]::timestamptz as starts_at,
         (regexp_match(p.bound, 'TO \(''([^'']+)''\)'))[1]::timestamptz as ends_at
  from (select c.oid, c.relname, pg_get_expr(c.relpartbound, c.oid) as bound
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'observation'::regclass) as p;
grant select on observation_partition to lw_ingest, lw_worker;

-- One partition, made beside the table and attached: rows go on being read and written meanwhile. False where another
-- one is in the way.
create function attach_observation_partition(starts timestamptz, ends timestamptz) returns boolean
language plpgsql set search_path = public, pg_temp as $$
declare name text := 'observation_' || to_char(starts at time zone 'UTC', 'YYYYMMDD');
begin
  execute format('create table %I (like observation including defaults including constraints including indexes)', name);
  execute format('alter table observation attach partition %I for values from (%L) to (%L)', name, starts, ends);
  return true;
exception when invalid_object_definition or duplicate_table then
  return false;
end $$;
revoke all on function attach_observation_partition from public;

-- As before: a range that meets a partition of another width is covered day by day, around it.
create or replace function create_observation_partition(starts timestamptz, ends timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare day timestamptz := starts;
begin
  if ends <= starts or ends - starts > interval '32 days' then
    raise exception 'a partition covers between a moment and 32 days';
  end if;
  perform pg_advisory_xact_lock(7073);   -- two writers may want it at once
  if exists (select from observation_partition where starts_at <= starts and ends_at >= ends)
     or attach_observation_partition(starts, ends) then
    return;
  end if;
  while day < ends loop
    if not exists (select from observation_partition where starts_at <= day and ends_at >= least(day + interval '1 day', ends)) then
      perform attach_observation_partition(day, least(day + interval '1 day', ends));
    end if;
    day := day + interval '1 day';
  end loop;
end $$;

-- Sealing: a partition that is old enough is copied in the order of its key, a stretch of trackers at a time, and the copy
-- takes its place. One at a time. What is written to the partition meanwhile is noted by a trigger and carried over.
create table observation_seal (
  partition    oid primary key,             -- the one being copied; afterwards the sealed one
  name         text not null,
  stage        text not null check (stage in ('copying', 'sealed')),
  next_tracker bigint,                      -- copying: trackers below are copied; null: all are
  began_at     timestamptz not null,        -- engine time
  sealed_at    timestamptz
);
create table observation_seal_change (
  partition   oid not null,
  tracker_no  int4 not null,
  device_time timestamptz not null,
  digest      int4 not null
);
grant select on observation_seal to lw_worker;

create function note_observation_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    insert into observation_seal_change values (tg_relid, old.tracker_no, old.device_time, old.digest);
  end if;
  if tg_op <> 'DELETE' then
    insert into observation_seal_change values (tg_relid, new.tracker_no, new.device_time, new.digest);
  end if;
  return null;
end $$;
revoke all on function note_observation_change from public;

-- The next to be sealed: the one that is being copied, else the oldest that ended before a time. Null: none.
create function next_observation_seal(before timestamptz) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select p.name from observation_partition p left join observation_seal s using (partition)
  where s.stage = 'copying' or (s.stage is null and p.ends_at <= before)
  order by s.stage = 'copying' desc nulls last, p.starts_at limit 1
$$;

-- Begins, or takes up where it was left. What is written from its commit on is noted.
create function begin_observation_seal(wanted text, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare p record;
begin
  select * into strict p from observation_partition where name = wanted;
  if exists (select from observation_seal where partition = p.partition) then
    return;
  end if;
  drop table if exists observation_seal_copy;
  delete from observation_seal where stage = 'copying' or partition not in (select o.partition from observation_partition o);
  delete from observation_seal_change;
  create table observation_seal_copy (like observation including defaults including constraints including indexes);
  execute format('alter table observation_seal_copy add constraint observation_seal_range check (device_time >= %L and device_time < %L)',
                 p.starts_at, p.ends_at);
  execute format('create trigger observation_seal after insert or update or delete on %I
                  for each row execute function note_observation_change()', wanted);
  insert into observation_seal (partition, name, stage, next_tracker, began_at)
  values (p.partition, wanted, 'copying', -2147483648, at);
end $$;

create function observation_columns() returns text
language sql stable set search_path = public, pg_temp as $$
  select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
  where attrelid = 'observation'::regclass and attnum > 0 and not attisdropped
$$;
revoke all on function observation_columns from public;

-- Copies about so many rows more, whole trackers. False when nothing is left.
create function copy_observation_seal(wanted text, most int4) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  s     observation_seal;
  until bigint;
begin
  select * into strict s from observation_seal where name = wanted and stage = 'copying' for update;
  if s.next_tracker is null then
    return false;
  end if;
  execute format('select tracker_no from %I where tracker_no >= $1 order by tracker_no offset $2 limit 1', wanted)
    into until using s.next_tracker, most;
  if until is not null then
    until := greatest(until, s.next_tracker + 1);   -- one tracker may have more
  end if;
  execute format('insert into observation_seal_copy (%1$s) select %1$s from %2$I
                  where tracker_no >= $1 and ($2 is null or tracker_no < $2)
                  order by tracker_no, device_time, digest', observation_columns(), wanted)
    using s.next_tracker, until;
  update observation_seal set next_tracker = until where partition = s.partition;
  if until is null then
    analyze observation_seal_copy;
  end if;
  return until is not null;
end $$;

-- Whether the copy holds what the partition holds, but for what has been noted. One snapshot, no lock.
create function check_observation_seal(wanted text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare same boolean;
begin
  execute format(
    'with noted as (select distinct tracker_no, device_time, digest from observation_seal_change where partition = %2$L::regclass),
          there as (select count(*) as n, coalesce(sum(ingest_seq), 0) as s, coalesce(sum(digest::int8), 0) as d from %1$I),
          copied as (select count(*) as n, coalesce(sum(ingest_seq), 0) as s, coalesce(sum(digest::int8), 0) as d
                     from observation_seal_copy),
          there_noted as (select count(*) as n, coalesce(sum(ingest_seq), 0) as s, coalesce(sum(digest::int8), 0) as d
                          from noted join %1$I using (tracker_no, device_time, digest)),
          copied_noted as (select count(*) as n, coalesce(sum(ingest_seq), 0) as s, coalesce(sum(digest::int8), 0) as d
                           from noted join observation_seal_copy using (tracker_no, device_time, digest))
     select t.n - tn.n = c.n - cn.n and t.s - tn.s = c.s - cn.s and t.d - tn.d = c.d - cn.d
     from there t, copied c, there_noted tn, copied_noted cn', wanted, wanted) into same;
  return same;
end $$;

-- Puts the copy in the partition's place. Holds the table for as long as it takes to carry over what was noted.
create function swap_observation_seal(wanted text, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p record;
  i record;
begin
  lock table observation in access exclusive mode;
  select * into strict p from observation_partition where name = wanted;
  perform from observation_seal where partition = p.partition and stage = 'copying' and next_tracker is null;
  if not found then
    raise exception 'partition % is not copied yet', wanted;
  end if;
  delete from observation_seal_copy c using observation_seal_change n
  where n.partition = p.partition and (c.tracker_no, c.device_time, c.digest) = (n.tracker_no, n.device_time, n.digest);
  execute format('insert into observation_seal_copy (%1$s) select %1$s from %2$I
                  join (select distinct tracker_no, device_time, digest from observation_seal_change where partition = $1) as n
                    using (tracker_no, device_time, digest)
                  order by tracker_no, device_time, digest', observation_columns(), wanted) using p.partition;
  execute format('alter table observation detach partition %I', wanted);
  execute format('drop table %I', wanted);
  execute format('alter table observation_seal_copy rename to %I', wanted);
  for i in select c.relname from pg_index x join pg_class c on c.oid = x.indexrelid where x.indrelid = wanted::regclass loop
    execute format('alter index %I rename to %I', i.relname, replace(i.relname, 'observation_seal_copy', wanted));
  end loop;
  execute format('alter table observation attach partition %I for values from (%L) to (%L)', wanted, p.starts_at, p.ends_at);
  execute format('alter table %I drop constraint observation_seal_range', wanted);
  delete from observation_seal_change;
  update observation_seal set partition = wanted::regclass, stage = 'sealed', sealed_at = at where partition = p.partition;
end $$;

-- Throws an unfinished copy away.
create function abandon_observation_seal(wanted text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from observation_seal where name = wanted and stage = 'copying';
  if found then
    execute format('drop trigger if exists observation_seal on %I', wanted);
    drop table if exists observation_seal_copy;
    delete from observation_seal where name = wanted and stage = 'copying';
    delete from observation_seal_change;
  end if;
end $$;

do $$
declare f text;
begin
  foreach f in array array['next_observation_seal(timestamptz)', 'begin_observation_seal(text, timestamptz)',
                           'copy_observation_seal(text, int4)', 'check_observation_seal(text)',
                           'swap_observation_seal(text, timestamptz)', 'abandon_observation_seal(text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to lw_worker', f);
  end loop;
end $$;

-- The migrator keeps its own books as itself.
reset role;
