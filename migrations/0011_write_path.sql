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

-- The migrator keeps its own books as itself.
reset role;
