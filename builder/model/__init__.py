"""What loads and runs the shipped weights: files that are checked, tokens, word vectors, encoders. numpy only."""
