"""What-ifs from forms: fields out of the types of the edits, files out of what was typed."""
