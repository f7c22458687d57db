"""Tests of the http package with a web server on the loopback interface."""
