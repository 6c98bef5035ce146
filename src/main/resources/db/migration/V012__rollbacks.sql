-- Rollbacks: the plan being executed. A release is rolled back once at most.

create table rollbacks (
    release_key  varchar(20) primary key references releases,
    -- Null if a trigger has begun it.
    started_by   varchar(255),
    reason       varchar not null,
    started_at   timestamp with time zone not null,
    -- Components that were deployed and that no step of the plan names.
    unnamed      varchar array not null
);

create table rollback_undoings (
    release_key  varchar(20) not null references releases,
    place        integer not null,
    -- The step's number in the plan; what it said when the rollback began is kept here.
    step         integer not null,
    what         varchar not null,
    executor     varchar(255) not null,
    lasts        varchar(64) not null,
    proof        varchar not null,
    team         varchar(255),
    standing     varchar(16) not null,
    asked_at     timestamp with time zone,
    answered_at  timestamp with time zone,
    answered_by  varchar(255),
    why          varchar,
    primary key (release_key, place)
);
