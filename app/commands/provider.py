"""The demo's login provider: oidc-provider-mock in a process that ends with its parent.

Run as `python -m app.commands.provider …` with the options of oidc-provider-mock and stdin held
open by the parent: whatever kills the parent closes the pipe.
"""

import os
import sys
import threading
import warnings


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(1):
        continue
    os._exit(0)


def main() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package stands on modules its own makers retire
        from oidc_provider_mock.__main__ import run
    run(prog_name="oidc-provider-mock")


if __name__ == "__main__":
    main()
