create function params () returns int deterministic no sql return 1; create function words () returns int return 1; create definer = root@localhost function kept () returns int comment 'one' return 1
