insert into app.old values (1, 2, '[1,5)', 'x', null);
