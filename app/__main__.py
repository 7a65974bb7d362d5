"""`python -m app …` is `quartier …`: the entry of the image and of the tests."""

from app.cli import main

if __name__ == "__main__":
    main()
