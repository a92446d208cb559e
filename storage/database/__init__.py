"""The only SQL: connection, migrations, history, projection, search."""
