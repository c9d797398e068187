"""Addresses: the part urllib.parse."""
