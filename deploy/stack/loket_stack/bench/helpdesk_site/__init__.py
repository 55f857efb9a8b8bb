"""The Django project that ``bench helpdesk`` runs: django-helpdesk as it would serve a desk, in its own environment.

It is no part of the product, and its modules are imported by Django under their own names: ``settings`` and ``urls``.
"""
