-- Releases wait for each other's reviews and take up each other's lessons. Another stamp after each transaction that writes
-- any of that: whoever knows it by the stamp that stood here sees whether it is still so.
create table shared_stamps (
    name  varchar(40) not null primary key,
    stamp uuid        not null
);
insert into shared_stamps (name, stamp) values ('reviews', '00000000-0000-0000-0000-000000000000');
