"""How the command line fails: one line that says what, where and what to do, a status other than 0, and no traceback."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from services.chassis.errors import WiretallyError

DEBUG_VARIABLE = "WIRETALLY_DEBUG"
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""
FAULT = 70
"""EX_SOFTWARE of sysexits.h."""
OURS = ("services", "schemas")


class CommandFailed(WiretallyError):
    """The command cannot do what was asked; the message says why and what to do."""


class WiretallyCommands(TyperGroup):
    """The commands, with every error told in one place."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            # The reader of our output (head, less) has enough. Python would complain again at exit, so the pipe is swapped out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except WiretallyError as error:
            tell(str(error))
            raise typer.Exit(1) from None
        except OSError as error:
            tell(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
            raise typer.Exit(1) from None
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if type(error).__module__.startswith("typer.") or os.environ.get(DEBUG_VARIABLE):
                raise
            if isinstance(error, ModuleNotFoundError) and (error.name or "").split(".")[0] not in OURS:
                tell(f"this command needs the package {error.name}, which this installation left out: pip install 'wiretally[all]'")
                raise typer.Exit(1) from None
            tell(f"a fault of wiretally itself, {type(error).__name__}: {error}. {DEBUG_VARIABLE}=1 shows where; please report it")
            raise typer.Exit(FAULT) from None


def tell(message: str) -> None:
    """One error on standard error; further lines of it are indented."""
    print("wiretally: " + message.replace("\n", "\n  "), file=sys.stderr)
