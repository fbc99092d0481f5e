insert into "app.user" values (1);
