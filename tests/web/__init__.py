"""The web room against a small web on loopback."""
