create table t (k int primary key, v text masked with mask_default());
