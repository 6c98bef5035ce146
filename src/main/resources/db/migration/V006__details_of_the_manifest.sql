-- What a manifest says besides its changes and its rollback plan.

create table raised_risks (
    release_key  varchar(20) not null references releases,
    change_id    integer not null,
    risk         varchar(16) not null,
    reason       varchar not null,
    raised_by    varchar(255) not null,
    primary key (release_key, change_id)
);

create table versions (
    release_key  varchar(20) not null references releases,
    component    varchar(255) not null,
    version      varchar not null,
    primary key (release_key, component)
);

-- Components and dependencies that this release adds to the configuration's.
create table release_components (
    release_key  varchar(20) not null references releases,
    name         varchar(255) not null,
    team         varchar(255),
    external     boolean not null,
    contact      varchar,
    primary key (release_key, name)
);

create table release_dependencies (
    release_key   varchar(20) not null references releases,
    dependent     varchar(255) not null,
    prerequisite  varchar(255) not null,
    primary key (release_key, dependent, prerequisite)
);

create table relations (
    release_key    varchar(20) not null references releases,
    place          integer not null,
    first_change   integer not null,
    second_change  integer not null,
    reason         varchar not null,
    primary key (release_key, place)
);

create table criteria (
    release_key  varchar(20) not null references releases,
    number       integer not null,
    criterion    varchar not null,
    judged_at    varchar(16) not null,
    component    varchar,
    team         varchar(255),
    primary key (release_key, number)
);

create table exclusions (
    release_key  varchar(20) not null references releases,
    place        integer not null,
    title        varchar not null,
    team         varchar(255) not null,
    component    varchar not null,
    reason       varchar not null,
    moved_to     varchar(20) not null,
    primary key (release_key, place)
);

create table origins (
    release_key  varchar(20) primary key references releases,
    came_from    varchar(20) not null,
    reason       varchar not null
);
