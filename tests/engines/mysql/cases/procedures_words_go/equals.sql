create procedure params () set @a = 1; create procedure words () set @a = 1; create definer = root@localhost procedure kept () comment 'one' set @a = 1
