"""The nouns of the domain as frozen pydantic types; the optimisation program is called formulation and lives elsewhere."""
