"""Tests of merged archives."""
