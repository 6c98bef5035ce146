-- The keys with which links to pages are signed. The first start makes one; whoever deletes it makes all links void.

create table page_keys (
    name       varchar(40)              not null primary key,
    secret     varchar(128)             not null,
    created_at timestamp with time zone not null
);
