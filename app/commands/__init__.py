"""What `quartier …` does, one module a command."""
