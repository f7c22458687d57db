"""Tests of notices: runs tell a real mail server and a real webhook on loopback."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from clusterwatch.notify import services
from tests.cli.workspace import Web, Workspace, listing
from tests.notify.mail import Mailbox, mail_server
from tests.notify.webhook import Webhook, webhook

HEAD = "network: {allow_private: true}\ndefaults: {delay: 0}\nnotify:\n"
SECRETS = ("us3r-secret", "p4ss-secret", "p4th-secret", "qu3ry-secret")


@pytest.fixture(scope="module")
def _server() -> Iterator[Mailbox]:
    with mail_server() as mailbox:
        yield mailbox


@pytest.fixture
def mailbox(_server: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """A mail server, whose address is in the environment."""
    _server.refuses = None
    _server.mails.clear()
    monkeypatch.setenv("WATCH_MAIL", _server.address)
    return _server


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as hook:
        yield hook


def notifying(workspace: Workspace, web: Web, *targets: str) -> None:
    """Write a sources.yaml with these targets."""
    workspace.sources(listing(web), head=HEAD + "".join(f"  {target}\n" for target in targets))


def test_a_run_sends_a_mail_that_reads_well(workspace: Workspace, web: Web, mailbox: Mailbox) -> None:
    notifying(
        workspace, web, 'keeper: {url: "${WATCH_MAIL}"}', 'reader: {url: "${WATCH_MAIL}", send: digest}'
    )
    workspace.call("run", "--dry-run")
    assert mailbox.read() == []
    out, _ = workspace.call("run")
    assert "notify.reader: accepted: clusterwatch: 6 new announcements\n" in out
    (mail,) = mailbox.mails
    assert (mail["From"], mail["To"], mail["X-Application"]) == (
        "watch@a.example",
        "me@a.example",
        "clusterwatch",
    )
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 6 new announcements"
    assert f"- 2026-11-12 Appel « hydrogène vert », {web.base[7:]}\n  {web.base}/news/hydrogen\n" in body
    page = web.pages.pop("/news")
    workspace.call("run", "-q", code=1)
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 1 problem opened"
    assert (
        f"- vessel: {web.base}/news answers 404 Not Found. The page is gone. [incident 1, open since " in body
    )
    assert f"Run these commands in {workspace.folder} on {socket.gethostname()}." in body
    workspace.call("run", "-q", code=1)
    assert mailbox.read() == []
    web.pages["/news"] = page
    workspace.call("run", "-q")
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 1 problem ended"
    assert body.endswith("You do not have to do anything.\n")


def test_a_webhook_that_refuses_is_an_incident_and_is_told_later_what_it_missed(
    workspace: Workspace, web: Web, hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clusterwatch.cli.run._MONDAY", None)  # on that day it is said again
    notifying(workspace, web, f'team: {{url: "json://127.0.0.1:{hook.port}/in", send: [incidents, digest]}}')
    hook.status = 500
    said = "notify.team: A notice could not be sent: it was not accepted (500 Internal Server Error)."
    assert workspace.call("run", "-q", code=1)[1].startswith(said)
    assert workspace.call("run", "-q")[1] == ""  # it is said once
    (shown,) = (line for line in workspace.call("status")[0].splitlines() if line.startswith("notify.team"))
    assert shown.startswith(said)
    assert "[incident 1, open since " in shown
    web.pages.pop("/news")
    answer = json.loads(workspace.call("run", "--json", code=1)[0])
    assert [(one["target"], one["problem"]["code"]) for one in answer["notices"]] == [
        ("team", "notice-failed")
    ]
    hook.status = 200
    out, _ = workspace.call("run", code=1)
    assert "notify.team: accepted: clusterwatch: 1 problem opened, 6 new announcements\n" in out
    ((_, body),) = hook.read()
    assert body.startswith("Notices to you could not be sent since ")
    assert workspace.column("SELECT count(*) FROM incidents WHERE target IS NOT NULL AND closed IS NULL") == [
        0
    ]


def test_a_server_that_never_answers_does_not_hold_up_the_run(
    workspace: Workspace, web: Web, hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "PATIENCE", 0.05)
    hook.gate = threading.Event()
    notifying(workspace, web, f'stuck: {{url: "json://127.0.0.1:{hook.port}/", send: digest}}')
    said = "notify.stuck: A notice could not be sent: there was no answer in time."
    assert workspace.call("run", "-q", code=1)[1].startswith(said)


def test_nothing_listens(workspace: Workspace, web: Web) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    notifying(
        workspace,
        web,
        f'hook: {{url: "json://127.0.0.1:{port}/"}}',
        f'mail: {{url: "{Mailbox(port=port).address}"}}',
        'odd: {url: "nothing://known"}',
    )
    err = workspace.call("notify", "--test", code=2)[1]
    reasons = [line.split(": ")[2].split(".")[0] for line in err.splitlines()]
    assert reasons == [*["the connection was refused"] * 2, "Apprise does not know such an address"]


def test_an_address_on_which_apprise_fails_does_not_stop_the_run_and_the_other_notices(
    workspace: Workspace, web: Web, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    import apprise

    instantiate = apprise.Apprise.instantiate

    def fail(address: str, **options: Any) -> Any:
        if address.startswith("json"):
            raise TypeError(f"cannot read {address}")
        return instantiate(address, **options)

    monkeypatch.setattr(apprise.Apprise, "instantiate", fail)
    notifying(
        workspace,
        web,
        f'odd: {{url: "json://{SECRETS[0]}@127.0.0.1/", send: digest}}',
        'keeper: {url: "${WATCH_MAIL}", send: digest}',
    )
    out, err = workspace.call("run", code=1)
    assert "notify.odd: A notice could not be sent: it was not accepted. " in err
    assert "notify.keeper: accepted: clusterwatch: 6 new announcements\n" in out
    assert SECRETS[0] not in out + err
    assert workspace.column("SELECT count(*) FROM posts") == [6]


def test_a_test_says_of_each_target_whether_it_accepts(
    workspace: Workspace, web: Web, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    notifying(workspace, web, 'keeper: {url: "${WATCH_MAIL}"}', 'other: {url: "${OTHER}"}')
    out, err = workspace.call("notify", "--test", code=2)
    assert out == "notify.keeper: accepted: clusterwatch: test of notices\n"
    assert err == (
        "notify.other: A notice could not be sent: an environment variable is not set (OTHER). "
        "Set it where the program runs: sources.yaml:5 names it.\n"
    )
    ((_, body),) = mailbox.read()
    assert body.startswith(
        "This is a test by `clusterwatch notify --test`. Notices to keeper arrive here, from /"
    )
    assert not workspace.archive.exists()
    monkeypatch.setenv("OTHER", mailbox.of("wrong"))
    assert "the login was refused (SMTP 535)" in workspace.call("notify", "--test", "other", code=1)[1]
    mailbox.refuses = "552 too large"
    answer = json.loads(workspace.call("notify", "--test", "keeper", "--json", code=1)[0])
    assert answer["targets"][0]["problem"]["detail"]["smtp"] == 552
    assert "no target named nobody" in workspace.call("notify", "nobody", code=2)[1]
    workspace.sources(listing(web))
    assert "there is no target under `notify:`" in workspace.call("notify", code=2)[1]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "mode=insecure",
            "mode=starttls",
            "the mail server does not offer STARTTLS. Check WATCH_MAIL, which `notify.keeper.url` names. "
            "Add `&mode=ssl` if the server expects TLS from the start, usually on port 465.",
        ),
        (
            "keeper:",
            "keeper@a.example:",
            "its address has two @, so that its host is not clear. Check WATCH_MAIL, which `notify.keeper.url` names. "
            "Write `%40` for the @ of the user or the password.",
        ),
    ],
)
def test_a_test_says_what_is_wrong_with_the_address(
    workspace: Workspace,
    web: Web,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
    before: str,
    after: str,
    said: str,
) -> None:
    monkeypatch.setenv("WATCH_MAIL", mailbox.address.replace(before, after))
    notifying(workspace, web, 'keeper: {url: "${WATCH_MAIL}"}')
    out, err = workspace.call("notify", "--test", code=1)
    assert (out, err) == ("", f"notify.keeper: A notice could not be sent: {said}\n")


def test_a_variable_that_is_not_set_does_not_stop_the_run_and_is_over_when_it_is_set(
    workspace: Workspace, web: Web, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WATCH_MAIL")
    notifying(workspace, web, 'keeper: {url: "${WATCH_MAIL}"}')
    assert (
        "(WATCH_MAIL). Set it where the program runs: sources.yaml:4"
        in workspace.call("run", "-q", code=1)[1]
    )
    assert workspace.column("SELECT count(*) FROM posts") == [6]
    monkeypatch.setenv("WATCH_MAIL", mailbox.address)
    assert "notify.keeper: over since this run: " in workspace.call("run", "-q")[1]
    assert mailbox.read() == []


def test_a_test_that_is_accepted_ends_the_incident(workspace: Workspace, web: Web, mailbox: Mailbox) -> None:
    notifying(workspace, web, 'keeper: {url: "${WATCH_MAIL}", send: digest}')
    mailbox.refuses = "554 no"
    workspace.call("run", "-q", code=1)
    mailbox.refuses = None
    workspace.call("notify", "--test")
    assert workspace.column("SELECT count(*) FROM incidents WHERE closed IS NULL") == [0]
    assert workspace.call("notify")[0] == "notify.keeper: accepted: clusterwatch: 6 new announcements\n"
    assert workspace.call("notify")[0] == "There is nothing to send.\n"


def test_without_apprise_the_command_to_install_it_is_said(
    workspace: Workspace, web: Web, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "find_spec", lambda name: None)
    notifying(workspace, web, 'keeper: {url: "${WATCH_MAIL}"}')
    said = (
        "notify.keeper: A notice could not be sent: Apprise is not installed. "
        "Install it with `pip install 'clusterwatch[notify]'`.\n"
    )
    assert workspace.call("notify", "--test", code=2)[1] == said
    assert workspace.call("run", "-q", code=1)[1] == said


def test_no_secret_is_printed_logged_or_stored(
    workspace: Workspace, web: Web, hook: Webhook, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, password, path, query = SECRETS
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    hook.status = 403
    monkeypatch.setenv("TOKEN", password)
    monkeypatch.setenv(
        "WHOLE", f"mailto://{user}:{password}@127.0.0.1:{closed}/{path}?from={query}@a.example"
    )
    rest = f"{user}:${{TOKEN}}@127.0.0.1"
    notifying(
        workspace,
        web,
        f'team: {{url: "json://{rest}:{hook.port}/{path}?+X-Key={query}", send: digest}}',
        f'gone: {{url: "json://{rest}:{closed}/{path}?+X-Key={query}", send: digest}}',
        f'odd: {{url: "unknown://{rest}/{path}?key={query}", send: digest}}',
        'mail: {url: "${WHOLE}", send: digest}',
        f'login: {{url: "{mailbox.of(password)}", send: digest}}',
    )
    log = ("--log", "log", "--log-format", "json")
    said = [*workspace.call("run", "-vv", *log, code=1), *workspace.call("notify", "--json", *log, code=2)]
    said += [*workspace.call("notify", "--test", *log, code=2), *workspace.call("status")]
    said += [(workspace.folder / "log").read_text("utf-8"), *workspace.dump()]
    everything = "\n".join(said)
    assert everything.count("notice-failed") >= 10
    assert "(403 Forbidden)" in everything
    assert "(SMTP 535)" in everything
    assert [secret for secret in SECRETS if secret in everything] == []


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        (
            'keeper: {url: "s3cret"}',
            "4: notify.keeper.url: expected an address of Apprise such as mailto://…",
        ),
        ("keeper: {send: digest}", "4: notify.keeper.url: is missing"),
        ('keeper: "mailto://s3cret@a.example"', "4: notify.keeper: expected a mapping"),
        (
            "keeper: {url: 's3cret://a', sources: [vesel]}",
            "4: notify.keeper.sources: there is no source vesel; did",
        ),
        (
            "keeper: {url: 's3cret://a', every: hour}",
            "4: notify.keeper.every: 'hour' is not one of 'each-run'",
        ),
        (
            "keeper: {url: 's3cret://a', send: news}",
            "4: notify.keeper.send: 'news' is not one of 'incidents',",
        ),
        (
            "keeper: {url: 's3cret://a', source: all}",
            '4: notify.keeper.source: unknown key; did you mean "sources"?',
        ),
        (
            "Keeper!: {url: 's3cret://a'}",
            "4: notify.Keeper!: an id consists of lowercase letters, digits and hyphens",
        ),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_line(
    workspace: Workspace, web: Web, target: str, fault: str
) -> None:
    notifying(workspace, web, target)
    error = workspace.call("check", code=2)[1]
    assert error.startswith(f"sources.yaml:{fault}"), error
    assert error.endswith("1 fault; nothing was done\n")
    assert "s3cret" not in error


def test_a_source_that_is_renamed_or_forgotten_is_not_left_behind(workspace: Workspace, web: Web) -> None:
    notifying(
        workspace,
        web,
        "keeper: {url: 'json://a', sources: vessel}",
        "other: {url: 'json://a', sources: [vessel]}",
        "all: {url: 'json://a', sources: all}",
    )
    path = workspace.folder / "sources.yaml"
    path.write_text("watch: {one: {source: [vessel]}, two: {search: a, source: vessel}}\n" + path.read_text())
    workspace.call("rename", "vessel", "boat")
    text = (workspace.folder / "sources.yaml").read_text()
    assert "sources: boat}" in text
    assert "sources: [boat]}" in text
    assert "sources: all}" in text
    assert "watch: {one: {source: [boat]}, two: {search: a, source: boat}}\n" in text
    error = workspace.call("forget", "boat", code=2)[1]
    assert error.startswith(
        "sources.yaml:5: boat: a target of notices or a saved search names it; take it out there first"
    )
