"""The `wiretally` command: one module per subcommand, put together here.

What a subcommand needs beyond the base installation (the language model, the local broker) it imports when it runs: an image of one
service has the same command.
"""

from __future__ import annotations

import typer

from services.chassis.logging import configure
from services.chassis.settings import LoggingSettings
from services.cli import dead_letters, topics
from services.cli.demo import demo
from services.cli.evaluate import evaluate
from services.cli.events import events
from services.cli.explain import explain
from services.cli.extract import extract
from services.cli.failures import WiretallyCommands
from services.cli.feed import feed
from services.cli.replay import replay
from services.cli.run import run
from services.cli.serve import serve
from services.cli.tallies import tallies

app = typer.Typer(
    cls=WiretallyCommands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Live news-wire stories in, structured events and running tallies out.\n\nBegin with `wiretally demo`.",
)


@app.callback()
def prepare(context: typer.Context) -> None:
    """Keep the libraries quiet: a command tells its errors itself. A service sets up its own log."""
    if context.invoked_subcommand != "serve":
        configure(LoggingSettings(level="ERROR"), "cli")


app.command()(demo)
app.command()(feed)
app.command()(extract)
app.command()(run)
app.command()(tallies)
app.command()(events)
app.command()(explain)
app.command("eval")(evaluate)
app.command()(replay)
app.command()(serve)
app.add_typer(topics.app, name="topics")
app.add_typer(dead_letters.app, name="dead-letters")

if __name__ == "__main__":
    app()
