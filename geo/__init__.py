"""Dateline: what happened, where and when, read out of news text."""
