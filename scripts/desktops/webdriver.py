"""Drives the page of Mayfly's window through WebKitWebDriver."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

from waiting import wait_for

ELEMENT_KEY = "element-6066-11e4-a52e-4f735466cecf"


class WebDriverError(Exception):
    """The driver's error answer."""


class AppPage:
    """A Mayfly that was started by WebKitWebDriver."""

    def __init__(self, program, log):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        environment = dict(os.environ, TAURI_AUTOMATION="true", TAURI_WEBVIEW_AUTOMATION="true")
        self._driver = subprocess.Popen(
            ["WebKitWebDriver", f"--port={self._port}"], env=environment, stdout=log, stderr=log
        )
        wait_for("the WebDriver", self._accepts_connections)
        options = {"webkitgtk:browserOptions": {"binary": program, "args": []}}
        answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": options}}, timeout=120)
        self._session = f"/session/{answer['sessionId']}"

    def _accepts_connections(self):
        try:
            socket.create_connection(("127.0.0.1", self._port), 1).close()
            return True
        except OSError:
            return False

    def _call(self, method, path, body=None, timeout=60):
        data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request(f"http://127.0.0.1:{self._port}{path}", data, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            raise WebDriverError(error.read().decode()) from error

    def run_script(self, script, *arguments):
        """Returns the result of JavaScript in the page."""
        return self._call("POST", f"{self._session}/execute/sync", {"script": script, "args": list(arguments)})

    def count(self, selector):
        return self.run_script("return document.querySelectorAll(arguments[0]).length", selector)

    def find(self, selector, seconds=30):
        """Waits for an element and returns its path in the driver's interface."""

        def find_once():
            try:
                found = self._call(
                    "POST", f"{self._session}/element", {"using": "css selector", "value": selector}
                )
                return f"{self._session}/element/{found[ELEMENT_KEY]}"
            except WebDriverError:
                return None

        return wait_for(f"{selector} in the window", find_once, seconds)

    def click(self, test_id, seconds=30):
        """Clicks the element, and tries again if the page replaced it meanwhile."""

        def click_once():
            try:
                self._call("POST", self.find(f'[data-testid="{test_id}"]:not(:disabled)', 1) + "/click")
                return True
            except (WebDriverError, TimeoutError):
                return False

        wait_for(f"a click on {test_id}", click_once, seconds)

    def type_text(self, test_id, text):
        field = self.find(f'[data-testid="{test_id}"]')
        self._call("POST", field + "/clear")
        self._call("POST", field + "/value", {"text": text})

    def text(self, test_id):
        return self.run_script(
            "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.textContent ?? ''", test_id
        )

    def attribute(self, test_id, name):
        return self.run_script(
            "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.getAttribute(arguments[1]) ?? ''",
            test_id,
            name,
        )

    def create_inbox(self):
        """Clicks "New address" and returns the new address."""
        before = self.attribute("inbox-item", "data-address")
        self.click("create-inbox")
        return wait_for(
            "the new address",
            lambda: (now := self.attribute("inbox-item", "data-address")) != before and now,
        )

    def quit_app(self):
        """Ends the session, and with it Mayfly."""
        try:
            self._call("DELETE", self._session)
        except (WebDriverError, OSError):
            pass  # Mayfly has ended by itself.
        # The driver answers before it ends the program; killed in between, it would leave the program running.
        children = f"/proc/{self._driver.pid}/task/{self._driver.pid}/children"
        end = time.monotonic() + 20
        while time.monotonic() < end and os.path.exists(children) and open(children).read().strip():
            time.sleep(0.1)
        self._driver.kill()
        self._driver.wait()
