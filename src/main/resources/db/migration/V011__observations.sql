-- What was seen while a stage baked, and that nothing was. Only ever inserted into; what comes first stands.

create table observations (
    release_key  varchar(20) not null references releases,
    run          integer not null,
    bake         integer not null,
    -- A criterion's number after a c, or the place of a trigger of the rollback plan after a t.
    watched      varchar(16) not null,
    -- stage, or before: what ran ahead of it.
    standpoint   varchar(8) not null,
    -- What it speaks of: the end of the condition's span.
    moment       timestamp with time zone not null,
    wording      varchar not null,
    -- A value with its unit, an answer, or why there is neither.
    amount       varchar(64),
    unit         varchar(24),
    answer       boolean,
    gap          varchar(24),
    detail       varchar,
    source       varchar not null,
    taken_at     timestamp with time zone not null,
    primary key (release_key, run, bake, watched, standpoint, moment)
);
