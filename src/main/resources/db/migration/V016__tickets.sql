-- The tickets of completed releases, until each is closed with the summary.

create table tickets (
    release_key  varchar(20) primary key references releases,
    link         varchar not null,
    -- Who closes it: the configuration's tracker, or the release's owner.
    keeper       varchar(16) not null,
    since        timestamp with time zone not null,
    -- Why the tracker has not taken it; null if it wasn't asked, or took it.
    fault        varchar,
    -- Null while it is open.
    closed_at    timestamp with time zone,
    -- Null if the tracker has closed it.
    closed_by    varchar(255)
);
