"""Fetching from the network: bounded, guarded and polite."""
