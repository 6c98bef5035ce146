-- A release may have its stages watched for longer than the configuration asks for; the rest of its stages stands there.
create table longer_bakes (
    release_key  varchar(20) not null references releases,
    stage        varchar(40) not null,
    bake         varchar(40) not null,
    primary key (release_key, stage)
);
