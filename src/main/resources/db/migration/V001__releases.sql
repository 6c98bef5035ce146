-- Releases: where each stands, what it consists of, who answered what, its record, and what comes due.

create table releases (
    release_key       varchar(20) primary key,
    key_number        bigint not null,
    title             varchar not null,
    purpose           varchar not null,
    kind              varchar(16) not null,
    target_at         timestamp with time zone not null,
    zone              varchar(64) not null,
    -- In the order in which they were named.
    teams             varchar array not null,
    channel           varchar(255) not null,
    ticket            varchar,
    owner             varchar(255) not null,
    delegate          varchar(255),
    state             varchar(16) not null,
    -- Of the checkpoint that is scheduled, open or decided, if there is one.
    checkpoint_round  integer,
    opens_at          timestamp with time zone,
    until_at          timestamp with time zone,
    -- Of the call, while the release is cleared.
    called_by         varchar(255),
    called_at         timestamp with time zone,
    called_revision   integer,
    called_digest     varchar(64),
    call_reason       varchar,
    delay_cause       varchar(16),
    delay_reason      varchar,
    delayed_since     timestamp with time zone,
    cancelled_by      varchar(255),
    cancel_reason     varchar,
    cancelled_at      timestamp with time zone,
    -- Follows from the state; for the indexes.
    closed            boolean not null,
    revision          integer not null,
    digest            varchar(64) not null,
    rounds            integer not null,
    last_change       integer not null default 0,
    created_at        timestamp with time zone not null,
    created_by        varchar(255) not null
);
create index releases_newest on releases (created_at desc, key_number desc, release_key desc);
create index releases_open on releases (closed, target_at, key_number, release_key);
create index releases_open_in on releases (channel, closed, created_at desc, key_number desc, release_key desc);

-- Whom an open release concerns, so that each finds theirs however many releases there are: its owner and delegate, who
-- was asked, its teams.
create table concerned (
    release_key   varchar(20) not null references releases,
    subject_kind  varchar(8) not null,
    subject       varchar(255) not null,
    target_at     timestamp with time zone not null,
    key_number    bigint not null,
    primary key (release_key, subject_kind, subject)
);
create index concerned_soonest on concerned (subject_kind, subject, target_at, key_number, release_key);

create table key_counters (
    prefix       varchar(16) primary key,
    last_number  bigint not null
);

create table revisions (
    release_key  varchar(20) not null references releases,
    revision     integer not null,
    digest       varchar(64) not null,
    content      text not null,
    revised_by   varchar(255) not null,
    revised_at   timestamp with time zone not null,
    primary key (release_key, revision)
);

create table changes (
    release_key     varchar(20) not null references releases,
    id              integer not null,
    team            varchar(255) not null,
    component       varchar not null,
    kind            varchar not null,
    title           varchar not null,
    link            varchar not null,
    flag            varchar,
    user_effect     varchar not null,
    trouble         varchar,
    support_answer  varchar,
    primary key (release_key, id)
);

create table rollback_plans (
    release_key      varchar(20) primary key references releases,
    -- ISO 8601, as all lengths of time here.
    rollback_window  varchar(64) not null
);

create table rollback_steps (
    release_key  varchar(20) not null references releases,
    place        integer not null,
    id           integer not null,
    what         varchar not null,
    executor     varchar(255),
    lasts        varchar(64),
    proof        varchar,
    team         varchar(255),
    primary key (release_key, place)
);

create table rollback_triggers (
    release_key        varchar(20) not null references releases,
    place              integer not null,
    trigger_condition  varchar not null,
    automatic          boolean not null,
    primary key (release_key, place)
);

create table asked (
    release_key  varchar(20) not null references releases,
    round        integer not null,
    place        integer not null,
    team         varchar(255) not null,
    person       varchar(255) not null,
    primary key (release_key, round, place)
);

create table confirmations (
    release_key        varchar(20) not null references releases,
    round              integer not null,
    id                 bigint generated always as identity,
    team               varchar(255) not null,
    person             varchar(255) not null,
    ready              boolean not null,
    reason             varchar,
    estimate           varchar,
    revision           integer not null,
    seal               varchar(64) not null,
    answered_at        timestamp with time zone not null,
    withdrawn_by       varchar(255),
    withdrawn_at       timestamp with time zone,
    withdrawal_reason  varchar,
    expired_at         timestamp with time zone,
    primary key (release_key, round, id)
);

-- The record. Only ever inserted into; each row carries the digest of the one before it in its release.
create table events (
    release_key  varchar(20) not null references releases,
    sequence     bigint not null,
    happened_at  timestamp with time zone not null,
    -- Null for what happened by itself.
    done_by      varchar(255),
    what         varchar(64) not null,
    revision     integer not null,
    -- JSON, names in order.
    details      varchar not null,
    previous     varchar(64) not null,
    digest       varchar(64) not null,
    primary key (release_key, sequence)
);

-- What is to be looked at again, and when; gone once it was.
create table timers (
    id           bigint generated always as identity primary key,
    release_key  varchar(20) not null,
    kind         varchar(32) not null,
    round        integer not null,
    due_at       timestamp with time zone not null,
    detail       varchar not null
);
create index timers_due on timers (due_at, id);
