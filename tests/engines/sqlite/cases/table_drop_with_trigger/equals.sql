create table log (m text);
