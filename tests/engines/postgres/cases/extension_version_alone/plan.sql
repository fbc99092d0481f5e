-- alter extension citext: Change extension citext
alter extension "citext" update to '1.5';
