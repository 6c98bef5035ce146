-- What has been promised to be delivered, who delivers, and which payloads have been seen.

create table outbox (
    seq            bigint generated always as identity primary key,
    id             uuid not null unique,
    lane           smallint not null,
    kind           varchar(32) not null,
    stream         varchar(255) not null,
    -- Those with the same line are delivered one after the other; null once finished.
    line           varchar(600),
    coalesce_key   varchar(255),
    about          varchar(255),
    body           varchar not null,
    created_at     timestamp with time zone not null,
    -- When it should be delivered, and when it is tried next.
    due_at         timestamp with time zone not null,
    not_before     timestamp with time zone not null,
    state          varchar(16) not null,
    attempts       integer not null default 0,
    repeated       boolean not null default false,
    failing_since  timestamp with time zone,
    claimed_by     uuid,
    receipt        varchar,
    reason         varchar,
    told           boolean not null default false,
    finished_at    timestamp with time zone
);
create index outbox_by_lane on outbox (state, lane, seq);
create index outbox_by_line on outbox (line, seq);
create index outbox_by_key on outbox (coalesce_key, state);
create index outbox_by_end on outbox (finished_at);

create table leases (
    name      varchar(64) primary key,
    holder    uuid not null,
    until_at  timestamp with time zone not null
);

create table seen_payloads (
    id       varchar(255) primary key,
    seen_at  timestamp with time zone not null
);
create index seen_payloads_by_age on seen_payloads (seen_at);
