"""A small news site of our own, served on loopback as demo.example."""
