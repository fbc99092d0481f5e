insert into person values (1, 'Ada', 'calm', row('Oslo'));
