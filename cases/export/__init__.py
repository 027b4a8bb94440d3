"""What leaves the program: records that somebody else can read and check. Only reads."""
