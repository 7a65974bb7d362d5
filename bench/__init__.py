"""How fast the portal is beside a bare server: `python -m bench`."""
