-- Flags: how each is switched on, as it is planned, and what was asked and said of it.

create table activations (
    release_key  varchar(20) not null references releases,
    number       integer not null,
    flag         varchar not null,
    -- Null leaves it to the lead of the team.
    person       varchar(255),
    -- In percent.
    share        integer not null,
    -- The id of a stage; null for the last one.
    after_stage  varchar(64),
    check_words  varchar not null,
    -- Null for the usual way.
    way_back     varchar,
    primary key (release_key, number)
);

-- Only ever inserted into.
create table flag_marks (
    release_key  varchar(20) not null references releases,
    place        integer not null,
    flag         varchar not null,
    -- asked, postponed, on, works, fails, off.
    kind         varchar(16) not null,
    -- Null for an asking.
    said_by      varchar(255),
    share        integer not null,
    seen         varchar not null,
    link         varchar not null,
    marked_at    timestamp with time zone not null,
    primary key (release_key, place)
);
