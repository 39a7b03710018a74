"""A version with a hostile article, its pages, and a headless browser that is driven over a pair of pipes."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# Whatever runs of this sets window.owned or opens a dialogue; whatever loads asks for owned.example.
HOSTILE = (
    "<script>window.owned = 1</script> The “<img src=x onerror=window.owned=2>” ban stands, the port said.\n"
    "\n"
    "“We left,</script><script>window.owned=3</script><!-- and we did,” Ida Prell said, “before the ‘<b>noon</b>’.”\n"
    "\n"
    "“It is \u202etpircs\u202c hidden\u200b here\u2028and \x1b[31mred\x07,” Ida Prell said.\n"
    "\n"
    "“See javascript:alert(1) or https://owned.example/x.png &lt;i&gt; 😀 \\u003cscript\\u003e,” Ida Prell said.\n"
)
METADATA = {
    "title": "Ban <script>window.owned=4</script> \u202estands",
    "outlet": "Daily \"><img src=https://owned.example/p onerror='window.owned=5'>",
    "outlet_domain": "hostile.example",
    "url": "javascript:window.owned=6",
    "authors": ["</title><script>alert(7)</script>"],
    "published_at": "2026-03-02",
    "language": "en",
    "licence": "CC0-1.0",
}
PLAIN = (
    "“We did not close the harbour, and we never will,” Harbour Minister Ida Prell said on Monday.\n"
    "\n"
    "“We praise the brave Coast Guard,” she said. The Ministry of Harbours claimed that Sellia is a threat.\n"
    "\n"
    "It spoke of a “new normal” at the quays.\n"
)
SHORTER = "“We did not close the harbour, and we never,” Ida Prell said.\n"
KEPT_BACK = "A first paragraph that is not passed on.\n\n“Nothing moved in the strait,” the coast guard said.\n"


@pytest.fixture(scope="session")
def version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``dist/0.1.0`` of four articles: a hostile one, two with a shared utterance, and one that may not be shown."""
    import builder

    root = tmp_path_factory.mktemp("explore")
    open_licence = {"licence": "CC0-1.0", "language": "en"}
    articles = {
        "hostile.json": {"text": HOSTILE, **METADATA},
        "courier.json": {
            "text": PLAIN, "outlet": "Marrow Coast Courier", "published_at": "2026-03-02", "title": "Harbour open",
            **open_licence,
        },
        "bay.json": {
            "text": SHORTER, "outlet": "Bay Post", "published_at": "2026-04-03", "title": "Prell speaks",
            "url": "https://bay.example/prell", **open_licence,
        },
        "wire.json": {"text": KEPT_BACK, "outlet": "Wire", "title": "Strait", "language": "en"},
    }  # fmt: skip
    lines = [json.dumps(article) for article in articles.values()]
    (root / "raw").mkdir()
    (root / "raw" / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    builder.build([root / "raw"], root / "dist")
    return root / "dist" / "0.1.0"


@pytest.fixture(scope="session")
def tables(version: Path) -> Any:
    from builder import explore
    from builder.dataset import load

    quotes, articles, rejects = (load.table(version, name) for name in ("quotes", "articles", "rejects"))
    return explore.Tables("harbour <b>quotes</b>", "0.1.0", quotes, articles, rejects)


@pytest.fixture(scope="session")
def pages(tables: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from builder import explore

    return explore.write(tables, tmp_path_factory.mktemp("pages") / "explorer").parent


@pytest.fixture
def read() -> Callable[[Path], Any]:
    """The value that a data file hands over."""

    def read(path: Path) -> Any:
        text = path.read_text(encoding="ascii")
        start = f"explorerData({json.dumps(path.stem)},"
        assert text.startswith(start)
        assert text.endswith(");\n")
        return json.loads(text.removeprefix(start).removesuffix(");\n"))

    return read


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    program = next((found for name in names if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no chromium and no chrome on PATH; Debian has it as `chromium`")
    browser = Browser(program, tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture
def browser(chromium: Browser, pages: Path) -> Iterator[Browser]:
    """The browser with nothing seen yet; afterwards no page has erred and none has asked for anything outside."""
    chromium.forget()
    yield chromium
    assert chromium.errors == []
    outside = [address for address in chromium.requests if not address.startswith((pages.as_uri(), "data:,"))]
    assert outside == []


class Browser:
    """Chromium, told what to do by the DevTools protocol: JSON that ends in a NUL, over file descriptors 3 and 4."""

    PATIENCE = 30  # seconds for an answer; a busy machine is slow

    def __init__(self, program: str, profile: Path) -> None:
        reads, self._to = os.pipe()
        self._from, writes = os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (reads, writes)]  # clear of 3 and 4
        flags = (
            "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
            "--disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-pipe"
        )
        self._process = subprocess.Popen(
            [program, *flags.split(), f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=lambda: (os.dup2(ends[0], 3), os.dup2(ends[1], 4)),  # noqa: PLW1509  no threads in tests
            pass_fds=(3, 4),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (reads, writes, *ends):
            os.close(end)
        self._number, self._rest = 0, b""
        self._session: str | None = None
        self.errors: list[str] = []
        self.requests: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        self._session = None
        try:
            self.call("Browser.close")
            self._process.wait(10)
        except (OSError, subprocess.TimeoutExpired, EOFError):
            self._process.kill()
            self._process.wait(10)
        os.close(self._to)
        os.close(self._from)

    def forget(self) -> None:
        self.call("Page.navigate", url="about:blank")
        self.errors.clear()
        self.requests.clear()

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: dict[str, Any] = answer["result"]
                return result
            self._heed(answer)

    def _message(self) -> dict[str, Any]:
        end = time.monotonic() + self.PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._from], [], [], max(end - time.monotonic(), 0))
            assert ready, "the browser does not answer"
            got = os.read(self._from, 1 << 16)
            if not got:
                raise EOFError
            self._rest += got
        message, _, self._rest = self._rest.partition(b"\0")
        read: dict[str, Any] = json.loads(message)
        return read

    def _heed(self, event: dict[str, Any]) -> None:
        method, details = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(details["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(details["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and details["type"] in ("error", "warning", "assert"):
            self.errors.append(json.dumps(details["args"]))
        elif method == "Log.entryAdded" and details["entry"]["level"] in ("error", "warning"):
            self.errors.append(json.dumps(details["entry"]))
        elif method == "Page.javascriptDialogOpening":
            self.errors.append(f"a dialogue opened: {details['message']}")
            self._number += 1
            answer = {"id": self._number, "method": "Page.handleJavaScriptDialog", "params": {"accept": False}}
            os.write(self._to, json.dumps({**answer, "sessionId": self._session}).encode() + b"\0")

    def open(self, path: Path, choices: str = "") -> None:
        """Opens a page from the file system and waits until it shows its rows."""
        self.call("Page.navigate", url="about:blank")  # else a change behind the # would be no navigation
        self.call("Page.navigate", url=path.as_uri() + (f"#{choices}" if choices else ""))
        self.until("document.readyState === 'complete'")
        if path.stem != "index":
            self.until("document.body.dataset.ready === 'yes'")

    def js(self, expression: str) -> Any:
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def back(self) -> None:
        self.js("void setTimeout(() => history.back())")  # later, so that the answer still comes from this page

    def until(self, expression: str) -> None:
        end = time.monotonic() + self.PATIENCE
        while True:
            try:
                if self.js(f"Boolean({expression})"):
                    return
            except AssertionError:  # the page was just being replaced
                if time.monotonic() > end:
                    raise
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.02)

    def text(self, selector: str) -> str:
        return str(self.js(f"document.querySelector({json.dumps(selector)}).innerText"))

    def click(self, selector: str) -> None:
        """With the mouse, at the middle of the first element that fits."""
        place = (
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); "
            "e.scrollIntoView({block: 'center', behavior: 'instant'}); "
            "const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        x, y = self.js(place)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, *keys: str) -> None:
        for key in keys:
            code = {"Tab": 9, "Enter": 13}.get(key, ord(key[0].upper()))
            typed = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
            self.call("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **typed)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def type(self, selector: str, text: str) -> None:
        self.js(f"document.querySelector({json.dumps(selector)}).focus()")
        self.call("Input.insertText", text=text)

    def look(self, *, width: int = 1280, height: int = 900, scheme: str = "light", still: bool = False) -> None:
        """Width of the window, and what the reader prefers."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        motion = "reduce" if still else "no-preference"
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion},
        ]
        self.call("Emulation.setEmulatedMedia", features=features)

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))
