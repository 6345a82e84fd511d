"""Renders formcheck's sample clips: parametric bodies on gym equipment, with exact truth."""
