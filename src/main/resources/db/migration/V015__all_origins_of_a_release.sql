-- A release may take changes up from several others, and keeps where all of them came from.
create table release_origins (
    release_key  varchar(20) not null references releases,
    place        integer not null,
    came_from    varchar(20) not null,
    reason       varchar not null,
    primary key (release_key, place)
);

insert into release_origins (release_key, place, came_from, reason)
    select release_key, 0, came_from, reason from origins;

drop table origins;
