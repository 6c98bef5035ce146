-- What a rollback leaves as it is; and what people say of a rollback plan, beside the manifest: that they carry a step
-- out, and that a migration's reversal was tested.

alter table rollback_plans alter column rollback_window drop not null;
alter table rollback_plans add column not_undone varchar;

create table step_acceptances (
    release_key  varchar(20) not null references releases,
    step         integer not null,
    -- Of the step as it was shown.
    content      varchar(64) not null,
    person       varchar(255) not null,
    said_at      timestamp with time zone not null,
    -- Why they can't; null if they accepted.
    refusal      varchar,
    primary key (release_key, step)
);

create table reversal_tests (
    release_key    varchar(20) not null references releases,
    change_id      integer not null,
    tester         varchar(255) not null,
    tested_on      varchar not null,
    named_by       varchar(255) not null,
    named_at       timestamp with time zone not null,
    refusal        varchar,
    -- Null until the tester has attested.
    content        varchar(64),
    tested_at      timestamp with time zone,
    link           varchar,
    seen           varchar,
    attested_at    timestamp with time zone,
    primary key (release_key, change_id)
);

create table migration_authors (
    release_key  varchar(20) not null references releases,
    change_id    integer not null,
    added_by     varchar(255) not null,
    edited_by    varchar(255) not null,
    edited_at    timestamp with time zone not null,
    primary key (release_key, change_id)
);
