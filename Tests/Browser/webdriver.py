"""A small W3C WebDriver client: starts chromedriver and a headless Chromium, drives one window, and always ends both.

Standard library only. Everything that goes wrong is a `BrowserError` that says what was asked and what came back.
"""

import atexit
import base64
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
DRIVER_NAMES = ("chromedriver", "chromium.chromedriver")
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 30
REQUEST_SECONDS = 60

BROWSER_ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",  # containers and root have no user namespace to sandbox in; only our own service is ever opened
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
]


class BrowserError(Exception):
    """The browser or its driver refused, or is not there."""


def program(names):
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise BrowserError(f"none of {', '.join(names)} is installed (Debian: apt-get install chromium chromium-driver)")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Element:
    """One element of the page, as the driver knows it."""

    def __init__(self, browser, reference):
        self.browser = browser
        self.reference = reference

    def _ask(self, method, path, body=None):
        return self.browser.ask(method, f"/element/{self.reference}{path}", body)

    def click(self):
        self._ask("POST", "/click", {})

    def type(self, text):
        self._ask("POST", "/value", {"text": text})

    def clear(self):
        self._ask("POST", "/clear", {})

    @property
    def text(self):
        return self._ask("GET", "/text")

    def attribute(self, name):
        return self._ask("GET", f"/attribute/{name}")


class Browser:
    """A headless Chromium with one window; use it as a context manager, so that its processes end whatever happens."""

    def __init__(self, width=1440, height=900, language="zh-CN", scale=1, arguments=()):
        self.processes = []
        self.session = None
        self.profile = tempfile.mkdtemp(prefix="browser-profile-")
        self.requested = []
        self.errors = []
        atexit.register(self.close)
        try:
            self._start_driver()
            self._start_session(width, height, language, scale, arguments)
            self.resize(width, height)
            self._leave_the_start_page()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # Starting and ending

    def _start_driver(self):
        self.port = free_port()
        driver = subprocess.Popen(
            [program(DRIVER_NAMES), f"--port={self.port}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )
        self.processes.append(driver)
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if driver.poll() is not None:
                raise BrowserError(f"chromedriver ended at once with status {driver.returncode}")
            if time.monotonic() > deadline:
                raise BrowserError(f"chromedriver did not answer within {START_SECONDS} s")
            time.sleep(0.05)

    def _leave_the_start_page(self):
        """What the browser's own first page asked for is not ours to judge."""
        self.ask("POST", "/url", {"url": "about:blank"})
        self.collect()
        self.requested.clear()
        self.errors.clear()

    def _is_ready(self):
        try:
            return self._request("GET", "/status")["ready"]
        except (OSError, http.client.HTTPException):
            return False

    def _start_session(self, width, height, language, scale, arguments):
        options = {
            "binary": program(BROWSER_NAMES),
            "args": BROWSER_ARGUMENTS + [
                f"--window-size={width},{height}", f"--lang={language}", f"--force-device-scale-factor={scale}",
                f"--user-data-dir={self.profile}", *arguments,
            ],
            "prefs": {"intl.accept_languages": language},
            "perfLoggingPrefs": {"enableNetwork": True, "enablePage": False},
        }
        always = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        answer = self._request("POST", "/session", {"capabilities": {"alwaysMatch": always}})
        self.session = answer["sessionId"]

    def close(self):
        """Ends the browser and its driver; may be called again."""
        atexit.unregister(self.close)
        if self.session is not None:
            session, self.session = self.session, None
            try:
                self._request("DELETE", f"/session/{session}")
            except (OSError, http.client.HTTPException, BrowserError):
                pass  # The driver may be gone already; its process group is ended below.
        for process in self.processes:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        self.processes = []
        shutil.rmtree(self.profile, ignore_errors=True)

    # Asking the driver

    def _request(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=REQUEST_SECONDS)
        try:
            data = None if body is None else json.dumps(body).encode()
            connection.request(method, path, data, {"Content-Type": "application/json; charset=utf-8"})
            response = connection.getresponse()
            value = json.loads(response.read())["value"]
        finally:
            connection.close()
        if response.status != 200:
            raise BrowserError(f"{method} {path}: {value.get('error')}: {value.get('message', '').splitlines()[0]}")
        return value

    def ask(self, method, path, body=None):
        return self._request(method, f"/session/{self.session}{path}", body)

    # The page

    def go(self, url):
        self.collect()
        self.ask("POST", "/url", {"url": url})

    @property
    def url(self):
        return self.ask("GET", "/url")

    @property
    def source(self):
        return self.ask("GET", "/source")

    def resize(self, width, height):
        """The inside of the window, so that a screenshot has exactly this size."""
        self.ask("POST", "/goog/cdp/execute", {
            "cmd": "Emulation.setDeviceMetricsOverride",
            "params": {"width": width, "height": height, "deviceScaleFactor": 0, "mobile": False},
        })

    def find(self, selector):
        """The first element of a CSS selector, or None."""
        found = self.find_all(selector)
        return found[0] if found else None

    def find_all(self, selector):
        found = self.ask("POST", "/elements", {"using": "css selector", "value": selector})
        return [Element(self, each[ELEMENT]) for each in found]

    def run(self, script, *arguments):
        """What the script returns; it runs as a function's body."""
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def press(self, *keys):
        """Presses and releases keys one after another, whatever has the focus."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def screenshot(self, path):
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.ask("GET", "/screenshot")))
        return path

    # What happened meanwhile

    def collect(self):
        """Takes over what the browser has logged since the last time: errors of the console, and every address asked for."""
        if self.session is None:
            return
        for entry in self.ask("POST", "/se/log", {"type": "browser"}):
            if entry["level"] == "SEVERE":
                self.errors.append(entry["message"])
        for entry in self.ask("POST", "/se/log", {"type": "performance"}):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.requested.append(message["params"]["request"]["url"])
        names = self.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        self.requested.extend(name for name in names if name not in self.requested[-2000:])

    def console_errors(self):
        self.collect()
        return list(self.errors)

    def requested_urls(self):
        self.collect()
        return list(dict.fromkeys(self.requested))
