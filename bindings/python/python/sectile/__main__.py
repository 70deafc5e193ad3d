"""``python -m sectile`` is the command ``sectile``."""

from ._command import main

if __name__ == "__main__":
    main()
