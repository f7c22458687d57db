"""The http package against a small web on loopback."""
