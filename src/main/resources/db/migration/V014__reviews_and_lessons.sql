-- Reviews of what was rolled back, or stopped and resumed; what people wrote for them; the lessons that came of them.

alter table releases add column reviewed_at timestamp with time zone;
-- The release whose fault a hotfix is for.
alter table releases add column fixes varchar(20);

create table reviews (
    release_key  varchar(20) primary key references releases,
    -- Null if a rollback has opened it.
    opened_by    varchar(255),
    opened_at    timestamp with time zone not null,
    -- Whether other releases wait for it.
    demanded     boolean not null,
    components   varchar array not null,
    missed       varchar not null,
    -- Null while it is open.
    closed_by    varchar(255),
    closed_at    timestamp with time zone,
    -- Why no lesson has come of it.
    no_lesson    varchar
);

-- What an open review that others wait for concerns: the gate reads it at every look, so that nothing else is in it.
create table reviews_awaited (
    component    varchar not null,
    release_key  varchar(20) not null references reviews,
    primary key (component, release_key)
);

-- Only ever inserted into.
create table review_remarks (
    release_key  varchar(20) not null references reviews,
    place        integer not null,
    kind         varchar(16) not null,
    text         varchar not null,
    said_by      varchar(255) not null,
    said_at      timestamp with time zone not null,
    primary key (release_key, place)
);

create table lessons (
    release_key  varchar(20) not null references reviews,
    number       integer not null,
    component    varchar not null,
    text         varchar not null,
    -- Of a criterion; null for a rollback step.
    judged_at    varchar(16),
    -- Of a step.
    lasts        varchar(64),
    proof        varchar,
    said_by      varchar(255) not null,
    said_at      timestamp with time zone not null,
    -- Null while its review is open: it joins no release before.
    since        timestamp with time zone,
    primary key (release_key, number)
);

create index lessons_by_component on lessons (component, since);

-- Which releases a component is changed in.
create index changes_by_component on changes (component, release_key);
