"""The served application: one local desk to look at plans, change them and publish them."""
