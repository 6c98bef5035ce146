-- The workspace's people, user groups and channels as they were read last, and where messages stand that are edited later.

create table people (
    id            varchar(32) primary key,
    name          varchar not null,
    zone          varchar(64) not null,
    active        boolean not null,
    guest         boolean not null,
    handle        varchar not null,
    display_name  varchar not null,
    real_name     varchar not null,
    email         varchar,
    bot           boolean not null,
    workspace     varchar(32) not null
);

create table user_groups (
    id      varchar(32) primary key,
    handle  varchar not null,
    name    varchar not null,
    active  boolean not null
);

create table user_group_members (
    group_id   varchar(32) not null,
    person_id  varchar(32) not null,
    position   integer not null,
    primary key (group_id, position)
);

create table channels (
    id        varchar(32) primary key,
    name      varchar not null,
    archived  boolean not null,
    secluded  boolean not null,
    joined    boolean not null
);

-- One row: locked by whoever writes the tables above; and why there are no user groups, if there are none.
create table directory_state (
    id              smallint primary key,
    groups_missing  varchar
);

create table posted_messages (
    name     varchar(128) primary key,
    channel  varchar(32) not null,
    ts       varchar(32) not null
);
