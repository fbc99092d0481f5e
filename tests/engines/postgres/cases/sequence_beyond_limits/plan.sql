-- alter sequence s: Change sequence s: minvalue 1 maxvalue 10 start 1
--   may-fail: Fails because the last number of sequence s, 40, is not between 1 and 10, and numbers from 1 on were given before: set it by hand first, with "restart with"
alter sequence "public"."s" minvalue 1 maxvalue 10 start 1;
