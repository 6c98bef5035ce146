-- Rollouts: who started one, what halted it, how it ended; and what each went through, stage by stage.

alter table releases add column started_by varchar(255);
alter table releases add column started_at timestamp with time zone;
-- Of the stop or the rollback that is under way.
alter table releases add column halted_by varchar(255);
alter table releases add column halt_reason varchar;
alter table releases add column halted_at timestamp with time zone;
-- Of a completed release, or one that is rolled back.
alter table releases add column ended_at timestamp with time zone;
alter table releases add column undoable_until timestamp with time zone;

-- The stages as they were when production was started.
create table planned_stages (
    release_key  varchar(20) not null references releases,
    place        integer not null,
    -- Of production, in percent; null for staging.
    share        integer,
    bake         varchar(64) not null,
    primary key (release_key, place)
);

create table stage_runs (
    release_key  varchar(20) not null references releases,
    number       integer not null,
    share        integer,
    bake         varchar(64) not null,
    components   varchar array not null,
    started_by   varchar(255) not null,
    started_at   timestamp with time zone not null,
    -- How many bakes there have been, and the newest one while everything is verified.
    bakes        integer not null,
    bake_from    timestamp with time zone,
    bake_until   timestamp with time zone,
    -- Null while it is under way.
    result       varchar(16),
    ended_at     timestamp with time zone,
    reasons      varchar array,
    primary key (release_key, number)
);

-- What people said of a component in a stage. Only ever inserted into.
create table stage_marks (
    release_key  varchar(20) not null references releases,
    run          integer not null,
    place        integer not null,
    component    varchar not null,
    kind         varchar(16) not null,
    version      varchar not null,
    note         varchar not null,
    marked_by    varchar(255) not null,
    marked_at    timestamp with time zone not null,
    primary key (release_key, run, place)
);

-- Who of support has said that they have read what changes for users (K3), and of which revision.
create table support_readings (
    release_key  varchar(20) not null references releases,
    revision     integer not null,
    person       varchar(255) not null,
    read_at      timestamp with time zone not null,
    primary key (release_key, revision, person)
);
