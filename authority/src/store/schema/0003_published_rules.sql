-- The policy as last signed, and the text of each rule that it ever carried: these are in force.
CREATE TABLE published (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
