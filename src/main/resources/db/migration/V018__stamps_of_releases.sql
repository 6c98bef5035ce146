-- Another one after each transaction that writes anything of the release: whoever knows its content by the stamp that it
-- had sees whether it is still so. Null until the first of them.
alter table releases add column stamp uuid;

-- An answer that is taken back, or expires, is found among those of its person.
create index confirmations_of_a_person on confirmations (release_key, round, team, person, answered_at);
