-- What people say about a release beside its manifest: that it shall wait, and that one requirement may pass this once.

create table holds (
    release_key  varchar(20) not null references releases,
    number       integer not null,
    set_by       varchar(255) not null,
    set_at       timestamp with time zone not null,
    reason       varchar not null,
    primary key (release_key, number)
);

create table exceptions (
    release_key    varchar(20) not null references releases,
    number         integer not null,
    rule           varchar(8) not null,
    covers         varchar(255) not null,
    justification  varchar not null,
    asked_by       varchar(255) not null,
    asked_at       timestamp with time zone not null,
    -- Null until an executive has answered.
    granted        boolean,
    answered_by    varchar(255),
    answered_at    timestamp with time zone,
    answer_reason  varchar,
    primary key (release_key, number)
);
