alter database character set latin1 collate latin1_german1_ci;
