"""``python -m services.cli`` is the `wiretally` command."""

from services.cli.main import app

app(prog_name="wiretally")
