insert into a_parent values (1); insert into b_child values (1, 1); insert into d_parent values (2); insert into c_child values (1, 2);
