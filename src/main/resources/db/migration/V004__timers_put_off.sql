-- A timer that fails is put off, so that it isn't tried first for ever; it keeps the moment that it was set for.

alter table timers add column take_at timestamp with time zone;
update timers set take_at = due_at;
alter table timers alter column take_at set not null;
alter table timers add column failures integer not null default 0;

drop index timers_due;
create index timers_next on timers (take_at, id);
