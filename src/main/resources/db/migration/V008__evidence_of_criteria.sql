-- What people state was seen for a criterion: kept for good, the newest counts.

create table evidence (
    release_key  varchar(20) not null references releases,
    number       integer not null,
    criterion    integer not null,
    -- The criterion as it was worded when this was stated.
    wording      varchar not null,
    seen         varchar not null,
    -- Null where the criterion isn't relative to a baseline.
    baseline     varchar,
    link         varchar not null,
    source       varchar not null,
    seen_at      timestamp with time zone not null,
    seen_by      varchar(255) not null,
    stated_at    timestamp with time zone not null,
    primary key (release_key, number)
);
