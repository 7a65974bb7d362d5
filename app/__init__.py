"""Quartiersportal: Ideen, Projekte and the Quartiersfonds of a city's Quartiere."""
