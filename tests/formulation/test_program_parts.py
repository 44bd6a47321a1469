"""The program of a part of the classes beside kept ones."""
