create sequence kept;
