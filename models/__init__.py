"""The nouns of the domain as frozen pydantic types; the formulation lives in scheduler."""
