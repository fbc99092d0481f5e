-- alter table t: Change column a of t: engine options
--   changes-data: Lets column a of t begin anew at 1, because its last number, -9, is not between 1 and 32767
alter table "public"."t" alter column "a" set increment 2 set minvalue 1 set maxvalue 32767 set start 1 restart;
-- alter table t: Change column b of t: engine options
--   changes-data: Lets column b of t begin anew at -1, because its last number, 5, is not between -2147483648 and -1
alter table "public"."t" alter column "b" set increment -1 set minvalue -2147483648 set maxvalue -1 set start -1 restart;
-- alter table t: Change column c of t: engine options
alter table "public"."t" alter column "c" set increment -1 set minvalue -2147483648;
-- alter table t: Change column d of t: type integer to smallint
alter sequence "public"."t_d_seq" as smallint;
alter table "public"."t" alter column "d" type smallint;
-- alter sequence new: Change sequence new: increment 3 minvalue 1 maxvalue 9223372036854775807 start 1 restart
alter sequence "public"."new" increment 3 minvalue 1 maxvalue 9223372036854775807 start 1 restart;
-- alter sequence used: Change sequence used: increment 3 minvalue 1 maxvalue 9223372036854775807 start 1 restart
--   changes-data: Lets sequence used begin anew at 1, because its last number, -4, is not between 1 and 9223372036854775807
alter sequence "public"."used" increment 3 minvalue 1 maxvalue 9223372036854775807 start 1 restart;
-- alter sequence raised: Change sequence raised: minvalue 100 maxvalue 32767 start 100 restart
--   changes-data: Lets sequence raised begin anew at 100, because its last number, 17, is not between 100 and 32767
alter sequence "public"."raised" minvalue 100 maxvalue 32767 start 100 restart;
-- alter sequence within: Change sequence within: minvalue 1 maxvalue 10 start 1 cycle restart
--   changes-data: Lets sequence within begin anew at 1, because its last number, 40, is not between 1 and 10
alter sequence "public"."within" minvalue 1 maxvalue 10 start 1 cycle restart;
