"""Attacks on two organizations that have something of everything, made once and copied for each test."""
