-- rename type address: Rename field street of type address to road
alter type "address" rename "street" to "road";
-- create type land: Create type land
create type "land" ("code" ascii);
-- alter type address: Add field land to type address
alter type "address" add "land" frozen<land>;
