"""Training of the attribution tagger: corpora in, weights, decoding tables and glue scorers out."""
