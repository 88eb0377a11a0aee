"""Training of the body model, and measuring on corpora: not part of the wheel."""
