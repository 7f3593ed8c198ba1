"""Alembic's migrations, run when the database is opened.

While replicas are upgraded one by one, two versions of the program work on one database, and the
newer one migrates first. So a migration only adds: tables, indexes, columns that may be null or
have a default of the server's. The older program works on, and starts anew, with what was added.

Taking something away, or giving it another meaning, needs two releases: the first no longer uses
it; the second removes it and begins a new era, which is what the first two digits of its number
count (0007, then 0100). A program refuses a database of a newer era.
"""
