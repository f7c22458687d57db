"""clusterwatch completion and clusterwatch man: the program at home in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from clusterwatch.cli.manual import manual
from clusterwatch.errors import UsageError

# Click reads it: https://click.palletsprojects.com/en/stable/shell-completion/
_VARIABLE = "_CLUSTERWATCH_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the lines that make bash, zsh or fish complete commands, options and the ids of sources.

    For bash, add this line to ~/.bashrc: eval "$(clusterwatch completion bash)". For zsh, add the same with zsh to
    ~/.zshrc, below compinit. For fish, write the lines to ~/.config/fish/completions/clusterwatch.fish.
    """
    found = get_completion_class(shell)
    assert found is not None, shell  # noqa: S101 - click has these three
    try:
        source = found(ctx.find_root().command, {}, "clusterwatch", _VARIABLE).source()
    except RuntimeError as error:  # this bash is too old, or is not there
        raise UsageError(f"{shell} cannot complete: {error}") from error
    click.echo(source)


@click.command()
@click.pass_context
def man(ctx: click.Context) -> None:
    """Print the manual page of the program.

    To read it: clusterwatch man | man -l -. To install it, write it to ~/.local/share/man/man1/clusterwatch.1.
    """
    from clusterwatch.cli.group import COMMANDS, CommandGroup

    root = ctx.find_root().command
    assert isinstance(root, CommandGroup)  # noqa: S101 - the program
    click.echo(manual(root, COMMANDS), nl=False)
