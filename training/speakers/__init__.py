"""Fits the weights by which the builder decides whom "he" and "she" stand for."""
