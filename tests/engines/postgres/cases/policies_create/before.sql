create table old (a int, b text)
