"""The served application: plans, runs, tables and what-ifs of a folder in a browser."""
