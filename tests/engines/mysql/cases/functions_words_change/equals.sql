create function params (`x` int, `y` int) returns int deterministic no sql return x + y; create function renamed (`z` int) returns int deterministic no sql return z; create function typed (`x` varchar(20)) returns varchar(30) deterministic no sql return x; create function body () returns int deterministic no sql begin
  return 2;
end; create function words () returns int reads sql data comment 'it''s two' return 1; create definer = root@localhost function called () returns int deterministic no sql return 7
