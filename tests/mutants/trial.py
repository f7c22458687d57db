"""Run tests against faults: record once which tests run which lines, then fork one process per fault.

A fault inside a function is tried by giving the function new code in a process that has collected the tests
already, and a constant that only functions read by giving it a new value. First the tests that run the line are
run; where they notice nothing, the other quick tests are, because what one test leaves in a cache others use.
A fault in code that runs during import is tried at last by importing everything anew.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import gc
import importlib.machinery
import importlib.util
import os
import pickle
import resource
import signal
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import hypothesis
import pytest

from tests.mutants.areas import Area
from tests.mutants.faults import Fault, lines_using

IMPORT = ""  # the name under which lines are recorded that run before the first test
MEMORY = 4 << 30
QUICK = 0.1  # seconds
LEAST = 5  # seconds of CPU that every trial may take
ARGUMENTS = ["-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--hypothesis-seed=0"]
MARKERS = ["-o", "addopts=", "-m", "not real and not browser"]
LOADED = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # plugins are loaded before pytest starts


class Broken(Exception):
    """The tests fail, or cannot be collected, without any fault."""


@dataclass
class Reach:
    """Which tests run which lines, and how long each test takes."""

    tests: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)
    opaque: set[str] = field(default_factory=set)  # tests that replace the trace function
    failed: list[str] = field(default_factory=list)
    least: int = LEAST

    def of(self, fault: Fault) -> tuple[list[str], bool]:
        """The tests that run a fault's lines, the fastest first; and whether its lines run during import."""
        first, last = fault.lines
        lines = {(str(fault.path), line) for line in range(first, last + 1)}
        if fault.constant:
            lines = self._uses(fault.path, fault.constant) or lines
        found = set().union(*(self.tests.get(line, ()) for line in lines))
        return self.fastest_first(found | self.opaque if found else ()), IMPORT in found

    def fastest_first(self, names: Iterable[str]) -> list[str]:
        """Those of `names` that are tests, in the order in which they are run."""
        return sorted(set(names) & set(self.seconds), key=lambda name: (self.seconds[name], name))

    def limit(self, names: Iterable[str]) -> Limit:
        """What a trial of some tests may take: several times what they took without a fault."""
        total = sum(self.seconds[name] for name in names)
        return Limit(cpu=int(3 * total) + self.least, wall=int(10 * total) + 60)

    def _uses(self, path: Path, constant: str) -> set[tuple[str, int]] | None:
        """The lines that read a constant; None unless only functions of the traced files read it."""
        files = {path, *(Path(file) for file, _ in self.tests)}
        top = path.parent
        while (top.parent / "__init__.py").exists():
            top = top.parent
        found: set[tuple[str, int]] = set()
        for other in top.rglob("*.py"):
            lines = lines_using(constant, other)
            if lines is None or (lines and other not in files):
                return None
            found |= {(str(other), line) for line in lines}
        return found


class _Recorder:
    """A pytest plugin that fills a Reach by tracing the lines of the area's files."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.reach = Reach()
        self.files = {str(path) for path in files}
        self.test = IMPORT

    def trace(self, frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:
        if frame.f_code.co_filename not in self.files:
            return None
        self.reach.tests[frame.f_code.co_filename, frame.f_lineno].add(self.test)
        return self.trace

    def start(self) -> None:
        threading.settrace(self.trace)
        sys.settrace(self.trace)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.test = item.nodeid
        self.start()
        begun = time.process_time()
        yield
        self.reach.seconds[item.nodeid] = time.process_time() - begun
        if sys.gettrace() != self.trace:
            self.reach.opaque.add(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.reach.failed.append(report.nodeid)


class _Chosen:
    """A pytest plugin that runs some tests in a given order, up to the first failure."""

    def __init__(self, names: Sequence[str]) -> None:
        self.place = {name: place for place, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.place), key=lambda item: self.place[item.nodeid]
        )


class _Trials:
    """A pytest plugin that, in place of running the tests, forks a process per fault to run some of them."""

    def __init__(
        self, faults: Sequence[tuple[Fault, Sequence[str]]], reach: Reach, send: Callable[[Any], None]
    ):
        self.faults, self.reach, self.send = faults, reach, send

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        gc.unfreeze()  # what a module has set aside with gc.freeze() is not among get_objects()
        items = {item.nodeid: item for item in session.items}
        functions = _functions({str(fault.path) for fault, _ in self.faults})
        for cached in [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]:
            cached.cache_clear()
        for fault, names in self.faults:
            chosen = [items[name] for name in names]

            def run(fault: Fault = fault, chosen: Sequence[pytest.Item] = tuple(chosen)) -> bool:
                if fault.constant:
                    _give_value(fault)
                else:
                    _give_code(fault, functions)
                return _any_fails(session, chosen)

            self.send((fault, forked(run, self.reach.limit(names))))
        return True


def _any_fails(session: pytest.Session, items: Sequence[pytest.Item]) -> bool:
    for place, item in enumerate(items):
        after = items[place + 1] if place + 1 < len(items) else None
        item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            return True
    return False


Functions = dict[tuple[str, str, int], list[FunctionType]]


def _functions(files: set[str]) -> Functions:
    """All functions made from the code of some files, by file, qualified name and first line."""
    found: Functions = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename in files:
            code = each.__code__
            found[code.co_filename, code.co_qualname, code.co_firstlineno].append(each)
    return found


def _give_code(fault: Fault, functions: Functions) -> None:
    assert fault.inside is not None
    code = _code_of(compile(fault.source(), str(fault.path), "exec", dont_inherit=True), fault.inside)
    assert code is not None, f"{fault.inside} is not in {fault.path}"
    known = functions[str(fault.path), *fault.inside]
    assert known, f"no function {fault.inside} is imported from {fault.path}"
    for function in known:
        function.__code__ = code


def _give_value(fault: Fault) -> None:
    """Change a constant in its module and in those that have imported it by name."""
    assert fault.constant is not None
    home = next(m for m in sys.modules.values() if getattr(m, "__file__", None) == str(fault.path))
    old, new = getattr(home, fault.constant), ast.literal_eval(fault.new)
    package = home.__name__.partition(".")[0]
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == package and vars(module).get(fault.constant) is old:
            setattr(module, fault.constant, new)


def _code_of(code: CodeType, inside: tuple[str, int]) -> CodeType | None:
    if (code.co_qualname, code.co_firstlineno) == inside:
        return code
    inner = (_code_of(each, inside) for each in code.co_consts if isinstance(each, CodeType))
    return next((each for each in inner if each), None)


class _Finder(importlib.machinery.SourceFileLoader):
    """Load one module with a fault in it; all other modules are left to the usual finders."""

    def __init__(self, fault: Fault) -> None:
        super().__init__("", str(fault.path))
        self.fault = fault

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or spec.origin != str(self.fault.path):
            return None
        self.name = name
        packages = spec.submodule_search_locations
        return importlib.util.spec_from_file_location(
            name, self.path, loader=self, submodule_search_locations=packages
        )

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.fault.source(), str(self.fault.path), "exec", dont_inherit=True)


@dataclass(frozen=True)
class Limit:
    """What a trial may take, in seconds. A trial that takes more has noticed the fault: it is an endless loop."""

    cpu: int
    wall: int


def forked(work: Callable[[], Any], limit: Limit | None = None) -> Any:
    """What `work` returns, worked out in a child process; the name of the signal when that was killed."""
    reader, writer = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _be_child(work, limit, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as answers:
        data = answers.read()
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what the tests started and the fault kept alive
    if data:
        return pickle.loads(data)
    return (
        signal.Signals(os.WTERMSIG(status)).name
        if os.WIFSIGNALED(status)
        else f"exit {os.waitstatus_to_exitcode(status)}"
    )


def _be_child(work: Callable[[], Any], limit: Limit | None, writer: int) -> None:
    try:
        os.setpgid(0, 0)
        if limit is not None:
            _confine(limit)
        answer = pickle.dumps(work())
        with os.fdopen(writer, "wb") as answers:
            answers.write(answer)
    except BaseException:
        import traceback

        os.write(2, traceback.format_exc().encode())
        os._exit(1)
    os._exit(0)


def _confine(limit: Limit) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limit.cpu, limit.cpu + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limit.wall)


def _pytest(area: Area, plugin: object, basetemp: str) -> int:
    """Run pytest on an area's tests without a word; examples are generated from a fixed seed and not shrunk."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    hypothesis.settings.register_profile(
        "mutants",
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )

    class Profile:
        def pytest_configure(self) -> None:
            hypothesis.settings.load_profile("mutants")

    arguments = [*ARGUMENTS, *MARKERS, *LOADED, "--basetemp", basetemp, *area.tests]
    return int(pytest.main(arguments, plugins=[plugin, Profile()]))


def record(area: Area, basetemp: str) -> Reach:
    """Run the area's tests without a fault; raises Broken when they fail."""

    def work() -> Reach:
        recorder = _Recorder(area.files)
        recorder.start()
        status = _pytest(area, recorder, basetemp)
        if status and not recorder.reach.failed:
            recorder.reach.failed.append(f"pytest ends with {status}")
        return recorder.reach

    reach = forked(work)
    if not isinstance(reach, Reach) or reach.failed:
        raise Broken(f"{area.name}: without a fault: {reach.failed if isinstance(reach, Reach) else reach}")
    return reach


Told = Callable[[Fault, bool, int], None]


def try_faults(area: Area, faults: Sequence[Fault], tell: Told, least: int = LEAST) -> None:
    """Try each fault, and tell of it, whether it was noticed, and how many tests run its lines."""
    with tempfile.TemporaryDirectory() as folder:
        basetemp = os.path.join(folder, "tests")
        reach = record(area, basetemp)
        reach.least = least
        everything = reach.fastest_first(reach.seconds)
        quick = [name for name in everything if reach.seconds[name] < QUICK]
        limit = reach.limit(everything)
        with_imports = Limit(limit.cpu + 20, limit.wall + 60)
        reached = {fault: reach.of(fault) for fault in faults}
        first: list[tuple[Fault, list[str]]] = []
        anew: list[Fault] = []
        for fault, (names, at_import) in reached.items():
            if not names and not at_import:
                tell(fault, False, 0)
            elif fault.inside or fault.constant:
                first.append((fault, names))
            else:
                anew.append(fault)
        second: list[tuple[Fault, list[str]]] = []
        for fault, noticed in _in_place(area, first, basetemp, reach):
            names, at_import = reached[fault]
            if noticed:
                tell(fault, True, len(names))
            elif at_import:
                anew.append(fault)
            else:
                second.append((fault, [name for name in quick if name not in set(names)]))
        for fault, noticed in _in_place(area, second, basetemp, reach):
            tell(fault, noticed, len(reached[fault][0]))
        for fault in anew:
            tell(fault, _imported_anew(area, fault, everything, basetemp, with_imports), len(everything))


def _noticed(answer: object) -> bool:
    """True when a test failed or the trial was killed; a trial that could not be made is an error."""
    if answer == "exit 1":
        raise Broken("a trial could not be made; the error stands above")
    return answer is not False


def _imported_anew(area: Area, fault: Fault, names: Sequence[str], basetemp: str, limit: Limit) -> bool:
    def work() -> bool:
        sys.meta_path.insert(0, _Finder(fault))
        return _pytest(area, _Chosen(names), basetemp) != 0

    return _noticed(forked(work, limit))


def _in_place(
    area: Area, faults: Sequence[tuple[Fault, Sequence[str]]], basetemp: str, reach: Reach
) -> Iterator[tuple[Fault, bool]]:
    """Fork a process that collects the tests; it sends one answer per fault."""
    if not faults:
        return
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            _send_trials(area, faults, basetemp, reach, writer)
        finally:  # the child never goes on in the code of its parent
            os._exit(0)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as received:
            for _ in faults:
                fault, answer = pickle.load(received)
                yield fault, _noticed(answer)
    finally:
        os.waitpid(child, 0)


def _send_trials(
    area: Area, faults: Sequence[tuple[Fault, Sequence[str]]], basetemp: str, reach: Reach, writer: int
) -> None:
    """Write one answer per fault to the descriptor `writer`, until nobody reads there any more."""
    with contextlib.suppress(BrokenPipeError), os.fdopen(writer, "wb", buffering=0) as answers:

        def send(answer: Any) -> None:
            answers.write(pickle.dumps(answer))

        _pytest(area, _Trials(faults, reach, send), basetemp)


def warm_up(package: str) -> None:
    """Import what a package's modules import from elsewhere, so that each forked process finds it loaded."""
    import pkgutil

    top = importlib.import_module(package)
    for module in pkgutil.walk_packages(top.__path__, f"{package}."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
