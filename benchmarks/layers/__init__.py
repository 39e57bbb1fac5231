"""What the layer kit adds to the time of the same computation written by hand in the backend."""
